"""Arguments of `/settings` about stories: a place to post in, a subject with a place of its own, what is muted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import app_commands

from bot.errors import UserError
from bot.models.routing import Place
from cogs.ui.transformers import Choices, Interaction, choices_of, chosen

THREADS: Final = (
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)
CHANNELS: Final = (discord.ChannelType.text, discord.ChannelType.news)
PLACES: Final = (*CHANNELS, *THREADS, discord.ChannelType.forum)


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """A place, with the channel whose permissions count there."""

    place: Place
    home_id: int
    thread: bool


def place_of(value: Any) -> ChosenPlace:
    """What a person picked in Discord's own list. Raises UserError("wrong_place_kind")."""
    if value.type not in PLACES:
        raise UserError("wrong_place_kind", channel=value.name)
    thread = value.type in THREADS
    place = Place(int(value.id), forum=value.type is discord.ChannelType.forum)
    return ChosenPlace(place, int(value.parent_id) if thread else place.channel_id, thread)


class PlaceArgument(app_commands.Transformer):
    """A text or announcement channel, a thread or a forum."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord's own channel picker."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What the picker offers."""
        return list(PLACES)

    async def transform(self, interaction: Interaction, value: Any, /) -> ChosenPlace:  # noqa: ARG002 - the library's signature
        """Raises UserError("wrong_place_kind")."""
        return place_of(value)


class SubjectArgument(app_commands.Transformer):
    """An issue or a dispute; the command gets "issue:id" or "dispute:key"."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:
        """Raises UserError("unknown_subject")."""
        found = chosen(interaction.client.services.choices.subjects.items(), str(value))
        if found is None:
            raise UserError("unknown_subject", subject=value)
        return found

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """By any part of the name."""
        return choices_of(interaction.client.services.choices.subjects.items(), str(value))


class MuteArgument(app_commands.Transformer):
    """What this server has muted, or what was typed."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:  # noqa: ARG002 - the library's signature
        """Never refuses: the service does."""
        return str(value)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """All that is muted, for those who may manage the server."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            return []
        choices = interaction.client.services.choices
        names = [choices.mute_name(mute) for mute in (await choices.rules(interaction.guild_id)).mutes]
        return choices_of([(name, name) for name in names], str(value))

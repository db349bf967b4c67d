"""Arguments of `/feed`: a feed that the server follows, by its name, and for the test also any address."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.errors import UserError
from cogs.access import managed_server_of
from cogs.ui.transformers import Choices, Interaction, choices_of, chosen


class FeedArgument(app_commands.Transformer):
    """One of the server's feeds, paused ones too; the command gets its number."""

    async def transform(self, interaction: Interaction, value: Any, /) -> int:
        """Raises UserError: "unknown_feed", and "needs_manage_server" for those to whom none is named."""
        managed_server_of(interaction)
        found = chosen(await _named(interaction), str(value))
        if found is None:
            raise UserError("unknown_feed", feed=value)
        return int(found)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """By any part of the name or host."""
        return choices_of(await _named(interaction), str(value))


class FeedOrAddressArgument(app_commands.Transformer):
    """A feed's number, or what was typed where it is none of the server's."""

    async def transform(self, interaction: Interaction, value: Any, /) -> int | str:
        """Never refuses."""
        found = chosen(await _named(interaction), str(value))
        return str(value) if found is None else int(found)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """As for FeedArgument."""
        return choices_of(await _named(interaction), str(value))


async def _named(interaction: Interaction) -> list[tuple[str, str]]:
    """Number -> name, with the host where two have one name; none for those who may not manage the server."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        return []
    lines = await interaction.client.services.feed_desk.lines(interaction.guild_id)
    names = [line.name for line in lines]
    return [
        (str(line.id), line.name if names.count(line.name) == 1 else f"{line.name} ({line.host}, no. {line.id})")
        for line in lines
    ]

"""One of the things that the member follows, as an argument; see `transformers.py`."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.errors import UserError
from bot.models.members import Followed, FollowKind
from cogs.access import server_of
from cogs.ui.answers_follow import name_of
from cogs.ui.transformers import Choices, Interaction, choices_of, chosen


class FollowArgument(app_commands.Transformer):
    """The command gets a Followed."""

    async def transform(self, interaction: Interaction, value: Any, /) -> Followed:
        """Raises UserError("not_followed")."""
        found = chosen(await _mine(interaction), str(value))
        kind, _, subject = (found or "").partition(":")
        if kind not in set(FollowKind):
            raise UserError("not_followed")
        return Followed(FollowKind(kind), subject)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """Only the member's own."""
        return choices_of(await _mine(interaction), str(value))


async def _mine(interaction: Interaction) -> list[tuple[str, str]]:
    services = interaction.client.services
    found = await services.personal.of(server_of(interaction), interaction.user.id)
    return [
        (f"{each.kind.value}:{each.subject}", name_of(each, services.choices.subject_name)) for each in found.follows
    ]

"""One of the things that the member follows, as an argument; see `transformers.py`."""

from __future__ import annotations

from typing import Any, Final

from discord import app_commands

from bot.errors import UserError
from bot.models.members import Followed, FollowKind
from cogs.access import server_of
from cogs.ui.answers_follow import name_of
from cogs.ui.transformers import Choices, Interaction, choices_of, chosen
from cogs.ui.wording_follow import BY_ROLE

ROLE: Final = "role"
MESSAGE: Final = "message"


class FollowArgument(app_commands.Transformer):
    """The command gets MESSAGE or ROLE, and a Followed."""

    async def transform(self, interaction: Interaction, value: Any, /) -> tuple[str, Followed]:
        """Raises UserError("not_followed")."""
        found = chosen(await _mine(interaction), str(value))
        how, _, what = (found or "").partition(":")
        kind, _, subject = what.partition(":")
        if kind not in set(FollowKind):
            raise UserError("not_followed")
        return how, Followed(FollowKind(kind), subject)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """Only the member's own."""
        return choices_of(await _mine(interaction), str(value))


async def _mine(interaction: Interaction) -> list[tuple[str, str]]:
    services, guild_id, member_id = interaction.client.services, server_of(interaction), interaction.user.id
    names = services.choices.subject_name
    found = await services.personal.of(guild_id, member_id)
    held = await services.roles.held_by(member_id)
    told = [(f"{MESSAGE}:{each.kind.value}:{each.subject}", name_of(each, names)) for each in found.follows]
    return told + [
        (f"{ROLE}:{each.kind.value}:{each.subject}", BY_ROLE.format(name=name_of(each, names)))
        for server, each, _ in held
        if server == guild_id
    ]

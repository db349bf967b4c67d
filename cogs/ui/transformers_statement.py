"""Arguments of commands about official statements; see `transformers.py`."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.errors import UserError
from cogs.access import server_of
from cogs.ui.transformers import LONGEST_CHOICE, Choices, Interaction, choices_of


class StatementNumber(app_commands.Transformer):
    """A statement that stands; the command gets its number."""

    async def transform(self, interaction: Interaction, value: Any, /) -> int:  # noqa: ARG002 - the library's signature
        """Raises UserError("statement_unknown")."""
        text = str(value).strip()
        if not text.isdecimal() or len(text) > 18:
            raise UserError("statement_unknown")
        return int(text)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """The newest first, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        found = await interaction.client.services.statements.posted(server_of(interaction))
        named = [(str(one.id), f"{one.who}, {one.day:%d %b}: {one.title}"[:LONGEST_CHOICE]) for one in found]
        return choices_of(named, str(value))


class WhoArgument(app_commands.Transformer):
    """An office or body; the usual ones are offered, any may be typed."""

    OFFICES = ("negotiating committee", "board", "leadership", "spokesperson's office", "president's office")

    async def transform(self, interaction: Interaction, value: Any, /) -> str:  # noqa: ARG002 - the library's signature
        """As typed; the service checks it."""
        return str(value)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:  # noqa: ARG002 - as above
        """Offices that fit what was typed."""
        return choices_of([(office, office) for office in self.OFFICES], str(value))

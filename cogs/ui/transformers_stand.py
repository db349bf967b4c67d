"""Arguments of `/stand`; see `transformers.py`. Choices are offered to those who may manage the server."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.errors import UserError
from cogs.access import server_of
from cogs.ui import wording_stands as words
from cogs.ui.transformers import Choices, Interaction, choices_of, chosen
from cogs.ui.views import names_of_issues


class FoundQuote(app_commands.Transformer):
    """A sentence found in the news; the command gets its key."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:  # noqa: ARG002 - the library's signature
        """Whether it is known, the service says."""
        return str(value)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """Those on the issue that was chosen before, the newest first."""
        if not interaction.permissions.manage_guild:
            return []
        issues = names_of_issues(interaction)
        issue = chosen(issues.items(), str(getattr(interaction.namespace, "issue", "")))
        if issue is None:
            return []
        found = await interaction.client.services.stands.found(server_of(interaction), issue)
        named = {each.key: f"{words.SIDES[each.side]}: {each.text}" for each in found}
        return choices_of(named.items(), str(value))


class PinNumber(app_commands.Transformer):
    """A pinned line; the command gets its number."""

    async def transform(self, interaction: Interaction, value: Any, /) -> int:  # noqa: ARG002 - the library's signature
        """Raises UserError("stand_unknown")."""
        text = str(value).strip()
        if not (text.isascii() and text.isdigit()) or len(text) > 18:
            raise UserError("stand_unknown")
        return int(text)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """Those that stand, the newest first."""
        if not interaction.permissions.manage_guild:
            return []
        stands = interaction.client.services.stands
        named = [
            (str(pin.id), f"{stands.issue_name(pin.issue)}, {words.SIDES[pin.side]}: {pin.text}")
            for pin in await stands.standing(server_of(interaction))
        ]
        return choices_of(named, str(value))

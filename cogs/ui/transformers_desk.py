"""Arguments of commands about dates; see `transformers.py`."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.errors import UserError
from bot.models.desk import DateRef
from cogs.access import server_of
from cogs.ui.transformers import Choices, Interaction, choices_of, chosen
from cogs.ui.wording_desk import KINDS


class DisputeArgument(app_commands.Transformer):
    """A dispute by guild, employer or contract; the command gets its key."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:
        """Raises UserError("unknown_dispute")."""
        found = chosen(_disputes(interaction), str(value))
        if found is None:
            raise UserError("unknown_dispute", dispute=value)
        return found

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """By any part of the name."""
        return choices_of(_disputes(interaction), str(value))


class DateNumber(app_commands.Transformer):
    """One of the server's dates ahead; the command gets its number, and from the list also the version that was shown."""

    async def transform(self, interaction: Interaction, value: Any, /) -> DateRef:  # noqa: ARG002 - the library's signature
        """Raises UserError("date_unknown")."""
        number, dot, version = str(value).partition(".")
        return DateRef(_number(number, "date_unknown"), _number(version, "date_unknown") if dot else None)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """The dates ahead, the next first, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        service = interaction.client.services.bargaining
        named = [
            (
                f"{date.id}.{date.version}",
                f"{KINDS.get(date.kind, date.kind)}, {service.name(date)}, {date.starts:%d %b %Y %H:%M}",
            )
            for date in await service.ahead(server_of(interaction))
        ]
        return choices_of(named, str(value))


class SuggestionNumber(app_commands.Transformer):
    """One of the server's suggested dates; the command gets "s" and its number."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:  # noqa: ARG002 - the library's signature
        """Raises UserError("suggestion_unknown")."""
        return f"s{_number(value, 'suggestion_unknown')}"

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """Those that wait, the next day first, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        waiting = await interaction.client.services.suggestions.waiting(server_of(interaction))
        named = [(str(c.suggestion_id), f"{c.day}: {KINDS.get(c.kind, c.kind)}, {c.name}") for c in waiting]
        return choices_of(named, str(value))


def _number(value: Any, key: str) -> int:
    text = str(value).strip()
    if not text.isdigit() or len(text) > 18:
        raise UserError(key)
    return int(text)


def _disputes(interaction: Interaction) -> list[tuple[str, str]]:
    disputes = interaction.client.services.bargaining.disputes.values()
    return [(each.key, f"{each.guild} and {each.employer}: {each.contract}") for each in disputes]

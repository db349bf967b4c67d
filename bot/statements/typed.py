"""What a moderator typed about a statement: who said it, on which day. Pure. Raises UserErrors, each with its sentence."""

from __future__ import annotations

from datetime import date

from bot.disputes.days import day_past
from bot.errors import UserError

LONGEST_WHO = 60


def named(who: str | None, party: str) -> str:
    """Who said it, with the side's name: "WGA", "WGA, negotiating committee". Raises UserError("statement_who")."""
    name = " ".join((who or "").split())
    if len(name) > LONGEST_WHO or "@" in name or name.isdigit():
        raise UserError("statement_who")
    if not name:
        return party
    return name if party.casefold() in name.casefold() else f"{party}, {name}"


def day_said(typed: str | None, today: date) -> date:
    """Today where nothing was typed. Raises UserError: statement_day, statement_ahead."""
    day = day_past(typed, today) if typed else today
    if day is None:
        raise UserError("statement_day", typed=typed)
    if day > today:
        raise UserError("statement_ahead", typed=day)
    return day

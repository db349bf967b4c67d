"""A time of day as an argument, with the hours offered while a person types."""

from __future__ import annotations

from datetime import time
from typing import Any, Final

from discord import app_commands

from bot.announcements.localtime import time_of_day
from bot.errors import UserError
from cogs.ui.transformers import MOST_CHOICES, Choices, Interaction

_HOURS: Final = tuple(f"{hour:02}:{minute:02}" for minute in (0, 30) for hour in (*range(6, 24), *range(6)))


class TimeArgument(app_commands.Transformer):
    """A local time of day; the command gets a `time`."""

    async def transform(self, interaction: Interaction, value: Any, /) -> time:  # noqa: ARG002 - the library's signature
        """Raises UserError("unknown_time")."""
        found = time_of_day(str(value))
        if found is None:
            raise UserError("unknown_time", time=value)
        return found

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:  # noqa: ARG002 - as above
        """What was typed, if it is a time, then hours that begin like it."""
        typed = str(value).strip()
        found = time_of_day(typed)
        begins = [hour for hour in _HOURS if hour.startswith(typed) or hour.lstrip("0").startswith(typed)]
        names = dict.fromkeys([*([f"{found:%H:%M}"] if found else []), *begins])
        return [app_commands.Choice(name=name, value=name) for name in list(names)[:MOST_CHOICES]]

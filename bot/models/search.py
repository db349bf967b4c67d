"""What narrows a search down, as it is asked for and as it stands in a button."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bot.models.news import Label

_SIGNS = {"i": "issue", "o": "outlet", "l": "label", "d": "dispute"}
_SHORT = {Label.OFFICIAL_UNION: "u", Label.OFFICIAL_EMPLOYER: "e", Label.REPORTED: "r", Label.OPINION: "o"}
_LABELS = {short: label for label, short in _SHORT.items()}
_FIRST = date(2000, 1, 1)  # days are counted from here: short in a button
_DAY = re.compile(r"-?\d{1,6}")


@dataclass(frozen=True, slots=True)
class Filters:
    """Keys of issue, outlet and dispute; days are inclusive, by the calendar of the server's zone. Nothing given: everything."""

    issue: str = ""
    outlet: str = ""
    label: Label | None = None
    dispute: str = ""
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != NO_FILTERS

    def written(self) -> str:
        """As it stands in a button, "" where nothing is given."""
        parts = [
            f"{sign}{getattr(self, name)}" for sign, name in _SIGNS.items() if name != "label" and getattr(self, name)
        ]
        if self.label is not None:
            parts.append(f"l{_SHORT[self.label]}")
        for sign, day in (("f", self.since), ("t", self.until)):
            if day is not None:
                parts.append(f"{sign}{(day - _FIRST).days}")
        return ",".join(parts)

    @classmethod
    def read(cls, written: str) -> Self:
        """What `written` gave; parts that are not understood are left out."""
        found: dict[str, object] = {}
        for part in filter(None, written.split(",")):
            sign, value = part[0], part[1:]
            if sign == "l":
                found["label"] = _LABELS.get(value)
            elif sign in _SIGNS:
                found[_SIGNS[sign]] = value
            elif sign in "ft" and _DAY.fullmatch(value):
                found["since" if sign == "f" else "until"] = _FIRST + timedelta(days=int(value))
        return cls(**found)  # type: ignore[arg-type]


NO_FILTERS = Filters()

"""Kinds of things that moderators do: an action belongs to the kind that its first word names. Pure."""

from __future__ import annotations

from typing import Final

# The first word of each action; what none of them has is a setting.
KINDS: Final = {
    "announcements": ("announce", "announcement"),
    "statements": ("statement",),
    "dates": ("bargaining", "reminder", "notice", "reminders", "suggestion", "suggestions", "events", "date"),
    "disputes": ("dispute",),
    "positions": ("stand",),
    "approvals": ("approval",),
    "stories": ("story", "tag", "problem"),
    "feeds": ("feed",),
}
SETTINGS: Final = "settings"
ALL_KINDS: Final = (*KINDS, SETTINGS)


def kind_of(action: str) -> str:
    """The kind of an action such as "dispute step"."""
    first = action.partition(" ")[0]
    return next((kind for kind, words in KINDS.items() if first in words), SETTINGS)

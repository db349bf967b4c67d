"""Exceptions. They carry data; the words for people are written once, in `cogs/ui/wording.py`, or for hosts where the start fails.

PicketwireError
  UserError          a person asked for something that cannot be done: key of its sentence and its values
  StartError         the host must mend something before the bot can start: one clear message
  StorageBusy        the database is locked, full or read-only for the moment: try again
"""

from __future__ import annotations


class PicketwireError(Exception):
    """The root of our own exceptions."""


class UserError(PicketwireError):
    """Shown to the person who asked, privately. `key` names the sentence in `cogs/ui/wording.py`, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class StartError(PicketwireError):
    """Stops the start. The text says what is wrong, where, and what right looks like. `passing`: a later start may well succeed."""

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.code = 75 if passing else 2  # 75 is EX_TEMPFAIL of sysexits.h


BUSY_WORDS = {
    "locked": "the database is locked by something else",
    "full": "the disk is full",
    "read_only": "the database may only be read",
    "unreachable": "the database cannot be reached",
}


class StorageBusy(PicketwireError):
    """The database cannot be written now (`reason`: a key of BUSY_WORDS); nothing was lost, try again later."""

    def __init__(self, reason: str, detail: str = "") -> None:
        words = BUSY_WORDS.get(reason, reason)
        super().__init__(f"{words} ({detail})" if detail else words)
        self.reason = reason

"""What changed between two states of a server's choices, as the trail keeps it. Pure."""

from __future__ import annotations

from dataclasses import fields

from bot.models.servers import Server

_NOT_CHOSEN = ("guild_id", "setup_at", "left_at")


def differences(before: Server | None, after: Server) -> tuple[str, str]:
    """The choices that differ, before and after: "zone UTC, silent no"; nothing before the first set-up."""
    old: list[str] = []
    new: list[str] = []
    for each in fields(Server):
        was, now = (getattr(server, each.name) if server is not None else None for server in (before, after))
        if each.name not in _NOT_CHOSEN and was != now:
            name = each.name.removesuffix("_id").replace("_", " ")
            old.append(f"{name} {_word(was)}")
            new.append(f"{name} {_word(now)}")
    return (", ".join(old) if before is not None else ""), ", ".join(new)


def _word(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)

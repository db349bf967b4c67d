"""Arguments of `/announce`; see `transformers.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from discord import app_commands

from bot.errors import UserError
from bot.models.announcements import Announcement, Posted
from cogs.access import server_of
from cogs.ui.transformers import Choices, Interaction, choices_of

LONGEST_CHOICE = 100
_POST = "post:"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be changed: an announcement by its number, or one post by its delivery."""

    number: int = 0
    delivery_id: str | None = None


class AnnouncementNumber(app_commands.Transformer):
    """One of the server's announcements that wait; the command gets its number."""

    async def transform(self, interaction: Interaction, value: Any, /) -> int:  # noqa: ARG002 - the library's signature
        """Raises UserError("announce_unknown")."""
        return _number(value)

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """What is scheduled, the next first, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        waiting = await interaction.client.services.announcements.writing.scheduled(server_of(interaction))
        return choices_of(map(_named, waiting), str(value))


class AnyAnnouncement(AnnouncementNumber):
    """One of all that were confirmed once."""

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """The newest first, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        known = await interaction.client.services.announcements.records.known_to(server_of(interaction))
        return choices_of(map(_named, known), str(value))


class ChangeableAnnouncement(app_commands.Transformer):
    """What waits, or a post that is there already."""

    async def transform(self, interaction: Interaction, value: Any, /) -> Chosen:  # noqa: ARG002 - the library's signature
        """Raises UserError("announce_unknown")."""
        text = str(value).strip()
        if text.startswith(_POST):
            return Chosen(delivery_id=text.removeprefix(_POST)[:40])
        return Chosen(_number(text))

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """What is scheduled, then what was posted, the newest first, for those who may manage the server."""
        if not interaction.permissions.manage_guild:
            return []
        guild_id, desk = server_of(interaction), interaction.client.services.announcements
        waiting = await desk.writing.scheduled(guild_id)
        posted = await desk.records.posted(guild_id)
        return choices_of([*map(_named, waiting), *map(_posted, posted)], str(value))


def _named(known: Announcement) -> tuple[str, str]:
    return str(known.id), f"{known.wall:%a %d %b %H:%M}: {known.text}"[:LONGEST_CHOICE]


def _posted(post: Posted) -> tuple[str, str]:
    return f"{_POST}{post.delivery_id}", f"Posted {post.due_at:%d %b %H:%M} UTC: {post.text}"[:LONGEST_CHOICE]


def _number(value: Any) -> int:
    text = str(value).strip()
    if not text.isdigit() or len(text) > 18:
        raise UserError("announce_unknown")
    return int(text)

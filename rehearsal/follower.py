"""Follows the stand-in's journal and shows each new message and edit as it comes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime

from rehearsal.discord.journal import Journal
from rehearsal.message_text import name_channels
from rehearsal.pace import Pace
from rehearsal.posts import Kind, read_posts
from rehearsal.terminal import Terminal


class Follower:
    """Remembers how far it has read, and the text of each message as last shown."""

    def __init__(
        self, journal: Journal, pace: Pace, channels: Mapping[str, str], news: str, terminal: Terminal
    ) -> None:
        self._journal, self._pace, self._channels, self._news = journal, pace, channels, news
        self._terminal = terminal
        self._read = 0
        self._texts: dict[str, str] = {}
        self._last = time.monotonic()

    def show(self) -> None:
        """Show what is new."""
        entries = self._journal.entries[self._read :]
        self._read += len(entries)
        for entry in entries:
            place = self._channels.get(entry.get("channel_id", ""))
            if place is None or entry["kind"] not in ("message_created", "message_edited"):
                continue
            now = self._pace.at(datetime.fromisoformat(entry["at"]))
            if entry["kind"] == "message_created":
                for post in read_posts([entry]):
                    post.text = name_channels(post.text, self._channels)
                    story = post.kind in (Kind.STORY, Kind.FOLD) and post.channel_id == self._news
                    self._terminal.post(place, post.text, now, story=story)
                    self._texts[post.message_id] = post.text
                    self._last = time.monotonic()
            elif entry["message_id"] in self._texts:
                text = name_channels(entry["text"], self._channels)
                self._terminal.edit(place, self._texts[entry["message_id"]], text, now)
                self._texts[entry["message_id"]] = text
                self._last = time.monotonic()

    def quiet_for(self, seconds: float) -> bool:
        """Whether nothing was shown for so long."""
        return time.monotonic() - self._last >= seconds

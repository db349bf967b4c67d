"""What is offered while a moderator types which story or report they mean. Reads only."""

from __future__ import annotations

from collections.abc import Mapping

from bot.clock import Clock
from bot.corrections.finding import REPORT, STORY, stories_meant
from bot.delivery.composer import lead_of
from bot.errors import UserError
from bot.models.news import Entry, Story
from bot.models.registry import Outlet
from bot.storage import decisions, sight, stories
from bot.storage.database import Database

NEWEST = 60  # stories that are offered, of which those are shown whose words were typed

Choice = tuple[str, str]  # what is sent, and how it is shown


class StoryChoices:
    """The newest stories of a server, or that of a link. Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, outlets: Mapping[str, Outlet]) -> None:
        self._db, self._clock, self._outlets = db, clock, outlets

    async def stories(self, guild_id: int, typed: str) -> list[Choice]:
        """Stories, by their headlines."""
        found, typed = await self._found(guild_id, typed)
        named = [(f"{STORY}{story.id}", self._named(lead_of(story, self._outlets))) for story in found]
        return _with_words(named, typed)

    async def reports(self, guild_id: int, typed: str) -> list[Choice]:
        """Reports of stories that have more than one, by outlet and headline."""
        found, typed = await self._found(guild_id, typed)
        told = [entry for story in found if len(story.entries) > 1 for entry in story.entries]
        return _with_words([(f"{REPORT}{entry.id}", self._named(entry)) for entry in told], typed)

    async def _found(self, guild_id: int, typed: str) -> tuple[list[Story], str]:
        """The stories to choose from, and the words that are left to choose by: a link's own story leaves none."""
        async with self._db.reading() as conn:
            now = self._clock.now()
            if typed.strip().startswith(("http", "<http", REPORT, STORY)):
                try:
                    ids = await stories_meant(conn, guild_id, typed)
                except UserError:
                    return [], ""
                told = [(await decisions.standing(conn, guild_id, story_id)).story_id for story_id in ids]
                seeing = await sight.of(conn, guild_id)
                return list((await stories.as_told(conn, seeing, told)).values()), ""
            newest = await stories.latest(conn, guild_id, issue=None, outlet=None, as_of=now, offset=0, limit=NEWEST)
            return newest, typed

    def _named(self, entry: Entry) -> str:
        outlet = self._outlets.get(entry.outlet or "")
        return f"{outlet.name if outlet else entry.source}: {' '.join(entry.title.split())}"


def _with_words(named: list[Choice], typed: str) -> list[Choice]:
    wanted = typed.casefold().split()
    return [(value, name) for value, name in named if all(word in name.casefold() for word in wanted)]

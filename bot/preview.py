"""`python -m bot preview FEED...`: what would be posted from any feed address or file, printed as plain text, without Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from bot.delivery.composer import compose
from bot.errors import StartError
from bot.feeds.fetcher import Fetcher
from bot.feeds.health import problem_words
from bot.feeds.parser import NotAFeed
from bot.feeds.trial import entry_of, stories_of
from bot.feeds.worker import ParserWorker
from bot.models.feeds import ParsedFeed, Validators
from bot.models.news import Annotation, Entry, Item
from bot.models.posts import StoryPost
from bot.models.registry import Outlet

BIGGEST_FILE = 4 * 1024 * 1024


class Preview:
    """Reads feeds as the bot does, but stores and sends nothing; stories are joined within this call only."""

    def __init__(
        self,
        *,
        fetcher: Fetcher,
        parser: ParserWorker,
        annotate: Callable[[Item], Annotation],
        outlets: Mapping[str, Outlet],
        plain: Callable[[StoryPost], str],
    ) -> None:
        self._fetcher, self._parser, self._annotate = fetcher, parser, annotate
        self._outlets, self._plain = outlets, plain
        self.unread = 0  # sources that were no feed
        self._by_host = {host: outlet for outlet in outlets.values() for host in outlet.hosts}

    async def texts(self, sources: Sequence[str], *, now: datetime) -> AsyncIterator[str]:
        """For each source a line about it, then each story's post as text, newest first."""
        found: list[Entry] = []
        for source in sources:
            try:
                parsed, url = await self._read(source)
            except NotAFeed as e:
                self.unread += 1
                yield f"{source}: {problem_words(e.problem, e.detail)}"
                continue
            relevant = [entry for entry in self._entries(parsed, url, len(found), now) if entry.annotation.relevant]
            found += relevant
            yield (
                f"{source}: {parsed.title or 'a feed without a title'}, {_count(len(parsed.entries), 'item')}, "
                f"{len(relevant)} about bargaining"
            )
        for story in stories_of(found):
            yield self._plain(compose(story, self._outlets))

    async def _read(self, source: str) -> tuple[ParsedFeed, str]:
        if urlsplit(source).scheme in ("http", "https"):
            fetched = await self._fetcher.fetch(source, Validators())
            if fetched.body is None:
                assert fetched.problem is not None  # noqa: S101 - no body without a reason
                raise NotAFeed(fetched.problem, fetched.detail)
            return await self._parser.parse(fetched.body, fetched.content_type, fetched.url), fetched.url
        return await self._parser.parse(_read_file(source), "", ""), ""

    def _entries(self, parsed: ParsedFeed, url: str, first_id: int, now: datetime) -> list[Entry]:
        host = (urlsplit(url or parsed.site_url).hostname or "").removeprefix("www.")
        outlet = self._by_host.get(host)
        source = outlet.name if outlet else parsed.title or host or "this feed"
        return [
            entry_of(raw, number, source=source, outlet=outlet, annotate=self._annotate, now=now)
            for number, raw in enumerate(parsed.entries, first_id)
        ]


def _read_file(source: str) -> bytes:
    try:
        with Path(source).open("rb") as file:
            return file.read(BIGGEST_FILE)
    except OSError as e:
        raise StartError(f"{source} cannot be read: {e.strerror}. Give a feed's address or a file.") from None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""What moderators are told about how the bot does in their server. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.limits import NAME
from bot.models.health import GivenUpCount, Link, ServerHealth
from bot.models.services import SourceLine
from bot.skew import is_right, length
from cogs.ui import wording, wording_health
from cogs.ui.answers import Answer
from cogs.ui.markup import DISCORD

SHOWN = 12  # feeds: what fits one screen
REASONS = 4
_COMMANDS = {
    "about": DISCORD.command("/about"),
    "add": DISCORD.command("/feed add"),
    "digest": DISCORD.command("/settings digest"),
    "resume": DISCORD.command("/settings resume"),
    "sources": DISCORD.command("/sources"),
}


def health(found: ServerHealth, link: Link) -> Answer:
    """One screen: the bot, the outbox, the digest, the feeds."""
    since = link.connected_since
    lines = [
        wording_health.CONNECTED.format(since=DISCORD.time(since)) if since else wording_health.NOT_CONNECTED,
        wording_health.PAUSED.format(**_COMMANDS) if found.server.paused else wording_health.POSTING,
        _waiting(found),
        _given_up(found.given_up),
        _digest(found),
        _clock(link.skew),
        wording_health.SIZE.format(size=_size(found.database_bytes), version=DISCORD.text(found.version, NAME)),
    ]
    head = "\n".join([DISCORD.heading(wording_health.HEADING, 2), *(f"- {line}" for line in lines)])
    return Answer((head, _feeds(found.feeds)))


def _clock(skew: float | None) -> str:
    if skew is None:
        return wording_health.CLOCK_UNKNOWN
    if is_right(skew):
        return wording_health.CLOCK_RIGHT
    words = wording_health.CLOCK_AHEAD if skew > 0 else wording_health.CLOCK_BEHIND
    return words.format(length=length(abs(skew)), tell=wording_health.CLOCK_TELL.format(**_COMMANDS))


def _waiting(found: ServerHealth) -> str:
    if not found.waiting or found.oldest is None:
        return wording_health.NOTHING_WAITS
    words = wording_health.ONE_WAITS if found.waiting == 1 else wording_health.WAITING
    if found.server.paused:
        words = wording_health.WAITING_PAUSED
    return words.format(count=found.waiting, oldest=DISCORD.time(found.oldest))


def _given_up(counts: Sequence[GivenUpCount]) -> str:
    if not counts:
        return wording_health.NOTHING_GIVEN_UP
    items = [
        wording_health.GIVEN_UP_ITEM.format(
            count=each.count,
            kind=wording_health.KINDS.get(each.kind, wording_health.OTHER_KIND),
            reason=_reason(each.reason),
        )
        for each in counts[:REASONS]
    ]
    return wording_health.GIVEN_UP.format(what=wording.listed(items))


def _reason(reason: str) -> str:
    if reason == "expired":
        return wording_health.TOO_LATE
    return wording.REFUSALS.get(reason, wording.REFUSED_ELSE)


def _digest(found: ServerHealth) -> str:
    last = wording_health.DIGEST_LAST.format(last=DISCORD.time(found.last_digest)) if found.last_digest else ""
    if found.next_digest is None:
        following = wording_health.NO_DIGEST.format(**_COMMANDS)
    else:
        following = wording_health.DIGEST_NEXT.format(next=DISCORD.time(found.next_digest))
    return f"{following} {last}".rstrip()


def _feeds(feeds: Sequence[SourceLine]) -> str:
    well = sum(feed.ok for feed in feeds)
    heading = DISCORD.heading(wording_health.FEEDS_HEADING.format(well=well, all=len(feeds)))
    if not feeds:
        return f"{heading}\n{wording_health.NO_FEEDS.format(**_COMMANDS)}"
    shown = sorted(feeds, key=lambda feed: feed.ok)[:SHOWN]  # what does not work comes first
    lines = [f"- {DISCORD.text(feed.name, NAME)}: {DISCORD.text(feed.words, 120)}" for feed in shown]
    if more := len(feeds) - len(shown):
        words = wording_health.MORE_FEEDS if len(feeds) - well <= SHOWN else wording_health.MORE_FEEDS_FAIL
        lines.append(f"- {words.format(count=more, **_COMMANDS)}")
    return "\n".join([heading, *lines])


def _size(count: int) -> str:
    for unit, size in (("GB", 10**9), ("MB", 10**6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return wording_health.SMALL

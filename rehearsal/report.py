"""What came of a rehearsal: the press's log against the stand-in's journal. Nothing is asked of the bot.

lost     an event that went out in time and that no post links to; a digest, reminder or announcement that was due
doubled  a post that repeats a link of an earlier post in its channel, an earlier message's nonce, or an earlier digest's day
missed   a telling that went out in time and that no post links to
mixed    a post whose links tell different events
split    an event told in more than one post
idle     an edit that changes nothing of a post's text
wanting  what an answer had to say and did not
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from rehearsal.chronicle.book import Chronicle, Item
from rehearsal.desk import Meeting, Notice, count
from rehearsal.digests import digest_days
from rehearsal.posts import Kind, Post, read_posts
from rehearsal.programme import Told

MARGIN = timedelta(hours=6)  # simulated; what goes out later need not be posted by the end
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Served:
    """When the bot first had a complete answer with an item in it. `old`: it came with the feed's first answer, or before setup."""

    item: Item
    link: str
    now: datetime
    at: datetime
    old: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The figures, and by name what is behind those that should be nought."""

    figures: dict[str, int]
    seconds: dict[str, float]  # real ones, from the press to the post
    behind: dict[str, list[str]] = field(default_factory=dict)
    answered: tuple[Told, ...] = ()

    @property
    def good(self) -> bool:
        """Nothing lost, nothing doubled, and every answer said what it had to say."""
        return not any(self.figures[name] for name in ("lost", "doubled", "wanting"))

    def json(self) -> dict[str, Any]:
        """As a document."""
        return asdict(self) | {"good": self.good}


def make_report(
    chronicle: Chronicle,
    *,
    log: Iterable[Entry],
    journal: Sequence[Entry],
    news_channel: str,
    set_up: datetime,
    end: datetime,
    margin: timedelta = MARGIN,
    digest_from: datetime | None = None,
    accepted: Sequence[tuple[Meeting | Notice, datetime]] = (),
    wanting: Sequence[str] = (),
    answered: tuple[Told, ...] = (),
) -> Report:
    """Compare what went out by `end` (simulated) with what was posted in the news channel. `set_up`: the real time of setup.

    `digest_from`: the simulated moment at which the daily digest was chosen. `accepted`: what moderators entered, and when.
    `wanting`: what answers lacked that had to be in them. `answered`: what a member wanted to know.
    """
    log = list(log)
    served = _served(chronicle, log, set_up)
    posts = read_posts(journal)
    stories = [p for p in posts if p.channel_id == news_channel and p.kind in (Kind.STORY, Kind.FOLD)]
    by_link = {one.link: one for one in served.values()}
    told = [(post, [by_link[link] for link in post.links if link in by_link]) for post in stories]
    told_events = {event for _, ones in told for one in ones for event in one.item.events}

    due = _due(chronicle, served.values(), end - margin)
    digests = digest_days(posts, chosen=digest_from, latest=end - margin)
    reminders = count(posts, Kind.REMINDER, accepted, latest=end - margin)
    announcements = count(posts, Kind.ANNOUNCEMENT, accepted, latest=end - margin)
    lost = [f"{chronicle.events[key].day}: {chronicle.events[key].what}" for key in due if key not in told_events]
    behind = {
        "lost": lost + digests.lost + reminders.lost + announcements.lost,
        "doubled": [*_doubled(posts, news_channel), *digests.doubled, *reminders.doubled, *announcements.doubled],
        "missed": _missed(served.values(), told, end - margin),
        "mixed": [_headline(post) for post, ones in told if post.kind is Kind.STORY and _mixed(ones)],
        "split": _split(chronicle, told),
        "idle": [_headline(post) for post in stories for a, b in pairwise(post.texts) if a == b],
        "unrelated": _unique(one.item.title for _, ones in told for one in ones if not one.item.relevant),
        "old": _unique(one.item.title for _, ones in told for one in ones if one.old),
        "violations": [_violation(entry) for entry in journal if entry["kind"] == "violation"],
        "unanswered": [str(entry.get("name", "")) for entry in journal if entry["kind"] == "interaction_failed"],
        "wanting": list(wanting),
    }
    waits = _waits(told)
    figures = {
        "items": sum(item.at <= end for item in chronicle.items),
        "served": len(served),
        "relevant": sum(one.item.relevant for one in served.values()),
        "events": len(due),
        "early": len({one.item.event for one in served.values() if one.item.event and one.old}),
        "posts": len(stories),
        "folded": sum(len(ones) for post, ones in told if post.kind is Kind.FOLD),
        "edits": sum(len(post.edits) for post in stories),
        "official": sum(p.channel_id == news_channel and p.kind is Kind.OFFICIAL for p in posts),
        "tellings": len({one.item.id for _, ones in told for one in ones if one.item.event}),
        "digests due": digests.due,
        "digests": digests.posts,
        "reminders due": reminders.due,
        "reminders": reminders.posts,
        "announcements due": announcements.due,
        "announcements": announcements.posts,
        "notices": sum(p.channel_id != news_channel for p in posts),
        "polls": sum(entry["kind"] == "poll" for entry in log),
        **{name: len(found) for name, found in behind.items()},
    }
    seconds = {"median": round(median(waits), 2), "longest": round(max(waits), 2)} if waits else {}
    return Report(figures, seconds, {name: found for name, found in behind.items() if found}, answered)


def _served(chronicle: Chronicle, log: Iterable[Entry], set_up: datetime) -> dict[str, Served]:
    items = {item.id: item for item in chronicle.items}
    served: dict[str, Served] = {}
    for entry in log:
        if entry["kind"] == "served" and entry["item"] not in served:
            at = datetime.fromisoformat(entry["at"])
            old = bool(entry["first_poll"]) or at < set_up
            served[entry["item"]] = Served(
                items[entry["item"]], entry["link"], datetime.fromisoformat(entry["now"]), at, old
            )
    return served


def _due(chronicle: Chronicle, served: Iterable[Served], latest: datetime) -> list[str]:
    """The events that had to be posted: some telling went out by `latest`, and none before the server was set up."""
    tellings: defaultdict[str, list[Served]] = defaultdict(list)
    for one in served:
        if one.item.event:
            tellings[one.item.event].append(one)
    return [
        key
        for key in chronicle.events
        if any(one.now <= latest for one in tellings[key]) and not any(one.old for one in tellings[key])
    ]


def _missed(served: Iterable[Served], told: Iterable[tuple[Post, list[Served]]], latest: datetime) -> list[str]:
    linked = {one.item.id for _, ones in told for one in ones}
    return [
        f"{one.item.outlet}: {one.item.title}"
        for one in served
        if one.item.event and not one.old and one.now <= latest and one.item.id not in linked
    ]


def _doubled(posts: Iterable[Post], news_channel: str) -> list[str]:
    """Messages, each once, that repeat an earlier one's nonce (anywhere) or link (as a story in the news channel)."""
    nonces: set[str] = set()
    links: set[str] = set()
    found = []
    for post in posts:
        again = post.nonce is not None and post.nonce in nonces
        if post.nonce is not None:
            nonces.add(post.nonce)
        if post.channel_id == news_channel and post.kind in (Kind.STORY, Kind.FOLD):
            again = again or not links.isdisjoint(post.links)
            links.update(post.links)
        if again:
            found.append(_headline(post))
    return found


def _mixed(ones: Sequence[Served]) -> bool:
    """Whether no event is common to all the tellings that a post links to."""
    sets = [one.item.events for one in ones if one.item.event]
    return len(sets) > 1 and not frozenset.intersection(*sets)


def _split(chronicle: Chronicle, told: Iterable[tuple[Post, list[Served]]]) -> list[str]:
    """Events told in a second post, once for each further post."""
    times: defaultdict[str, int] = defaultdict(int)
    for _, ones in told:
        for event in {one.item.event for one in ones if one.item.event}:
            times[event] += 1
    return [chronicle.events[event].what for event, count in times.items() for _ in range(count - 1)]


def _waits(told: Iterable[tuple[Post, list[Served]]]) -> list[float]:
    """Real seconds from the press's answer to the post, of each post that has a telling from before it."""
    waits = []
    for post, ones in told:
        before = [one.at for one in ones if one.at <= post.at]
        if before:
            waits.append((post.at - min(before)).total_seconds())
    return waits


def _headline(post: Post) -> str:
    return post.text.lstrip("#*_~>- ").split("\n", 1)[0].strip()


def _violation(entry: Entry) -> str:
    return " ".join(str(entry[name]) for name in ("method", "path", "what") if entry.get(name))


def _unique(titles: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(titles))

"""The stories of a digest as its server is to read them: by its own choices of what is posted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.composer import compose
from bot.delivery.routing import postable
from bot.digests.builder import Lengths, sections_of
from bot.digests.changes import EXPIRY
from bot.digests.positions import IsNew
from bot.models.announcements import Attachment
from bot.models.news import Story
from bot.models.posts import DateLine, DigestChange, DigestPosition, DigestPost
from bot.models.registry import Outlet
from bot.models.schedules import Reach
from bot.models.servers import Server
from bot.storage import digests, feeds, routes
from bot.storage.database import Connection, Database

# The next bargaining dates of a server (guild id) after a moment, the earliest first.
Upcoming = Callable[[Connection, int, datetime], Awaitable[Sequence[DateLine]]]


# What moderators entered for a server after a moment and up to another; with nothing else to tell, what ends next.
Changes = Callable[[Connection, int, datetime, datetime], Awaitable[Sequence[DigestChange]]]
Expiries = Callable[[Connection, int, datetime], Awaitable[Sequence[DigestChange]]]
# What new entries of some stories quote, and what moderators pinned after a moment and up to another.
Positions = Callable[[Connection, int, Iterable[Story], IsNew, datetime, datetime], Awaitable[Sequence[DigestPosition]]]
Picture = Callable[[int], Awaitable[Attachment | None]]


async def no_changes(_conn: Connection, _guild_id: int, _since: datetime, _until: datetime) -> Sequence[DigestChange]:
    """Nothing is entered."""
    return ()


async def no_expiries(_conn: Connection, _guild_id: int, _now: datetime) -> Sequence[DigestChange]:
    """Nothing is known to end."""
    return ()


async def no_positions(
    _conn: Connection,
    _guild_id: int,
    _stories: Iterable[Story],
    _is_new: IsNew,
    _since: datetime,
    _until: datetime,
) -> Sequence[DigestPosition]:
    """Nobody takes a position."""
    return ()


async def no_picture(_guild_id: int) -> Attachment | None:
    """Nothing is drawn."""
    return None


async def no_dates(_conn: Connection, _guild_id: int, _now: datetime) -> Sequence[DateLine]:
    """No dates are kept."""
    return ()


def whatever(_told: DigestChange | DigestPosition) -> bool:
    """All that changed is wanted."""
    return True


def everything(_story: Story) -> bool:
    """All stories are wanted."""
    return True


@dataclass(frozen=True, slots=True)
class DigestKit:
    """What a digest is made with, on demand or when due. `issues`: their ids in the order of the sections."""

    db: Database
    clock: Clock
    outlets: Mapping[str, Outlet]
    issues: Sequence[str]
    lengths: Lengths
    upcoming: Upcoming = no_dates
    changes: Changes = no_changes
    expiries: Expiries = no_expiries
    positions: Positions = no_positions
    picture: Picture = no_picture  # of a weekly one


def tells_news(whole: DigestPost) -> bool:
    """Whether it tells more than what comes: a story, a position, or what moderators entered."""
    return bool(whole.count or whole.positions or any(change.what != EXPIRY for change in whole.changes))


async def reaching_back(conn: Connection, covered: Reach, now: datetime, longest: timedelta) -> Reach:
    """Where a digest begins: where the last one ended, at most `longest` ago."""
    since = now - longest
    if since <= covered.at:
        return covered
    reach = await digests.reach_at(conn, since)
    return Reach(max(reach.entry_id, covered.entry_id), since)


async def digest_of(
    conn: Connection,
    kit: DigestKit,
    server: Server,
    told: Iterable[Story],
    *,
    cadence: str,
    day: str,
    since: datetime,
    until: datetime,
    wanted: Callable[[Story], bool] = everything,
    later: Iterable[Story] = (),
    is_new: IsNew | None = None,
    concerns: Callable[[DigestChange | DigestPosition], bool] = whatever,
) -> DigestPost:
    """The whole digest in one: those of the stories that the server posts, from the tellings that it shows, and the next dates.

    `wanted`: which of these stories, as the server reads them, are in it. `later`: earlier ones with further reports, which are counted.
    `is_new`: given, it leads with what moderators entered and the positions in entries that are new, and where there is nothing
    tells what ends next; of both, what `concerns` its readers.
    """
    rules = (await routes.rules_for(conn, [server]))[server.guild_id]

    def posted(stories: Iterable[Story]) -> list[Story]:
        kept = (postable(story, rules, kit.outlets) for story in stories)
        return [story for story in kept if story is not None and wanted(story)]

    shown, earlier = posted(told), posted(later)
    posts = [compose(story, kit.outlets, free_lead=rules.hide_paywalled) for story in shown]
    checked = [feed.last_ok_at for feed in await feeds.of_server(conn, server.guild_id) if feed.last_ok_at]
    entered: list[DigestChange] = []
    positions: list[DigestPosition] = []
    if is_new is not None:
        entered += filter(concerns, await kit.changes(conn, server.guild_id, since, until))
        quoted = await kit.positions(conn, server.guild_id, [*shown, *earlier], is_new, since, until)
        positions += filter(concerns, quoted)
        if not posts and not entered and not positions:
            entered += filter(concerns, await kit.expiries(conn, server.guild_id, until))
    return DigestPost(
        cadence=cadence,
        day=day,
        since=since,
        until=until,
        count=len(posts),
        sections=sections_of(posts, kit.issues),
        dates=tuple(await kit.upcoming(conn, server.guild_id, until)),
        checked=max(checked, default=None),
        changes=tuple(entered),
        later=len(earlier),
        positions=tuple(positions),
    )

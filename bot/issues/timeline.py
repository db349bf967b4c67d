"""What happened in a dispute, the newest day first: steps, dates, what a side published, and the stories that most outlets told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.announcements.localtime import wall_of
from bot.clock import Clock
from bot.delivery.composer import compose, is_official
from bot.delivery.routing import disputes_of
from bot.errors import UserError
from bot.models.desk import BargainingDate
from bot.models.disputes import StepRecord, StepState
from bot.models.posts import StoryPost
from bot.models.registry import Dispute, Outlet
from bot.storage import dates, disputes, stories
from bot.storage.database import Database

A_PAGE = 5  # days
A_DAY = 2  # stories of the press a day, besides what a side itself published
MOST_JUDGED = 150  # of the newest stories: for whose dispute they are about
REACH = timedelta(days=400)  # how far back dates are shown


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """A day at the dispute's home."""

    day: date
    steps: tuple[StepRecord, ...]
    dates: tuple[BargainingDate, ...]
    stories: tuple[StoryPost, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page, counted from 0. `as_of` keeps the pages in step."""

    dispute: Dispute
    issue: str
    days: tuple[TimelineDay, ...]
    page: int
    pages: int
    as_of: datetime


class TimelineService:
    """As one server sees it. Methods may raise StorageBusy."""

    def __init__(
        self, *, db: Database, clock: Clock, outlets: Mapping[str, Outlet], registry: Iterable[Dispute]
    ) -> None:
        self._db, self._clock, self._outlets = db, clock, outlets
        self._disputes = {dispute.key: dispute for dispute in registry}

    async def timeline(
        self, guild_id: int, dispute: str, *, issue: str = "", page: int = 0, as_of: datetime | None = None
    ) -> Timeline:
        """`issue`: only stories about it. Raises UserError("unknown_dispute")."""
        known = self._disputes.get(dispute)
        if known is None:
            raise UserError("unknown_dispute", dispute=dispute)
        moment = as_of or self._clock.now()
        async with self._db.reading() as conn:
            steps = await disputes.of_server(conn, guild_id, dispute)
            met = await dates.between(conn, guild_id, moment - REACH, moment)
            told = await stories.latest(
                conn, guild_id, issue=issue or None, outlet=None, as_of=moment, offset=0, limit=MOST_JUDGED
            )
        about = [story for story in told if dispute in disputes_of(story, self._disputes.values())]
        days = days_of(
            known.zone,
            [each for each in steps if each.state is StepState.STANDING and (each.created_at or moment) <= moment],
            [each for each in met if each.dispute == dispute],
            [compose(story, self._outlets) for story in about],
        )
        pages = max(1, -(-len(days) // A_PAGE))
        page = min(max(page, 0), pages - 1)
        return Timeline(known, issue, tuple(days[page * A_PAGE : (page + 1) * A_PAGE]), page, pages, moment)


def days_of(
    zone: str, steps: Sequence[StepRecord], met: Sequence[BargainingDate], told: Sequence[StoryPost]
) -> list[TimelineDay]:
    """The days on which something happened, the newest first."""
    by_step: defaultdict[date, list[StepRecord]] = defaultdict(list)
    by_date: defaultdict[date, list[BargainingDate]] = defaultdict(list)
    by_story: defaultdict[date, list[StoryPost]] = defaultdict(list)
    for step in steps:
        by_step[step.day].append(step)
    for one in met:
        by_date[one.starts.date()].append(one)
    for post in told:
        by_story[wall_of(post.lead.at, zone).date()].append(post)
    return [
        TimelineDay(day, tuple(by_step.get(day, ())), tuple(by_date.get(day, ())), _chosen(by_story.get(day, [])))
        for day in sorted({*by_step, *by_date, *by_story}, reverse=True)
    ]


def _chosen(told: Sequence[StoryPost]) -> tuple[StoryPost, ...]:
    """What a side published, then the stories that most outlets have."""
    press = sorted((post for post in told if not is_official(post)), key=lambda post: (-len(post.also), post.lead.at))
    return (*sorted(filter(is_official, told), key=lambda post: post.lead.at), *press[:A_DAY])

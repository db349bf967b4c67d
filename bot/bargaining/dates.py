"""Rules of bargaining dates: when one starts and is over, which reminders it has, what is wrong with one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.announcements.localtime import instant
from bot.delivery.limits import shown_link
from bot.models.desk import BargainingDate
from bot.models.news import DateKind
from bot.models.posts import DateLine, DateReminder
from bot.models.registry import Dispute

_DAY = timedelta(days=1)
# What moderators can choose, in the order it is offered.
KINDS = (*(kind for kind in DateKind if kind is not DateKind.OTHER), DateKind.OTHER)


def starts_at(date: BargainingDate) -> datetime:
    """The instant a date starts; one of a whole day starts with the day at its home."""
    return instant(date.starts, date.zone)


def ends_at(date: BargainingDate) -> datetime | None:
    """The instant it ends, where an end is known."""
    return instant(date.ends, date.zone) if date.ends else None


def over_at(date: BargainingDate) -> datetime:
    """From when on it is no longer ahead: its end; without one its start, or the end of its day."""
    end = ends_at(date)
    if end is not None and not date.all_day:
        return end
    if date.all_day:
        return instant((date.ends or date.starts) + _DAY, date.zone)
    return starts_at(date)


def reminders(date: BargainingDate, now: datetime) -> list[tuple[int, datetime]]:
    """Minutes before the start, and the instant, of each reminder that is still ahead."""
    start = starts_at(date)
    due = [(minutes, start - timedelta(minutes=minutes)) for minutes in date.offsets]
    return [(minutes, moment) for minutes, moment in due if moment > now]


def expires_at(date: BargainingDate) -> datetime:
    """From when on a reminder of it is of no use: its start, or the end of its day."""
    return over_at(date) if date.all_day else starts_at(date)


def name_of(dispute: Dispute) -> str:
    """Who bargains, in a few words."""
    return f"{dispute.guild} and {dispute.employer}"


def reminder_post(date: BargainingDate, name: str, minutes: int, *, cancelled: bool = False) -> DateReminder:
    """What a reminder shows."""
    return DateReminder(
        date_id=date.id,
        name=name,
        kind=date.kind,
        starts_at=starts_at(date),
        home_zone=date.zone,
        source_url=date.source_url,
        ends_at=ends_at(date),
        all_day=date.all_day,
        minutes=minutes,
        wakes=date.wakes,
        cancelled=cancelled,
    )


def lines(dates: Sequence[BargainingDate], names: dict[str, str], kinds: dict[str, str]) -> list[DateLine]:
    """Dates as digests and summaries list them."""
    return [
        DateLine(
            name=f"{names.get(date.dispute, date.dispute)}: {kinds.get(date.kind, date.kind)}",
            at=starts_at(date),
            home_zone=date.zone,
            all_day=date.all_day,
            url=date.source_url,
        )
        for date in dates
    ]


def link_is_right(url: str) -> bool:
    """Whether a source link can be shown: http or https, with a host, not too long."""
    return shown_link(url) is not None

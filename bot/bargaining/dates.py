"""Rules of bargaining dates: when one starts and is over, which reminders it has, what one change made of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from bot.announcements.localtime import instant
from bot.delivery.limits import shown_link
from bot.errors import UserError
from bot.models.date_posts import DateReminder, When
from bot.models.desk import BargainingDate, DateChange
from bot.models.news import DateKind
from bot.models.posts import DateLine
from bot.models.registry import Dispute

_DAY = timedelta(days=1)
MORNING: Final = timedelta(hours=9)
# What moderators can choose, in the order it is offered.
KINDS = (*(kind for kind in DateKind if kind is not DateKind.OTHER), DateKind.OTHER)


class DateChangedMeanwhile(UserError):
    """A person acted on what a date was before somebody else changed it; nothing was done."""

    def __init__(self, date: BargainingDate, changes: Sequence[DateChange]) -> None:
        super().__init__("date_changed")
        self.date, self.changes = date, tuple(changes)


WHEN = "when"  # names a change of the moment
USEFUL = timedelta(hours=6)  # for so long after a date a notice that it moved or was called off is still worth sending


def starts_at(date: BargainingDate) -> datetime:
    """The instant a date starts; one of a whole day starts with the day at its home."""
    return instant(date.starts, date.zone)


def counted_from(date: BargainingDate) -> datetime:
    """The instant before which its reminders come: the start, but of a whole day the morning, so that nobody is woken."""
    return instant(date.starts + MORNING, date.zone) if date.all_day else starts_at(date)


def ends_at(date: BargainingDate) -> datetime | None:
    """The instant it ends, where an end is known."""
    return instant(date.ends, date.zone) if date.ends else None


def when_of(date: BargainingDate) -> When:
    """Its time as posts tell it."""
    return When(starts_at(date), date.zone, ends_at(date), date.all_day)


def over_at(date: BargainingDate) -> datetime:
    """From when on it is no longer ahead: its end; without one its start, or the end of its day."""
    end = ends_at(date)
    if end is not None and not date.all_day:
        return end
    if date.all_day:
        return instant((date.ends or date.starts) + _DAY, date.zone)
    return starts_at(date)


def reminders(date: BargainingDate) -> list[tuple[int, datetime, datetime]]:
    """Minutes before the start, when due, and from when on of no use, of each reminder, the first first.

    Once the next one is due a reminder is of no use: after a downtime only the latest is sent. The last one is until the
    start, or the end of the day.
    """
    start = counted_from(date)
    due = [(minutes, start - timedelta(minutes=minutes)) for minutes in sorted(date.offsets, reverse=True)]
    if not due:
        return []
    ends = [following for _, (_, following) in pairwise(due)] + [over_at(date) if date.all_day else start]
    return [(minutes, at, end) for (minutes, at), end in zip(due, ends, strict=True)]


def reminders_ahead(date: BargainingDate, now: datetime) -> list[int]:
    """Minutes before the start of the reminders still to come."""
    return [minutes for minutes, at, _ in reminders(date) if at > now]


def name_of(dispute: Dispute) -> str:
    """Who bargains, in a few words."""
    return f"{dispute.guild} and {dispute.employer}"


def reminder_post(date: BargainingDate, name: str, minutes: int) -> DateReminder:
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
        note=date.note,
        role_id=date.role_id,
    )


def lines(dates: Sequence[BargainingDate], names: dict[str, str], kinds: dict[str, str]) -> list[DateLine]:
    """Dates as digests and summaries list them."""
    return [
        DateLine(
            name=f"{names.get(date.dispute, date.dispute)}, {_within(kinds.get(date.kind, date.kind))}",
            at=starts_at(date),
            home_zone=date.zone,
            all_day=date.all_day,
            url=date.source_url,
        )
        for date in dates
    ]


def _within(kind: str) -> str:
    """A kind's name within a line."""
    return kind[:1].lower() + kind[1:]


def link_is_right(url: str) -> bool:
    """Whether a source link can be shown: http or https, with a host, not too long, one line without invisible signs."""
    return url.isprintable() and shown_link(url) is not None


def differences(before: BargainingDate, after: BargainingDate) -> tuple[tuple[str, str, str], ...]:
    """Name, before and after, as plain text, of each part of a date that a change made another."""
    one, other = _parts(before), _parts(after)
    return tuple((name, one[name], other[name]) for name in one if one[name] != other[name])


def told(changes: Sequence[tuple[str, str, str]]) -> str:
    """Differences as the audit trail has them."""
    return "; ".join(f"{name}: {before or 'none'} -> {after or 'none'}" for name, before, after in changes)


def _parts(date: BargainingDate) -> dict[str, str]:
    form = "%Y-%m-%d" if date.all_day else "%Y-%m-%d %H:%M"
    end = f" to {date.ends.strftime(form)}" if date.ends else ""
    return {
        WHEN: f"{date.starts.strftime(form)}{end} {date.zone}",
        "note": date.note,
        "source": date.source_url,
        "reminders": ", ".join(str(minutes) for minutes in date.offsets),
        "wake": "yes" if date.wakes else "no",
        "channel": str(date.channel_id or ""),
        "role": str(date.role_id or ""),
        "state": date.state.value,
    }

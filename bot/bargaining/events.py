"""Events of Discord's own for bargaining dates: kept in step with each date through the outbox, one event a date.

Servers that chose them get one for each date ahead. One that is there is moved, changed and cancelled along with its date, also
after the server chose to have no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.announcements.localtime import instant
from bot.bargaining import dates as rules
from bot.bargaining import telling
from bot.bargaining.choices import ready
from bot.clock import Clock
from bot.delivery.ids import new_id
from bot.models.desk import BargainingDate, DateChoices, DateState
from bot.models.events import DateEvent
from bot.models.posts import Delivery, DeliveryState
from bot.models.servers import AuditLine
from bot.storage import audit, date_choices, dates, deliveries
from bot.storage.database import Connection, Database

_DAY = timedelta(days=1)
_GONE = (DeliveryState.FAILED, DeliveryState.CANCELLED)


async def keep(conn: Connection, date: BargainingDate, name: str, now: datetime) -> None:
    """Create, change or cancel the date's event, as the server chose and the date now is."""
    every = await deliveries.with_key(conn, f"event:{date.id}:")
    there = next((each for each in reversed(every) if each.state not in _GONE), None)
    post = event_post(date, name)
    if there is None:
        wanted = date.state is DateState.PLANNED and post.starts_at > now
        if wanted and (await date_choices.get(conn, date.guild_id)).events_since is not None:
            await _create(conn, date, post, len(every), now)
    elif there.state is DeliveryState.PENDING and there.first_tried_at is None:
        if date.state is DateState.CANCELLED:
            await deliveries.withdraw(conn, there.id, now)
        else:
            await deliveries.redate(conn, there.id, due_at=now, expires_at=post.starts_at, post=post)
    else:
        await telling.edit(conn, there, post, now)


def event_post(date: BargainingDate, name: str) -> DateEvent:
    """The event of a date; one of a whole day ends with its day."""
    ends_at = rules.ends_at(date)
    if date.all_day:
        ends_at = instant((date.ends or date.starts) + _DAY, date.zone)
    return DateEvent(
        date_id=date.id,
        name=name,
        kind=date.kind,
        starts_at=rules.starts_at(date),
        home_zone=date.zone,
        source_url=date.source_url,
        ends_at=ends_at,
        all_day=date.all_day,
        note=date.note,
        cancelled=date.state is DateState.CANCELLED,
    )


async def _create(conn: Connection, date: BargainingDate, post: DateEvent, earlier: int, now: datetime) -> None:
    delivery = Delivery(
        id=new_id(),
        guild_id=date.guild_id,
        channel_id=date.guild_id,  # no channel: those of a server are worked through one by one
        post=post,
        due_at=now,
        expires_at=post.starts_at,
        key=f"event:{date.id}:{earlier}",
    )
    await deliveries.add(conn, delivery, now)


class EventService:
    """A server's choice to have events."""

    def __init__(
        self, *, db: Database, clock: Clock, name: Callable[[BargainingDate], str], wake: Callable[[], None]
    ) -> None:
        self._db, self._clock, self._name, self._wake = db, clock, name, wake

    async def choose(self, guild_id: int, *, on: bool, actor_id: int) -> tuple[DateChoices, int]:
        """Whether each date has an event from now on; how many dates ahead there are.

        Chosen again, dates without one get it: what was refused for a missing permission is made good.
        Raises UserError("not_set_up"), StorageBusy.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            await ready(conn, guild_id)
            choices = await date_choices.get(conn, guild_id)
            detail = rules.told([("events", "on" if choices.events_since else "off", "on" if on else "off")])
            choices = replace(choices, events_since=now if on else None)
            await date_choices.save(conn, guild_id, choices)
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "events", detail))
            ahead = await dates.ahead(conn, guild_id, now)
            for date in ahead if on else ():
                await keep(conn, date, self._name(date), now)
        self._wake()
        return choices, len(ahead)

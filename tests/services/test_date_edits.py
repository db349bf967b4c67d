"""Dates edited and moved by moderators: what is refused and why, two people at once, what is audited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.bargaining.dates import DateChangedMeanwhile
from bot.errors import UserError
from bot.models.date_posts import DateReminder
from bot.models.desk import DateRef
from bot.storage import audit, servers
from bot.storage.database import Database
from tests.services.date_play import DAY, FRIDAY, moved
from tests.services.desk import GUILD, Desk


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await Desk.open(db)


async def test_an_edit_reaches_what_waits_and_what_was_sent_and_notifies_nobody(desk: Desk) -> None:
    date = await desk.add()
    desk.clock.moment = FRIDAY - DAY
    await desk.send_due()
    await desk.dates.edit(GUILD, DateRef(date.id), actor_id=5, note="The lift is on the left", role_id=44)
    (edit,) = await desk.send_due()
    assert edit.target_id is not None
    assert isinstance(edit.post, DateReminder)
    assert edit.post.note == "The lift is on the left"
    (waiting,) = await desk.pending("date_reminder")
    assert isinstance(waiting.post, DateReminder)
    assert (waiting.post.note, waiting.post.role_id) == ("The lift is on the left", 44)


async def test_other_offsets_take_the_place_of_those_that_wait(desk: Desk) -> None:
    date = await desk.add()
    await desk.dates.edit(GUILD, DateRef(date.id), actor_id=5, remind="3h")
    await desk.dates.edit(GUILD, DateRef(date.id), actor_id=5, remind="24h, 3h")
    due = [FRIDAY - one.due_at for one in await desk.pending("date_reminder")]
    assert due == [DAY, timedelta(hours=3)]


async def test_an_edit_that_changes_nothing_is_refused(desk: Desk) -> None:
    date = await desk.add(note="Hall")
    for same in ({}, {"note": " Hall "}, {"remind": "24h, 1h"}, {"clear": "role"}):
        with pytest.raises(UserError) as refused:
            await desk.dates.edit(GUILD, DateRef(date.id), actor_id=5, **same)
        assert refused.value.key == "date_no_change"


async def test_the_second_of_two_people_is_told_what_the_first_one_changed(desk: Desk) -> None:
    date = await desk.add()
    await desk.dates.edit(GUILD, DateRef(date.id, 0), actor_id=5, note="Hall 2")
    await moved(desk, date, "2023-08-21 10:00")
    with pytest.raises(DateChangedMeanwhile) as refused:
        await desk.dates.edit(GUILD, DateRef(date.id, 0), actor_id=6, note="Hall 3")
    assert [change.fields for change in refused.value.changes] == [
        (("note", "", "Hall 2"),),
        (("when", "2023-08-18 10:00 America/Los_Angeles", "2023-08-21 10:00 America/Los_Angeles"),),
    ]
    assert refused.value.date.note == "Hall 2"
    with pytest.raises(DateChangedMeanwhile):
        await desk.dates.cancel(GUILD, DateRef(date.id, 1), actor_id=6)


async def test_a_move_confirmed_twice_is_made_once(desk: Desk) -> None:
    date = await desk.add()
    desk.clock.moment = FRIDAY - DAY
    await desk.send_due()
    given: dict[str, Any] = {"ends": None, "all_day": False, "zone": date.zone, "actor_id": 5}
    for _ in range(2):
        change = await desk.dates.move(GUILD, DateRef(date.id, 0), starts=date.starts + 3 * DAY, **given)
        assert change.after.version == 1
    assert len(await desk.pending("date_moved")) == 1
    async with desk.db.reading() as conn:
        lines = await audit.latest(conn, GUILD, 9)
    assert [line.action for line in lines] == ["bargaining move", "bargaining add"]
    assert "2023-08-18 10:00 America/Los_Angeles -> 2023-08-21 10:00 America/Los_Angeles" in lines[0].detail


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"start": "2023-08-18 10:00"}, "date_same_time"),
        ({"start": "soon"}, "date_unclear"),
        ({"start": "2023-08-21", "all_day": False}, "date_no_time"),
        ({"start": "2023-08-01 10:00"}, "date_past"),
        ({"start": "2031-08-01 10:00"}, "date_far"),
        ({"start": "2023-08-21 10:00", "end": "2023-08-21 09:00"}, "date_end"),
        ({"start": "2023-08-21 10:00", "zone": "Mars/Base"}, "unknown_zone"),
        ({"start": "2023-08-21 10:00", "all_day": True}, "day_unclear"),
        ({"start": "2023-08-25 10:00"}, "date_there"),
    ],
)
async def test_a_move_that_cannot_be_is_refused(desk: Desk, typed: dict[str, Any], key: str) -> None:
    date = await desk.add()
    await desk.add(start="2023-08-25 10:00")
    with pytest.raises(UserError) as refused:
        await desk.dates.propose_move(GUILD, DateRef(date.id), **typed)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ({"start": "18 Aug", "all_day": True}, "21 Aug 14:00", ("2023-08-21 14:00", False)),
        ({"start": "18 Aug", "all_day": True}, "18 Aug 00:00", ("2023-08-18 00:00", False)),
        ({"start": "18 Aug", "all_day": True}, "21 Aug", ("2023-08-21 00:00", True)),
        ({"start": "18 Aug 10:00"}, "21 Aug", ("2023-08-21 10:00", False)),
        ({"start": "18 Aug 10:00"}, "21 Aug 14:00", ("2023-08-21 14:00", False)),
    ],
)
async def test_a_move_gives_a_whole_day_the_hour_that_is_typed_and_keeps_the_hour_where_only_a_day_is(
    desk: Desk, before: dict[str, Any], typed: str, after: tuple[str, bool]
) -> None:
    date = await desk.add(**before)
    there = (await desk.dates.propose_move(GUILD, DateRef(date.id), start=typed)).after
    assert (f"{there.starts:%Y-%m-%d %H:%M}", there.all_day) == after


async def test_the_length_of_a_date_stays_where_only_a_day_is_typed(desk: Desk) -> None:
    date = await desk.add(start="18 Aug 10:00", end="18 Aug 17:00")
    there = (await desk.dates.propose_move(GUILD, DateRef(date.id), start="21 Aug")).after
    assert there.ends is not None
    assert (there.ends - there.starts, there.ends.day) == (timedelta(hours=7), 21)


async def test_a_date_that_is_over_or_called_off_is_neither_moved_nor_edited(desk: Desk) -> None:
    date, gone = await desk.add(), await desk.add(start="2023-08-25 10:00")
    await desk.dates.cancel(GUILD, DateRef(gone.id), actor_id=5)
    desk.clock.moment = FRIDAY
    for number, key in ((date.id, "date_over"), (gone.id, "date_unknown"), (99, "date_unknown")):
        with pytest.raises(UserError) as refused:
            await desk.dates.propose_move(GUILD, DateRef(number), start="2023-08-28 10:00")
        assert refused.value.key == key
        with pytest.raises(UserError) as refused:
            await desk.dates.edit(GUILD, DateRef(number), actor_id=5, note="Hall")
        assert refused.value.key == key


async def test_a_move_keeps_the_length(desk: Desk) -> None:
    date = await desk.add(end="2023-08-18 12:30")
    assert (await moved(desk, date, "2023-08-21 09:00")).ends == datetime(2023, 8, 21, 11, 30)  # noqa: DTZ001 - a wall time


async def test_a_server_that_is_gone_keeps_nothing_of_its_changes(desk: Desk) -> None:
    date = await desk.add()
    await desk.dates.edit(GUILD, DateRef(date.id), actor_id=5, note="Hall")
    async with desk.db.transaction() as conn:
        await servers.forget(conn, GUILD)
    with pytest.raises(UserError):
        await desk.dates.show(GUILD, date.id)

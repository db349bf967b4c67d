import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import FollowingClock
from rehearsal.chronicle.book import HOME
from rehearsal.pace import NEVER, Pace
from rehearsal.page.view import SPEEDS

START = datetime(2023, 8, 10, tzinfo=HOME)


def running(speed: float) -> Pace:
    return Pace(START, datetime.now(UTC), speed)


def test_a_new_speed_goes_on_from_the_moment_that_was_reached() -> None:
    pace = running(3600.0)
    before = pace.now()
    pace.change(1.0)
    assert before <= pace.now() < before + timedelta(minutes=10)


def test_earlier_moments_keep_the_speed_they_were_played_at() -> None:
    anchor = datetime.now(UTC) - timedelta(seconds=10)
    pace = Pace(START, anchor, 3600.0)
    pace.change(1.0)
    assert pace.at(anchor + timedelta(seconds=5)) == START + timedelta(hours=5)
    assert pace.at(anchor - timedelta(seconds=5)) == START


def test_a_change_before_the_first_minute_begins_at_once() -> None:
    pace = Pace(START, datetime.now(UTC) + timedelta(hours=1), 60.0)
    assert pace.now() == START
    pace.change(60.0)
    assert pace.at(pace.legs[-1].anchor + timedelta(seconds=1)) == START + timedelta(minutes=1)


def test_a_clock_that_has_not_begun_stands_still_and_goes_on_from_there(tmp_path: Path) -> None:
    pace, file = Pace(START, NEVER, 86_400.0), tmp_path / "clock"
    pace.write(file)
    followed = FollowingClock(file)
    assert followed.now() == pace.now() == pace.at(datetime.now(UTC) + timedelta(days=300)) == START
    pace.change(86_400.0)
    assert pace.at(pace.legs[-1].since + timedelta(seconds=1)) == START + timedelta(days=1)


def test_a_bot_that_follows_the_file_has_the_clock_that_the_room_has(tmp_path: Path) -> None:
    pace, file = running(3600.0), tmp_path / "clock"
    followed = FollowingClock(file)
    pace.change(180.0)
    pace.write(file)
    assert abs(followed.now() - pace.now()) < timedelta(seconds=180)


def test_in_a_pause_hardly_a_second_passes_and_no_wait_overflows() -> None:
    pace = running(SPEEDS["pause"])
    assert pace.until(START + timedelta(days=16)) > 1e12
    assert pace.at(datetime.now(UTC) + timedelta(days=1)) < START + timedelta(seconds=1)


def test_a_bot_that_follows_the_file_leaps_with_the_clock(tmp_path: Path) -> None:
    pace, file = running(60.0), tmp_path / "clock"
    followed = FollowingClock(file)
    for moment in (START + timedelta(days=3), START + timedelta(days=40)):
        pace.leap(moment)
        pace.write(file)
        assert timedelta(0) <= followed.now() - moment < timedelta(minutes=5)
        assert timedelta(0) <= pace.now() - moment < timedelta(minutes=5)


def test_after_a_leap_what_was_before_keeps_its_moment() -> None:
    pace = running(60.0)
    before = datetime.now(UTC)
    then = pace.at(before)
    pace.leap(START + timedelta(days=300))
    assert pace.at(before) == then


async def test_who_waits_for_a_moment_follows_a_change_of_speed() -> None:
    pace = running(SPEEDS["pause"])
    waiting = asyncio.create_task(pace.reach(START + timedelta(hours=1)))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    pace.change(86_400.0)
    await asyncio.wait_for(waiting, 2)
    assert pace.now() >= START + timedelta(hours=1)


async def test_who_waits_goes_on_waiting_when_it_is_paused() -> None:
    pace = running(3600.0)
    waiting = asyncio.create_task(pace.reach(pace.now() + timedelta(minutes=10)))
    await asyncio.sleep(0)
    pace.change(SPEEDS["pause"])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(waiting, 0.4)

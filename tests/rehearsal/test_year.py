"""The simulated year: its plan, what it reckons has to be posted, what it calls a fault; and a month of it with the real bot."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rehearsal.year.count import Counts, count
from rehearsal.year.expected import Due, Expected, first_told, last_day_told, posted_told, reminders_told, series
from rehearsal.year.hands import REFUSED
from rehearsal.year.plan import HOME, START, Deed, Size, plan
from rehearsal.year.play import Year
from rehearsal.year.record import read

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due(at: datetime = NOON, *words: str, in_the_end: tuple[str, ...] = ()) -> Due:
    return Due(at, words or ("Notice 0001",), "10", "notice 1", in_the_end)


def message(text: str, at: datetime = NOON, *, channel: str = "10", number: str = "1") -> dict[str, Any]:
    return {
        "at": at.isoformat(), "kind": "message_created", "message_id": number, "channel_id": channel,
        "nonce": f"n{number}", "text": text, "interaction": None,
    }  # fmt: skip


def counted(dues: list[Due], *journal: dict[str, Any]) -> Counts:
    """The simulated moments are the real ones."""
    return count(dues, journal, channels=["10"], at=lambda real: real, until=NOON + DAY, from_=NOON - DAY)


def faults(counts: Counts) -> set[str]:
    return {name for name in ("lost", "doubled", "unwanted", "stale", "violations") if counts.figures[name]}


def test_what_is_due_and_posted_once_is_good() -> None:
    counts = counted([due()], message("Notice 0001", NOON + timedelta(minutes=1)))
    assert counts.good
    assert (counts.figures["due"], counts.figures["posted"]) == (1, 1)


@pytest.mark.parametrize(
    ("dues", "journal", "fault"),
    [
        ([due()], [], "lost"),
        ([due()], [message("Notice 0001", channel="11")], "lost"),
        ([due()], [message("Notice 0001", NOON + 7 * HOUR)], "lost"),
        ([due()], [message("Notice 0001"), message("Notice 0001", NOON + HOUR, number="2")], "doubled"),
        ([], [message("Notice 0001")], "unwanted"),
        ([due()], [message("Notice 0001"), message("Notice 0001", NOON + 9 * HOUR, number="2")], "unwanted"),
        ([due(in_the_end=("called off",))], [message("Notice 0001")], "stale"),
        ([], [{"at": NOON.isoformat(), "kind": "violation", "what": "no such field"}], "violations"),
    ],
)
def test_each_fault_is_called_by_its_name(dues: list[Due], journal: list[dict[str, Any]], fault: str) -> None:
    counts = counted(dues, *journal)
    assert not counts.good
    assert fault in faults(counts)


def test_a_message_that_says_in_the_end_what_became_of_it_is_good() -> None:
    edit = {"at": NOON.isoformat(), "kind": "message_edited", "message_id": "1", "text": "It was called off."}
    assert counted([due(in_the_end=("called off",))], message("Notice 0001"), edit).good


def test_what_was_dropped_is_not_expected_and_what_was_due_before_is() -> None:
    expected = Expected([due(NOON + n * DAY) for n in range(4)])
    assert expected.drop("notice 1", after=NOON + DAY, before=NOON + 3 * DAY) == 1
    assert [each.at for each in expected.of("notice 1")] == [NOON, NOON + DAY, NOON + 3 * DAY]


def test_answers_are_read_as_moderators_read_them() -> None:
    answer = "It will be posted in <#1>, <t:1798992000:F> (…). It is repeated every Friday, the last time on Friday 8 January."
    first = first_told(answer)
    assert first == datetime(2027, 1, 3, 16, tzinfo=UTC)
    assert last_day_told(answer, first) == date(2027, 1, 8)
    assert last_day_told("the last time on Tuesday 29 February.", first) == date(2028, 2, 29)
    assert last_day_told("It is repeated every day, until it is cancelled.", first) is None
    assert reminders_told("Number 3. Reminders: 2 days, 3 hours and 30 minutes before. ") == [
        2 * DAY, 3 * HOUR, timedelta(minutes=30)
    ]  # fmt: skip
    assert reminders_told("Number 3. No reminders.") == []
    with pytest.raises(ValueError, match="no moment"):
        first_told("Nothing was scheduled.")


@pytest.mark.parametrize(
    ("repeat", "days"),
    [
        ("daily", ["03-12", "03-13", "03-14", "03-15"]),
        ("weekdays", ["03-12", "03-15", "03-16", "03-17"]),
        ("weekly", ["03-12", "03-19", "03-26", "04-02"]),
        ("monthly", ["03-12", "04-12", "05-12", "06-12"]),
    ],
)
def test_a_series_keeps_its_local_time_when_the_clocks_change(repeat: str, days: list[str]) -> None:
    first = datetime(2027, 3, 12, 9, 30, tzinfo=HOME).astimezone(UTC)
    found = [each.astimezone(HOME) for each in series(first, repeat, "", first + 100 * DAY)][:4]
    assert [f"{each:%m-%d}" for each in found] == days
    assert {f"{each:%H:%M}" for each in found} == {"09:30"}


@pytest.mark.parametrize(
    ("choice", "moment"),
    [
        ("Posted 28 Feb 17:05 UTC: Notice 0001", datetime(2027, 2, 28, 17, 5, tzinfo=UTC)),
        ("Posted 31 Dec 23:30 UTC: Notice 0001", datetime(2026, 12, 31, 23, 30, tzinfo=UTC)),
    ],
)
def test_a_choice_tells_which_post_was_picked_also_one_of_last_year(choice: str, moment: datetime) -> None:
    assert posted_told(choice, NOON) == moment


def test_the_plan_of_a_year_is_the_same_for_a_seed_and_has_what_was_asked_for() -> None:
    acts, kills = plan(Size(), 1)
    assert (acts, kills) == plan(Size(), 1)
    assert acts != plan(Size(), 2)[0]
    deeds = [act.deed for act in acts]
    assert deeds.count(Deed.ANNOUNCE) + deeds.count(Deed.NOW) == 200
    assert deeds.count(Deed.DATE) == 300
    assert len(kills) == 60
    assert set(deeds) == set(Deed)
    assert all(START <= act.at < START + 365 * DAY for act in acts)


@pytest.mark.timeout(120)
async def test_in_a_month_with_five_kills_every_post_that_was_due_exists_exactly_once(tmp_path: Path) -> None:
    async with Year(Size(days=30, announcements=12, dates=16, kills=5), 1, tmp_path) as year:
        counts = await year.play(told=lambda _: None)
    assert counts.good, counts.behind
    assert read(tmp_path) == counts
    assert year.killed == 5
    assert counts.figures["due"] >= 20
    assert year.counts[REFUSED] < sum(year.counts.values()) / 4

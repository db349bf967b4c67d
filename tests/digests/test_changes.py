"""A digest leads with what moderators entered, stays within four messages, and has something to say in quiet times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.bargaining.dates import WHEN
from bot.delivery.limits import MESSAGE, units
from bot.digests.builder import bounded, sections_of
from bot.digests.changes import ChangeReader
from bot.models.desk import BargainingDate, DateChange, DateState
from bot.models.disputes import Step, StepRecord, StepState
from bot.models.posts import DigestPost
from bot.models.registry import Dispute
from bot.models.schedules import Cadence
from bot.storage import dates, disputes
from cogs.ui.cards_digest import digest_text
from cogs.ui.markup import DISCORD
from tests.digests.conftest import Desk, publish, titles
from tests.digests.test_builder import AT, LENGTHS, NAMES, ORDER, story
from tests.services.newsroom import GUILD

MODERATOR = 7
REGISTRY = (
    Dispute("wga-amptp", "WGA", "AMPTP", "Minimum Basic Agreement", date(2026, 5, 1), "America/Los_Angeles"),
    Dispute("dga-amptp", "DGA", "AMPTP", "Basic Agreement", date(2026, 6, 30), "America/Los_Angeles"),
)


@pytest.fixture
async def leading(desk: Desk) -> Desk:
    """A desk with a digest each day, one of them sent, whose digests lead with changes."""
    reader = ChangeReader(REGISTRY)
    desk.kit = replace(desk.kit, changes=reader.changes, expiries=reader.expiries)
    desk.__post_init__()
    await desk.service.schedule(GUILD, actor_id=MODERATOR, cadence=Cadence.DAILY, at=time(9))
    await desk.tick(hours=24)
    return desk


async def newest(desk: Desk, **forward: float) -> DigestPost:
    return (await desk.tick(**forward))[-1]


async def enter_step(desk: Desk, step: Step = Step.IN_SESSION) -> int:
    now = desk.room.clock.forward(minutes=1)
    record = StepRecord(0, GUILD, "wga-amptp", step, now.date(), "https://guild.example/talks")
    async with desk.room.db.transaction() as conn:
        return await disputes.add(conn, record, actor_id=MODERATOR, now=now)


async def enter_date(desk: Desk, days: int = 5) -> BargainingDate:
    now = desk.room.clock.forward(minutes=1)
    at = now + timedelta(days=days)
    one = BargainingDate(
        0, GUILD, "wga-amptp", "session", at.replace(tzinfo=None), "UTC", "https://guild.example/dates", starts_at=at
    )
    async with desk.room.db.transaction() as conn:
        number = await dates.add(conn, one, over_at=at, actor_id=MODERATOR, now=now)
        found = await dates.get(conn, GUILD, number)
    assert found is not None
    return found


async def change_date(desk: Desk, one: BargainingDate, field: str, **values: object) -> None:
    now = desk.room.clock.forward(minutes=1)
    after: BargainingDate = replace(one, version=one.version + 1, changed_at=now, **values)  # type: ignore[arg-type]
    async with desk.room.db.transaction() as conn:
        change = DateChange(after.version, MODERATOR, now, ((field, "before", "after"),))
        assert after.starts_at is not None
        await dates.save(conn, after, change, over_at=after.starts_at)


async def test_steps_and_new_dates_lead_and_are_told_once(leading: Desk) -> None:
    await enter_step(leading)
    await enter_date(leading)
    await publish(leading, 0)
    told = await newest(leading, hours=24)
    assert [(each.what, each.name, each.detail) for each in told.changes] == [
        ("step", "WGA and AMPTP", "in_session"),
        ("date_new", "WGA and AMPTP", "session"),
    ]
    text = digest_text(told, DISCORD, {})
    assert text.index("### What changed") < text.index("### Next dates" if told.dates else titles(told)[0])
    assert "- [WGA and AMPTP](<https://guild.example/talks>): in session, " in text
    assert [each.what for each in (await newest(leading, hours=24)).changes if each.what != "expiry"] == []


async def test_a_moved_date_and_one_called_off_are_changes_a_note_is_none(leading: Desk) -> None:
    moved, off, noted = [await enter_date(leading, days) for days in (5, 6, 7)]
    await leading.tick(hours=24)
    await change_date(leading, moved, WHEN)
    await change_date(leading, off, "state", state=DateState.CANCELLED)
    await change_date(leading, noted, "note", note="Second floor")
    assert [each.what for each in (await newest(leading, hours=24)).changes] == ["date_moved", "date_off"]


async def test_a_step_taken_back_is_not_told(leading: Desk) -> None:
    number = await enter_step(leading)
    async with leading.room.db.transaction() as conn:
        await disputes.end(conn, number, StepState.UNDONE, leading.room.clock.now())
    assert [each.what for each in (await newest(leading, hours=24)).changes] == ["expiry", "expiry"]


async def test_a_change_alone_is_worth_a_digest_where_empty_ones_are_left_out(leading: Desk) -> None:
    await leading.service.schedule(GUILD, actor_id=MODERATOR, cadence=Cadence.DAILY, say_empty=False)
    before = len(await leading.pending())
    await leading.tick(hours=24)
    assert len(await leading.pending()) == before
    await enter_step(leading)
    await leading.tick(hours=24)
    assert len(await leading.pending()) == before + 1


async def test_in_quiet_times_what_ends_next_is_told(leading: Desk) -> None:
    told = await newest(leading, hours=24)
    assert [(each.name, each.day) for each in told.changes] == [
        ("WGA and AMPTP, Minimum Basic Agreement", "2026-05-01"),
        ("DGA and AMPTP, Basic Agreement", "2026-06-30"),
    ]
    text = digest_text(told, DISCORD, {})
    assert "### What ends next\n- WGA and AMPTP, Minimum Basic Agreement: contract ends 1 May 2026." in text


async def test_a_server_that_keeps_a_status_is_told_of_those_disputes_only(leading: Desk) -> None:
    await enter_step(leading)
    await leading.tick(hours=24)
    assert [each.name for each in (await newest(leading, hours=24)).changes] == [
        "WGA and AMPTP, Minimum Basic Agreement"
    ]


async def test_further_reports_of_earlier_stories_are_not_called_nothing(leading: Desk) -> None:
    await publish(leading, 0)
    await leading.tick(hours=24)
    await publish(leading, 0, outlet="reel-ledger")
    told = await newest(leading, hours=24)
    assert (told.count, told.later) == (0, 1)
    assert "; 1 story told earlier got further reports." in digest_text(told, DISCORD, {})


def many(count: int) -> DigestPost:
    stories = [story(n, ORDER[n % 3], title="Long headline " * 9) for n in range(count)]
    return DigestPost("daily", "2023-08-12", AT - timedelta(days=1), AT, count, sections_of(stories, ORDER))


def test_a_digest_has_four_messages_at_most_and_counts_the_rest() -> None:
    whole = many(120)
    parts = bounded(whole, LENGTHS, MESSAGE, 4)
    texts = [digest_text(part, DISCORD, NAMES) for part in parts]
    told = {one.story_id for part in parts for section in part.sections for one in section.stories}
    assert len(parts) == 4
    assert all(units(text) <= MESSAGE for text in texts)
    assert texts[-1].endswith(f"And {120 - len(told)} more: `/news latest` shows them.")
    assert "more: `/news latest`" not in "".join(texts[:-1])
    assert {119, 118, 117} <= told  # the newest of each issue
    assert {section.issue for part in parts for section in part.sections} == set(ORDER)


def test_a_digest_that_fits_loses_nothing() -> None:
    parts = bounded(many(9), LENGTHS, MESSAGE, 4)
    assert sum(len(section.stories) for part in parts for section in part.sections) == 9
    assert all(part.more == 0 for part in parts)


def test_changes_that_fill_a_message_are_in_the_first_and_stories_follow() -> None:
    from tests.cogs.samples import GALLERY  # noqa: PLC0415 - only here

    longest = GALLERY["longest changes"]
    assert isinstance(longest, DigestPost)
    whole = replace(many(12), changes=longest.changes[:4])
    parts = bounded(whole, LENGTHS, MESSAGE, 4)
    assert [len(part.changes) for part in parts] == [4, *[0] * (len(parts) - 1)]
    assert all(units(digest_text(part, DISCORD, NAMES)) <= MESSAGE for part in parts)


def test_positions_that_fill_messages_are_all_told_and_stories_follow() -> None:
    from tests.cogs.samples import GALLERY  # noqa: PLC0415 - only here

    longest = GALLERY["longest positions"]
    assert isinstance(longest, DigestPost)
    parts = bounded(replace(many(40), changes=longest.changes, positions=longest.positions), LENGTHS, MESSAGE, 4)
    assert len(parts) == 4
    assert sum(len(part.positions) for part in parts) == len(longest.positions)
    assert all(units(digest_text(part, DISCORD, NAMES)) <= MESSAGE for part in parts)
    told = [bool(part.sections) for part in parts]
    assert told == sorted(told)
    assert told[-1]

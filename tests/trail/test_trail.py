"""The trail: filtered, in pages, with links, as a file without formulas, kept for a time."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.archive.retention import Retention
from bot.delivery.ids import new_id
from bot.errors import UserError
from bot.models.posts import Delivery, SetupProof
from bot.models.servers import AuditLine, Server
from bot.models.trail import TrailLine, TrailQuery
from bot.servers.differences import differences
from bot.storage import audit, deliveries
from bot.storage.database import Connection, Database
from bot.trail.export import COLUMNS, cell, csv_of
from bot.trail.kinds import ALL_KINDS, kind_of
from bot.trail.service import PAGE, TrailService
from tests.services.fakes import START, HandClock

GUILD, OTHER, ANN, BEN = 1, 2, 5, 6
MONTH = TrailQuery(30)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def trail(db: Database, clock: HandClock) -> TrailService:
    return TrailService(db=db, clock=clock)


async def add(
    conn: Connection, action: str, *, by: int = ANN, guild: int = GUILD, hours: int = 1, detail: str = "x"
) -> None:
    await audit.add(conn, AuditLine(START - timedelta(hours=hours), guild, by, action, detail))


@pytest.fixture
async def lines(db: Database) -> None:
    async with db.transaction() as conn:
        await add(conn, "dispute step", hours=1)
        await add(conn, "announce schedule", by=BEN, hours=2)
        await add(conn, "quiet", hours=3)
        await add(conn, "setup", by=BEN, hours=24 * 20)
        await add(conn, "feed add", hours=24 * 40)
        await add(conn, "dispute step", guild=OTHER)


@pytest.mark.usefixtures("lines")
@pytest.mark.parametrize(
    ("query", "actions"),
    [
        (MONTH, ["dispute step", "announce schedule", "quiet", "setup"]),
        (TrailQuery(1), ["dispute step", "announce schedule", "quiet"]),
        (TrailQuery(60, kind="feeds"), ["feed add"]),
        (TrailQuery(60, kind="disputes"), ["dispute step"]),
        (TrailQuery(60, kind="settings"), ["quiet", "setup"]),
        (TrailQuery(60, BEN), ["announce schedule", "setup"]),
        (TrailQuery(60, BEN, "settings"), ["setup"]),
        (TrailQuery(60, 77), []),
    ],
)
async def test_lines_are_found_by_member_kind_and_days_newest_first(
    trail: TrailService, query: TrailQuery, actions: list[str]
) -> None:
    page = await trail.page(GUILD, query)
    assert [each.line.action for each in page.lines] == actions
    assert page.count == len(actions)


async def test_pages_stay_in_step_while_lines_are_added(trail: TrailService, db: Database, clock: HandClock) -> None:
    async with db.transaction() as conn:
        for number in range(PAGE + 2):
            await add(conn, "quiet", hours=number + 1, detail=str(number))
    first = await trail.page(GUILD, MONTH)
    clock.forward(hours=1)
    async with db.transaction() as conn:
        await audit.add(conn, AuditLine(clock.now(), GUILD, ANN, "quiet", "new"))
    second = await trail.page(GUILD, MONTH, page=1, as_of=first.as_of)
    assert [each.line.detail for each in second.lines] == ["6", "7"]
    assert (second.page, second.pages, second.count) == (1, 2, PAGE + 2)
    assert (await trail.page(GUILD, MONTH, page=99, as_of=first.as_of)).page == 1


async def test_a_line_links_to_the_post_it_made_once_that_was_sent(trail: TrailService, db: Database) -> None:
    sent = Delivery(new_id(), GUILD, 10, SetupProof(moderators=False, feeds=1, zone="UTC"), due_at=START, message_id=70)
    async with db.transaction() as conn:
        await deliveries.add(conn, sent, START)
        for delivery_id in (sent.id, "gone", None):
            await audit.add(conn, AuditLine(START, GUILD, ANN, "dispute step", "x", delivery_id=delivery_id))
    links = [each.link for each in (await trail.page(GUILD, MONTH)).lines]
    assert links == ["", "", "https://discord.com/channels/1/10/70"]


async def test_an_unknown_kind_is_refused(trail: TrailService) -> None:
    with pytest.raises(UserError, match="audit_kind"):
        await trail.page(GUILD, TrailQuery(30, kind="weather"))


@pytest.mark.usefixtures("lines")
async def test_a_file_has_the_lines_asked_for_and_that_it_was_taken_is_noted(trail: TrailService) -> None:
    data, count = await trail.export(GUILD, TrailQuery(30, BEN), actor_id=ANN)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row[1], row[2]) for row in rows[1:]] == [("id 6", "announce schedule"), ("id 6", "setup")]
    assert count == 2
    newest = (await trail.page(GUILD, MONTH)).lines[0].line
    assert (newest.action, newest.actor_id, newest.detail) == ("audit export", ANN, "2 lines of 30 days")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-2",
        "@cmd",
        "\t=1",
        " =HYPERLINK(1)",
        "\r=1",
        "＝1",
        "\u200b=1",
        "\n=1",
        "\u3000=1",
        "\x0b=1",
        "\u2060+1",
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "WGA and AMPTP: on strike, 2023-05-02", "1 = 2", "a\nb"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_a_file_can_hold_any_text_and_names_nobody_who_was_forgotten() -> None:
    line = AuditLine(START, GUILD, 0, "announce edit", 'a "b", c\nd\ud800\0', before="=1", after="é")
    ((_, who, _, what, before, after, link),) = list(
        csv.reader(io.StringIO(csv_of([TrailLine(line, "https://x.example")]).decode("utf-8-sig")))
    )[1:]
    assert (who, what, before, after) == ("a former moderator", 'a "b", c\nd?', "'=1", "é")
    assert link == "https://x.example"


@pytest.mark.parametrize(
    ("action", "kind"),
    [("dispute step", "disputes"), ("announce schedule", "announcements"), ("announcement retract", "announcements"),
     ("feed add", "feeds"), ("story split", "stories"), ("stand set", "positions"), ("quiet", "settings"), ("", "settings")],
)  # fmt: skip
def test_an_actions_first_word_is_its_kind(action: str, kind: str) -> None:
    assert kind_of(action) == kind
    assert kind in ALL_KINDS


def test_changed_choices_are_told_before_and_after() -> None:
    before = Server(1, 10, 11, zone="UTC")
    after = replace(before, silent=False, quiet_from=time(22), news_channel_id=12, setup_at=START)
    assert differences(before, after) == (
        "news channel 10, silent yes, quiet from none",
        "news channel 12, silent no, quiet from 22:00:00",
    )
    assert differences(before, before) == ("", "")
    assert differences(None, before)[0] == ""


async def test_lines_are_kept_for_the_time_that_the_host_set(db: Database, clock: HandClock) -> None:
    async with db.transaction() as conn:
        for days in (10, 99, 101, 500):
            await add(conn, "quiet", hours=24 * days, detail=str(days))
    await Retention(db=db, clock=clock, days=0, audit_days=0).tick()
    daily = Retention(db=db, clock=clock, days=0, audit_days=100)
    await daily.tick()
    async with db.reading() as conn:
        assert [line.detail for line in await audit.latest(conn, GUILD, 9)] == ["10", "99"]

"""A digest tells new positions, found in the news or pinned, once and word for word; on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.digests.positions import MOST_POSITIONS, NewPositions, chosen, newly_pinned
from bot.issues.pins import StandService, Typed
from bot.issues.positions import PositionReader
from bot.models.news import Label
from bot.models.posts import DigestPost, Telling
from bot.models.schedules import Cadence
from bot.models.services import IssueName
from bot.models.stands import Pin, PinState, Stand
from bot.storage import tag_fixes
from cogs.ui.cards_digest import digest_text
from cogs.ui.markup import DISCORD
from tests.digests.conftest import MODERATOR, Desk
from tests.services.newsroom import GUILD, OUTLETS, TAXONOMY, raw
from tests.storage.samples import HOUR, NOW

OFFER = "The AMPTP offered the WGA new limits on the use of AI in writing."
REMARK = "The AMPTP said that its limits on the use of AI in writing protect writers."
PINNED = "The guild demands that AI writes no scripts."
NAMES = {issue.id: issue.name for issue in TAXONOMY.issues}


@pytest.fixture
async def desk_with_positions(desk: Desk) -> Desk:
    """A desk with a digest each day, one of them sent."""
    reader = PositionReader(OUTLETS, ())
    desk.kit = replace(desk.kit, positions=NewPositions(OUTLETS, tuple(NAMES), reader.pinned).of)
    desk.__post_init__()
    await desk.service.schedule(GUILD, actor_id=MODERATOR, cadence=Cadence.DAILY, at=time(9))
    await desk.tick(hours=24)
    return desk


@pytest.fixture
def stands(desk_with_positions: Desk) -> StandService:
    room = desk_with_positions.room
    issues = [IssueName(issue, name) for issue, name in NAMES.items()]
    return StandService(db=room.db, clock=room.clock, reader=PositionReader(OUTLETS, ()), issues=issues, disputes=())


async def report(desk: Desk, text: str, title: str = "AMPTP and WGA talk about AI", outlet: str = "lantern") -> None:
    desk.room.clock.forward(minutes=1)
    link = f"https://{OUTLETS[outlet].hosts[0]}/{abs(hash((title, text)))}"
    await desk.room.poll(outlet, raw(title, text, guid=link, link=link, published=desk.room.clock.now()))


async def newest(desk: Desk) -> DigestPost:
    return (await desk.tick(hours=24))[-1]


def said(post: DigestPost) -> list[tuple[str, str, str]]:
    return [(each.issue, each.side, each.text) for each in post.positions]


async def test_a_position_found_in_the_news_is_told_once_with_side_label_and_link(desk_with_positions: Desk) -> None:
    await report(desk_with_positions, OFFER)
    told = await newest(desk_with_positions)
    assert said(told) == [("ai", "employer", OFFER)]
    text = digest_text(told, DISCORD, NAMES)
    assert f"### New positions\n- {NAMES['ai']}. AMPTP: “{OFFER}” (" in text
    assert "REPORTED ([The Lantern](<https://lantern.example/" in text
    assert text.index("### New positions") < text.index("[AMPTP and WGA talk about AI]")
    assert said(await newest(desk_with_positions)) == []


async def test_a_later_report_in_the_same_words_is_no_new_position(desk_with_positions: Desk) -> None:
    await report(desk_with_positions, OFFER)
    await newest(desk_with_positions)
    await report(desk_with_positions, OFFER, outlet="reel-ledger")
    told = await newest(desk_with_positions)
    assert (said(told), told.later) == ([], 1)


async def test_a_new_position_in_a_further_report_is_told_although_its_story_is_not(desk_with_positions: Desk) -> None:
    await report(desk_with_positions, REMARK)
    await newest(desk_with_positions)
    await report(desk_with_positions, OFFER, outlet="reel-ledger")
    told = await newest(desk_with_positions)
    assert (told.count, said(told)) == (0, [("ai", "employer", OFFER)])


async def test_a_remark_is_no_position(desk_with_positions: Desk) -> None:
    await report(desk_with_positions, REMARK)
    assert said(await newest(desk_with_positions)) == []


async def test_a_tag_that_moderators_took_off_takes_the_position_along(desk_with_positions: Desk) -> None:
    await report(desk_with_positions, OFFER)
    async with desk_with_positions.room.db.transaction() as conn:
        for issue in NAMES:
            await tag_fixes.add(conn, GUILD, (1, issue), desk_with_positions.room.clock.now())
    assert said(await newest(desk_with_positions)) == []


async def test_a_line_that_was_pinned_is_told_before_what_was_found(
    desk_with_positions: Desk, stands: StandService
) -> None:
    await report(desk_with_positions, OFFER)
    line = Typed(PINNED, "https://guild.example/ai", "today")
    await stands.pin(GUILD, actor_id=MODERATOR, issue="ai", side="union", typed=line)
    told = await newest(desk_with_positions)
    assert said(told) == [("ai", "union", PINNED), ("ai", "employer", OFFER)]
    assert "pinned by moderators" in digest_text(told, DISCORD, NAMES)
    assert said(await newest(desk_with_positions)) == []


async def test_a_line_alone_is_worth_a_digest_where_empty_ones_are_left_out(
    desk_with_positions: Desk, stands: StandService
) -> None:
    await desk_with_positions.service.schedule(GUILD, actor_id=MODERATOR, cadence=Cadence.DAILY, say_empty=False)
    before = len(await desk_with_positions.pending())
    desk_with_positions.room.clock.forward(minutes=1)
    line = Typed(PINNED, "https://guild.example/ai", "today")
    await stands.pin(GUILD, actor_id=MODERATOR, issue="ai", side="union", typed=line)
    await desk_with_positions.tick(hours=24)
    assert len(await desk_with_positions.pending()) == before + 1


async def test_a_digest_on_demand_tells_the_positions_of_its_days(desk_with_positions: Desk) -> None:
    await report(desk_with_positions, OFFER)
    found = await desk_with_positions.service.on_demand(GUILD, days=1)
    assert said(found.post) == [("ai", "employer", OFFER)]
    desk_with_positions.room.clock.forward(days=2)
    assert said((await desk_with_positions.service.on_demand(GUILD, days=1)).post) == []


def pin(number: int, **values: object) -> Pin:
    link, day = "https://guild.example/ai", NOW.date()
    return replace(Pin(number, GUILD, "ai", "union", PINNED, link, day, created_at=NOW + HOUR), **values)  # type: ignore[arg-type]


def test_words_that_were_pinned_before_are_not_new_nor_is_a_line_that_no_longer_stands() -> None:
    assert newly_pinned([pin(1)], NOW, NOW + HOUR) == [pin(1)]
    assert newly_pinned([pin(1, created_at=NOW)], NOW, NOW + HOUR) == []
    assert newly_pinned([pin(1, created_at=NOW, state=PinState.CHANGED), pin(2)], NOW, NOW + HOUR) == []
    assert newly_pinned([pin(1, state=PinState.CLEARED)], NOW, NOW + HOUR) == []


def stand(number: int, text: str = "") -> Stand:
    told = Telling(
        number, "Picket Post", "Headline", f"https://post.example/{number}", NOW + number * HOUR, Label.REPORTED
    )
    return Stand("union", "WGA", text or f"The WGA asks for {number} weeks.", told, "ask", number)


def test_a_sentence_on_several_issues_is_told_once_and_four_are_told_at_most() -> None:
    same = chosen({}, {"pay": [stand(1, "The WGA asks.")], "ai": [stand(1, "The WGA asks.")]}, ("ai", "pay"))
    assert [each.issue for each in same] == ["ai"]
    many = chosen({}, {str(number): [stand(number)] for number in range(9)}, tuple("012345678"))
    assert len(many) == MOST_POSITIONS
    assert many[0].issue == "8"

"""Pinned lines on where a side stands: set, put right, cleared, brought back, audited, each server's own; on both engines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.errors import UserError
from bot.issues.pins import StandService, Typed
from bot.models.news import Quote
from bot.models.registry import Dispute
from bot.models.stands import Pin, PinState
from bot.storage import audit, servers
from bot.storage.database import Database
from tests.services.issue_desk import ISSUES, Desk, open_desk
from tests.storage.samples import DAY, GUILD, NOW

DISPUTE = Dispute("wga", "WGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles")
LINE = Typed("The guild asks for terms.", "https://guild.example/ai", "today")
OFFER = Quote("employer", "AMPTP", "ai", "offer", "The AMPTP offers terms on AI.")


@dataclass
class Room:
    """The desk, and the service over the same database."""

    desk: Desk
    stands: StandService

    async def pin(self, line: Typed = LINE, *, guild: int = GUILD, dispute: str = "", side: str = "union") -> Pin:
        return await self.stands.pin(guild, actor_id=1, issue="ai", side=side, dispute=dispute, typed=line)

    async def shown(self, guild: int = GUILD, dispute: str = "") -> list[str]:
        """The lines of the summary as everybody sees it."""
        service = self.desk.issues
        async with self.desk.db.reading() as conn:
            found = await service.positions.of(conn, guild, "ai", dispute, self.desk.clock.now())
        return [each.text for each in found.lines]


@pytest.fixture
async def room(db: Database) -> Room:
    desk = await open_desk(db)
    async with db.transaction() as conn:
        for guild in (GUILD, 5):
            server = await servers.get(conn, guild)
            assert server is not None
            await servers.save(conn, replace(server, news_channel_id=2, mod_channel_id=3, setup_at=NOW))
    reader = desk.issues.positions
    return Room(desk, StandService(db=db, clock=desk.clock, reader=reader, issues=ISSUES, disputes=[DISPUTE]))


async def test_a_pinned_line_stands_before_found_ones_in_its_server_alone(room: Room) -> None:
    await room.desk.tell("Found", "ai", quotes=[replace(OFFER, side="union", sentence="Found.")])
    await room.pin()
    assert await room.shown() == ["The guild asks for terms.", "Found."]
    assert await room.shown(5) == []


async def test_a_line_of_one_dispute_is_not_shown_for_another(room: Room) -> None:
    await room.pin(dispute="wga")
    assert await room.shown(dispute="wga") == ["The guild asks for terms."]
    assert await room.shown(dispute="dga") == []


async def test_the_source_says_whether_a_line_is_official(room: Room) -> None:
    label = room.stands.shown(await room.pin()).telling
    assert (label.outlet, label.label.value) == ("The Guild", "official_union")
    other = room.stands.shown(await room.pin(Typed("Elsewhere.", "https://unknown.example/1", "today"))).telling
    assert (other.outlet, other.label.value) == ("unknown.example", "reported")


async def test_the_mark_of_a_moving_position_goes_by_itself(room: Room) -> None:
    pin = await room.pin(replace(LINE, moving_days=2))
    assert room.stands.shown(pin).moving
    room.desk.clock.forward(days=1, hours=23)
    assert room.stands.shown(pin).moving
    room.desk.clock.forward(hours=1)
    assert not room.stands.shown(pin).moving


async def test_a_change_is_audited_with_before_and_after_and_can_be_brought_back(room: Room) -> None:
    pin = await room.pin()
    changed = await room.stands.edit(GUILD, pin.id, actor_id=1, typed=Typed(text="The guild demands terms."))
    assert await room.shown() == ["The guild demands terms."]
    async with room.desk.db.reading() as conn:
        line = (await audit.latest(conn, GUILD, 1))[0]
    assert line.action == "stand edit"
    assert line.before.startswith("“The guild asks for terms.”, ")
    assert line.after.startswith("“The guild demands terms.”, ")
    await room.stands.clear(GUILD, changed.id, actor_id=1)
    assert await room.shown() == []
    await room.stands.bring_back(GUILD, pin.id, actor_id=1)
    assert await room.shown() == ["The guild asks for terms."]
    states = [each.state for each in await room.stands.history(GUILD, "ai")]
    assert states == [PinState.STANDING, PinState.CLEARED, PinState.CHANGED]


async def test_a_line_is_brought_back_once(room: Room) -> None:
    pin = await room.pin()
    await room.stands.clear(GUILD, pin.id, actor_id=1)
    await room.stands.bring_back(GUILD, pin.id, actor_id=1)
    with pytest.raises(UserError, match="stand_standing"):
        await room.stands.bring_back(GUILD, pin.id, actor_id=1)
    assert await room.shown() == ["The guild asks for terms."]


async def test_a_found_sentence_is_pinned_with_all_that_it_stands_on(room: Room) -> None:
    await room.desk.tell("Found", "ai", ago=3 * DAY, quotes=[OFFER])
    [found] = await room.stands.found(GUILD, "ai")
    pin = await room.stands.pin_found(GUILD, "ai", found.key, actor_id=1)
    assert (pin.text, pin.side, pin.source_url) == (OFFER.sentence, "employer", found.telling.url)
    assert await room.shown() == [OFFER.sentence]
    with pytest.raises(UserError, match="stand_standing"):
        await room.stands.pin_found(GUILD, "ai", found.key, actor_id=1)


async def test_a_sentence_of_a_feed_that_is_not_followed_cannot_be_pinned(room: Room) -> None:
    await room.desk.tell("Private", "ai", feed=2, quotes=[OFFER])
    [found] = await room.stands.found(5, "ai")
    assert await room.stands.found(GUILD, "ai") == []
    with pytest.raises(UserError, match="stand_not_found"):
        await room.stands.pin_found(GUILD, "ai", found.key, actor_id=1)


async def test_a_side_has_at_most_three_pinned_lines_on_an_issue(room: Room) -> None:
    for number in range(3):
        await room.pin(replace(LINE, text=f"Line {number}."))
    with pytest.raises(UserError, match="stand_full"):
        await room.pin(replace(LINE, text="A fourth."))
    await room.pin(side="employer")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (replace(LINE, text="  "), "stand_text"),
        (replace(LINE, text="\u200b"), "stand_text"),
        (replace(LINE, text="x" * 301), "stand_text"),
        (replace(LINE, source_url="guild dot example"), "stand_link"),
        (replace(LINE, source_url="ftp://guild.example/1"), "stand_link"),
        (replace(LINE, day="3/4"), "stand_day"),
        (replace(LINE, day="tomorrow"), "stand_day_ahead"),
        (replace(LINE, moving_days=31), "stand_moving"),
        (replace(LINE, moving_days=-1), "stand_moving"),
    ],
)
async def test_a_wrong_line_is_refused_with_its_reason(room: Room, line: Typed, key: str) -> None:
    with pytest.raises(UserError, match=key):
        await room.pin(line)
    assert await room.stands.history(GUILD, "ai") == []


async def test_lines_of_another_server_or_gone_ones_are_unknown(room: Room) -> None:
    pin = await room.pin()
    for refused in (
        room.stands.edit(5, pin.id, actor_id=1, typed=Typed(text="Other.")),
        room.stands.clear(5, pin.id, actor_id=1),
        room.stands.bring_back(5, pin.id, actor_id=1),
        room.stands.clear(GUILD, pin.id + 1, actor_id=1),
    ):
        with pytest.raises(UserError, match="stand_unknown"):
            await refused
    with pytest.raises(UserError, match="stand_unchanged"):
        await room.stands.edit(GUILD, pin.id, actor_id=1, typed=Typed())


async def test_a_server_that_is_not_set_up_pins_nothing(room: Room) -> None:
    with pytest.raises(UserError, match="not_set_up"):
        await room.pin(guild=77)

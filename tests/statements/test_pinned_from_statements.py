"""A line pinned from an official statement: it keeps its label, and goes when the statement is taken back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.errors import UserError
from bot.issues.pins import StandService, Typed
from bot.models.news import Label
from bot.models.services import IssueName
from bot.models.stands import Pin, PinState
from bot.models.statements import Statement
from bot.storage.database import Database
from tests.services.newsroom import GUILD
from tests.statements.hall import ANN, DISPUTES, Hall


@dataclass
class Room:
    """A statement that was posted, and the line pinned from it."""

    hall: Hall
    stands: StandService
    said: Statement
    pin: Pin


@pytest.fixture
async def room(db: Database) -> Room:
    hall = await Hall.open(db)
    said = await hall.post()
    reader, issues = hall.summaries.positions, [IssueName("ai", "AI")]
    stands = StandService(db=db, clock=hall.newsroom.clock, reader=reader, issues=issues, disputes=DISPUTES)
    [found] = await stands.found(GUILD, "ai")
    return Room(hall, stands, said, await stands.pin_found(GUILD, "ai", found.key, actor_id=ANN))


async def test_it_is_official_and_says_whose_it_is_without_a_link_too(room: Room) -> None:
    told = room.stands.shown(room.pin).telling
    assert (told.label, told.outlet) == (Label.OFFICIAL_UNION, "WGA, negotiating committee")


async def test_it_can_be_marked_as_moving_although_it_has_no_link(room: Room) -> None:
    changed = await room.stands.edit(GUILD, room.pin.id, actor_id=ANN, typed=Typed(moving_days=2))
    assert room.stands.shown(changed).moving
    assert room.stands.shown(changed).telling.label is Label.OFFICIAL_UNION


async def test_with_another_link_it_is_under_the_name_of_that_site(room: Room) -> None:
    typed = Typed(source_url="https://unknown.example/1")
    told = room.stands.shown(await room.stands.edit(GUILD, room.pin.id, actor_id=ANN, typed=typed)).telling
    assert (told.label, told.outlet) == (Label.REPORTED, "unknown.example")


async def test_it_goes_with_its_statement_and_stays_off(room: Room) -> None:
    await room.hall.service.retract(GUILD, room.said.id, actor_id=ANN)
    [line] = await room.stands.history(GUILD, "ai")
    assert line.state is PinState.CLEARED
    assert await room.stands.standing(GUILD) == []
    assert "stand clear" in {each.action for each in await room.hall.audited()}
    with pytest.raises(UserError, match="stand_retracted"):
        await room.stands.bring_back(GUILD, line.id, actor_id=ANN)


async def test_a_line_cleared_by_hand_can_be_brought_back_while_its_statement_stands(room: Room) -> None:
    await room.stands.clear(GUILD, room.pin.id, actor_id=ANN)
    back = await room.stands.bring_back(GUILD, room.pin.id, actor_id=ANN)
    assert room.stands.shown(back).telling.label is Label.OFFICIAL_UNION

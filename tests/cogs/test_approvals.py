"""The card of a request for approval, pressed by two moderators and a member, with the real service over the stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.approvals.service import ApprovalService
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import GivenUp
from bot.models.approvals import Approval, Request
from bot.models.servers import Server
from bot.storage import servers
from bot.storage.database import Connection, Database
from cogs.publisher import DiscordPublisher
from cogs.ui.answers import Answer
from cogs.ui.views_approvals import SHOW
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import Json, Member
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.services.fakes import START, HandClock


@dataclass
class Subjects:
    """One kind of subject."""

    done: list[int] = field(default_factory=list)

    async def request(self, _conn: Connection, _guild_id: int, _subject_id: int) -> Request | None:
        return Request("Picket at **gate 3**", 9)

    async def approved(self, _conn: Connection, approval: Approval, *, actor_id: int, now: object) -> None:
        assert actor_id
        assert now
        self.done.append(approval.subject_id)

    async def returned(self, _conn: Connection, approval: Approval, *, now: object) -> None:
        """Nothing to do."""


@dataclass
class Desk:
    room: Room
    subjects: Subjects
    second: Member
    dispatcher: Dispatcher

    async def press(self, kind: str, by: Member) -> Interaction:
        answer = await self.room.discord.press(self.card, f"{kind}:*", by)
        await eventually(lambda: answer.response is not None)
        return answer

    @property
    def card(self) -> Json:
        return self.room.discord.messages(self.room.desk)[0]


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    db, clock, subjects = await Database.open(sqlite_database), HandClock(), Subjects()
    service = ApprovalService(db=db, clock=clock, wake=lambda: None)
    service.add_kind("sample", subjects)
    SHOW["sample"] = lambda *_: shown()
    async with opened(fakes.services(approvals=service)) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START))
            await service.ask(conn, room.guild.id, "sample", 1, actor_id=room.moderator.id, now=clock.now())
        publisher = DiscordPublisher(room.client)
        dispatcher = Dispatcher(db=db, publisher=publisher, clock=clock, owner="desk", given_up=GivenUp(clock))
        await dispatcher.start()
        second = room.discord.member(room.guild, "Second", permissions=Can.MANAGE_GUILD)
        await eventually(lambda: room.discord.messages(room.desk))
        yield Desk(room, subjects, second, dispatcher)
        await dispatcher.close()
    del SHOW["sample"]
    await db.close()


async def shown() -> Answer:
    return Answer(("All of it",))


async def test_the_card_shows_the_text_and_another_moderator_approves(desk: Desk) -> None:
    assert "Approval wanted" in desk.card["content"]
    assert desk.card["content"].endswith("Picket at **gate 3**")
    own = await desk.press("approve", desk.room.moderator)
    await eventually(lambda: "Another moderator has to look at it." in own.text)
    for _ in range(2):
        answer = await desk.press("approve", desk.second)
        await eventually(lambda: answer.text == "Approved.")  # noqa: B023 - awaited at once
    desk.dispatcher.wake()
    await eventually(lambda: "Approved by" in desk.card["content"])
    assert desk.subjects.done == [1]
    labels = [item["label"] for row in desk.card["components"] for item in row["components"]]
    assert labels == ["Show in full"]


async def test_a_moderator_who_was_demoted_meanwhile_and_a_member_are_refused(desk: Desk) -> None:
    desk.room.discord.world.set_roles(desk.room.guild, desk.second, [])
    for who in (desk.second, desk.room.member):
        for kind in ("approve", "approval-reject", "approval-changes", "approval-show"):
            answer = await desk.press(kind, who)
            await eventually(lambda: "needs the Manage Server permission" in answer.text)  # noqa: B023 - as above
    assert desk.subjects.done == []
    assert "Approval wanted" in desk.card["content"]


async def test_changes_are_asked_for_with_a_reason_also_after_a_restart(desk: Desk) -> None:
    form = await desk.press("approval-changes", desk.second)
    await desk.room.client.close()
    async with connected(desk.room.discord, desk.room.services) as client:
        desk.room.client = client
        answer = await desk.room.discord.submit_modal(form, {"reason": "Which gate?"})
        assert "Its author is told" in answer.text
        again = await desk.press("approve", desk.second)
        await eventually(lambda: "This was decided already" in again.text)
    assert desk.subjects.done == []


async def test_it_is_shown_in_full(desk: Desk) -> None:
    answer = await desk.press("approval-show", desk.second)
    await eventually(lambda: answer.text == "All of it")


async def test_a_rejection_edits_the_card_and_tells_the_channel(desk: Desk) -> None:
    answer = await desk.press("approval-reject", desk.second)
    await eventually(lambda: answer.text.startswith("Rejected."))
    desk.dispatcher.wake()
    await eventually(lambda: len(desk.room.discord.messages(desk.room.desk)) == 2)
    assert desk.room.discord.messages(desk.room.desk)[1]["content"].startswith("### Rejected: post")
    assert "It will not be posted." in desk.card["content"]

"""Cards of suggested dates: their buttons, the form, the list; pressed after a restart, by members, twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.bargaining.choices import DateChoiceService
from bot.bargaining.service import BargainingService
from bot.bargaining.suggesting import SuggestionPlanner
from bot.bargaining.suggestion_service import SuggestionService
from bot.models.posts import Delivery
from bot.models.servers import Server
from bot.storage import deliveries, feeds, servers
from bot.storage.database import Database
from cogs.publisher import DiscordPublisher
from cogs.ui.wording_desk import KINDS
from config.files import load_disputes
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.places import Json
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.services.fakes import START
from tests.services.newsroom import Newsroom, raw


@dataclass
class Desk:
    room: Room
    news: Newsroom

    async def told(self) -> Json:
        """A report names a day; its card is in the moderators' channel."""
        text = "The writers guild and the studios return to the table on August 22."
        await self.news.poll("lantern", raw("WGA and AMPTP to meet August 22", text, guid="1"))
        await self.publish()
        return self.room.discord.messages(self.room.desk)[0]

    async def publish(self) -> None:
        """All that waits for the moderators' channel, as the dispatcher would."""
        publisher, now = DiscordPublisher(self.room.client), self.news.clock.now()
        async with self.news.db.transaction() as conn:
            due: list[Delivery] = await deliveries.claim(
                conn, owner="t", now=now, wall=now, lease=START - START.replace(year=2022), limit=99
            )
            for one in due:
                number = await publisher.send(one) if one.target_id is None else await publisher.edit(one)
                await deliveries.sent(conn, [(one.id, number)], now)


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    db = await Database.open(sqlite_database)
    planner = SuggestionPlanner(disputes=load_disputes())
    news = await Newsroom.open(db, setup=False, suggestions=planner)
    given = {"db": db, "clock": news.clock}
    dates = BargainingService(**given, wake=lambda: None, disputes=load_disputes(), kinds=KINDS)  # type: ignore[arg-type]
    services = fakes.services(
        bargaining=dates,
        date_choices=DateChoiceService(**given),  # type: ignore[arg-type]
        suggestions=SuggestionService(**given, planner=planner, bargaining=dates, wake=lambda: None),  # type: ignore[arg-type]
        clock=news.clock,
    )
    async with opened(services) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START))
            await feeds.follow(conn, room.guild.id, [feed.id for feed in news.feeds.values()])
        yield Desk(room, news)
    await db.close()


async def pressed(desk: Desk, message: Json | Interaction, button: str) -> Interaction:
    answer = await desk.room.discord.press(message, f"{button}:*", desk.room.moderator)
    await eventually(lambda: answer.settled)
    return answer


async def test_a_card_says_what_was_found_where_and_that_nothing_is_posted(desk: Desk) -> None:
    card = await desk.told()
    assert card["content"].startswith("### Suggested date, Tuesday 22 August: Bargaining session, WGA and AMPTP\n")
    assert "Nothing is posted to members unless a moderator confirms it." in card["content"]
    assert "The Lantern](<https://" in card["content"]
    assert "“August 22”, read as Tuesday 22 August (the year nearest to publication)." in card["content"]
    labels = [button["label"] for button in card["components"][0]["components"]]
    assert labels == ["Confirm", "Edit", "Ignore"]


async def test_confirmed_after_a_restart_the_card_says_so_and_the_date_is_there_once(desk: Desk) -> None:
    card = await desk.told()
    await desk.room.client.close()
    async with connected(desk.room.discord, desk.room.services) as client:
        desk.room.client = client
        for _ in range(2):
            assert (await pressed(desk, card, "suggestion-confirm")).text.startswith("## Date added")
        await desk.publish()
        shown = desk.room.discord.messages(desk.room.desk)[0]
        assert "Moderators entered it as date 1." in shown["content"]
        assert [button["label"] for button in shown["components"][0]["components"]] == ["All dates"]
        assert (await desk.room.use("bargaining list")).text.count("Number") == 1


async def test_the_form_is_filled_in_and_what_is_typed_is_entered(desk: Desk) -> None:
    form = await desk.room.discord.press(await desk.told(), "suggestion-edit:*", desk.room.moderator)
    await eventually(lambda: form.modal is not None)
    wrong = await desk.room.discord.submit_modal(form, {"start": "soon"})
    assert "I am not sure which moment “soon” is." in wrong.text
    right = await desk.room.discord.submit_modal(form, {"start": "2023-08-22 14:00", "note": "Hall 2"})
    assert "Tuesday 22 August 14:00 in Los Angeles. Place and access: Hall 2." in right.text


async def test_what_was_set_aside_cannot_be_confirmed(desk: Desk) -> None:
    card = await desk.told()
    assert (await pressed(desk, card, "suggestion-ignore")).text == "Set aside. It is not suggested again for that day."
    late = await pressed(desk, card, "suggestion-confirm")
    assert "set aside already" in late.text
    assert "No dates are entered." in (await desk.room.use("bargaining list")).text


async def test_the_list_offers_what_no_card_showed(desk: Desk) -> None:
    chosen = await desk.room.use("settings suggestions", {"on": True, "cards": 0})
    assert "`/bargaining suggestions` lists them" in chosen.text
    text = "The writers guild and the studios return to the table on August 22."
    await desk.news.poll("lantern", raw("WGA and AMPTP to meet August 22", text, guid="1"))
    assert (
        "Tuesday 22 August: Bargaining session, WGA and AMPTP. Reported by [The Lantern]"
        in (await desk.room.use("bargaining suggestions")).text
    )
    one = await desk.room.use("bargaining suggestions", {"which": "1"})
    assert (await pressed(desk, one, "suggestion-confirm")).text.startswith("## Date added")
    assert "No suggestion waits." in (await desk.room.use("bargaining suggestions")).text
    assert (await desk.room.use("bargaining suggestions", {"which": "7"})).text.startswith(
        "There is no such suggestion"
    )
    off = await desk.room.use("settings suggestions", {"on": False})
    assert off.text == "Dates named in the news are no longer suggested."


@pytest.mark.parametrize("command", ["bargaining suggestions", "settings suggestions"])
async def test_a_member_is_refused(desk: Desk, command: str) -> None:
    options = {"on": False} if command.startswith("settings") else {}
    with pytest.raises(ClientRefusal):
        await desk.room.use(command, options, by=desk.room.member)
    refused = await desk.room.use(command, options, by=desk.room.member, force=True)
    assert refused.text == "This needs the Manage Server permission, which you do not have here."


async def test_a_member_who_sees_the_card_can_do_nothing_with_it(desk: Desk) -> None:
    card = await desk.told()
    for button in ("suggestion-confirm", "suggestion-ignore", "suggestion-edit"):
        answer = await desk.room.discord.press(card, f"{button}:*", desk.room.member)
        await eventually(lambda answer=answer: answer.settled)
        assert answer.modal is None
        assert "needs the Manage Server permission" in answer.text

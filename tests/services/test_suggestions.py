"""Dates named in the news: which become suggestions, how a card gains reports, and what a moderator's decision does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from bot.bargaining.choices import DateChoiceService
from bot.bargaining.service import BargainingService
from bot.bargaining.suggesting import SuggestionPlanner
from bot.bargaining.suggestion_service import SuggestionService
from bot.bargaining.suggestions import candidates
from bot.errors import UserError
from bot.models.desk import DateRef
from bot.models.news import DateKind, DatePhrase
from bot.models.posts import Delivery
from bot.models.suggestions import SuggestionCard
from bot.storage import audit, deliveries, servers
from bot.storage.database import Database
from config.files import load_disputes
from tests.services.fakes import START
from tests.services.newsroom import GUILD, MODERATORS, Newsroom, raw

LA = "America/Los_Angeles"
SOON = ("WGA and AMPTP to meet August 22", "The writers guild and the studios return to the table on August 22.")
TIMED = ("Studios and WGA resume talks", "The AMPTP and the WGA will meet at 10 a.m. on August 22, two people said.")
OTHER_DAY = ("WGA and AMPTP talks set", "The writers guild and the AMPTP will meet on August 24.")


@dataclass
class Room:
    news: Newsroom
    dates: BargainingService
    desk: SuggestionService
    choices: DateChoiceService

    async def read(self, outlet: str, told: tuple[str, str], *, first: bool = False) -> None:
        title, text = told
        await self.news.poll(
            outlet, raw(title, text, guid=f"{outlet} {title}", published=self.news.clock.now()), first=first
        )

    async def cards(self) -> list[tuple[Delivery, SuggestionCard]]:
        """Each card and what it says now, or will."""
        found = []
        async with self.news.db.reading() as conn:
            for each in await deliveries.with_key(conn, "suggestion:"):
                newest = await deliveries.newest_edit(conn, each.id)
                post = (newest or each).post
                assert isinstance(post, SuggestionCard)
                found.append((each, post))
        return found


@pytest.fixture
async def room(db: Database) -> Room:
    planner = SuggestionPlanner(disputes=load_disputes())
    news = await Newsroom.open(db, suggestions=planner)
    dates = BargainingService(
        db=db, clock=news.clock, disputes=load_disputes(), kinds={"session": "Session"}, wake=lambda: None
    )
    desk = SuggestionService(db=db, clock=news.clock, planner=planner, bargaining=dates, wake=lambda: None)
    return Room(news, dates, desk, DateChoiceService(db=db, clock=news.clock))


async def test_a_day_that_news_name_becomes_a_card_for_moderators_and_no_date(room: Room) -> None:
    await room.read("lantern", SOON)
    ((delivery, card),) = await room.cards()
    assert (delivery.channel_id, card.kind, card.day, card.name) == (
        MODERATORS,
        "session",
        "2023-08-22",
        "WGA and AMPTP",
    )
    (report,) = card.evidence
    assert (report.source, report.phrase, report.moment) == ("The Lantern", "August 22", "2023-08-22")
    assert report.reason
    assert await room.dates.ahead(GUILD) == []


async def test_the_same_day_from_another_outlet_is_another_report_on_the_same_card(room: Room) -> None:
    await room.read("lantern", SOON)
    await room.news.send_all()
    await room.read("reel-ledger", TIMED)
    await room.read("reel-ledger", TIMED)
    ((_, card),) = await room.cards()
    assert [report.source for report in card.evidence] == ["The Lantern", "Reel Ledger"]
    (edit,) = [one for one in await room.news.send_all() if isinstance(one.post, SuggestionCard)]
    assert edit.target_id is not None


async def test_another_day_for_the_same_thing_is_told_on_both_cards(room: Room) -> None:
    await room.read("lantern", SOON)
    await room.news.send_all()
    await room.read("reel-ledger", OTHER_DAY)
    (_, one), (_, other) = await room.cards()
    assert [rival.day for rival in one.rivals] == ["2023-08-24"]
    assert [rival.day for rival in other.rivals] == ["2023-08-22"]


async def test_a_date_that_was_entered_is_not_suggested_and_is_told_beside_another_day(room: Room) -> None:
    await room.dates.add(
        GUILD, actor_id=5, dispute="wga-amptp", kind="session", start="2023-08-22 09:00", source_url="https://x.example"
    )
    await room.read("lantern", SOON)
    assert await room.cards() == []
    await room.read("reel-ledger", OTHER_DAY)
    ((_, card),) = await room.cards()
    assert [(rival.day, rival.date_id) for rival in card.rivals] == [("2023-08-22", 1)]


async def test_no_more_cards_a_day_than_chosen_and_the_rest_in_the_list(room: Room) -> None:
    await room.choices.suggest(GUILD, on=True, cards=1, actor_id=5)
    await room.read("lantern", SOON)
    await room.read("reel-ledger", OTHER_DAY)
    assert len(await room.cards()) == 1
    assert [card.day for card in await room.desk.waiting(GUILD)] == ["2023-08-22", "2023-08-24"]
    room.news.clock.forward(hours=25)
    await room.read("lantern", OTHER_DAY)
    assert len(await room.cards()) == 2


async def test_nothing_is_suggested_where_that_is_off_or_at_a_feeds_first_poll(room: Room) -> None:
    await room.read("lantern", SOON, first=True)
    await room.choices.suggest(GUILD, on=False, cards=None, actor_id=5)
    await room.read("reel-ledger", OTHER_DAY)
    assert await room.desk.waiting(GUILD) == []


async def test_nothing_is_suggested_before_the_server_is_set_up(room: Room) -> None:
    async with room.news.db.transaction() as conn:
        server = await servers.get(conn, GUILD)
        assert server is not None
        await servers.save(conn, replace(server, mod_channel_id=None))
    await room.read("lantern", SOON)
    assert await room.desk.waiting(GUILD) == []


async def test_a_report_that_names_no_union_suggests_nothing(room: Room) -> None:
    await room.read(
        "lantern", ("AMPTP sets bargaining session", "The studios' alliance meets a union on August 22 about AI.")
    )
    assert await room.desk.waiting(GUILD) == []


@pytest.mark.parametrize("by_card", [True, False])
async def test_confirmed_twice_or_by_two_people_there_is_one_date_with_its_reminders(room: Room, by_card: bool) -> None:
    await room.read("lantern", SOON)
    ((delivery, card),) = await room.cards()
    which = delivery.id if by_card else f"s{card.suggestion_id}"
    dates = [await room.desk.confirm(GUILD, which, actor_id=actor) for actor in (5, 6, 5)]
    assert {found.id for found in dates} == {1}
    (entered,) = await room.dates.ahead(GUILD)
    assert (entered.starts.date(), entered.all_day, entered.kind) == (date(2023, 8, 22), True, "session")
    assert entered.source_url == card.evidence[0].url
    async with room.news.db.reading() as conn:
        assert len(await deliveries.pending_of_kind(conn, GUILD, "date_reminder")) == 2
        actions = [line.action for line in await audit.latest(conn, GUILD, 9)]
    assert sorted(actions) == ["bargaining add", "suggestion confirm"]
    ((_, after),) = await room.cards()
    assert (after.state, after.date_id) == ("confirmed", 1)
    with pytest.raises(UserError) as refused:
        await room.desk.ignore(GUILD, which, actor_id=5)
    assert refused.value.key == "suggestion_confirmed"


async def test_a_time_that_a_report_names_is_the_dates_time(room: Room) -> None:
    await room.read("lantern", SOON)
    await room.read("reel-ledger", TIMED)
    ((delivery, _),) = await room.cards()
    assert (await room.desk.form(GUILD, delivery.id))[1] == "2023-08-22 10:00"
    entered = await room.desk.confirm(GUILD, delivery.id, actor_id=5)
    assert (entered.starts, entered.all_day) == (datetime(2023, 8, 22, 10), False)  # noqa: DTZ001 - a wall time


async def test_what_was_changed_in_the_form_is_what_is_entered(room: Room) -> None:
    await room.read("lantern", SOON)
    ((delivery, _),) = await room.cards()
    given = {"start": "2023-08-23 14:00", "source_url": "https://guild.example/d", "note": "Hall 2", "remind": "3h"}
    entered = await room.desk.confirm(GUILD, delivery.id, actor_id=5, **given)  # type: ignore[arg-type]
    assert entered.starts == datetime(2023, 8, 23, 14)  # noqa: DTZ001 - a wall time
    assert (entered.source_url, entered.note, entered.offsets) == ("https://guild.example/d", "Hall 2", (180,))


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"start": "soon"}, "date_unclear"),
        ({"start": "2023-08-01"}, "date_past"),
        ({"source_url": "the site"}, "date_link"),
        ({"remind": "often"}, "date_offsets"),
        ({"note": "x" * 301}, "date_note"),
    ],
)
async def test_a_form_filled_in_wrongly_enters_nothing(room: Room, given: dict[str, str], key: str) -> None:
    await room.read("lantern", SOON)
    ((delivery, _),) = await room.cards()
    with pytest.raises(UserError) as refused:
        await room.desk.confirm(GUILD, delivery.id, actor_id=5, **given)  # type: ignore[arg-type]
    assert refused.value.key == key
    assert await room.dates.ahead(GUILD) == []
    assert len(await room.desk.waiting(GUILD)) == 1


async def test_what_was_ignored_stays_so_for_that_day_and_another_day_is_suggested(room: Room) -> None:
    await room.read("lantern", SOON)
    ((delivery, _),) = await room.cards()
    for _ in range(2):
        assert (await room.desk.ignore(GUILD, delivery.id, actor_id=5)).state == "ignored"
    await room.read("reel-ledger", TIMED)
    assert await room.desk.waiting(GUILD) == []
    with pytest.raises(UserError) as refused:
        await room.desk.confirm(GUILD, delivery.id, actor_id=6)
    assert refused.value.key == "suggestion_ignored"
    await room.read("guild-site", OTHER_DAY)
    assert [(card.day, card.rivals) for card in await room.desk.waiting(GUILD)] == [("2023-08-24", ())]


async def test_a_date_that_was_called_off_since_is_not_entered_again_by_an_old_button(room: Room) -> None:
    await room.read("lantern", SOON)
    ((delivery, _),) = await room.cards()
    entered = await room.desk.confirm(GUILD, delivery.id, actor_id=5)
    await room.dates.cancel(GUILD, DateRef(entered.id), actor_id=5)
    assert (await room.desk.confirm(GUILD, delivery.id, actor_id=5)).id == entered.id
    assert await room.dates.ahead(GUILD) == []


async def test_another_servers_card_is_unknown(room: Room) -> None:
    await room.read("lantern", SOON)
    ((delivery, card),) = await room.cards()
    for which in (delivery.id, f"s{card.suggestion_id}", "s", "s1x", "s" + "9" * 30):
        with pytest.raises(UserError) as refused:
            await room.desk.show(2, which)
        assert refused.value.key == "suggestion_unknown"


async def test_a_suggestion_is_forgotten_long_after_its_day_and_with_its_server(room: Room) -> None:
    await room.read("lantern", SOON)
    room.news.clock.forward(days=80)
    await room.read("reel-ledger", ("WGA and AMPTP talks", "The WGA and the AMPTP meet on November 20."))
    async with room.news.db.transaction() as conn:
        await servers.forget(conn, GUILD)
    with pytest.raises(UserError):
        await room.desk.show(GUILD, "s1")


def phrase(moment: str | None, kind: DateKind = DateKind.SESSION, text: str = "then") -> DatePhrase:
    return DatePhrase(text, moment, kind, "why")


@pytest.mark.parametrize(
    "alone",
    [
        phrase(None),
        phrase("2023-08"),
        phrase("2023-08-21/2023-08-24"),
        phrase("2023-08-21/.."),
        phrase("2023-08-10"),
        phrase("2023-08-11"),  # today: what news call so may have been
        phrase("2023-08-11T08:00-07:00"),  # an hour ago
        phrase("2031-08-22"),
        phrase("2023-08-22", DateKind.OTHER),
    ],
)
def test_a_phrase_that_is_past_long_or_not_sure_is_never_a_suggestion_alone(alone: DatePhrase) -> None:
    assert candidates([alone], LA, START) == []


def test_a_moment_counts_on_its_day_at_the_disputes_home_also_later_today() -> None:
    found = candidates([phrase("2023-08-23T01:00+01:00"), phrase("2023-08-11T14:00-07:00")], LA, START)
    assert [(one.day, one.wall) for one in found] == [
        (date(2023, 8, 22), datetime(2023, 8, 22, 17)),  # noqa: DTZ001 - a wall time
        (date(2023, 8, 11), datetime(2023, 8, 11, 14)),  # noqa: DTZ001 - as above
    ]


def test_a_bare_weekday_gives_way_to_the_day_that_the_same_item_names() -> None:
    bare, full = phrase("2023-08-15", text="Tuesday"), phrase("2023-08-22", text="Tuesday, Aug. 22")
    assert [one.day for one in candidates([bare, full], LA, START)] == [date(2023, 8, 22)]
    assert [one.day for one in candidates([bare], LA, START)] == [date(2023, 8, 15)]

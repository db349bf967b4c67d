"""`/news search` narrowed down: by issue, outlet, label, dispute and days; the nearest word; thirty queries on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.archive.nearest import nearest_word
from bot.archive.search import SearchService, asked_by, query_of
from bot.errors import UserError
from bot.models.news import Label
from bot.models.registry import Dispute
from bot.models.search import NO_FILTERS, Filters
from bot.storage import tag_fixes
from bot.storage.database import Database
from tests.services.issue_desk import OUTLETS, Desk, open_desk
from tests.storage.samples import DAY, GUILD, NOW

TODAY = NOW.date()
DISPUTES = (
    Dispute("wga", "WGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles"),
    Dispute("dga", "DGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles"),
)
# (title, text, issues, days ago, official)
ARCHIVE: tuple[tuple[str, str, tuple[str, ...], int, bool], ...] = (
    ("WGA and AMPTP resume talks", "Staffing and mini rooms are on the table.", ("pay",), 1, False),
    ("WGA publishes its answer on AI", "The guild answers the offer on machines.", ("ai",), 2, True),
    ("DGA weighs AI terms", "Directors read the offer on AI.", ("ai",), 3, False),
    ("Café crews strike in Burbank", "Writers' rooms stand empty.", ("safety",), 4, False),
    ("Offer on streaming data", "The WGA hears of viewing data, 3.5% more.", ("pay",), 9, False),
    ("SAG-AFTRA counterproposal sent", "A counterproposal on A.I. and residuals.", ("ai", "pay"), 20, False),
    ("Mini rooms explained", "What mini rooms are, and why writers mind.", ("pay",), 30, False),
    ("Guild's safety notes", "On hours and safety.", ("safety",), 40, True),
)
QUERIES: tuple[tuple[str, Filters], ...] = (
    ("offer", NO_FILTERS), ("offers", NO_FILTERS), ("OFFER AI", NO_FILTERS), ("mini rooms", NO_FILTERS),
    ('"mini rooms"', NO_FILTERS), ('"rooms mini"', NO_FILTERS), ("cafe", NO_FILTERS), ("café", NO_FILTERS),
    ("A.I.", NO_FILTERS), ("ai", NO_FILTERS), ("guild's", NO_FILTERS), ("writers", NO_FILTERS),
    ("SAG-AFTRA", NO_FILTERS), ("sag aftra", NO_FILTERS), ("3.5%", NO_FILTERS), ("the on", NO_FILTERS),
    ("counterproposal", NO_FILTERS), ("safety hours", NO_FILTERS), ("talks offer", NO_FILTERS), ("zeppelin", NO_FILTERS),
    ("offer", Filters(issue="ai")), ("ai", Filters(issue="pay")), ("offer", Filters(outlet="guild")),
    ("ai", Filters(label=Label.OFFICIAL_UNION)), ("offer", Filters(since=TODAY - 3 * DAY)),
    ("offer", Filters(until=TODAY - 4 * DAY)), ("ai", Filters(since=TODAY - 30 * DAY, until=TODAY - 10 * DAY)),
    ("offer", Filters(dispute="wga")), ("ai", Filters(dispute="dga")),
    ("offer", Filters(issue="ai", label=Label.REPORTED, dispute="dga", since=TODAY - 5 * DAY)),
)  # fmt: skip


async def filled(db: Database) -> tuple[Desk, SearchService]:
    desk = await open_desk(db)
    for title, text, issues, ago, official in ARCHIVE:
        await desk.tell(title, *issues, text=text, ago=ago * DAY, official=official)
    return desk, SearchService(db=db, clock=desk.clock, outlets=OUTLETS, disputes=DISPUTES)


async def titles(service: SearchService, words: str, **filters: Any) -> list[str]:
    found = await service.search(GUILD, words, filters=Filters(**filters))
    return [story.lead.title for story in found.stories]


@pytest.mark.postgres
async def test_thirty_queries_find_the_same_on_both_engines(sqlite_database: str, postgres_database: str) -> None:
    answers = []
    for url in (sqlite_database, postgres_database):
        db = await Database.open(url)
        _, service = await filled(db)
        answers.append([await service.search(GUILD, words, filters=filters) for words, filters in QUERIES])
        await db.close()
    assert len(QUERIES) == 30
    shown = [[(each.count, [s.lead.title for s in each.stories], each.nearest) for each in found] for found in answers]
    assert shown[0] == shown[1]
    assert sum(bool(count) for count, _, _ in shown[0]) >= 24


async def test_each_filter_leaves_what_it_names(db: Database) -> None:
    _, service = await filled(db)
    assert await titles(service, "offer", issue="ai") == ["DGA weighs AI terms", "WGA publishes its answer on AI"][::-1]
    assert await titles(service, "ai", outlet="guild") == ["WGA publishes its answer on AI"]
    assert await titles(service, "ai", label=Label.OFFICIAL_UNION) == ["WGA publishes its answer on AI"]
    assert await titles(service, "ai", dispute="dga") == ["DGA weighs AI terms"]
    assert await titles(service, "offer", until=TODAY - 5 * DAY) == ["Offer on streaming data"]
    assert await titles(service, "talks", since=TODAY, until=TODAY) == []


async def test_an_issue_that_moderators_took_off_is_not_found_under_it(db: Database) -> None:
    desk, service = await filled(db)
    story = await desk.tell("Zinc on AI", "ai")
    assert await titles(service, "zinc", issue="ai") == ["Zinc on AI"]
    async with db.transaction() as conn:
        await tag_fixes.add(conn, GUILD, (story, "ai"), NOW)
    assert await titles(service, "zinc", issue="ai") == []


async def test_filters_that_leave_nothing_are_told_from_words_that_are_nowhere(db: Database) -> None:
    _, service = await filled(db)
    found = await service.search(GUILD, "talks", filters=Filters(issue="safety"))
    assert (found.count, found.outside, found.missing) == (0, 1, ())
    gone = await service.search(GUILD, "zeppelin", filters=Filters(issue="safety"))
    assert (gone.outside, gone.missing) == (0, ("zeppelin",))


async def test_a_misspelt_word_has_its_nearest_and_a_search_with_it(db: Database) -> None:
    _, service = await filled(db)
    found = await service.search(GUILD, "counterpropsal residuals")
    assert (found.nearest, found.nearest_words) == ("counterproposal", "counterproposal residuals")
    assert (await service.search(GUILD, found.nearest_words)).count == 1


async def test_the_nearest_word_comes_from_feeds_that_are_followed_only(db: Database) -> None:
    desk, service = await filled(db)
    await desk.tell("Zeppelins over Burbank", feed=2)
    assert (await service.search(GUILD, "zepelins")).nearest == ""
    assert (await service.search(5, "zepelins")).nearest == "zeppelins"


@pytest.mark.parametrize(
    ("typed", "word"), [("pensoin", "pension"), ("ai", ""), ("xylophone", ""), ('"two words"', ""), ("ofers", "offers")]
)
def test_the_nearest_word_is_near_or_none(typed: str, word: str) -> None:
    assert nearest_word(typed, ["Pension plan, explained", "“Offers” made", "A tale"]) == word


async def test_days_in_the_wrong_order_and_too_many_filters_are_refused(db: Database) -> None:
    _, service = await filled(db)
    with pytest.raises(UserError, match="search_days"):
        await service.search(GUILD, "offer", filters=Filters(since=TODAY, until=TODAY - DAY))
    with pytest.raises(UserError, match="search_filters"):
        await service.search(GUILD, "x" * 60, filters=Filters(issue="ai", outlet="post", dispute="wga"))


@pytest.mark.parametrize("words", ["offer", "a|b", "|", '"mini rooms" |x'])
@pytest.mark.parametrize(
    "filters",
    [
        NO_FILTERS,
        Filters(issue="ai"),
        Filters("ai", "post", Label.OPINION, "wga", date(1999, 12, 31), date(2031, 5, 1)),
    ],
)
def test_a_button_gives_back_words_and_filters(words: str, filters: Filters) -> None:
    assert asked_by(query_of(words, filters)) == (words, filters)

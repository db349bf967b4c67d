"""Summaries of issues, the list of all, and the search, as one server sees them, on both engines."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from bot.archive.search import MOST_HITS, ranked
from bot.archive.terms import terms_of
from bot.errors import UserError
from bot.issues.service import PAGE
from bot.models.news import Label, Tag
from bot.models.posts import Delivery, OfficialNotice, Telling
from bot.models.summaries import IssueCounts
from bot.storage import deliveries, entries, search, stories
from bot.storage.database import Database
from bot.storage.search import Hit
from tests.services.issue_desk import UPCOMING, Desk, open_desk
from tests.storage.samples import DAY, GUILD, HOUR, NOW, add_feeds, add_server, new_entry


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await open_desk(db)


async def test_a_summary_has_the_stories_of_the_days_newest_first(desk: Desk) -> None:
    await desk.tell("Third", "ai", ago=3 * DAY)
    await desk.tell("First", "ai", "pay", ago=HOUR)
    await desk.tell("Second", "ai", ago=DAY)
    await desk.tell("Of another issue", "pay")
    await desk.tell("Too old", "ai", ago=8 * DAY)
    found = await desk.issues.summary(GUILD, "ai")
    assert [story.lead.title for story in found.stories] == ["First", "Second", "Third"]
    assert (found.page, found.pages, found.days, found.since) == (0, 1, 7, NOW - 7 * DAY)
    assert found.last_checked == NOW - HOUR


async def test_a_summary_counts_stories_outlets_and_official_stories_not_copies(desk: Desk) -> None:
    one = await desk.tell("One", "ai")
    await desk.tell("One again", "ai", story=one, feed=1)
    await desk.tell("One, says the guild", "ai", story=one, official=True)
    await desk.tell("Two", "ai")
    assert (await desk.issues.summary(GUILD, "ai")).counts == IssueCounts(stories=2, outlets=2, official=1)


async def test_days_reach_as_far_as_asked(desk: Desk) -> None:
    await desk.tell("Old", "ai", ago=20 * DAY)
    assert (await desk.issues.summary(GUILD, "ai", days=1)).counts.stories == 0
    assert (await desk.issues.summary(GUILD, "ai", days=30)).counts.stories == 1


async def test_pages_follow_each_other_without_a_gap_though_news_arrive(desk: Desk) -> None:
    for number in range(2 * PAGE + 1):
        await desk.tell(f"Story {number}", "ai", ago=number * HOUR)
    first = await desk.issues.summary(GUILD, "ai")
    desk.clock.forward(minutes=5)
    await desk.tell("News", "ai", ago=timedelta(), seen_at=desk.clock.now())
    later = [await desk.issues.summary(GUILD, "ai", page=number, as_of=first.as_of) for number in range(1, first.pages)]
    titles = [story.lead.title for page in (first, *later) for story in page.stories]
    assert titles == [f"Story {number}" for number in range(2 * PAGE + 1)]
    assert (await desk.issues.summary(GUILD, "ai", page=99, as_of=first.as_of)).page == first.pages - 1


async def test_with_nothing_in_these_days_the_last_story_is_named(desk: Desk) -> None:
    await desk.tell("Long ago", "ai", ago=40 * DAY)
    await desk.tell("Longer ago", "ai", ago=50 * DAY)
    found = await desk.issues.summary(GUILD, "ai")
    assert (found.stories, found.counts) == ((), IssueCounts())
    assert found.last is not None
    assert (found.last.lead.title, found.last_at) == ("Long ago", NOW - 40 * DAY)


async def test_with_nothing_ever_there_is_no_last_story(desk: Desk) -> None:
    found = await desk.issues.summary(GUILD, "safety")
    assert (found.last, found.last_at, found.pages) == (None, None, 1)


async def test_the_next_three_dates_stand_in_a_summary(desk: Desk) -> None:
    assert (await desk.issues.summary(GUILD, "ai")).dates == UPCOMING[:3]


async def test_an_unknown_issue_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="unknown_issue"):
        await desk.issues.summary(GUILD, "golf")


async def test_the_list_has_all_issues_in_order_with_the_counts_of_the_week(desk: Desk) -> None:
    await desk.tell("One", "ai", "pay", official=True)
    await desk.tell("Two", "ai", ago=6 * DAY)
    await desk.tell("Old", "pay", ago=9 * DAY)
    await desk.tell("Older", "safety", ago=30 * DAY)
    found = await desk.issues.overview(GUILD)
    assert [(line.issue.id, line.counts.stories, line.counts.official, line.last_at) for line in found.lines] == [
        ("ai", 2, 1, None),
        ("pay", 1, 1, None),
        ("safety", 0, 0, NOW - 30 * DAY),
    ]


async def test_a_server_is_told_of_feeds_that_it_follows_only(desk: Desk) -> None:
    story = await desk.tell("Shared", "ai")
    await desk.tell("Hidden telling", "ai", story=story, feed=2)
    await desk.tell("Hidden story", "pay", feed=2)
    found = await desk.issues.summary(GUILD, "ai")
    assert (found.counts.stories, found.stories[0].also) == (1, ())
    assert (await desk.issues.overview(GUILD)).lines[1].counts.stories == 0
    assert (await desk.search.search(GUILD, "hidden")).count == 0
    assert (await desk.search.search(5, "hidden")).count == 2
    nobody = await desk.issues.summary(77, "ai")
    assert (nobody.counts.stories, nobody.last) == (0, None)


async def test_a_search_ranks_headlines_first_then_by_time(desk: Desk) -> None:
    await desk.tell("Old offer", ago=9 * DAY)
    await desk.tell("New offer", ago=DAY)
    await desk.tell("Talks", text="They speak of an offer.")
    found = await desk.search.search(GUILD, "offer")
    assert [story.lead.title for story in found.stories] == ["New offer", "Old offer", "Talks"]
    assert (found.count, found.cut, found.missing, found.last_checked) == (3, False, (), NOW - HOUR)


async def test_two_tellings_of_one_story_are_one_hit(desk: Desk) -> None:
    story = await desk.tell("Offer rejected")
    await desk.tell("The offer that failed", story=story)
    assert (await desk.search.search(GUILD, "offer")).count == 1


async def test_pages_of_a_search_follow_each_other(desk: Desk) -> None:
    for number in range(PAGE + 2):
        await desk.tell(f"Offer {number}", ago=number * HOUR)
    first = await desk.search.search(GUILD, "offer")
    second = await desk.search.search(GUILD, first.words, page=1, as_of=first.as_of)
    titles = [story.lead.title for page in (first, second) for story in page.stories]
    assert titles == [f"Offer {number}" for number in range(PAGE + 2)]


async def test_without_a_hit_the_words_that_are_nowhere_are_named(desk: Desk) -> None:
    await desk.tell("Talks on pay")
    await desk.tell("Talks end")
    found = await desk.search.search(GUILD, "talks zeppelin")
    assert (found.stories, found.missing, found.others) == ((), ("zeppelin",), 2)


async def test_words_that_never_meet_are_told_from_words_that_are_nowhere(desk: Desk) -> None:
    await desk.tell("Talks")
    await desk.tell("Pension")
    found = await desk.search.search(GUILD, "talks pension")
    assert (found.count, found.missing, found.others) == (0, (), 0)


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "“”", "—"])
async def test_a_search_for_nothing_is_refused(desk: Desk, nothing: str) -> None:
    with pytest.raises(UserError, match="search_empty"):
        await desk.search.search(GUILD, nothing)


async def test_a_search_that_fits_no_button_is_refused(desk: Desk) -> None:
    assert (await desk.search.search(GUILD, "x" * 70)).count == 0
    for long in ("x" * 71, "🎬" * 36):
        with pytest.raises(UserError, match="search_long"):
            await desk.search.search(GUILD, long)


def test_a_story_ranks_by_its_best_hit() -> None:
    hits = [
        Hit(1, 1, NOW - DAY, in_title=True),
        Hit(2, 1, NOW, in_title=False),
        Hit(3, 2, NOW, in_title=False),
        Hit(4, 3, NOW - 2 * DAY, in_title=True),
    ]
    assert ranked(hits) == [1, 3, 2]


async def test_why_on_an_official_notice_tells_of_its_story(desk: Desk) -> None:
    story = await desk.tell("Guild publishes demands", "ai", official=True)
    telling = Telling(1, "The Guild", "Guild publishes demands", "https://guild.example/1", NOW, Label.OFFICIAL_UNION)
    notice = Delivery("n" * 20, GUILD, 2, OfficialNotice(story, telling, "Demands reported"), NOW)
    async with desk.db.transaction() as conn:
        await deliveries.add(conn, notice, NOW)
    [why] = await desk.archive.why(GUILD, "n" * 20)
    assert (why.headline, why.tags) == ("Guild publishes demands", (Tag("ai", ("ai",)),))


@pytest.mark.postgres
async def test_random_queries_find_the_same_on_both_engines(sqlite_database: str, postgres_database: str) -> None:
    draw = random.Random(4)
    words = [
        "guild",
        "guilds",
        "Guild's",
        "room",
        "rooms",
        "AI",
        "A.I.",
        "café",
        "cafe",
        "on",
        "the",
        "offer",
        "3.5%",
        "ß",
        "ſ",
        "İ",
    ]
    texts = [(" ".join(draw.choices(words, k=4)), " ".join(draw.choices(words, k=9))) for _ in range(120)]
    marks = ['"', "“", "-", "'", "*", ":", "(", ")", "&", "|", "!", "<->", "\\", "%", "NEAR", "AND", "^"]
    queries = [" ".join(draw.choices([*words, *marks], k=draw.randint(1, 6)))[:60] for _ in range(150)]
    answers = []
    for url in (sqlite_database, postgres_database):
        db = await Database.open(url)
        [feed] = await add_feeds(db, "a")
        async with db.transaction() as conn:
            await add_server(conn, follows=[feed.id])
            for number, (title, text) in enumerate(texts, start=1):
                entry_id = await entries.add(conn, feed.id, new_entry(number, title=title, text=text))
                assert entry_id is not None
                await stories.open_story(conn, entry_id, NOW)
            answers.append(
                [
                    await search.find(conn, GUILD, terms_of(query), as_of=NOW, most=MOST_HITS)
                    for query in queries
                    if terms_of(query)
                ]
            )
        await db.close()
    assert answers[0] == answers[1]
    assert sum(map(bool, answers[0])) > 50

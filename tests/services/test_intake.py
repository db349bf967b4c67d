"""From a poll to the outbox: what is new, what is told once, what is folded, edited, or only stored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.feeds.schedule import FeedEvent
from bot.models.news import Label
from bot.models.posts import FeedNotice, FoldPost, StoryPost
from bot.models.servers import Server
from bot.storage import deliveries, entries, feeds, servers
from bot.storage.database import Database
from tests.services.fakes import START
from tests.services.newsroom import EVENTS, GUILD, MODERATORS, NEWS, Newsroom, raw

TALKS, MUSICIANS = EVENTS[0], EVENTS[1]


@pytest.fixture
async def room(db: Database) -> Newsroom:
    return await Newsroom.open(db)


async def test_a_new_story_is_due_once_in_the_news_channel(room: Newsroom) -> None:
    assert await room.poll("lantern", raw(*TALKS)) == 1
    (one,) = await room.due()
    assert (one.guild_id, one.channel_id, one.silent) == (GUILD, NEWS, True)
    assert isinstance(one.post, StoryPost)
    assert (one.post.lead.title, one.post.lead.outlet, one.post.lead.owner) == (
        TALKS[0],
        "The Lantern",
        "Lantern Press",
    )
    assert "bargaining" in one.post.issues
    assert room.woken


async def test_a_second_poll_of_the_same_entry_delivers_nothing(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS))
    assert await room.poll("lantern", raw(*TALKS)) == 0
    assert len(await room.due()) == 1


async def test_the_first_poll_stores_everything_and_announces_nothing(room: Newsroom) -> None:
    assert await room.poll("lantern", *(raw(*event) for event in EVENTS), first=True) == len(EVENTS)
    assert await room.due() == []


async def test_what_is_not_about_bargaining_is_stored_and_never_posted(room: Newsroom) -> None:
    assert (
        await room.poll("lantern", raw("Star in talks to play a golfer", "The studio strikes a first-look deal.")) == 1
    )
    assert await room.due() == []


async def test_an_entry_older_than_a_week_by_its_own_date_is_not_announced(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS, published=START - timedelta(days=8)))
    assert await room.due() == []


async def test_an_entry_dated_in_the_future_is_treated_as_of_now(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS, published=START + timedelta(days=3)))
    (post,) = await room.stories()
    assert post.lead.at == room.clock.now()


async def test_a_second_outlet_joins_the_story_before_it_is_sent(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS))
    room.clock.forward(minutes=20)
    await room.poll("reel-ledger", raw("WGA, AMPTP set Friday talks", TALKS[1], link="https://ledger.example/1"))
    (post,) = await room.stories()
    assert post.lead.outlet == "The Lantern"
    assert [telling.outlet for telling in post.also] == ["Reel Ledger"]


async def test_a_second_outlet_edits_the_post_that_is_already_sent(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS))
    (sent,) = await room.send_all()
    room.clock.forward(minutes=20)
    await room.poll("reel-ledger", raw("WGA, AMPTP set Friday talks", TALKS[1], link="https://ledger.example/1"))
    assert await room.due() == []
    (edit,) = await room.send_all()
    assert edit.target_id == sent.id
    assert isinstance(edit.post, StoryPost)
    assert [telling.outlet for telling in edit.post.also] == ["Reel Ledger"]


async def test_a_changed_headline_edits_the_post_and_says_so(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS, guid="a"))
    await room.send_all()
    room.clock.forward(minutes=30)
    await room.poll("lantern", raw("WGA and AMPTP move talks to Monday", TALKS[1], guid="a"))
    (edit,) = await room.send_all()
    assert isinstance(edit.post, StoryPost)
    assert edit.post.lead.title == "WGA and AMPTP move talks to Monday"
    assert edit.post.earlier_headline == TALKS[0]


async def test_headline_edits_keep_ten_minutes_apart_and_stop_after_three(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS, guid="a"))
    await room.send_all()
    sent = []
    for number in range(6):
        room.clock.forward(minutes=1)
        await room.poll("lantern", raw(f"WGA and AMPTP talks, update {number}", TALKS[1], guid="a"))
        sent += await room.send_all()
    assert len(sent) == 1  # the first at once; what came within ten minutes waits as one edit
    for number in range(6, 12):
        room.clock.forward(minutes=11)
        await room.poll("lantern", raw(f"WGA and AMPTP talks, update {number}", TALKS[1], guid="a"))
        sent += await room.send_all()
    assert len(sent) <= 3


async def test_over_the_hourly_cap_stories_are_folded_into_one_message(db: Database) -> None:
    room = await Newsroom.open(db, cap=2)
    for event in EVENTS[:5]:
        await room.poll("lantern", raw(*event))
        room.clock.forward(minutes=5)
    assert [post.lead.title for post in await room.stories()] == [title for title, _ in EVENTS[:2]]
    (fold,) = await room.folds()
    assert [post.lead.title for post in fold.stories] == [title for title, _ in EVENTS[2:5]]


async def test_a_fold_that_is_already_sent_is_edited(db: Database) -> None:
    room = await Newsroom.open(db, cap=1)
    for event in EVENTS[:2]:
        await room.poll("lantern", raw(*event))
    await room.send_all()
    room.clock.forward(minutes=5)
    await room.poll("lantern", raw(*EVENTS[2]))
    assert await room.due() == []
    (edit,) = await room.send_all()
    assert isinstance(edit.post, FoldPost)
    assert [post.lead.title for post in edit.post.stories] == [title for title, _ in EVENTS[1:3]]


async def test_more_than_ten_new_at_once_announces_five_and_folds_the_rest(room: Newsroom) -> None:
    guilds = ("WGA", "SAG-AFTRA", "IATSE", "DGA", "Teamsters Local 399", "ACTRA")
    acts = ("opens strike authorization vote", "ratifies contract", "files health plan grievance against AMPTP")
    flood = [raw(f"{guild} {act}", f"The {guild} {act} today.") for guild in guilds for act in acts]
    assert await room.poll("lantern", *flood) == 18
    assert len(await room.stories()) == 5
    told = [post.lead.title for post in await room.stories()]
    told += [post.lead.title for fold in await room.folds() for post in fold.stories]
    assert sorted(told) == sorted({entry.title for entry in flood})


async def test_a_story_that_becomes_official_is_edited_and_announced_shortly(room: Newsroom) -> None:
    await room.poll(
        "lantern", raw("WGA and AMPTP reach tentative agreement", "The WGA has a tentative deal, sources said.")
    )
    await room.send_all()
    room.clock.forward(minutes=15)
    official = raw(
        "WGA reaches tentative agreement with AMPTP", "The guild has a tentative deal.", link="https://guild.example/1"
    )
    await room.poll("guild-site", official)
    (notice,) = await room.official()
    assert notice.official.label is Label.OFFICIAL_UNION
    assert "/1/10/5000" in notice.link
    sent = await room.send_all()
    assert sum(d.target_id is not None for d in sent) == 1


async def test_a_server_sees_only_the_feeds_it_follows(room: Newsroom) -> None:
    async with room.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21, setup_at=START))
        await feeds.follow(conn, 2, [room.feeds["reel-ledger"].id])
    await room.poll("lantern", raw(*TALKS))
    assert await room.due(2) == []
    await room.poll("reel-ledger", raw("WGA, AMPTP set Friday talks", TALKS[1], link="https://ledger.example/1"))
    (one,) = await room.due(2)
    assert isinstance(one.post, StoryPost)
    assert (one.post.lead.outlet, one.post.also) == ("Reel Ledger", ())


async def test_a_server_that_is_not_set_up_gets_nothing(db: Database) -> None:
    room = await Newsroom.open(db, setup=False)
    assert await room.poll("lantern", raw(*TALKS)) == 1
    assert await room.due() == []


async def test_after_a_restart_a_new_telling_still_joins_its_story(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS))
    again = await Newsroom.open(room.db)
    await again.poll("reel-ledger", raw("WGA, AMPTP set Friday talks", TALKS[1], link="https://ledger.example/1"))
    (post,) = await again.stories()
    assert len(post.also) == 1


async def test_the_feeds_row_is_saved_with_the_entries_or_not_at_all(room: Newsroom) -> None:
    broken = raw("WGA talks", "x", published=START.replace(tzinfo=None))
    with pytest.raises((TypeError, ValueError)):
        await room.poll("lantern", raw(*MUSICIANS), broken)
    async with room.db.reading() as conn:
        feed = await feeds.by_id(conn, room.feeds["lantern"].id)
        assert feed is not None
        assert feed.last_ok_at is None
        assert await entries.known(conn, feed.id, ["g:anything"]) == {}
    assert await room.due() == []


async def test_moderators_are_told_of_a_failing_feed_once(room: Newsroom) -> None:
    feed = room.feeds["lantern"]
    for _ in range(2):
        await room.intake.settle([(feed, (FeedEvent.FAILING,))], now=room.clock.now())
    async with room.db.reading() as conn:
        notices = await deliveries.pending_of_kind(conn, GUILD, "feed_notice")
    assert [notice.channel_id for notice in notices] == [MODERATORS]
    assert isinstance(notices[0].post, FeedNotice)
    assert notices[0].post.what == "failing"
    assert not notices[0].silent


async def test_a_change_that_no_reader_sees_edits_nothing(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS))
    other = raw("WGA, AMPTP set Friday talks", TALKS[1], guid="b", link="https://ledger.example/1")
    await room.poll("reel-ledger", other)
    await room.send_all()
    room.clock.forward(minutes=30)
    again = raw("WGA, AMPTP set talks on Friday", TALKS[1], guid="b", link="https://ledger.example/1")
    await room.poll("reel-ledger", again)
    assert await room.send_all() == []


async def test_a_feed_that_changes_its_guids_is_recognised_again_and_again(room: Newsroom) -> None:
    link = "https://lantern.example/talks"
    for guid in ("a", "b", "c"):
        await room.poll("lantern", raw(*TALKS, guid=guid, link=link))
    assert await room.poll("lantern", raw("WGA and AMPTP talk on Friday", TALKS[1], guid="c", link=link)) == 0
    (post,) = await room.stories()
    assert post.lead.title == "WGA and AMPTP talk on Friday"


async def test_an_entry_that_is_about_bargaining_only_after_an_edit_is_posted_then(room: Newsroom) -> None:
    await room.poll("lantern", raw("A long night in Sherman Oaks", "The lights stay on.", guid="n"))
    assert await room.due() == []
    await room.poll("lantern", raw(*TALKS, guid="n"))
    (one,) = await room.due()
    assert isinstance(one.post, StoryPost)
    assert one.post.lead.title == TALKS[0]
    await room.poll("lantern", raw(*TALKS, guid="n"))
    assert len(await room.due()) == 1


async def test_an_entry_that_comes_to_bargaining_by_an_edit_joins_the_story_it_tells(room: Newsroom) -> None:
    await room.poll("lantern", raw(*TALKS))
    night = raw("A long night in Sherman Oaks", "The lights stay on.", guid="n", link="https://ledger.example/n")
    await room.poll("reel-ledger", night)
    told = raw("WGA, AMPTP set Friday talks", TALKS[1], guid="n", link="https://ledger.example/n")
    await room.poll("reel-ledger", told)
    (post,) = await room.stories()
    assert [also.outlet for also in post.also] == ["Reel Ledger"]


async def test_an_old_entry_that_comes_to_bargaining_by_an_edit_is_stored_and_not_posted(room: Newsroom) -> None:
    await room.poll("lantern", raw("A long night in Sherman Oaks", "The lights stay on.", guid="n"))
    room.clock.forward(hours=8 * 24)
    await room.poll("lantern", raw(*TALKS, guid="n"))
    assert await room.due() == []


async def test_what_the_first_poll_saw_is_not_posted_for_an_edit(room: Newsroom) -> None:
    await room.poll("lantern", raw("A long night in Sherman Oaks", "The lights stay on.", guid="n"), first=True)
    await room.poll("lantern", raw(*TALKS, guid="n"))
    assert await room.due() == []

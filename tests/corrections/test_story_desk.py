"""Stories split, joined and taken back: everywhere in their own server and nowhere else, on both engines."""

from __future__ import annotations

from datetime import timedelta

from bot.models.posts import FoldPost, OfficialNotice, StoryJoined, StoryPost, StoryRetracted
from bot.models.servers import Server
from bot.storage import deliveries, digests, feeds, follows, retention, servers, story_posts
from bot.storage.database import Database
from tests.corrections.servers_told import (
    ACTOR,
    APART,
    GUILDS,
    LEDGER,
    ONE,
    OTHER,
    PICKET,
    TALKS,
    TOGETHER,
    Two,
    refused,
)
from tests.services.fakes import START
from tests.services.newsroom import EVENTS, GUILD, Newsroom, raw


async def test_a_report_that_is_split_off_gets_a_post_and_the_old_one_loses_it(db: Database) -> None:
    two = await Two.open(db)
    await two.split()
    (new,) = await two.newsroom.stories()
    assert (new.lead.outlet, new.also) == ("Reel Ledger", ())
    old = await two.shown(1)
    assert isinstance(old, StoryPost)
    assert (old.lead.outlet, old.also) == ("The Lantern", ())
    assert await two.trail() == ["story split"]


async def test_a_split_holds_in_lists_digests_searches_and_counts_of_its_server_only(db: Database) -> None:
    two = await Two.open(db)
    await two.split()
    assert await two.seen() == sorted(APART)
    assert await two.digest() == sorted(APART)
    assert (await two.searches.search(GUILD, "Friday")).count == 2
    assert (await two.issues.summary(GUILD, "pay")).counts.stories == 2
    assert await two.seen(OTHER) == await two.digest(OTHER) == sorted(TOGETHER)
    assert (await two.searches.search(OTHER, "Friday")).count == 1
    assert (await two.issues.summary(OTHER, "pay")).counts.stories == 1
    other = await two.shown(1, OTHER)
    assert isinstance(other, StoryPost)
    assert len(other.also) == 1
    assert await two.trail(OTHER) == []


async def test_further_reports_go_to_the_story_that_was_left(db: Database) -> None:
    two = await Two.open(db)
    await two.split()
    await two.newsroom.send_all()
    await two.newsroom.poll("guild-site", raw(*EVENTS[0], guid="g", link=GUILDS))
    assert await two.seen() == sorted([(EVENTS[3][0], 1), (EVENTS[0][0], 1), (EVENTS[0][0], 2)])
    old, new = await two.shown(1), await two.shown(3)
    assert isinstance(old, StoryPost)
    assert isinstance(new, StoryPost)
    assert ({old.lead.outlet, *(t.outlet for t in old.also)}, new.also) == ({"Writers Guild", "The Lantern"}, ())


async def test_a_headline_that_changes_edits_the_post_of_the_report_that_was_split_off(db: Database) -> None:
    two = await Two.open(db)
    await two.split()
    await two.newsroom.send_all()
    two.newsroom.clock.forward(minutes=20)
    changed = "WGA and AMPTP move talks to Monday"
    await two.newsroom.poll("reel-ledger", raw(changed, EVENTS[0][1], guid="r", link=LEDGER))
    new = await two.shown(3)
    assert isinstance(new, StoryPost)
    assert (new.lead.title, new.earlier_headline) == (changed, EVENTS[0][0])


async def test_the_same_split_again_posts_and_notes_nothing(db: Database) -> None:
    two = await Two.open(db)
    plan = await two.desk.plan_split(GUILD, LEDGER)
    for _ in range(2):
        await two.desk.split(GUILD, plan.entry_id, plan.story.story_id, actor_id=ACTOR)
    assert len(await two.newsroom.stories()) == 1
    assert await two.trail() == ["story split"]


async def test_a_story_that_was_not_posted_is_split_without_a_post(db: Database) -> None:
    newsroom = await Newsroom.open(db, setup=False)
    async with db.transaction() as conn:
        await servers.save(conn, Server(GUILD, 10, 11, setup_at=START))
        await feeds.follow(conn, GUILD, [feed.id for feed in newsroom.feeds.values()])
    await newsroom.poll("lantern", raw(*EVENTS[0], link=TALKS), first=True)
    await newsroom.poll("reel-ledger", raw(*EVENTS[0], guid="r", link=LEDGER), first=True)
    two = Two(newsroom)
    await two.split()
    assert await newsroom.due() == []
    assert await two.seen() == [(EVENTS[0][0], 1), (EVENTS[0][0], 1)]


async def test_tags_that_were_taken_off_stay_off_both_parts(db: Database) -> None:
    two = await Two.open(db)
    await two.tags.wrong_tag(GUILD, actor_id=ACTOR, link=TALKS, issue="pay")
    await two.split()
    assert await two.seen(issue="pay") == []
    assert len(await two.seen(issue="ai")) == 3


async def test_joined_stories_are_one_and_the_later_post_says_where(db: Database) -> None:
    two = await Two.open(db)
    await two.join(PICKET, TALKS)
    assert await two.digest() == ONE
    kept, dropped = await two.shown(1), await two.shown(2)
    assert isinstance(kept, StoryPost)
    assert len(kept.also) == 1  # an outlet counts once
    assert dropped == StoryJoined(2, EVENTS[0][0], await two.post_link(1))
    assert await two.newsroom.due() == []
    assert await two.seen(OTHER) == sorted(TOGETHER)


async def test_further_reports_of_a_joined_story_edit_the_kept_post_and_make_no_message(db: Database) -> None:
    two = await Two.open(db)
    await two.join()
    await two.newsroom.send_all()
    two.newsroom.clock.forward(minutes=20)
    await two.newsroom.poll("reel-ledger", raw(*EVENTS[3], guid="p", link="https://ledger.example/picket"))
    assert await two.newsroom.due() == []
    assert await two.shown(2) == StoryJoined(2, EVENTS[0][0], await two.post_link(1))
    async with db.reading() as conn:
        told = await digests.told_between(conn, GUILD, START - timedelta(days=1), two.newsroom.clock.now())
    assert [len(story.entries) for story in told] == [4]


async def test_the_story_with_a_post_is_kept_before_one_without(db: Database) -> None:
    two = await Two.open(db, sent=False)
    plan = await two.desk.plan_join(GUILD, TALKS, PICKET)
    assert (plan.into.story_id, plan.story.story_id) == (1, 2)
    async with db.transaction() as conn:
        await story_posts.forget(conn, GUILD, [1])
    plan = await two.desk.plan_join(GUILD, TALKS, PICKET)
    assert (plan.into.story_id, plan.story.story_id) == (2, 1)


async def test_a_post_that_was_not_sent_yet_is_withdrawn_by_a_join(db: Database) -> None:
    two = await Two.open(db, sent=False)
    await two.join()
    assert len(await two.newsroom.stories()) == 1


async def test_stories_joined_in_turn_are_all_told_as_the_last(db: Database) -> None:
    two = await Two.open(db)
    await two.split()
    await two.newsroom.send_all()
    await two.join(LEDGER, PICKET)  # the split report into the picket
    await two.join(TALKS, PICKET)
    assert await two.digest() == ONE


async def test_a_split_is_undone_by_a_join_and_a_join_by_taking_apart(db: Database) -> None:
    two = await Two.open(db)
    await two.split()
    await two.newsroom.send_all()
    await two.join(TALKS, LEDGER)
    assert await two.seen() == sorted(TOGETHER)
    await two.newsroom.send_all()
    await two.join()
    await two.newsroom.send_all()
    await two.desk.part(GUILD, TALKS, PICKET, actor_id=ACTOR)
    assert await two.seen() == sorted(TOGETHER)
    picket = await two.shown(2)
    assert isinstance(picket, StoryPost)
    assert await two.newsroom.due() == []
    assert (await two.trail())[0] == "story join undone"


async def test_a_join_twice_or_with_itself_is_told(db: Database) -> None:
    two = await Two.open(db)
    plan = await two.desk.plan_join(GUILD, TALKS, PICKET)
    for _ in range(2):
        await two.desk.join(GUILD, plan.story.story_id, plan.into.story_id, actor_id=ACTOR)
    assert await two.trail() == ["story join"]
    assert await refused(two.desk.plan_join(GUILD, TALKS, PICKET)) == "join_same"
    assert await refused(two.desk.plan_join(GUILD, TALKS, LEDGER)) == "join_same"
    await two.desk.part(GUILD, TALKS, PICKET, actor_id=ACTOR)
    assert await refused(two.desk.part(GUILD, TALKS, PICKET, actor_id=ACTOR)) == "not_joined"


async def test_a_retracted_story_is_gone_from_everything_of_its_server(db: Database) -> None:
    two = await Two.open(db)
    await two.retract()
    left = [(EVENTS[3][0], 1)]
    assert await two.seen() == await two.digest() == left
    assert (await two.searches.search(GUILD, "Friday")).count == 0
    assert (await two.issues.summary(GUILD, "pay")).counts.stories == 0
    assert await two.shown(1) == StoryRetracted(1, two.newsroom.clock.now())
    assert await two.seen(OTHER) == sorted(TOGETHER)
    assert isinstance(await two.shown(1, OTHER), StoryPost)


async def test_nothing_more_of_a_retracted_story_is_posted(db: Database) -> None:
    two = await Two.open(db)
    await two.newsroom.send_all()
    await two.retract()
    await two.newsroom.send_all()
    two.newsroom.clock.forward(minutes=20)
    await two.newsroom.poll("guild-site", raw(*EVENTS[0], guid="g", link=GUILDS))
    assert await two.newsroom.due() == []
    assert isinstance(await two.shown(1), StoryRetracted)
    assert isinstance(await two.shown(1, OTHER), StoryPost)


async def test_a_notice_that_it_became_official_is_taken_back_with_its_story(db: Database) -> None:
    two = await Two.open(db)
    await two.newsroom.poll("guild-site", raw(*EVENTS[0], guid="g", link=GUILDS))
    await two.newsroom.send_all()
    await two.retract()
    async with db.reading() as conn:
        (notice,) = await deliveries.with_key(conn, f"official:{GUILD}:1")
        newest = await deliveries.newest_edit(conn, notice.id)
    assert isinstance(notice.post, OfficialNotice)
    assert newest is not None
    assert isinstance(newest.post, StoryRetracted)


async def test_a_post_that_was_not_sent_yet_is_never_sent_once_it_is_retracted(db: Database) -> None:
    two = await Two.open(db, sent=False)
    await two.retract()
    assert [post.story_id for post in await two.newsroom.stories()] == [2]
    assert await two.desk.restore(GUILD, TALKS, actor_id=ACTOR)
    assert sorted(post.story_id for post in await two.newsroom.stories()) == [1, 2]


async def test_a_retraction_is_undone_in_the_same_message(db: Database) -> None:
    two = await Two.open(db)
    before = await two.shown(1)
    link = await two.post_link(1)
    await two.retract()
    await two.newsroom.send_all()
    await two.desk.restore(GUILD, link, actor_id=ACTOR)
    assert await two.shown(1) == before
    assert await two.newsroom.due() == []
    assert await two.seen() == sorted(TOGETHER)
    assert await two.trail() == ["story retract undone", "story retract"]
    assert await refused(two.desk.restore(GUILD, link, actor_id=ACTOR)) == "not_retracted"


async def test_a_line_of_a_fold_goes_and_the_last_one_says_that_it_was_taken_back(db: Database) -> None:
    two = await Two.open(db, cap=0)
    await two.retract()
    fold = await two.shown(2)
    assert isinstance(fold, FoldPost)
    assert [story.story_id for story in fold.stories] == [2]
    await two.newsroom.send_all()
    await two.retract(PICKET)
    assert isinstance(await two.shown(2), StoryRetracted)
    await two.newsroom.send_all()
    await two.desk.restore(GUILD, TALKS, actor_id=ACTOR)
    fold = await two.shown(1)
    assert isinstance(fold, FoldPost)
    assert [story.story_id for story in fold.stories] == [1]


async def test_why_of_a_joined_post_explains_the_kept_story_and_of_a_retracted_one_says_so(db: Database) -> None:
    two = await Two.open(db)
    link = await two.post_link(2)
    await two.join()
    (found,) = await two.why.why(GUILD, link)
    assert found.headline == EVENTS[0][0]
    await two.retract()
    assert await refused(two.why.why(GUILD, link)) == "story_retracted"


async def test_decisions_of_two_moderators_at_once_do_not_mix(db: Database) -> None:
    two = await Two.open(db)
    split, join = await two.desk.plan_split(GUILD, LEDGER), await two.desk.plan_join(GUILD, TALKS, PICKET)
    retraction = await two.desk.plan_retraction(GUILD, PICKET)
    await two.desk.join(GUILD, join.story.story_id, join.into.story_id, actor_id=1)
    assert await refused(two.desk.retract(GUILD, retraction.story.story_id, actor_id=2)) == "story_changed"
    await two.desk.split(GUILD, split.entry_id, split.story.story_id, actor_id=2)  # it is still in that story
    assert await refused(two.desk.split(GUILD, 2, 2, actor_id=2)) == "story_changed"  # joined to another meanwhile
    await two.retract()
    assert await refused(two.desk.join(GUILD, 3, 1, actor_id=2)) == "story_changed"
    assert await refused(two.desk.retract(GUILD, 1, actor_id=2)) == "story_retracted"


async def test_what_cannot_be_done_is_told(db: Database) -> None:
    two = await Two.open(db)
    desk = two.desk
    assert await refused(desk.plan_split(GUILD, PICKET)) == "split_alone"
    assert await refused(desk.plan_split(GUILD, await two.post_link(1))) == "split_needs_report"
    assert await refused(desk.plan_split(GUILD, "talks")) == "link_unclear"
    assert await refused(desk.plan_split(GUILD, "report:999")) == "report_unknown"
    assert await refused(desk.plan_retraction(GUILD, "https://lantern.example/none")) == "report_unknown"
    assert await refused(desk.plan_retraction(GUILD, "story:999")) == "story_unknown"
    assert await refused(desk.plan_retraction(GUILD, await two.post_link(1, OTHER))) == "post_unknown"
    assert await refused(desk.plan_retraction(9, TALKS)) == "not_set_up"
    await two.newsroom.poll("lantern", raw("A quiet harbour film wins", link="https://lantern.example/h"))
    assert await refused(desk.plan_retraction(GUILD, "https://lantern.example/h")) == "report_no_story"


async def test_a_fold_names_several_stories_so_one_must_be_chosen(db: Database) -> None:
    two = await Two.open(db, cap=0)
    assert await refused(two.desk.plan_retraction(GUILD, await two.post_link(1))) == "story_many"


async def test_stories_of_feeds_that_a_server_does_not_follow_cannot_be_named(db: Database) -> None:
    two = await Two.open(db)
    async with db.transaction() as conn:
        await follows.unfollow(conn, GUILD, two.newsroom.feeds["lantern"].id)
    assert await refused(two.desk.plan_retraction(GUILD, "story:2")) == "story_unknown"
    assert await refused(two.desk.plan_split(GUILD, "report:2")) == "report_unknown"
    assert await two.choices.stories(GUILD, "picket") == []


async def test_choices_are_found_by_words_or_by_the_link_of_a_post(db: Database) -> None:
    two = await Two.open(db)
    assert await two.choices.stories(GUILD, "voice") == [("story:2", f"The Lantern: {EVENTS[3][0]}")]
    by_post = await two.choices.reports(GUILD, await two.post_link(1))
    assert [name for _, name in by_post] == [f"The Lantern: {EVENTS[0][0]}", f"Reel Ledger: {EVENTS[0][0]}"]
    assert await two.choices.reports(GUILD, "voice") == []  # alone in its story
    assert await two.choices.reports(GUILD, "https://nowhere.example/x") == []
    plan = await two.desk.plan_split(GUILD, by_post[1][0])
    assert plan.outlet == "Reel Ledger"


async def test_a_split_story_is_kept_as_long_as_its_report(db: Database) -> None:
    two = await Two.open(db)
    await two.split()
    later = START + timedelta(days=400)
    async with db.transaction() as conn:
        assert await retention.delete_stories(conn, before=later, limit=10) == 0
        await retention.delete_entries(conn, before=later, posted_since=later, limit=10)
        assert await retention.delete_stories(conn, before=later, limit=10) == 3

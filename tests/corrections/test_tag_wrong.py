"""Tags that moderators took off: everywhere in their own server and nowhere else, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.archive.service import ArchiveService
from bot.corrections.service import CorrectionService
from bot.corrections.why import WhyService
from bot.delivery.composer import compose
from bot.delivery.planner import Planner
from bot.delivery.routing import postable
from bot.errors import UserError
from bot.issues.service import IssueService
from bot.models.posts import StoryPost
from bot.models.servers import Server
from bot.models.services import IssueName
from bot.storage import audit, deliveries, digests, feeds, routes, servers, story_posts
from bot.storage.database import Database
from tests.services.fakes import START
from tests.services.newsroom import EVENTS, GUILD, OUTLETS, TAXONOMY, Newsroom, raw

OTHER, ACTOR = 2, 77
LINK = "https://lantern.example/talks"
ISSUES = tuple(IssueName(issue.id, issue.name) for issue in TAXONOMY.issues)


class Two:
    """Two servers that were told the same story."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        db, clock = newsroom.db, newsroom.clock
        planner = Planner(outlets=OUTLETS)
        self.corrections = CorrectionService(db=db, planner=planner, clock=clock, issues=ISSUES, wake=lambda: None)
        self.archive = ArchiveService(db=db, clock=clock, outlets=OUTLETS, issues=ISSUES)
        self.why = WhyService(db=db, archive=self.archive, outlets=OUTLETS)
        self.issues = IssueService(db=db, clock=clock, outlets=OUTLETS, issues=ISSUES)

    @classmethod
    async def open(cls, db: Database) -> Two:
        newsroom = await Newsroom.open(db)
        async with db.transaction() as conn:
            await servers.save(conn, Server(OTHER, 20, 21, setup_at=START))
            await feeds.follow(conn, OTHER, [feed.id for feed in newsroom.feeds.values()])
        await newsroom.poll("lantern", raw(*EVENTS[0], link=LINK))
        return cls(newsroom)

    async def wrong(self, issue: str = "pay", *, undo: bool = False, link: str = LINK) -> None:
        await self.corrections.wrong_tag(GUILD, actor_id=ACTOR, link=link, issue=issue, undo=undo)

    async def shown(self, guild_id: int) -> tuple[str, ...]:
        """The issues of the story's post as it is, or soon will be, in the channel."""
        async with self.newsroom.db.reading() as conn:
            posted = await story_posts.get(conn, guild_id, 1)
            assert posted is not None
            newest = await deliveries.newest_edit(conn, posted.delivery_id)
            newest = newest or await deliveries.get(conn, posted.delivery_id)
        assert newest is not None
        assert isinstance(newest.post, StoryPost)
        return newest.post.issues

    async def latest(self, guild_id: int, issue: str | None = None) -> list[StoryPost]:
        page = await self.archive.latest(guild_id, issue=issue, outlet=None, page=0, as_of=None)
        return list(page.stories)

    async def trail(self, guild_id: int = GUILD) -> list[str]:
        async with self.newsroom.db.reading() as conn:
            return [line.action for line in await audit.latest(conn, guild_id, 10)]

    async def refused(self, **given: str) -> str:
        with pytest.raises(UserError) as told:
            await self.wrong(**given)  # type: ignore[arg-type]
        return told.value.key


async def test_the_pending_post_loses_the_tag_in_this_server_only(db: Database) -> None:
    two = await Two.open(db)
    await two.wrong()
    assert "pay" not in await two.shown(GUILD)
    assert "ai" in await two.shown(GUILD)
    assert "pay" in await two.shown(OTHER)


async def test_a_sent_post_is_edited_and_no_new_message_is_made(db: Database) -> None:
    two = await Two.open(db)
    await two.newsroom.send_all()
    await two.wrong()
    assert "pay" not in await two.shown(GUILD)
    assert await two.newsroom.due() == []
    (edit,) = await two.newsroom.send_all()
    assert (edit.guild_id, edit.target_id is not None) == (GUILD, True)


async def test_lists_and_summaries_of_this_server_leave_the_tag_out(db: Database) -> None:
    two = await Two.open(db)
    await two.wrong()
    assert await two.latest(GUILD, "pay") == []
    assert ["pay" in story.issues for story in await two.latest(GUILD)] == [False]
    assert ["pay" in story.issues for story in await two.latest(OTHER, "pay")] == [True]
    mine, others = [await two.issues.summary(guild_id, "pay") for guild_id in (GUILD, OTHER)]
    assert (mine.counts.stories, mine.stories, mine.last) == (0, (), None)
    assert (others.counts.stories, len(others.stories)) == (1, 1)
    counts = {line.issue.id: line.counts.stories for line in (await two.issues.overview(GUILD)).lines}
    assert (counts["pay"], counts["ai"]) == (0, 1)


async def test_routes_and_digests_go_by_the_corrected_tags(db: Database) -> None:
    two = await Two.open(db)
    await two.wrong()
    async with db.reading() as conn:
        rules = {}
        for guild_id in (GUILD, OTHER):
            server = await servers.get(conn, guild_id)
            assert server is not None
            rules |= await routes.rules_for(conn, [server])
        (story,) = await digests.told_between(conn, GUILD, START - timedelta(days=1), two.newsroom.clock.now())
    for guild_id, tagged in ((GUILD, False), (OTHER, True)):
        told = postable(story, rules[guild_id], OUTLETS)
        assert told is not None
        assert ("pay" in compose(told, OUTLETS).issues) is tagged


async def test_a_later_telling_does_not_bring_the_tag_back(db: Database) -> None:
    two = await Two.open(db)
    await two.newsroom.send_all()
    await two.wrong()
    await two.newsroom.poll("guild-site", raw(*EVENTS[0], guid="g", link="https://guild.example/talks"))
    (story,) = await two.latest(GUILD)
    assert len(story.also) == 1
    assert "pay" not in story.issues
    assert "pay" not in await two.shown(GUILD)


async def test_undo_puts_the_tag_back_everywhere(db: Database) -> None:
    two = await Two.open(db)
    before = await two.shown(GUILD)
    await two.wrong()
    await two.wrong(undo=True)
    assert await two.shown(GUILD) == before
    assert len(await two.latest(GUILD, "pay")) == 1
    assert await two.trail() == ["tag wrong undone", "tag wrong"]


async def test_the_same_again_is_one_change_and_one_line_of_the_trail(db: Database) -> None:
    two = await Two.open(db)
    await two.newsroom.send_all()
    await two.wrong()
    await two.wrong()
    assert await two.trail() == ["tag wrong"]
    assert await two.trail(OTHER) == []
    assert len(await two.newsroom.send_all()) == 1


async def test_why_says_that_a_moderator_took_it_off(db: Database) -> None:
    two = await Two.open(db)
    await two.newsroom.send_all()
    await two.wrong()
    async with db.reading() as conn:
        posted = await story_posts.get(conn, GUILD, 1)
    assert posted is not None
    by_report, by_post = await two.why.why(GUILD, LINK), await two.archive.why(GUILD, posted.delivery_id)
    for (found,) in (by_report, by_post):
        assert found.taken_off == ("pay",)
        assert "pay" not in {tag.issue for tag in found.tags}
    (others,) = await two.why.why(OTHER, LINK)
    assert others.taken_off == ()


async def test_what_cannot_be_corrected_is_told(db: Database) -> None:
    two = await Two.open(db)
    assert await two.refused(issue="nonsense") == "unknown_issue"
    assert await two.refused(issue="safety") == "tag_absent"
    assert await two.refused(link="talks") == "link_unclear"
    assert await two.refused(link="https://lantern.example/none") == "report_unknown"
    assert await two.refused(link="https://discord.com/channels/1/2/3") == "post_unknown"
    with pytest.raises(UserError) as told:
        await two.corrections.wrong_tag(9, actor_id=ACTOR, link=LINK, issue="pay")
    assert told.value.key == "not_set_up"

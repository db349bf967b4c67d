"""Decides what each server is told of a story that is new or has changed, and puts it into the outbox, inside the caller's transaction.

new to the server:   a post of its own in the place that the server's routes say; over the hour's cap, or in a feed's flood,
                     a line in one folded message there; nothing where the server muted it
in quiet hours:      all that is new waits for their end, a few stories as posts, the rest folded; edits notify nobody and do not wait
known to the server: the pending post is replaced; a sent one gets an edit, at least ten minutes after the last
reported -> official: the edit, and one short new message
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.composer import EDIT_PAUSE, HEADLINE_EDITS, as_read, compose, is_official, visible
from bot.delivery.edits import show
from bot.delivery.ids import new_id
from bot.delivery.limits import fold_fits
from bot.delivery.quiet import quiet_until
from bot.delivery.routing import place_of, postable, shown
from bot.models.news import Story
from bot.models.posts import Delivery, DeliveryState, FoldPost, OfficialNotice, Post, StoryPost
from bot.models.registry import Dispute, Outlet
from bot.models.routing import Place, Rules
from bot.models.servers import Server
from bot.storage import deliveries, feeds, routes, servers, stories, story_posts
from bot.storage.database import Connection
from bot.storage.story_posts import StoryPosted

HOUR = timedelta(hours=1)
FEW = 3  # stories that wait for the end of quiet hours to be posted one by one; more are folded


@dataclass(frozen=True, slots=True)
class StoryChange:
    """What one poll did to a story. `flood`: the feed brought so many at once that this one is folded."""

    story_id: int
    news: bool  # a telling was added that may be announced
    headline: bool = False  # a telling's headline changed
    flood: bool = False


@dataclass(frozen=True, slots=True)
class Audience:
    """A server with what decides its posts: its rules, and the feeds it follows."""

    server: Server
    rules: Rules
    followed: frozenset[int]

    @property
    def home(self) -> Place:
        """Where stories go that no route takes."""
        assert self.server.news_channel_id is not None  # noqa: S101 - Server.ready says so
        return Place(self.server.news_channel_id)


class Planner:
    """Plans posts for all servers that follow the feed that was polled."""

    def __init__(self, *, outlets: Mapping[str, Outlet], disputes: Sequence[Dispute] = ()) -> None:
        self._outlets, self._disputes = outlets, disputes

    async def plan(self, conn: Connection, changes: Sequence[StoryChange], *, feed_id: int, now: datetime) -> None:
        """Enqueue what follows from the changes that a poll of this feed made. Raises StorageBusy."""
        if not changes:
            return
        following = await feeds.followed_by(conn, await feeds.followers(conn, feed_id))
        changed = [change.story_id for change in changes]
        told, posted = await stories.get_many(conn, changed), await story_posts.of_stories(conn, changed)
        to = [server for server in await servers.ready(conn) if server.guild_id in following]
        rules = await routes.rules_for(conn, to)
        for server in to:
            audience = Audience(server, rules[server.guild_id], following[server.guild_id])
            for change in changes:
                story = visible(told[change.story_id], audience.followed)
                if story is not None:
                    before = posted.get((server.guild_id, story.id))
                    await self._plan_for(conn, audience, story, before, change, now)

    async def correct(self, conn: Connection, server: Server, story_id: int, now: datetime) -> None:
        """Edit the server's post of a story that its moderators corrected; nothing where it has none. Raises StorageBusy."""
        followed = (await feeds.followed_by(conn, [server.guild_id])).get(server.guild_id, frozenset())
        told, posted = await stories.get(conn, story_id), await story_posts.get(conn, server.guild_id, story_id)
        story = visible(told, followed) if told is not None else None
        if story is None or posted is None:
            return
        audience = Audience(server, (await routes.rules_for(conn, [server]))[server.guild_id], followed)
        await self._refresh(conn, audience, story, posted, StoryChange(story_id, news=False), now)

    async def _plan_for(
        self,
        conn: Connection,
        audience: Audience,
        story: Story,
        posted: StoryPosted | None,
        change: StoryChange,
        now: datetime,
    ) -> None:
        if posted is not None:
            await self._refresh(conn, audience, story, posted, change, now)
        elif change.news and (told := postable(story, audience.rules, self._outlets)) is not None:
            place = place_of(told, audience.rules.routes, self._disputes, audience.home)
            await self._post(conn, audience, told, place, now, fold=change.flood)

    async def _post(
        self, conn: Connection, audience: Audience, story: Story, place: Place, now: datetime, *, fold: bool
    ) -> None:
        post, due_at = self._compose(audience, story), due(audience.server, now)
        recent = await deliveries.count_recent(conn, place.channel_id, "story_post", due_at - HOUR)
        cap = audience.server.hourly_cap
        if fold or recent >= (cap if due_at == now else min(cap, FEW)):
            await self._fold(conn, audience, [post], place, now)
            return
        delivery = self._delivery(audience.server, post, place, now)
        await deliveries.add(conn, delivery, now)
        await story_posts.add(conn, audience.server.guild_id, story.id, delivery.id, folded=False)

    async def fold(
        self, conn: Connection, server: Server, posts: Sequence[StoryPost], place: Place, now: datetime
    ) -> None:
        """Tell the stories as lines of the hour's folded message in the place, or of another where that one is full."""
        rules = await routes.rules_for(conn, [server])
        followed = await feeds.followed_by(conn, [server.guild_id])
        audience = Audience(server, rules[server.guild_id], followed.get(server.guild_id, frozenset()))
        await self._fold(conn, audience, posts, place, now)

    async def _fold(
        self, conn: Connection, audience: Audience, posts: Sequence[StoryPost], place: Place, now: datetime
    ) -> None:
        guild_id, due_at = audience.server.guild_id, due(audience.server, now)
        for post in posts:
            open_fold = await deliveries.latest_of_kind(conn, place.channel_id, "fold_post", due_at - HOUR)
            grown = None
            if open_fold is not None:
                grown = FoldPost((*(await self._folded(conn, audience, open_fold.id)).stories, post))
            if open_fold is None or grown is None or not fold_fits(grown):
                delivery = self._delivery(audience.server, FoldPost((post,)), place, now)
                await deliveries.add(conn, delivery, now)
                await story_posts.add(conn, guild_id, post.story_id, delivery.id, folded=True)
                continue
            await story_posts.add(conn, guild_id, post.story_id, open_fold.id, folded=True)
            await show(conn, open_fold, grown, due_at=now, now=now)

    async def _refresh(
        self,
        conn: Connection,
        audience: Audience,
        story: Story,
        posted: StoryPosted,
        change: StoryChange,
        now: datetime,
    ) -> None:
        if change.headline and not change.news and posted.headline_edits >= HEADLINE_EDITS:
            return
        delivery = await deliveries.get(conn, posted.delivery_id)
        told = shown(story, audience.rules, self._outlets)
        if delivery is None or delivery.state in (DeliveryState.FAILED, DeliveryState.CANCELLED) or told is None:
            return
        before = await self._shown(conn, delivery)
        after: StoryPost | FoldPost
        if posted.folded:
            after = await self._folded(conn, audience, delivery.id)
            if not fold_fits(after):
                return  # a line grew past the limit: the message stays as it is, /news latest has the rest
        else:
            sent = delivery.state is DeliveryState.SENT
            after = self._compose(audience, told, posted_at=delivery.due_at if sent else None)
        if as_read(before) == as_read(after):
            return
        due_at = max(now, posted.last_edit_at + EDIT_PAUSE) if posted.last_edit_at else now
        await show(conn, delivery, after, due_at=due_at, now=now)
        await story_posts.edited(conn, delivery.guild_id, story.id, headline=change.headline, at=due_at)
        was, is_now = _of_story(before, story.id), _of_story(after, story.id)
        if delivery.state is DeliveryState.SENT and is_now and is_official(is_now) and not (was and is_official(was)):
            await self._announce_official(conn, audience.server, delivery, is_now, was, now)

    async def _shown(self, conn: Connection, delivery: Delivery) -> Post:
        newest = await deliveries.newest_edit(conn, delivery.id)
        return newest.post if newest is not None else delivery.post

    async def _folded(self, conn: Connection, audience: Audience, delivery_id: str) -> FoldPost:
        ids = await story_posts.stories_of_delivery(conn, delivery_id)
        told = await stories.get_many(conn, ids)
        seen = [visible(told[story_id], audience.followed) for story_id in ids]
        kept = [shown(story, audience.rules, self._outlets) for story in seen if story is not None]
        return FoldPost(tuple(self._compose(audience, story) for story in kept if story is not None))

    async def _announce_official(
        self,
        conn: Connection,
        server: Server,
        delivery: Delivery,
        post: StoryPost,
        was: StoryPost | None,
        now: datetime,
    ) -> None:
        place, link = Place(delivery.channel_id), ""
        if delivery.message_id is not None:
            if delivery.forum:
                place = Place(delivery.message_id)  # the story's own thread has the number of its first message
            link = f"https://discord.com/channels/{delivery.guild_id}/{place.channel_id}/{delivery.message_id}"
        notice = OfficialNotice(
            story_id=post.story_id, official=post.lead, headline=was.lead.title if was else post.lead.title, link=link
        )
        key = f"official:{server.guild_id}:{post.story_id}"
        await deliveries.add(conn, self._delivery(server, notice, place, now, key=key), now)

    def _compose(self, audience: Audience, story: Story, *, posted_at: datetime | None = None) -> StoryPost:
        return compose(story, self._outlets, posted_at=posted_at, free_lead=audience.rules.hide_paywalled)

    def _delivery(self, server: Server, post: Post, place: Place, now: datetime, *, key: str | None = None) -> Delivery:
        return Delivery(
            id=new_id(),
            guild_id=server.guild_id,
            channel_id=place.channel_id,
            post=post,
            due_at=due(server, now),
            silent=server.silent,
            forum=place.forum,
            key=key,
        )


def due(server: Server, now: datetime) -> datetime:
    """When news of now is posted: at once, or at the end of the server's quiet hours."""
    return quiet_until(server, now) or now


def _of_story(post: Post, story_id: int) -> StoryPost | None:
    shown = post.stories if isinstance(post, FoldPost) else (post,)
    return next((p for p in shown if isinstance(p, StoryPost) and p.story_id == story_id), None)

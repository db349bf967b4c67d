"""Decides what each server is told of a story that is new or has changed, and puts it into the outbox, inside the caller's transaction.

new to the server:   a post of its own in the place that the server's routes say; over the hour's cap, or in a feed's flood,
                     a line in one folded message there; nothing where the server muted it
in quiet hours:      all that is new waits for their end, a few stories as posts, the rest folded; edits notify nobody and do not wait
known to the server: the pending post is replaced; a sent one gets an edit, at least ten minutes after the last
reported -> official: the edit, and one short new message
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.announcements.localtime import wall_of
from bot.delivery.audience import Audience, audience_of, due
from bot.delivery.composer import EDIT_PAUSE, HEADLINE_EDITS, as_read, compose, is_official, narrowed, visible
from bot.delivery.edits import message_link, show, shown_by, take_back
from bot.delivery.ids import new_id
from bot.delivery.limits import fold_fits
from bot.delivery.routing import place_of, postable, shown
from bot.models.news import Story
from bot.models.posts import Delivery, DeliveryState, FoldPost, OfficialNotice, Post, StoryPost
from bot.models.registry import Dispute, Outlet
from bot.models.routing import Place
from bot.models.servers import Server
from bot.personal.follows import subjects_of
from bot.storage import deliveries, feeds, ping_roles, routes, servers, sight, stories, story_posts
from bot.storage.database import Connection
from bot.storage.story_posts import StoryPosted

HOUR = timedelta(hours=1)
_NEVER_SHOWN = (DeliveryState.FAILED, DeliveryState.CANCELLED)
PINGS = 5  # times a day that a role is notified
FEW = 3  # stories that wait for the end of quiet hours to be posted one by one; more are folded


@dataclass(frozen=True, slots=True)
class StoryChange:
    """What one poll did to a story. `flood`: the feed brought so many at once that this one is folded."""

    story_id: int
    news: bool  # a telling was added that may be announced
    headline: bool = False  # a telling's headline changed
    flood: bool = False
    corrected: bool = False  # by moderators: edited at once, and nothing is announced


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
        deciding = await sight.deciding(conn, following.keys(), changed)
        for server in to:
            audience = Audience(server, rules[server.guild_id], following[server.guild_id])
            for change in changes:
                if server.guild_id in deciding:
                    await self._plan_decided(conn, audience, change, now)
                elif (story := visible(told[change.story_id], audience.followed)) is not None:
                    before = posted.get((server.guild_id, story.id))
                    await self._plan_for(conn, audience, story, before, change, now)

    async def _plan_decided(self, conn: Connection, audience: Audience, change: StoryChange, now: datetime) -> None:
        """What is new goes to the story that the server's moderators made of this one; those that they split off may be edited."""
        guild_id = audience.server.guild_id
        seeing = await sight.of(conn, guild_id)
        told_by = await sight.told_by(conn, seeing, change.story_id)
        for story in (await stories.as_told(conn, seeing, told_by, all_of_them=True)).values():
            here = replace(change, story_id=story.id, news=change.news and told_by[story.id])
            await self._plan_for(conn, audience, story, await story_posts.get(conn, guild_id, story.id), here, now)

    async def correct(self, conn: Connection, server: Server, story_id: int, now: datetime) -> None:
        """Edit the server's post of a story that its moderators corrected; nothing where it has none. Raises StorageBusy."""
        posted = await story_posts.get(conn, server.guild_id, story_id)
        story = await self._as_told(conn, server, story_id)
        if story is None or posted is None:
            return
        audience, change = await audience_of(conn, server), StoryChange(story_id, news=False, corrected=True)
        await self._refresh(conn, audience, story, posted, change, now)

    async def post_apart(self, conn: Connection, server: Server, story_id: int, now: datetime) -> bool:
        """Post a story that its moderators made; False where the server's own choices keep it out. Raises StorageBusy."""
        story, audience = await self._as_told(conn, server, story_id), await audience_of(conn, server)
        told = postable(story, audience.rules, self._outlets) if story is not None else None
        if told is None:
            return False
        place = place_of(told, audience.rules.routes, self._disputes, audience.home)
        await self._post(conn, audience, told, place, now, fold=False)
        return True

    async def take_down(self, conn: Connection, server: Server, story_id: int, instead: Post, now: datetime) -> bool:
        """Let the server's post of a story, which is told there no longer, say `instead`; False where it has none.

        A line of a fold goes, unless it is the last. What was not sent yet is withdrawn. Raises StorageBusy.
        """
        posted = await story_posts.get(conn, server.guild_id, story_id)
        delivery = await deliveries.get(conn, posted.delivery_id) if posted is not None else None
        if posted is None or delivery is None or delivery.state in _NEVER_SHOWN:
            return False
        left = await self._folded(conn, await audience_of(conn, server), delivery.id) if posted.folded else None
        if left is not None and left.stories:
            await show(conn, delivery, left, due_at=now, now=now)
        else:
            await take_back(conn, delivery, instead, now)
        return True

    async def put_back(self, conn: Connection, server: Server, story_id: int, now: datetime) -> bool:
        """Let the server's post of a story tell it again after `take_down`; False where it had none. Raises StorageBusy."""
        posted = await story_posts.get(conn, server.guild_id, story_id)
        delivery = await deliveries.get(conn, posted.delivery_id) if posted is not None else None
        if posted is None or delivery is None:
            return False
        if delivery.state in _NEVER_SHOWN:
            await story_posts.forget(conn, server.guild_id, [story_id])
            return await self.post_apart(conn, server, story_id, now)
        await self.correct(conn, server, story_id, now)
        return True

    async def publish(self, conn: Connection, server: Server, story_id: int, now: datetime) -> str | None:
        """Tell the server of a story that its own moderators brought, whatever is muted, capped or folded; its post's delivery.

        A post of its own is edited; where there is none, or only a line of a fold, there is a new one. Raises StorageBusy.
        """
        story, audience = await self._as_told(conn, server, story_id), await audience_of(conn, server)
        if story is None:
            return None
        posted = await story_posts.get(conn, server.guild_id, story_id)
        before = await deliveries.get(conn, posted.delivery_id) if posted is not None else None
        if posted is not None and before is not None and not posted.folded and before.state not in _NEVER_SHOWN:
            at_once = replace(posted, last_edit_at=None)
            await self._refresh(conn, audience, story, at_once, StoryChange(story_id, news=True), now)
            return before.id
        if posted is not None:
            await story_posts.forget(conn, server.guild_id, [story_id])
        place = place_of(story, audience.rules.routes, self._disputes, audience.home)
        return await self._post_alone(conn, audience, story, place, now)

    async def retract(self, conn: Connection, server: Server, story_id: int, said: Post, now: datetime) -> None:
        """A statement of the story was taken back: its post shows what is left of the story, or else `said`. Raises StorageBusy."""
        key = _official_key(server, story_id)
        for notice in await deliveries.with_key(conn, key):
            if notice.key == key and isinstance(notice.post, OfficialNotice) and notice.post.official.statement:
                await take_back(conn, notice, said, now)
        story, audience = await self._as_told(conn, server, story_id), await audience_of(conn, server)
        left = narrowed(story, [each for each in story.entries if each.retracted_at is None]) if story else None
        if left is not None and shown(left, audience.rules, self._outlets) is not None:
            await self.correct(conn, server, story_id, now)
        else:
            await self.take_down(conn, server, story_id, said, now)

    async def _as_told(self, conn: Connection, server: Server, story_id: int) -> Story | None:
        seeing = await sight.of(conn, server.guild_id)
        return (await stories.as_told(conn, seeing, [story_id], all_of_them=True)).get(story_id)

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
        due_at = due(audience.server, now)
        recent = await deliveries.count_recent(conn, place.channel_id, "story_post", due_at - HOUR)
        cap = audience.server.hourly_cap
        if fold or recent >= (cap if due_at == now else min(cap, FEW)):
            await self._fold(conn, audience, [self._compose(audience, story)], place, now)
        else:
            await self._post_alone(conn, audience, story, place, now)

    async def _post_alone(self, conn: Connection, audience: Audience, story: Story, place: Place, now: datetime) -> str:
        """A post of its own; its delivery."""
        post = self._compose(audience, story)
        if audience.server.follow_roles:
            pings = await self._pings(conn, audience.server, story, due(audience.server, now))
            post = replace(post, pings=pings)
        delivery = self._delivery(audience.server, post, place, now)
        await deliveries.add(conn, replace(delivery, silent=delivery.silent and not post.pings), now)
        await story_posts.add(conn, audience.server.guild_id, story.id, delivery.id, folded=False)
        return delivery.id

    async def _pings(self, conn: Connection, server: Server, story: Story, due_at: datetime) -> tuple[int, ...]:
        subjects = subjects_of(story, self._disputes)
        return await ping_roles.take_turns(conn, server.guild_id, subjects, wall_of(due_at, server.zone).date(), PINGS)

    async def fold(
        self, conn: Connection, server: Server, posts: Sequence[StoryPost], place: Place, now: datetime
    ) -> None:
        """Tell the stories as lines of the hour's folded message in the place, or of another where that one is full."""
        await self._fold(conn, await audience_of(conn, server), posts, place, now)

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
        if delivery is None or delivery.state in _NEVER_SHOWN or told is None:
            return
        before = await shown_by(conn, delivery)
        after: StoryPost | FoldPost
        if posted.folded:
            after = await self._folded(conn, audience, delivery.id)
            if not fold_fits(after):
                return  # a line grew past the limit: the message stays as it is, /news latest has the rest
        else:
            sent = delivery.state is DeliveryState.SENT
            after = self._compose(audience, told, posted_at=delivery.due_at if sent else None)
            if isinstance(before, StoryPost):
                after = replace(after, pings=before.pings)
        if as_read(before) == as_read(after):
            return
        due_at = now
        if posted.last_edit_at is not None and not change.corrected:
            due_at = max(now, posted.last_edit_at + EDIT_PAUSE)
        await show(conn, delivery, after, due_at=due_at, now=now)
        await story_posts.edited(conn, delivery.guild_id, story.id, headline=change.headline, at=due_at)
        if change.corrected:
            return  # it was not published just now
        was, is_now = _of_story(before, story.id), _of_story(after, story.id)
        if delivery.state is DeliveryState.SENT and is_now and is_official(is_now) and not (was and is_official(was)):
            await self._announce_official(conn, audience.server, delivery, is_now, was, now)

    async def _folded(self, conn: Connection, audience: Audience, delivery_id: str) -> FoldPost:
        ids = await story_posts.stories_of_delivery(conn, delivery_id)
        seeing = await sight.of(conn, audience.server.guild_id)
        seen = await stories.as_told(conn, seeing, ids, all_of_them=True)
        kept = [shown(story, audience.rules, self._outlets) for story in seen.values()]
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
        place = Place(delivery.channel_id)
        if delivery.forum and delivery.message_id is not None:
            place = Place(delivery.message_id)  # the story's own thread has the number of its first message
        notice = OfficialNotice(
            story_id=post.story_id,
            official=post.lead,
            headline=was.lead.title if was else post.lead.title,
            link=message_link(delivery),
        )
        key = _official_key(server, post.story_id)
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


def _official_key(server: Server, story_id: int) -> str:
    return f"official:{server.guild_id}:{story_id}"


def _of_story(post: Post, story_id: int) -> StoryPost | None:
    shown = post.stories if isinstance(post, FoldPost) else (post,)
    return next((p for p in shown if isinstance(p, StoryPost) and p.story_id == story_id), None)

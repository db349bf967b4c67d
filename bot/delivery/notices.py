"""Messages to the moderators of each server concerned, put into the outbox inside the caller's transaction; each once, by its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.clock import Clock
from bot.delivery.ids import new_id
from bot.delivery.publisher import Refusal
from bot.delivery.quiet import quiet
from bot.models.announcements import AnnouncementCorrection, AnnouncementMissed, AnnouncementPost, AnnouncementRole
from bot.models.approvals import ApprovalCard, ApprovalNotice
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.events import DateEvent, EventRefused
from bot.models.posts import (
    Delivery,
    DeliveryNotice,
    DigestPost,
    FeedNotice,
    FoldPost,
    OfficialNotice,
    PersonalDigest,
    PlaceLost,
    Post,
    RetractedPost,
    SetupProof,
    StepPost,
    StoryJoined,
    StoryPost,
    StoryRetracted,
)
from bot.models.problems import ProblemCard
from bot.models.servers import Server
from bot.models.suggestions import SuggestionCard
from bot.storage import announcement_posts, announcements, date_choices, deliveries, feeds, members, routes, servers
from bot.storage.database import Connection

SUBJECT = 120  # characters of a text that stand for it


async def to_moderators(conn: Connection, to: Iterable[Server], post: Post, *, key: str, now: datetime) -> None:
    """Enqueue `post` for the moderators' channel of each server; a second one with the same key is never stored."""
    for server in to:
        if server.mod_channel_id is not None and server.left_at is None:
            delivery = Delivery(
                id=new_id(),
                guild_id=server.guild_id,
                channel_id=server.mod_channel_id,
                post=post,
                due_at=now,
                silent=quiet(server, now),
                key=f"{key}:{server.guild_id}",
            )
            await deliveries.add(conn, delivery, now)


async def about_feed(conn: Connection, feed_id: int, notice: FeedNotice, *, now: datetime) -> None:
    """Tell the moderators of every server that follows the feed."""
    following = set(await feeds.followers(conn, feed_id))
    to = [server for server in await servers.ready(conn) if server.guild_id in following]
    key = f"feed:{feed_id}:{notice.what}:{notice.since.isoformat()}"
    await to_moderators(conn, to, notice, key=key, now=now)


async def place_lost(conn: Connection, server: Server, channel_id: int, *, now: datetime) -> bool:
    """A channel was deleted: routes to it are passed over, and moderators are asked once for another; whether stories went there."""
    lost = await routes.lose_place(conn, server.guild_id, channel_id, now)
    notes = [PlaceLost(channel_id, Refusal.CHANNEL_GONE.value, each.id, each.kind, each.subject) for each in lost]
    if channel_id == server.news_channel_id:
        notes.append(PlaceLost(channel_id, Refusal.CHANNEL_GONE.value))
    for note in notes:
        await to_moderators(conn, [server], note, key=f"lost:{channel_id}:{note.route}", now=now)
    rules = (await routes.rules_for(conn, [server]))[server.guild_id]
    return bool(notes) or any(route.place.channel_id == channel_id for route in rules.routes)


class GivenUp:
    """Tells a server's moderators that something could not be posted and why; of news once a day and channel, of a series once."""

    def __init__(self, clock: Clock, *, held: Callable[[int, int], None] | None = None) -> None:
        """`held` is told the server and the member whose inbox is closed."""
        self._clock, self._held = clock, held

    async def __call__(self, conn: Connection, delivery: Delivery, refusal: Refusal, _why: str) -> None:
        """Enqueue the notice. A deleted message that was only to be edited is the moderators' own doing: no notice.

        What a member's closed inbox refuses concerns the member alone: it is noted for the member's next command.
        """
        if isinstance(delivery.post, PersonalDigest):
            day = date.fromisoformat(delivery.post.digest.day)
            member = await members.hold(conn, delivery.guild_id, delivery.channel_id, day)
            if member is not None and self._held is not None:
                self._held(delivery.guild_id, member)
            return
        server = await servers.get(conn, delivery.guild_id)
        if server is None or refusal is Refusal.MESSAGE_GONE or delivery.channel_id == server.mod_channel_id:
            return
        now = self._clock.now()
        if isinstance(delivery.post, DateEvent):
            await _event_refused(conn, server, delivery.post, refusal, now)
            return
        news = isinstance(delivery.post, StoryPost | FoldPost | OfficialNotice | DigestPost | SetupProof)
        lost = refusal is Refusal.CHANNEL_GONE and await place_lost(conn, server, delivery.channel_id, now=now)
        if lost and news:
            return
        notice = DeliveryNotice(channel_id=delivery.channel_id, problem=refusal.value, subject=subject(delivery.post))
        # Of news one notice a day tells enough; what a person wrote or set a date for is named each time.
        about = str(now.date()) if news else delivery.id
        if isinstance(delivery.post, AnnouncementPost):
            known = await announcements.get(conn, delivery.guild_id, delivery.post.announcement_id)
            repeated = known is not None and known.turn_at is not None
            notice = replace(notice, written=True, repeated=repeated)
            if known is not None and repeated:
                about = f"series:{known.id}:{await announcement_posts.last_sent(conn, known.id)}"
        await to_moderators(conn, [server], notice, key=f"given-up:{delivery.channel_id}:{refusal}:{about}", now=now)


async def _event_refused(conn: Connection, server: Server, post: DateEvent, refusal: Refusal, now: datetime) -> None:
    """A missing permission is said once for as long as the choice to have events stands, anything else once a date."""
    since = (await date_choices.get(conn, server.guild_id)).events_since
    about = f"{refusal}:{since}" if refusal is Refusal.NO_PERMISSION else f"{refusal}:{post.date_id}"
    notice = EventRefused(post.name, post.kind, refusal.value)
    await to_moderators(conn, [server], notice, key=f"event-refused:{about}", now=now)


def subject(post: Post) -> str:  # noqa: C901, PLR0912 - a line a kind
    """What a post is about, in a few words, for a notice or a log."""
    match post:
        case StoryPost():
            return post.lead.title
        case FoldPost():
            return post.stories[0].lead.title if post.stories else ""
        case OfficialNotice() | StoryJoined():
            return post.headline
        case FeedNotice():
            return post.feed
        case DigestPost():
            return f"digest of {post.day}"
        case PersonalDigest():
            return f"personal digest of {post.digest.day}"
        case DeliveryNotice() | ProblemCard():
            return post.subject
        case (
            DateReminder()
            | DateCancelled()
            | DateMoved()
            | SuggestionCard()
            | DateEvent()
            | EventRefused()
            | StepPost()
        ):
            return post.name
        case AnnouncementPost() | AnnouncementCorrection() | AnnouncementMissed() | AnnouncementRole():
            return post.text[:SUBJECT]
        case ApprovalCard():
            return post.request.text[:SUBJECT]
        case ApprovalNotice():
            return post.text
        case RetractedPost():
            return post.statement.title if post.statement is not None else ""
        case SetupProof() | PlaceLost() | StoryRetracted():
            return ""

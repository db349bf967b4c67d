"""Problems that members report: a card in the moderators' channel, settled with one press. What mends a post is in other services.

Who reports is used to bound how much one person can send, in memory only; the card and the trail do not say it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from bot.clock import Clock
from bot.delivery import edits
from bot.delivery.edits import message_link
from bot.delivery.ids import new_id
from bot.delivery.limits import blank
from bot.delivery.notices import subject, to_moderators
from bot.errors import UserError
from bot.models.posts import Delivery, StoryPost
from bot.models.problems import ProblemCard
from bot.models.servers import AuditLine
from bot.storage import audit, corrections, deliveries, servers, story_posts
from bot.storage.database import Connection, Database

LONGEST = 500  # characters of what a member writes
HOUR = 3600.0
OF_MEMBER, OF_SERVER = 3, 20  # reports an hour
SOMEBODY = 0  # stands in the trail for the member


class ProblemService:
    """Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake
        self._sent: dict[tuple[int, int], deque[float]] = {}  # by server and member; by server under member 0

    async def report(self, guild_id: int, *, member_id: int, message_id: int, text: str) -> None:
        """Tell the moderators. Raises UserError: not_set_up, post_unknown, problem_empty, problem_long, problem_often, problem_many."""
        text = " ".join(text.split())
        if blank(text):
            raise UserError("problem_empty")
        if len(text) > LONGEST:
            raise UserError("problem_long", most=LONGEST)
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready or server.mod_channel_id is None:
                raise UserError("not_set_up")
            delivery = await self._posted(conn, guild_id, message_id)
            self._must_be_few(guild_id, member_id)
            card = await _card(conn, delivery, text)
            await to_moderators(conn, [server], replace(card, at=now), key=f"problem:{new_id()}", now=now)
            detail = f"by a member, about message {message_id}"
            await audit.add(
                conn, AuditLine(now, guild_id, SOMEBODY, "problem reported", detail, delivery_id=delivery.id)
            )
        for key in ((guild_id, member_id), (guild_id, SOMEBODY)):
            self._sent.setdefault(key, deque()).append(self._clock.monotonic())
        self._wake()

    async def card(self, guild_id: int, delivery_id: str) -> ProblemCard:
        """What a card shows. Raises UserError("post_unknown")."""
        async with self._db.reading() as conn:
            return (await self._found(conn, guild_id, delivery_id))[1]

    async def settle(self, guild_id: int, delivery_id: str, *, actor_id: int, taken_off: str = "") -> bool:
        """Note on the card who settled it, and which issue was taken off for it; False where it was settled before.

        Raises UserError("post_unknown").
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            delivery, card = await self._found(conn, guild_id, delivery_id)
            if card.settled_at is not None:
                return False
            settled = replace(card, settled_by=actor_id, settled_at=now, taken_off=taken_off)
            await edits.show(conn, delivery, settled, due_at=now, now=now)
            line = AuditLine(now, guild_id, actor_id, "problem settled", taken_off, delivery_id=delivery.id)
            await audit.add(conn, line)
        self._wake()
        return True

    def _must_be_few(self, guild_id: int, member_id: int) -> None:
        since = self._clock.monotonic() - HOUR
        for key, sent in list(self._sent.items()):
            while sent and sent[0] <= since:
                sent.popleft()
            if not sent:
                del self._sent[key]
        if len(self._sent.get((guild_id, member_id), ())) >= OF_MEMBER:
            raise UserError("problem_often", most=OF_MEMBER)
        if len(self._sent.get((guild_id, SOMEBODY), ())) >= OF_SERVER:
            raise UserError("problem_many")

    @staticmethod
    async def _posted(conn: Connection, guild_id: int, message_id: int) -> Delivery:
        found = await corrections.delivery_of_message(conn, guild_id, message_id)
        delivery = await deliveries.get(conn, found) if found is not None else None
        if delivery is None:
            raise UserError("post_unknown")
        return delivery

    @staticmethod
    async def _found(conn: Connection, guild_id: int, delivery_id: str) -> tuple[Delivery, ProblemCard]:
        delivery = await deliveries.get(conn, delivery_id)
        shown = await edits.shown_by(conn, delivery) if delivery is not None else None
        if delivery is None or delivery.guild_id != guild_id or not isinstance(shown, ProblemCard):
            raise UserError("post_unknown")
        return delivery, shown


async def _card(conn: Connection, delivery: Delivery, text: str) -> ProblemCard:
    shown = await edits.shown_by(conn, delivery)
    told = await story_posts.stories_of_delivery(conn, delivery.id)
    single = isinstance(shown, StoryPost) and len(told) == 1
    return ProblemCard(
        post_id=delivery.id,
        link=message_link(delivery),
        subject=subject(shown),
        text=text,
        at=delivery.due_at,
        story_id=told[0] if single else 0,
        issues=shown.issues if isinstance(shown, StoryPost) and single else (),
    )

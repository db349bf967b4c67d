"""Implements `bot.delivery.publisher.Publisher` with discord.py. What is due, and when to try again, is the dispatcher's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import discord

from bot.client import PicketwireClient
from bot.delivery.publisher import PublishLater, PublishRefused, Refusal
from bot.errors import StorageBusy
from bot.models.events import DateEvent
from bot.models.posts import Delivery, DigestPost, RetractedPost
from cogs.events import change_event, create_event, find_event
from cogs.forum import THREAD_ARCHIVED, find_thread, open_thread, reopen
from cogs.ui.answers import file_of
from cogs.ui.cards import Rendered, render, thread_name

log = logging.getLogger(__name__)

UNKNOWN_MESSAGE = 10008
# Refusals that pass by themselves: slow mode, a daily or hourly quota, a busy resource. Anything else in a 400 is our content.
PASSING = frozenset({20016, 20022, 20028, 30046, 40062, 40333, 130000})
ANSWER_SECONDS = 45.0  # with discord.py's own retries, well within the lease of a delivery
PASSING_SECONDS = 60.0  # where Discord names no time
REFUSALS = {
    400: Refusal.REJECTED,
    403: Refusal.NO_PERMISSION,
    404: Refusal.CHANNEL_GONE,
    413: Refusal.REJECTED,
}


class DiscordPublisher:
    """Sends and edits through the client's REST connection; needs no gateway and no cached channel."""

    def __init__(self, client: PicketwireClient, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._client = client
        self._answer_seconds = answer_seconds
        self._issues = {issue.id: issue.name for issue in client.services.issues}

    async def send(self, delivery: Delivery) -> int:
        """See Publisher."""
        if isinstance(delivery.post, DateEvent):
            async with self._failures_told():
                return await create_event(self._client, delivery.guild_id, delivery.post, delivery.id)
        rendered = self._rendered(delivery, delivery.id)
        files = await self._files(delivery, rendered.picture_id)
        async with self._failures_told():
            if delivery.forum:
                return await open_thread(self._client, delivery, rendered, thread_name(delivery.post, self._issues))
            message = await self._client.get_partial_messageable(delivery.channel_id).send(
                rendered.content,
                view=rendered.view,
                nonce=delivery.id,
                silent=delivery.silent,
                suppress_embeds=True,
                allowed_mentions=rendered.mentions,
                files=files,
            )
        return message.id

    async def edit(self, delivery: Delivery) -> None:
        """See Publisher."""
        if delivery.target_message_id is None or delivery.target_id is None:
            raise PublishRefused(Refusal.MESSAGE_GONE, "the message to edit was never sent")
        if isinstance(delivery.post, DateEvent):
            event_id, reference = delivery.target_message_id, delivery.target_id
            async with self._failures_told():
                await change_event(self._client, delivery.guild_id, event_id, delivery.post, reference)
            return
        rendered = self._rendered(delivery, delivery.target_id)
        bare = isinstance(delivery.post, RetractedPost)  # a picture goes with what it belonged to
        place = delivery.target_message_id if delivery.forum else delivery.channel_id
        message = self._client.get_partial_messageable(place).get_partial_message(delivery.target_message_id)
        try:
            async with self._failures_told():
                try:
                    await self._change(message, rendered, bare=bare)
                except discord.HTTPException as e:
                    if e.code != THREAD_ARCHIVED:
                        raise
                    await reopen(self._client, place)
                    await self._change(message, rendered, bare=bare)
        except PublishRefused as e:
            if delivery.forum and e.refusal is Refusal.CHANNEL_GONE:
                # The story's own thread was deleted; that says nothing of the forum it was in.
                raise PublishRefused(Refusal.MESSAGE_GONE, str(e)) from e
            raise

    @staticmethod
    async def _change(message: discord.PartialMessage, rendered: Rendered, *, bare: bool) -> None:
        nobody = discord.AllowedMentions.none()
        if bare:
            await message.edit(content=rendered.content, view=rendered.view, allowed_mentions=nobody, attachments=[])
        else:
            await message.edit(content=rendered.content, view=rendered.view, allowed_mentions=nobody)

    async def find(self, delivery: Delivery, since: datetime) -> int | None:
        """See Publisher; reads the channel from `since` on, a hundred messages a request."""
        channel = self._client.get_partial_messageable(delivery.channel_id)
        async with self._failures_told():
            if isinstance(delivery.post, DateEvent):
                return await find_event(self._client, delivery.guild_id, delivery.id)
            if delivery.forum:
                return await find_thread(self._client, delivery, since, _carries)
            me = self._client.user
            async for message in channel.history(after=since, oldest_first=True, limit=None):
                if me is not None and message.author.id == me.id and _carries(message, delivery.id):
                    return message.id
        return None

    async def _files(self, delivery: Delivery, picture_id: int | None) -> list[discord.File]:
        """The picture that goes with a post; a digest says all it has to say without one too."""
        if picture_id is None:
            return []
        try:
            picture = await self._client.services.announcements.pictures.get(delivery.guild_id, picture_id)
        except StorageBusy as e:
            raise PublishLater(f"the picture cannot be read: {e}") from e
        if picture is None and isinstance(delivery.post, DigestPost):
            return []
        if picture is None:
            raise PublishRefused(Refusal.REJECTED, "its picture is gone")
        return [file_of(picture)]

    def _rendered(self, delivery: Delivery, button_id: str) -> Rendered:
        try:
            return render(delivery.post, delivery_id=button_id, issues=self._issues)
        except Exception as e:
            log.exception("delivery %s cannot be written", delivery.id)
            raise PublishRefused(Refusal.REJECTED, f"cannot be written: {e!r}") from e

    @asynccontextmanager
    async def _failures_told(self) -> AsyncIterator[None]:
        """Turn whatever goes wrong on the way into one of the protocol's two failures."""
        if self._client.is_closed() or self._client.user is None:
            raise PublishLater("not logged in or shutting down")
        try:
            async with asyncio.timeout(self._answer_seconds):
                yield
        except (PublishLater, PublishRefused):
            raise
        except discord.RateLimited as e:
            raise PublishLater("rate limited", retry_after=e.retry_after) from e
        except discord.HTTPException as e:
            raise failure_of(e) from e
        except TimeoutError as e:
            raise PublishLater("no answer in time", in_doubt=True) from e
        except Exception as e:
            # Dropped connections come in many classes, a closed session among them: the message may have been posted.
            raise PublishLater(f"connection failed: {e!r}", in_doubt=True) from e


def failure_of(error: discord.HTTPException) -> PublishLater | PublishRefused:
    """The protocol's failure for an answer of Discord that is no success."""
    detail = f"HTTP {error.status}, code {error.code}"
    if error.status >= 500:
        return PublishLater(detail, in_doubt=True)
    if error.status == 429 or error.code in PASSING:
        return PublishLater(detail, retry_after=_retry_after(error) or PASSING_SECONDS)
    if error.status == 404 and error.code == UNKNOWN_MESSAGE:
        return PublishRefused(Refusal.MESSAGE_GONE, detail)
    refusal = REFUSALS.get(error.status)
    if refusal is None or (error.status in (403, 404) and error.code == 0):
        # Not one of Discord's own refusals: a proxy or a firewall on the way says nothing about the channel.
        return PublishLater(detail)
    return PublishRefused(refusal, f"{detail}: {error.text}"[:300] if refusal is Refusal.REJECTED else detail)


def _retry_after(error: discord.HTTPException) -> float | None:
    try:
        return float(error.response.headers["Retry-After"])
    except (AttributeError, KeyError, ValueError):
        return None


def _carries(message: discord.Message, delivery_id: str) -> bool:
    for row in message.components:
        for item in getattr(row, "children", ()):
            return str(getattr(item, "custom_id", "")).partition(":")[2] == delivery_id
    return False

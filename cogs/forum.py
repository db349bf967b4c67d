"""Forums: a message there opens a thread of its own. Discord knows no nonce for that, so a thread in doubt is always looked for first.

The thread and its first message share one number.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any, cast

import discord
from discord.http import Route, handle_message_parameters
from discord.utils import parse_time, time_snowflake

from bot.client import PicketwireClient
from bot.models.posts import Delivery
from cogs.once import tried_once
from cogs.ui.cards import Rendered

THREAD_ARCHIVED = 50083
_PAGE = 50


async def open_thread(client: PicketwireClient, delivery: Delivery, rendered: Rendered, name: str) -> int:
    """Open a thread in the forum, the message its first; their number. Tried once, whatever comes back."""
    flags = discord.MessageFlags(suppress_embeds=True, suppress_notifications=delivery.silent)
    with handle_message_parameters(
        rendered.content,
        view=rendered.view,
        flags=flags,
        allowed_mentions=rendered.mentions,
        channel_payload={"name": name},
    ) as given:
        thread = await client.http.request(
            Route("POST", "/channels/{channel_id}/threads", channel_id=delivery.channel_id),
            json=given.payload,
            params={"use_nested_fields": 1},
            files=tried_once(),
        )
    return int(thread["id"])


async def find_thread(
    client: PicketwireClient, delivery: Delivery, since: datetime, carries: Callable[[discord.Message, str], bool]
) -> int | None:
    """The thread of ours, opened in the forum since then, whose first message carries the delivery's id."""
    me, oldest = client.user, time_snowflake(since)
    async for thread in _threads(client, delivery, since):
        number = int(thread["id"])
        ours = me is not None and int(thread["owner_id"]) == me.id
        if not ours or number < oldest or int(thread.get("parent_id") or 0) != delivery.channel_id:
            continue
        try:
            message = await client.get_partial_messageable(number).fetch_message(number)
        except discord.NotFound:
            continue  # somebody deleted the first message: nothing to tell it by
        if carries(message, delivery.id):
            return number
    return None


async def reopen(client: PicketwireClient, thread_id: int) -> None:
    """Take a thread out of the archive: messages in it cannot be edited there."""
    await client.http.edit_channel(thread_id, archived=False)


async def _threads(client: PicketwireClient, delivery: Delivery, since: datetime) -> AsyncIterator[dict[str, Any]]:
    """The server's active threads, then the forum's archived ones back to that time."""
    active = await client.http.get_active_threads(delivery.guild_id)
    for thread in active["threads"]:
        yield cast("dict[str, Any]", thread)
    before: str | None = None
    while True:
        page = await client.http.get_public_archived_threads(delivery.channel_id, cast("Any", before), _PAGE)
        for thread in page["threads"]:
            before = thread["thread_metadata"]["archive_timestamp"]
            if parse_time(before) < since:
                return
            yield cast("dict[str, Any]", thread)
        if not page["threads"] or not page.get("has_more"):
            return

"""What the API does with channels, their messages and threads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from rehearsal.discord.calls import Call, bot_permissions, channel_of, demand, message_of
from rehearsal.discord.errors import (
    CLOSED_INBOX,
    INVALID_FORM,
    NOT_YOUR_MESSAGE,
    THREAD_ARCHIVED,
    THREAD_EXISTS,
    WRONG_CHANNEL_TYPE,
    ApiError,
)
from rehearsal.discord.message_rules import check_whole
from rehearsal.discord.messages import create_message, delete_message, edit_message
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import (
    ANNOUNCEMENT,
    CATEGORY,
    DM,
    FORUM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    Channel,
    Json,
)
from rehearsal.discord.world import GUILDS, World


def get_channel(world: World, call: Call) -> Json:
    """GET a channel."""
    return channel_of(world, call).json()


def change_channel(world: World, call: Call) -> Json:
    """PATCH a channel or thread: name, topic, archived."""
    channel = channel_of(world, call)
    own_thread = channel.is_thread and channel.owner_id == world.bot.id
    if channel.is_thread and call.body == {"archived": False}:
        demand(bot_permissions(world, channel), Can.SEND_MESSAGES_IN_THREADS)
    elif not own_thread:
        demand(bot_permissions(world, channel), Can.MANAGE_THREADS if channel.is_thread else Can.MANAGE_CHANNELS)
    for name in ("name", "topic", "archived"):
        if name in call.body:
            setattr(channel, name, call.body[name])
    world.dispatch("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel.json(), channel.guild_id, GUILDS)
    return channel.json()


def remove_channel(world: World, call: Call) -> Json:
    """DELETE a channel or thread."""
    channel = channel_of(world, call)
    demand(bot_permissions(world, channel), Can.MANAGE_THREADS if channel.is_thread else Can.MANAGE_CHANNELS)
    world.delete_channel(channel)
    return channel.json()


def _may_send(world: World, channel: Channel, call: Call) -> None:
    if channel.kind in {CATEGORY, FORUM}:
        raise ApiError(WRONG_CHANNEL_TYPE)
    if channel.recipient is not None and not channel.recipient.inbox_open:
        raise ApiError(CLOSED_INBOX)
    needs = [Can.SEND_MESSAGES_IN_THREADS if channel.is_thread else Can.SEND_MESSAGES]
    if call.files:
        needs.append(Can.ATTACH_FILES)
    if call.body.get("embeds"):
        needs.append(Can.EMBED_LINKS)
    if call.body.get("message_reference"):
        needs.append(Can.READ_MESSAGE_HISTORY)
    demand(bot_permissions(world, channel), *needs)


def send_message(world: World, call: Call) -> Json:
    """POST a message."""
    channel = channel_of(world, call)
    _may_send(world, channel, call)
    check_whole(call.body, files=len(call.files))
    if channel.archived:
        channel.archived = False
    reference = call.body.get("message_reference")
    if reference and int(reference["message_id"]) not in channel.messages and reference.get("fail_if_not_exists", True):
        problem = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
        raise ApiError(INVALID_FORM, {"message_reference": {"_errors": [problem]}})
    return create_message(world, channel, world.bot, call.body, call.files)


def list_messages(world: World, call: Call) -> list[Json]:
    """GET messages, newest first: before, after or around an id, at most `limit` (50). Without Read Message History there are none."""
    channel = channel_of(world, call)
    if not bot_permissions(world, channel) & Can.READ_MESSAGE_HISTORY:
        return []
    limit = int(call.query.get("limit", 50))
    ids = list(channel.messages)
    if "around" in call.query:
        middle = bisect_left(ids, int(call.query["around"]))
        chosen = ids[max(0, middle - limit // 2) : middle + (limit + 1) // 2]
    elif "after" in call.query:
        start = bisect_right(ids, int(call.query["after"]))
        chosen = ids[start : start + limit]
    else:
        end = bisect_left(ids, int(call.query["before"])) if "before" in call.query else len(ids)
        chosen = ids[max(0, end - limit) : end]
    return [_without_nonce(channel.messages[number]) for number in reversed(chosen)]


def _without_nonce(message: Json) -> Json:
    """A message as history shows it."""
    return {name: value for name, value in message.items() if name != "nonce"}


def get_message(world: World, call: Call) -> Json:
    """GET one message."""
    channel = channel_of(world, call, Can.READ_MESSAGE_HISTORY)
    return _without_nonce(message_of(channel, call))


def change_message(world: World, call: Call) -> Json:
    """PATCH a message of the bot's own."""
    channel = channel_of(world, call)
    message = message_of(channel, call)
    if message["author"]["id"] != str(world.bot.id):
        raise ApiError(NOT_YOUR_MESSAGE)
    if channel.archived:
        raise ApiError(THREAD_ARCHIVED)
    check_whole(call.body, before=message, files=len(call.files))
    return edit_message(world, channel, message, call.body, call.files)


def remove_message(world: World, call: Call) -> None:
    """DELETE a message; somebody else's only with Manage Messages."""
    channel = channel_of(world, call)
    message = message_of(channel, call)
    if message["author"]["id"] != str(world.bot.id):
        demand(bot_permissions(world, channel), Can.MANAGE_MESSAGES)
    delete_message(world, channel, message)


def remove_messages(world: World, call: Call) -> None:
    """POST bulk-delete."""
    channel = channel_of(world, call, Can.MANAGE_MESSAGES)
    for number in call.body["messages"]:
        message = channel.messages.get(int(number))
        if message is not None:
            delete_message(world, channel, message)


def start_thread(world: World, call: Call) -> Json:
    """POST a thread without a message, or with its first message in a forum."""
    parent = channel_of(world, call)
    have = bot_permissions(world, parent)
    if parent.kind == FORUM:
        demand(have, Can.SEND_MESSAGES)
        body: Any = call.body.get("message")
        if body is None:
            problem = {"code": "BASE_TYPE_REQUIRED", "message": "This field is required"}
            raise ApiError(INVALID_FORM, {"message": {"_errors": [problem]}})
        check_whole(body, files=len(call.files))
        thread = world.add_thread(parent, call.body["name"], kind=PUBLIC_THREAD, owner=world.bot)
        message = create_message(world, thread, world.bot, body, call.files, extra={"id": str(thread.id)})
        thread.messages = {thread.id: message}
        return thread.json() | {"message": message}
    if parent.kind not in {TEXT, ANNOUNCEMENT}:
        raise ApiError(WRONG_CHANNEL_TYPE)
    kind = call.body.get("type", PRIVATE_THREAD)
    demand(have, Can.CREATE_PRIVATE_THREADS if kind == PRIVATE_THREAD else Can.CREATE_PUBLIC_THREADS)
    return world.add_thread(parent, call.body["name"], kind=kind, owner=world.bot).json()


def list_archived_threads(world: World, call: Call) -> Json:
    """GET the public archived threads of a channel or forum, the last archived first."""
    parent = channel_of(world, call, Can.READ_MESSAGE_HISTORY)
    archived = [
        channel
        for channel in world.channels.values()
        if channel.kind == PUBLIC_THREAD and channel.parent_id == parent.id and channel.archived
    ]
    found = sorted((channel.json() for channel in archived), key=_archived_at, reverse=True)
    if "before" in call.query:
        found = [thread for thread in found if _archived_at(thread) < call.query["before"]]
    limit = int(call.query.get("limit", 50))
    return {"threads": found[:limit], "members": [], "has_more": len(found) > limit}


def _archived_at(thread: Json) -> str:
    return str(thread["thread_metadata"]["archive_timestamp"])


def start_thread_at(world: World, call: Call) -> Json:
    """POST a thread that begins at a message, with the message's id."""
    parent = channel_of(world, call, Can.CREATE_PUBLIC_THREADS)
    message = message_of(parent, call)
    if int(message["id"]) in world.channels:
        raise ApiError(THREAD_EXISTS)
    return world.add_thread(
        parent, call.body["name"], kind=PUBLIC_THREAD, owner=world.bot, id=int(message["id"])
    ).json()


def open_direct(world: World, call: Call) -> Json:
    """POST: the direct conversation with a user."""
    user = world.users.get(int(call.body["recipient_id"]))
    if user is None or user.bot:
        problem = {"code": "USER_ID_INVALID", "message": "Invalid Recipient(s)"}
        raise ApiError(INVALID_FORM, {"recipient_id": {"_errors": [problem]}})
    return world.direct_channel(user).json()


def join_thread(world: World, call: Call) -> None:
    """PUT: the bot joins a thread."""
    if not channel_of(world, call).is_thread:
        raise ApiError(WRONG_CHANNEL_TYPE)


def show_typing(world: World, call: Call) -> None:
    """POST: the bot is typing."""
    channel = channel_of(world, call)
    if channel.kind != DM:
        demand(
            bot_permissions(world, channel), Can.SEND_MESSAGES_IN_THREADS if channel.is_thread else Can.SEND_MESSAGES
        )

"""Making, changing and deleting messages, whoever does it. Who may is decided by the callers."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from rehearsal.discord.component_rules import walk
from rehearsal.discord.interactions import text_of
from rehearsal.discord.message_rules import EPHEMERAL
from rehearsal.discord.permissions import Can, in_channel
from rehearsal.discord.places import DM, Channel, Json, User
from rehearsal.discord.world import DIRECT_MESSAGES, GUILD_MESSAGES, World, stamp

DEFAULT, REPLY, CHAT_COMMAND = 0, 19, 20


class Upload(NamedTuple):
    """A file that came with a request."""

    name: str
    data: bytes
    media_type: str = "application/octet-stream"


def keep_file(world: World, channel_id: int, file: Upload, **described: Any) -> Json:
    """Store a file; its attachment object."""
    attachment_id = world.new_id()
    path = f"/attachments/{channel_id}/{attachment_id}/{file.name}"
    world.files[path] = (file.data, file.media_type)
    document: Json = {
        "id": str(attachment_id),
        "filename": file.name,
        "size": len(file.data),
        "url": world.url + path,
        "proxy_url": world.url + path,
        "content_type": file.media_type,
        "flags": 0,
    }
    return document | {name: value for name, value in described.items() if value is not None}


def _attachments(
    world: World, channel: Channel, body: Json, files: Sequence[Upload], kept: Sequence[Json]
) -> list[Json]:
    """The attachments after a request: those kept by id, then the new files with their descriptions."""
    listed = body.get("attachments")
    described = {int(item["id"]): item for item in listed or ()}
    result = [item for item in kept if listed is None or int(item["id"]) in described]
    for position, file in enumerate(files):
        item = described.get(position, {})
        named = Upload(item.get("filename") or file.name, file.data, file.media_type)
        result.append(keep_file(world, channel.id, named, description=item.get("description"), title=item.get("title")))
    return result


def _numbered(components: list[Json]) -> list[Json]:
    """Give every component without an id the next free one, as Discord does."""
    taken = {item["id"] for item in walk(components) if item.get("id")}
    following = 1
    for item in walk(components):
        if not item.get("id"):
            while following in taken:
                following += 1
            item["id"] = following
            taken.add(following)
    return components


def _resolve_media(value: Any, attachments: Sequence[Json]) -> None:
    """Replace `attachment://name` by the file's address, at any depth."""
    if isinstance(value, list):
        for inner in value:
            _resolve_media(inner, attachments)
    elif isinstance(value, dict):
        address = value.get("url")
        if isinstance(address, str) and address.startswith("attachment://"):
            for item in attachments:
                if item["filename"] == address.removeprefix("attachment://"):
                    value |= {"url": item["url"], "proxy_url": item["proxy_url"], "content_type": item["content_type"]}
                    value |= {"height": None, "width": None, "flags": 0}
        for inner in value.values():
            _resolve_media(inner, attachments)


def _mentions(world: World, channel: Channel, author: User, message: Json, allowed: Json | None) -> Json:
    """Who would be notified: what the text names, the sender allows and the sender's permissions admit."""
    text = text_of(message)
    if "@" not in text:
        return {"mentions": [], "mention_roles": [], "mention_everyone": False}
    parse = ("users", "roles", "everyone") if allowed is None else allowed.get("parse", ())
    guild = world.guilds.get(channel.guild_id or 0)
    users = [int(found) for found in re.findall(r"<@!?(\d+)>", text)]
    listed = {int(user) for user in (allowed or {}).get("users", ())}
    named = [user for user in dict.fromkeys(users) if user in world.users and ("users" in parse or user in listed)]
    roles: list[int] = []
    everyone = False
    if guild is not None and author.id in guild.members:
        may = in_channel(guild, guild.members[author.id], channel) & Can.MENTION_EVERYONE
        listed = {int(role) for role in (allowed or {}).get("roles", ())}
        found = dict.fromkeys(int(role) for role in re.findall(r"<@&(\d+)>", text))
        roles = [
            r
            for r in found
            if r in guild.roles and ("roles" in parse or r in listed) and (guild.roles[r].mentionable or may)
        ]
        everyone = bool(may) and "everyone" in parse and bool(re.search(r"@(everyone|here)\b", text))
    return {
        "mentions": [world.users[user].json() for user in named],
        "mention_roles": [str(role) for role in roles],
        "mention_everyone": everyone,
    }


def create_message(
    world: World, channel: Channel, author: User, body: Json, files: Sequence[Upload] = (), *, extra: Json | None = None
) -> Json:
    """Make a message of a checked body; only an ephemeral one is kept out of the channel.

    White space around the content goes. With `enforce_nonce`, a nonce that was used within the last `nonce_seconds` gives the
    message that exists.
    """
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce"):
        known = channel.nonces.get(nonce)
        if known is not None and known[1] > time.monotonic() and known[0] in channel.messages:
            world.journal.add("message_repeated", channel_id=str(channel.id), message_id=str(known[0]), nonce=nonce)
            return channel.messages[known[0]]
    message_id = world.new_id()
    message: Json = {
        "id": str(message_id),
        "channel_id": str(channel.id),
        "type": DEFAULT,
        "author": author.json(),
        "content": (body.get("content") or "").strip(),
        "timestamp": stamp(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "attachments": _attachments(world, channel, body, files, ()),
        "embeds": body.get("embeds") or [],
        "components": _numbered(body.get("components") or []),
        "pinned": False,
        "flags": body.get("flags") or 0,
    }
    if message["attachments"]:
        _resolve_media([message["embeds"], message["components"]], message["attachments"])
    message |= _mentions(world, channel, author, message, body.get("allowed_mentions"))
    if body.get("message_reference"):
        message |= {"type": REPLY, "message_reference": body["message_reference"] | {"channel_id": str(channel.id)}}
    message |= extra or {}
    if nonce is not None:
        channel.nonces[nonce] = (message_id, time.monotonic() + world.settings.nonce_seconds)
        message["nonce"] = nonce
    if not message["flags"] & EPHEMERAL:
        channel.messages[message_id] = message
    _record(world, "message_created", channel, message)
    _announce(world, "MESSAGE_CREATE", channel, message)
    return message


def edit_message(world: World, channel: Channel, message: Json, body: Json, files: Sequence[Upload] = ()) -> Json:
    """Change a message in place by a checked body; fields that the body does not have stay."""
    if "content" in body:
        message["content"] = (body["content"] or "").strip()
    if "embeds" in body:
        message["embeds"] = body["embeds"] or []
    if "components" in body:
        message["components"] = _numbered(body["components"] or [])
    if "flags" in body:
        settable = (1 << 2) | (1 << 15)
        message["flags"] = message["flags"] & ~(1 << 2) | (body["flags"] or 0) & settable
    if files or body.get("attachments") is not None:
        message["attachments"] = _attachments(world, channel, body, files, message["attachments"])
    if message["attachments"]:
        _resolve_media([message["embeds"], message["components"]], message["attachments"])
    author = world.users[int(message["author"]["id"])]
    message |= _mentions(world, channel, author, message, body.get("allowed_mentions"))
    message["edited_timestamp"] = stamp()
    _record(world, "message_edited", channel, message)
    _announce(world, "MESSAGE_UPDATE", channel, message)
    return message


def delete_message(world: World, channel: Channel, message: Json) -> None:
    """Take a message away."""
    channel.messages.pop(int(message["id"]), None)
    world.journal.add("message_deleted", channel_id=str(channel.id), message_id=message["id"])
    if not message["flags"] & EPHEMERAL:
        gone = {"id": message["id"], "channel_id": str(channel.id)}
        _send(world, "MESSAGE_DELETE", channel, gone)


def _record(world: World, kind: str, channel: Channel, message: Json) -> None:
    world.journal.add(
        kind,
        channel_id=str(channel.id),
        guild_id=str(channel.guild_id) if channel.guild_id else None,
        message_id=message["id"],
        author_id=message["author"]["id"],
        nonce=message.get("nonce"),
        flags=message["flags"],
        content=message["content"],
        text=text_of(message),
        components=message["components"],
        embeds=message["embeds"],
        attachments=message["attachments"],
        pings=[user["id"] for user in message["mentions"]]
        + message["mention_roles"]
        + ["everyone"] * message["mention_everyone"],
        interaction=(message.get("interaction_metadata") or {}).get("id"),
    )


def _announce(world: World, event: str, channel: Channel, message: Json) -> None:
    if not message["flags"] & EPHEMERAL:
        _send(world, event, channel, message)


def _send(world: World, event: str, channel: Channel, data: Json) -> None:
    if channel.kind == DM:
        world.dispatch(event, data, None, DIRECT_MESSAGES)
    else:
        world.dispatch(event, data | {"guild_id": str(channel.guild_id)}, channel.guild_id, GUILD_MESSAGES)

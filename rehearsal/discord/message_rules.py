"""What bodies of messages may look like: in channels, by webhook, as answers to interactions. Components have their own module."""

from __future__ import annotations

from typing import Any

from rehearsal.discord.component_rules import ADDRESS, UNCHECKED, check_message_components
from rehearsal.discord.errors import EMPTY_MESSAGE, ApiError
from rehearsal.discord.fields import (
    Bits,
    Flag,
    ListOf,
    Maybe,
    Path,
    Problems,
    Rule,
    Shape,
    Snowflake,
    Text,
    Whole,
    one_of,
    raise_if_any,
)

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS, LAYOUT = 1 << 2, 1 << 6, 1 << 7, 1 << 12, 1 << 15
MAX_CONTENT, MAX_EMBED_CHARACTERS = 2000, 6000


def _mentions(value: dict[str, Any], at: Path, problems: Problems) -> None:
    for name in ("users", "roles"):
        if value.get(name) and name in value.get("parse", ()):
            problems.add(
                (*at, "parse"), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f"parse:{name} and {name} are exclusive."
            )


ALLOWED_MENTIONS = Shape(
    {
        "parse": ListOf(one_of("users", "roles", "everyone"), 3),
        "users": ListOf(Snowflake(), 100),
        "roles": ListOf(Snowflake(), 100),
        "replied_user": Flag(),
    },
    further=_mentions,
)

_URL = Text(2048, 1, ADDRESS)
_PICTURE = Shape(
    {"url": _URL, "proxy_url": Text(2048), "height": Whole(2**31), "width": Whole(2**31)}, frozenset({"url"})
)
_AUTHOR = Shape(
    {"name": Text(256, 1), "url": _URL, "icon_url": _URL, "proxy_icon_url": Text(2048)}, frozenset({"name"})
)
_FOOTER = Shape({"text": Text(2048, 1), "icon_url": _URL, "proxy_icon_url": Text(2048)}, frozenset({"text"}))
_FIELD = Shape({"name": Text(256, 1), "value": Text(1024, 1), "inline": Flag()}, frozenset({"name", "value"}))
EMBED = Shape(
    {
        "type": Text(20),
        "title": Text(256),
        "description": Text(4096),
        "url": _URL,
        "timestamp": Text(40),
        "color": Whole(0xFFFFFF),
        "author": _AUTHOR,
        "footer": _FOOTER,
        "image": _PICTURE,
        "thumbnail": _PICTURE,
        "fields": ListOf(_FIELD, 25),
    }
)


def embed_characters(embed: dict[str, Any]) -> int:
    """What counts towards the 6,000: title, description, field names and values, footer, author."""
    texts = [
        embed.get("title"),
        embed.get("description"),
        embed.get("footer", {}).get("text"),
        embed.get("author", {}).get("name"),
    ]
    texts += [item[part] for item in embed.get("fields", ()) for part in ("name", "value")]
    return sum(len(text) for text in texts if text)


ATTACHMENT = Shape(
    {
        "id": Snowflake(),
        "filename": Text(1024),
        "description": Maybe(Text(1024)),
        "title": Maybe(Text(1024)),
        "duration_secs": Maybe(Whole(1200)),
        "is_spoiler": Flag(),
        "waveform": Maybe(Text(400)),
        "content_type": Text(256),
        "size": Whole(2**40),
        "url": Text(4096),
        "proxy_url": Text(4096),
        "height": Maybe(Whole(2**31)),
        "width": Maybe(Whole(2**31)),
    },
    frozenset({"id"}),
)
REFERENCE = Shape(
    {
        "type": Whole(1),
        "message_id": Snowflake(),
        "channel_id": Snowflake(),
        "guild_id": Snowflake(),
        "fail_if_not_exists": Flag(),
    },
    frozenset({"message_id"}),
)


def _content(value: dict[str, Any], at: Path, problems: Problems) -> None:
    if sum(map(embed_characters, value.get("embeds") or ())) > MAX_EMBED_CHARACTERS:
        problems.add(
            (*at, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_EMBED_CHARACTERS}"
        )


def message_shape(flags: int, **extra: Rule) -> Shape:
    """A message body whose flags are among `flags`, with extra fields."""
    fields: dict[str, Rule] = {
        "content": Maybe(Text(MAX_CONTENT)),
        "embeds": Maybe(ListOf(EMBED, 10)),
        "components": Maybe(UNCHECKED),
        "allowed_mentions": Maybe(ALLOWED_MENTIONS),
        "attachments": Maybe(ListOf(ATTACHMENT, 10)),
        "flags": Maybe(Bits(flags)),
        "tts": Flag(),
    }
    return Shape(fields | extra, further=_content)


_SENT = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | LAYOUT
CREATE = message_shape(
    _SENT,
    nonce=Maybe(Text(25)),
    enforce_nonce=Flag(),
    message_reference=Maybe(REFERENCE),
    sticker_ids=Maybe(ListOf(Snowflake(), 3)),
)
FORUM_POST = message_shape(_SENT)
EDIT = message_shape(SUPPRESS_EMBEDS | LAYOUT)
FOLLOW_UP = message_shape(_SENT | EPHEMERAL)
ANSWER = message_shape(_SENT | EPHEMERAL)


def check_whole(body: dict[str, Any], *, before: dict[str, Any] | None = None, files: int = 0) -> None:
    """Check what only the whole message shows: its kind of components, that it is not empty, that V2 stands alone.

    `before` is the message that is edited. Raises ApiError (400; 50035 or 50006).
    """
    old = before or {}
    problems = Problems()
    layout = bool(((body.get("flags") or 0) | old.get("flags", 0)) & LAYOUT)
    content = body["content"] if "content" in body else old.get("content")
    embeds = body["embeds"] if "embeds" in body else old.get("embeds")
    if body.get("components"):
        check_message_components(body["components"], layout=layout, at=("components",), problems=problems)
    components = body["components"] if "components" in body else old.get("components")
    if layout:
        for name, value in (("content", content), ("embeds", embeds)):
            if value:
                problems.add((name,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                             f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")  # fmt: skip
    raise_if_any(problems)
    kept = body["attachments"] if "attachments" in body else old.get("attachments")
    if (
        not (content and content.strip())
        and not embeds
        and not components
        and not kept
        and not files
        and not body.get("sticker_ids")
    ):
        raise ApiError(EMPTY_MESSAGE)

"""Posts as JSON and back, by the types of their fields. Pure: nothing here knows what a post says."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from bot.models.posts import Post

Json = dict[str, Any]


def kind_of(post: Post) -> str:
    """The snake_case name of the post's class, e.g. "story_post"."""
    return _kind(type(post))


def encode(post: Post) -> Json:
    """The post's fields as plain values; `kind_of` goes beside it."""
    return typing.cast("Json", _plain(post))


def decode(kind: str, data: Json) -> Post:
    """What `encode` gave; a field that is missing has its default. ValueError for an unknown kind or data that does not fit it."""
    cls = _kinds().get(kind)
    if cls is None:
        raise ValueError(f"unknown kind of post {kind!r}")
    return typing.cast("Post", _built(cls, data))


def _kind(cls: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


@cache
def _kinds() -> dict[str, type]:
    return {_kind(cls): cls for cls in typing.get_args(Post)}


@cache
def _fields(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _fields(typing.cast("type", type(value)))}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: give an aware one")
        return value.astimezone(UTC).isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _built(hint: Any, value: Any) -> Any:
    """`value`, as JSON has it, made into what the type hint says."""
    origin = typing.get_origin(hint)
    if origin in {types.UnionType, typing.Union}:
        choices = [choice for choice in typing.get_args(hint) if choice is not type(None)]
        return None if value is None else _built(choices[0], value)
    if origin is tuple:
        return tuple(_built(typing.get_args(hint)[0], item) for item in _fitting(value, list, hint))
    if dataclasses.is_dataclass(hint):
        return _object(typing.cast("type", hint), _fitting(value, dict, hint))
    if hint is datetime:
        return datetime.fromisoformat(_fitting(value, str, hint))
    if issubclass(hint, StrEnum):
        return hint(value)
    return _fitting(value, hint, hint)


def _object(cls: type, data: Json) -> Any:
    hints = _fields(cls)
    if unknown := data.keys() - hints.keys():
        raise ValueError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
    try:
        return cls(**{name: _built(hints[name], value) for name, value in data.items()})
    except TypeError as error:
        raise ValueError(f"{cls.__name__}: {error}") from error


def _fitting(value: Any, expected: type, hint: Any) -> Any:
    if type(value) is not expected:
        raise ValueError(f"{value!r} where {getattr(hint, '__name__', hint)} was expected")
    return value

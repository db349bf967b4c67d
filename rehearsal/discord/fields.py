"""Rules for JSON values, and what breaks them in Discord's nested shape. Which fields exist is said in the `*_rules` modules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from rehearsal.discord.errors import INVALID_FORM, ApiError

Path = tuple[str | int, ...]


class Problems:
    """What was found wrong with one body, by path."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, str, str]] = []

    def add(self, at: Path, code: str, message: str) -> None:
        """Note one problem at a path of field names and list positions."""
        self.found.append((at, code, message))

    def tree(self) -> dict[str, Any]:
        """Discord's nested form: names and positions as keys, problems under `_errors`."""
        root: dict[str, Any] = {}
        for at, code, message in self.found:
            node = root
            for step in at:
                node = node.setdefault(str(step), {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        return root


class Rule(Protocol):
    """Looks at one value and notes what is wrong with it."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Add every problem of `value`, which stands at `at`."""
        ...


@dataclass(frozen=True)
class Text:
    """A string of `low` to `high` characters, matching `pattern` as a whole if there is one."""

    high: int
    low: int = 0
    pattern: str | None = None

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Length counts characters."""
        if not isinstance(value, str):
            problems.add(at, "BASE_TYPE_STRING", "Could not interpret this value as a string.")
        elif len(value) > self.high:
            problems.add(at, "BASE_TYPE_MAX_LENGTH", f"Must be {self.high} or fewer in length.")
        elif len(value) < self.low:
            if value or self.low > 1:
                problems.add(at, "BASE_TYPE_MIN_LENGTH", f"Must be {self.low} or more in length.")
            else:
                problems.add(at, "BASE_TYPE_REQUIRED", "This field is required")
        elif self.pattern is not None and not re.fullmatch(self.pattern, value):
            problems.add(at, "STRING_TYPE_REGEX", "String value did not match validation regex.")


@dataclass(frozen=True)
class Whole:
    """An integer between two bounds, both included."""

    high: int
    low: int = 0

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """A boolean is not an integer here."""
        if isinstance(value, bool) or not isinstance(value, int):
            problems.add(at, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value > self.high:
            problems.add(at, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {self.high}.")
        elif value < self.low:
            problems.add(at, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {self.low}.")


@dataclass(frozen=True)
class Digits:
    """An integer written as a string, as queries carry it (and permission bits)."""

    high: int = 2**63 - 1
    low: int = 0

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Accept integers too: discord.py sends permission bits of commands as one."""
        text = str(value) if not isinstance(value, bool) else ""
        if not text.isdecimal() or not self.low <= int(text) <= self.high:
            problems.add(at, "NUMBER_TYPE_COERCE", f'Value "{value}" is not an integer from {self.low} to {self.high}.')


@dataclass(frozen=True)
class Number:
    """Any JSON number."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """A boolean is not a number here."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            problems.add(at, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Nothing is coerced."""
        if not isinstance(value, bool):
            problems.add(at, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


@dataclass(frozen=True)
class Snowflake:
    """An id: a string of digits, or an integer as discord.py sends in some places."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """At most 20 digits."""
        text = str(value)
        if isinstance(value, bool | float) or not text.isdecimal() or len(text) > 20:
            problems.add(at, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')


@dataclass(frozen=True)
class Choice:
    """One of a few values."""

    values: frozenset[Any]

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Compared by equality."""
        if isinstance(value, bool) or value not in self.values:
            names = ", ".join(sorted(map(str, self.values)))
            problems.add(at, "BASE_TYPE_CHOICES", f"Value must be one of {{{names}}}.")


def one_of(*values: Any) -> Choice:
    """A choice among the values."""
    return Choice(frozenset(values))


@dataclass(frozen=True)
class Bits:
    """Flags, of which only those in `allowed` may be set."""

    allowed: int

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Refuse bits that bots may not set."""
        if isinstance(value, bool) or not isinstance(value, int):
            problems.add(at, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value & ~self.allowed:
            problems.add(at, "MESSAGE_FLAGS_INVALID", f"Flags {value & ~self.allowed} cannot be set here.")


@dataclass(frozen=True)
class Maybe:
    """Null, or what the inner rule wants."""

    rule: Rule

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Null passes."""
        if value is not None:
            self.rule.check(value, at, problems)


@dataclass(frozen=True)
class ListOf:
    """A list of `low` to `high` items, each by the inner rule."""

    rule: Rule
    high: int
    low: int = 0

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Checks the count, then the items."""
        if not isinstance(value, list):
            problems.add(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return
        if not self.low <= len(value) <= self.high:
            problems.add(at, "BASE_TYPE_BAD_LENGTH", f"Must be between {self.low} and {self.high} in length.")
        for position, item in enumerate(value[: self.high + 1]):
            self.rule.check(item, (*at, position), problems)


@dataclass(frozen=True)
class Shape:
    """An object: its fields, those it must have, and a further look at the whole once its fields are right."""

    fields: Mapping[str, Rule]
    required: frozenset[str] = frozenset()
    further: Callable[[dict[str, Any], Path, Problems], None] | None = None

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """A field that is not in the table is refused."""
        if not isinstance(value, dict):
            problems.add(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return
        before = len(problems.found)
        for name, inner in value.items():
            rule = self.fields.get(name)
            if rule is None:
                problems.add((*at, name), "UNKNOWN_FIELD", "This field is not known here.")
            else:
                rule.check(inner, (*at, name), problems)
        for name in self.required:
            if name not in value:
                problems.add((*at, name), "BASE_TYPE_REQUIRED", "This field is required")
        if self.further is not None and len(problems.found) == before:
            self.further(value, at, problems)


@dataclass(frozen=True)
class Anything:
    """Any value at all: for objects that are only stored."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Nothing is wrong."""


@dataclass(frozen=True)
class TextMap:
    """Texts by language code."""

    rule: Text = field(default_factory=lambda: Text(100, 1))

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Each value by the rule for its text."""
        if not isinstance(value, dict):
            problems.add(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return
        for language, text in value.items():
            self.rule.check(text, (*at, language), problems)


def require(rule: Rule, value: Any) -> None:
    """Raise ApiError (400, 50035) with all problems of `value`, if it has any."""
    problems = Problems()
    rule.check(value, (), problems)
    raise_if_any(problems)


def raise_if_any(problems: Problems) -> None:
    """Raise ApiError (400, 50035) when something was found."""
    if problems.found:
        raise ApiError(INVALID_FORM, problems.tree())

"""What application commands may look like: names, options, choices, their order, sizes and counts."""

from __future__ import annotations

import re
from typing import Any

from rehearsal.discord.fields import (
    Digits,
    Flag,
    ListOf,
    Maybe,
    Number,
    Path,
    Problems,
    Rule,
    Shape,
    Snowflake,
    Text,
    TextMap,
    Whole,
    one_of,
)

CHAT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER_OPTION, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
NAME = r"[a-z0-9_-]{1,32}"
MAX_CHARACTERS, MAX_CHAT, MAX_CONTEXT = 8000, 100, 15


class _ChoiceValue:
    """A string, or a number."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        rule: Rule = Text(100, 1) if isinstance(value, str) else Number()
        rule.check(value, at, problems)


class _Options:
    """The options of a command or subcommand; deeper levels look the same."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        ListOf(OPTION, 25).check(value, at, problems)


_CHOICE = Shape(
    {"name": Text(100, 1), "value": _ChoiceValue(), "name_localizations": Maybe(TextMap())},
    frozenset({"name", "value"}),
)
CHOICES = ListOf(_CHOICE, 25)


def _option(value: dict[str, Any], at: Path, problems: Problems) -> None:
    kind, options = value["type"], value.get("options") or []
    if kind == GROUP and any(item["type"] != SUBCOMMAND for item in options):
        problems.add((*at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A group holds subcommands only.")
    if kind == SUBCOMMAND and any(item["type"] <= GROUP for item in options):
        problems.add(
            (*at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A subcommand holds plain options only."
        )
    if kind > GROUP and options:
        problems.add((*at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A plain option holds no options.")
    if kind == GROUP and not options:
        problems.add((*at, "options"), "BASE_TYPE_REQUIRED", "A group holds at least one subcommand.")
    if value.get("autocomplete") and (value.get("choices") or kind not in {STRING, INTEGER, NUMBER}):
        problems.add(
            (*at, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Not with choices, not for this type."
        )
    if value.get("choices") and kind not in {STRING, INTEGER, NUMBER}:
        problems.add((*at, "choices"), "APPLICATION_COMMAND_CHOICES_INVALID", "Choices are for texts and numbers.")
    if kind <= GROUP:
        _check_order(options, (*at, "options"), problems)


def _check_order(options: list[dict[str, Any]], at: Path, problems: Problems) -> None:
    names = [option["name"] for option in options]
    if len(names) != len(set(names)):
        problems.add(at, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Option names must be unique.")
    optional = False
    for position, option in enumerate(options):
        if option.get("required") and optional:
            problems.add((*at, position), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                         "Required options must be placed before non-required options")  # fmt: skip
        optional = optional or not option.get("required")


OPTION = Shape(
    {
        "type": Whole(11, 1),
        "name": Text(32, 1, NAME),
        "description": Text(100, 1),
        "name_localizations": Maybe(TextMap(Text(32, 1))),
        "description_localizations": Maybe(TextMap()),
        "required": Flag(),
        "choices": Maybe(CHOICES),
        "options": Maybe(_Options()),
        "channel_types": Maybe(ListOf(Whole(20), 20)),
        "min_value": Maybe(Number()),
        "max_value": Maybe(Number()),
        "min_length": Maybe(Whole(6000)),
        "max_length": Maybe(Whole(6000, 1)),
        "autocomplete": Maybe(Flag()),
    },
    frozenset({"type", "name", "description"}),
    _option,
)


def characters(item: dict[str, Any]) -> int:
    """What counts towards the 8,000 of one command: names, descriptions and choice values, at all levels."""
    count = len(item.get("name", "")) + len(item.get("description") or "")
    for choice in item.get("choices") or ():
        count += len(choice["name"]) + (len(choice["value"]) if isinstance(choice["value"], str) else 0)
    return count + sum(characters(option) for option in item.get("options") or ())


def _command(value: dict[str, Any], at: Path, problems: Problems) -> None:
    if value.get("type", CHAT) != CHAT:
        if value.get("description") or value.get("options"):
            problems.add(
                (*at, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Only chat commands have these."
            )
        return
    options = value.get("options") or []
    if not re.fullmatch(NAME, value["name"]):
        problems.add((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    if not value.get("description"):
        problems.add((*at, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    kinds = {option["type"] <= GROUP for option in options}
    if len(kinds) > 1:
        problems.add(
            (*at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands and plain options do not mix."
        )
    if kinds != {True}:
        _check_order(options, (*at, "options"), problems)
    if characters(value) > MAX_CHARACTERS:
        problems.add(at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MAX_CHARACTERS})")


COMMAND = Shape(
    {
        "id": Snowflake(),
        "type": Whole(3, 1),
        "name": Text(32, 1),
        "description": Maybe(Text(100)),
        "name_localizations": Maybe(TextMap(Text(32, 1))),
        "description_localizations": Maybe(TextMap()),
        "options": Maybe(_Options()),
        "default_member_permissions": Maybe(Digits()),
        "dm_permission": Maybe(Flag()),
        "nsfw": Flag(),
        "contexts": Maybe(ListOf(one_of(0, 1, 2), 3)),
        "integration_types": Maybe(ListOf(one_of(0, 1), 2)),
    },
    frozenset({"name"}),
    _command,
)


class CommandList:
    """All commands at once: at most 100 chat commands and 15 of each context menu, names unique within their type."""

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """Each command, then the whole."""
        before = len(problems.found)
        ListOf(COMMAND, MAX_CHAT + 2 * MAX_CONTEXT).check(value, at, problems)
        if len(problems.found) > before:
            return
        for kind, most in ((CHAT, MAX_CHAT), (USER, MAX_CONTEXT), (MESSAGE, MAX_CONTEXT)):
            names = [item["name"] for item in value if item.get("type", CHAT) == kind]
            if len(names) > most:
                problems.add(
                    at, "APPLICATION_COMMANDS_LIMIT", f"Maximum number of application commands reached ({most})."
                )
            if len(names) != len(set(names)):
                problems.add(at, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")

"""What message components and modals may look like: fields, counts, nesting, both the classic and the V2 kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rehearsal.discord.fields import (
    Anything,
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
)

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = range(1, 9)
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL, FILE_UPLOAD = (
    9,
    10,
    11,
    12,
    13,
    14,
    17,
    18,
    19,
)
SELECTS = frozenset({STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
LINK, PREMIUM = 5, 6
ADDRESS = r"(https?|attachment)://\S+"
MAX_V2_COMPONENTS, MAX_V2_CHARACTERS, MAX_ROWS = 40, 4000, 5


@dataclass(frozen=True)
class Component:
    """A component of one of the types; the shape by type is in SHAPES."""

    types: frozenset[int]

    def check(self, value: Any, at: Path, problems: Problems) -> None:
        """First the type, then all else."""
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, int) or kind not in self.types:
            names = ", ".join(map(str, sorted(self.types)))
            problems.add((*at, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({names}).')
            return
        SHAPES[kind].check(value, at, problems)


def component(*types: int) -> Component:
    """A component of one of these types."""
    return Component(frozenset(types))


_EMOJI = Shape({"id": Maybe(Snowflake()), "name": Maybe(Text(64)), "animated": Flag()})
_CUSTOM_ID = Text(100, 1)
_MEDIA = Shape({"url": Text(2048, 1, ADDRESS)}, frozenset({"url"}))
_OPTION = Shape(
    {"label": Text(100, 1), "value": Text(100, 1), "description": Maybe(Text(100)), "emoji": _EMOJI, "default": Flag()},
    frozenset({"label", "value"}),
)


def _button(value: dict[str, Any], at: Path, problems: Problems) -> None:
    if value["style"] == LINK:
        if "url" not in value or "custom_id" in value:
            problems.add(
                (*at, "url"), "BASE_TYPE_REQUIRED", "A link button must have a url and cannot have a custom id."
            )
    elif value["style"] != PREMIUM and ("custom_id" not in value or "url" in value):
        problems.add((*at, "custom_id"), "BASE_TYPE_REQUIRED", "A custom id is required, a url is not allowed.")
    if value["style"] != PREMIUM and not value.get("label") and not value.get("emoji"):
        problems.add((*at, "label"), "BUTTON_COMPONENT_LABEL_REQUIRED", "A button must have a label or emoji.")


def _select(value: dict[str, Any], at: Path, problems: Problems) -> None:
    low, high = value.get("min_values", 1), value.get("max_values", 1)
    options = value.get("options")
    if low > high:
        problems.add((*at, "min_values"), "NUMBER_TYPE_MAX", "min_values cannot be larger than max_values.")
    if options is not None:
        if high > len(options):
            problems.add(
                (*at, "max_values"), "NUMBER_TYPE_MAX", "max_values cannot be larger than the number of options."
            )
        seen: set[str] = set()
        for position, option in enumerate(options):
            if option["value"] in seen:
                problems.add((*at, "options", position, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                             "The specified option value is already used")  # fmt: skip
            seen.add(option["value"])


def _row(value: dict[str, Any], at: Path, problems: Problems) -> None:
    inner = value["components"]
    if len(inner) > 1 and any(item["type"] != BUTTON for item in inner):
        problems.add(
            (*at, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select or text input takes a whole row."
        )


def _text_input(value: dict[str, Any], at: Path, problems: Problems) -> None:
    if value.get("min_length", 0) > value.get("max_length", 4000):
        problems.add((*at, "min_length"), "NUMBER_TYPE_MAX", "min_length cannot be larger than max_length.")
    if len(value.get("value") or "") > value.get("max_length", 4000):
        problems.add((*at, "value"), "BASE_TYPE_MAX_LENGTH", "The value is longer than max_length.")


def _shape(kind: int, fields: Mapping[str, Rule], required: str = "", further: Any = None) -> Shape:
    every: dict[str, Rule] = {"type": one_of(kind), "id": Whole(2**31 - 1)}
    return Shape(every | dict(fields), frozenset(required.split()), further)


def _entity_select(kind: int, extra: Mapping[str, Rule] | None = None) -> Shape:
    fields: dict[str, Rule] = {
        "custom_id": _CUSTOM_ID,
        "placeholder": Maybe(Text(150)),
        "min_values": Whole(25),
        "max_values": Whole(25, 1),
        "disabled": Flag(),
        "required": Flag(),
    }
    return _shape(
        kind, fields | dict(extra or {}), "custom_id options" if kind == STRING_SELECT else "custom_id", _select
    )


_DEFAULTS: dict[str, Rule] = {
    "default_values": ListOf(
        Shape({"id": Snowflake(), "type": one_of("user", "role", "channel")}, frozenset({"id", "type"})), 25
    )
}

SHAPES: dict[int, Shape] = {
    ROW: _shape(ROW, {"components": ListOf(component(BUTTON, TEXT_INPUT, *SELECTS), 5, 1)}, "components", _row),
    BUTTON: _shape(
        BUTTON,
        {
            "style": Whole(6, 1),
            "label": Maybe(Text(80)),
            "emoji": Maybe(_EMOJI),
            "custom_id": _CUSTOM_ID,
            "url": Text(512, 1, r"(https?|discord)://\S+"),
            "sku_id": Snowflake(),
            "disabled": Flag(),
        },
        "style",
        _button,
    ),
    STRING_SELECT: _entity_select(STRING_SELECT, {"options": ListOf(_OPTION, 25, 1)}),
    USER_SELECT: _entity_select(USER_SELECT, _DEFAULTS),
    ROLE_SELECT: _entity_select(ROLE_SELECT, _DEFAULTS),
    MENTIONABLE_SELECT: _entity_select(MENTIONABLE_SELECT, _DEFAULTS),
    CHANNEL_SELECT: _entity_select(CHANNEL_SELECT, _DEFAULTS | {"channel_types": ListOf(Whole(20), 20)}),
    TEXT_INPUT: _shape(
        TEXT_INPUT,
        {
            "custom_id": _CUSTOM_ID,
            "style": Whole(2, 1),
            "label": Maybe(Text(45)),
            "min_length": Maybe(Whole(4000)),
            "max_length": Maybe(Whole(4000, 1)),
            "required": Flag(),
            "value": Maybe(Text(4000)),
            "placeholder": Maybe(Text(100)),
        },
        "custom_id style",
        _text_input,
    ),
    SECTION: _shape(
        SECTION,
        {"components": ListOf(component(TEXT_DISPLAY), 3, 1), "accessory": component(BUTTON, THUMBNAIL)},
        "components accessory",
    ),
    TEXT_DISPLAY: _shape(TEXT_DISPLAY, {"content": Text(4000, 1)}, "content"),
    THUMBNAIL: _shape(THUMBNAIL, {"media": _MEDIA, "description": Maybe(Text(1024)), "spoiler": Flag()}, "media"),
    GALLERY: _shape(
        GALLERY,
        {
            "items": ListOf(
                Shape({"media": _MEDIA, "description": Maybe(Text(1024)), "spoiler": Flag()}, frozenset({"media"})),
                10,
                1,
            )
        },
        "items",
    ),
    FILE: _shape(FILE, {"file": _MEDIA, "spoiler": Flag()}, "file"),
    SEPARATOR: _shape(SEPARATOR, {"divider": Flag(), "spacing": Whole(2, 1)}),
    CONTAINER: _shape(
        CONTAINER,
        {
            "components": ListOf(component(ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR), MAX_V2_COMPONENTS, 1),
            "accent_color": Maybe(Whole(0xFFFFFF)),
            "spoiler": Flag(),
        },
        "components",
    ),
    LABEL: _shape(
        LABEL,
        {
            "label": Text(45, 1),
            "description": Maybe(Text(100)),
            "component": component(TEXT_INPUT, FILE_UPLOAD, *SELECTS),
        },
        "label component",
    ),
    FILE_UPLOAD: _shape(
        FILE_UPLOAD,
        {"custom_id": _CUSTOM_ID, "min_values": Whole(10), "max_values": Whole(10, 1), "required": Flag()},
        "custom_id",
    ),
}

CLASSIC = ListOf(component(ROW), MAX_ROWS)
LAYOUT = ListOf(component(ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER), MAX_V2_COMPONENTS)
UNCHECKED = ListOf(Anything(), MAX_V2_COMPONENTS)
"""For the first pass over a message: which of the two kinds applies is known only with its flags."""


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component at any depth, parents first, in the order shown."""
    for item in components:
        yield item
        yield from walk(item.get("components", ()))
        for inner in ("accessory", "component"):
            if inner in item:
                yield from walk([item[inner]])


def check_message_components(components: Any, *, layout: bool, at: Path, problems: Problems) -> None:
    """Check a message's components as classic ones or, with the flag, as a V2 layout."""
    before = len(problems.found)
    (LAYOUT if layout else CLASSIC).check(components, at, problems)
    if len(problems.found) > before:
        return
    everything = list(walk(components))
    if any(item["type"] == TEXT_INPUT for item in everything):
        problems.add(at, "COMPONENT_TYPE_INVALID", "Text inputs stand in modals only.")
    _check_custom_ids(everything, at, problems)
    if layout:
        if len(everything) > MAX_V2_COMPONENTS:
            problems.add(
                at, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"At most {MAX_V2_COMPONENTS} components in all."
            )
        if sum(len(item["content"]) for item in everything if item["type"] == TEXT_DISPLAY) > MAX_V2_CHARACTERS:
            problems.add(
                at,
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                f"At most {MAX_V2_CHARACTERS} characters of text in all.",
            )


def _check_custom_ids(everything: list[dict[str, Any]], at: Path, problems: Problems) -> None:
    names = [item["custom_id"] for item in everything if "custom_id" in item]
    if len(names) != len(set(names)):
        problems.add(at, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")


def _modal(value: dict[str, Any], at: Path, problems: Problems) -> None:
    everything = list(walk(value["components"]))
    _check_custom_ids(everything, (*at, "components"), problems)
    for item in everything:
        if item["type"] == ROW and item["components"][0]["type"] != TEXT_INPUT:
            problems.add((*at, "components"), "COMPONENT_TYPE_INVALID", "A row of a modal holds a text input.")
        if item["type"] == ROW and not item["components"][0].get("label"):
            problems.add((*at, "components"), "BASE_TYPE_REQUIRED", "A text input in a row needs a label.")


MODAL = Shape(
    {
        "custom_id": _CUSTOM_ID,
        "title": Text(45, 1),
        "components": ListOf(component(ROW, TEXT_DISPLAY, LABEL), MAX_ROWS, 1),
    },
    frozenset({"custom_id", "title", "components"}),
    _modal,
)

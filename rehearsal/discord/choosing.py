"""How a person's choices become the data of an interaction, and what Discord's client would not let them choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rehearsal.discord import command_rules as rules
from rehearsal.discord.component_rules import (
    BUTTON,
    CHANNEL_SELECT,
    FILE_UPLOAD,
    LABEL,
    LINK,
    MENTIONABLE_SELECT,
    ROLE_SELECT,
    ROW,
    SELECTS,
    STRING_SELECT,
    TEXT_INPUT,
    USER_SELECT,
    walk,
)
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.payloads import Resolved
from rehearsal.discord.places import Guild, Json
from rehearsal.discord.world import World, ident


@dataclass(frozen=True)
class Chosen:
    """A registered command and the way to one of its subcommands."""

    command: Json
    steps: tuple[Json, ...]

    @property
    def options(self) -> list[Json]:
        """The plain options at the end of the way."""
        return (self.steps[-1] if self.steps else self.command).get("options") or []

    def option(self, name: str) -> Json:
        """A plain option by name. Raises ClientRefusal."""
        for option in self.options:
            if option["name"] == name:
                return option
        raise ClientRefusal(f"/{self.command['name']} has no option {name}")

    def data(self, options: list[Json]) -> Json:
        """The data of the interaction, with the options at their depth."""
        for step in reversed(self.steps):
            options = [{"type": step["type"], "name": step["name"], "options": options}]
        document = {"id": self.command["id"], "name": self.command["name"], "type": self.command["type"]}
        if "guild_id" in self.command:
            document["guild_id"] = self.command["guild_id"]
        return document | ({"options": options} if self.command["type"] == rules.CHAT else {})


def find_command(world: World, guild: Guild | None, kind: int, name: str) -> Chosen:
    """A registered command by its full name. Raises ClientRefusal when there is none."""
    known = [*world.commands.get(guild.id if guild else None, []), *world.commands.get(None, [])]
    words = name.split() if kind == rules.CHAT else [name]
    for command in known:
        if command["type"] == kind and command["name"] == words[0]:
            steps: list[Json] = []
            inner = command
            for word in words[1:]:
                found = [o for o in inner.get("options") or () if o["name"] == word and o["type"] <= rules.GROUP]
                if not found:
                    raise ClientRefusal(f"/{name} is not a registered command")
                inner = found[0]
                steps.append(inner)
            if any(option["type"] <= rules.GROUP for option in inner.get("options") or ()):
                raise ClientRefusal(f"/{name} needs a subcommand")
            return Chosen(command, tuple(steps))
    raise ClientRefusal(f"/{name} is not a registered command")


def option_values(chosen: Chosen, given: Mapping[str, Any], resolved: Resolved, *, complete: bool = True) -> list[Json]:
    """The options with values, each of its type and within its limits, in the command's order. Raises ClientRefusal."""
    for name in given:
        chosen.option(name)
    values = []
    for option in chosen.options:
        if option["name"] in given:
            value = _option_value(option, given[option["name"]], resolved)
            values.append({"type": option["type"], "name": option["name"], "value": value})
        elif complete and option.get("required"):
            raise ClientRefusal(f"option {option['name']} is required")
    return values


def _option_value(option: Json, value: Any, resolved: Resolved) -> Any:
    kind, name = option["type"], option["name"]
    entity: dict[int, Callable[[Any], str]] = {
        rules.USER_OPTION: resolved.user,
        rules.CHANNEL: resolved.channel,
        rules.ROLE: resolved.role,
        rules.MENTIONABLE: resolved.mentionable,
        rules.ATTACHMENT: resolved.attachment,
    }
    if kind in entity:
        number = entity[kind](value)
        wanted = option.get("channel_types")
        if wanted and resolved.json["channels"][number]["type"] not in wanted:
            raise ClientRefusal(f"{name} does not take this type of channel")
        return number
    types: dict[int, tuple[type, ...]] = {
        rules.STRING: (str,),
        rules.INTEGER: (int,),
        rules.BOOLEAN: (bool,),
        rules.NUMBER: (int, float),
    }
    picked: Any = value
    if not isinstance(value, types[kind]) or (isinstance(value, bool) and kind != rules.BOOLEAN):
        raise ClientRefusal(f"{name} does not take {value!r}")
    choices = option.get("choices")
    if choices and value not in {choice["value"] for choice in choices}:
        raise ClientRefusal(f"{name} has no choice {value!r}")
    text = kind == rules.STRING
    size = float(len(picked) if text else picked)
    low, high = ("min_length", "max_length") if text else ("min_value", "max_value")
    least, most = option.get(low), option.get(high)
    if (
        (least is not None and size < least)
        or (most is not None and size > most)
        or (kind == rules.STRING and size > 6000)
    ):
        raise ClientRefusal(f"{name} is out of its limits")
    return value


def find_component(message: Json, custom_id: str, *, buttons: bool) -> Json:
    """A button or select that can be used; `custom_id` may end in `*`. Raises ClientRefusal."""
    begins = custom_id.removesuffix("*") if custom_id.endswith("*") else None
    for item in walk(message["components"]):
        own = item.get("custom_id")
        fits = own == custom_id or (begins is not None and isinstance(own, str) and own.startswith(begins))
        if fits and (item["type"] == BUTTON) == buttons and (buttons or item["type"] in SELECTS):
            if item.get("disabled") or (item.get("style") == LINK and buttons):
                raise ClientRefusal(f"{own} is disabled")
            return item
    raise ClientRefusal(f"the message has no {'button' if buttons else 'select'} {custom_id}")


def select_values(menu: Json, values: list[Any], resolved: Resolved, *, in_modal: bool = False) -> list[str]:
    """The values of a select, as many as it takes; only in a modal can it be left empty for not being required. Raises ClientRefusal."""
    low, high = menu.get("min_values", 1), menu.get("max_values", 1)
    if in_modal and not values and not menu.get("required", True):
        low = 0
    if not low <= len(values) <= high:
        raise ClientRefusal(f"{menu['custom_id']} takes {low} to {high} values")
    kind = menu["type"]
    if kind == STRING_SELECT:
        offered = {option["value"] for option in menu["options"]}
        if not set(values) <= offered:
            raise ClientRefusal(f"{menu['custom_id']} does not offer {values}")
        return list(values)
    take = {
        USER_SELECT: resolved.user,
        ROLE_SELECT: resolved.role,
        MENTIONABLE_SELECT: resolved.mentionable,
        CHANNEL_SELECT: resolved.channel,
    }[kind]
    picked = [take(value) for value in values]
    wanted = menu.get("channel_types")
    if wanted and any(resolved.json["channels"][number]["type"] not in wanted for number in picked):
        raise ClientRefusal(f"{menu['custom_id']} does not take this type of channel")
    return picked


def modal_values(modal: Json, values: Mapping[str, Any], resolved: Resolved) -> list[Json]:
    """The filled-in components of a modal, as Discord sends them. Raises ClientRefusal."""
    fields = {item["custom_id"] for item in walk(modal["components"]) if "custom_id" in item}
    unknown = set(values) - fields
    if unknown:
        raise ClientRefusal(f"the modal has no field {', '.join(sorted(unknown))}")
    result: list[Json] = []
    for number, item in enumerate(modal["components"], start=1):
        if item["type"] == ROW:
            filled = _field(item["components"][0], values, resolved) | {"id": 100 + number}
            result.append({"type": ROW, "id": number, "components": [filled]})
        elif item["type"] == LABEL:
            filled = _field(item["component"], values, resolved) | {"id": 100 + number}
            result.append({"type": LABEL, "id": number, "component": filled})
        else:
            result.append({"type": item["type"], "id": number})
    return result


def _field(item: Json, values: Mapping[str, Any], resolved: Resolved) -> Json:
    name, kind = item["custom_id"], item["type"]
    if kind == TEXT_INPUT:
        text = values.get(name, item.get("value") or "")
        if not text and item.get("required", True):
            raise ClientRefusal(f"{name} is required")
        if text and not (item.get("min_length") or 0) <= len(text) <= (item.get("max_length") or 4000):
            raise ClientRefusal(f"{name} is out of its limits")
        return {"type": kind, "custom_id": name, "value": text}
    if kind == FILE_UPLOAD:
        return {"type": kind, "custom_id": name, "values": [resolved.attachment(file) for file in values.get(name, ())]}
    preset = [option["value"] for option in item.get("options", ()) if option.get("default")]
    preset += [default["id"] for default in item.get("default_values", ())]
    picked = [value if isinstance(value, str) else str(ident(value)) for value in values.get(name, preset)]
    return {"type": kind, "custom_id": name, "values": select_values(item, picked, resolved, in_modal=True)}

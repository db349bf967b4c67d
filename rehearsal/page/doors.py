"""What the page can ask for, each a door by name. What people do goes to the bot as it would from Discord's client."""

from __future__ import annotations

import base64
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.messages import Upload
from rehearsal.discord.places import Json
from rehearsal.page import view
from rehearsal.page.faults import FaultPanel
from rehearsal.room import Room

Door = Callable[..., Awaitable[Any]]


class Doors:
    """The doors of one room. They raise ClientRefusal for what Discord's client would not let a person do, TimeoutError when
    the bot does not finish, and TypeError, ValueError or LookupError for what makes no sense."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._faults = FaultPanel(room)
        self._table: dict[str, Door] = {
            "view": self._view,
            "versions": self._versions,
            "count": self._count,
            "command": self._command,
            "complete": self._complete,
            "press": self._press,
            "select": self._select,
            "modal": self._modal,
            "menu": self._menu,
            "fault": self._fault,
            "speed": self._speed,
        }

    def __contains__(self, name: str) -> bool:
        return name in self._table

    async def open(self, name: str, given: object) -> Any:
        """Do what the door `name` does with the JSON object `given`; the result as JSON."""
        fields, door = _object(given), self._table[name]
        inspect.signature(door).bind(**fields)  # says which one is missing or unknown
        result = await door(**fields)
        return result.json() if isinstance(result, Interaction) else result

    def status(self) -> Json:
        """What the stream tells: the clock, the bot, the feeds, and the faults still to come."""
        return view.status(self._room) | {"queued": self._faults.queued}

    async def _view(self, user: str = "", channel: str = "") -> Json:
        place = self._room.place
        seen = view.view(self._room, _number(user or place.moderator.id), _number(channel or place.news.id))
        return seen | {"room": self.status()}

    async def _versions(self, message: str) -> list[Json]:
        return view.versions(self._room, message)

    async def _count(self) -> Json:
        return view.count(self._room)

    async def _command(self, user: str, channel: str, name: str, options: Json) -> Interaction:
        place, discord = self._room.place, self._room.discord
        return await discord.run_command(place.guild, _number(channel), _number(user), name, _values(options))

    async def _complete(self, user: str, channel: str, name: str, option: str, text: str, options: Json) -> Json:
        place, discord = self._room.place, self._room.discord
        who, where = _number(user), _number(channel)
        given = await discord.autocomplete(place.guild, where, who, name, option, text, _values(options))
        return {"choices": given.choices or []}

    async def _press(self, user: str, on: Json, custom_id: str) -> Interaction:
        return await self._room.discord.press(self._message(on), custom_id, _number(user))

    async def _select(self, user: str, on: Json, custom_id: str, values: list[str]) -> Interaction:
        return await self._room.discord.select(self._message(on), custom_id, values, _number(user))

    async def _modal(self, user: str, answer: str, values: Json) -> Interaction:
        opened = self._room.discord.world.interactions[_number(answer)]
        if opened.user_id != _number(user):
            raise ClientRefusal("only the person who opened this form can send it")
        return await self._room.discord.submit_modal(opened, _values(values))

    async def _menu(self, user: str, on: Json, name: str) -> Interaction:
        place, message = self._room.place, self._message(on)
        where = int(message["channel_id"])
        return await self._room.discord.use_menu(place.guild, where, _number(user), name, message)

    def _message(self, on: Json) -> Json:
        """What `{"answer": id, "message": id}` (a private answer) or `{"channel": id, "message": id}` names."""
        world, number = self._room.discord.world, _number(_object(on)["message"])
        private = world.interactions[_number(on["answer"])].hidden if on.get("answer") else None
        held = private if private is not None else world.channels[_number(on["channel"])].messages
        if number not in held:
            raise ClientRefusal("this message is gone")
        return held[number]

    async def _fault(self, kind: str, outlet: str = "", status: int = 404) -> Json:
        return await self._faults.cause(kind, outlet=outlet, status=status)

    async def _speed(self, speed: str) -> Json:
        wanted = view.SPEEDS.get(speed)
        if wanted is None:
            raise ValueError(f"the speeds are {', '.join(view.SPEEDS)}")
        if wanted != self._room.pace.speed:
            self._room.go_on(wanted)
        return self.status()


def _number(value: object) -> int:
    """An id. Raises ValueError."""
    text = str(value)
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{value!r} is no id")
    return int(text)


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise TypeError("a JSON object is wanted")
    return value


def _values(given: Json) -> Json:
    """Values as the page sends them; files are objects of name, base64 data and media_type."""
    return {name: _value(value) for name, value in _object(given).items()}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return Upload(value["name"], base64.b64decode(value["data"], validate=True), value["media_type"])
    return value

"""The stand-in's own doors under `/_stand-in/`: another process does there what tests do in-process. `Remote` is the other end."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout, web

from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.messages import Upload
from rehearsal.discord.places import Json
from rehearsal.discord.server import StandIn

PREFIX = "/_stand-in/"
Operation = Callable[..., Awaitable[Any] | Any]


def _plain(value: Any) -> Any:
    """A result as JSON: things by their objects, with their id."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | dict):
        return value
    if hasattr(value, "json"):
        return {"id": str(value.id), **value.json()}
    return None


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Values of options; a file is an object of name, base64 data and media_type."""
    return {name: _upload(value) if isinstance(value, dict) else value for name, value in given.items()}


def _upload(value: dict[str, str]) -> Upload:
    return Upload(value["name"], base64.b64decode(value["data"]), value.get("media_type", "application/octet-stream"))


class _Doors:
    """The operations that need more than passing their arguments on."""

    def __init__(self, stand_in: StandIn) -> None:
        self._discord = stand_in

    def _answer(self, number: int | str) -> Interaction:
        return self._discord.world.interactions[int(number)]

    def _message(self, on: dict[str, Any]) -> Json | Interaction:
        """What `{"answer": id}` or `{"channel": id, "message": id}` names."""
        if "answer" in on:
            return self._answer(on["answer"])
        channel = self._discord.world.channels[int(on["channel"])]
        if int(on["message"]) not in channel.messages:
            raise ClientRefusal("this message is gone")
        return channel.messages[int(on["message"])]

    def state(self) -> Json:
        """Servers with their channels, roles and members; commands; whether the bot is connected."""
        world = self._discord.world
        return {
            "url": self._discord.url,
            "bot_id": str(world.bot.id),
            "connected": self._discord.gateway.connected,
            "commands": world.commands.get(None, []),
            "invalid_requests": self._discord.rates.refused,
            "guilds": [
                guild.json()
                | {
                    "channels": [channel.json() for channel in guild.channels.values()],
                    "members": [member.json() | {"user": member.user.json()} for member in guild.members.values()],
                }
                for guild in world.guilds.values()
            ],
        }

    async def run_command(self, options: dict[str, Any] | None = None, **rest: Any) -> Interaction:
        return await self._discord.run_command(options=_values(options or {}), **rest)

    async def press(self, on: dict[str, Any], custom_id: str, user: str, **rest: Any) -> Interaction:
        return await self._discord.press(self._message(on), custom_id, user, **rest)

    async def select(
        self, on: dict[str, Any], custom_id: str, values: list[Any], user: str, **rest: Any
    ) -> Interaction:
        return await self._discord.select(self._message(on), custom_id, values, user, **rest)

    async def submit_modal(self, answer: str, values: dict[str, Any], **rest: Any) -> Interaction:
        return await self._discord.submit_modal(self._answer(answer), values, **rest)

    async def use_menu(self, on: dict[str, Any] | None = None, target: str | None = None, **rest: Any) -> Interaction:
        message = self._message(on) if on is not None else target
        assert not isinstance(message, Interaction | None), "a message in a channel or a user"  # noqa: S101
        return await self._discord.use_menu(target=message, **rest)

    def answer(self, answer: str) -> Interaction:
        """How an answer stands now."""
        return self._answer(answer)

    async def wait(self, answer: str, timeout: float = 10.0) -> Interaction:  # noqa: ASYNC109
        """The answer once it is finished."""
        return await self._answer(answer).wait(timeout)

    def set_inbox(self, user: str, *, is_open: bool) -> None:
        """Let a user take direct messages from the bot, or not."""
        self._discord.world.users[int(user)].inbox_open = is_open

    def journal(self, since: int = 0, kinds: list[str] | None = None) -> list[Json]:
        """The entries from number `since` on."""
        return [entry for entry in self._discord.journal.entries[since:] if kinds is None or entry["kind"] in kinds]

    def fail(self, **how: Any) -> None:
        """Ask for a failure."""
        self._discord.fail(**how)


def operations(stand_in: StandIn) -> dict[str, Operation]:
    """Every door by name. Their arguments are those of the methods; ids are strings."""
    doors, world, gateway = _Doors(stand_in), stand_in.world, stand_in.gateway
    return {
        "state": doors.state,
        "add_guild": world.add_guild,
        "invite_bot": world.invite_bot,
        "remove_bot": world.remove_bot,
        "add_channel": world.add_channel,
        "delete_channel": world.delete_channel,
        "overwrite": world.overwrite,
        "add_role": world.add_role,
        "delete_role": world.delete_role,
        "member": world.add_member,
        "set_roles": world.set_roles,
        "set_inbox": doors.set_inbox,
        "run_command": doors.run_command,
        "autocomplete": stand_in.autocomplete,
        "press": doors.press,
        "select": doors.select,
        "submit_modal": doors.submit_modal,
        "use_menu": doors.use_menu,
        "say": stand_in.say,
        "answer": doors.answer,
        "wait": doors.wait,
        "messages": stand_in.messages,
        "direct_messages": stand_in.direct_messages,
        "journal": doors.journal,
        "fail": doors.fail,
        "clear_failures": stand_in.failures.clear,
        "reconnect": gateway.reconnect,
        "invalidate": gateway.invalidate,
        "drop": gateway.drop,
        "withhold_acks": gateway.withhold_acks,
    }


def open_control(stand_in: StandIn) -> None:
    """Answer `POST /_stand-in/NAME` with a JSON object of arguments by `{"result": ...}`.

    409: what Discord's client would refuse, with its reason. 400: wrong arguments. 404: no such operation. 504: it took too long.
    """
    table = operations(stand_in)

    async def page(request: web.BaseRequest) -> web.StreamResponse:
        operation = table.get(request.path.removeprefix(PREFIX))
        if operation is None or request.method != "POST":
            return web.json_response({"error": "no such operation", "operations": sorted(table)}, status=404)
        try:
            result = operation(**json.loads(await request.read() or b"{}"))
            if isinstance(result, Awaitable):
                result = await result
        except ClientRefusal as refusal:
            return web.json_response({"error": str(refusal)}, status=409)
        except TimeoutError as late:
            return web.json_response({"error": str(late)}, status=504)
        except (TypeError, ValueError, LookupError, AttributeError, AssertionError) as wrong:
            return web.json_response({"error": f"{type(wrong).__name__}: {wrong}"}, status=400)
        return web.json_response({"result": _plain(result)})

    stand_in.mount(PREFIX, page)


class Remote:
    """Another process's end of the doors: `async with Remote(base) as discord: await discord.call("add_guild", name="Hall")`.

    `base` is the stand-in's address without a path, like `http://127.0.0.1:8901`.
    """

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/") + PREFIX
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = ClientSession(timeout=ClientTimeout(total=60))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def call(self, operation: str, /, **arguments: Any) -> Any:
        """Do it there; the result as JSON. Raises ClientRefusal, TimeoutError or ValueError as the operation did."""
        assert self._session is not None, "used outside of `async with`"  # noqa: S101
        async with self._session.post(self._base + operation, json=arguments) as response:
            document = await response.json()
        if response.status == 200:
            return document["result"]
        errors: dict[int, type[Exception]] = {409: ClientRefusal, 504: TimeoutError}
        raise errors.get(response.status, ValueError)(document["error"])

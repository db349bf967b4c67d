"""The page's side of the stand-in's server: its files, its doors over HTTP, and a stream that tells when something happened."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from pathlib import Path

from aiohttp import web

from rehearsal.bot_process import BotEndedError
from rehearsal.discord.errors import ClientRefusal
from rehearsal.page.doors import Doors
from rehearsal.room import Room, RoomClosedError

FILES = Path(__file__).parent
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
LOOK, BEAT = (
    0.25,
    1.0,
)  # real seconds: between two looks for something new, and between two words of the stream at the latest
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
DOOR = "/page/do/"


class Page:
    """Answers the browser; one for a room."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._doors = Doors(room)

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """A file, the stream, or a door.

        Other names of this computer are refused: a site that points its own name here would otherwise read along.
        """
        if request.host.rsplit(":", 1)[0] not in {"127.0.0.1", "localhost"}:
            return web.Response(
                status=403, text="This page is for this computer only, by the address that was printed."
            )
        path = request.path
        if path == "/page/stream":
            return await self._stream(request)
        if path == "/favicon.ico":
            return web.Response(status=204)
        if path.startswith(DOOR):
            return await self._door(request, path.removeprefix(DOOR))
        return self._file(path)

    def _file(self, path: str) -> web.Response:
        file = FILES / ("page.html" if path == "/" else Path(path).name)
        if file.suffix in TYPES and path in {"/", f"/page/{file.name}"} and file.is_file():
            return web.Response(
                body=file.read_bytes(), content_type=TYPES[file.suffix], charset="utf-8", headers=HEADERS
            )
        kept = self._room.discord.world.files.get(path)
        if kept is not None:
            # An uploaded file is shown, but runs nothing here.
            sandbox = HEADERS | {"Content-Security-Policy": "sandbox"}
            return web.Response(body=kept[0], content_type=kept[1], headers=sandbox)
        return web.Response(status=404, text="There is nothing here.")

    async def _door(self, request: web.BaseRequest, name: str) -> web.Response:
        """A JSON object by POST; its result, or `{"error": sentence}`.

        409: what Discord's client would refuse; 400: not understood; 503: the rehearsal is ending; 504: no answer of the bot in time.
        """
        if name not in self._doors:
            return _error(404, "There is nothing here.")
        # Other sites in the same browser cannot send this type without being asked first.
        if request.method != "POST" or request.content_type != "application/json":
            return _error(405, "This takes a JSON object, by POST.")
        try:
            return web.json_response(await self._doors.open(name, json.loads(await request.read())))
        except ClientRefusal as refusal:
            return _error(409, f"Not possible: {refusal}.")
        except TimeoutError:
            return _error(504, "Picketwire did not answer in time.")
        except RoomClosedError as closed:
            return _error(503, f"Too late: {closed}.")
        except BotEndedError as ended:
            return _error(500, str(ended))
        except LookupError as unknown:
            return _error(400, f"Not understood: there is no {unknown}.")
        except (TypeError, ValueError, AttributeError) as wrong:
            return _error(400, f"Not understood: {wrong}.")

    async def _stream(self, request: web.BaseRequest) -> web.StreamResponse:
        """Server-sent events: what `view` has in `room`, with `changed` when the rest of a view may differ from the last word's."""
        room = self._room
        if room.closing.is_set():
            return web.Response(status=204)  # a browser does not ask again after this
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        with contextlib.suppress(ConnectionError):
            await response.prepare(request)
            seen, last, spoke = -1, None, 0.0
            while True:
                ending = room.closing.is_set()
                number, state = len(room.discord.journal.entries), (room.connected, room.restarting, room.pace.speed)
                if ending or number != seen or state != last or time.monotonic() - spoke >= BEAT:
                    word = self._doors.status() | {"changed": number != seen, "ending": ending}
                    await response.write(f"data: {json.dumps(word)}\n\n".encode())
                    seen, last, spoke = number, state, time.monotonic()
                if ending:
                    break
                await asyncio.sleep(LOOK)
        return response


def _error(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


def open_page(room: Room) -> str:
    """Serve the page; its address."""
    room.discord.mount("/", Page(room))
    return f"{room.discord.world.url}/"

"""The gateway: sessions with their replay buffers, sockets with their heartbeats, and the disturbances that can be asked for."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from rehearsal.discord.application_routes import gateway_url
from rehearsal.discord.places import Json
from rehearsal.discord.world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 3, 6, 7, 9, 10, 11
UNKNOWN_OPCODE, NOT_AUTHENTICATED, WRONG_TOKEN, RATE_LIMITED, TIMED_OUT = 4001, 4003, 4004, 4008, 4009
INVALID_SHARD, INVALID_INTENTS, DISALLOWED_INTENTS = 4010, 4013, 4014
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
REPLAYED = 5000


@dataclass(eq=False)
class Session:
    """What RESUME brings back: the events of one shard by sequence number."""

    id: str
    shard: tuple[int, int]
    intents: int
    sequence: int = 0
    sent: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=REPLAYED))
    socket: Socket | None = None

    def wants(self, guild_id: int | None, intents: int) -> bool:
        """Whether an event is for this shard and these intents."""
        number, count = self.shard
        home = (guild_id >> 22) % count if guild_id else 0
        return home == number and (not intents or bool(self.intents & intents))

    def push(self, event: str, data: Json) -> None:
        """Number an event, keep it, and send it if somebody is connected."""
        self.sequence += 1
        text = _encode({"op": DISPATCH, "t": event, "s": self.sequence, "d": data})
        self.sent.append((self.sequence, text))
        if self.socket is not None:
            self.socket.outbox.put_nowait(text)


def _encode(document: Json) -> str:
    return json.dumps(document, separators=(",", ":"))


@dataclass(eq=False)
class Socket:
    """One connection; `outbox` takes texts to send, or a close code."""

    request: web.BaseRequest
    response: web.WebSocketResponse
    outbox: asyncio.Queue[str | int] = field(default_factory=asyncio.Queue)
    session: Session | None = None
    last_beat: float = field(default_factory=time.monotonic)
    leaving: bool = False  # it was told to go, or cut

    def send(self, op: int, data: Any = None) -> None:
        """Queue a message that is no event."""
        self.outbox.put_nowait(_encode({"op": op, "d": data, "s": None, "t": None}))

    async def write(self) -> None:
        """Send what is queued until a close code comes; compressed as one stream if the client asked for that."""
        stream = zlib.compressobj() if self.request.query.get("compress") == "zlib-stream" else None
        with contextlib.suppress(ConnectionError, RuntimeError):
            while True:
                item = await self.outbox.get()
                if isinstance(item, int):
                    await self.response.close(code=item)
                    return
                if stream is None:
                    await self.response.send_str(item)
                else:
                    await self.response.send_bytes(stream.compress(item.encode()) + stream.flush(zlib.Z_SYNC_FLUSH))


class Gateway:
    """All sessions and sockets."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, Session] = {}
        self._sockets: set[Socket] = set()
        self._acks = True
        world.dispatch = self.dispatch

    @property
    def connected(self) -> bool:
        """Whether a bot is connected and identified, and was not told to go."""
        return any(socket.session is not None and not socket.leaving for socket in self._sockets)

    def dispatch(self, event: str, data: Json, guild_id: int | None, intents: int) -> None:
        """Send an event to the sessions it concerns; those without a socket get it when they resume."""
        for session in self._sessions.values():
            if session.wants(guild_id, intents):
                session.push(event, data)

    async def serve(self, request: web.BaseRequest) -> web.WebSocketResponse:
        """Speak with one client until either side closes."""
        response = web.WebSocketResponse(timeout=1.0, max_msg_size=2**20, compress=False)
        await response.prepare(request)
        socket = Socket(request, response)
        self._sockets.add(socket)
        writer = asyncio.create_task(socket.write())
        self._journal("connect")
        socket.send(HELLO, {"heartbeat_interval": int(self._world.settings.heartbeat_seconds * 1000)})
        try:
            await self._listen(socket)
        finally:
            self._sockets.discard(socket)
            writer.cancel()
            self._leave(socket)
        return response

    def _leave(self, socket: Socket) -> None:
        """A client that closed with 1000 or 1001 has ended its session; all others may come back."""
        session, code = socket.session, socket.response.close_code
        self._journal("disconnect", code=code, session=session.id if session else None)
        if session is not None and session.socket is socket:
            session.socket = None
            if code in {1000, 1001}:
                self._sessions.pop(session.id, None)

    async def _listen(self, socket: Socket) -> None:
        patience = self._world.settings.heartbeat_seconds * 1.5
        while not socket.response.closed:
            left = socket.last_beat + patience - time.monotonic()
            try:
                message = await socket.response.receive(timeout=max(left, 0.001))
            except TimeoutError:
                self._journal("heartbeat_missed")
                await socket.response.close(code=TIMED_OUT)
                return
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                return
            code = self._receive(socket, json.loads(message.data))
            if code is not None:
                self._journal("refused", code=code)
                socket.outbox.put_nowait(code)

    def _receive(self, socket: Socket, message: Json) -> int | None:
        """Act on one message; the code to close with if it was not acceptable."""
        op, data = message.get("op"), message.get("d")
        if op == HEARTBEAT:
            socket.last_beat = time.monotonic()
            if self._acks:
                socket.send(ACK)
        elif op == IDENTIFY and isinstance(data, dict):
            return self._identify(socket, data)
        elif op == RESUME and isinstance(data, dict):
            return self._resume(socket, data)
        elif socket.session is None:
            return NOT_AUTHENTICATED
        elif op != PRESENCE:
            self._world.journal.add("violation", what="gateway opcode", op=op)
            return UNKNOWN_OPCODE
        return None

    def _identify(self, socket: Socket, data: Json) -> int | None:
        settings = self._world.settings
        self._journal("identify", shard=data.get("shard"), intents=data.get("intents"))
        shard: tuple[int, int] = tuple(data.get("shard", (0, 1)))
        intents = data.get("intents")
        if data.get("token") != settings.token:
            return WRONG_TOKEN
        if not isinstance(intents, int):
            return INVALID_INTENTS
        if intents & PRIVILEGED & ~settings.privileged_intents:
            return DISALLOWED_INTENTS
        if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            return INVALID_SHARD
        if sum(entry["event"] == "identify" for entry in self._world.journal.of("gateway")) > settings.identifies_a_day:
            return RATE_LIMITED
        for old in [s for s in self._sessions.values() if s.socket is None and s.shard == shard]:
            del self._sessions[old.id]
        session = Session(secrets.token_hex(16), shard, intents, socket=socket)
        self._sessions[session.id] = socket.session = session
        self._ready(socket, session)
        return None

    def _ready(self, socket: Socket, session: Session) -> None:
        world, bot_id = self._world, self._world.bot.id
        session.socket = socket
        guilds = [g for g in world.guilds.values() if bot_id in g.members and session.wants(g.id, 0)]
        ready: Json = {
            "v": 10,
            "user": world.bot.json() | {"verified": True, "mfa_enabled": False, "email": None, "flags": 0},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": gateway_url(world),
            "shard": list(session.shard),
            "application": {"id": str(bot_id), "flags": 0},
            "private_channels": [],
            "relationships": [],
        }
        session.push("READY", ready)
        for guild in guilds:
            session.push("GUILD_CREATE", guild.gateway_json(bot_id) | {"unavailable": False})
        self._journal("ready", session=session.id)

    def _resume(self, socket: Socket, data: Json) -> int | None:
        session = self._sessions.get(str(data.get("session_id")))
        if data.get("token") != self._world.settings.token:
            return WRONG_TOKEN
        last = data.get("seq")
        if session is None or not isinstance(last, int) or (session.sent and session.sent[0][0] > last + 1):
            self._journal("resume_refused")
            socket.send(INVALID_SESSION, data=False)
            return None
        if session.socket is not None:
            session.socket.outbox.put_nowait(TIMED_OUT)
        missed = [text for number, text in session.sent if number > last]
        for text in missed:
            socket.outbox.put_nowait(text)
        session.socket, socket.session = socket, session
        session.push("RESUMED", {})
        self._journal("resumed", session=session.id, replayed=len(missed))
        return None

    def _journal(self, event: str, **facts: Any) -> None:
        self._world.journal.add("gateway", event=event, **facts)

    def reconnect(self) -> None:
        """Ask every client to reconnect (opcode 7); sessions can be resumed."""
        self._journal("fault_reconnect")
        for socket in self._sockets:
            socket.leaving = True
            socket.send(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (opcode 9)."""
        self._journal("fault_invalid_session", resumable=resumable)
        for socket in self._sockets:
            if not resumable and socket.session is not None:
                self._sessions.pop(socket.session.id, None)
            socket.leaving = True
            socket.send(INVALID_SESSION, data=resumable)

    def drop(self, code: int | None = None) -> None:
        """Close every connection with a code, or cut it without a word."""
        self._journal("fault_drop", code=code)
        for socket in list(self._sockets):
            socket.leaving = True
            if code is not None:
                socket.outbox.put_nowait(code)
            elif socket.request.transport is not None:
                socket.request.transport.abort()

    def withhold_acks(self, *, on: bool = True) -> None:
        """Leave heartbeats unanswered: a connection that looks alive and is not."""
        self._journal("fault_withhold_acks", on=on)
        self._acks = not on

    async def close(self) -> None:
        """Close all connections."""
        for socket in list(self._sockets):
            await socket.response.close(code=1001)

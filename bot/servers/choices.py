"""What a server's moderators choose about stories: where they go, what is left out, how loud and how many. Each change is audited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.clock import Clock
from bot.delivery.routing import DISPUTE, ISSUE, OUTLET, WORD, mute_key
from bot.errors import UserError
from bot.models.registry import Dispute, Outlet
from bot.models.routing import Mute, Place, Rules
from bot.models.servers import AuditLine, Server
from bot.models.services import IssueName
from bot.servers.differences import differences
from bot.storage import audit, routes, servers
from bot.storage.database import Connection, Database

MOST_ROUTES = 25
MOST_MUTES = 100
SHORTEST_WORD, LONGEST_WORD = 2, 60
MOST_STORIES = 100  # an hour


class ChoiceService:
    """Reads and changes one server's choices. Methods may raise StorageBusy, and those that change UserError("not_set_up")."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        outlets: Mapping[str, Outlet],
        issues: Sequence[IssueName],
        disputes: Sequence[Dispute],
    ) -> None:
        self._db, self._clock, self._outlets = db, clock, outlets
        named = {f"{ISSUE}:{issue.id}": issue.name for issue in issues}
        named |= {f"{DISPUTE}:{each.key}": f"{each.guild} and {each.employer}, {each.contract}" for each in disputes}
        self.subjects: Mapping[str, str] = (
            named  # what can have a place of its own: "issue:id" or "dispute:key" -> name
        )

    async def rules(self, guild_id: int) -> Rules:
        """All rules; none for a server that was never set up."""
        async with self._db.reading() as conn:
            server = await servers.get(conn, guild_id) or Server(guild_id)
            return (await routes.rules_for(conn, [server]))[guild_id]

    async def route(self, guild_id: int, *, actor_id: int, subject: str, place: Place) -> str:
        """Send stories about the subject there from now on; its name. Raises UserError: "unknown_subject", "too_many_routes"."""
        name = self._known(subject)
        kind, _, key = subject.partition(":")
        async with self._db.transaction() as conn:
            server = await self._ready(conn, guild_id)
            there = (await routes.rules_for(conn, [server]))[guild_id].routes
            if len(there) >= MOST_ROUTES and (kind, key) not in {(route.kind, route.subject) for route in there}:
                raise UserError("too_many_routes", most=MOST_ROUTES)
            await routes.set_route(conn, guild_id, kind, key, place)
            await self._note(conn, guild_id, actor_id, "route", f"{subject} to {place.channel_id}")
        return name

    async def unroute(self, guild_id: int, *, actor_id: int, subject: str) -> str:
        """Let them go to the news channel again; the subject's name. Raises UserError: "unknown_subject", "no_route"."""
        name = self._known(subject)
        kind, _, key = subject.partition(":")
        async with self._db.transaction() as conn:
            await self._ready(conn, guild_id)
            if not await routes.drop_route(conn, guild_id, kind, key):
                raise UserError("no_route", subject=name)
            await self._note(conn, guild_id, actor_id, "route", f"{subject} to the news channel")
        return name

    async def mute(self, guild_id: int, *, actor_id: int, mute: Mute) -> str:
        """Post no stories of an outlet (by its key) or with a word; how it is called.

        Raises UserError: "unknown_outlet", "mute_empty", "muted_already", "too_many_mutes".
        """
        kept = self._kept(mute)
        async with self._db.transaction() as conn:
            server = await self._ready(conn, guild_id)
            if len((await routes.rules_for(conn, [server]))[guild_id].mutes) >= MOST_MUTES:
                raise UserError("too_many_mutes", most=MOST_MUTES)
            if not await routes.add_mute(conn, guild_id, kept):
                raise UserError("muted_already", what=self.mute_name(kept))
            await self._note(conn, guild_id, actor_id, "mute", f"{kept.kind} {kept.value}")
        return self.mute_name(kept)

    async def unmute(self, guild_id: int, *, actor_id: int, what: str) -> str:
        """Post them again; `what` is an outlet's key or name, or a word. Raises UserError("not_muted")."""
        async with self._db.transaction() as conn:
            server = await self._ready(conn, guild_id)
            muted = (await routes.rules_for(conn, [server]))[guild_id].mutes
            meant = [mute for mute in muted if mute_key(what) in (mute_key(mute.value), mute_key(self.mute_name(mute)))]
            if not await routes.drop_mutes(conn, guild_id, meant):
                raise UserError("not_muted", what=what)
            await self._note(conn, guild_id, actor_id, "unmute", ", ".join(f"{m.kind} {m.value}" for m in meant))
        return self.mute_name(meant[0])

    async def hide_paywalled(self, guild_id: int, *, actor_id: int, hide: bool) -> Server:
        """Whether stories that only outlets behind a paywall tell are left out."""
        detail = "hide" if hide else "show"
        return await self._change(
            guild_id, actor_id, "paywalled", detail, lambda row: replace(row, hide_paywalled=hide)
        )

    async def post_silently(self, guild_id: int, *, actor_id: int, silent: bool) -> Server:
        """Whether stories are posted without a notification."""
        detail = "on" if silent else "off"
        return await self._change(guild_id, actor_id, "silent", detail, lambda row: replace(row, silent=silent))

    async def cap(self, guild_id: int, *, actor_id: int, stories: int) -> Server:
        """How many stories an hour and place are posted one by one, 1 to MOST_STORIES. Raises ValueError for another number."""
        if not 1 <= stories <= MOST_STORIES:
            raise ValueError(f"cap of {stories}")
        return await self._change(guild_id, actor_id, "cap", str(stories), lambda row: replace(row, hourly_cap=stories))

    def mute_name(self, mute: Mute) -> str:
        """The outlet's name, or the word itself."""
        outlet = self._outlets.get(mute.value) if mute.kind == OUTLET else None
        return outlet.name if outlet else mute.value

    def subject_name(self, kind: str, key: str) -> str:
        """What people call an issue or a dispute; its key where the files no longer have it."""
        return self.subjects.get(f"{kind}:{key}", key)

    def _known(self, subject: str) -> str:
        if subject not in self.subjects:
            raise UserError("unknown_subject", subject=subject)
        return self.subjects[subject]

    def _kept(self, mute: Mute) -> Mute:
        if mute.kind == OUTLET:
            if mute.value not in self._outlets:
                raise UserError("unknown_outlet", outlet=mute.value)
            return mute
        word = mute_key(mute.value)
        if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or not any(c.isalnum() for c in word):
            raise UserError("mute_empty", most=LONGEST_WORD)
        return Mute(WORD, word)

    async def _change(
        self, guild_id: int, actor_id: int, action: str, detail: str, change: Callable[[Server], Server]
    ) -> Server:
        async with self._db.transaction() as conn:
            before = await self._ready(conn, guild_id)
            server = change(before)
            await servers.save(conn, server)
            line = AuditLine(self._clock.now(), guild_id, actor_id, action, detail, *differences(before, server))
            await audit.add(conn, line)
        return server

    async def _ready(self, conn: Connection, guild_id: int) -> Server:
        server = await servers.get(conn, guild_id)
        if server is None or not server.ready:
            raise UserError("not_set_up")
        return server

    async def _note(self, conn: Connection, guild_id: int, actor_id: int, action: str, detail: str) -> None:
        await audit.add(conn, AuditLine(self._clock.now(), guild_id, actor_id, action, detail))

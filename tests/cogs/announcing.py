"""A room for the tests of `/announce`: the real services, a second moderator, a dispatcher, and a clock that is set by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.announcements.desk import AnnouncementDesk
from bot.approvals.service import ApprovalService
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import GivenUp
from bot.models.servers import Server
from bot.storage import servers
from bot.storage.database import Database
from cogs.publisher import DiscordPublisher
from rehearsal.discord.component_rules import walk
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import Json, Member, Role
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.services.fakes import START, HandClock

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."


@dataclass
class Desk:
    room: Room
    db: Database
    clock: HandClock
    announcing: AnnouncementDesk
    dispatcher: Dispatcher
    second: Member

    async def write(
        self, text: str = "Bring **water**", when: str = "tomorrow 9am", *, command: str = "schedule", **options: Any
    ) -> Interaction:
        """The form filled in; the answer with the preview or the refusal."""
        wanted = options if command == "edit" else {"channel": self.room.news} | options
        form = await self.room.use(f"announce {command}", wanted)
        assert form.modal is not None, form.text
        values = {"text": text} if command == "now" or when == "" else {"text": text, "when": when}
        return await self.room.discord.submit_modal(form, values)

    async def press(self, where: Interaction | Json, kind: str, by: Member | None = None) -> Interaction:
        answer = await self.room.discord.press(where, f"{kind}:*", by or self.room.moderator)
        await eventually(lambda: answer.response is not None)
        return answer

    async def confirm(self, preview: Interaction, words: str = "It will be posted in") -> None:
        await self.press(preview, "announce-confirm")
        await eventually(lambda: words in preview.text)

    async def offered(self, command: str, typed: str = "") -> list[str]:
        found = await self.room.discord.autocomplete(
            self.room.guild, self.room.desk, self.room.moderator, f"announce {command}", "announcement", typed
        )
        return [choice["value"] for choice in found.choices or ()]

    async def go(self, **by: float) -> None:
        """Time goes on, and what is due is sent."""
        self.clock.forward(**by)
        await self.announcing.clockwork.tick()
        self.dispatcher.wake()

    def posts(self) -> list[Json]:
        return self.room.discord.messages(self.room.news)

    async def posted(self, true: Callable[[list[Json]], object]) -> Json:
        await eventually(lambda: self.posts() and true(self.posts()))
        return self.posts()[-1]

    def buttons(self, answer: Interaction) -> list[str]:
        return [item["label"] for item in walk((answer.message or {}).get("components", [])) if item["type"] == 2]

    def role(self, name: str = "Captains", *, members: int = 0, mentionable: bool = True) -> Role:
        role = self.room.discord.add_role(self.room.guild, name, mentionable=mentionable)
        for number in range(members):
            self.room.discord.member(self.room.guild, f"{name} {number}", roles=[role])
        return role

    @asynccontextmanager
    async def restarted(self) -> AsyncIterator[None]:
        await self.room.client.close()
        async with connected(self.room.discord, self.room.services) as client:
            self.room.client = client
            yield


@asynccontextmanager
async def announcing_on(url: str) -> AsyncIterator[Desk]:
    """A desk on an empty, migrated database."""
    db, clock = await Database.open(url), HandClock()
    given: dict[str, Any] = {"db": db, "clock": clock, "wake": lambda: None}
    approvals = ApprovalService(**given)
    announcing = AnnouncementDesk.build(approvals=approvals, **given)
    async with opened(fakes.services(announcements=announcing, approvals=approvals, servers=Known(db))) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START))
        publisher = DiscordPublisher(room.client)
        dispatcher = Dispatcher(db=db, publisher=publisher, clock=clock, owner="desk", given_up=GivenUp(clock))
        await dispatcher.start()
        second = room.discord.member(room.guild, "Second", permissions=Can.MANAGE_GUILD)
        yield Desk(room, db, clock, announcing, dispatcher, second)
        await dispatcher.close()
    await db.close()


@dataclass
class Known:
    """The servers as the database has them."""

    db: Database

    async def get(self, guild_id: int) -> Server | None:
        async with self.db.reading() as conn:
            return await servers.get(conn, guild_id)

    async def joined(self, guild_id: int) -> None:
        """Known already."""

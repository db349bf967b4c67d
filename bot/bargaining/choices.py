"""What a server's moderators choose about its bargaining dates. Each change is audited in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.bargaining import dates as rules
from bot.bargaining import typed
from bot.clock import Clock
from bot.errors import UserError
from bot.models.desk import DateChoices
from bot.models.servers import AuditLine, Server
from bot.storage import audit, date_choices, servers
from bot.storage.database import Connection, Database

MOST_CARDS = 20  # a day


class DateChoiceService:
    """Reads and changes one server's choices. Methods may raise StorageBusy, and those that change UserError("not_set_up")."""

    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def get(self, guild_id: int) -> DateChoices:
        """The server's choices, the usual ones where it made none."""
        async with self._db.reading() as conn:
            return await date_choices.get(conn, guild_id)

    async def remind(self, guild_id: int, before: str, *, actor_id: int) -> DateChoices:
        """Remind so long before dates that are added from now on. Raises UserError("date_offsets")."""
        offsets = typed.offsets(before)
        async with self._db.transaction() as conn:
            await ready(conn, guild_id)
            choices = await date_choices.get(conn, guild_id)
            detail = rules.told([("minutes before", _minutes(choices.offsets), _minutes(offsets))])
            choices = replace(choices, offsets=offsets)
            await date_choices.save(conn, guild_id, choices)
            await audit.add(conn, AuditLine(self._clock.now(), guild_id, actor_id, "reminders", detail))
        return choices

    async def suggest(self, guild_id: int, *, on: bool, cards: int | None, actor_id: int) -> DateChoices:
        """Whether dates named in the news are suggested, and how many a day by a card; None leaves that as it is."""
        async with self._db.transaction() as conn:
            await ready(conn, guild_id)
            before = await date_choices.get(conn, guild_id)
            after = replace(before, suggestions=on, cards=before.cards if cards is None else cards)
            await date_choices.save(conn, guild_id, after)
            changes = [("suggestions", _on(before.suggestions), _on(after.suggestions))]
            changes.append(("cards a day", str(before.cards), str(after.cards)))
            await audit.add(conn, AuditLine(self._clock.now(), guild_id, actor_id, "suggestions", rules.told(changes)))
        return after


async def ready(conn: Connection, guild_id: int) -> Server:
    """The server's row. Raises UserError("not_set_up")."""
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server


def _minutes(offsets: Sequence[int]) -> str:
    return ", ".join(str(minutes) for minutes in offsets)


def _on(chosen: bool) -> str:  # noqa: FBT001 - a value to be told
    return "on" if chosen else "off"

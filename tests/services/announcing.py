"""What the tests of announcements share: days that pass, changes, cards, refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import UserError
from bot.models.announcements import (
    Announcement,
    AnnouncementPost,
)
from bot.models.posts import Delivery
from bot.models.servers import Server
from bot.storage import approvals, servers
from tests.services.desk import GUILD, Desk

ANN, BEN = 5, 6
NINE = "2023-08-12 09:00"


async def change(desk: Desk, **values: Any) -> None:
    async with desk.db.transaction() as conn:
        server = await servers.get(conn, GUILD)
        assert server is not None
        changed: Server = replace(server, **values)
        await servers.save(conn, changed)


async def day_passes(desk: Desk, *, hours: float = 24) -> list[Delivery]:
    """Time goes on by steps of an hour, each with a tick and what is due sent; what was sent."""
    sent: list[Delivery] = []
    for _ in range(int(hours)):
        desk.clock.forward(hours=1)
        await desk.announcing.clockwork.tick()
        await desk.expiry.tick()
        sent += await desk.send_due()
    return sent


async def edited(desk: Desk, known: Announcement, text: str, when: str = NINE, **options: Any) -> Announcement:
    """A draft of a change, not confirmed."""
    form = await desk.announcements.begin_change(GUILD, known.id, actor_id=BEN, **options)
    return await desk.announcements.draft(GUILD, form.id, actor_id=BEN, text=text, when=when)


async def post_changed(desk: Desk, delivery_id: str, text: str, *, correction: bool = False) -> Announcement:
    """An edit or a correction of a post, confirmed."""
    form = await desk.announcements.begin_post_change(GUILD, delivery_id, actor_id=BEN, correction=correction)
    draft = await desk.announcements.draft(GUILD, form.id, actor_id=BEN, text=text, when="")
    return await desk.announcements.confirm(GUILD, draft.id, actor_id=BEN)


async def refused(awaitable: Any) -> str:
    with pytest.raises(UserError) as error:
        await awaitable
    return error.value.key


async def card_of(desk: Desk, number: int) -> str:
    async with desk.db.reading() as conn:
        found = await approvals.latest(conn, GUILD, "announcement", number)
    assert found is not None
    return found.delivery_id


async def sent_post(desk: Desk, text: str = "Gate 3", **options: Any) -> Delivery:
    await desk.announce(text, NINE, **options)
    (post,) = [one for one in await day_passes(desk, hours=18) if isinstance(one.post, AnnouncementPost)]
    return post

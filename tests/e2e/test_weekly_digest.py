"""A weekly digest of the whole bot: posted once, with a picture that was really drawn, new positions before the stories."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from rehearsal.discord.places import Json
from tests.commands.examples import EXAMPLES, NEWS, Example
from tests.e2e.newswire import Item
from tests.matrix.house import House, Server, opened

PNG = b"\x89PNG\r\n\x1a\n"
TOLD = (
    ("talks", "AMPTP and WGA talk about AI", "The AMPTP offered the WGA new limits on the use of AI in writing."),
    ("afm", "Musicians ratify new contract with studios", "Members of the AFM voted to ratify higher residuals."),
    (
        "tag",
        "Animation Guild proposes health plan increase to AMPTP",
        "TAG asks for higher contributions in its talks.",
    ),
    ("dga", "Directors Guild pension deal goes to a member vote", "DGA members vote on a tentative agreement."),
)


def digests(house: House, server: Server) -> list[Json]:
    return [
        each for each in house.discord.messages(server.channels["news"]) if "digest" in each["content"][:40].lower()
    ]


async def test_it_is_posted_once_with_its_picture_and_the_new_positions(tmp_path: Path) -> None:
    async with opened(tmp_path) as (house, records):
        server = Server(house.discord, house.wire, "Hall", "single", [])
        await server.ask(EXAMPLES[0])
        await server.ask(Example("settings digest", {"cadence": "weekly", "time": "09:00", "channel": NEWS}))
        now = house.clock.at
        for slug, title, text in TOLD:
            house.wire.wires["single"].items.append(Item(slug, title, text, now))
        house.clock.at = now + timedelta(hours=1)  # its feed is due
        await house.read(1 + len(TOLD))
        house.clock.at = now + timedelta(days=7)
        await house.discord.journal.until(lambda: digests(house, server), timeout=30, what="the digest")
        (message,) = digests(house, server)
        await house.restart()
        assert len(digests(house, server)) == 1
        (picture,) = message["attachments"]
        data = house.discord.world.files[picture["url"].removeprefix(house.discord.world.url)][0]
        assert data.startswith(PNG)
        assert "last 28 days" in picture["description"]
        content = message["content"]
        assert content.startswith("## Weekly digest, Monday 21 August: 4 stories")
        assert content.index("### New positions") < content.index("[Musicians ratify new contract with studios]")
        assert "AMPTP: “The AMPTP offered the WGA new limits on the use of AI in writing.” (" in content
        assert records.told == []

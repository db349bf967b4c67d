"""What the whole bot tells of itself: metrics, health, and a log that holds no person and no secret."""

from __future__ import annotations

import asyncio
import re
import socket
from pathlib import Path

import aiohttp

from rehearsal.discord.permissions import MEMBER, Can
from tests.e2e.stage import TOKEN, Stage
from tests.e2e.stories import distinct

MODERATOR, READER = 987_654_321_012_345_678, 876_543_210_123_456_789  # found nowhere else
SECRET = "k3y-of-a-private-feed"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_the_bot_counts_what_it_does_and_says_that_it_is_well(tmp_path: Path) -> None:
    port = free_port()
    async with Stage(tmp_path, ["lantern"]) as stage, aiohttp.ClientSession() as session:
        await stage.start(PICKETWIRE_METRICS_ADDRESS=f"127.0.0.1:{port}")
        await stage.set_up()
        await stage.polled()
        for number, story in enumerate(distinct(2)):
            stage.publish("lantern", f"s{number}", *story)
        await stage.until(lambda: len(stage.texts()) >= 3, what="the stories")
        async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
            told = await answer.text()
        for sample in (
            r"picketwire_relevant_entries_total 2\.0",
            r'picketwire_deliveries_total\{kind="setup_proof",outcome="sent"\} 2\.0',
            r'picketwire_feeds_polled_total\{result="parsed"\} [2-9]\.0',
            r'picketwire_tick_seconds_count\{job="Poller\.tick"\} [1-9]',
            r"picketwire_connected 1\.0",
            r"picketwire_servers 1\.0",
            r"picketwire_outbox_pending \d",
            r"picketwire_clock_skew_seconds 0\.0",
        ):
            assert re.search(rf"(?m)^{sample}", told), (sample, told)
        assert str(stage.guild.id) not in told
        async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
            words = await answer.text()
            assert answer.status == (200 if words.startswith("running and connected") else 503), words
        assert ((await stage.run("health"))[0] == 0) is words.startswith("running and connected")
        assert await stage.stop() == 0


async def test_no_log_line_holds_a_person_a_text_or_a_secret(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        world = stage.discord.world
        writer, visitor = world.add_user("Quillfeather", id=MODERATOR), world.add_user("Inkwell", id=READER)
        moderator = world.add_member(stage.guild, "gate captain", permissions=MEMBER | Can.MANAGE_GUILD, user=writer)
        reader = world.add_member(stage.guild, "reader", user=visitor)
        stage.moderator = moderator
        await stage.start()
        await stage.set_up()
        await stage.polled()
        ((title, text),) = distinct(1)
        stage.publish("lantern", "s", title, text)
        await stage.until(lambda: any(title in each for each in stage.texts()), what="the story")
        host = next(iter(stage.wire.wires.values())).host
        address = f"http://reader:{SECRET}@{host}:{stage.wire.port}/feed?key={SECRET}"
        await stage.command(moderator, "feed add", address=address)
        stage.wire.wires["lantern"].status = 500
        await stage.until(lambda: "outcome=failed" in stage.log_text(), seconds=40, what="a feed that fails")
        for who in (moderator, reader):
            for name in ("about", "sources", "settings show", "settings pause", "news latest"):
                await stage.discord.run_command(stage.guild, stage.news, who, name, force=True)
        await stage.discord.run_command(stage.guild, stage.news, reader, "news search", {"words": "inkwell"})
        stage.discord.fail("POST", "/interactions/*/callback", times=1, status=404)
        await stage.command(reader, "about")
        await asyncio.sleep(0.3)
        assert await stage.stop() == 0
        said = stage.log_text()
    delivered = re.search(
        rf"delivery id=\S+ kind=story_post server={stage.guild.id} channel={stage.news.id} outcome=sent attempts=1 late=\d+\.\d",
        said,
    )
    assert delivered, said
    assert re.search(
        rf"feed id=1 outlet=lantern host={re.escape(host)} outcome=failed problem=server_error detail=\"HTTP 500.*\" failures=1 next=\S+Z",
        said,
    ), said
    for hidden in (str(MODERATOR), str(READER), "Quillfeather", "Inkwell", "inkwell", title, SECRET, TOKEN):
        assert hidden not in said, hidden

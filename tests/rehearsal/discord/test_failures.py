"""Failures that are asked for, rate limits, and what the gateway does when it is disturbed."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import discord
import pytest

from rehearsal.discord import Settings
from tests.rehearsal.discord.rig import request, rig, until


async def test_500_after_commit_with_nonce_leaves_one_message() -> None:
    async with rig() as r:
        r.stand_in.fail("POST", "/channels/*/messages", status=500, after_commit=True)
        message = await r.channel.send("hello", nonce="delivery-1")
        assert [m["id"] for m in r.stand_in.messages(r.news)] == [str(message.id)]


async def test_500_after_commit_without_nonce_leaves_two() -> None:
    async with rig() as r:
        r.stand_in.fail("POST", "/channels/*/messages", status=500, after_commit=True)
        path = f"/channels/{r.news.id}/messages"
        statuses = [(await request(r.stand_in, "POST", path, {"content": "hello"}))[0] for _ in range(2)]
        assert statuses == [500, 200]
        assert len(r.stand_in.messages(r.news)) == 2


async def test_503_raises_and_stores_nothing() -> None:
    async with rig() as r:
        r.stand_in.fail("POST", "/channels/*/messages", status=503)
        with pytest.raises(discord.DiscordServerError):
            await r.channel.send("hello")
        assert r.stand_in.messages(r.news) == []


@pytest.mark.parametrize(("when", "stored"), [("before", 0), ("after", 1)])
async def test_connection_is_cut_before_or_after_the_message_is_stored(when: str, stored: int) -> None:
    async with rig() as r:
        r.stand_in.fail("POST", "/channels/*/messages", drop=when)
        with pytest.raises((aiohttp.ClientError, OSError)):
            await r.channel.send("hello", nonce="delivery-1")
        assert len(r.stand_in.messages(r.news)) == stored
        assert r.stand_in.journal.of("fault")[0]["drop"] == when


async def test_asked_for_429_is_waited_out_and_counted() -> None:
    async with rig() as r:
        r.stand_in.fail("POST", "/channels/*/messages", status=429, retry_after=0.2)
        started = time.monotonic()
        await r.channel.send("hello")
        assert 0.2 <= time.monotonic() - started < 2
        assert r.stand_in.rates.refused == 1


async def test_failure_hits_only_its_requests_and_its_count() -> None:
    async with rig() as r:
        r.stand_in.fail("PATCH", "/channels/*", status=503, times=2, skip=1)
        message = await r.channel.send("hello")
        await message.edit(content="passes")
        for _ in range(2):
            with pytest.raises(discord.DiscordServerError):
                await message.edit(content="fails")
        await message.edit(content="passes again")


async def test_sixth_message_within_the_window_waits() -> None:
    async with rig(Settings(message_rate=(5, 0.6))) as r:
        started = time.monotonic()
        for n in range(6):
            await r.channel.send(str(n))
        assert 0.4 <= time.monotonic() - started < 3
        assert not r.stand_in.journal.of("rate_limited")


async def test_client_that_does_not_wait_gets_a_real_429() -> None:
    async with rig(Settings(message_rate=(2, 5.0))) as r:
        path = f"/channels/{r.news.id}/messages"
        answers = [await request(r.stand_in, "POST", path, {"content": "x"}) for _ in range(3)]
        assert [status for status, _, _ in answers] == [200, 200, 429]
        _, body, headers = answers[2]
        assert body["global"] is False
        assert 0 < body["retry_after"] <= 5
        assert headers["Via"]
        assert headers["X-RateLimit-Scope"] == "user"
        assert answers[1][2]["X-RateLimit-Remaining"] == "0"
        assert len(r.stand_in.messages(r.news)) == 2


async def test_global_limit_counts_all_requests_but_not_answers_to_interactions() -> None:
    async with rig(Settings(global_rate=(10, 30.0))) as r:
        for _ in range(12):
            status, body, _ = await request(r.stand_in, "GET", "/users/@me")
        assert (status, body["global"]) == (429, True)
        answer = await r.stand_in.run_command(r.guild, r.news, r.member, "page")
        assert answer.text == "# Page one"


async def test_dropped_connection_is_resumed_and_missed_events_are_replayed() -> None:
    async with rig() as r:
        r.stand_in.gateway.drop()
        r.stand_in.add_guild("Annex")
        await until(lambda: "join Annex" in r.bot.seen and "shard resumed" in r.bot.seen)
        assert [e["event"] for e in r.stand_in.journal.of("gateway") if e["event"] == "identify"] == ["identify"]


async def test_reconnect_opcode_is_followed_by_resume() -> None:
    async with rig() as r:
        r.stand_in.gateway.reconnect()
        await until(lambda: "shard resumed" in r.bot.seen)


async def test_invalid_session_is_followed_by_identify() -> None:
    async with rig() as r:
        r.stand_in.gateway.invalidate()
        await until(lambda: sum(e["event"] == "identify" for e in r.stand_in.journal.of("gateway")) == 2)
        await until(lambda: r.stand_in.gateway.connected)
        assert (await r.stand_in.run_command(r.guild, r.news, r.member, "page")).text == "# Page one"


async def test_unanswered_heartbeats_make_the_client_come_back() -> None:
    async with rig(Settings(rate_limits=False, heartbeat_seconds=0.2), heartbeat_timeout=0.5) as r:
        r.stand_in.gateway.withhold_acks()
        await until(lambda: any(e["event"] == "disconnect" for e in r.stand_in.journal.of("gateway")))
        r.stand_in.gateway.withhold_acks(on=False)
        await until(lambda: "shard resumed" in r.bot.seen)


async def test_gateway_that_cannot_be_reached_is_tried_again() -> None:
    async with rig() as r:
        r.stand_in.fail("WS", "/gateway", drop="before")
        r.stand_in.gateway.drop()
        await until(lambda: "shard resumed" in r.bot.seen)
        assert len(r.stand_in.journal.of("fault")) == 1


async def test_late_answer_leaves_the_message_stored() -> None:
    async with rig() as r:
        r.stand_in.fail("POST", "/channels/*/messages", delay=5.0, after_commit=True)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await r.channel.send("hello", nonce="delivery-1")
        assert len(r.stand_in.messages(r.news)) == 1


async def test_client_that_dies_in_the_middle_of_a_request_stores_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async with rig() as r:
        _, writer = await asyncio.open_connection("127.0.0.1", int(r.stand_in.world.url.rsplit(":", 1)[1]))
        head = f"POST /api/v10/channels/{r.news.id}/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bot {r.stand_in.token}\r\n"
        writer.write((head + 'Content-Length: 17\r\n\r\n{"content"').encode())
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.transport.abort()
        await r.stand_in.until(lambda: r.stand_in.journal.of("client_gone"))
        assert r.stand_in.messages(r.news) == []
        assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_client_that_does_not_beat_is_put_out() -> None:
    async with rig(Settings(rate_limits=False, heartbeat_seconds=0.1)) as r:
        url = r.stand_in.world.url.replace("http", "ws") + "/gateway"
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            assert (await socket.receive_json())["op"] == 10
            message = await socket.receive(timeout=2)
            assert message.type is aiohttp.WSMsgType.CLOSE
            assert socket.close_code == 4009


async def test_plain_text_frames_serve_a_client_that_asks_for_no_compression() -> None:
    async with rig() as r:
        url = r.stand_in.world.url.replace("http", "ws") + "/gateway"
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            await socket.receive_json()
            await socket.send_json({"op": 2, "d": {"token": "wrong", "intents": 1, "properties": {}}})
            await socket.receive(timeout=2)
            assert socket.close_code == 4004

"""The stand-in as its own process, worked from another one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from rehearsal.discord import ClientRefusal
from rehearsal.discord.control import Remote, open_control
from tests.rehearsal.discord.rig import rig

ROOT = Path(__file__).parents[3]


@contextlib.asynccontextmanager
async def remote_rig() -> AsyncIterator[tuple[Any, Remote]]:
    async with rig() as r:
        open_control(r.stand_in)
        async with Remote(r.stand_in.world.url) as remote:
            yield r, remote


async def test_another_process_builds_and_reads_the_world() -> None:
    async with remote_rig() as (r, remote):
        guild = await remote.call("add_guild", name="Annex")
        channel = await remote.call("add_channel", guild=guild["id"], name="news")
        role = await remote.call("add_role", guild=guild["id"], name="Desk")
        await remote.call("member", guild=guild["id"], name="Someone", roles=[role["id"]])
        await r.bot.get_partial_messageable(int(channel["id"])).send("hello")
        assert [m["content"] for m in await remote.call("messages", channel=channel["id"])] == ["hello"]
        state = await remote.call("state")
        assert state["connected"]
        assert [g["name"] for g in state["guilds"]] == ["Hall", "Annex"]
        assert "Someone" in [m["user"]["global_name"] for m in state["guilds"][1]["members"]]


async def test_another_process_acts_for_persons() -> None:
    async with remote_rig() as (r, remote):
        place = {"guild": str(r.guild.id), "channel": str(r.news.id), "user": str(r.member.id)}
        answer = await remote.call("run_command", **place, name="choose")
        assert answer["text"] == "page 1"
        why = await remote.call("press", on={"answer": answer["id"]}, custom_id="why:1", user=place["user"])
        assert (why["text"], why["ephemeral"]) == ("because", True)
        on = {"channel": place["channel"], "message": answer["message"]["id"]}
        chosen = await remote.call("select", on=on, custom_id="issue", values=["ai"], user=place["user"])
        assert chosen["text"] == "chosen ai"
        asked = await remote.call("run_command", **place, name="ask")
        assert asked["modal"]["title"] == "A question"
        typed = await remote.call("autocomplete", **place, name="news latest", option="issue", text="pa")
        assert typed["choices"] == [{"name": "PAY", "value": "pay"}]


async def test_refusals_and_mistakes_come_back_as_such() -> None:
    async with remote_rig() as (r, remote):
        place = {"guild": str(r.guild.id), "channel": str(r.news.id), "user": str(r.member.id)}
        with pytest.raises(ClientRefusal):
            await remote.call("run_command", **place, name="nothing")
        with pytest.raises(ValueError, match="no such operation"):
            await remote.call("nothing")
        with pytest.raises(ValueError, match="TypeError"):
            await remote.call("messages", chanel="1")


async def test_another_process_asks_for_failures() -> None:
    async with remote_rig() as (r, remote):
        await remote.call("fail", method="POST", path="/channels/*/messages", status=500, after_commit=True)
        await r.channel.send("hello", nonce="delivery-1")
        await remote.call("reconnect")
        assert len(await remote.call("messages", channel=str(r.news.id))) == 1
        assert [e["status"] for e in await remote.call("journal", kinds=["fault"])] == [500]


async def test_own_process_starts_serves_writes_its_journal_and_ends(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rehearsal.discord", "--journal", str(journal), "--guild", "Hall", "--no-rate-limits",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    facts = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
    async with Remote(facts["control"].removesuffix("/_stand-in/")) as remote:
        await remote.call("member", guild=facts["guild"], name="Someone")
        state = await remote.call("state")
        assert {channel["name"] for channel in state["guilds"][0]["channels"]} == {"news", "moderators"}
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
    kinds = [json.loads(line)["kind"] for line in journal.read_text(encoding="utf-8").splitlines()]
    assert kinds == ["start", "guild_joined"]

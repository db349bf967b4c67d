"""Announcements over the whole bot: a series and an approval through kills of the process."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from rehearsal.discord.permissions import MEMBER, Can
from tests.e2e.stage import Stage
from tests.e2e.test_desk import in_utc, soon

DATES = 4


async def restarted(stage: Stage) -> None:
    await stage.kill()
    await stage.start()


def missed(stage: Stage) -> int:
    """How many dates the moderators' channel was told of."""
    told = [text for text in stage.texts(stage.desk) if "Announcement not sent" in text]
    return sum(int(found[1]) if (found := re.search(r"^(\d+) times", text, re.MULTILINE)) else 1 for text in told)


async def test_of_a_series_each_date_is_posted_once_or_told_as_missed_however_often_it_is_killed(
    tmp_path: Path,
) -> None:
    async with Stage(tmp_path, ["lantern"], speed=43_200) as stage:  # a day in two seconds
        await in_utc(stage)
        form = await stage.command(
            stage.moderator, "announce schedule", channel=stage.news, repeat="daily", times=DATES
        )
        values = {"text": "Roll call at gate 3", "when": soon(stage, hours=30)}
        preview = await stage.discord.submit_modal(form, values)
        await stage.discord.press(preview, "announce-confirm:*", stage.moderator)
        await stage.until(lambda: "It will be posted in" in preview.text, what="the answer to the press")
        for pause in (2.7, 1.6):
            await asyncio.sleep(pause)
            await restarted(stage)
        posts = lambda: sum("Roll call" in text for text in stage.texts())  # noqa: E731 - asked again and again
        await stage.until(lambda: posts() + missed(stage) >= DATES, seconds=30, what="the last date")
        await asyncio.sleep(2.2)  # more than a day: nothing more may come
        assert posts() + missed(stage) == DATES
        assert posts() >= 1


async def test_an_approval_survives_kills_between_each_of_its_steps(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await in_utc(stage)
        second = stage.discord.member(stage.guild, "second", permissions=MEMBER | Can.MANAGE_GUILD)
        await stage.command(stage.moderator, "settings approval", **{"for": "all"})
        form = await stage.command(stage.moderator, "announce schedule", channel=stage.news, hold=True)
        values = {"text": "Gate 3 it is", "when": soon(stage, minutes=100)}
        preview = await stage.discord.submit_modal(form, values)
        await restarted(stage)
        await stage.discord.press(preview, "announce-confirm:*", stage.moderator)
        await stage.until(lambda: "Another moderator has to approve it" in preview.text, what="the question")
        await restarted(stage)
        await stage.until(lambda: len(stage.texts(stage.desk)) == 2, what="the card")
        card = stage.discord.messages(stage.desk)[1]
        assert card["content"].endswith("Gate 3 it is")
        presses = await asyncio.gather(*(stage.discord.press(card, "approve:*", second) for _ in range(2)))
        await stage.until(lambda: all(press.text == "Approved." for press in presses), what="the approval")
        await restarted(stage)
        await stage.until(lambda: any("Gate 3 it is" in text for text in stage.texts()), seconds=30, what="the post")
        await asyncio.sleep(0.5)
        assert sum("Gate 3 it is" in text for text in stage.texts()) == 1
        assert "Approved by" in stage.texts(stage.desk)[1]

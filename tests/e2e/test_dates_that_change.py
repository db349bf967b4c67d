"""Dates over the whole bot: moved and killed before the notice went, suggested by news and confirmed across a restart."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.e2e.stage import Stage
from tests.e2e.test_desk import SOURCE, in_utc, soon


async def test_a_date_moved_just_before_a_kill_is_told_once_and_the_old_time_never(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"], speed=1800) as stage:  # half an hour a second
        await in_utc(stage)
        added = await stage.command(
            stage.moderator, "bargaining add", dispute="wga-amptp", kind="session", start=soon(stage, hours=9),
            source=SOURCE, zone="UTC", remind="8h, 4h",
        )  # fmt: skip
        assert "Date added" in added.text, added.text
        await stage.until(lambda: any("in 8 hours" in text for text in stage.texts()), what="the first reminder")
        preview = await stage.command(stage.moderator, "bargaining move", date="1", start=soon(stage, hours=14))
        assert "The reminder that was sent is edited" in preview.text, preview.text
        stage.discord.fail("POST", f"/channels/{stage.news.id}/messages", status=503, times=2)
        await stage.discord.press(preview, "date-move:*", stage.moderator)
        await stage.until(lambda: preview.text.startswith("## Date moved"), what="the move")
        await stage.kill()
        await asyncio.sleep(2)
        await stage.start()
        await stage.until(lambda: any("### Moved to" in text for text in stage.texts()), what="the notice")
        await stage.until(lambda: any("session in 4 hours" in text for text in stage.texts()), what="the new reminder")
        await asyncio.sleep(1)
        texts = stage.texts()
        assert sum("### Moved to" in text for text in texts) == 1
        assert sum("have moved this date" in text for text in texts) == 1  # the first reminder, edited
        assert sum("Bargaining session in" in text for text in texts) == 2  # eight and four hours before the new time


async def test_a_suggested_date_is_confirmed_after_a_restart_and_is_there_once(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"], speed=60) as stage:
        await in_utc(stage)
        await stage.polled()
        stage.publish("lantern", "back", "WGA and AMPTP to meet August 22", "The two sides talk on August 22 about AI.")
        await stage.until(lambda: any("Suggested date" in text for text in stage.texts(stage.desk)), what="the card")
        await stage.kill()
        await stage.start()
        card = next(m for m in stage.discord.messages(stage.desk) if "Suggested date" in m["content"])
        presses = [stage.discord.press(card, "suggestion-confirm:*", stage.moderator) for _ in range(2)]
        for press in await asyncio.gather(*presses):
            await stage.until(lambda press=press: press.settled, what="the answer")
            assert press.text.startswith("## Date added"), press.text
        await stage.until(lambda: any("Date entered" in text for text in stage.texts(stage.desk)), what="the edit")
        listed = await stage.command(stage.moderator, "bargaining list")
        assert listed.text.count("Number") == 1
        assert "Tuesday 22 August, all day in Los Angeles" in listed.text

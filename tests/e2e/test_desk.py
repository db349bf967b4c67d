"""The moderators' desk over the whole bot: dates with their reminders, announcements, also through kills and downtimes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from tests.e2e.stage import Stage

SOURCE = "https://guild.example/dates"


async def schedule(stage: Stage, text: str, when: str) -> Interaction:
    """Open the form, fill it in; the answer with the preview."""
    form = await stage.command(stage.moderator, "announce schedule", channel=stage.news)
    assert form.modal is not None, form.text
    return await stage.discord.submit_modal(form, {"text": text, "when": when})


async def confirm(stage: Stage, preview: Interaction) -> Interaction:
    pressed = await stage.discord.press(preview, "announce-confirm:*", stage.moderator)
    await stage.until(lambda: "It will be posted in" in preview.text, what="the answer to the press")
    return pressed


def soon(stage: Stage, **ahead: float) -> str:
    """A moment ahead as a moderator of a server in UTC types it."""
    return f"{stage.now() + timedelta(**ahead):%Y-%m-%d %H:%M}"


async def in_utc(stage: Stage) -> None:
    await stage.start()
    options = {"news": stage.news, "moderators": stage.desk, "zone": "UTC"}
    await stage.discord.run_command(stage.guild, stage.desk, stage.moderator, "setup", options)
    await stage.until(stage.texts, what="the proof")


async def test_an_announcement_is_previewed_confirmed_and_posted_once(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await in_utc(stage)
        preview = await schedule(stage, "Picket moves to gate 3. **Bring water.**", soon(stage, minutes=40))
        assert "nothing is scheduled yet" in preview.text
        assert "Picket moves to gate 3. **Bring water.**" in preview.text
        pressed = [stage.discord.press(preview, "announce-confirm:*", stage.moderator) for _ in range(2)]
        assert not any(press.failed for press in await asyncio.gather(*pressed))
        await stage.until(lambda: "It will be posted in" in preview.text, what="the answer to the press")
        listed = await stage.command(stage.moderator, "announce list")
        assert "gate 3" in listed.text
        await stage.until(lambda: any("gate 3" in text for text in stage.texts()), what="the announcement")
        await asyncio.sleep(0.5)
        posts = [text for text in stage.texts() if "gate 3" in text]
        assert posts == ["### Announcement by this server's moderators\nPicket moves to gate 3. **Bring water.**"]


async def test_an_announcement_can_be_cancelled_and_is_then_never_posted(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await in_utc(stage)
        await confirm(stage, await schedule(stage, "Not this one", soon(stage, minutes=60)))
        listed = await stage.discord.autocomplete(
            stage.guild, stage.news, stage.moderator, "announce cancel", "announcement", ""
        )
        (choice,) = listed.choices
        answer = await stage.command(stage.moderator, "announce cancel", announcement=choice["value"])
        assert "will not be posted" in answer.text
        again = await stage.command(stage.moderator, "announce cancel", announcement=choice["value"])
        assert "sent, cancelled or discarded already" in again.text
        await asyncio.sleep(7)  # more than an hour of the rehearsal
        assert not any("Not this one" in text for text in stage.texts())


@pytest.mark.parametrize(
    ("text", "when", "words"),
    [
        ("   ", "tomorrow 9am", "has no text"),
        ("Hello", "yesterday 9am", "I am not sure which moment"),
        ("Hello", "2020-01-01 09:00", "is over already"),
        ("Hello", "next friday 9am", "I am not sure which moment"),
        ("Hello", "2031-01-01 09:00", "more than a year ahead"),
    ],
)
async def test_wrong_input_for_an_announcement_is_told_and_schedules_nothing(
    tmp_path: Path, text: str, when: str, words: str
) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await in_utc(stage)
        answer = await schedule(stage, text, when)
        assert words in answer.text
        assert "No announcement is scheduled" in (await stage.command(stage.moderator, "announce list")).text


async def test_a_member_cannot_announce_or_enter_dates(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await in_utc(stage)
        with pytest.raises(ClientRefusal):
            await stage.command(stage.member, "announce schedule", channel=stage.news)
        forced = await stage.discord.run_command(
            stage.guild, stage.news, stage.member, "announce schedule", {"channel": stage.news}, force=True
        )
        assert forced.modal is None
        assert "Manage Server" in forced.text


async def test_a_form_opened_before_a_restart_works_after_it(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await in_utc(stage)
        form = await stage.command(stage.moderator, "announce schedule", channel=stage.news)
        await stage.kill()
        await stage.start()
        preview = await stage.discord.submit_modal(form, {"text": "Still here", "when": soon(stage, minutes=150)})
        assert "Still here" in preview.text
        await stage.kill()
        await stage.start()
        await confirm(stage, preview)
        await stage.until(
            lambda: any("Still here" in text for text in stage.texts()), seconds=40, what="the announcement"
        )


async def test_after_a_downtime_an_announcement_comes_late_and_says_so_or_moderators_hear_of_it(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"], speed=3600) as stage:  # an hour a second
        await in_utc(stage)
        await confirm(stage, await schedule(stage, "Early word", soon(stage, hours=2)))
        await confirm(stage, await schedule(stage, "Later word", soon(stage, hours=10)))
        await stage.kill()
        await asyncio.sleep(10.5)  # of ten and a half hours: one is over eight hours late, the other under one
        await stage.start()
        await stage.until(lambda: any("Later word" in text for text in stage.texts()), what="the late one")
        await stage.until(lambda: any("Early word" in text for text in stage.texts(stage.desk)), what="the notice")
        assert not any("Early word" in text for text in stage.texts())
        (late,) = [text for text in stage.texts() if "Later word" in text]
        assert "comes late" in late


async def test_reminders_come_once_each_and_not_after_a_cancellation(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"], speed=1800) as stage:  # half an hour a second
        await in_utc(stage)
        answer = await stage.command(
            stage.moderator, "bargaining add", dispute="wga-amptp", kind="session", start=soon(stage, hours=6),
            source=SOURCE, zone="UTC", remind="5h, 1h",
        )  # fmt: skip
        assert "Date added" in answer.text, answer.text
        await stage.until(lambda: any("in 5 hours" in text for text in stage.texts()), what="the first reminder")
        listed = await stage.command(stage.member, "dates list")
        assert "Bargaining session" in listed.text
        await stage.kill()
        await stage.start()
        choices = await stage.discord.autocomplete(
            stage.guild, stage.news, stage.moderator, "bargaining cancel", "date", ""
        )
        await stage.command(stage.moderator, "bargaining cancel", date=choices.choices[0]["value"])
        await stage.until(lambda: any("called this date off" in text for text in stage.texts()), what="the edit")
        await asyncio.sleep(4)
        assert sum("Bargaining session in" in text for text in stage.texts()) == 0
        assert sum("Called off: Bargaining session" in text for text in stage.texts()) == 2  # the edit and the notice

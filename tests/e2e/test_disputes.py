"""Steps, statements and what is taken back over the whole bot: two moderators, a member, kills in between."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import MEMBER, Can
from tests.e2e.stage import Stage

LINK = "https://guild.example/talks"
STEP = {"dispute": "wga-amptp", "step": "on_strike", "date": "2 May", "source": LINK}
STATEMENT = {"dispute": "wga-amptp", "side": "union", "who": "negotiating committee"}
TYPED = {"title": "We will answer on Friday", "text": "We have read the offer on AI.\nWe will answer it on Friday."}


async def opened(stage: Stage) -> None:
    """The bot runs, and the server is set up."""
    await stage.start()
    await stage.set_up()


async def press(stage: Stage, on: Any, button: str, answered: str, by: Any = None) -> Interaction:
    """Press, and wait for the words of the answer, in the pressed answer or in a new one."""
    pressed = await stage.discord.press(on, f"{button}:*", by or stage.moderator)
    await stage.until(
        lambda: answered in pressed.text or answered in getattr(on, "text", ""), what=f"the answer {answered!r}"
    )
    return pressed


def message(stage: Stage, words: str, channel: Any = None) -> Any:
    """The one message of a channel that has these words."""
    (found,) = [each for each in stage.discord.messages(channel or stage.news) if words in each["content"]]
    return found


async def test_a_step_is_posted_corrected_and_taken_back_once_each_through_kills(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await opened(stage)
        entering = [stage.command(stage.moderator, "dispute step", **STEP) for _ in range(2)]
        answers = sorted([each.text for each in await asyncio.gather(*entering)], key=len)
        assert [("Step entered" in text, "is the latest step already" in text) for text in answers].count(
            (True, False)
        ) == 1
        await stage.kill()
        await stage.start()
        await stage.until(lambda: any("On strike: WGA and AMPTP" in text for text in stage.texts()), what="the post")
        shown = await stage.command(stage.member, "dispute show", dispute="wga-amptp")
        assert "on strike, Day 101, since Tuesday 2 May 2023" in shown.text
        await stage.command(stage.moderator, "dispute correct", which="1", date="3 May")
        await stage.kill()
        await stage.start()
        await stage.until(lambda: "Corrected by" in message(stage, "On strike: WGA")["content"], what="the edit")
        question = await press(stage, message(stage, "On strike: WGA"), "retract", "Take this post back?")
        await stage.kill()
        await stage.start()
        await press(stage, question, "retract-yes", "Taken back.")
        await stage.until(lambda: any("Taken back: On strike" in text for text in stage.texts()), what="the edit")
        assert len([text for text in stage.texts() if "On strike" in text]) == 1
        history = await stage.command(stage.member, "dispute history", dispute="wga-amptp")
        assert "corrected" in history.text
        assert "taken back" in history.text
        trail = await stage.command(stage.moderator, "audit", what="disputes")
        assert "3 entries" in trail.text


async def test_a_statement_is_approved_joins_its_story_and_is_taken_back(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        second = stage.discord.member(stage.guild, "second", permissions=MEMBER | Can.MANAGE_GUILD)
        await opened(stage)
        await stage.polled()
        stage.publish(
            "lantern", "offer", "Studios send WGA an offer on AI", "The AMPTP put new terms on AI to the guild."
        )
        await stage.until(lambda: any("Studios send WGA" in text for text in stage.texts()), what="the story")
        story = message(stage, "Studios send WGA")
        link = f"https://discord.com/channels/{stage.guild.id}/{stage.news.id}/{story['id']}"
        await stage.discord.run_command(stage.guild, stage.desk, stage.moderator, "settings approval", {"for": "all"})
        options = STATEMENT | {"story": link}
        form = await stage.discord.run_command(stage.guild, stage.news, stage.moderator, "statement post", options)
        await stage.kill()
        await stage.start()
        preview = await stage.discord.submit_modal(form, TYPED)
        assert "It joins a story and leads it." in preview.text
        await press(stage, preview, "statement-confirm", "Another moderator has to approve it.")
        await stage.until(lambda: any("Approval wanted" in text for text in stage.texts(stage.desk)), what="the card")
        card = message(stage, "Approval wanted", stage.desk)
        await press(stage, card, "approve", "You asked for this approval yourself.")
        assert "Studios send WGA" in story["content"].splitlines()[0]
        await stage.kill()
        await stage.start()
        await stage.discord.press(card, "approve:*", second)
        await stage.until(lambda: story["content"].startswith("### We will answer on Friday"), what="the edit")
        assert "> We have read the offer on AI.\n> We will answer it on Friday." in story["content"]
        await stage.until(lambda: any("Now official" in text for text in stage.texts()), what="the notice")
        question = await press(stage, story, "retract", "Take this post back?", second)
        await press(stage, question, "retract-yes", "Taken back.", second)
        await stage.until(lambda: story["content"].startswith("### Studios send WGA"), what="the edit")
        assert "~~We will answer on Friday – OFFICIAL (union), WGA, negotiating committee~~" in story["content"]
        await stage.until(
            lambda: any(text.startswith("### Taken back: official statement") for text in stage.texts()), what="notice"
        )
        found = await stage.command(stage.member, "news search", words="answer")
        assert "We will answer" not in found.text


async def test_an_announcement_is_taken_back_by_the_button_on_it(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await opened(stage)
        form = await stage.command(stage.moderator, "announce schedule", channel=stage.news)
        preview = await stage.discord.submit_modal(form, {"text": "Bring water", "when": "in 30 minutes"})
        await stage.discord.press(preview, "announce-confirm:*", stage.moderator)
        await stage.until(lambda: any("Bring water" in text for text in stage.texts()), what="the announcement")
        post = message(stage, "Bring water")
        await press(stage, post, "retract", "needs the Manage Server permission", stage.member)
        question = await press(stage, post, "retract", "Take this post back?")
        pressing = [stage.discord.press(question, "retract-yes:*", stage.moderator) for _ in range(2)]
        assert not any(each.failed for each in await asyncio.gather(*pressing))
        await stage.until(lambda: post["content"].startswith("### Taken back: announcement"), what="the edit")
        again = await stage.discord.run_command(
            stage.guild, stage.desk, stage.moderator, "audit", {"what": "announcements"}
        )
        assert again.text.count("announcement retract") == 1
        assert "Before: Bring water" in again.text

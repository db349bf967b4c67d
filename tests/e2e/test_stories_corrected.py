"""Moderators correct stories over the whole bot: split, join and retract, confirmed before or after the bot was killed."""

from __future__ import annotations

from pathlib import Path

from rehearsal.discord.interactions import Interaction
from tests.e2e.stage import Stage
from tests.e2e.stories import distinct

OFFER, PICKET = distinct(2)


async def told(stage: Stage) -> None:
    """Two stories are posted, the first with two reports."""
    await stage.start()
    await stage.set_up()
    await stage.polled(2)
    for outlet, slug, (title, text) in (("lantern", "a", OFFER), ("ledger", "b", OFFER), ("lantern", "c", PICKET)):
        stage.publish(outlet, slug, title, text)
    await stage.until(lambda: len(stories(stage)) == 2, what="two stories")
    await stage.until(lambda: any("Also in:" in text for text in stories(stage)), what="the second report")


def stories(stage: Stage) -> list[str]:
    """The posts that tell a story."""
    return [text for text in stage.texts() if OFFER[0] in text or PICKET[0] in text]


async def confirmed(stage: Stage, asked: Interaction, button: str) -> None:
    """The bot is killed between the preview and the press."""
    await stage.kill()
    await stage.start()
    await stage.discord.press(asked, f"{button}:*", stage.moderator)


async def test_a_split_report_gets_a_post_of_its_own_after_a_restart(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern", "ledger"]) as stage:
        await told(stage)
        asked = await stage.command(stage.moderator, "story split", report="https://ledger.example/b")
        await confirmed(stage, asked, "story-split")
        await stage.until(lambda: len(stories(stage)) == 3, what="the post of the report")
        await stage.until(lambda: not any("Also in:" in text for text in stories(stage)), what="the edit")


async def test_joined_stories_are_one_post_and_a_line_after_a_restart(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern", "ledger"]) as stage:
        await told(stage)
        asked = await stage.command(
            stage.moderator, "story join", story="https://lantern.example/a", other="https://lantern.example/c"
        )
        await confirmed(stage, asked, "story-join")
        await stage.until(lambda: any(text.startswith("Joined with [") for text in stage.texts()), what="the line")
        assert len(stories(stage)) == 2


async def test_a_retracted_story_stays_taken_back_through_a_restart_and_a_further_report(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern", "ledger", "quayside"]) as stage:
        await told(stage)
        asked = await stage.command(stage.moderator, "story retract", story="https://lantern.example/a")
        await confirmed(stage, asked, "story-retract")
        await stage.until(lambda: any("took this story back" in text for text in stage.texts()), what="the line")
        stage.publish("quayside", "d", *OFFER)
        await stage.polled(2)
        assert not any(OFFER[0] in text for text in stage.texts())
        assert OFFER[0] not in (await stage.command(stage.member, "news latest")).text

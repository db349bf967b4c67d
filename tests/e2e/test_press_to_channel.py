"""The whole bot as its own process: from a feed to a post, again, and after a restart."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.stage import Stage

TALKS = ("WGA and AMPTP set talks for Friday", "The writers guild and the studios meet again over AI and pay.")


async def test_an_entry_becomes_one_post_and_stays_one(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern", "ledger"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        stage.publish("lantern", "talks", *TALKS)
        stage.publish("lantern", "golf", "Star in talks to play a golfer", "A first-look deal.")
        await stage.until(lambda: any(TALKS[0] in text for text in stage.texts()), what="the post")
        await stage.polled(2)
        assert sum(TALKS[0] in text for text in stage.texts()) == 1
        assert not any("golfer" in text for text in stage.texts())
        assert await stage.stop() == 0
        await stage.start()
        await stage.polled(2)
        assert sum(TALKS[0] in text for text in stage.texts()) == 1
        assert stage.discord.journal.of("violation") == []

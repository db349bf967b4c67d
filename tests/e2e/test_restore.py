"""A backup put back: what was posted after it was made is not posted again."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.stage import Stage
from tests.e2e.stories import distinct


async def test_after_a_restore_nothing_is_posted_twice(tmp_path: Path) -> None:
    stories = distinct(3)
    async with Stage(tmp_path, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        stage.publish("lantern", "s0", *stories[0])
        await stage.until(lambda: any(stories[0][0] in text for text in stage.texts()), what="the first story")
        assert (await stage.run("backup", str(tmp_path / "copy.db")))[0] == 0
        stage.publish("lantern", "s1", *stories[1])
        await stage.until(lambda: any(stories[1][0] in text for text in stage.texts()), what="the second story")
        assert (await stage.run("restore", str(tmp_path / "copy.db")))[0] == 2  # the bot is running
        await stage.stop()
        assert (await stage.run("restore", str(tmp_path / "copy.db")))[0] == 0
        await stage.start()
        await stage.polled(2)
        stage.publish("lantern", "s2", *stories[2])
        await stage.until(lambda: any(stories[2][0] in text for text in stage.texts()), what="the third story")
        assert [sum(title in text for text in stage.texts()) for title, _ in stories] == [1, 1, 1]

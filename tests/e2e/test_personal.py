"""A member's digest from the whole bot: through a kill, with a closed inbox, and without a word about the member in the log."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tests.e2e.stage import Stage
from tests.e2e.stories import distinct

SPEED = 86_400 / 8  # a day in eight seconds
NAME = "Zsófia Quillfeather-Ōtomo"


async def following(stage: Stage) -> None:
    """Started and set up; the member follows all news."""
    await stage.start()
    await stage.set_up()
    await stage.polled()
    answer = await stage.command(stage.member, "follow add", zone="America/Los_Angeles")
    assert answer.text.startswith("## Added to what you follow")


async def told_at_a_command(stage: Stage) -> str:
    """What the member is told besides an answer; asked again while the bot has not yet noted that it was refused."""
    for _ in range(10):
        answer = await stage.command(stage.member, "about")
        with contextlib.suppress(TimeoutError):
            return str((await answer.wait_for_followup(timeout=2))["content"])
    return ""


async def test_it_comes_once_through_a_kill_and_the_log_says_nothing_about_the_member(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"], speed=SPEED) as stage:
        stage.member.user.name = NAME
        await following(stage)
        (title, text), (second, more) = distinct(2)
        stage.publish("lantern", "one", title, text)
        await stage.until(lambda: any(title in post for post in stage.texts()), what="the story")
        await stage.kill()
        await stage.start()
        messages = lambda: stage.discord.direct_messages(stage.member.user)  # noqa: E731 - asked again and again
        await stage.until(messages, what="the digest", seconds=30)
        assert [title in message["content"] for message in messages()] == [True]
        stage.member.user.inbox_open = False
        stage.publish("lantern", "two", second, more)
        direct = stage.discord.world.direct_channel(stage.member.user).id
        refused = lambda: [  # noqa: E731 - as above
            entry
            for entry in stage.discord.journal.of("request")
            if entry["status"] == 403 and str(direct) in entry["path"]
        ]
        await stage.until(refused, what="the refusal", seconds=30)
        assert "could not be delivered" in await told_at_a_command(stage)
        await stage.command(stage.member, "privacy export")
        await stage.stop()
        assert len(messages()) == 1
        log = stage.log_text()
        for secret in (str(stage.member.user.id), str(direct), NAME):
            assert secret not in log

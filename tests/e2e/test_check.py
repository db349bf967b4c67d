"""`python -m bot check` with a token: login, and what the bot may do in the channels that were set up."""

from __future__ import annotations

from pathlib import Path

from rehearsal.discord.permissions import Can
from tests.e2e.stage import Stage


async def test_check_names_each_missing_permission_and_a_lost_channel(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        code, said = await stage.run("check")
        assert code == 0, said
        assert "token: logged in as" in said
        assert said.count("every permission is there") == 2
        role = stage.discord.world.member(stage.guild, stage.discord.world.bot)
        stage.discord.overwrite(stage.news, role.user, deny=int(Can.SEND_MESSAGES))
        stage.discord.delete_channel(stage.desk)
        code, said = await stage.run("check")
        assert code == 1
        assert "Hall, #news: the bot lacks Send Messages." in said
        assert "Hall: the moderators channel is gone or hidden from the bot; run /setup again." in said

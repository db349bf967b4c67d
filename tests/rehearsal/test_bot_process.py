from pathlib import Path

import pytest

from rehearsal.bot_process import BotEndedError, BotProcess


async def test_a_bot_that_ends_by_itself_is_reported_with_its_last_lines(tmp_path: Path) -> None:
    bot = BotProcess(tmp_path, {"PICKETWIRE_LOG_LEVEL": "NONSENSE"})
    await bot.start()
    assert bot.running
    code = await bot.wait()
    with pytest.raises(BotEndedError, match=r"PICKETWIRE_LOG_LEVEL") as ended:
        bot.check()
    assert ended.value.code == code == 2


async def test_a_killed_bot_is_no_accident(tmp_path: Path) -> None:
    bot = BotProcess(tmp_path, {"PICKETWIRE_LOG_LEVEL": "NONSENSE"})
    await bot.start()
    await bot.kill()
    bot.check()
    assert not bot.running


async def test_settings_of_the_host_do_not_reach_the_bot(tmp_path: Path) -> None:
    (tmp_path.parent / ".env").write_text("DISCORD_TOKEN=host\n")
    bot = BotProcess(tmp_path, {"DISCORD_TOKEN": "x", "PICKETWIRE_LOG_LEVEL": "INFO"})
    environment = bot.environment()
    assert {name for name in environment if name.startswith(("DISCORD_", "PICKETWIRE_"))} == {
        "DISCORD_TOKEN",
        "PICKETWIRE_LOG_LEVEL",
    }

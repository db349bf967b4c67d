"""Registers the buttons on posts and answers, so that those sent before a restart go on working."""

from __future__ import annotations

from bot.client import PicketwireClient
from cogs.ui.views import BUTTONS


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    bot.add_dynamic_items(*BUTTONS)

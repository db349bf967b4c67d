"""Requests that must not be repeated by the library: those that create something for which Discord knows no nonce."""

from __future__ import annotations

from typing import cast

import discord

from bot.delivery.publisher import PublishLater


class _OnlyOnce:
    """Passed as a file without content: the library resets files before each of its tries, and a second one could create a second thing."""

    def reset(self, *, seek: int | bool) -> None:
        if seek:
            raise PublishLater("Discord did not answer the first try", in_doubt=True)


def tried_once() -> list[discord.File]:
    """For the `files` of a request. Where the library would try again, PublishLater is raised instead."""
    return cast("list[discord.File]", [_OnlyOnce()])

"""The shape of private answers: blocks of text with buttons under them, as one components-V2 message. What they say is beside this file.

A block is readable by itself, and all blocks in order are the answer as plain text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.client import PicketwireClient
from bot.delivery.limits import ANSWER, COMPONENTS, CUSTOM_ID, units
from bot.models.announcements import Attachment
from cogs.ui import wording
from cogs.ui.markup import cut

_ROW = 5  # buttons
_MOST_BLOCKS = COMPONENTS - 2 * (_ROW + 1)  # a row counts too; no answer has more than two
_TAIL = 60  # room for the line that counts what was left out


@dataclass(frozen=True, slots=True)
class Press:
    """A button: its name and what `views.py` knows it by."""

    label: str
    custom_id: str


@dataclass(frozen=True, slots=True)
class ChannelPick:
    """A list of the server's channels to pick one from, of these kinds."""

    hint: str
    custom_id: str
    kinds: tuple[discord.ChannelType, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A private answer."""

    blocks: tuple[str, ...]
    buttons: tuple[Press, ...] = ()
    pick: ChannelPick | None = None
    picture: Attachment | None = None  # shown below the text

    @property
    def text(self) -> str:
        """The whole as one text."""
        return "\n\n".join(self.blocks)


def fitted(blocks: Sequence[str]) -> tuple[str, ...]:
    """The first blocks that fit an answer, and how many were left out. Blocks of our own making fit by themselves."""
    kept: list[str] = []
    used = 0
    for position, block in enumerate(blocks):
        last = position + 1 == len(blocks)
        if used + units(block) > ANSWER - (0 if last else _TAIL) or len(kept) + (0 if last else 1) >= _MOST_BLOCKS:
            kept.append(wording.LEFT_OUT.format(count=len(blocks) - position) if kept else cut(block, ANSWER))
            break
        kept.append(block)
        used += units(block)
    return tuple(kept)


def layout(answer: Answer) -> discord.ui.LayoutView:
    """The answer as Discord takes it. Stopped: presses are answered by the dynamic items of `views.py`."""
    view = discord.ui.LayoutView(timeout=None)
    for block in fitted([block for block in answer.blocks if block]):
        view.add_item(discord.ui.TextDisplay[Any](block))
    if answer.picture is not None:
        item = discord.MediaGalleryItem(f"attachment://{answer.picture.name}", description=answer.picture.alt)
        view.add_item(discord.ui.MediaGallery[Any](item))
    if answer.pick is not None:
        picking: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
        pick = answer.pick
        picking.add_item(
            discord.ui.ChannelSelect(placeholder=pick.hint, custom_id=pick.custom_id, channel_types=list(pick.kinds))
        )
        view.add_item(picking)
    for start in range(0, len(answer.buttons), _ROW):
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()
        for press in answer.buttons[start : start + _ROW]:
            if len(press.custom_id) > CUSTOM_ID:
                raise ValueError(f"custom_id too long: {press.custom_id}")
            row.add_item(discord.ui.Button(label=press.label, custom_id=press.custom_id))
        view.add_item(row)
    view.stop()
    return view


def file_of(picture: Attachment) -> discord.File:
    """A picture as Discord takes it, with what it shows in words."""
    return discord.File(io.BytesIO(picture.data), picture.name, description=picture.alt)


async def reply(interaction: discord.Interaction[PicketwireClient], answer: Answer) -> None:
    """Give the answer: privately, or into the place of the message that a deferred press or command stands for."""
    view, files = layout(answer), [file_of(answer.picture)] if answer.picture is not None else []
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view, attachments=files)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)

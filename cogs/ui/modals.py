"""Forms that moderators fill in. What is done with them is a service's business."""

from __future__ import annotations

from typing import Any, cast

import discord

from bot.announcements.service import LONGEST
from bot.client import PicketwireClient
from bot.errors import UserError
from bot.models.desk import Announcement
from cogs.access import managed_server_of, missing_in
from cogs.errors import answer_error, told
from cogs.ui import answers_desk
from cogs.ui import wording_desk as words
from cogs.ui.answers import reply
from cogs.ui.wording import permissions_text

ANNOUNCEMENT = "announcement"


class AnnouncementForm(discord.ui.Modal):
    """The text and the moment of an announcement. What is sent is met by `announcement_sent`, by the form's custom_id."""

    def __init__(self, channel_id: int, *, text: str = "", when: str = "", draft: int | None = None) -> None:
        """`draft`: the number of the draft that is changed."""
        super().__init__(title=words.MODAL_TITLE, custom_id=f"{ANNOUNCEMENT}:{channel_id}:{draft or ''}")
        self.text: discord.ui.TextInput[Any] = discord.ui.TextInput(
            label=words.MODAL_TEXT,
            style=discord.TextStyle.paragraph,
            default=text or None,
            max_length=LONGEST,
            custom_id="text",
        )
        self.when: discord.ui.TextInput[Any] = discord.ui.TextInput(
            label=words.MODAL_WHEN,
            placeholder=words.MODAL_WHEN_HINT,
            default=when or None,
            max_length=60,
            custom_id="when",
        )
        self.add_item(self.text)
        self.add_item(self.when)


def _sent(interaction: discord.Interaction[Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", interaction.data or {})


def form_id(interaction: discord.Interaction[Any]) -> str:
    """The custom_id of the form that was sent, "" where none was."""
    return str(_sent(interaction).get("custom_id", ""))


def form_values(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """What was filled into a form, by the fields' custom_ids."""
    found: dict[str, str] = {}
    waiting: list[Any] = list(_sent(interaction).get("components", ()))
    while waiting:
        component = waiting.pop()
        if "value" in component:
            found[component["custom_id"]] = component["value"]
        waiting += component.get("components", ())
        if "component" in component:
            waiting.append(component["component"])
    return found


async def announcement_sent(interaction: discord.Interaction[PicketwireClient]) -> None:
    """A filled-in form becomes a draft with a preview, also when the bot was started again since it was opened."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
        typed = form_values(interaction)
        text = typed.get("text", "")
        try:
            draft = await _draft(interaction, text, typed.get("when", ""))
        except UserError as e:
            await reply(interaction, answers_desk.refused(told(e), text))
        else:
            await reply(interaction, answers_desk.preview(draft))
    except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
        await answer_error(interaction, e)


async def _draft(interaction: discord.Interaction[PicketwireClient], text: str, when: str) -> Announcement:
    guild_id = managed_server_of(interaction)
    _, channel_id, earlier = form_id(interaction).split(":")
    must_be_open(interaction, int(channel_id))
    return await interaction.client.services.announcements.draft(
        guild_id,
        actor_id=interaction.user.id,
        channel_id=int(channel_id),
        text=text,
        when=when,
        instead_of=int(earlier) if earlier else None,
    )


def must_be_open(interaction: discord.Interaction[PicketwireClient], channel_id: int) -> None:
    """Raises UserError("announce_channel") where the bot cannot post there."""
    if missing := missing_in(interaction.guild, channel_id):
        raise UserError("announce_channel", permissions=permissions_text(missing))

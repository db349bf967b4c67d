"""The form in which an announcement is written. What is sent is met here, by the form's custom_id, also after a restart."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord

from bot.announcements.drafting import LONGEST
from bot.announcements.records import Shown
from bot.client import PicketwireClient
from bot.errors import UserError
from bot.models.announcements import Announcement, Attachment
from cogs.access import managed_server_of, missing_in
from cogs.errors import answer_error, told
from cogs.mentions import must_be_mentionable, name_of
from cogs.ui import answers_announcements as answers
from cogs.ui import wording_announcements as words
from cogs.ui.answers import Answer, reply
from cogs.ui.modals import form_id, form_values
from cogs.ui.wording import permissions_text

ANNOUNCEMENT = "announcement"
Interaction = discord.Interaction[PicketwireClient]


class AnnouncementForm(discord.ui.Modal):
    """The text of an announcement, and its moment where it is not posted at once."""

    def __init__(self, form: Announcement, *, draft: int | None = None) -> None:
        """`form`: what was chosen, and what is filled in; `draft`: the number of the draft that is changed."""
        corrects = form.change is not None and form.change.correction
        super().__init__(
            title=words.MODAL_CORRECTION if corrects else words.MODAL_TITLE,
            custom_id=f"{ANNOUNCEMENT}:{form.id}:{draft or ''}",
        )
        text: discord.ui.TextInput[Any] = discord.ui.TextInput(
            label=words.MODAL_TEXT,
            style=discord.TextStyle.paragraph,
            default=form.text or None,
            max_length=LONGEST,
            custom_id="text",
        )
        self.add_item(text)
        if not form.manner.at_once:
            when: discord.ui.TextInput[Any] = discord.ui.TextInput(
                label=words.MODAL_WHEN,
                placeholder=words.MODAL_WHEN_HINT,
                default=f"{form.wall:%Y-%m-%d %H:%M}" if form.text else None,
                max_length=60,
                custom_id="when",
            )
            self.add_item(when)


async def announcement_sent(interaction: Interaction) -> None:
    """A filled-in form becomes a draft with a preview, also when the bot was started again since it was opened."""
    try:
        await interaction.response.defer(ephemeral=True, thinking=True)
        typed = form_values(interaction)
        text = typed.get("text", "")
        try:
            draft = await _draft(interaction, text, typed.get("when", ""))
        except UserError as e:
            await reply(interaction, answers.refused(told(e), text))
        else:
            await reply(interaction, await preview_of(interaction, draft.guild_id, draft.id))
    except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
        await answer_error(interaction, e)


async def preview_of(interaction: Interaction, guild_id: int, number: int) -> Answer:
    """A draft as members will see it."""
    shown = await interaction.client.services.announcements.records.shown(guild_id, number)
    return answers.preview(shown, partial(name_of, interaction.guild), await picture_of(interaction, shown))


async def picture_of(interaction: Interaction, shown: Shown) -> Attachment | None:
    """The picture that goes with it."""
    number = shown.known.manner.picture_id
    if number is None:
        return None
    return await interaction.client.services.announcements.pictures.get(shown.known.guild_id, number)


async def _draft(interaction: Interaction, text: str, when: str) -> Announcement:
    guild_id, desk = managed_server_of(interaction), interaction.client.services.announcements
    _, form_number, earlier = form_id(interaction).split(":")
    form = await desk.writing.get(guild_id, int(form_number))
    must_be_open(interaction, form.channel_id)
    must_be_mentionable(interaction, form.manner.role_id, form.channel_id)
    await _fetch_picture(interaction, form)
    return await desk.writing.draft(
        guild_id,
        form.id,
        actor_id=interaction.user.id,
        text=text,
        when=when,
        instead_of=int(earlier) if earlier else None,
    )


async def _fetch_picture(interaction: Interaction, form: Announcement) -> None:
    """Keep the file now: Discord's link to it expires. Raises UserError: picture_gone, and what the service refuses."""
    pictures, number = interaction.client.services.announcements.pictures, form.manner.picture_id
    address = await pictures.address(form.guild_id, number) if number is not None else None
    if number is None or address is None:
        return
    try:
        data = await interaction.client.http.get_from_cdn(address)
    except (discord.HTTPException, OSError) as e:
        raise UserError("picture_gone") from e
    await pictures.fetched(number, data)


def must_be_open(interaction: Interaction, channel_id: int) -> None:
    """Raises UserError("announce_channel") where the bot cannot post there."""
    if missing := missing_in(interaction.guild, channel_id):
        raise UserError("announce_channel", permissions=permissions_text(missing))

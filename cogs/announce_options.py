"""What the options of `/announce` make of an announcement, checked before its form is opened."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.client import PicketwireClient
from bot.errors import UserError
from bot.models.announcements import Announcement, Manner
from bot.models.schedules import Cadence
from cogs.access import managed_server_of
from cogs.mentions import must_be_mentionable
from cogs.ui.forms_announcements import must_be_open

Interaction = discord.Interaction[PicketwireClient]
RepeatOptions = tuple[Cadence | None, str | None, int | None]


async def manner_of(
    interaction: Interaction,
    base: Manner,
    channel_id: int,
    *,
    role: discord.Role | None,
    picture: discord.Attachment | None,
    alt: str | None,
) -> Manner:
    """`base` with the role and the picture given. Raises UserError: announce_role and its kin, picture_alt_alone, picture_kind and kin."""
    if role is not None:
        must_be_mentionable(interaction, role.id, channel_id)
        base = replace(base, role_id=role.id)
    if picture is not None:
        number = await interaction.client.services.announcements.pictures.begin(
            managed_server_of(interaction),
            media_type=picture.content_type or "",
            size=picture.size,
            url=picture.url,
            alt=alt or "",
        )
        return replace(base, picture_id=number)
    if alt is not None:
        raise UserError("picture_alt_alone")
    return base


async def begin_edit(
    interaction: Interaction,
    number: int,
    *,
    role: discord.Role | None,
    picture: discord.Attachment | None,
    alt: str | None,
    repeat: RepeatOptions,
    without: str | None,
) -> Announcement:
    """A form for a change of what is scheduled: as it is, with what is given or left out. Raises UserError: announce_without and more."""
    guild_id, writing = managed_server_of(interaction), interaction.client.services.announcements.writing
    given = {"role": role, "picture": picture, "repeat": repeat[0]}
    if without is not None and given.get(without) is not None:
        raise UserError("announce_without", what=without)
    known = await writing.get(guild_id, number)
    must_be_open(interaction, known.channel_id)
    manner = await manner_of(interaction, known.manner, known.channel_id, role=role, picture=picture, alt=alt)
    if without == "role":
        manner = replace(manner, role_id=None)
    elif without == "picture":
        manner = replace(manner, picture_id=None)
    elif without == "urgent":
        manner = replace(manner, urgent=False)
    changed = repeat if without == "repeat" or any(part is not None for part in repeat) else None
    return await writing.begin_change(guild_id, number, actor_id=interaction.user.id, manner=manner, repeat=changed)

"""Whom an announcement or a reminder may notify: checked each time, for the moderator and for the bot, where it is posted."""

from __future__ import annotations

import logging

import discord

from bot.client import PicketwireClient
from bot.errors import UserError

log = logging.getLogger(__name__)

MANY = 100  # members; above that a moderator is asked once more

Interaction = discord.Interaction[PicketwireClient]


def must_be_mentionable(interaction: Interaction, role_id: int | None, channel_id: int) -> None:
    """Raises UserError: announce_role_gone, announce_role where the person may not notify it, announce_role_bot where the bot may not."""
    if role_id is None:
        return
    guild = interaction.guild
    role = guild.get_role(role_id) if guild is not None else None
    if guild is None or role is None:
        raise UserError("announce_role_gone")
    if role.mentionable and not role.is_default():
        return
    channel = guild.get_channel_or_thread(channel_id)
    person = interaction.user
    if channel is None or not isinstance(person, discord.Member):
        raise UserError("announce_role")
    if not channel.permissions_for(person).mention_everyone:
        raise UserError("announce_role")
    if guild.me is None or not channel.permissions_for(guild.me).mention_everyone:
        raise UserError("announce_role_bot")


def role_of_date(interaction: Interaction, role: discord.Role, channel_id: int) -> int:
    """The role's id, where reminders in the channel may notify it. Raises UserError: role_everyone, role_not_yours, role_not_mine."""
    if role.is_default():
        raise UserError("role_everyone")
    try:
        must_be_mentionable(interaction, role.id, channel_id)
    except UserError as e:
        raise UserError("role_not_mine" if e.key == "announce_role_bot" else "role_not_yours", role=role.name) from e
    return role.id


async def reach(interaction: Interaction, role_id: int) -> int | None:
    """How many members a role has; None where Discord does not say."""
    guild = interaction.guild
    if guild is None:
        return None
    if role_id == guild.id:
        return guild.member_count
    try:
        counts = await guild.role_member_counts()
    except (discord.HTTPException, OSError) as e:
        log.warning("the members of a role could not be counted: %s", e)
        return None
    return next((count for role, count in counts.items() if role.id == role_id), None)


def name_of(guild: discord.Guild | None, kind: str, number: int) -> str:
    """The name of a role, a channel or a person by its number, as plain text shows it."""
    if kind == "person":
        return "@member"
    if guild is not None and kind == "role":
        role = guild.get_role(number)
        return "@everyone" if number == guild.id else f"@{role.name}" if role is not None else "@deleted-role"
    channel = guild.get_channel_or_thread(number) if guild is not None else None
    return f"#{channel.name}" if channel is not None else "#deleted-channel"

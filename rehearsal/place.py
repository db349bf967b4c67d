"""The server that is played in: two channels, two moderators, a member. What they do there is in `room.py`."""

from __future__ import annotations

from dataclasses import dataclass

from rehearsal.discord.permissions import MEMBER, Can
from rehearsal.discord.places import Channel, Guild, Member
from rehearsal.discord.server import StandIn


@dataclass(frozen=True, slots=True)
class Place:
    """The server that is played in, and who is there."""

    guild: Guild
    news: Channel
    moderators: Channel
    moderator: Member
    second: Member
    member: Member

    @property
    def channels(self) -> dict[str, str]:
        """Names of the two channels by id, as the journal writes ids."""
        return {str(channel.id): f"#{channel.name}" for channel in (self.news, self.moderators)}

    @property
    def people(self) -> tuple[Member, ...]:
        """Those whom a visitor can be."""
        return (self.moderator, self.second, self.member)


def furnish(discord: StandIn) -> Place:
    """Make the server. The moderators' channel is seen by them and the bot alone."""
    guild = discord.add_guild("Picket line")
    news, desk = discord.add_channel(guild, "bargaining-news"), discord.add_channel(guild, "moderators")
    moderator, second = (
        discord.member(guild, name, permissions=MEMBER | Can.MANAGE_GUILD) for name in ("Moderator", "Second moderator")
    )
    discord.overwrite(desk, guild.id, deny=Can.VIEW_CHANNEL)
    for person in (moderator, second, discord.world.bot):
        discord.overwrite(desk, person, allow=Can.VIEW_CHANNEL)
    return Place(guild, news, desk, moderator, second, discord.member(guild, "Member"))

"""The server that is played in: two channels, the people a visitor can be, and two who act by themselves. What they do is in `room.py`."""

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
    host: Member  # the moderator who does what the programme has moderators do
    deputy: Member  # the moderator who approves what that one asks for
    asker: Member  # the member who asks what the programme has members ask

    @property
    def channels(self) -> dict[str, str]:
        """Names of the two channels by id, as the journal writes ids."""
        return {str(channel.id): f"#{channel.name}" for channel in (self.news, self.moderators)}

    @property
    def people(self) -> tuple[Member, ...]:
        """Those whom a visitor can be; they do nothing by themselves."""
        return (self.moderator, self.second, self.member)


def furnish(discord: StandIn) -> Place:
    """Make the server. The moderators' channel is seen by them and the bot alone."""
    guild = discord.add_guild("Picket line")
    news, desk = discord.add_channel(guild, "bargaining-news"), discord.add_channel(guild, "moderators")
    moderator, second, host, deputy = (
        discord.member(guild, name, permissions=MEMBER | Can.MANAGE_GUILD)
        for name in ("Moderator", "Second moderator", "Moderator on duty", "Deputy on duty")
    )
    discord.overwrite(desk, guild.id, deny=Can.VIEW_CHANNEL)
    for person in (moderator, second, host, deputy, discord.world.bot):
        discord.overwrite(desk, person, allow=Can.VIEW_CHANNEL)
    member, asker = (discord.member(guild, name) for name in ("Member", "Another member"))
    return Place(guild, news, desk, moderator, second, member, host, deputy, asker)

"""Permission bits, and what a member may do in a server and in a channel, by Discord's documented order of overwrites."""

from __future__ import annotations

from enum import IntFlag

from rehearsal.discord.places import Channel, Guild, Member


class Can(IntFlag):
    """The permission bits that the stand-in looks at."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44


EVERY = Can(sum(Can))

MEMBER = (
    Can.VIEW_CHANNEL
    | Can.SEND_MESSAGES
    | Can.EMBED_LINKS
    | Can.ATTACH_FILES
    | Can.READ_MESSAGE_HISTORY
    | Can.USE_APPLICATION_COMMANDS
    | Can.CREATE_PUBLIC_THREADS
    | Can.SEND_MESSAGES_IN_THREADS
)
"""What @everyone may do in a new server."""

BOT = MEMBER | Can.MANAGE_ROLES | Can.MANAGE_EVENTS | Can.CREATE_EVENTS
"""What an invited bot may do unless the test says otherwise."""


def in_guild(guild: Guild, member: Member) -> Can:
    """The member's permissions before any channel's overwrites."""
    if member.user.id == guild.owner_id:
        return EVERY
    bits = guild.roles[guild.id].permissions
    for role_id in member.roles:
        role = guild.roles.get(role_id)
        if role is not None:
            bits |= role.permissions
    return EVERY if bits & Can.ADMINISTRATOR else Can(bits)


def in_channel(guild: Guild, member: Member, channel: Channel) -> Can:
    """The member's permissions in a channel; a thread follows its parent."""
    bits = int(in_guild(guild, member))
    if bits & Can.ADMINISTRATOR:
        return EVERY
    home = guild.channels.get(channel.parent_id or 0) if channel.is_thread else channel
    overwrites = home.overwrites if home is not None else {}
    everyone = overwrites.get(guild.id)
    if everyone is not None:
        bits = bits & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role_id in member.roles:
        overwrite = overwrites.get(role_id)
        if overwrite is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    bits = bits & ~deny | allow
    own = overwrites.get(member.user.id)
    if own is not None:
        bits = bits & ~own.deny | own.allow
    if not bits & Can.VIEW_CHANNEL:
        return Can(0)
    speak = Can.SEND_MESSAGES_IN_THREADS if channel.is_thread else Can.SEND_MESSAGES
    if not bits & speak:
        bits &= ~(Can.MENTION_EVERYONE | Can.ATTACH_FILES | Can.EMBED_LINKS)
    return Can(bits)

"""What one person sees of the room at this moment, as JSON for the page. Nothing is changed here."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from rehearsal.discord.interactions import COMMAND
from rehearsal.discord.message_rules import EPHEMERAL
from rehearsal.discord.permissions import EVERY, Can, in_channel, in_guild
from rehearsal.discord.places import Channel, Json, Member
from rehearsal.pace import Pace
from rehearsal.posts import read_posts
from rehearsal.record import Played, compute
from rehearsal.report import MARGIN
from rehearsal.room import Room

SHOWN, ANSWERS = 80, 20  # messages of a channel, private answers of a person there; the latest
HOUR, DAY = 3600 / 20, 86_400 / 20
SPEEDS = {"pause": 0.000001, "real": 1.0, "hour": HOUR, "day": DAY}
"""Simulated seconds a real one. A pause is a clock so slow that a simulated second takes eleven days: no clock stands still."""
LATE = timedelta(seconds=40)  # real; so late may a post be through kills and refusals before it is called lost


def view(room: Room, user: int, channel: int) -> Json:
    """People, channels, commands and messages, for this person in this channel, or in the first they see if not in that.

    Raises LookupError for an unknown person.
    """
    world, guild = room.discord.world, room.place.guild
    member = {person.id: person for person in room.place.people}[user]
    seen = [c for c in guild.channels.values() if in_channel(guild, member, c) & Can.VIEW_CHANNEL]
    direct = world.direct_channel(user)
    place = next((c for c in (*seen, direct) if c.id == channel), seen[0])
    return {
        "server": guild.name,
        "channel": str(place.id),
        "people": [{"id": str(person.id), "name": person.user.name} for person in room.place.people],
        "names": {str(one.id): one.user.name for one in guild.members.values()},
        "channels": [_channel(c) for c in seen] + [_channel(direct) | {"name": "Direct messages"}],
        "roles": [{"id": str(role.id), "name": role.name} for role in guild.roles.values()],
        "commands": _commands(room, member, place),
        "messages": [_timed(message, room.pace) for message in list(place.messages.values())[-SHOWN:]],
        "private": _private(room, user, place.id),
        "events": list(guild.events.values()),
        "room": status(room),
    }


def status(room: Room) -> Json:
    """The clock, the bot and the feeds. `restarting`: it was killed and is being started again."""
    now, last = room.pace.now(), room.press.last
    return {
        "now": now.isoformat(),
        "speed": room.pace.speed,
        "pace": next((name for name, speed in SPEEDS.items() if speed == room.pace.speed), ""),
        "end": last.isoformat() if last else None,
        "over": last is not None and now >= last,
        "connected": room.connected,
        "restarting": room.restarting,
        "set_up": room.set_up_at is not None,
        "kills": room.kills,
        "outlets": [
            {"key": key, "name": outlet.name, "dead": room.press.dead.get(key)}
            for key, outlet in room.press.chronicle.outlets.items()
        ],
    }


def versions(room: Room, message: str) -> list[Json]:
    """What a message said, oldest first, with the simulated times."""
    return [
        {"at": _at(room.pace, entry["at"]), "text": entry["text"]}
        for entry in room.discord.journal.of("message_created", "message_edited")
        if entry["message_id"] == message
    ]


def count(room: Room) -> Json:
    """Posted, lost and doubled so far; what was due in the last `margin_hours`, simulated ones, may still come. Empty before `/setup`."""
    if room.set_up_at is None:
        return {}
    now = room.pace.now()
    margin = max(MARGIN, now - room.pace.at(datetime.now(UTC) - LATE))
    end = min(filter(None, (now, room.press.last)))
    played = Played(str(room.place.news.id), room.set_up_at, end, margin, room.digest_from, tuple(room.accepted))
    journal = room.discord.journal.entries
    figures = compute(room.press.chronicle, played, log=room.press.log, journal=journal).figures
    return {
        "posted": len(read_posts(entry for entry in journal if not entry.get("flags", 0) & EPHEMERAL)),
        "lost": figures["lost"],
        "doubled": figures["doubled"],
        "margin_hours": math.ceil(margin / timedelta(hours=1)),
    }


def _channel(channel: Channel) -> Json:
    """A channel, thread or direct conversation; `last` is its newest message."""
    full = channel.json()
    return {
        "id": full["id"],
        "name": channel.name,
        "type": channel.kind,
        "thread": channel.is_thread,
        "parent": full.get("parent_id"),
        "last": full["last_message_id"],
    }


def _at(pace: Pace, real: str) -> str:
    return pace.at(datetime.fromisoformat(real)).isoformat()


def _timed(message: Json, pace: Pace) -> Json:
    """A message with the simulated times at which it was posted and last edited: `at` and `edited_at`."""
    edited = message["edited_timestamp"]
    return message | {"at": _at(pace, message["timestamp"]), "edited_at": _at(pace, edited) if edited else None}


def _commands(room: Room, member: Member, place: Channel) -> list[Json]:
    """The commands of the bot that Discord's client would show: those that the person may use in the channel."""
    world, guild = room.discord.world, room.place.guild
    if place.guild_id is None:
        return []
    have, everywhere = int(in_channel(guild, member, place)), in_guild(guild, member)
    shown = []
    for command in (*world.commands.get(guild.id, []), *world.commands.get(None, [])):
        needed = command["default_member_permissions"]
        if needed is None or everywhere == EVERY or (int(needed) and not int(needed) & ~have):
            shown.append(command)
    return shown


def _private(room: Room, user: int, channel: int) -> list[Json]:
    """The private answers that this person has here; `answer` is the interaction they belong to, `asked` the command, if it was one."""
    found = []
    for interaction in room.discord.world.interactions.values():
        if interaction.user_id == user and interaction.channel_id == channel:
            asked = interaction.name if interaction.kind == COMMAND else None
            extra = {"answer": str(interaction.id), "asked": asked}
            found += [_timed(message, room.pace) | extra for message in interaction.hidden.values()]
    return found[-ANSWERS:]

"""Everything that exists in the stand-in at one moment, with the ways to build and change it that Discord's own clients have."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from rehearsal.discord.interactions import Interaction
from rehearsal.discord.journal import Journal
from rehearsal.discord.permissions import BOT, MEMBER
from rehearsal.discord.places import DM, TEXT, Channel, Guild, Json, Member, Overwrite, Role, User

DISCORD_EPOCH_MS = 1420070400000
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, SCHEDULED_EVENTS = 1 << 0, 1 << 9, 1 << 12, 1 << 16


@dataclass(frozen=True)
class Settings:
    """How strict and how patient the stand-in is; times in real seconds, rates as (count, seconds)."""

    token: str = "stand-in-token"  # noqa: S105 - opens nothing but this stand-in
    rate_limits: bool = True
    message_rate: tuple[int, float] = (5, 5.0)
    global_rate: tuple[int, float] = (50, 1.0)
    nonce_seconds: float = 300.0
    answer_seconds: float = 3.0
    token_seconds: float = 900.0
    heartbeat_seconds: float = 41.25
    shards: int = 1
    privileged_intents: int = 0
    identifies_a_day: int = 1000
    date_ahead: float = 0.0  # seconds by which the Date header of answers is ahead of this machine's clock


class HasId(Protocol):
    """Anything with an id: a Guild, Channel, Role, User or Member."""

    @property
    def id(self) -> int:
        """The id."""
        ...


Ref = int | str | HasId


def ident(ref: Ref) -> int:
    """The id of a thing that is given as itself, or by its id."""
    return int(ref) if isinstance(ref, int | str) else ref.id


def stamp() -> str:
    """Now, as Discord writes times."""
    return datetime.now(UTC).isoformat()


def _ignore(_event: str, _data: Json, _guild_id: int | None, _intents: int) -> None:
    """Stand in for the gateway until there is one."""


@dataclass(eq=False)
class World:
    """The state, and `dispatch(event, data, guild_id, intents)` to tell the connected bot (intents 0: always)."""

    journal: Journal
    settings: Settings
    url: str = ""
    guilds: dict[int, Guild] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    commands: dict[int | None, list[Json]] = field(default_factory=dict)
    interactions: dict[int, Interaction] = field(default_factory=dict)
    by_token: dict[str, Interaction] = field(default_factory=dict)
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    dispatch: Callable[[str, Json, int | None, int], None] = _ignore
    _last_id: int = 0

    def __post_init__(self) -> None:
        self.bot = self.add_user("Picketwire", bot=True)

    def new_id(self) -> int:
        """A snowflake of this moment, larger than all before it."""
        moment = int(time.time() * 1000) - DISCORD_EPOCH_MS << 22
        self._last_id = max(moment, self._last_id + 1)
        return self._last_id

    def new_token(self) -> str:
        """A token as interactions carry it."""
        return secrets.token_urlsafe(48)

    def add_user(self, name: str, *, bot: bool = False, id: int | None = None) -> User:  # noqa: A002 - Discord's word
        """Somebody who is in no server yet."""
        user = User(id or self.new_id(), name, bot=bot)
        self.users[user.id] = user
        return user

    def add_guild(
        self, name: str, *, permissions: int = BOT, everyone: int = MEMBER, owner: User | None = None
    ) -> Guild:
        """A server that has just invited the bot with these permissions; the connected bot is told."""
        owner = owner or self.add_user("Server Owner")
        guild = Guild(self.new_id(), name, owner.id, stamp())
        guild.roles[guild.id] = Role(guild.id, "@everyone", int(everyone), position=0)
        role = Role(self.new_id(), self.bot.name, int(permissions), managed=True)
        guild.roles[role.id] = role
        guild.members[owner.id] = Member(owner, [], stamp())
        guild.members[self.bot.id] = Member(self.bot, [role.id], stamp())
        self.guilds[guild.id] = guild
        self.journal.add("guild_joined", guild_id=str(guild.id), name=name)
        self.dispatch("GUILD_CREATE", guild.gateway_json(self.bot.id), guild.id, GUILDS)
        return guild

    def invite_bot(self, guild: Ref, *, permissions: int = BOT) -> Guild:
        """Bring the bot back into a server that had removed it."""
        home = self.guilds[ident(guild)]
        role = Role(self.new_id(), self.bot.name, int(permissions), managed=True)
        home.roles[role.id] = role
        home.members[self.bot.id] = Member(self.bot, [role.id], stamp())
        self.journal.add("guild_joined", guild_id=str(home.id), name=home.name)
        self.dispatch("GUILD_CREATE", home.gateway_json(self.bot.id), home.id, GUILDS)
        return home

    def remove_bot(self, guild: Ref) -> None:
        """The server removes the bot; its channels stay, out of the bot's reach."""
        home = self.guilds[ident(guild)]
        member = home.members.pop(self.bot.id)
        for role_id in member.roles:
            if home.roles[role_id].managed:
                del home.roles[role_id]
        self.journal.add("guild_left", guild_id=str(home.id))
        self.dispatch("GUILD_DELETE", {"id": str(home.id)}, home.id, GUILDS)

    def add_channel(self, guild: Ref, name: str, *, kind: int = TEXT, parent: Ref | None = None) -> Channel:
        """A channel in a server."""
        home = self.guilds[ident(guild)]
        parent_id = ident(parent) if parent is not None else None
        channel = Channel(self.new_id(), kind, name, home.id, parent_id, position=len(home.channels))
        self._keep(channel, home)
        self.dispatch("CHANNEL_CREATE", channel.json(), home.id, GUILDS)
        return channel

    def add_thread(self, parent: Channel, name: str, *, kind: int, owner: Ref, id: int | None = None) -> Channel:  # noqa: A002
        """A thread under a channel; `id` when it belongs to a message, which shares it."""
        home = self.guilds[parent.guild_id or 0]
        thread = Channel(id or self.new_id(), kind, name, home.id, parent.id, owner_id=ident(owner), created_at=stamp())
        self._keep(thread, home)
        self.dispatch("THREAD_CREATE", thread.json() | {"newly_created": True}, home.id, GUILDS)
        return thread

    def _keep(self, channel: Channel, home: Guild) -> None:
        home.channels[channel.id] = channel
        self.channels[channel.id] = channel

    def direct_channel(self, user: Ref) -> Channel:
        """The bot's direct conversation with a user, opened at the first call."""
        person = self.users[ident(user)]
        for channel in self.channels.values():
            if channel.kind == DM and channel.recipient is person:
                return channel
        channel = Channel(self.new_id(), DM, person.name, recipient=person)
        self.channels[channel.id] = channel
        return channel

    def delete_channel(self, channel: Ref) -> None:
        """Delete a channel with its threads and messages."""
        gone = self.channels[ident(channel)]
        home = self.guilds[gone.guild_id or 0]
        for thread in [other for other in home.channels.values() if other.is_thread and other.parent_id == gone.id]:
            self.delete_channel(thread)
        del self.channels[gone.id], home.channels[gone.id]
        self.journal.add("channel_deleted", channel_id=str(gone.id), guild_id=str(home.id))
        self.dispatch("THREAD_DELETE" if gone.is_thread else "CHANNEL_DELETE", gone.json(), home.id, GUILDS)

    def overwrite(self, channel: Ref, target: Ref, *, allow: int = 0, deny: int = 0) -> None:
        """Set a channel's exception for a role or a member (0 and 0 take it away)."""
        place = self.channels[ident(channel)]
        home = self.guilds[place.guild_id or 0]
        target_id = ident(target)
        if allow or deny:
            place.overwrites[target_id] = Overwrite(
                target_id, 0 if target_id in home.roles else 1, int(allow), int(deny)
            )
        else:
            place.overwrites.pop(target_id, None)
        self.dispatch("CHANNEL_UPDATE", place.json(), home.id, GUILDS)

    def add_role(self, guild: Ref, name: str, *, permissions: int = 0, mentionable: bool = False) -> Role:
        """A role in a server."""
        home = self.guilds[ident(guild)]
        role = Role(self.new_id(), name, int(permissions), position=len(home.roles), mentionable=mentionable)
        home.roles[role.id] = role
        self.dispatch("GUILD_ROLE_CREATE", {"guild_id": str(home.id), "role": role.json()}, home.id, GUILDS)
        return role

    def update_role(self, guild: Ref, role: Ref, **changes: Any) -> Role:
        """Change fields of a role (name, permissions, mentionable, hoist, color)."""
        home = self.guilds[ident(guild)]
        changed = home.roles[ident(role)]
        for name, value in changes.items():
            setattr(changed, name, int(value) if name == "permissions" else value)
        self.dispatch("GUILD_ROLE_UPDATE", {"guild_id": str(home.id), "role": changed.json()}, home.id, GUILDS)
        return changed

    def delete_role(self, guild: Ref, role: Ref) -> None:
        """Delete a role; nobody has it any longer."""
        home = self.guilds[ident(guild)]
        gone = home.roles.pop(ident(role))
        for member in home.members.values():
            member.roles = [other for other in member.roles if other != gone.id]
        self.journal.add("role_deleted", role_id=str(gone.id), guild_id=str(home.id))
        self.dispatch("GUILD_ROLE_DELETE", {"guild_id": str(home.id), "role_id": str(gone.id)}, home.id, GUILDS)

    def add_member(
        self, guild: Ref, name: str, *, roles: Iterable[Ref] = (), permissions: int = 0, user: User | None = None
    ) -> Member:
        """A person in a server, with roles, and with a role of their own if `permissions` are given."""
        home = self.guilds[ident(guild)]
        role_ids = [ident(role) for role in roles]
        if permissions:
            role_ids.append(self.add_role(home, name, permissions=permissions).id)
        member = Member(user or self.add_user(name), role_ids, stamp())
        home.members[member.id] = member
        return member

    def set_roles(self, guild: Ref, user: Ref, roles: Iterable[Ref]) -> None:
        """Give a member exactly these roles; the bot hears of changes to itself."""
        home = self.guilds[ident(guild)]
        member = home.members[ident(user)]
        member.roles = [ident(role) for role in roles]
        self.journal.add(
            "member_roles", guild_id=str(home.id), user_id=str(member.id), roles=[str(r) for r in member.roles]
        )
        if member.id == self.bot.id:
            data = member.json() | {"guild_id": str(home.id), "user": member.user.json()}
            self.dispatch("GUILD_MEMBER_UPDATE", data, home.id, GUILDS)

    def member(self, guild: Guild, user: Ref) -> Member:
        """A member of the server. Raises KeyError when the user is none."""
        return guild.members[ident(user)]

"""The complete objects that the gateway carries when a person uses a command, component or modal."""

from __future__ import annotations

from typing import Any

from rehearsal.discord.messages import Upload, keep_file
from rehearsal.discord.permissions import in_channel
from rehearsal.discord.places import Channel, Guild, Json, User
from rehearsal.discord.world import Ref, World, ident


def base(world: World, guild: Guild | None, channel: Channel, user: User, kind: int, token: str, number: int) -> Json:
    """All that is the same for each kind of interaction; `data` is left to the caller."""
    document: Json = {
        "id": str(number),
        "application_id": str(world.bot.id),
        "type": kind,
        "token": token,
        "version": 1,
        "channel_id": str(channel.id),
        "locale": "en-US",
        "entitlements": [],
        "attachment_size_limit": 10 * 2**20,
    }
    if guild is None:
        everything = str(2**53 - 1)
        return document | {
            "channel": channel.json() | {"permissions": everything},
            "user": user.json(),
            "app_permissions": everything,
            "context": 1,
            "authorizing_integration_owners": {"0": "0"},
        }
    member = guild.members[user.id]
    permissions = str(int(in_channel(guild, member, channel)))
    bot = guild.members.get(world.bot.id)
    return document | {
        "channel": channel.json() | {"permissions": permissions},
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_id": str(guild.id),
        "guild_locale": guild.locale,
        "member": member.json() | {"user": user.json(), "permissions": permissions},
        "app_permissions": str(int(in_channel(guild, bot, channel))) if bot else "0",
        "context": 0,
        "authorizing_integration_owners": {"0": str(guild.id)},
    }


class Resolved:
    """Collects the objects that the values of an interaction stand for."""

    def __init__(self, world: World, guild: Guild | None, channel: Channel, user: User) -> None:
        self._world, self._guild, self._channel, self._user = world, guild, channel, user
        self.json: dict[str, Json] = {}

    def _put(self, kind: str, number: int, document: Json) -> str:
        self.json.setdefault(kind, {})[str(number)] = document
        return str(number)

    def user(self, ref: Ref) -> str:
        """A user with their member of this server; the id."""
        user = self._world.users[ident(ref)]
        if self._guild is not None and user.id in self._guild.members:
            member = self._guild.members[user.id]
            permissions = str(int(in_channel(self._guild, member, self._channel)))
            self._put("members", user.id, member.json() | {"permissions": permissions})
        return self._put("users", user.id, user.json())

    def role(self, ref: Ref) -> str:
        """A role; the id."""
        assert self._guild is not None, "roles exist in servers only"  # noqa: S101 - an error of the test itself
        role = self._guild.roles[ident(ref)]
        return self._put("roles", role.id, role.json())

    def channel(self, ref: Ref) -> str:
        """A channel, with what the person may do there; the id."""
        channel = self._world.channels[ident(ref)]
        permissions = 0
        if self._guild is not None:
            permissions = int(in_channel(self._guild, self._guild.members[self._user.id], channel))
        return self._put("channels", channel.id, channel.json() | {"permissions": str(permissions)})

    def mentionable(self, ref: Ref) -> str:
        """A role or a user; the id."""
        if self._guild is not None and ident(ref) in self._guild.roles:
            return self.role(ref)
        return self.user(ref)

    def message(self, message: Json) -> str:
        """A message; the id."""
        return self._put("messages", int(message["id"]), message)

    def attachment(self, file: Upload) -> str:
        """A file that the person sends along; the id."""
        document = keep_file(self._world, self._channel.id, file)
        return self._put("attachments", int(document["id"]), document)

    def data(self) -> dict[str, Any]:
        """`{"resolved": ...}` where there is something to resolve."""
        return {"resolved": self.json} if self.json else {}

"""Servers, channels, roles, users and members as the stand-in keeps them, and the objects Discord's API shows of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

TEXT, DM, CATEGORY, ANNOUNCEMENT, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 4, 5, 11, 12, 15
THREADS = frozenset({10, PUBLIC_THREAD, PRIVATE_THREAD})


@dataclass(eq=False)
class User:
    """A person or the bot."""

    id: int
    name: str
    bot: bool = False
    inbox_open: bool = True

    def json(self) -> Json:
        """The user object."""
        return {
            "id": str(self.id),
            "username": self.name.lower().replace(" ", "_"),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(eq=False)
class Role:
    """A role of a server; @everyone has the server's id."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1
    mentionable: bool = False
    managed: bool = False
    hoist: bool = False
    color: int = 0

    def json(self) -> Json:
        """The role object."""
        return {
            "id": str(self.id),
            "name": self.name,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": None, "tertiary_color": None},
            "hoist": self.hoist,
            "icon": None,
            "unicode_emoji": None,
            "position": self.position,
            "permissions": str(int(self.permissions)),
            "managed": self.managed,
            "mentionable": self.mentionable,
            "flags": 0,
        }


@dataclass(eq=False)
class Member:
    """A user in a server, with the ids of their roles."""

    user: User
    roles: list[int]
    joined_at: str
    nick: str | None = None

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    def json(self) -> Json:
        """The member object without the user."""
        return {
            "roles": [str(role) for role in self.roles],
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "joined_at": self.joined_at,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
        }


@dataclass(eq=False)
class Overwrite:
    """A channel's exception for a role (kind 0) or a member (kind 1)."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(eq=False)
class Channel:
    """A channel, thread or direct conversation with its messages, oldest first."""

    id: int
    kind: int
    name: str
    guild_id: int | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    nonces: dict[str, tuple[int, float]] = field(default_factory=dict)
    recipient: User | None = None
    owner_id: int | None = None
    archived: bool = False
    created_at: str = ""
    tags: list[Json] = field(default_factory=list)

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread of any kind."""
        return self.kind in THREADS

    def json(self) -> Json:
        """The channel object."""
        last = next(reversed(self.messages), None)
        document: Json = {
            "id": str(self.id),
            "type": self.kind,
            "last_message_id": str(last) if last else None,
            "flags": 0,
        }
        if self.recipient is not None:
            return document | {"recipients": [self.recipient.json()]}
        document |= {
            "guild_id": str(self.guild_id),
            "name": self.name,
            "parent_id": str(self.parent_id) if self.parent_id else None,
            "rate_limit_per_user": 0,
        }
        if self.is_thread:
            return document | {
                "owner_id": str(self.owner_id),
                "message_count": len(self.messages),
                "total_message_sent": len(self.messages),
                "member_count": 1,
                "thread_metadata": {
                    "archived": self.archived,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": self.created_at,
                    "locked": False,
                    "create_timestamp": self.created_at,
                },
            }
        document |= {
            "position": self.position,
            "topic": self.topic,
            "nsfw": False,
            "permission_overwrites": [
                {"id": str(o.id), "type": o.kind, "allow": str(int(o.allow)), "deny": str(int(o.deny))}
                for o in self.overwrites.values()
            ],
        }
        if self.kind == FORUM:
            document |= {"available_tags": self.tags, "default_reaction_emoji": None, "default_sort_order": None}
            document |= {"default_forum_layout": 0, "default_thread_rate_limit_per_user": 0}
        return document


@dataclass(eq=False)
class Guild:
    """A server with everything in it."""

    id: int
    name: str
    owner_id: int
    joined_at: str
    locale: str = "en-US"
    lists_commands: bool = True  # False: the bot was invited without the scope applications.commands
    channels: dict[int, Channel] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    events: dict[int, Json] = field(default_factory=dict)

    def json(self) -> Json:
        """The guild object as REST gives it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "description": None,
            "owner_id": str(self.owner_id),
            "afk_channel_id": None,
            "afk_timeout": 300,
            "widget_enabled": False,
            "widget_channel_id": None,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "roles": [role.json() for role in self.roles.values()],
            "emojis": [],
            "stickers": [],
            "features": [],
            "mfa_level": 0,
            "application_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "max_presences": None,
            "max_members": 500000,
            "max_video_channel_users": 25,
            "max_stage_video_channel_users": 50,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False,
            "preferred_locale": self.locale,
            "nsfw_level": 0,
            "nsfw": False,
            "region": "us-west",
            "incidents_data": None,
        }

    def gateway_json(self, bot_id: int) -> Json:
        """The complete object that GUILD_CREATE carries; of the members only the bot, as without the members intent.

        A server that was just joined has no `unavailable`: that is how clients tell it from one that became available.
        """
        bot = self.members[bot_id]
        return self.json() | {
            "joined_at": self.joined_at,
            "large": False,
            "member_count": len(self.members),
            "members": [bot.json() | {"user": bot.user.json()}],
            "channels": [c.json() for c in self.channels.values() if not c.is_thread],
            "threads": [c.json() for c in self.channels.values() if c.is_thread and not c.archived],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": list(self.events.values()),
            "soundboard_sounds": [],
        }

"""The table of all that the API offers: method, path, who answers, the fields allowed, the rate. What is not here does not exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rehearsal.discord import application_routes as application
from rehearsal.discord import channel_routes as channel
from rehearsal.discord import guild_routes as guild
from rehearsal.discord import interaction_routes as interaction
from rehearsal.discord.calls import Call
from rehearsal.discord.command_rules import CommandList
from rehearsal.discord.fields import Anything, Digits, Flag, ListOf, Maybe, Rule, Shape, Snowflake, Text, Whole, one_of
from rehearsal.discord.message_rules import CREATE, EDIT, FOLLOW_UP, FORUM_POST
from rehearsal.discord.world import World

Handler = Callable[[World, Call], Any]

_AUTO_ARCHIVE = one_of(60, 1440, 4320, 10080)
_THREAD: dict[str, Rule] = {
    "name": Text(100, 1),
    "auto_archive_duration": Maybe(_AUTO_ARCHIVE),
    "rate_limit_per_user": Maybe(Whole(21600)),
}
_EVENT: dict[str, Rule] = {
    "name": Text(100, 1),
    "description": Maybe(Text(1000)),
    "scheduled_start_time": Text(40, 1),
    "scheduled_end_time": Maybe(Text(40)),
    "privacy_level": one_of(2),
    "entity_type": Whole(3, 1),
    "entity_metadata": Maybe(Shape({"location": Text(100, 1)})),
    "channel_id": Maybe(Snowflake()),
}
_ROLE: dict[str, Rule] = {
    "name": Maybe(Text(100)),
    "permissions": Maybe(Digits()),
    "color": Maybe(Whole(0xFFFFFF)),
    "colors": Maybe(Anything()),
    "hoist": Maybe(Flag()),
    "mentionable": Maybe(Flag()),
}
_HISTORY: dict[str, Rule] = {
    "limit": Digits(100, 1),
    "before": Snowflake(),
    "after": Snowflake(),
    "around": Snowflake(),
}
_THREAD_QUERY: dict[str, Rule] = {"thread_id": Snowflake()}
_WITH_RESPONSE = Shape({"with_response": Text(5)})


@dataclass(frozen=True)
class Route:
    """One offer.

    `rate` is (count, seconds) per channel, server or webhook; where a message is sent (`sends`) the settings name it. `free` routes need
    no token, `unbounded` ones escape the global rate.
    """

    method: str
    path: str
    handler: Handler
    body: Rule | None = None
    query: Shape = field(default_factory=lambda: Shape({}))
    rate: tuple[int, float] | None = None
    free: bool = False
    unbounded: bool = False
    sends: bool = False


_CHANNEL, _MESSAGE = "/channels/{channel_id}", "/channels/{channel_id}/messages/{message_id}"
_GUILD, _EVENTS = "/guilds/{guild_id}", "/guilds/{guild_id}/scheduled-events"
_ONE_EVENT = _EVENTS + "/{guild_scheduled_event_id}"
_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_COMMANDS, _GUILD_COMMANDS = (
    "/applications/{application_id}/commands",
    "/applications/{application_id}/guilds/{guild_id}/commands",
)
_LOCALIZED = Shape({"with_localizations": Text(5)})

ROUTES: tuple[Route, ...] = (
    Route("GET", "/gateway", application.get_gateway, free=True),
    Route("GET", "/gateway/bot", application.get_gateway_bot),
    Route("GET", "/users/@me", application.get_me),
    Route("GET", "/users/@me/guilds", application.get_my_guilds,
          query=Shape({"limit": Digits(200, 1), "before": Snowflake(), "after": Snowflake(), "with_counts": Text(5)})),
    Route("DELETE", "/users/@me/guilds/{guild_id}", guild.leave_guild, Shape({"lurking": Flag()})),
    Route("GET", "/users/{user_id}", guild.get_user),
    Route("POST", "/users/@me/channels", channel.open_direct,
          Shape({"recipient_id": Snowflake()}, frozenset({"recipient_id"}))),
    Route("GET", "/applications/@me", application.get_application),
    Route("GET", "/oauth2/applications/@me", application.get_application),
    Route("GET", _COMMANDS, application.get_commands, query=_LOCALIZED),
    Route("PUT", _COMMANDS, application.put_commands, CommandList()),
    Route("GET", _GUILD_COMMANDS, application.get_commands, query=_LOCALIZED),
    Route("PUT", _GUILD_COMMANDS, application.put_commands, CommandList()),
    Route("GET", _CHANNEL, channel.get_channel),
    Route("PATCH", _CHANNEL, channel.change_channel,
          Shape({"name": Text(100, 1), "topic": Maybe(Text(1024)), "archived": Flag(), "auto_archive_duration": Maybe(_AUTO_ARCHIVE)})),
    Route("DELETE", _CHANNEL, channel.remove_channel),
    Route("GET", _CHANNEL + "/messages", channel.list_messages, query=Shape(_HISTORY), rate=(10, 5.0)),
    Route("POST", _CHANNEL + "/messages", channel.send_message, CREATE, sends=True),
    Route("POST", _CHANNEL + "/messages/bulk-delete", channel.remove_messages,
          Shape({"messages": ListOf(Snowflake(), 100, 2)}, frozenset({"messages"}))),
    Route("GET", _MESSAGE, channel.get_message),
    Route("PATCH", _MESSAGE, channel.change_message, EDIT, rate=(5, 5.0)),
    Route("DELETE", _MESSAGE, channel.remove_message, rate=(5, 1.0)),
    Route("POST", _MESSAGE + "/threads", channel.start_thread_at, Shape(_THREAD, frozenset({"name"}))),
    Route("POST", _CHANNEL + "/threads", channel.start_thread,
          Shape(_THREAD | {"type": one_of(10, 11, 12), "invitable": Maybe(Flag()), "message": FORUM_POST,
                           "applied_tags": Maybe(ListOf(Snowflake(), 5))}, frozenset({"name"})),
          Shape({"use_nested_fields": Text(5)})),
    Route("GET", _CHANNEL + "/threads/archived/public", channel.list_archived_threads,
          query=Shape({"limit": Digits(100, 2), "before": Text(40)})),
    Route("PUT", _CHANNEL + "/thread-members/@me", channel.join_thread),
    Route("POST", _CHANNEL + "/typing", channel.show_typing),
    Route("GET", _GUILD, guild.get_guild, query=Shape({"with_counts": Text(5)})),
    Route("GET", _GUILD + "/channels", guild.get_channels),
    Route("GET", _GUILD + "/threads/active", guild.get_threads),
    Route("GET", _GUILD + "/members/{user_id}", guild.get_member),
    Route("PUT", _GUILD + "/members/{user_id}/roles/{role_id}", guild.give_role),
    Route("DELETE", _GUILD + "/members/{user_id}/roles/{role_id}", guild.take_role),
    Route("GET", _GUILD + "/roles", guild.get_roles),
    Route("POST", _GUILD + "/roles", guild.create_role, Shape(_ROLE)),
    Route("GET", _GUILD + "/roles/member-counts", guild.count_members),
    Route("GET", _GUILD + "/roles/{role_id}", guild.get_role),
    Route("PATCH", _GUILD + "/roles/{role_id}", guild.change_role, Shape(_ROLE)),
    Route("DELETE", _GUILD + "/roles/{role_id}", guild.remove_role),
    Route("GET", _EVENTS, guild.get_events, query=Shape({"with_user_count": Text(5)})),
    Route("POST", _EVENTS, guild.create_event,
          Shape(_EVENT, frozenset({"name", "scheduled_start_time", "privacy_level", "entity_type"}))),
    Route("GET", _ONE_EVENT, guild.get_event, query=Shape({"with_user_count": Text(5)})),
    Route("PATCH", _ONE_EVENT, guild.change_event, Shape(_EVENT | {"status": Whole(4, 1)})),
    Route("DELETE", _ONE_EVENT, guild.remove_event),
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", interaction.answer,
          Shape({"type": Whole(12, 1), "data": Maybe(Anything())}, frozenset({"type"})), _WITH_RESPONSE, free=True, unbounded=True),
    Route("GET", _HOOK, interaction.get_webhook, free=True, unbounded=True),
    Route("POST", _HOOK, interaction.follow_up, FOLLOW_UP,
          Shape(_THREAD_QUERY | {"wait": Text(5), "with_components": Text(5)}), (5, 2.0), free=True, unbounded=True),
    *(
        Route(method, _HOOK + f"/messages/{which}", handler, body,
              Shape(_THREAD_QUERY | ({"with_components": Text(5)} if body else {})), (5, 2.0), free=True, unbounded=True)
        for which in ("@original", "{message_id}")
        for method, handler, body in (
            ("GET", interaction.get_answer, None), ("PATCH", interaction.change_answer, EDIT),
            ("DELETE", interaction.remove_answer, None))
    ),
)  # fmt: skip


@dataclass
class _Node:
    literal: dict[str, _Node] = field(default_factory=dict)
    parameter: tuple[str, _Node] | None = None
    routes: dict[str, Route] = field(default_factory=dict)


def _plant(routes: tuple[Route, ...]) -> _Node:
    root = _Node()
    for route in routes:
        node = root
        for segment in route.path.strip("/").split("/"):
            name = re.fullmatch(r"\{(\w+)\}", segment)
            if name is None:
                node = node.literal.setdefault(segment, _Node())
            else:
                node.parameter = node.parameter or (name[1], _Node())
                node = node.parameter[1]
        node.routes[route.method] = route
    return root


class Table:
    """Finds the route of a request. Names of parameters at the same place must agree between paths."""

    def __init__(self, routes: tuple[Route, ...] = ROUTES) -> None:
        self._root = _plant(routes)

    def find(self, path: str) -> tuple[dict[str, Route], dict[str, str]]:
        """The routes at a path by method (empty: no such path), and the values of its parameters. Fixed words go before parameters."""
        node, params = self._root, dict[str, str]()
        for segment in path.strip("/").split("/"):
            if segment in node.literal:
                node = node.literal[segment]
            elif node.parameter is not None:
                name, node = node.parameter
                params[name] = segment
            else:
                return {}, {}
        return node.routes, params

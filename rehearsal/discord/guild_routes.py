"""What the API does with servers, their roles, members and scheduled events."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from rehearsal.discord.calls import Call, bot_in, demand_in_guild, guild_of, member_of, role_of
from rehearsal.discord.errors import (
    INVALID_FORM,
    MISSING_PERMISSIONS,
    TOO_MANY_EVENTS,
    TOO_MANY_ROLES,
    UNKNOWN_EVENT,
    UNKNOWN_USER,
    ApiError,
)
from rehearsal.discord.permissions import EVERY, Can, in_guild
from rehearsal.discord.places import Guild, Json, Member
from rehearsal.discord.world import SCHEDULED_EVENTS, World

MAX_EVENTS, MAX_ROLES = 100, 250
SCHEDULED, ACTIVE, COMPLETED, CANCELLED = 1, 2, 3, 4
EXTERNAL = 3


def get_guild(world: World, call: Call) -> Json:
    """GET a server."""
    guild = guild_of(world, call)
    counts = (
        {"approximate_member_count": len(guild.members), "approximate_presence_count": 1}
        if call.wants("with_counts")
        else {}
    )
    return guild.json() | counts


def get_channels(world: World, call: Call) -> list[Json]:
    """GET the channels of a server, threads not among them."""
    return [channel.json() for channel in guild_of(world, call).channels.values() if not channel.is_thread]


def get_threads(world: World, call: Call) -> Json:
    """GET the active threads of a server."""
    threads = [
        channel.json()
        for channel in guild_of(world, call).channels.values()
        if channel.is_thread and not channel.archived
    ]
    return {"threads": threads, "members": []}


def _member_json(member: Member) -> Json:
    return member.json() | {"user": member.user.json()}


def get_member(world: World, call: Call) -> Json:
    """GET a member."""
    return _member_json(member_of(guild_of(world, call), call))


def get_user(world: World, call: Call) -> Json:
    """GET a user."""
    user = world.users.get(call.id("user_id"))
    if user is None:
        raise ApiError(UNKNOWN_USER)
    return user.json()


def leave_guild(world: World, call: Call) -> None:
    """DELETE the bot's own membership."""
    world.remove_bot(guild_of(world, call))


def get_roles(world: World, call: Call) -> list[Json]:
    """GET the roles of a server."""
    return [role.json() for role in guild_of(world, call).roles.values()]


def get_role(world: World, call: Call) -> Json:
    """GET one role."""
    return role_of(guild_of(world, call), call).json()


def count_members(world: World, call: Call) -> dict[str, int]:
    """GET how many members each role has; @everyone is not counted."""
    guild = guild_of(world, call)
    held = Counter(role for member in guild.members.values() for role in member.roles)
    return {str(role): held[role] for role in guild.roles if role != guild.id}


def _below_bot(world: World, guild: Guild, permissions: int) -> None:
    """A bot gives no permission that it does not have."""
    have = in_guild(guild, bot_in(world, guild))
    if have != EVERY and permissions & ~int(have):
        raise ApiError(MISSING_PERMISSIONS)


def create_role(world: World, call: Call) -> Json:
    """POST a role."""
    guild = guild_of(world, call)
    demand_in_guild(world, guild, Can.MANAGE_ROLES)
    permissions = int(call.body.get("permissions") or 0)
    _below_bot(world, guild, permissions)
    if len(guild.roles) >= MAX_ROLES:
        raise ApiError(TOO_MANY_ROLES)
    mentionable = bool(call.body.get("mentionable"))
    return world.add_role(
        guild, call.body.get("name") or "new role", permissions=permissions, mentionable=mentionable
    ).json()


def change_role(world: World, call: Call) -> Json:
    """PATCH a role."""
    guild = guild_of(world, call)
    demand_in_guild(world, guild, Can.MANAGE_ROLES)
    role = role_of(guild, call)
    _below_bot(world, guild, int(call.body.get("permissions") or 0))
    if role.managed:
        raise ApiError(MISSING_PERMISSIONS)
    kept = {
        name: value
        for name, value in call.body.items()
        if name in {"name", "permissions", "mentionable", "hoist", "color"}
    }
    return world.update_role(guild, role, **kept).json()


def remove_role(world: World, call: Call) -> None:
    """DELETE a role."""
    guild = guild_of(world, call)
    demand_in_guild(world, guild, Can.MANAGE_ROLES)
    role = role_of(guild, call)
    if role.managed or role.id == guild.id:
        raise ApiError(MISSING_PERMISSIONS)
    world.delete_role(guild, role)


def give_role(world: World, call: Call) -> None:
    """PUT a role on a member."""
    guild, member, role_id = _role_and_member(world, call)
    if role_id not in member.roles:
        world.set_roles(guild, member, [*member.roles, role_id])


def take_role(world: World, call: Call) -> None:
    """DELETE a role from a member."""
    guild, member, role_id = _role_and_member(world, call)
    world.set_roles(guild, member, [other for other in member.roles if other != role_id])


def _role_and_member(world: World, call: Call) -> tuple[Guild, Member, int]:
    guild = guild_of(world, call)
    demand_in_guild(world, guild, Can.MANAGE_ROLES)
    member, role = member_of(guild, call), role_of(guild, call)
    if role.managed or role.id == guild.id:
        raise ApiError(MISSING_PERMISSIONS)
    return guild, member, role.id


def _wrong(field: str, code: str, message: str) -> ApiError:
    return ApiError(INVALID_FORM, {field: {"_errors": [{"code": code, "message": message}]}})


def _instant(body: Json, field: str) -> datetime | None:
    if not body.get(field):
        return None
    try:
        moment = datetime.fromisoformat(body[field])
    except ValueError as error:
        raise _wrong(field, "DATE_TIME_TYPE_PARSE", f"Could not parse {body[field]}. Should be ISO8601.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _check_event(event: Json, *, new_start: bool) -> None:
    start, end = _instant(event, "scheduled_start_time"), _instant(event, "scheduled_end_time")
    if start is None:
        raise _wrong("scheduled_start_time", "BASE_TYPE_REQUIRED", "This field is required")
    if new_start and start <= datetime.now(UTC):
        raise _wrong(
            "scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past."
        )
    if event["entity_type"] == EXTERNAL:
        if end is None:
            raise _wrong("scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required")
        if not (event.get("entity_metadata") or {}).get("location"):
            raise _wrong("entity_metadata", "BASE_TYPE_REQUIRED", "This field is required")
    if end is not None and end <= start:
        raise _wrong("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "The end lies before the start.")


def get_events(world: World, call: Call) -> list[Json]:
    """GET the scheduled events of a server."""
    return [event for event in guild_of(world, call).events.values() if event["status"] in {SCHEDULED, ACTIVE}]


def create_event(world: World, call: Call) -> Json:
    """POST a scheduled event, which starts in the future; an outside one has a place and an end."""
    guild = guild_of(world, call)
    demand_in_guild(world, guild, Can.CREATE_EVENTS | Can.MANAGE_EVENTS)
    if len(get_events(world, call)) >= MAX_EVENTS:
        raise ApiError(TOO_MANY_EVENTS)
    body: Any = call.body
    event = {
        "id": str(world.new_id()),
        "guild_id": str(guild.id),
        "channel_id": body.get("channel_id"),
        "creator_id": str(world.bot.id),
        "creator": world.bot.json(),
        "name": body["name"],
        "description": body.get("description"),
        "scheduled_start_time": body["scheduled_start_time"],
        "scheduled_end_time": body.get("scheduled_end_time"),
        "privacy_level": body["privacy_level"],
        "status": SCHEDULED,
        "entity_type": body["entity_type"],
        "entity_id": None,
        "entity_metadata": body.get("entity_metadata"),
        "user_count": 0,
        "image": None,
        "recurrence_rule": None,
    }
    _check_event(event, new_start=True)
    guild.events[int(event["id"])] = event
    _announce(world, guild, "CREATE", event)
    return event


def _announce(world: World, guild: Guild, verb: str, event: Json) -> None:
    world.journal.add(f"event_{verb.lower()}d", event=dict(event), guild_id=str(guild.id))
    world.dispatch(f"GUILD_SCHEDULED_EVENT_{verb}", event, guild.id, SCHEDULED_EVENTS)


def _event_of(guild: Guild, call: Call) -> Json:
    event = guild.events.get(call.id("guild_scheduled_event_id"))
    if event is None:
        raise ApiError(UNKNOWN_EVENT)
    return event


def get_event(world: World, call: Call) -> Json:
    """GET a scheduled event."""
    return _event_of(guild_of(world, call), call)


def change_event(world: World, call: Call) -> Json:
    """PATCH a scheduled event; a finished or cancelled one stays as it is."""
    guild = guild_of(world, call)
    demand_in_guild(world, guild, Can.MANAGE_EVENTS | Can.CREATE_EVENTS)
    event = _event_of(guild, call)
    if event["status"] in {COMPLETED, CANCELLED}:
        raise _wrong("status", "GUILD_SCHEDULED_EVENT_INVALID_STATUS", "A finished event cannot be changed.")
    changed = event | call.body
    _check_event(changed, new_start=changed["scheduled_start_time"] != event["scheduled_start_time"])
    event |= call.body
    _announce(world, guild, "UPDATE", event)
    return event


def remove_event(world: World, call: Call) -> None:
    """DELETE a scheduled event."""
    guild = guild_of(world, call)
    demand_in_guild(world, guild, Can.MANAGE_EVENTS | Can.CREATE_EVENTS)
    event = _event_of(guild, call)
    del guild.events[int(event["id"])]
    _announce(world, guild, "DELETE", event)

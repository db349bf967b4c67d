"""What the API says about the bot itself: user, application, gateway; and the registration of its commands."""

from __future__ import annotations

from rehearsal.discord.calls import Call, guild_of
from rehearsal.discord.errors import MISSING_ACCESS, UNKNOWN_APPLICATION, ApiError
from rehearsal.discord.places import Json
from rehearsal.discord.world import World


def gateway_url(world: World) -> str:
    """Where the gateway is."""
    return world.url.replace("http", "ws", 1) + "/gateway"


def get_gateway(world: World, _call: Call) -> Json:
    """GET the gateway's address; needs no token."""
    return {"url": gateway_url(world)}


def get_gateway_bot(world: World, _call: Call) -> Json:
    """GET the gateway's address with the number of shards and what is left of the day's identifies."""
    most = world.settings.identifies_a_day
    used = sum(entry.get("event") == "identify" for entry in world.journal.of("gateway"))
    limit = {"total": most, "remaining": max(0, most - used), "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": gateway_url(world), "shards": world.settings.shards, "session_start_limit": limit}


def get_me(world: World, _call: Call) -> Json:
    """GET the bot's user."""
    return world.bot.json() | {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US", "flags": 0}


def get_my_guilds(world: World, call: Call) -> list[Json]:
    """GET the servers that the bot is in."""
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 200))
    mine = [guild for guild in world.guilds.values() if world.bot.id in guild.members and guild.id > after][:limit]
    return [
        {"id": str(g.id), "name": g.name, "icon": None, "owner": False, "permissions": "0", "features": []}
        for g in mine
    ]


def get_application(world: World, _call: Call) -> Json:
    """GET the application, with its owner."""
    owner = next((user for user in world.users.values() if not user.bot), None) or world.add_user("Application Owner")
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": owner.json(),
        "team": None,
        "bot": world.bot.json(),
        "approximate_guild_count": len(world.guilds),
        "install_params": None,
        "integration_types_config": {"0": {}},
    }


def _scope(world: World, call: Call) -> int | None:
    if call.id("application_id") != world.bot.id:
        raise ApiError(UNKNOWN_APPLICATION)
    if "guild_id" not in call.params:
        return None
    guild = guild_of(world, call)
    if not guild.lists_commands:
        raise ApiError(MISSING_ACCESS)
    return guild.id


def get_commands(world: World, call: Call) -> list[Json]:
    """GET the registered commands, global or of a server."""
    return world.commands.get(_scope(world, call), [])


def put_commands(world: World, call: Call) -> list[Json]:
    """PUT all commands at once; those of the same name and type keep their ids."""
    scope = _scope(world, call)
    known = {(old["type"], old["name"]): old["id"] for old in world.commands.get(scope, [])}
    version = str(world.new_id())
    commands = []
    for body in call.body:
        kind = body.get("type", 1)
        bits = body.get("default_member_permissions")
        command: Json = {
            "id": known.get((kind, body["name"])) or str(world.new_id()),
            "application_id": str(world.bot.id),
            "version": version,
            "type": kind,
            "name": body["name"],
            "name_localizations": body.get("name_localizations"),
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations"),
            "options": body.get("options") or [],
            "default_member_permissions": str(bits) if bits is not None else None,
            "dm_permission": body.get("dm_permission", True),
            "contexts": body.get("contexts"),
            "integration_types": body.get("integration_types") or [0],
            "nsfw": bool(body.get("nsfw")),
        }
        commands.append(command | ({"guild_id": str(scope)} if scope else {}))
    world.commands[scope] = commands
    names = [command["name"] for command in commands]
    world.journal.add("commands_synced", guild_id=str(scope) if scope else None, names=names, commands=commands)
    return commands

"""What `python -m bot check` finds in Discord: each place stories go to, and what is wrong with it."""

from __future__ import annotations

from bot.models.routing import Place, Route, Rules
from bot.models.servers import Server
from cogs.inspection import inspect_discord
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import FORUM, PUBLIC_THREAD
from tests.cogs.conftest import Room


async def test_each_place_of_a_server_is_looked_at(room: Room) -> None:
    discord, guild = room.discord, room.guild
    forum = discord.add_channel(guild, "talks", kind=FORUM)
    discord.overwrite(forum, discord.world.bot, deny=Can.SEND_MESSAGES_IN_THREADS)
    thread = discord.world.add_thread(room.news, "Pay", kind=PUBLIC_THREAD, owner=room.moderator)
    archived = discord.world.add_thread(room.news, "Safety", kind=PUBLIC_THREAD, owner=room.moderator)
    archived.archived = True
    places = {
        "ai": Place(forum.id, forum=True),
        "pay": Place(thread.id),
        "safety": Place(archived.id),
        "data": Place(404),
    }
    rules = Rules(routes=tuple(Route(n, "issue", key, place) for n, (key, place) in enumerate(places.items())))
    server = Server(guild.id, room.news.id, room.desk.id)
    found = [finding async for finding in inspect_discord(discord.token, discord.url, [server], {guild.id: rules})]
    name = guild.name
    assert found[1:3] == [
        (True, "clock: right."),
        (True, f"commands: {len(discord.world.commands[None])} are registered."),
    ]
    assert found[3:] == [
        (True, f"{name}, #news: every permission is there."),
        (True, f"{name}, #desk: every permission is there."),
        (False, f"{name}, #talks: the bot lacks Send Messages in Threads."),
        (True, f"{name}, #Pay: every permission is there."),
        (True, f"{name}, #Safety: every permission is there."),
        (
            False,
            f"{name}: the place for stories about data is gone or hidden from the bot; run /settings route again.",
        ),
    ]

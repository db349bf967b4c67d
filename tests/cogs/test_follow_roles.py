"""`/follow add` by role and `/settings follow-roles` over the stand-in for Discord, with the real services."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.guild_routes import MAX_ROLES
from rehearsal.discord.permissions import MEMBER, Can
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on

AS_ROLE = {"issue": "AI", "how": "role"}


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        yield desk


async def allowed(desk: Desk) -> None:
    """The bot gets what it needs, and moderators allow the roles."""
    room = desk.room
    world = room.discord.world
    role = world.add_role(room.guild, "Helper", permissions=MEMBER | Can.MANAGE_ROLES | Can.MENTION_EVERYONE)
    me = room.guild.members[world.bot.id]
    world.set_roles(room.guild, me, [*me.roles, role.id])
    await eventually(lambda: room.client.get_guild(room.guild.id).me.guild_permissions.manage_roles)  # type: ignore[union-attr]
    answer = await room.use("settings follow-roles", {"on": True})
    assert answer.text.startswith("Members may take roles for notifications from now on")


async def taken(desk: Desk) -> int:
    """The member takes the role for AI; its number."""
    room = desk.room
    asked = await room.use("follow add", AS_ROLE, by=room.member)
    assert "Other people on this server can see which roles you have" in asked.text
    assert all(role.name != "News: AI" for role in room.guild.roles.values())
    done = await room.discord.press(asked, "follow-role:issue:ai", room.member)
    await eventually(lambda: done.text.startswith("You have the role for AI now."))
    (role,) = [role for role in room.guild.roles.values() if role.name == "News: AI"]
    assert not role.mentionable
    assert role.id in room.member.roles
    return role.id


async def test_before_moderators_allow_it_a_member_is_told_of_the_other_way(desk: Desk) -> None:
    answer = await desk.room.use("follow add", AS_ROLE, by=desk.room.member)
    assert answer.text.startswith("The moderators of this server have not allowed roles for notifications.")


async def test_what_the_bot_lacks_is_named_before_anything_is_saved(desk: Desk) -> None:
    answer = await desk.room.use("settings follow-roles", {"on": True})
    assert answer.text.startswith("I am not allowed to notify roles in the news channel.")
    with pytest.raises(ClientRefusal):
        await desk.room.use("settings follow-roles", {"on": True}, by=desk.room.member)
    forced = await desk.room.use("settings follow-roles", {"on": True}, by=desk.room.member, force=True)
    assert forced.text.startswith("This needs the Manage Server permission")


async def test_a_member_takes_a_role_sees_it_and_gives_it_back_after_a_restart(desk: Desk) -> None:
    await allowed(desk)
    role = await taken(desk)
    room, member = desk.room, desk.room.member
    assert "### By role\n- AI" in (await room.use("follow list", by=member)).text
    async with desk.restarted():
        left = await room.use("follow remove", {"what": "AI, by role"}, by=member)
        assert left.text.startswith("## Taken off what you follow")
    assert role not in member.roles
    assert role in room.guild.roles


async def test_two_members_share_one_role(desk: Desk) -> None:
    await allowed(desk)
    await taken(desk)
    room = desk.room
    asked = await room.use("follow add", AS_ROLE, by=room.moderator)
    done = await room.discord.press(asked, "follow-role:issue:ai", room.moderator)
    await eventually(lambda: done.text.startswith("You have the role for AI now."))
    assert len([role for role in room.guild.roles.values() if role.name == "News: AI"]) == 1


async def test_forgetting_takes_the_role_off(desk: Desk) -> None:
    await allowed(desk)
    role = await taken(desk)
    room, member = desk.room, desk.room.member
    asked = await room.use("privacy forget", by=member)
    done = await room.discord.press(asked, "privacy-forget:yes", member)
    await eventually(lambda: "I keep nothing about you any more" in done.text)
    assert role not in member.roles
    assert (await room.use("follow list", by=member)).text.startswith("You follow nothing on this server.")


async def test_a_role_that_was_deleted_is_made_anew(desk: Desk) -> None:
    await allowed(desk)
    role = await taken(desk)
    room = desk.room
    room.discord.world.delete_role(room.guild, room.guild.roles[role])
    await eventually(lambda: room.client.get_guild(room.guild.id).get_role(role) is None)  # type: ignore[union-attr]
    assert await taken(desk) != role


async def test_a_role_that_discord_leaves_on_is_said_to_be_there_and_can_be_tried_again(desk: Desk) -> None:
    await allowed(desk)
    role = await taken(desk)
    room, member = desk.room, desk.room.member
    world = room.discord.world
    me = room.guild.members[world.bot.id]
    world.set_roles(room.guild, me, [])
    kept = await room.use("follow remove", {"what": "AI, by role"}, by=member)
    assert kept.text.startswith("I was not allowed to take the role off")
    assert "### By role\n- AI" in (await room.use("follow list", by=member)).text
    asked = await room.use("privacy forget", by=member)
    done = await room.discord.press(asked, "privacy-forget:yes", member)
    await eventually(lambda: "Roles that I was not allowed to take off: 1." in done.text)
    assert role in member.roles


async def test_where_a_server_has_all_the_roles_it_can_the_other_way_is_named(desk: Desk) -> None:
    await allowed(desk)
    room = desk.room
    while len(room.guild.roles) < MAX_ROLES:
        room.discord.world.add_role(room.guild, "Full")
    asked = await room.use("follow add", AS_ROLE, by=room.member)
    done = await room.discord.press(asked, "follow-role:issue:ai", room.member)
    told = await done.wait_for_followup()
    assert told["content"].startswith("This server has as many roles as Discord allows")

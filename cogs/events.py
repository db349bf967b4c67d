"""Events of Discord's own for bargaining dates, over REST; and `/settings events`, which checks first what that needs.

Discord knows no nonce for events: whether one is there already is seen by the reference at the end of its description.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.http import Route

from bot.client import PicketwireClient
from bot.delivery.publisher import PublishRefused, Refusal
from bot.errors import UserError
from bot.models.events import DateEvent
from cogs.access import managed_server_of
from cogs.once import tried_once
from cogs.ui import wording_events as words
from cogs.ui.answers import Answer, reply
from cogs.ui.cards_events import event_description, event_name, event_place, event_times

Interaction = discord.Interaction[PicketwireClient]
EXTERNAL, MEMBERS_ONLY, CANCELLED = 3, 2, 4
UNKNOWN_EVENT = 10070


async def create_event(client: PicketwireClient, guild_id: int, post: DateEvent, reference: str) -> int:
    """The new event's id. Tried once, whatever comes back. Raises discord.HTTPException, PublishLater."""
    made = await client.http.request(
        Route("POST", "/guilds/{guild_id}/scheduled-events", guild_id=guild_id),
        json=_fields(post, reference) | {"privacy_level": MEMBERS_ONLY, "entity_type": EXTERNAL},
        files=tried_once(),
    )
    return int(made["id"])


async def change_event(client: PicketwireClient, guild_id: int, event_id: int, post: DateEvent, reference: str) -> None:
    """Change or cancel an event. Raises PublishRefused where somebody deleted it, else discord.HTTPException."""
    try:
        if not post.cancelled:
            await client.http.edit_scheduled_event(guild_id, event_id, **_fields(post, reference))
            return
        try:
            await client.http.edit_scheduled_event(guild_id, event_id, status=CANCELLED)
        except discord.HTTPException as e:
            if e.status != 400:
                raise
            # One that has begun, or is cancelled already, cannot be cancelled: it is taken away.
            await client.http.delete_scheduled_event(guild_id, event_id)
    except discord.HTTPException as e:
        if e.code == UNKNOWN_EVENT:
            raise PublishRefused(Refusal.MESSAGE_GONE, "the event was deleted") from e
        raise


async def find_event(client: PicketwireClient, guild_id: int, reference: str) -> int | None:
    """The event of ours with this reference, if it is there. Raises discord.HTTPException."""
    me = client.user
    for event in await client.http.get_scheduled_events(guild_id, with_user_count=False):
        ours = me is not None and str(event.get("creator_id")) == str(me.id)
        if ours and str(event.get("description") or "").endswith(reference):
            return int(event["id"])
    return None


def _fields(post: DateEvent, reference: str) -> dict[str, Any]:
    start, end = event_times(post)
    return {
        "name": event_name(post),
        "description": event_description(post, reference),
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": end.isoformat(),
        "entity_metadata": {"location": event_place(post)},
    }


@app_commands.command(name="events", description="Choose whether each bargaining date is also an event of this server")
@app_commands.describe(on="True: dates ahead and later ones get an event; False: no new ones")
async def settings_events(interaction: Interaction, on: bool) -> None:  # noqa: FBT001 - the library's way
    """Raises UserError: "not_set_up", "events_permission"."""
    await interaction.response.defer(ephemeral=True)
    guild_id, guild = managed_server_of(interaction), interaction.guild
    mine = guild.me.guild_permissions if guild is not None and guild.me is not None else discord.Permissions.none()
    if on and not (mine.create_events or mine.manage_events):
        raise UserError("events_permission")
    _, ahead = await interaction.client.services.events.choose(guild_id, on=on, actor_id=interaction.user.id)
    await reply(interaction, Answer(((words.ON if on else words.OFF).format(count=ahead),)))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings`."""
    settings = bot.tree.get_command("settings")
    if not isinstance(settings, app_commands.Group):
        raise TypeError("the settings are loaded first")
    settings.add_command(settings_events)

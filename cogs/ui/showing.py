"""`/settings show` and its button: gathers all of a server's choices for one answer."""

from __future__ import annotations

import discord

from bot.client import PicketwireClient
from bot.errors import UserError
from bot.models.routing import Rules
from bot.models.servers import Server
from cogs.access import managed_server_of
from cogs.ui import answers_settings
from cogs.ui.answers import Answer


async def settings_of(interaction: discord.Interaction[PicketwireClient]) -> Answer:
    """The settings in words. Raises UserError: "servers_only", "needs_manage_server", "not_set_up"."""
    guild_id, services = managed_server_of(interaction), interaction.client.services
    server = await services.servers.get(guild_id)
    if server is None:
        raise UserError("not_set_up")
    rules = await services.choices.rules(guild_id)
    outlets = {outlet.key: outlet.name for outlet in services.feeds.outlets()}
    return answers_settings.overview(
        answers_settings.Choices(
            server=server,
            rules=rules,
            digest=await services.digests.get(guild_id),
            subjects=services.choices.subject_name,
            outlets=lambda key: outlets.get(key, key),
            unseen=_unseen(interaction.guild, server, rules),
            dates=await services.date_choices.get(guild_id),
        )
    )


def _unseen(guild: discord.Guild | None, server: Server, rules: Rules) -> set[int]:
    """Channels that the bot does not know; of threads none is judged, for those in the archive are not known either."""
    if guild is None or guild.unavailable:
        return set()
    chosen = {
        server.news_channel_id,
        server.mod_channel_id,
        *(r.place.channel_id for r in rules.routes if r.place.forum),
    }
    return {channel for channel in chosen if channel is not None and guild.get_channel_or_thread(channel) is None}

"""`/audit`: who did what, before and after, for people with Manage Server; also as a file."""

from __future__ import annotations

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.models.trail import TrailQuery
from bot.trail.service import MOST_DAYS, MOST_ROWS, USUAL_DAYS
from cogs.access import managed_server_of
from cogs.ui import answers_audit
from cogs.ui import wording_audit as words
from cogs.ui.answers import reply
from cogs.ui.views_audit import TrailPageButton


class Audit(commands.Cog):
    """One command."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="What moderators did here: who, what, before and after, with links")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(
        who="One moderator; all if left out",
        what="One kind of action; all if left out",
        days=f"How many days back; {USUAL_DAYS} if left out",
        file="Whether to give it all as a file for a spreadsheet",
    )
    @app_commands.choices(what=[app_commands.Choice(name=name, value=kind) for kind, name in words.KINDS.items()])
    async def audit(
        self,
        interaction: discord.Interaction[PicketwireClient],
        who: discord.User | None = None,
        what: str = "",
        days: app_commands.Range[int, 1, MOST_DAYS] = USUAL_DAYS,
        file: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
    ) -> None:
        """The first page, with buttons to the others, or a file. Raises UserError("audit_kind")."""
        await interaction.response.defer(ephemeral=True)
        guild_id, query = managed_server_of(interaction), TrailQuery(days, who.id if who else None, what)
        if not file:
            await reply(interaction, answers_audit.page(await self.services.trail.page(guild_id, query)))
            return
        data, count = await self.services.trail.export(guild_id, query, actor_id=interaction.user.id)
        await interaction.edit_original_response(
            content=answers_audit.exported(count, days, cut=count == MOST_ROWS),
            attachments=[discord.File(io.BytesIO(data), words.FILE, description=words.FILE_TEXT)],
        )


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Audit(bot))
    bot.add_dynamic_items(TrailPageButton)

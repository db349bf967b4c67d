"""`/feed`: which feeds this server reads. For people with Manage Server; members see the same by `/sources`, without hosts."""

from __future__ import annotations

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.errors import UserError
from bot.feeds.opml import LARGEST, MOST_FEEDS
from cogs.access import managed_server_of
from cogs.ui import answers_feed
from cogs.ui.answers import reply
from cogs.ui.transformers_feed import FeedArgument, FeedOrAddressArgument
from cogs.ui.views import names_of_issues
from cogs.ui.views_feed import FeedsPageButton

FILE = "picketwire-feeds.opml"
Chosen = app_commands.Transform[int, FeedArgument]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Feed(commands.GroupCog, group_name="feed", group_description="The feeds this server reads"):
    """Commands about feeds."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Add a feed by its address, or by a page that has one")
    @app_commands.describe(
        address="The address of a feed, or of a page that has one",
        private="Keep the address secret: only its host is ever shown",
    )
    async def add(
        self,
        interaction: discord.Interaction[PicketwireClient],
        address: str,
        private: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
    ) -> None:
        """Read at once; nothing it has brought so far is posted."""
        await interaction.response.defer(ephemeral=True)
        found = await self.services.feed_desk.add(
            managed_server_of(interaction), actor_id=interaction.user.id, address=address, private=private
        )
        await reply(interaction, answers_feed.added(found))

    @app_commands.command(name="list", description="The feeds of this server and how each is doing")
    async def list_feeds(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """The first page; buttons turn to the others."""
        await interaction.response.defer(ephemeral=True)
        await reply(
            interaction, answers_feed.listed(await self.services.feed_desk.lines(managed_server_of(interaction)))
        )

    @app_commands.command(description="Let a feed rest: nothing of it is posted or shown in this server")
    @app_commands.describe(feed="Which feed")
    async def pause(self, interaction: discord.Interaction[PicketwireClient], feed: Chosen) -> None:
        """Until it is resumed."""
        await interaction.response.defer(ephemeral=True)
        name = await self.services.feed_desk.pause(
            managed_server_of(interaction), actor_id=interaction.user.id, feed_id=feed
        )
        await reply(interaction, answers_feed.paused(name))

    @app_commands.command(description="Follow a paused feed again")
    @app_commands.describe(feed="Which feed")
    async def resume(self, interaction: discord.Interaction[PicketwireClient], feed: Chosen) -> None:
        """What it brought meanwhile is not posted."""
        await interaction.response.defer(ephemeral=True)
        name = await self.services.feed_desk.resume(
            managed_server_of(interaction), actor_id=interaction.user.id, feed_id=feed
        )
        await reply(interaction, answers_feed.resumed(name))

    @app_commands.command(description="Stop following a feed in this server")
    @app_commands.describe(feed="Which feed")
    async def remove(self, interaction: discord.Interaction[PicketwireClient], feed: Chosen) -> None:
        """It can be added again."""
        await interaction.response.defer(ephemeral=True)
        name = await self.services.feed_desk.remove(
            managed_server_of(interaction), actor_id=interaction.user.id, feed_id=feed
        )
        await reply(interaction, answers_feed.removed(name))

    @app_commands.command(description="See what would be posted from a feed; nothing is posted")
    @app_commands.describe(feed="One of the feeds of this server, or any address")
    async def test(
        self,
        interaction: discord.Interaction[PicketwireClient],
        feed: app_commands.Transform[int | str, FeedOrAddressArgument],
    ) -> None:
        """By what it has brought, or by reading the address now."""
        await interaction.response.defer(ephemeral=True)
        guild_id, trials = managed_server_of(interaction), self.services.feed_trials
        found = await (trials.followed(guild_id, feed) if isinstance(feed, int) else trials.address(guild_id, feed))
        await reply(interaction, answers_feed.tested(found, names_of_issues(interaction)))

    @app_commands.command(description="Get the feeds of this server as an OPML file")
    async def export(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """Private addresses stay out of it."""
        await interaction.response.defer(ephemeral=True)
        export = await self.services.feed_desk.export(managed_server_of(interaction), actor_id=interaction.user.id)
        file = discord.File(io.BytesIO(export.data), FILE, description=f"OPML, {export.count} feeds")
        await interaction.edit_original_response(content=answers_feed.exported(export), attachments=[file])

    @app_commands.command(name="import", description="Follow the feeds of an OPML file")
    @app_commands.describe(file="An OPML file, as feed readers export it")
    async def import_feeds(self, interaction: discord.Interaction[PicketwireClient], file: discord.Attachment) -> None:
        """They are read in the next minutes."""
        await interaction.response.defer(ephemeral=True)
        guild_id = managed_server_of(interaction)
        if file.size > LARGEST:
            raise UserError("opml_too_large", most=MOST_FEEDS)
        result = await self.services.feed_desk.import_list(
            guild_id, actor_id=interaction.user.id, data=await file.read()
        )
        await reply(interaction, answers_feed.imported(result))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Feed(bot))
    bot.add_dynamic_items(FeedsPageButton)

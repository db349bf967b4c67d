"""A stand-in with a server, a channel and persons, and a small real discord.py bot connected to it."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from rehearsal.discord import Can, Settings, StandIn
from rehearsal.discord.places import Channel, Guild, Member

FAST = Settings(rate_limits=False)


class Question(discord.ui.Modal, title="A question"):
    """One of each kind of field."""

    what = discord.ui.TextInput[Any](label="What", min_length=2, max_length=20)
    where: discord.ui.Label[Any] = discord.ui.Label(
        text="Where",
        component=discord.ui.Select(custom_id="where", options=[discord.SelectOption(label="Here", value="here")]),
    )

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        assert isinstance(self.where.component, discord.ui.Select)
        await interaction.response.send_message(f"{self.what.value} {self.where.component.values}")


class Choices(discord.ui.View):
    """A persistent view with a button and selects."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Why?", custom_id="why:1")
    async def why(self, interaction: discord.Interaction, _button: Any) -> None:
        await interaction.response.send_message("because", ephemeral=True)

    @discord.ui.button(label="Next", custom_id="next")
    async def following(self, interaction: discord.Interaction, _button: Any) -> None:
        await interaction.response.edit_message(content="page 2")

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, _interaction: discord.Interaction, _button: Any) -> None:
        raise AssertionError

    @discord.ui.select(cls=discord.ui.ChannelSelect, custom_id="where")
    async def where(self, interaction: discord.Interaction, menu: discord.ui.ChannelSelect[Any]) -> None:
        await interaction.response.send_message(f"chosen {menu.values[0].id}")

    @discord.ui.select(
        custom_id="issue",
        options=[discord.SelectOption(label="AI", value="ai"), discord.SelectOption(label="Pay", value="pay")],
    )
    async def issue(self, interaction: discord.Interaction, menu: discord.ui.Select[Any]) -> None:
        await interaction.response.send_message(f"chosen {menu.values[0]}")

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="who", max_values=2)
    async def who(self, interaction: discord.Interaction, menu: discord.ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(f"chosen {[person.display_name for person in menu.values]}")

    @discord.ui.select(cls=discord.ui.MentionableSelect, custom_id="whom")
    async def whom(self, interaction: discord.Interaction, menu: discord.ui.MentionableSelect[Any]) -> None:
        await interaction.response.send_message(f"chosen {menu.values[0].mention}")


class Page(discord.ui.LayoutView):
    """A components V2 page."""

    text = discord.ui.TextDisplay[Any]("# Page one")


def _suggesting(tree: app_commands.CommandTree[Any]) -> None:
    group = app_commands.Group(name="news", description="News")

    @group.command(name="latest", description="The latest")
    async def latest(interaction: discord.Interaction, issue: str | None = None) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"latest on {issue}")
        await interaction.followup.send("more", ephemeral=True)

    @latest.autocomplete("issue")
    async def issues(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=name.upper(), value=name) for name in ("ai", "pay") if current in name]

    @tree.context_menu(name="Who is this?")
    async def who(interaction: discord.Interaction, person: discord.Member) -> None:
        await interaction.response.send_message(person.display_name, ephemeral=True)

    tree.add_command(group)


def _taking(tree: app_commands.CommandTree[Any]) -> None:
    """Commands that take things."""

    @tree.command(name="place", description="Takes things")
    async def place(
        interaction: discord.Interaction,
        channel: discord.TextChannel,
        person: discord.Member,
        role: discord.Role,
        count: app_commands.Range[int, 1, 5],
    ) -> None:
        may = interaction.permissions.manage_guild
        await interaction.response.send_message(f"{channel.id} {person.id} {role.name} {count} {may}")

    @tree.command(name="attach", description="Takes a file")
    async def attach(interaction: discord.Interaction, file: discord.Attachment) -> None:
        data = await file.read()
        await interaction.response.send_message(
            "back", file=discord.File(io.BytesIO(data), "copy.txt", description="A copy")
        )


def _answering(tree: app_commands.CommandTree[Any]) -> None:
    """Commands that answer in each way, or not at all."""

    @tree.command(name="ask", description="Opens a modal")
    async def ask(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Question())

    @tree.command(name="choose", description="Shows components")
    async def choose(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("page 1", view=Choices())

    @tree.command(name="page", description="Shows a layout")
    async def page(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=Page(), ephemeral=True)

    @tree.command(name="silent", description="Never answers")
    async def silent(_interaction: discord.Interaction) -> None:
        return

    @tree.command(name="twice", description="Answers twice")
    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        adapter = discord.webhook.async_.async_context.get()
        params = discord.webhook.async_.interaction_response_params(type=5)
        try:
            await adapter.create_interaction_response(
                interaction.id, interaction.token, session=interaction._session, params=params
            )
        except discord.HTTPException as error:
            await interaction.edit_original_response(content=f"{error.status} {error.code}")

    @tree.command(name="secret", description="For moderators")
    @app_commands.default_permissions(manage_guild=True)
    async def secret(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"manage: {interaction.permissions.manage_guild}", ephemeral=True)

    @tree.context_menu(name="Why this?")
    async def why(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"about {message.content}", ephemeral=True)


class RigBot(commands.AutoShardedBot):
    """The real client, with commands of every kind."""

    def __init__(self, *, intents: discord.Intents | None = None, **options: Any) -> None:
        super().__init__("\0", intents=intents or discord.Intents(guilds=True), guild_ready_timeout=0.05, **options)
        self.seen: list[str] = []

    async def setup_hook(self) -> None:
        for add in (_suggesting, _taking, _answering):
            add(self.tree)
        self.add_view(Choices())
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.seen.append("resumed")

    async def on_shard_resumed(self, _shard: int) -> None:
        self.seen.append("shard resumed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.seen.append(f"join {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.seen.append(f"remove {guild.name}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.seen.append(f"channel gone {channel.name}")


@dataclass
class Rig:
    """What a test works with."""

    stand_in: StandIn
    bot: RigBot
    guild: Guild
    news: Channel
    member: Member
    moderator: Member

    @property
    def channel(self) -> discord.PartialMessageable:
        return self.bot.get_partial_messageable(self.news.id)


@contextlib.contextmanager
def pointed_at(stand_in: StandIn) -> Iterator[None]:
    """discord.py speaks to the stand-in meanwhile."""
    base, gateway = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = stand_in.url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(stand_in.world.url.replace("http", "ws") + "/gateway")
    try:
        yield
    finally:
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@contextlib.asynccontextmanager
async def rig(settings: Settings = FAST, **options: Any) -> AsyncIterator[Rig]:
    """A connected, ready bot in one server."""
    async with StandIn(settings) as stand_in:
        guild = stand_in.add_guild("Hall")
        news = stand_in.add_channel(guild, "news")
        member = stand_in.member(guild, "Member")
        moderator = stand_in.member(guild, "Moderator", permissions=Can.MANAGE_GUILD)
        bot = RigBot(**options)
        with pointed_at(stand_in):
            task = asyncio.create_task(bot.start(stand_in.token))
            try:
                await asyncio.wait_for(_ready(bot, task), 10)
                yield Rig(stand_in, bot, guild, news, member, moderator)
            finally:
                await bot.close()
                await task


async def _ready(bot: RigBot, task: asyncio.Task[None]) -> None:
    while not bot.is_ready():
        if task.done():
            task.result()
        await asyncio.sleep(0.01)


async def until(true: Callable[[], object]) -> None:
    """Wait for what the client does on its own."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - the client has no event for it
            await asyncio.sleep(0.01)


async def request(
    stand_in: StandIn, method: str, path: str, body: Any = None, *, token: str | None = None
) -> tuple[int, Any, Any]:
    """A plain request to the API: status, JSON, headers."""
    headers = {"Authorization": f"Bot {token or stand_in.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, stand_in.url + path, json=body, headers=headers) as response,
    ):
        return response.status, await response.json() if response.status != 204 else None, response.headers

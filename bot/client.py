"""The Discord client: minimal intents, no mentions, the cogs, the commands' registration. The only discord import in `bot/`.

What the bot does is in the services and the cogs; nothing is decided here.
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import json
import logging
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import discord
import yarl
from discord.ext import commands

from bot.errors import StartError, StorageBusy
from bot.models.health import Link
from bot.skew import Skew

if TYPE_CHECKING:
    from bot.announcements.desk import AnnouncementDesk
    from bot.approvals.service import ApprovalService
    from bot.archive.search import SearchService
    from bot.archive.service import ArchiveService
    from bot.bargaining.choices import DateChoiceService
    from bot.bargaining.events import EventService
    from bot.bargaining.service import BargainingService
    from bot.bargaining.suggestion_service import SuggestionService
    from bot.clock import Clock
    from bot.corrections.choices import StoryChoices
    from bot.corrections.problems import ProblemService
    from bot.corrections.service import CorrectionService
    from bot.corrections.stories import StoryDesk
    from bot.corrections.terms import TermService
    from bot.corrections.why import WhyService
    from bot.digests.service import DigestService
    from bot.disputes.service import DisputeService
    from bot.facts import FactService
    from bot.feeds.management import FeedManagement
    from bot.feeds.service import FeedService
    from bot.feeds.trial_service import FeedTrials
    from bot.issues.pins import StandService
    from bot.issues.service import IssueService
    from bot.issues.timeline import TimelineService
    from bot.issues.trend_service import TrendService
    from bot.models.services import AboutFacts, IssueName
    from bot.personal.privacy import PrivacyService
    from bot.personal.roles import RoleService
    from bot.personal.service import PersonalService
    from bot.retractions.service import RetractService
    from bot.servers.choices import ChoiceService
    from bot.servers.health import HealthService
    from bot.servers.quiet_hours import QuietHours
    from bot.servers.service import ServerService
    from bot.servers.upkeep import Upkeep
    from bot.statements.service import StatementService
    from bot.trail.service import TrailService

log = logging.getLogger(__name__)

EXTENSIONS: Final = (
    "cogs.errors",
    "cogs.posts",
    "cogs.setup",
    "cogs.settings",
    "cogs.settings_stories",
    "cogs.upkeep",
    "cogs.digest",
    "cogs.settings_dates",
    "cogs.bargaining",
    "cogs.dates",
    "cogs.suggestions",
    "cogs.events",
    "cogs.announce",
    "cogs.approvals",
    "cogs.dispute",
    "cogs.status",
    "cogs.statement",
    "cogs.audit",
    "cogs.news",
    "cogs.issue",
    "cogs.stand",
    "cogs.sources",
    "cogs.why",
    "cogs.menus",
    "cogs.tag",
    "cogs.story",
    "cogs.feed",
    "cogs.follow",
    "cogs.privacy",
    "cogs.about",
)
COMMANDS_FACT: Final = "commands_hash"
LISTINGS: Final = 100  # servers whose lists of commands are looked at, at the start
INVITE_AGAIN: Final = "Invite the bot again with the address that `python -m bot invite` prints."
COMMANDS_REFUSED: Final = "Discord refuses the commands (HTTP {status}: {text}), so nobody can use them. {then}"
NOT_LISTED: Final = f"this server does not list the commands: the bot was invited without the scope applications.commands. {INVITE_AGAIN}"
FORBIDDEN: Final = 403
LONGEST_RATE_LIMIT: Final = 30.0  # seconds; a longer one is not waited for here: the delivery is due again later


@dataclass(frozen=True, slots=True)
class Services:
    """All that the cogs may ask."""

    servers: ServerService
    archive: ArchiveService
    feeds: FeedService
    issues: tuple[IssueName, ...]
    about: AboutFacts
    clock: Clock
    facts: FactService
    digests: DigestService
    quiet_hours: QuietHours
    bargaining: BargainingService
    disputes: DisputeService
    statements: StatementService
    trail: TrailService
    retractions: RetractService
    announcements: AnnouncementDesk
    date_choices: DateChoiceService
    suggestions: SuggestionService
    events: EventService
    approvals: ApprovalService
    choices: ChoiceService
    upkeep: Upkeep
    feed_desk: FeedManagement
    feed_trials: FeedTrials
    summaries: IssueService
    trends: TrendService
    stands: StandService
    timelines: TimelineService
    searches: SearchService
    why: WhyService
    corrections: CorrectionService
    problems: ProblemService
    health: HealthService
    story_desk: StoryDesk
    story_choices: StoryChoices
    personal: PersonalService
    privacy: PrivacyService
    terms: TermService
    roles: RoleService


_DISCORD: Final = discord.http.Route.BASE


def point_at(api_url: str | None) -> None:
    """Use another Discord-compatible server from now on, by its REST base address; nothing for discord.com."""
    if api_url:
        discord.http.Route.BASE = api_url.rstrip("/")


class PicketwireClient(commands.AutoShardedBot):
    """Logs in, loads the cogs, registers the commands where they changed, and tells which servers it is in."""

    def __init__(self, services: Services, *, api_url: str | None = None, guild_ready_timeout: float = 2.0) -> None:
        point_at(api_url)
        self.skew = Skew(services.clock.wall, say=log.warning)
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it never speaks
        super().__init__(
            command_prefix=commands.when_mentioned,  # never used: without message intents no text arrives
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=discord.app_commands.AppCommandContext(guild=True),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
            guild_ready_timeout=guild_ready_timeout,
            http_trace=self.skew.trace(),
        )
        self.services = services
        self._listings: asyncio.Task[None] | None = None
        self._connected_since: datetime | None = None

    async def setup_hook(self) -> None:
        """After the login and before the connection: load the cogs, register the commands."""
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        await self._know_gateway()
        await self._register_commands()

    async def _know_gateway(self) -> None:
        """Where a lost session begins anew: discord.py goes to Discord's own gateway, unless it is told another server's."""
        if discord.http.Route.BASE == _DISCORD:
            return
        try:
            _, gateway, _ = await self.http.get_bot_gateway()
        except (discord.DiscordException, OSError) as e:
            log.warning("the gateway's address is not known yet: %s", e)
            return
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)

    async def _register_commands(self) -> None:
        """Send the commands to Discord where they differ from those last sent, by this application to this address."""
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        told = json.dumps([discord.http.Route.BASE, self.application_id, payload], sort_keys=True, default=str)
        digest = hashlib.sha256(told.encode()).hexdigest()
        if await self.services.facts.get(COMMANDS_FACT) == digest and await self._has(payload):
            return
        try:
            synced = await self.tree.sync()
        except (discord.DiscordServerError, discord.RateLimited, OSError) as e:
            log.warning("the commands could not be registered, the next start tries again: %s", e)
            return
        except discord.HTTPException as e:
            then = INVITE_AGAIN if e.status == FORBIDDEN else "The next start tries again."
            log.error("%s", COMMANDS_REFUSED.format(status=e.status, text=e.text or "no reason given", then=then))  # noqa: TRY400
            return
        await self.services.facts.put(COMMANDS_FACT, digest)
        log.info("registered %d commands", len(synced))

    async def _has(self, payload: Sequence[Mapping[str, Any]]) -> bool:
        """Whether Discord still has what it was sent: another program with the same token may have replaced it."""
        try:
            there = {(command.type.value, command.name) for command in await self.tree.fetch_commands()}
        except (discord.DiscordException, OSError):
            return True  # not known now; the next start looks again
        return there >= {(command["type"], command["name"]) for command in payload}

    async def _look_at_listings(self) -> None:
        """Say which servers do not list the commands: nobody there could set the bot up."""
        for guild in self.guilds[:LISTINGS]:
            try:
                if not await lists_commands(self.http, self.application_id or 0, guild.id):
                    log.warning("server %s: %s", guild.id, NOT_LISTED)
            except (discord.DiscordException, OSError) as e:
                log.info("whether each server lists the commands is not known: %s", e)
                return

    async def close(self) -> None:
        """See discord.Client."""
        if self._listings is not None:
            self._listings.cancel()
        await super().close()

    async def on_ready(self) -> None:
        """Connected, or connected again: these are the servers."""
        self._connected_since = self.services.clock.now()
        try:
            await self.services.upkeep.present({guild.id for guild in self.guilds})
        except StorageBusy as e:
            log.warning("which servers these are could not be noted: %s", e)
        log.info("ready in %d servers", len(self.guilds))
        if self._listings is None:
            self._listings = asyncio.create_task(self._look_at_listings(), name="look at the lists of commands")

    async def on_resumed(self) -> None:
        """The connection was lost for a moment, the session was not."""
        self._connected_since = self._connected_since or self.services.clock.now()

    async def on_disconnect(self) -> None:
        """The connection is lost; the library makes it anew."""
        self._connected_since = None

    def link(self) -> Link:
        """How this process stands to Discord."""
        return Link(self._connected_since, self.skew.seconds)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Invited to a server."""
        try:
            await self.services.servers.joined(guild.id)
        except StorageBusy as e:
            log.warning("server %s joined, which could not be noted: %s", guild.id, e)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Removed from a server; an outage of Discord is not one."""
        try:
            await self.services.servers.left(guild.id)
        except StorageBusy as e:
            log.warning("server %s left, which could not be noted: %s", guild.id, e)


async def lists_commands(http: discord.http.HTTPClient, application_id: int, guild_id: int) -> bool:
    """Whether a server lists the bot's commands: Discord refuses to speak of them where the bot has no right to have any."""
    try:
        await http.get_guild_commands(application_id, guild_id)
    except discord.Forbidden:
        return False
    return True


async def log_in(client: PicketwireClient, token: str) -> None:
    """Log in over HTTP and register the commands. Raises StartError with what the host can do."""
    try:
        await client.login(token)
    except discord.LoginFailure as e:
        raise StartError("Discord does not accept the token. Copy it again from the application's Bot page.") from e
    except discord.HTTPException as e:
        raise StartError(
            f"Discord refused the start: HTTP {e.status}, {e.text or 'no reason given'}", passing=e.status >= 500
        ) from e
    except Exception as e:
        if not _of_network(e):
            raise
        raise StartError(
            f"Discord cannot be reached at {discord.http.Route.BASE}: {network_words(e)} "
            "Check this machine's network, its name servers and firewall, and DISCORD_API_URL if it is set.",
            passing=True,
        ) from e


async def connect(client: PicketwireClient) -> None:
    """Stay connected until the client is closed. Raises StartError where Discord will never let it in."""
    try:
        await client.connect(reconnect=True)
    except discord.PrivilegedIntentsRequired as e:
        raise StartError("Discord asks for privileged intents, which this bot never needs: see its Bot page.") from e
    except discord.ConnectionClosed as e:
        raise StartError(f"Discord ended the connection for good (code {e.code}): is the token still valid?") from e


def _of_network(error: Exception) -> bool:
    """Connection errors of the HTTP library have no common class with the system's."""
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] == "aiohttp"


def network_words(error: BaseException) -> str:
    """What is wrong with the network, in a sentence."""
    chain: list[BaseException] = [error]
    while (cause := getattr(chain[-1], "os_error", None) or chain[-1].__cause__) is not None and cause not in chain:
        chain.append(cause)
    if any(isinstance(each, socket.gaierror) or "DNS" in type(each).__name__ for each in chain):
        return "its name was not found."
    if any(isinstance(each, ssl.SSLCertVerificationError) for each in chain):
        return "its certificate is not accepted. Is this machine's clock right?"
    if any(
        isinstance(each, ConnectionRefusedError) or getattr(each, "errno", None) == errno.ECONNREFUSED for each in chain
    ):
        return "the connection was refused."
    return f"{error}."

"""What moderators are told about their server, and anyone about the bot. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.delivery.limits import NAME
from bot.models.schedules import DigestPlan
from bot.models.servers import Server
from bot.models.services import AboutFacts
from cogs.ui import wording, wording_announcements, wording_approvals
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_digest import digest_lines, quiet_lines
from cogs.ui.markup import DISCORD

_COMMANDS = {
    "setup": DISCORD.command("/setup"),
    "pause": DISCORD.command("/settings pause"),
    "resume": DISCORD.command("/settings resume"),
}


def about(facts: AboutFacts) -> Answer:
    """What the bot is, what it never does, who runs it."""
    contact = wording.ABOUT_CONTACT.format(contact=DISCORD.text(facts.contact, 200)) if facts.contact else ""
    source = DISCORD.link(wording.ABOUT_SOURCE, facts.source_url) if facts.source_url else ""
    version = wording.ABOUT_VERSION.format(version=DISCORD.text(facts.version, NAME))
    return Answer(
        (
            f"{DISCORD.heading(wording.ABOUT_HEADING, 2)}\n{wording.ABOUT_IS}",
            _section(wording.ABOUT_NEVER_HEADING, [f"- {line}" for line in wording.ABOUT_NEVER]),
            _section(wording.ABOUT_LABELS_HEADING, [wording.ABOUT_LABELS]),
            _section(wording.ABOUT_RUN_HEADING, [contact or wording.ABOUT_NO_CONTACT, f"{version} {source}".strip()]),
        )
    )


def settings(server: Server, digest: DigestPlan | None = None) -> Answer:
    """All choices of a server."""
    lines = [
        (wording.SETTINGS_PAUSED if server.paused else wording.SETTINGS_ON).format(**_COMMANDS),
        wording.SETTINGS_NEWS.format(channel=_channel(server.news_channel_id)),
        wording.SETTINGS_MODERATORS.format(channel=_channel(server.mod_channel_id)),
        wording.SETTINGS_ZONE.format(zone=DISCORD.text(server.zone, NAME)),
        wording.SETTINGS_SILENT if server.silent else wording.SETTINGS_LOUD,
        wording.SETTINGS_CAP.format(cap=server.hourly_cap),
        " ".join(quiet_lines(server)),
        " ".join(digest_lines(server, digest)),
        wording_approvals.SETTING[server.approval],
        wording_announcements.URGENT_SETTING.format(cap=server.urgent_cap),
    ]
    return Answer((_section(wording.SETTINGS_HEADING, [f"- {line}" for line in lines], level=2),))


def paused() -> Answer:
    """After `/settings pause`."""
    return Answer((wording.PAUSED.format(**_COMMANDS),))


def resumed() -> Answer:
    """After `/settings resume`."""
    return Answer((wording.RESUMED,))


def set_up(server: Server) -> Answer:
    """After `/setup`: what was chosen, what happens next."""
    done = wording.SETUP_DONE.format(
        news=_channel(server.news_channel_id),
        moderators=_channel(server.mod_channel_id),
        zone=DISCORD.text(server.zone, NAME),
    )
    after = (wording.SETUP_PAUSED if server.paused else wording.SETUP_NEXT).format(**_COMMANDS)
    buttons = (Press(wording.SETTINGS_BUTTON, "settings:0"), Press(wording.SOURCES_BUTTON, "sources:0"))
    return Answer((_section(wording.SETUP_DONE_HEADING, [done, after], level=2),), buttons)


def permissions_missing(missing: Mapping[int, Sequence[str]]) -> Answer:
    """Channel id -> names of the permissions the bot lacks there; nothing was set up."""
    lines = []
    for channel_id, names in missing.items():
        named = wording.listed([wording.PERMISSIONS[name] for name in names])
        lines.append(f"- {wording.SETUP_MISSING.format(channel=_channel(channel_id), permissions=named)}")
    after = wording.SETUP_MISSING_NEXT.format(**_COMMANDS)
    return Answer((_section(wording.SETUP_MISSING_HEADING, [*lines, after], level=2),))


def _channel(channel_id: int | None) -> str:
    return wording.SETTINGS_NO_CHANNEL if channel_id is None else DISCORD.channel(channel_id)


def _section(heading: str, lines: Sequence[str], level: int = 3) -> str:
    return "\n".join([DISCORD.heading(heading, level), *lines])

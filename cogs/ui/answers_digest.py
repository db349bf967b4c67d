"""What people are told about digests and quiet hours. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time, timedelta

from bot.delivery.limits import ANSWER, NAME
from bot.delivery.quiet import quiet
from bot.digests.service import DigestPage
from bot.models.schedules import Cadence, DigestPlan
from bot.models.servers import Server
from cogs.ui import wording, wording_digest
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_news import EPOCH
from cogs.ui.cards_digest import digest_text
from cogs.ui.markup import DISCORD


def page(found: DigestPage, issues: Mapping[str, str]) -> Answer:
    """A page of a digest on demand; buttons turn to the others."""
    numbered = wording.PAGE.format(page=found.page + 1, pages=found.pages) if found.pages > 1 else ""
    buttons = []
    if found.page > 0:
        buttons.append(Press(wording.PREVIOUS_BUTTON, page_id(found, found.page - 1)))
    if found.page + 1 < found.pages:
        buttons.append(Press(wording.NEXT_BUTTON, page_id(found, found.page + 1)))
    return Answer(
        tuple(block for block in (digest_text(found.post, DISCORD, issues, limit=ANSWER), numbered) if block),
        tuple(buttons),
    )


def page_id(found: DigestPage, number: int) -> str:
    """The custom_id of a button that turns to another page."""
    as_of = (found.as_of - EPOCH) // timedelta(microseconds=1)
    if found.since is None:
        return f"digest:{found.days}:{number}:{as_of}"
    return f"since:{(found.since - EPOCH) // timedelta(microseconds=1)}:{number}:{as_of}"


def first_visit(found: DigestPage, issues: Mapping[str, str]) -> Answer:
    """The first time that somebody asks what is new since the last time."""
    shown = page(found, issues)
    return Answer((wording_digest.FIRST_VISIT, *shown.blocks), shown.buttons)


def scheduled(server: Server, plan: DigestPlan) -> Answer:
    """After `/settings digest`."""
    zone = wording_digest.DIGEST_ZONE.format(zone=DISCORD.text(plan.zone, NAME))
    lines = [f"- {line}" for line in (*digest_lines(server, plan), zone)]
    return Answer(("\n".join([DISCORD.heading(wording_digest.DIGEST_SET_HEADING, 2), *lines]),))


def digest_lines(server: Server, plan: DigestPlan | None) -> list[str]:
    """A server's digest in sentences, also for `/settings show`."""
    if plan is None:
        return [wording_digest.DIGEST_NONE]
    rhythm = wording_digest.RHYTHM[plan.rule.cadence].format(weekday=wording_digest.DAYS[plan.rule.weekday])
    channel = plan.channel_id or server.news_channel_id
    shown = wording.SETTINGS_NO_CHANNEL if channel is None else DISCORD.channel(channel)
    lines = [
        wording_digest.DIGEST.format(rhythm=rhythm, time=clock(plan.rule.at), channel=shown),
        wording_digest.DIGEST_EMPTY if plan.say_empty else wording_digest.DIGEST_NOT_EMPTY,
    ]
    if plan.rule.cadence is Cadence.WEEKLY:
        lines.append(wording_digest.DIGEST_PICTURE)
    if server.paused:
        lines.append(wording_digest.DIGEST_PAUSED.format(resume=DISCORD.command("/settings resume")))
    else:
        lines.append(wording_digest.DIGEST_NEXT.format(next=DISCORD.time(plan.next.at, "F")))
    if quiet(server, plan.next.at):
        lines.append(wording_digest.DIGEST_QUIET)
    return lines


def stopped(*, there_was_one: bool) -> Answer:
    """After `/settings digest` off."""
    return Answer((wording_digest.DIGEST_STOPPED if there_was_one else wording_digest.DIGEST_WAS_NONE,))


def quiet_chosen(server: Server) -> Answer:
    """After `/settings quiet`."""
    if server.quiet_from is None or server.quiet_to is None:
        return Answer((wording_digest.QUIET_OFF,))
    told = wording_digest.QUIET_SET.format(begins=clock(server.quiet_from), ends=clock(server.quiet_to))
    zone = wording_digest.DIGEST_ZONE.format(zone=DISCORD.text(server.zone, NAME))
    return Answer((f"{DISCORD.heading(wording_digest.QUIET_SET_HEADING, 2)}\n{told}\n{zone}",))


def quiet_lines(server: Server) -> list[str]:
    """A server's quiet hours in sentences, for `/settings show`."""
    if server.quiet_from is None or server.quiet_to is None:
        return [wording_digest.QUIET_NONE]
    return [wording_digest.QUIET.format(begins=clock(server.quiet_from), ends=clock(server.quiet_to))]


def permissions_missing(channel_id: int, names: Sequence[str]) -> Answer:
    """The chosen channel cannot be posted in; nothing was changed."""
    named = wording.listed([wording.PERMISSIONS[name] for name in names])
    told = wording.SETUP_MISSING.format(channel=DISCORD.channel(channel_id), permissions=named)
    return Answer((f"{DISCORD.heading(wording_digest.MISSING_HEADING, 2)}\n{told}\n{wording_digest.MISSING_NEXT}",))


def clock(at: time) -> str:
    """A local time of day."""
    return f"{at:%H:%M}"

"""What moderators are told of the settings about stories, and asked when a place is gone. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.delivery.limits import NAME
from bot.delivery.routing import OUTLET, WORD
from bot.models.desk import DateChoices
from bot.models.posts import PlaceLost
from bot.models.routing import Place, Route, Rules
from bot.models.schedules import DigestPlan
from bot.models.servers import Server
from cogs.ui import answers_server, wording, wording_dates, wording_settings
from cogs.ui.answers import Answer, ChannelPick
from cogs.ui.answers_dates import date_choices
from cogs.ui.markup import DISCORD
from cogs.ui.transformers_places import CHANNELS, PLACES

_COMMANDS = {
    "settings": DISCORD.command("/settings route"),
    "setup": DISCORD.command("/setup"),
    "latest": DISCORD.command("/news latest"),
}
_SUBJECT = 80


@dataclass(frozen=True, slots=True)
class Choices:
    """All that `/settings show` shows. `unseen`: channels that are deleted or hidden from the bot."""

    server: Server
    rules: Rules
    digest: DigestPlan | None
    subjects: Callable[[str, str], str]  # kind and key -> name
    outlets: Callable[[str], str]  # key -> name
    unseen: Collection[int]
    dates: DateChoices


def overview(choices: Choices) -> Answer:
    """The server's settings in words."""
    base = answers_server.settings(choices.server, choices.digest)
    trouble = _trouble(choices)
    blocks = [
        *base.blocks,
        _section(wording_settings.STORIES_HEADING, _routes(choices)),
        _section(wording_settings.LEFT_OUT_HEADING, _left_out(choices)),
        _section(wording_dates.CHOICES_HEADING, date_choices(choices.dates)),
        _section(wording_settings.TROUBLE_HEADING, trouble) if trouble else "",
    ]
    return Answer(tuple(block for block in blocks if block), base.buttons)


def _routes(choices: Choices) -> list[str]:
    if not choices.rules.routes:
        return [wording_settings.NO_ROUTES.format(**_COMMANDS)]
    lines = [_route(route, choices) for route in choices.rules.routes]
    return [*(f"{number}. {line}" for number, line in enumerate(lines, 1)), wording_settings.REST]


def _route(route: Route, choices: Choices) -> str:
    words = wording_settings.ROUTE_FORUM if route.place.forum else wording_settings.ROUTE
    if route.gone_at is not None:
        words = wording_settings.ROUTE_GONE
    channel = DISCORD.channel(route.place.channel_id)
    return words.format(subject=_subject(choices.subjects(route.kind, route.subject)), channel=channel, **_COMMANDS)


def _left_out(choices: Choices) -> list[str]:
    outlets = [choices.outlets(mute.value) for mute in choices.rules.mutes if mute.kind == OUTLET]
    words = [f"“{DISCORD.text(mute.value, NAME)}”" for mute in choices.rules.mutes if mute.kind == WORD]
    lines = []
    if outlets:
        names = [DISCORD.text(name, NAME) for name in outlets]
        lines.append(wording_settings.MUTED_OUTLETS.format(names=wording.listed(names)))
    if words:
        lines.append(wording_settings.MUTED_WORDS.format(names=wording.listed(words)))
    if choices.rules.hide_paywalled:
        lines.append(wording_settings.HIDES_PAYWALLED)
    return lines or [wording_settings.NOTHING_LEFT_OUT]


def _trouble(choices: Choices) -> list[str]:
    places = (("news", choices.server.news_channel_id), ("moderators", choices.server.mod_channel_id))
    lines = [wording_settings.TROUBLE_GONE[use].format(**_COMMANDS) for use, at in places if at in choices.unseen]
    for route in choices.rules.routes:
        if route.gone_at is None and route.place.channel_id in choices.unseen:
            name = _subject(choices.subjects(route.kind, route.subject))
            lines.append(wording_settings.TROUBLE_ROUTE.format(subject=name, **_COMMANDS))
    return lines


def routed(subject: str, place: Place) -> Answer:
    """After `/settings route`."""
    words = wording_settings.ROUTED_FORUM if place.forum else wording_settings.ROUTED
    order = wording_settings.ROUTED_ORDER.format(settings=DISCORD.command("/settings show"))
    told = words.format(subject=_subject(subject), channel=DISCORD.channel(place.channel_id))
    return Answer((f"{told} {order}",))


def unrouted(subject: str) -> Answer:
    """After `/settings route` without a place."""
    return Answer((wording_settings.UNROUTED.format(subject=_subject(subject)),))


def muted(name: str, *, outlet: bool) -> Answer:
    """After `/settings mute`."""
    words = wording_settings.MUTED_OUTLET if outlet else wording_settings.MUTED_WORD
    return Answer((words.format(what=DISCORD.text(name, NAME), **_COMMANDS),))


def unmuted(name: str) -> Answer:
    """After `/settings unmute`."""
    return Answer((wording_settings.UNMUTED.format(what=DISCORD.text(name, NAME)),))


def paywalled(server: Server) -> Answer:
    """After `/settings paywalled`."""
    return Answer((wording_settings.PAYWALLED_HIDDEN if server.hide_paywalled else wording_settings.PAYWALLED_SHOWN,))


def loudness(server: Server) -> Answer:
    """After `/settings silent`."""
    return Answer((wording_settings.SILENT if server.silent else wording_settings.LOUD,))


def capped(server: Server) -> Answer:
    """After `/settings cap`."""
    return Answer((wording_settings.CAPPED.format(cap=server.hourly_cap),))


def forum_wants_tag(channel_id: int) -> Answer:
    """A forum in which no thread can be opened without a tag; nothing was changed."""
    return Answer((wording_settings.FORUM_WANTS_TAG.format(channel=DISCORD.channel(channel_id)),))


def choose(lost: PlaceLost, subject: str) -> Answer:
    """Ask for another place."""
    ask = wording_settings.CHOOSE_NEWS if lost.route == 0 else wording_settings.CHOOSE_ROUTE
    kinds = CHANNELS if lost.route == 0 else PLACES
    pick = ChannelPick(wording_settings.CHOOSE_HINT, f"repair-pick:{lost.route}", kinds)
    return Answer((_section(wording_settings.CHOOSE_HEADING, [], ask.format(subject=_subject(subject))),), pick=pick)


def repaired(place: Place) -> Answer:
    """After another place was chosen."""
    return Answer((wording_settings.REPAIRED.format(channel=DISCORD.channel(place.channel_id)),))


def _subject(name: str) -> str:
    return DISCORD.text(name, _SUBJECT)


def _section(heading: str, lines: Sequence[str], text: str = "") -> str:
    listed = [line if line[:1].isdigit() else f"- {line}" for line in lines]
    return "\n".join([DISCORD.heading(heading), *([text] if text else []), *listed])

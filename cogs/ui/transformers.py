"""Typed arguments of commands, with the choices offered while a person types. Choices never raise; what was sent is checked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import discord
from discord import app_commands

from bot.announcements.localtime import zones_known
from bot.errors import UserError
from bot.models.servers import Server

Interaction = discord.Interaction[Any]  # the library asks for any client here; it is always ours
Choices = list[app_commands.Choice[str | int | float]]

MOST_CHOICES: Final = 25
LONGEST_CHOICE: Final = 100
# Ways in which people name a zone that are not part of its IANA name.
ZONE_WORDS: Final = {
    "America/Los_Angeles": "hollywood california pacific pt pst pdt la",
    "America/New_York": "eastern et est edt nyc washington boston",
    "America/Chicago": "central ct cst cdt",
    "America/Denver": "mountain mt mst mdt",
    "Europe/London": "uk britain england gmt bst",
    "America/Toronto": "canada ontario",
    "America/Vancouver": "british columbia",
    "Australia/Sydney": "aest aedt",
    "UTC": "universal zulu",
}


# Countries' old names for zones, and zones without a place.
_NO_PLACES: Final = ("Etc/", "US/", "Canada/", "Mexico/", "Brazil/", "Chile/", "SystemV/", "posix/", "right/")


@cache
def _known() -> dict[str, str]:
    return {name.casefold(): name for name in zones_known()}


@cache
def zones() -> tuple[tuple[str, str], ...]:
    """All IANA zones with a place in their name, and the words each is found by; the likeliest first."""
    names = sorted(name for name in _known().values() if "/" in name and not name.startswith(_NO_PLACES))
    ordered = [*ZONE_WORDS, *(name for name in names if name not in ZONE_WORDS)]
    return tuple(
        (name, f"{name} {name.replace('/', ' ').replace('_', ' ')} {ZONE_WORDS.get(name, '')}".casefold())
        for name in ordered
    )


def matching_zones(typed: str) -> list[str]:
    """At most 25 zones whose words begin with every word typed, exact places first."""
    wanted = typed.casefold().replace("_", " ").split()
    found = [(name, text) for name, text in zones() if all(_begins(text, word) for word in wanted)]
    city = " ".join(wanted)
    found.sort(key=lambda pair: pair[0].rpartition("/")[2].replace("_", " ").casefold() != city)
    return [name for name, _ in found[:MOST_CHOICES]]


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) or f" {word}" in text


def zone_named(typed: str) -> str:
    """The IANA zone meant by what a person typed: its name in any case, or words that fit one place only.

    Raises UserError("unknown_zone").
    """
    wanted = typed.strip().casefold()
    if wanted in _known():
        return _known()[wanted]
    found = matching_zones(typed)
    place = " ".join(typed.split()).casefold()
    exact = [
        n
        for n in found
        if n.rpartition("/")[2].replace("_", " ").casefold() == place or place in ZONE_WORDS.get(n, "").split()
    ]
    if wanted and (len(exact) == 1 or len(found) == 1):
        return (exact or found)[0]
    raise UserError("unknown_zone", zone=typed)


def choices_of(named: Iterable[tuple[str, str]], typed: str) -> Choices:
    """At most 25 of (value, name) whose name or value has the typed text in it, names that begin with it first."""
    wanted = typed.strip().casefold()
    found = [(value, name) for value, name in named if wanted in name.casefold() or wanted in value.casefold()]
    found.sort(key=lambda pair: not pair[1].casefold().startswith(wanted))
    return [
        app_commands.Choice(name=name[:LONGEST_CHOICE], value=value[:LONGEST_CHOICE])
        for value, name in found[:MOST_CHOICES]
    ]


def chosen(named: Iterable[tuple[str, str]], typed: str) -> str | None:
    """The value whose value or name was typed, in any case."""
    wanted = typed.strip().casefold()
    return next((value for value, name in named if wanted in (value.casefold(), name.casefold())), None)


class IssueArgument(app_commands.Transformer):
    """An issue by its name; the command gets its id."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:
        """Raises UserError("unknown_issue")."""
        found = chosen(self._named(interaction), str(value))
        if found is None:
            raise UserError("unknown_issue", issue=value)
        return found

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """All issues fit the list."""
        return choices_of(self._named(interaction), str(value))

    def _named(self, interaction: Interaction) -> list[tuple[str, str]]:
        return [(issue.id, issue.name) for issue in interaction.client.services.issues]


class OutletArgument(app_commands.Transformer):
    """An outlet by its name; the command gets its key."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:
        """Raises UserError("unknown_outlet")."""
        found = chosen(self._named(interaction), str(value))
        if found is None:
            raise UserError("unknown_outlet", outlet=value)
        return found

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:
        """By any part of the name."""
        return choices_of(self._named(interaction), str(value))

    def _named(self, interaction: Interaction) -> list[tuple[str, str]]:
        return [(outlet.key, outlet.name) for outlet in interaction.client.services.feeds.outlets()]


class ZoneArgument(app_commands.Transformer):
    """A time zone by a city or a usual name; the command gets the IANA name."""

    async def transform(self, interaction: Interaction, value: Any, /) -> str:  # noqa: ARG002 - the library's signature
        """Raises UserError("unknown_zone")."""
        return zone_named(str(value))

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Choices:  # noqa: ARG002 - as above
        """Zones by the words of their names; the default first where nothing was typed."""
        return [app_commands.Choice(name=_shown(zone), value=zone) for zone in matching_zones(str(value))]


def _shown(zone: str) -> str:
    area, _, place = zone.rpartition("/")
    name = f"{place.replace('_', ' ')} ({zone})" if area else zone
    return f"{name}, default" if zone == Server(0).zone else name


class ChannelArgument(app_commands.Transformer):
    """A channel that can be posted in: text or announcement. The command gets its id."""

    KINDS: Final = (discord.ChannelType.text, discord.ChannelType.news)

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord's own channel picker."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What the picker offers."""
        return list(self.KINDS)

    async def transform(self, interaction: Interaction, value: Any, /) -> int:  # noqa: ARG002 - the library's signature
        """Raises UserError("wrong_channel_kind")."""
        if value.type not in self.KINDS:
            raise UserError("wrong_channel_kind", channel=value.name)
        return int(value.id)

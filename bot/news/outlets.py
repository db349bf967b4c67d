"""Outlet names: which outlet a name, an alias or an address means. Where a text attributes something to one is `attribution`'s business."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.models.registry import Outlet
from bot.news.words import read_words

_SUFFIX = re.compile(r"\.(?:com|co\.uk|org|net|news|tv)$")
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:@]+)", re.IGNORECASE)
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class OutletNames:
    """The registry by name and host. `written` maps each way to write a name in a text to its outlet."""

    written: dict[str, Outlet]
    by_host: dict[str, Outlet]
    by_key: dict[str, Outlet]
    by_first_word: dict[
        str, list[tuple[tuple[str, ...], str, Outlet]]
    ]  # rest of the words, name and outlet, longest first
    _by_name: dict[str, Outlet]

    def find(self, name: str) -> Outlet | None:
        """The outlet a source field means: "THR", "The Hollywood Reporter", "hollywoodreporter.com"."""
        host = name.strip().casefold().removeprefix("www.")
        return (
            self.by_host.get(host) or self._by_name.get(_flat(name)) or self._by_name.get(_flat(_SUFFIX.sub("", host)))
        )

    def at(self, url: str) -> Outlet | None:
        """The outlet whose site an address belongs to, subdomains included; None if none is known or the address cannot be read."""
        found = _HOST.match(url)
        host = found.group(1).casefold() if found else ""
        while host:
            if host in self.by_host:
                return self.by_host[host]
            host = host.partition(".")[2]
        return None


def name_outlets(outlets: Iterable[Outlet]) -> OutletNames:
    """Index outlets by every way to write them; the first one listed keeps a name that two claim."""
    written: dict[str, Outlet] = {}
    by_host: dict[str, Outlet] = {}
    by_key: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    for outlet in outlets:
        by_key.setdefault(outlet.key, outlet)
        for name in (outlet.name, *outlet.aliases):
            written.setdefault(name, outlet)
            by_name.setdefault(_flat(name), outlet)
        for host in outlet.hosts:
            by_host.setdefault(host.casefold().removeprefix("www."), outlet)
    by_first_word: dict[str, list[tuple[tuple[str, ...], str, Outlet]]] = {}
    for name in sorted(written, key=lambda name: (-len(name), name)):
        first, *rest = read_words("", name).raw[1:]
        for form in (first, f"{first}'s", f"{first}’s") if not rest else (first,):
            by_first_word.setdefault(form, []).append((tuple(rest), name, written[name]))
    return OutletNames(written, by_host, by_key, by_first_word, by_name)


def _flat(name: str) -> str:
    return _NOT_ALNUM.sub("", name.casefold().removeprefix("the "))

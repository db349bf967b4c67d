"""Whose source a link is: the label and the name under which a step or statement is shown. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.models.news import Label
from bot.news.outlets import OutletNames

_LABELS = {"official_union": Label.OFFICIAL_UNION, "official_employer": Label.OFFICIAL_EMPLOYER}


def source_of(url: str, outlets: OutletNames) -> tuple[Label, str]:
    """OFFICIAL only for a side's own site in the registry; an unknown site is REPORTED under its host's name."""
    outlet = outlets.at(url)
    if outlet is not None:
        return _LABELS.get(outlet.kind, Label.REPORTED), outlet.name
    return Label.REPORTED, (urlsplit(url).hostname or "").removeprefix("www.")

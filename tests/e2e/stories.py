"""As many short stories as a test needs that the rules keep apart: what is tested with them is delivery, not understanding."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from bot.models.news import Item
from bot.news.annotate import annotate
from bot.news.stories import StoryIndex, features
from config.files import load_taxonomy
from tests.services.fakes import START

GUILDS = (
    "WGA", "SAG-AFTRA", "IATSE", "Directors Guild", "Teamsters Local 399", "Animation Guild", "ACTRA", "Bectu", "AFM",
    "WGGB", "Editors Guild", "Cinematographers Guild", "Casting Society", "Writers Guild of Canada", "Actors' Equity",
)  # fmt: skip
ACTS = (
    "opens strike authorization vote", "ratifies new contract", "pickets outside studio gates", "rejects offer on AI",
    "reaches tentative agreement with AMPTP", "files for residuals audit in talks", "asks for pension increase in talks",
    "resumes talks with AMPTP", "extends contract by a month", "asks for federal mediation", "publishes its demands",
    "names new chief negotiator before talks", "warns of safety on sets in bargaining", "wins minimum staffing in deal",
    "demands viewing data in negotiations", "suspends talks", "opens strike fund", "holds town hall on contract talks",
    "sees pay raise in AMPTP offer", "strikes against game companies", "ends strike after members vote",
    "signs interim agreement with producer", "agrees to media blackout", "seeks turnaround rules in contract talks",
)  # fmt: skip
DAYS = ("", *(f"on {month} {day}" for month in ("September", "October", "November") for day in range(2, 29, 3)))


@cache
def distinct(count: int) -> tuple[tuple[str, str], ...]:
    """Title and text of each; every one is about bargaining, and none is taken for another."""
    return tuple(story for story, _ in zip(_distinct(), range(count), strict=False))


def _distinct() -> Iterator[tuple[str, str]]:
    taxonomy, index, number = load_taxonomy(), StoryIndex(), 0
    for day, guild, act in product(DAYS, GUILDS, ACTS):
        title, text = f"{guild} {act} {day}".strip(), f"This concerns the {guild}."
        about = annotate(Item("", "", "https://x.example", title, text, START), taxonomy)
        if not about.relevant:
            continue
        found = features(title, text, START, about.issues, about.attributed_to)
        if index.match(found, START) is None:
            number += 1
            index.add(number, found, START)
            yield title, text

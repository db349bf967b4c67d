"""What a server's choices make of a story: whether it is posted, by which tellings, and where. Pure.

An outlet that is muted is left out of posts; a word that is muted keeps the whole story out, whoever tells it; with paywalled
tellings hidden, one of them never leads where another is there and is never posted alone. Routes are tried in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.corrections.tags import corrected
from bot.delivery.composer import narrowed
from bot.models.news import Entry, Story
from bot.models.registry import Dispute, Outlet
from bot.models.routing import Place, Route, Rules
from bot.news.story_parties import parties

ISSUE, DISPUTE = "issue", "dispute"
OUTLET, WORD = "outlet", "word"
_READ = 2_000  # characters of a telling's text


def postable(story: Story, rules: Rules, outlets: Mapping[str, Outlet]) -> Story | None:
    """The story with the tellings that may be posted, None if it is not to be posted at all."""
    if any(_says(entry, mute.value) for mute in rules.mutes if mute.kind == WORD for entry in story.entries):
        return None
    return shown(story, rules, outlets)


def shown(story: Story, rules: Rules, outlets: Mapping[str, Outlet]) -> Story | None:
    """The same for a story that is posted already: a muted word that turns up later does not take it back."""
    muted = {mute.value for mute in rules.mutes if mute.kind == OUTLET}
    kept = narrowed(story, [entry for entry in story.entries if entry.outlet not in muted])
    if kept is None or (rules.hide_paywalled and all(walled(entry, outlets) for entry in kept.entries)):
        return None
    return corrected(kept, rules.tags_off)


def walled(entry: Entry, outlets: Mapping[str, Outlet]) -> bool:
    """Whether the whole telling is behind a paywall."""
    outlet = outlets.get(entry.outlet or "")
    return outlet is not None and outlet.paywall == "yes"


def place_of(story: Story, routes: Sequence[Route], disputes: Iterable[Dispute], default: Place) -> Place:
    """The place of the first route that fits the story, else the default; routes whose place is gone are passed over."""
    usable = sorted((route for route in routes if route.gone_at is None), key=lambda route: route.id)
    if not usable:
        return default
    issues = {issue for entry in story.entries for issue in entry.annotation.issues}
    about = disputes_of(story, disputes) if any(route.kind == DISPUTE for route in usable) else frozenset()
    for route in usable:
        if route.subject in (issues if route.kind == ISSUE else about):
            return route.place
    return default


def place_of_dispute(dispute: str, routes: Sequence[Route], default: Place) -> Place:
    """The place for what moderators tell of a dispute, by its key: where its stories go, if that is there."""
    own = (route for route in routes if route.kind == DISPUTE and route.subject == dispute and route.gone_at is None)
    return next((route.place for route in own), default)


def disputes_of(story: Story, disputes: Iterable[Dispute]) -> frozenset[str]:
    """Keys of the disputes that a story is about, by the unions and fields of work its tellings name.

    Of one union's disputes those count whose field or contract is named, else the one that the registry lists first.
    """
    told = [parties(entry.title.lower(), entry.text[:_READ].lower()) for entry in story.entries]
    leads = {each.lead for each in told} - {""}
    unions = frozenset[str]().union(*(each.unions for each in told))
    fields = frozenset[str]().union(*(each.fields for each in told))
    whole = " ".join(f"{entry.title} {entry.text[:_READ]}" for entry in story.entries).casefold()
    by_union: dict[frozenset[str], list[Dispute]] = {}
    for dispute in disputes:
        about = _union(dispute.guild)
        if about and about <= unions and about & leads:
            by_union.setdefault(about, []).append(dispute)
    keys: set[str] = set()
    for about, alike in by_union.items():
        if any(about < other for other in by_union):
            continue  # "staff union of the guild" is another body than the guild
        named = [
            each for each in alike if _field(each.contract) & fields or _pattern(_short(each.contract)).search(whole)
        ]
        keys.update(dispute.key for dispute in named or alike[:1])
    return frozenset(keys)


def mute_key(word: str) -> str:
    """A muted word or phrase as it is kept: in lower case, with single spaces."""
    return " ".join(word.casefold().split())


@lru_cache(maxsize=256)
def _union(guild: str) -> frozenset[str]:
    return parties(guild.lower(), "").unions


@lru_cache(maxsize=256)
def _field(contract: str) -> frozenset[str]:
    return parties("", contract.lower()).fields


def _short(contract: str) -> str:
    """A contract's name as texts use it, without the word for contract."""
    return re.sub(r"\s+(?:agreements?|contracts?)$", "", contract, flags=re.IGNORECASE)


def _says(entry: Entry, word: str) -> bool:
    return _pattern(word).search(f"{entry.title} {entry.text}".casefold()) is not None


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    spaced = r"\s+".join(re.escape(part) for part in mute_key(phrase).split())
    return re.compile(rf"(?<!\w){spaced}(?!\w)")

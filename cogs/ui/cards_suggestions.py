"""How suggested dates are written: their cards in the moderators' channel, and their lines in a list. No messages are built here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.delivery.limits import MESSAGE, NAME, units
from bot.models.suggestions import Evidence, Rival, SuggestionCard
from cogs.ui import wording
from cogs.ui import wording_suggestions as words
from cogs.ui.cards_dates import kind_name
from cogs.ui.cards_desk import day_text
from cogs.ui.markup import Markup

SHOWN = 5  # reports on a card
TAIL = 40  # room for the line that counts the others
PHRASE, REASON = 120, 120


def suggestion_text(card: SuggestionCard, markup: Markup) -> str:
    """A card: what is suggested, what it rests on, what speaks against it; once decided, what became of it."""
    values = {"day": _day(card.day), "kind": kind_name(card.kind), "name": markup.text(card.name, NAME)}
    match card.state:
        case "confirmed":
            heading, body = words.CONFIRMED_HEADING, words.CONFIRMED.format(number=card.date_id, **values)
        case "ignored":
            heading, body = words.IGNORED_HEADING, words.IGNORED
        case _:
            heading, body = words.HEADING, words.UNPUBLISHED
    lines = [markup.heading(heading.format(**values)), body]
    known = [_rival(rival) for rival in card.rivals[:SHOWN]]
    reports = [f"- {_report(each, markup)}" for each in card.evidence[:SHOWN]]
    while reports and units("\n".join([*lines, *reports, *known])) > MESSAGE - TAIL:
        reports.pop()
    more = len(card.evidence) - len(reports)
    return "\n".join([*lines, *reports, *([words.MORE.format(count=more)] if more else []), *known])


def suggestion_line(card: SuggestionCard, markup: Markup) -> str:
    """One of a list."""
    line = words.LINE.format(
        day=_day(card.day),
        kind=kind_name(card.kind),
        name=markup.text(card.name, NAME),
        sources=wording.listed(_sources(card.evidence, markup)),
    )
    return " ".join([line, *map(_rival, card.rivals[:SHOWN])])


def _sources(evidence: Sequence[Evidence], markup: Markup) -> list[str]:
    by_source = {each.source: each.url for each in reversed(evidence)}
    return [markup.link(markup.text(source, NAME), url) for source, url in list(by_source.items())[:SHOWN]]


def _report(each: Evidence, markup: Markup) -> str:
    values = {
        "source": markup.link(markup.text(each.source, NAME), each.url),
        "phrase": markup.text(each.phrase, PHRASE),
        "moment": _moment(each.moment),
        "reason": markup.text(each.reason, REASON),
    }
    return (words.REPORT_WHY if each.reason else words.REPORT).format(**values)


def _moment(text: str) -> str:
    if len(text) == len("2026-12-01"):
        return _day(text)
    at = datetime.fromisoformat(text)
    return words.AT.format(day=day_text(at.date()), time=f"{at:%H:%M}")


def _rival(rival: Rival) -> str:
    words_of = words.RIVAL_DATE if rival.date_id else words.RIVAL
    return words_of.format(day=_day(rival.day), number=rival.date_id)


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))

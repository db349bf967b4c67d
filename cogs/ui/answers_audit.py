"""What moderators are told of the audit trail. Text only; `answers.py` sends it."""

from __future__ import annotations

from datetime import timedelta

from bot.models.trail import TrailLine, TrailPage
from cogs.ui import wording
from cogs.ui import wording_audit as words
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_news import EPOCH
from cogs.ui.markup import DISCORD

_TEXT = 160  # units of one text of a line: six lines with four of them fit an answer


def page(found: TrailPage) -> Answer:
    """Who did what to what, newest first."""
    query = found.query
    counted = words.COUNT_ONE if found.count == 1 else words.COUNT if found.count else words.NONE
    said = [counted.format(count=f"{found.count:,}", days=query.days)]
    if query.actor_id is not None:
        said.append(words.BY.format(who=_who(query.actor_id)))
    if query.kind:
        said.append(words.OF.format(kind=words.KINDS[query.kind]))
    if found.pages > 1:
        said.append(wording.PAGE.format(page=found.page + 1, pages=found.pages))
    head = f"{DISCORD.heading(words.HEADING, 2)}\n{' '.join(said)}"
    return Answer((head, *(_line(each) for each in found.lines)), _turns(found))


def page_id(found: TrailPage, number: int) -> str:
    """The custom_id of a button that turns to a page; it holds all that is needed after a restart."""
    as_of = (found.as_of - EPOCH) // timedelta(microseconds=1)
    who = "" if found.query.actor_id is None else found.query.actor_id
    return f"audit:{number}:{found.query.days}:{found.query.kind}:{who}:{as_of}"


def exported(count: int, days: int, *, cut: bool) -> str:
    """Beside the file."""
    entries = words.ENTRIES_ONE if count == 1 else words.ENTRIES.format(count=f"{count:,}")
    return (words.EXPORTED_CUT if cut else words.EXPORTED).format(count=entries, days=days)


def _line(each: TrailLine) -> str:
    line = each.line
    said = [
        words.LINE.format(when=DISCORD.time(line.at), who=_who(line.actor_id), action=DISCORD.text(line.action, 60))
    ]
    for form, text in ((words.DETAIL, line.detail), (words.BEFORE, line.before), (words.AFTER, line.after)):
        if text:
            written = DISCORD.text(text, _TEXT)
            said.append(form.format(detail=written, before=written, after=written))
    if each.link:
        said.append(DISCORD.link(words.POST, each.link))
    return "\n- ".join(said)


def _who(actor_id: int) -> str:
    return DISCORD.person(actor_id) if actor_id else words.FORMER


def _turns(found: TrailPage) -> tuple[Press, ...]:
    turns = []
    if found.page > 0:
        turns.append(Press(words.NEWER, page_id(found, found.page - 1)))
    if found.page + 1 < found.pages:
        turns.append(Press(words.OLDER, page_id(found, found.page + 1)))
    return tuple(turns)

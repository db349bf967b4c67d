"""How requests for approval are written for the moderators' channel. No messages are built here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from bot.delivery.limits import MESSAGE, units
from bot.models.approvals import ApprovalCard, ApprovalNotice, ApprovalState, Fact
from bot.models.schedules import Cadence
from bot.models.statements import Side
from cogs.ui import wording_approvals as words
from cogs.ui.cards_dispute import long_day
from cogs.ui.cards_story import issue_name
from cogs.ui.markup import Markup, cut
from cogs.ui.wording import LABELS, listed
from cogs.ui.wording_announcements import CADENCES

_REASON = 400
_VALUE = 120
_JOINTS = 4  # line ends beside the text


def card_text(card: ApprovalCard, markup: Markup, issues: Mapping[str, str]) -> str:
    """Who asks for what, then the text itself; once it is decided, how."""
    request = card.request
    about = words.ASKED if request.due_at is not None else words.ASKED_AT_ONCE
    asked = about.format(
        who=markup.person(card.asked_by),
        channel=markup.channel(request.channel_id),
        when=markup.time(request.due_at, "F") if request.due_at is not None else "",
    )
    lines = [markup.heading(words.CARD_HEADING[card.state].format(kind=_kind(card.kind)))]
    lines += [decided] if (decided := _decided(card, markup)) else []
    told = [_fact(fact, markup, issues) for fact in request.facts]
    lines += [asked, *(line for line in told if line), words.TEXT]
    head = "\n".join(lines)
    room = MESSAGE - units(head) - _JOINTS
    if units(request.text) > room:
        return f"{head}\n{cut(request.text, room - units(words.CUT))}\n{words.CUT}"
    return f"{head}\n{request.text}"


def notice_text(notice: ApprovalNotice, markup: Markup) -> str:
    """Something was sent back, lapsed, or went out without approval."""
    said = words.NOTICE.get(notice.state, "").format(
        who=_person(notice.actor_id, markup),
        reason=markup.text(notice.reason, _REASON),
        channel=markup.channel(notice.channel_id),
        when=markup.time(notice.due_at, "F") if notice.due_at is not None else "",
    )
    lines = [
        markup.heading(words.NOTICE_HEADING[notice.state].format(kind=_kind(notice.kind))),
        said,
        words.NOTICE_TEXT.format(text=markup.text(notice.text, _VALUE)),
        markup.link(words.NOTICE_LINK, notice.link) if notice.link else "",
    ]
    return "\n".join(line for line in lines if line)


def _decided(card: ApprovalCard, markup: Markup) -> str:
    if card.state is ApprovalState.WAITING or card.decided_at is None:
        return ""
    return words.DECIDED[card.state].format(
        who=_person(card.decided_by, markup),
        when=markup.time(card.decided_at, "f"),
        reason=markup.text(card.reason, _REASON),
    )


def _fact(fact: Fact, markup: Markup, issues: Mapping[str, str]) -> str:
    value = _value(fact, markup, issues)
    return words.FACTS.get(fact.key, words.FACT).format(key=markup.text(fact.key, _VALUE), value=value)


def _value(fact: Fact, markup: Markup, issues: Mapping[str, str]) -> str:
    match fact.key:
        case "role":
            return markup.role(int(fact.value))
        case "statement_link":
            return markup.link(markup.text(urlsplit(fact.value).hostname or words.LINK, _VALUE), fact.value)
        case "statement_issues":
            return listed([issue_name(issue, markup, issues) for issue in fact.value.split(", ")])
        case "statement_side":
            return LABELS[Side(fact.value).label]
        case "statement_day" | "until":
            return long_day(date.fromisoformat(fact.value))
        case "repeats":
            return CADENCES[Cadence(fact.value)]
        case _:
            return markup.text(fact.value, _VALUE)


def _person(number: int | None, markup: Markup) -> str:
    return markup.person(number) if number is not None else ""


def _kind(kind: str) -> str:
    return words.KINDS.get(kind, words.UNKNOWN_KIND)

"""Rules of the status ladder: which step can follow which, what a step must say, which day of a strike it is. Pure.

The talks and the strike are two tracks. A first step may be any that stands by itself: a server may begin in the midst of a dispute.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.models.disputes import DisputeStatus, Expiry, Step, StepRecord, StepState, Track
from bot.models.registry import Dispute

_AT_THE_TABLE = (Step.SCHEDULED, Step.IN_SESSION, Step.RECESS, Step.SUSPENDED)
# None stands for no step at all. A step that is among its own successors may be entered again with a new date.
NEXT: dict[Step | None, tuple[Step, ...]] = {
    Step.NOT_STARTED: (Step.SCHEDULED, Step.IN_SESSION, Step.EXTENDED, Step.EXPIRED),
    Step.SCHEDULED: (*_AT_THE_TABLE, Step.NOT_STARTED, Step.EXTENDED, Step.TENTATIVE, Step.EXPIRED),
    Step.IN_SESSION: (Step.SCHEDULED, Step.RECESS, Step.SUSPENDED, Step.EXTENDED, Step.TENTATIVE, Step.EXPIRED),
    Step.RECESS: (Step.SCHEDULED, Step.IN_SESSION, Step.SUSPENDED, Step.EXTENDED, Step.TENTATIVE, Step.EXPIRED),
    Step.SUSPENDED: (Step.SCHEDULED, Step.IN_SESSION, Step.RECESS, Step.EXTENDED, Step.TENTATIVE, Step.EXPIRED),
    Step.EXTENDED: (*_AT_THE_TABLE, Step.EXTENDED, Step.TENTATIVE, Step.EXPIRED),
    Step.TENTATIVE: (Step.BOARD_APPROVAL, Step.VOTE_OPEN, Step.RATIFIED, Step.REJECTED, Step.IN_SESSION),
    Step.BOARD_APPROVAL: (Step.VOTE_OPEN, Step.RATIFIED, Step.REJECTED),
    Step.VOTE_OPEN: (Step.VOTE_OPEN, Step.RATIFIED, Step.REJECTED),
    Step.RATIFIED: (Step.IN_FORCE,),
    Step.REJECTED: (*_AT_THE_TABLE, Step.EXTENDED, Step.TENTATIVE, Step.EXPIRED),
    Step.IN_FORCE: (Step.NOT_STARTED, Step.SCHEDULED, Step.IN_SESSION, Step.EXTENDED, Step.EXPIRED),
    Step.EXPIRED: (*_AT_THE_TABLE, Step.EXTENDED, Step.TENTATIVE),
    Step.STRIKE_AUTHORISED: (Step.STRIKE_CALLED, Step.ON_STRIKE, Step.STRIKE_CALLED_OFF),
    Step.STRIKE_CALLED: (Step.STRIKE_CALLED, Step.ON_STRIKE, Step.STRIKE_CALLED_OFF),
    Step.ON_STRIKE: (Step.STRIKE_SUSPENDED, Step.STRIKE_ENDED),
    Step.STRIKE_SUSPENDED: (Step.ON_STRIKE, Step.STRIKE_ENDED),
    Step.STRIKE_ENDED: (Step.STRIKE_AUTHORISED, Step.STRIKE_CALLED, Step.ON_STRIKE),
    Step.STRIKE_CALLED_OFF: (Step.STRIKE_AUTHORISED, Step.STRIKE_CALLED, Step.ON_STRIKE),
}
FIRST: dict[Track, tuple[Step, ...]] = {
    Track.TALKS: (Step.NOT_STARTED, *_AT_THE_TABLE, Step.EXTENDED, Step.TENTATIVE, Step.IN_FORCE, Step.EXPIRED),
    Track.STRIKE: (Step.STRIKE_AUTHORISED, Step.STRIKE_CALLED, Step.ON_STRIKE),
}
NEEDS_UNTIL = (Step.EXTENDED, Step.STRIKE_CALLED)
MAY_HAVE_UNTIL = (*NEEDS_UNTIL, Step.SCHEDULED, Step.VOTE_OPEN, Step.IN_FORCE)
PARTIES = ("union", "employer", "both")
_SETTLED = (Step.RATIFIED, Step.IN_FORCE)
_STRIKING = (Step.ON_STRIKE, Step.STRIKE_SUSPENDED)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a step cannot be entered: key of the sentence; `possible` are the steps that can follow `last` instead."""

    key: str
    last: StepRecord | None = None
    possible: tuple[Step, ...] = ()


def standing(records: Iterable[StepRecord], track: Track) -> list[StepRecord]:
    """The steps of a track that stand, in order."""
    kept = [one for one in records if one.state is StepState.STANDING and one.step.track is track]
    return sorted(kept, key=lambda one: (one.day, one.id))


def last_of(records: Iterable[StepRecord], track: Track) -> StepRecord | None:
    """Where a track stands."""
    return next(reversed(standing(records, track)), None)


def refusal(records: Sequence[StepRecord], new: StepRecord, today: date) -> Refused | None:
    """Why `new` cannot follow the steps of its dispute; None where it can. `today` is the day at the dispute's home."""
    step = new.step
    talks, strike = last_of(records, Track.TALKS), last_of(records, Track.STRIKE)
    last = strike if step.track is Track.STRIKE else talks
    possible = NEXT[last.step] if last else FIRST[step.track]
    if step not in possible:
        key = "step_first" if last is None else "step_same" if last.step is step else "step_impossible"
        return Refused(key, last, possible)
    if last is not None and last.step is step and (last.until, last.source_url) == (new.until, new.source_url):
        return Refused("step_same", last, possible)
    if step in (Step.STRIKE_CALLED, Step.ON_STRIKE) and talks is not None and talks.step in _SETTLED:
        return Refused("step_settled", talks)
    if step is Step.IN_FORCE and strike is not None and strike.step is Step.ON_STRIKE:
        return Refused("step_striking", strike)
    if (wrong := _dates(new, last, today)) is not None:
        return Refused(wrong, last)
    if (new.by in PARTIES) is not (step is Step.SUSPENDED):
        return Refused("step_needs_party" if step is Step.SUSPENDED else "step_no_party")
    return None


def _dates(new: StepRecord, last: StepRecord | None, today: date) -> str | None:
    if new.day > today:
        return "step_ahead"
    if last is not None and new.day < last.day:
        return "step_before"
    if new.until is None:
        return "step_needs_until" if new.step in NEEDS_UNTIL else None
    if new.step not in MAY_HAVE_UNTIL:
        return "step_no_until"
    return "step_until" if new.until < new.day else None


def strike_days(records: Iterable[StepRecord], today: date) -> tuple[int | None, int]:
    """Day N if there is a strike today, and how many days the present or last strike has lasted.

    The first day is Day 1. The day on which a strike is suspended or ended is no longer one of it, unless it began on that day; a
    strike that goes on after a suspension counts on from there.
    """
    days, began, over = 0, None, False
    for one in standing(records, Track.STRIKE):
        if began is not None:
            days, began = days + max(1, (one.day - began) // _DAY), None
        if one.step is Step.ON_STRIKE:
            days, began, over = 0 if over else days, one.day, False
        elif one.step is Step.STRIKE_ENDED:
            over = True
    if began is not None:
        days += (today - began) // _DAY + 1
        return days, days
    return None, days


def expiry_of(records: Iterable[StepRecord], dispute: Dispute, today: date) -> Expiry | None:
    """What ends or begins next: a vote that is open, a strike called for a day, an extension, the contract."""
    talks, strike = standing(records, Track.TALKS), last_of(records, Track.STRIKE)
    found: list[tuple[str, date, str]] = []
    if talks and talks[-1].step is Step.VOTE_OPEN and talks[-1].until:
        found.append(("vote", talks[-1].until, talks[-1].source_url))
    if strike is not None and strike.step is Step.STRIKE_CALLED and strike.until:
        found.append(("strike_called", strike.until, strike.source_url))
    if (
        contract := _contract_end(talks, dispute, striking=strike is not None and strike.step in _STRIKING)
    ) is not None:
        found.append(contract)
    # What is ahead comes before what is over already.
    found.sort(key=lambda one: (one[1] < today, one[1]))
    return next((Expiry(kind, day, (day - today) // _DAY, url) for kind, day, url in found), None)


def _contract_end(talks: Sequence[StepRecord], dispute: Dispute, *, striking: bool) -> tuple[str, date, str] | None:
    """As entered; else as disputes.toml says, unless there is a strike: then that contract is hardly in force."""
    for one in reversed(talks):
        if one.step is Step.EXPIRED:
            return None
        if one.step is Step.EXTENDED and one.until:
            return "extension", one.until, one.source_url
        if one.step is Step.IN_FORCE:
            if one.until:
                return "contract", one.until, one.source_url
            break
        if one.step is Step.RATIFIED:
            return None  # the new contract's end was not entered yet
    return ("contract", dispute.expires, dispute.source_url) if dispute.expires and not striking else None


def status_of(records: Sequence[StepRecord], dispute: Dispute, today: date) -> DisputeStatus:
    """Where the dispute stands; `records` are its steps in one server, in any order and state."""
    day, struck = strike_days(records, today)
    return DisputeStatus(
        dispute=dispute,
        name=f"{dispute.guild} and {dispute.employer}",
        today=today,
        talks=last_of(records, Track.TALKS),
        strike=last_of(records, Track.STRIKE),
        strike_day=day,
        days_struck=struck,
        expiry=expiry_of(records, dispute, today),
    )


def possible_now(records: Sequence[StepRecord]) -> tuple[Step, ...]:
    """The steps that can be entered next on either track, for choices."""
    found: list[Step] = []
    for track in Track:
        last = last_of(records, track)
        found += NEXT[last.step] if last else FIRST[track]
    return tuple(found)

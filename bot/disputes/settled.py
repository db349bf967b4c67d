"""Whether a dispute is settled, by its steps. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.disputes.ladder import last_of
from bot.models.disputes import Step, StepRecord, StepState, Track

_SETTLED = (Step.TENTATIVE, Step.BOARD_APPROVAL, Step.VOTE_OPEN, Step.RATIFIED, Step.IN_FORCE)


def settled_by(records: Iterable[StepRecord]) -> StepRecord | None:
    """The step that settled it: the last ratification, else the last tentative agreement; None while the talks are open."""
    records = list(records)
    last = last_of(records, Track.TALKS)
    if last is None or last.step not in _SETTLED:
        return None
    standing = [each for each in records if each.state is StepState.STANDING]
    for step in (Step.RATIFIED, Step.TENTATIVE):
        found = [each for each in standing if each.step is step and each.day <= last.day]
        rejected = [each.day for each in standing if each.step is Step.REJECTED]
        found = [each for each in found if not rejected or each.day > max(rejected)]
        if found and (step is Step.TENTATIVE or last.step in (Step.RATIFIED, Step.IN_FORCE)):
            return max(found, key=lambda each: (each.day, each.id))
    return last

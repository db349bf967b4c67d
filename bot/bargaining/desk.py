"""All that moderators do about bargaining dates: the services of one installation, built together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.bargaining.choices import DateChoiceService
from bot.bargaining.events import EventService
from bot.bargaining.service import BargainingService
from bot.bargaining.suggesting import SuggestionPlanner
from bot.bargaining.suggestion_service import SuggestionService
from bot.clock import Clock
from bot.models.registry import Dispute
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class DateDesk:
    """`suggesting` works where reports are stored, the others where people ask."""

    dates: BargainingService
    choices: DateChoiceService
    events: EventService
    suggestions: SuggestionService
    suggesting: SuggestionPlanner

    @classmethod
    def build(
        cls,
        *,
        db: Database,
        clock: Clock,
        disputes: Sequence[Dispute],
        kinds: Mapping[str, str],
        wake: Callable[[], None],
    ) -> DateDesk:
        """`kinds`: see BargainingService."""
        dates = BargainingService(db=db, clock=clock, disputes=disputes, kinds=kinds, wake=wake)
        suggesting = SuggestionPlanner(disputes=disputes)
        return cls(
            dates=dates,
            choices=DateChoiceService(db=db, clock=clock),
            events=EventService(db=db, clock=clock, name=dates.name, wake=wake),
            suggestions=SuggestionService(db=db, clock=clock, planner=suggesting, bargaining=dates, wake=wake),
            suggesting=suggesting,
        )

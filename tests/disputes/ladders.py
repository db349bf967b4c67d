"""Ladders of real disputes, by their days only, to try the rules on."""

from __future__ import annotations

from datetime import date

from bot.models.disputes import Step, StepRecord

LINK = "https://guild.example/news"
Rung = tuple[str, str] | tuple[str, str, str]  # day, step, and the day it names where it names one

WRITERS_2023: list[Rung] = [
    ("2023-03-20", "in_session"),
    ("2023-04-17", "strike_authorised"),
    ("2023-05-01", "recess"),
    ("2023-05-01", "expired"),
    ("2023-05-02", "on_strike"),
    ("2023-08-01", "scheduled", "2023-08-04"),
    ("2023-08-04", "in_session"),
    ("2023-08-22", "recess"),
    ("2023-09-14", "scheduled"),
    ("2023-09-20", "in_session"),
    ("2023-09-24", "tentative"),
    ("2023-09-26", "board_approval"),
    ("2023-09-27", "strike_ended"),
    ("2023-10-02", "vote_open", "2023-10-09"),
    ("2023-10-09", "ratified"),
    ("2023-10-09", "in_force", "2026-05-01"),
]
PERFORMERS_2023: list[Rung] = [
    ("2023-06-05", "strike_authorised"),
    ("2023-06-07", "in_session"),
    ("2023-06-30", "extended", "2023-07-12"),
    ("2023-07-12", "expired"),
    ("2023-07-13", "strike_called", "2023-07-14"),
    ("2023-07-14", "on_strike"),
    ("2023-10-02", "in_session"),
    ("2023-10-11", "suspended"),
    ("2023-10-21", "scheduled", "2023-10-24"),
    ("2023-10-24", "in_session"),
    ("2023-11-08", "tentative"),
    ("2023-11-09", "strike_suspended"),
    ("2023-11-10", "board_approval"),
    ("2023-11-14", "vote_open", "2023-12-05"),
    ("2023-12-05", "ratified"),
    ("2023-12-05", "strike_ended"),
]
CREW_2021: list[Rung] = [  # a strike that was called and never began
    ("2021-07-31", "extended", "2021-09-10"),
    ("2021-09-10", "expired"),
    ("2021-10-04", "strike_authorised"),
    ("2021-10-13", "strike_called", "2021-10-18"),
    ("2021-10-16", "tentative"),
    ("2021-10-16", "strike_called_off"),
    ("2021-11-15", "ratified"),
]
CREW_2024: list[Rung] = [("2024-06-03", "in_session"), ("2024-06-25", "tentative"), ("2024-07-18", "ratified")]
STAFF_2026: list[Rung] = [("2026-02-05", "strike_authorised"), ("2026-02-17", "on_strike")]
GAMES_2024: list[Rung] = [
    ("2024-07-26", "on_strike"),
    ("2024-10-23", "in_session"),
    ("2025-06-09", "tentative"),
    ("2025-06-11", "strike_suspended"),
    ("2025-07-09", "ratified"),
    ("2025-07-09", "strike_ended"),
]

REAL = {
    "writers 2023": WRITERS_2023,
    "performers 2023": PERFORMERS_2023,
    "crew 2021": CREW_2021,
    "crew 2024": CREW_2024,
    "a guild's own staff 2026": STAFF_2026,
    "games 2024": GAMES_2024,
}


def record(number: int, rung: Rung, dispute: str = "wga-amptp") -> StepRecord:
    day, step, *until = rung
    return StepRecord(
        id=number,
        guild_id=1,
        dispute=dispute,
        step=Step(step),
        day=date.fromisoformat(day),
        source_url=LINK,
        until=date.fromisoformat(until[0]) if until else None,
        by="employer" if step == "suspended" else "",
    )


def climbed(rungs: list[Rung]) -> list[StepRecord]:
    return [record(number, rung) for number, rung in enumerate(rungs, 1)]

"""Which step may follow which, what a step must say, the day of a strike, what ends next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.disputes.ladder import NEXT, expiry_of, possible_now, refusal, status_of, strike_days
from bot.models.disputes import Expiry, Step, StepRecord, StepState, Track
from bot.models.registry import Dispute
from tests.disputes.ladders import LINK, PERFORMERS_2023, REAL, STAFF_2026, WRITERS_2023, Rung, climbed, record

TODAY = date(2027, 1, 1)
DISPUTE = Dispute("wga-amptp", "WGA", "AMPTP", "Minimum Basic Agreement", date(2030, 5, 1), "America/Los_Angeles")


def key(before: list[Rung], rung: Rung, today: date = TODAY, **changed: object) -> str | None:
    new = replace(record(99, rung), **changed)  # type: ignore[arg-type]
    refused = refusal(climbed(before), new, today)
    return refused.key if refused else None


@pytest.mark.parametrize("name", REAL)
def test_a_real_dispute_climbs_without_being_refused(name: str) -> None:
    steps = climbed(REAL[name])
    for position, step in enumerate(steps):
        assert refusal(steps[:position], step, TODAY) is None, step


def test_every_step_has_its_successors_and_leads_on_its_own_track_only() -> None:
    assert set(NEXT) == set(Step)
    for step, following in NEXT.items():
        assert step is not None
        assert {each.track for each in following} == {step.track}


@pytest.mark.parametrize(
    ("before", "rung", "why"),
    [
        ([], ("2023-10-09", "ratified"), "step_first"),
        ([], ("2023-09-27", "strike_ended"), "step_first"),
        ([("2023-08-11", "in_session")], ("2023-08-12", "ratified"), "step_impossible"),
        ([("2023-08-11", "in_session")], ("2023-08-12", "vote_open"), "step_impossible"),
        ([("2023-08-11", "in_session")], ("2023-08-12", "in_session"), "step_same"),
        ([("2023-05-02", "on_strike")], ("2023-05-03", "strike_called", "2023-06-01"), "step_impossible"),
        ([("2023-05-02", "strike_authorised")], ("2023-05-03", "strike_suspended"), "step_impossible"),
        ([("2023-08-01", "scheduled", "2023-08-04")], ("2023-08-01", "scheduled", "2023-08-04"), "step_same"),
        ([("2023-08-11", "in_session")], ("2023-08-10", "recess"), "step_before"),
        ([("2026-05-01", "in_force", "2030-05-01")], ("2026-06-01", "on_strike"), "step_settled"),
        ([("2026-05-01", "in_force", "2030-05-01")], ("2026-06-01", "strike_called", "2026-07-01"), "step_settled"),
    ],
)
def test_an_impossible_step_is_refused_with_its_reason(before: list[Rung], rung: Rung, why: str) -> None:
    assert key(before, rung) == why


def test_a_contract_is_not_in_force_while_its_strike_goes_on() -> None:
    before: list[Rung] = [("2023-05-02", "on_strike"), ("2023-09-24", "tentative"), ("2023-10-09", "ratified")]
    assert key(before, ("2023-10-09", "in_force", "2026-05-01")) == "step_striking"
    assert key([*before, ("2023-10-09", "strike_ended")], ("2023-10-09", "in_force", "2026-05-01")) is None


def test_a_date_that_moves_is_the_same_step_again() -> None:
    assert key([("2023-08-01", "scheduled", "2023-08-04")], ("2023-08-02", "scheduled", "2023-08-11")) is None
    assert key([("2023-07-13", "strike_called", "2023-07-14")], ("2023-07-14", "strike_called", "2023-07-20")) is None


def test_a_step_is_not_entered_before_its_day_at_home() -> None:
    assert key([], ("2023-08-12", "in_session"), today=date(2023, 8, 11)) == "step_ahead"
    assert key([], ("2023-08-12", "in_session"), today=date(2023, 8, 12)) is None


@pytest.mark.parametrize(
    ("rung", "changed", "why"),
    [
        (("2023-06-30", "extended"), {}, "step_needs_until"),
        (("2023-07-13", "strike_called"), {}, "step_needs_until"),
        (("2023-06-30", "extended", "2023-06-29"), {}, "step_until"),
        (("2023-06-30", "in_session", "2023-07-01"), {}, "step_no_until"),
        (("2023-06-30", "suspended"), {"by": ""}, "step_needs_party"),
        (("2023-06-30", "suspended"), {"by": "somebody"}, "step_needs_party"),
        (("2023-06-30", "recess"), {"by": "union"}, "step_no_party"),
    ],
)
def test_what_a_step_must_say_and_must_not_say(rung: Rung, changed: dict[str, object], why: str) -> None:
    assert key([], rung, **changed) == why


def test_a_refusal_names_what_is_possible_instead() -> None:
    refused = refusal(climbed([("2023-08-11", "in_session")]), record(9, ("2023-08-12", "ratified")), TODAY)
    assert refused is not None
    assert Step.TENTATIVE in refused.possible
    assert Step.RATIFIED not in refused.possible


def test_corrected_and_undone_steps_count_for_nothing() -> None:
    steps = climbed([("2023-08-11", "in_session"), ("2023-09-24", "tentative")])
    steps[1] = replace(steps[1], state=StepState.UNDONE)
    assert status_of(steps, DISPUTE, TODAY).talks == steps[0]
    assert Step.RECESS in possible_now(steps)


def test_talks_and_strike_stand_beside_each_other() -> None:
    status = status_of(climbed(WRITERS_2023[:7]), DISPUTE, date(2023, 8, 15))
    assert status.talks is not None
    assert status.strike is not None
    assert (status.talks.step, status.strike.step) == (Step.IN_SESSION, Step.ON_STRIKE)
    assert status.strike_day == 106
    assert status.newest == status.talks


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2023, 5, 2), 1),
        (date(2023, 5, 3), 2),
        (date(2023, 8, 9), 100),
        (date(2023, 9, 26), 148),
    ],
)
def test_the_first_day_is_day_1(today: date, day: int) -> None:
    assert strike_days(climbed(WRITERS_2023[:5]), today) == (day, day)


def test_a_strike_that_ended_tells_how_long_it_was() -> None:
    assert strike_days(climbed(WRITERS_2023), TODAY) == (None, 148)
    assert strike_days(climbed(PERFORMERS_2023), TODAY) == (None, 118)


def test_days_go_on_counting_over_a_change_of_the_clocks() -> None:
    strike = climbed(STAFF_2026)
    # The clocks go forward on 8 March 2026.
    assert [strike_days(strike, date(2026, 3, day))[0] for day in (7, 8, 9)] == [19, 20, 21]


def test_a_suspended_strike_stops_counting_and_goes_on_from_there() -> None:
    rungs: list[Rung] = [("2026-02-17", "on_strike"), ("2026-02-20", "strike_suspended")]
    assert strike_days(climbed(rungs), date(2026, 3, 1)) == (None, 3)
    rungs.append(("2026-03-01", "on_strike"))
    assert strike_days(climbed(rungs), date(2026, 3, 1)) == (4, 4)


def test_a_strike_of_one_day_lasted_a_day() -> None:
    assert strike_days(climbed([("2026-02-17", "on_strike"), ("2026-02-17", "strike_ended")]), TODAY) == (None, 1)


def test_the_next_strike_begins_with_day_1() -> None:
    rungs: list[Rung] = [("2026-02-17", "on_strike"), ("2026-02-20", "strike_ended"), ("2026-06-01", "on_strike")]
    assert strike_days(climbed(rungs), date(2026, 6, 2)) == (2, 2)


def test_no_strike_has_no_day() -> None:
    assert strike_days(climbed([("2026-02-17", "strike_authorised")]), TODAY) == (None, 0)


@pytest.mark.parametrize(
    ("rungs", "kind", "day"),
    [
        ([], "contract", "2030-05-01"),
        (WRITERS_2023[:4], None, None),  # expired
        (WRITERS_2023[:14], "vote", "2023-10-09"),
        (WRITERS_2023[:15], None, None),  # ratified: the new contract's end is not entered yet
        (WRITERS_2023, "contract", "2026-05-01"),
        (PERFORMERS_2023[:3], "extension", "2023-07-12"),
        (PERFORMERS_2023[:5], "strike_called", "2023-07-14"),
        (STAFF_2026, None, None),  # on strike, so the contract of the registry is hardly in force
    ],
)
def test_what_ends_next(rungs: list[Rung], kind: str | None, day: str | None) -> None:
    steps = climbed(rungs)
    today = steps[-1].day if steps else date(2026, 5, 1)
    found = expiry_of(steps, DISPUTE, today)
    assert (found.kind, found.day.isoformat()) == (kind, day) if found and kind else found is None and kind is None


def test_an_extension_lasts_while_talks_go_on_and_is_told_when_it_is_over() -> None:
    steps = climbed([("2023-06-30", "extended", "2023-07-12"), ("2023-07-01", "in_session")])
    assert expiry_of(steps, DISPUTE, date(2023, 7, 10)) == Expiry("extension", date(2023, 7, 12), 2, LINK)
    assert expiry_of(steps, DISPUTE, date(2023, 7, 13)) == Expiry("extension", date(2023, 7, 12), -1, LINK)


def test_the_tracks_of_steps() -> None:
    strikes = {step for step in Step if step.track is Track.STRIKE}
    assert {step.value for step in strikes} == {
        "strike_authorised", "strike_called", "on_strike", "strike_suspended", "strike_ended", "strike_called_off",
    }  # fmt: skip


def test_of_two_steps_on_one_day_the_later_entered_stands() -> None:
    first, second = climbed([("2023-05-01", "recess"), ("2023-05-01", "expired")])
    found: list[StepRecord] = [second, first]
    assert status_of(found, DISPUTE, TODAY).talks == second

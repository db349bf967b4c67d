"""Arguments: zones by what people call them, choices that never raise."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from cogs.ui.transformers import MOST_CHOICES, ZONE_WORDS, choices_of, chosen, matching_zones, zone_named, zones
from tests.cogs.samples import wild_text

NAMED = [("ai", "AI"), ("data", "Viewing-data transparency"), ("pay", "Pay")]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Los Angeles", "America/Los_Angeles"), ("los_angeles", "America/Los_Angeles"), ("LA", "America/Los_Angeles"),
        ("hollywood", "America/Los_Angeles"), ("pacific", "America/Los_Angeles"), ("PT", "America/Los_Angeles"),
        ("eastern", "America/New_York"), ("new york", "America/New_York"), ("London", "Europe/London"), ("uk", "Europe/London"),
        ("kathmandu", "Asia/Kathmandu"), ("europe/berlin", "Europe/Berlin"), ("utc", "UTC"), ("US/Pacific", "US/Pacific"),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_city_usual_name_or_iana_name(typed: str, zone: str) -> None:
    assert zone_named(typed) == zone


@pytest.mark.parametrize("typed", ["", " ", "america", "Atlantis", "Los Angeles; drop table", "\x00"])
def test_what_names_no_single_zone_is_refused(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        zone_named(typed)
    assert refused.value.key == "unknown_zone"


def test_every_offered_zone_exists_and_is_understood() -> None:
    known = available_timezones()
    for name, _ in zones():
        assert name in known
        assert zone_named(name) == name
    assert ZoneInfo(next(iter(ZONE_WORDS))).key == "America/Los_Angeles"


@given(wild_text)
def test_matching_zones_never_raises_and_is_short(typed: str) -> None:
    assert len(matching_zones(typed)) <= MOST_CHOICES


@given(wild_text, st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=60))
def test_choices_never_raise_and_fit(typed: str, named: list[tuple[str, str]]) -> None:
    found = choices_of(named, typed)
    assert len(found) <= MOST_CHOICES
    assert all(1 <= len(choice.name) <= 100 and 1 <= len(str(choice.value)) <= 100 for choice in found)


def test_names_that_begin_with_what_was_typed_come_first() -> None:
    assert [choice.value for choice in choices_of(NAMED, "a")] == ["ai", "data", "pay"]
    assert [choice.value for choice in choices_of(NAMED, "pa")] == ["pay", "data"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("ai", "ai"), (" AI ", "ai"), ("viewing-data transparency", "data"), ("view", None), ("", None)],
)
def test_an_issue_is_chosen_by_id_or_name(typed: str, value: str | None) -> None:
    assert chosen(NAMED, typed) == value

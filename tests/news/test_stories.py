"""Which reports tell one story: pairs in our own words, the index, and the choice of the lead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models.news import Annotation, Entry, Label, Status
from bot.news.stories import StoryFeatures, StoryIndex, choose_lead, features
from bot.news.story_score import evidence
from tests.news.story_lookalikes import DIFFERENT
from tests.news.story_pairs import SAME, Report

DAY = datetime(2025, 8, 11, 9, tzinfo=UTC)
RATIFIED = Report(
    "Writers ratify contract", "WGA members backed the deal with the AMPTP by 97.3 percent.", "2025-08-11", "bargaining"
)
RATIFIED_TOO = Report("WGA membership approves contract", "97.3% of writers said yes.", "2025-08-11", "bargaining")
OTHER = Report(
    "Directors Guild opens talks on health plan",
    "DGA negotiators met the studios.",
    "2025-08-11",
    "bargaining benefits",
)


def read(report: Report) -> tuple[StoryFeatures, datetime | None]:
    at = datetime.fromisoformat(report.day).replace(hour=12, tzinfo=UTC) if report.day else None
    return features(report.title, report.text, at, report.issues.split()), at


def joins(first: Report, second: Report) -> bool:
    index = StoryIndex()
    item, at = read(first)
    index.add(7, item, at)
    return index.match(*read(second)) == 7


@pytest.mark.parametrize("name", SAME)
def test_reports_of_one_story_join_in_either_order(name: str) -> None:
    one, other = SAME[name]
    assert joins(one, other)
    assert joins(other, one)


@pytest.mark.parametrize("name", DIFFERENT)
def test_reports_of_two_stories_stay_apart_in_either_order(name: str) -> None:
    one, other = DIFFERENT[name]
    assert not joins(one, other)
    assert not joins(other, one)


def test_the_first_report_opens_a_story() -> None:
    assert StoryIndex().match(*read(RATIFIED)) is None


def test_matching_changes_nothing() -> None:
    index = StoryIndex()
    index.add(1, *read(OTHER))
    for _ in range(3):
        assert index.match(*read(RATIFIED)) is None
    assert len(index) == 1
    index.add(2, *read(RATIFIED))
    assert index.match(*read(RATIFIED_TOO)) == 2


def test_the_better_of_two_stories_is_chosen() -> None:
    index = StoryIndex()
    index.add(1, *read(Report("Writers rally for contract", "WGA members marched at noon.", "2025-08-11", "strike")))
    index.add(2, *read(RATIFIED))
    index.add(3, *read(OTHER))
    assert index.match(*read(RATIFIED_TOO)) == 2


def test_a_removed_story_matches_no_more() -> None:
    index = StoryIndex()
    index.add(1, *read(RATIFIED))
    index.remove(1)
    index.remove(1)
    assert index.match(*read(RATIFIED_TOO)) is None
    assert len(index) == 0


def test_stories_told_last_before_a_time_are_forgotten() -> None:
    index = StoryIndex()
    item, _ = read(RATIFIED)
    index.add(1, item, DAY)
    index.add(2, *read(OTHER))
    index.add(1, item, DAY + timedelta(days=3))
    assert index.forget_before(DAY + timedelta(days=2)) == 1
    assert index.match(item, DAY + timedelta(days=3)) == 1
    assert index.forget_before(DAY + timedelta(days=4)) == 1
    assert len(index) == 0


def test_a_story_without_any_date_is_not_forgotten() -> None:
    index = StoryIndex()
    index.add(1, read(RATIFIED)[0], None)
    assert index.forget_before(DAY + timedelta(days=900)) == 0


def test_a_weak_match_after_the_window_opens_a_new_story() -> None:
    meets = features("WGA and AMPTP meet in Burbank", "Both sides sat down.", DAY)
    index = StoryIndex()
    index.add(1, meets, DAY)
    for hours, found in ((71, 1), (192, None)):
        at = DAY + timedelta(hours=hours)
        assert index.match(features("WGA, AMPTP meet for talks in Burbank", "A new session.", at), at) == found


def test_the_window_counts_from_the_last_telling() -> None:
    meets = features("WGA and AMPTP meet in Burbank", "Both sides sat down.", DAY)
    again = features("WGA, AMPTP meet for talks in Burbank", "A new session.", DAY)
    index = StoryIndex()
    index.add(1, meets, DAY)
    index.add(1, again, DAY + timedelta(hours=60))
    assert index.match(again, DAY + timedelta(hours=120)) == 1


def test_even_the_same_words_do_not_join_after_the_long_window() -> None:
    item, _ = read(RATIFIED)
    index = StoryIndex()
    index.add(1, item, DAY)
    assert index.match(item, DAY + timedelta(days=60)) is None


def test_a_story_may_be_told_late_but_published_early() -> None:
    index = StoryIndex()
    index.add(1, *read(RATIFIED))
    earlier = Report(RATIFIED_TOO.title, RATIFIED_TOO.text, "2025-08-10", "bargaining")
    assert index.match(*read(earlier)) == 1


def test_a_story_with_many_tellings_still_matches_its_first_and_its_last() -> None:
    index = StoryIndex()
    index.add(1, *read(RATIFIED))
    for number in range(40):
        index.add(1, *read(RATIFIED_TOO._replace(text=f"Voter number {number} was happy with the vote.")))
    assert index.match(*read(RATIFIED)) == 1


def test_stories_do_not_depend_on_the_order_of_unrelated_ones() -> None:
    reports = [one for one, _ in SAME.values()]
    answers = set()
    for seed in range(5):
        order = list(range(len(reports)))
        Random(seed).shuffle(order)
        index = StoryIndex()
        for number in order:
            index.add(number, *read(reports[number]))
        answers.add(tuple(index.match(*read(other)) for _, other in SAME.values()))
    assert len(answers) == 1


def test_all_pairs_find_each_other_among_all_reports() -> None:
    index = StoryIndex()
    for number, (one, _) in enumerate(SAME.values()):
        index.add(number, *read(one))
    found = [index.match(*read(other)) for _, other in SAME.values()]
    assert [name for name, (number, hit) in zip(SAME, enumerate(found), strict=True) if number != hit] == []


def test_evidence_is_the_same_both_ways() -> None:
    for one, other in [*SAME.values(), *DIFFERENT.values()]:
        assert evidence(read(one)[0], read(other)[0]) == pytest.approx(evidence(read(other)[0], read(one)[0]))


ODD = "WGA|SAG-AFTRA|strike|deal|ratify|vote|May 31|Feb 30|$40 million|2023|97.3%|—|“|’|\x00|\u202e|🎬|AB 12|99/99/99|0-year|²|٣ million"
WORDS = st.sampled_from([*ODD.split("|"), "9" * 400])
TEXT = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join))
MOMENT = st.none() | st.datetimes(timezones=st.just(UTC))


@settings(max_examples=120, deadline=None)
@given(TEXT, TEXT, TEXT, TEXT, MOMENT, MOMENT)
def test_any_text_is_read_and_matched_alike_each_time(
    title: str, text: str, title_2: str, text_2: str, at: datetime | None, at_2: datetime | None
) -> None:
    def once() -> int | None:
        index = StoryIndex()
        index.add(1, features(title, text, at), at)
        return index.match(features(title_2, text_2, at_2), at_2)

    assert once() == once()


def test_a_megabyte_of_text_is_read_as_fast_as_its_start() -> None:
    assert (
        features("Writers strike", "word " * 200_000, DAY).words == features("Writers strike", "word " * 800, DAY).words
    )


def entry(number: int, *, label: Label = Label.REPORTED, cites: tuple[str, ...] = (), hours: int = 0) -> Entry:
    at = DAY + timedelta(hours=hours)
    annotation = Annotation(True, "", (), Status.REPORTED, label, cites, False, ())
    return Entry(number, 1, f"outlet{number}", "Outlet", "https://example.org/", "Title", "Text", at, at, 1, annotation)


def test_official_leads_even_when_late_and_behind_a_wall() -> None:
    entries = [entry(1), entry(2, label=Label.OFFICIAL_UNION, hours=9)]
    assert choose_lead(entries, lambda each: "yes" if each.id == 2 else "no").id == 2


def test_the_source_leads_before_who_cites_it() -> None:
    assert choose_lead([entry(1, cites=("Harbor Weekly",)), entry(2, hours=5)]).id == 2


def test_of_sources_the_free_one_leads() -> None:
    walls = {1: "yes", 2: "partial", 3: "no"}
    assert choose_lead([entry(1), entry(2, hours=1), entry(3, hours=2)], lambda each: walls[each.id]).id == 3


def test_of_equals_the_earliest_leads() -> None:
    assert choose_lead([entry(3, hours=2), entry(2, hours=1), entry(1, hours=3)]).id == 2


def test_opinion_leads_only_where_it_is_alone() -> None:
    column = entry(1, label=Label.OPINION)
    assert choose_lead([column, entry(2, cites=("Harbor Weekly",), hours=8)]).id == 2
    assert choose_lead([column]).id == 1


def test_no_entries_have_no_lead() -> None:
    with pytest.raises(ValueError, match="empty"):
        choose_lead([])

from collections import Counter
from datetime import timedelta

import pytest

from rehearsal.chronicle.book import FOLDER, HOME, read_chronicle

CHRONICLE = read_chronicle()


def test_there_are_thirteen_events_each_told_three_or_four_times() -> None:
    tellings = Counter(item.event for item in CHRONICLE.items if item.event)
    assert len(CHRONICLE.events) == 13
    assert set(tellings) == set(CHRONICLE.events)
    assert set(tellings.values()) <= {3, 4}


def test_most_items_are_about_something_else_and_many_look_alike() -> None:
    others = [item for item in CHRONICLE.items if not item.relevant]
    assert len(others) >= 60
    assert len([item for item in others if item.like]) >= 25
    assert len(others) > len(CHRONICLE.items) / 2


def test_every_relevant_item_names_its_source_and_its_issues() -> None:
    for item in CHRONICLE.items:
        assert bool(item.issues) == item.relevant, item.id
        assert bool(item.source and item.url.startswith("https://")) == item.relevant, item.id


def test_no_telling_is_older_than_its_event() -> None:
    for item in CHRONICLE.items:
        if item.event:
            assert item.at.astimezone(HOME).date() >= CHRONICLE.events[item.event].day, item.id


def test_the_tellings_of_an_event_come_within_two_days() -> None:
    for key in CHRONICLE.events:
        times = [item.at for item in CHRONICLE.items if item.event == key]
        assert max(times) - min(times) <= timedelta(days=2), key


def test_some_tellings_are_official_some_opinion_some_second_hand_and_some_edited() -> None:
    tellings = [item for item in CHRONICLE.items if item.event]
    kinds = {CHRONICLE.outlets[item.outlet].kind for item in tellings}
    assert {"official_union", "official_employer", "trade", "general", "newsletter"} <= kinds
    assert len([item for item in tellings if item.opinion]) >= 2
    assert len([item for item in tellings if item.cites]) >= 10
    assert any(len(item.cites) > 1 for item in tellings)
    assert len([item for item in tellings if item.edits]) >= 4


def test_cited_outlets_stand_in_the_text_of_the_item() -> None:
    for item in CHRONICLE.items:
        for name in item.cites:
            assert name in f"{item.title} {item.text}", item.id


def test_formats_ids_and_stamps_are_as_varied_as_in_real_feeds() -> None:
    outlets = CHRONICLE.outlets.values()
    assert {outlet.format for outlet in outlets} == {"rss", "full", "atom", "rdf"}
    assert {"permalink", "number", "headline", "absent"} == {outlet.guids for outlet in outlets}
    assert {"offset", "gmt", "utc", "z", "none"} == {outlet.stamps for outlet in outlets}
    assert len({outlet.host for outlet in outlets}) == len(outlets)


def test_an_edit_changes_what_it_names_and_leaves_the_rest() -> None:
    item = CHRONICLE.item("soundstage/bargaining-resumes-with-counteroffer")
    before, after = item.version(item.at), item.version(item.edits[0].at)
    assert (before.number, after.number) == (0, 1)
    assert before.title != after.title
    assert before.text == after.text


def test_a_wrong_event_is_named_with_its_file(tmp_path) -> None:
    (tmp_path / "days").mkdir()
    for name in ("outlets.toml", "events.toml"):
        (tmp_path / name).write_text((FOLDER / name).read_text())
    (tmp_path / "days" / "one.toml").write_text(
        '[[item]]\noutlet = "wga"\nat = 2023-08-10T10:00:00Z\npath = "a"\ntitle = "A"\ntext = "B"\nevent = "none-such"\n'
    )
    with pytest.raises(ValueError, match=r"one\.toml: item a: no event 'none-such'"):
        read_chronicle(tmp_path)

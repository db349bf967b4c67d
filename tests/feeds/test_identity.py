"""Identity: the same entry is recognised through changed guids, links and titles; different ones stay apart."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.identity import clean_link, content_hash, keys_of, link_number
from bot.models.feeds import RawEntry

ONE = RawEntry(guid="g1", link="https://a.test/1", title="Talks resume", text="Words.", published=None)
TWO = RawEntry(guid="g2", link="https://a.test/2", title="Vote opens", text="More.", published=None)


def same(before: RawEntry, after: RawEntry, siblings: tuple[RawEntry, ...] = ()) -> bool:
    return bool(set(keys_of(before, (before, *siblings))) & set(keys_of(after, (after, *siblings))))


def test_an_edited_title_and_link_under_one_guid_is_the_same_entry():
    assert same(ONE, replace(ONE, title="Talks to resume", link="https://a.test/1-new"), (TWO,))


def test_a_changed_guid_under_the_same_link_and_title_is_the_same_entry():
    assert same(ONE, replace(ONE, guid="g1-new"), (TWO,))


def test_a_changed_guid_and_title_under_the_same_link_is_a_new_entry():
    assert not same(ONE, replace(ONE, guid="g9", title="Another update"), (TWO,))


def test_an_edited_title_without_guid_is_the_same_entry():
    bare = replace(ONE, guid="")
    assert same(bare, replace(bare, title="Talks to resume"), (TWO,))


def test_one_guid_for_all_items_swallows_none():
    shared = [replace(ONE, guid="same", link=f"https://a.test/{n}", title=f"Title {n}") for n in range(10)]
    assert len({keys_of(entry, shared)[0] for entry in shared}) == 10


def test_one_guid_and_no_links_are_told_apart_by_their_titles():
    shared = [replace(ONE, guid="same", link="", title=f"Title {n}") for n in range(3)]
    assert len({keys_of(entry, shared)[0] for entry in shared}) == 3


def test_one_link_for_all_items_swallows_none():
    shared = [replace(ONE, guid="", link="https://a.test/", title=f"Title {n}") for n in range(10)]
    assert len({keys_of(entry, shared)[0] for entry in shared}) == 10


def test_an_item_printed_twice_keeps_its_key():
    assert keys_of(ONE, (ONE, replace(ONE), TWO)) == keys_of(ONE, (ONE, TWO))


def test_a_feed_that_loses_its_guids_repeats_nothing():
    assert same(ONE, replace(ONE, guid=""), (TWO,))


def test_a_guid_that_becomes_shared_repeats_nothing():
    before = keys_of(ONE, (ONE, TWO))
    after = keys_of(ONE, (ONE, replace(TWO, guid="g1")))
    assert set(before) & set(after)


def test_tracking_parameters_fragment_scheme_and_case_of_host_do_not_count():
    assert clean_link("https://A.test/x/?utm_source=rss&id=7&fbclid=1#top") == clean_link("http://a.test/x?id=7")


def test_other_parameters_count():
    assert clean_link("https://a.test/?p=1") != clean_link("https://a.test/?p=2")


def test_no_guid_and_no_link_leaves_title_and_text():
    bare = replace(ONE, guid="", link="")
    assert keys_of(bare, (bare,)) != keys_of(replace(bare, text="Else."), (bare,))
    assert keys_of(bare, (bare,))[0].startswith("t:")


def test_a_date_alone_is_no_edit():
    assert content_hash(ONE) == content_hash(replace(ONE, guid="x", author="y"))
    assert content_hash(ONE) != content_hash(replace(ONE, text="Words changed."))


def test_title_and_text_do_not_run_into_each_other():
    assert content_hash(replace(ONE, title="ab", text="c")) != content_hash(replace(ONE, title="a", text="bc"))


words = st.text(max_size=12)


@given(st.lists(st.builds(RawEntry, guid=words, link=words, title=words, text=words, published=st.none()), max_size=6))
def test_every_entry_has_short_distinct_keys(entries):
    for entry in entries:
        keys = keys_of(entry, entries)
        assert keys
        assert len(set(keys)) == len(keys)
        assert all(len(key) == 34 and key[:2] in {"g:", "l:", "t:"} for key in keys)


@given(st.text(max_size=80))
def test_a_cleaned_link_is_found_by_the_number_of_the_link(path: str) -> None:
    link = f"https://a.example/{path}"
    assert link_number(clean_link(link)) == link_number(link)

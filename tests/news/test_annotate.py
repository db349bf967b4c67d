"""Annotating whole items: never raises, same answer for the same input, quotes only what is there, says why."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models.news import Item, Label, Status
from bot.news.annotate import annotate
from bot.news.taxonomy import with_terms
from config.files import load_taxonomy

TAXONOMY = load_taxonomy()
PIECES = st.sampled_from(
    [
        "WGA",
        "SAG-AFTRA",
        "strike",
        "a deal",
        "AI",
        "A.I.",
        "residuals",
        "according to",
        "Variety",
        "told",
        ". ",
        "\n",
        "“",
        "’s",
        "🎬",
        "\u202e",
        "\0",
        "on Friday",
        "Sept. 20",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join))


def item(title, text="", **more):
    return Item("1", more.pop("source", ""), more.pop("url", ""), title, text, None, **more)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.text(max_size=40), st.text(max_size=60))
def test_any_text_is_annotated_twice_alike_and_quoted_exactly(title, text, source, url):
    one = annotate(Item("1", source, url, title, text, None), TAXONOMY)
    other = annotate(Item("1", source, url, title, text, None), TAXONOMY)
    assert one == other
    assert one.relevant is bool(one.tags)
    for tag in one.tags:
        assert tag.phrases
        assert all(phrase in title or phrase in text for phrase in tag.phrases)
    assert all(quote.sentence in title or quote.sentence in text for quote in one.quotes)
    assert all(found.text in title or found.text in text for found in one.dates)


@pytest.mark.parametrize("filler", ["strike ", "a", "WGA AMPTP talks on Friday, ", "\0", "🎬", "((((", "“’"])
def test_a_megabyte_of_anything_is_read_quickly(filler):
    start = time.perf_counter()
    annotate(item("Title", filler * (1_000_000 // len(filler))), TAXONOMY)
    assert time.perf_counter() - start < 2


def test_gate_names_what_let_an_item_in():
    about = annotate(item("WGA to return to the bargaining table"), TAXONOMY)
    assert "names a guild or employer body" in about.reason
    assert "WGA" in about.reason


def test_gate_says_why_an_item_stays_out():
    assert annotate(item("Baker opens third shop"), TAXONOMY).reason.startswith("names no guild")
    assert annotate(item("WGA opens a library"), TAXONOMY).reason != ""


def test_irrelevant_item_still_has_a_status():
    assert annotate(item("Baker opens third shop"), TAXONOMY).status is Status.REPORTED


def test_only_a_sides_own_site_is_labelled_official():
    title = "Members ratify contract"
    text = "The WGA announced the result in a statement."
    assert annotate(item(title, text, url="https://www.wga.org/news/1"), TAXONOMY).label is Label.OFFICIAL_UNION
    assert annotate(item(title, text, url="https://amptp.org/statement"), TAXONOMY).label is Label.OFFICIAL_EMPLOYER
    assert annotate(item(title, text, url="https://variety.com/1"), TAXONOMY).label is Label.REPORTED
    assert annotate(item(title, text, url="https://wga.org.example.com/1"), TAXONOMY).label is Label.REPORTED


def test_column_is_labelled_opinion():
    about = annotate(
        item("Why I picket", "I walked with the WGA at my old studio.", url="https://example.com/opinion/1"), TAXONOMY
    )
    assert (about.status, about.label) == (Status.OPINION, Label.OPINION)


@pytest.mark.parametrize(
    "text",
    [
        "Sources said the WGA talks went well.",
        "People familiar with the SAG-AFTRA talks said so.",
        "A studio insider called it a deal with the WGA.",
    ],
)
def test_unnamed_source_is_noticed(text):
    assert annotate(item("Talks go on", text), TAXONOMY).unnamed_source


def test_named_source_is_not_unnamed():
    assert not annotate(item("Talks go on", "The WGA said in a statement that talks go on."), TAXONOMY).unnamed_source


def test_status_tells_an_act_from_a_report():
    assert (
        annotate(item("DGA members ratify contract", "The guild announced the result."), TAXONOMY).status
        is Status.OFFICIAL
    )
    assert (
        annotate(
            item("What the WGA talks mean for viewers", "According to a report, shows could be delayed."), TAXONOMY
        ).status
        is Status.REPORTED
    )


def test_a_servers_own_terms_add_tags():
    more = with_terms(TAXONOMY, {"pay": ["golden ladle"]})
    text = item("WGA wants a golden ladle", "The guild's contract ends in May.")
    assert "pay" not in annotate(text, TAXONOMY).issues
    assert {"pay": ("golden ladle",)}.items() <= {tag.issue: tag.phrases for tag in annotate(text, more).tags}.items()


def test_terms_for_an_unknown_issue_are_refused():
    with pytest.raises(KeyError):
        with_terms(TAXONOMY, {"weather": ["rain"]})


def test_look_alike_of_one_issue_hides_nothing_from_another():
    about = annotate(item("AMPTP offers WGA confidential reports of hours viewed"), TAXONOMY)
    assert "data" in about.issues
    assert "safety" not in about.issues


def test_what_a_rule_is_told_to_wait_for_decides_whether_it_counts():
    assert annotate(item("Caterers feel the writers' strike"), TAXONOMY).issues == ("strike",)
    assert annotate(item("WGA talks resume as the strike goes on"), TAXONOMY).issues == ("bargaining",)

"""Markup to text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("plain words", "plain words"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<b>bold</b>ly", "boldly"),
        ("Tom &amp; Ann &#8212; &quot;so&quot; &hellip;", 'Tom & Ann — "so" …'),
        ("AT&T and &notes stay", "AT&T and &notes stay"),
        ("five < six and 7 > 3", "five < six and 7 > 3"),
        ("a<script>if (1<2) x('</p>')</script>b", "ab"),
        ("a<STYLE>p{}</Style >b", "ab"),
        ("a<svgx>b</svgx>c", "abc"),
        ("a<script>never closed", "anever closed"),
        ("a<!-- hidden <b>x</b> -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("  much \t space \n\n\n here ", "much space\nhere"),
        ("a\u202eb\u200bc\x00d\u00ade", "abcde"),
        ("family \U0001f468\u200d\U0001f469 stays", "family \U0001f468\u200d\U0001f469 stays"),
        ("&#0;&#x202e;x", "\ufffdx"),
        ("Met today. The post Met first appeared on Harbour Trade.", "Met today."),
    ],
)
def test_markup_becomes_text(markup, expected):
    assert text.plain(markup) == expected


def test_a_title_is_one_line_with_its_limit():
    assert text.line("<b>One</b>\n two", markup=True) == "One two"
    assert len(text.line("x" * 5000, markup=True)) == text.TITLE_CHARS


def test_a_plain_title_keeps_what_looks_like_tags():
    assert text.line("When <b> was new", markup=False) == "When <b> was new"


def test_text_has_its_limit():
    assert len(text.plain("word " * 100_000)) <= text.TEXT_CHARS


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<script>",
        "<script",
        "<svgx ",
        "<",
        "<a ",
        "&",
        "&amp",
        "<p>",
        "\n ",
        "</script",
        "The post ",
        "<style a>x</style",
    ],
)
def test_no_markup_takes_long(piece):
    started = time.perf_counter()
    text.plain(piece * (300_000 // len(piece)))
    assert time.perf_counter() - started < 1


@given(st.text())
def test_text_shows_no_controls_whatever_came(markup):
    shown = text.plain(markup)
    assert not any(c in shown for c in "\x00\x08\u202e\u2066\u200b\ufeff")
    assert shown == shown.strip()


def test_an_opening_is_the_first_line_cut_at_a_word():
    assert text.opening("One line.\nAnother.") == "One line."
    assert text.opening("word " * 100) == "word " * 23 + "word…"
    assert text.opening("x" * 200) == "x" * 120 + "…"
    assert text.opening("") == ""

"""Every message the bot can send fits, reads as text, and carries nothing by picture, emoji or colour alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from cogs import ui
from tests.cogs import test_answers, test_issue_answers, test_trends
from tests.gallery import announcements, dates, desk, members, page
from tests.gallery.cases import extremes, missing_kinds, posts, sentences
from tests.gallery.checks import problems, symbols
from tests.gallery.coverage import called, makers
from tests.gallery.shown import Picture, Shown


def wrong(every: list[Shown]) -> dict[str, list[str]]:
    return {shown.name: found for shown in every if (found := list(problems(shown)))}


def test_each_kind_of_post_has_a_case() -> None:
    assert missing_kinds() == set()


def test_each_kind_of_answer_has_a_case() -> None:
    shown = called([announcements, dates, desk, members, test_answers, test_issue_answers, test_trends])
    assert makers() - shown == set()


async def test_every_post_can_be_read_by_everybody() -> None:
    assert wrong(posts()) == {}


async def test_every_answer_can_be_read_by_everybody_in_its_longest_and_emptiest_form() -> None:
    assert wrong(extremes()) == {}


def test_every_sentence_that_refuses_can_be_read_by_everybody() -> None:
    assert wrong(sentences()) == {}


def words_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (words for each in value.values() for words in words_of(each))
    elif isinstance(value, tuple | list | frozenset):
        yield from (words for each in value for words in words_of(each))


@pytest.mark.parametrize("name", [each.name for each in pkgutil.iter_modules(ui.__path__) if "wording" in each.name])
def test_our_own_words_have_neither_emoji_nor_exclamation_marks(name: str) -> None:
    module = importlib.import_module(f"cogs.ui.{name}")
    every = [words for key, value in vars(module).items() if key.isupper() for words in words_of(value)]
    assert every
    assert [words for words in every if symbols(words) or "!" in words] == []


@pytest.mark.parametrize(
    ("shown", "problem"),
    [
        (Shown("empty", ""), "it has no text"),
        (Shown("long", "w" * 2_001), "2001 units of text, 2000 fit"),
        (Shown("address", "See https://guild.example/"), "an address stands in it"),
        (Shown("hole", "It was {when}."), "a value is not filled in"),
        (Shown("none", "Meet at None."), "a value is not filled in"),
        (Shown("colour", "Words", coloured=True), "it has a colour"),
        (Shown("emoji", "Words\n\N{LARGE GREEN CIRCLE}"), "only signs in the line"),
        (
            Shown("button", "Words", buttons=(("\N{BLACK RIGHT-POINTING TRIANGLE}", "x"),)),
            "is not named by words alone",
        ),
        (Shown("twins", "Words", buttons=(("Undo", "x"), ("Undo", "y"))), "two buttons have the same name"),
        (Shown("id", "Words", buttons=(("Undo", "x" * 101),)), "is too long"),
        (Shown("picture", "Words", pictures=(Picture("chart.png", ""),)), "is not told in words"),
        (Shown("alt", "Words", pictures=(Picture("chart.png", "w" * 1_025),)), "are too long"),
        (Shown("parts", "Words", components=41), "41 components, 40 fit"),
    ],
)
def test_the_checks_see_what_is_wrong(shown: Shown, problem: str) -> None:
    found = list(problems(shown))
    assert len(found) >= 1
    assert problem in found[0]


def test_a_link_with_a_name_is_no_raw_address() -> None:
    assert list(problems(Shown("link", "[The offer](<https://guild.example/>)"))) == []


def test_the_page_and_its_twin_hold_every_message_and_no_markup_of_it() -> None:
    sections = {
        "Posts": [Shown("one", "### Talks <b>\n- [Offer](<https://guild.example/>)", buttons=(("Why?", "why:1"),))]
    }
    html, text = page.html(sections), page.text(sections)
    assert "<h4>Talks &lt;b&gt;</h4>" in html
    assert '<a href="https://guild.example/">Offer</a>' in html
    assert "Talks <b>\n- Offer <https://guild.example/>" in text
    assert "Buttons: Why?" in text

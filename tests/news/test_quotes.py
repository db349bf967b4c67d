"""Sentences that state a side's position: whose, what kind of move, and only what the text holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.quotes import find_quotes

POSITIONS: list[tuple[str, str, str, str]] = [
    ("Studios offer writers a new formula for streaming residuals", "employer", "Studios", "offer"),
    ("The AMPTP proposed a room of at least four people for each series.", "employer", "AMPTP", "offer"),
    ("On pay, the studios have offered a raise of four percent.", "employer", "studios", "offer"),
    ("The Alliance of Motion Picture and Television Producers said its terms on AI are final.", "employer",
     "Alliance of Motion Picture and Television Producers", "say"),
    ("Netflix has agreed to share figures with the guild twice a year.", "employer", "Netflix", "agree"),
    ("The WGA rejected the latest terms on room size.", "union", "WGA", "reject"),
    ("SAG-AFTRA, which represents performers, turned down the AI clause.", "union", "SAG-AFTRA", "reject"),
    ("The guild demands consent before any scan of a performer.", "union", "The guild", "ask"),
    ("The union is seeking a health plan paid by every employer.", "union", "The union", "ask"),
    ("IATSE wants longer rests between shifts on every set.", "union", "IATSE", "ask"),
    ("SAG-AFTRA's chief negotiator said consent was not for sale.", "union", "SAG-AFTRA", "say"),
    ("WGA members voted to ratify the three-year deal.", "union", "WGA", "agree"),
    ("DGA national board approves the terms on residuals", "union", "DGA", "agree"),
    ("Equity warns producers over scans of background artists", "union", "Equity", "say"),
    ("Teamsters reject the studios' plan for driverless trucks", "union", "Teamsters", "reject"),
    ("The package was rejected by the guild within a day.", "union", "the guild", "reject"),
    ("The AI terms were accepted by the AMPTP on Monday.", "employer", "AMPTP", "agree"),
    ("Talks stalled because producers refused to discuss health contributions.", "employer", "producers", "reject"),
    ("The guild countered with a plan for six writers a room.", "union", "The guild", "ask"),
    ("The WGA is asking studios to pay for scripts that train a model.", "union", "WGA", "ask"),
    ("The Teamsters are holding out for limits on driverless trucks.", "union", "Teamsters", "ask"),
    ("The studios made a counteroffer on residuals on Friday.", "employer", "studios", "offer"),
    ("The AMPTP has put a new AI clause on the table.", "employer", "AMPTP", "offer"),
    ("Producers would not budge on the size of rooms.", "employer", "Producers", "reject"),
    ("IATSE dropped its demand for triple time.", "union", "IATSE", "agree"),
    ("The union called the new terms an insult to its members.", "union", "The union", "say"),
    ("The move would cost jobs, the guild said, and hurt new writers.", "union", "the guild", "say"),
]  # fmt: skip

NO_POSITIONS: list[str] = [
    "Producers may budge on the size of rooms.",
    "The guild gained a raise of five percent.",
    "The guild asked members what they think of AI.",
    "The guild and the studios agreed to meet again on Monday.",
    "The WGA declined to comment on the terms about AI.",
    "Will the studios offer a better deal on residuals?",
    "The guild may reject the terms on AI, people close to it think.",
    "If the studios offer more on pay, a deal is near.",
    "Sources told reporters that the studios could offer more on pay.",
    "Talks with the AMPTP rejected by nobody went on all night.",
    "A day of talks between the guild and the alliance ended at nine.",
    "The WGA demands include rules on AI and on room size.",
    "The studios' offer on residuals surprised many people.",
    "SAG-AFTRA members approve a strike by a wide margin.",
    "The Writers Guild called for a strike after midnight.",
    "Many actors have said this about residuals for years.",
    "Private equity says it wants film libraries for their residuals.",
    "The pact offers better residuals than the last one did.",
    "The deal was welcomed across the town and beyond it.",
    "Crowds gathered outside the gates to hear about AI.",
]


def ai(_sentence: str) -> list[str]:
    return ["ai"]


@pytest.mark.parametrize(("sentence", "side", "who", "move"), POSITIONS)
def test_position_is_quoted_with_side_body_and_move(sentence: str, side: str, who: str, move: str) -> None:
    (quote,) = find_quotes("", sentence if sentence.endswith(".") else sentence + ".", ai)
    assert (quote.side, quote.who, quote.move) == (side, who, move)


@pytest.mark.parametrize("sentence", NO_POSITIONS)
def test_sentence_without_one_sides_position_is_left_out(sentence: str) -> None:
    assert find_quotes("", sentence, ai) == ()


def test_quote_is_the_whole_sentence_as_it_stands() -> None:
    text = "It was late. The WGA’s board rejected “all of it”, again. More follows."
    (quote,) = find_quotes("", text, ai)
    assert quote.sentence == "The WGA’s board rejected “all of it”, again."


def test_title_is_quoted_without_a_full_stop() -> None:
    (quote,) = find_quotes("Studios offer new terms on AI", "Nothing else is known.", ai)
    assert quote.sentence == "Studios offer new terms on AI"


def test_sentence_cut_off_by_the_feed_is_left_out() -> None:
    assert find_quotes("", "The WGA rejected the terms on AI because the studios…", ai) == ()
    assert find_quotes("", "The WGA rejected the terms on AI because the studios", ai) == ()


def test_each_issue_of_a_sentence_has_its_quote() -> None:
    found = find_quotes("Studios offer new terms on AI and pay", "", lambda _: ["ai", "pay"])
    assert [quote.issue for quote in found] == ["ai", "pay"]


def test_sentence_without_an_issue_is_left_out() -> None:
    assert find_quotes("Studios offer new terms to the guild", "", lambda _: []) == ()


def test_a_remark_about_the_talks_is_no_position() -> None:
    assert find_quotes("", "The guild said the talks went on until nine.", lambda _: ["bargaining"]) == ()


def test_the_strike_that_a_deal_ends_is_not_what_is_agreed() -> None:
    found = find_quotes("WGA members ratify the deal that ends the strike", "", lambda _: ["bargaining", "strike"])
    assert [quote.issue for quote in found] == ["bargaining"]


def test_issues_are_asked_only_of_sentences_with_a_position() -> None:
    asked: list[str] = []

    def issues_of(sentence: str) -> list[str]:
        asked.append(sentence)
        return ["pay"]

    find_quotes("", "It rained on the gates. The guild rejected the raise. Crowds sang.", issues_of)
    assert asked == ["The guild rejected the raise."]


PHRASE = "The WGA studios' AMPTP's guild rejected offers said asked for , . ? ” “ … and with by was chief negotiator İ"
WORDS = [*PHRASE.split(), "\x00", "🙂"]


@given(st.text(), st.text())
def test_any_text_is_read_without_error(title: str, text: str) -> None:
    find_quotes(title, text, ai)


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_quotes_stand_in_the_text_and_are_the_same_each_time(words: list[str]) -> None:
    text = " ".join(words)
    found = find_quotes("", text, ai)
    assert found == find_quotes("", text, ai)
    for quote in found:
        assert quote.sentence in text
        assert quote.who in quote.sentence


@pytest.mark.parametrize(
    "piece", ["The WGA rejected it. ", "wga ", "the guild and ", "a", "WGA, which ", "studios ' ", ". "]
)
def test_a_megabyte_is_read_in_linear_time(piece: str) -> None:
    began = time.process_time()
    find_quotes("", piece * (1_000_000 // len(piece)), ai)
    assert time.process_time() - began < 8

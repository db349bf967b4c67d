"""Words and stems."""

import pytest

from bot.news.words import SENTENCE_END, Remembered, read_words, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strike", "strikes"),
        ("ratify", "ratified"),
        ("ratify", "ratifies"),
        ("negotiate", "negotiating"),
        ("agree", "agreed"),
        ("organise", "organizing"),
        ("authorisation", "authorization"),
        ("labour", "labor"),
        ("theatre", "theater"),
        ("licence", "license"),
        ("cheque", "checks"),
        ("writer's", "writers"),
        ("writers’", "writer"),
        ("A.I.", "AI"),
        ("programme", "programs"),
        ("boycott", "boycotted"),
    ],
)
def test_forms_and_spellings_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("union", "unite"), ("writer", "write"), ("contract", "contact"), ("actor", "act")]
)
def test_different_words_keep_different_stems(one, other):
    assert stem(one) != stem(other)


def test_title_and_text_are_told_apart():
    words = read_words("Talks resume", "The sides met.")
    assert words.raw[: words.title_end] == ["Talks", "resume"]


def test_phrase_is_cut_as_it_stands():
    words = read_words("", "A “tentative  deal” was reached.")
    start = words.raw.index("tentative")
    assert words.phrase(start, start + 2) == "tentative  deal"


def test_full_stop_ends_a_sentence_but_an_abbreviation_does_not():
    words = read_words("", "It was extended to Sept. 20. Talks go on.")
    assert words.stems.count(SENTENCE_END) == 3  # the line break after the title, and two full stops


def test_decimal_point_ends_no_sentence():
    words = read_words("", "Raises of 15.17 percent")
    assert SENTENCE_END not in words.stems[1:]


def test_a_text_is_read_the_same_when_no_more_stems_are_kept(monkeypatch):
    text = "Writers reached agreements; the studios' offers were rejected"
    before = read_words("Talks", text).stems
    monkeypatch.setattr("bot.news.words._stem_of", Remembered(stem, 2).__getitem__)
    assert read_words("Talks", f"{text} anew {text}").stems[: len(before)] == before

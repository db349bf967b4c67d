"""How phrases are written and found."""

import pytest

from bot.news.matcher import PhraseError
from bot.news.phrases import IndexBuilder
from bot.news.words import read_words


def found(phrases, text, *, groups=None, lookalikes=(), same=None):
    builder = IndexBuilder(same or {})
    for name, group in (groups or {}).items():
        builder.add_group(name, group, within=groups)
    builder.add_lookalikes(lookalikes)
    compiled = builder.add(phrases)
    reading = builder.build().read(read_words("", text))
    return [reading.words.phrase(*span) for span in reading.find(compiled)]


@pytest.mark.parametrize(
    "text", ["a mini-room", "a mini room", "a miniroom", "Mini-Rooms everywhere", "the mini rooms’ size"]
)
def test_hyphen_also_matches_a_space_or_nothing(text):
    assert found(["mini-room"], text)


def test_small_letters_match_any_case_and_inflection():
    assert found(["ratify"], "RATIFIED by members") == ["RATIFIED"]


def test_capitals_must_be_capitals_in_the_text():
    assert found(["Equity"], "equity in the firm") == []
    assert found(["Equity"], "Equity balloted its members") == ["Equity"]
    assert found(["AI"], "j'ai vu Ai Weiwei") == []
    assert found(["AI"], "A.I. and AI") == ["A.I.", "AI"]


def test_equals_sign_pins_the_form():
    assert found(["=talks"], "talk talked") == []
    assert found(["=talks"], "Talks went on") == ["Talks"]


def test_gap_skips_up_to_five_words_of_one_sentence():
    assert found(["extend .. contract"], "They extend the current three-year contract") == [
        "extend the current three-year contract"
    ]
    assert found(["extend .. contract"], "They extend it. The contract ends") == []
    assert found(["extend .. contract"], "extend one two three four five six contract") == []
    assert found(["extend ... contract"], "extend one two three four five six contract")


def test_group_stands_for_its_phrases_and_groups_take_in_groups():
    groups = {"guild": ["WGA"], "side": ["@guild", "studio"]}
    assert found(["@side strike"], "WGA strike and studio strike", groups=groups) == ["WGA strike", "studio strike"]


SAME = {"deal": ["pact", "accord"], "tentative": ["provisional"], "reject": ["vote down"]}


@pytest.mark.parametrize("text", ["a tentative deal", "provisional pacts", "a tentative accord", "Provisional deal"])
def test_word_beside_others_stands_for_what_means_the_same(text):
    assert found(["tentative deal"], text, same=SAME)


def test_word_in_a_pattern_stands_for_what_means_the_same():
    assert found(["reject .. deal"], "Members voted down the pact", same=SAME) == ["voted down the pact"]


def test_word_alone_keeps_to_itself():
    assert found(["deal"], "a pact", same=SAME) == []


def test_pinned_word_stands_for_others_as_they_are_listed():
    assert found(["=deal talks"], "pact talks, pacts talks", same=SAME) == ["pact talks"]


def test_word_that_means_the_same_does_not_stand_for_the_first():
    assert found(["new pact"], "a new deal", same=SAME) == []


def test_lookalike_hides_what_means_the_same():
    assert found(["overall", "pact"], "an overall pact", lookalikes=["overall deal"], same=SAME) == []


def test_lookalike_hides_its_words_but_not_a_longer_phrase():
    assert found(["strike", "deal"], "They strike a deal", lookalikes=["strike a deal"]) == []
    assert found(["strike a deal on pay"], "They strike a deal on pay", lookalikes=["strike a deal"]) == [
        "strike a deal on pay"
    ]


@pytest.mark.parametrize("phrase", [".. strike", "strike ..", "@nobody strike", "—", "strike ! now"])
def test_phrase_that_cannot_be_read_is_refused(phrase):
    with pytest.raises(PhraseError):
        found([phrase], "text")


def test_group_that_takes_in_itself_is_refused():
    with pytest.raises(PhraseError):
        found(["@one"], "text", groups={"one": ["@two"], "two": ["@one"]})


def test_pinned_form_matches_straight_and_curly_apostrophes():
    assert found(["=we're"], "Now we’re back and we're glad") == ["we’re", "we're"]


def test_pinned_form_forgives_a_possessive():
    assert found(["=strike"], "The strike's 100th day, but strikes and striking no") == ["strike's"]

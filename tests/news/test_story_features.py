"""What is read from one report: parties, moves, days, figures and words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.news.stories import features
from bot.news.story_days import apart, days
from bot.news.story_moves import Move, moves
from bot.news.story_parties import parties
from bot.news.story_words import figures, stem, tokens, weigh

NOON = datetime(2025, 8, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "move"),
    [
        ("Editors Guild members ratify contract", Move.RATIFY),
        ("Performers overwhelmingly approve new agreement", Move.RATIFY),
        ("Crew union reaches tentative deal", Move.SETTLE),
        ("Committee approves deal with studios", Move.SETTLE),
        ("National board approves the agreement", Move.BOARD_VOTE),
        ("Directors authorise strike", Move.AUTHORIZE),
        ("Musicians go on strike", Move.STRIKE_START),
        ("Strike is finally over", Move.STRIKE_END),
        ("Guild extends contract through Friday", Move.EXTEND),
        ("Talks collapse between guild and studios", Move.BREAK_OFF),
        ("Sides return to the bargaining table", Move.RESUME),
        ("Guild hands studios a counterproposal", Move.COUNTER),
        ("Studios' offer is not enough, guild says", Move.ANSWER),
        ("Studios offer dancers a raise", Move.OFFER),
        ("Governor signs replica bill", Move.SIGN_LAW),
        ("Senate passes replica bill", Move.PASS_LAW),
        ("Stage managers file petition for union election", Move.SEEK_UNION),
        ("Dubbing actors and producers come to terms", Move.SETTLE),
        ("Dancers vote to strike", Move.AUTHORIZE),
        ("Dancers' union sets strike authorization vote", Move.SEEK_AUTHORITY),
        ("Union suspends its strike", Move.STRIKE_END),
        ("NO FAKES Act reintroduced", Move.PROPOSE_LAW),
        ("Guild condemns synthetic performer", Move.CONDEMN),
        ("Puppeteers rally at the gate", Move.RALLY),
    ],
)
def test_the_move_of_a_title(title: str, move: Move) -> None:
    assert moves(tokens(title))[:1] == (move,)


@pytest.mark.parametrize(
    ("title", "move"),
    [
        ("Writers could strike in May", Move.STRIKE_START),
        ("What happens after members ratify the contract", Move.RATIFY),
        ("Crews avert walking off the job", Move.STRIKE_START),
        ("Guild fails to reach a deal", Move.SETTLE),
        ("Rooms stay dark while talks go on", Move.STRIKE_START),
        ("Video game actors officially on strike over AI", Move.STRIKE_END),
        ("Show goes on despite picket lines", Move.RALLY),
    ],
)
def test_a_possible_or_past_move_is_none(title: str, move: Move) -> None:
    assert move not in moves(tokens(title))


def test_the_weightiest_move_comes_first() -> None:
    assert moves(tokens("Guild to rally as members ratify contract"))[0] is Move.RATIFY


def test_a_title_decides_who_an_item_is_about() -> None:
    found = parties("directors guild opens talks", "the wga and sag-aftra wait their turn.")
    assert found.lead == "dga"
    assert found.unions == {"dga", "wga", "sag"}


def test_a_trade_stands_for_its_union() -> None:
    assert parties("screenwriters walk out", "").lead == "wga"
    assert parties("actors vote", "the ballot of uk performers closed.").lead == "equity"
    assert parties("canadian performers settle", "").lead == "actra"


def test_the_canadian_guild_is_not_the_american_one() -> None:
    assert parties("writers guild of canada meets producers", "").lead == "wgc"
    assert parties("writers guild of america meets producers", "").lead == "wga"


def test_letters_inside_another_word_name_nobody() -> None:
    assert parties("swagger and sagas at the wgax", "").lead == ""


def test_fields_with_contracts_of_their_own_are_read() -> None:
    assert "games" in parties("sag-aftra settles video game contract", "").fields
    assert "law" in parties("governor signs bill", "").fields
    assert "law" not in parties("a breach of labor law", "").fields


def test_bills_are_known_by_their_number_however_written() -> None:
    assert parties("ab 4101 signed", "").bills == parties("ab-4101 signed", "").bills == {"ab4101"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a fund of $35 million", {"35m"}),
        ("35 million dollars", {"35m"}),
        ("97.3 percent against 97.3%", {"97.3%", "97.3"}),
        ("Day 107, 107 days", {"107", "107days"}),
        ("a three-year deal", {"3 year term"}),
        ("a 3-year deal", {"3 year term"}),
        ("in 2023", set()),
        ("160,000 members", set()),
        ("22-page plan", {"22 pag"}),
        ("Local 399 votes", set()),
    ],
)
def test_figures_that_tell_events_apart(text: str, expected: set[str]) -> None:
    assert figures(tokens(text)) == expected


def test_days_are_read_in_both_orders_and_as_numbers() -> None:
    expected = {(8, 11)}
    for text in ("august 11", "aug. 11th, 2025", "11 august", "11th of august 2025", "8/11/25"):
        assert days(text, "", None).named == expected, text


def test_impossible_days_are_no_days() -> None:
    assert not days("august 45", "13/13/25", None).named
    assert days("february 30", "", None).moments(NOON) == []


def test_background_years_are_not_the_items_own() -> None:
    assert days("the 2023 agreement", "", None).years == {2023}
    assert days("first walkout since 1960", "", None).years == frozenset()
    assert days("the 2007 strike", "", NOON).years == {2025}


def test_time_between_two_reports() -> None:
    first, later = days("a", "", NOON), days("b", "", NOON.replace(day=15))
    assert apart(first, later) == 4
    assert apart(first, days("on august 12", "", None)) == 1
    assert apart(first, days("no day", "", None)) is None
    assert days("a", "", NOON).published_on == date(2025, 8, 11)


def test_inflections_share_a_stem() -> None:
    assert len({stem(word) for word in ("ratify", "ratifies", "ratified", "Ratify's")}) == 1
    assert stem("negotiations") == stem("negotiating")


def test_words_of_every_item_weigh_less_than_rare_ones_and_function_words_nothing() -> None:
    weights = weigh(tokens("The strike at Gower"), [])
    assert "the" not in weights
    assert 0 < weights[stem("strike")] < weights[stem("Gower")]


def test_features_of_nothing_are_empty() -> None:
    nothing = features("", "", None)
    assert not nothing.words
    assert nothing.move is None
    assert nothing.undated

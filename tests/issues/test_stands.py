"""Which quotes are shown as positions, which contradict each other, and what settles a dispute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.disputes.settled import settled_by
from bot.issues.sharing import PAUSE, ShareLimit
from bot.issues.stands import stands_of
from bot.models.disputes import Step, StepRecord, StepState
from bot.models.news import Label
from bot.models.posts import Telling
from bot.models.stands import Stand
from bot.storage.database import Database

NOW = datetime(2023, 8, 15, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def quote(
    text: str,
    *,
    ago: timedelta = HOUR,
    side: str = "employer",
    outlet: str = "Lantern",
    story: int = 1,
    move: str = "offer",
    label: Label = Label.REPORTED,
) -> Stand:
    telling = Telling(0, outlet, "A headline", "https://lantern.example/1", NOW - ago, label)
    return Stand(side, "AMPTP", text, telling, move, story)


def pin(number: int, text: str, day: date, side: str = "employer") -> Stand:
    telling = Telling(0, "Lantern", text, "https://lantern.example/1", NOW, Label.REPORTED)
    return Stand(side, "", text, telling, pin_id=number, day=day)


def texts(*found: Stand, pinned: tuple[Stand, ...] = ()) -> list[str]:
    return [each.text for each in stands_of(pinned, found).lines]


def test_of_one_story_the_first_report_is_shown() -> None:
    first, second = quote("A first offer", ago=3 * HOUR), quote("An offer, says another", ago=HOUR, outlet="Post")
    assert texts(second, first) == ["A first offer"]


def test_of_one_story_the_sides_own_word_is_shown_before_reports() -> None:
    own = quote("We offer terms", ago=HOUR, label=Label.OFFICIAL_EMPLOYER)
    assert texts(own, quote("It is said they offer terms", ago=3 * HOUR)) == ["We offer terms"]


def test_of_one_report_a_sentence_is_shown_rather_than_the_headline() -> None:
    assert texts(quote("A headline"), quote("The AMPTP offers terms")) == ["The AMPTP offers terms"]


def test_an_offer_is_shown_before_a_remark_of_the_same_story() -> None:
    remark = quote("The AMPTP says it is generous", ago=3 * HOUR, move="say")
    assert texts(remark, quote("The AMPTP offers terms")) == ["The AMPTP offers terms"]


def test_each_side_has_three_lines_newest_first_the_employers_before_the_union() -> None:
    mine = [quote(f"Offer number {n}", story=n, ago=n * HOUR) for n in range(1, 6)]
    theirs = [quote("The guild asks for terms", story=9, side="union", move="ask")]
    assert texts(*theirs, *mine) == ["Offer number 1", "Offer number 2", "Offer number 3", "The guild asks for terms"]


def test_a_sentence_that_two_stories_have_is_shown_once() -> None:
    assert texts(quote("An offer.", story=1), quote("An OFFER", story=2, ago=DAY)) == ["An OFFER"]


def test_pinned_lines_come_first_and_hide_the_same_words_found() -> None:
    pins = (pin(1, "Old line", date(2023, 8, 1)), pin(2, "Offer two", date(2023, 8, 11)))
    assert texts(quote("Offer two", story=2), quote("Offer three", story=3), pinned=pins) == [
        "Offer two",
        "Old line",
        "Offer three",
    ]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("The AMPTP offers 5 percent", "The AMPTP offers 7%", ("5 percent", "7%")),
        ("They offer 20 weeks of work", "They offer 10 weeks", ("20 weeks", "10 weeks")),
        ("They offer a room of six writers", "They offer a room of 3 writers", ("six writers", "3 writers")),
        ("They offer $20 million", "They offer $86 million", ("$20 million", "$86 million")),
    ],
)
def test_reports_that_count_differently_are_set_side_by_side(one: str, other: str, said: tuple[str, str]) -> None:
    found = stands_of((), [quote(one, ago=5 * HOUR, story=1), quote(other, outlet="Post", story=2)])
    assert [(each.said, each.other_said, each.opposite) for each in found.differences] == [(*said, False)]


def test_opposite_reports_of_one_event_are_set_side_by_side() -> None:
    found = stands_of(
        (), [quote("Accepts", move="agree", ago=2 * HOUR), quote("Rejects", move="reject", outlet="Post")]
    )
    [difference] = found.differences
    assert (difference.said, difference.other_said, difference.opposite) == ("agree", "reject", True)


@pytest.mark.parametrize(
    "other",
    [
        quote("They offer 7 percent", outlet="Lantern"),  # the same outlet
        quote("They offer 5%", outlet="Post"),  # the same number
        quote("They offer 7 weeks", outlet="Post"),  # of something else
        quote("They go from 5 percent to 7 percent", outlet="Post"),  # both
        quote("They offer 7 percent", outlet="Post", move="reject"),  # another move
        quote("They offer 7 percent", outlet="Post", side="union"),  # another side
        quote("They offered 7 percent", outlet="Post", ago=5 * DAY),  # a position before
    ],
)
def test_what_can_both_be_right_is_no_difference(other: Stand) -> None:
    assert stands_of((), [quote("They offer 5 percent"), other]).differences == ()


def step(number: int, kind: Step, day: int, state: StepState = StepState.STANDING) -> StepRecord:
    return StepRecord(number, 5, "wga", kind, date(2023, 9, day), "https://guild.example/1", state=state)


def test_a_tentative_agreement_settles_and_ratification_takes_its_place() -> None:
    tentative, board, vote = step(1, Step.TENTATIVE, 24), step(2, Step.BOARD_APPROVAL, 26), step(3, Step.VOTE_OPEN, 28)
    ratified = step(4, Step.RATIFIED, 30)
    assert settled_by([tentative]) == tentative
    assert settled_by([tentative, board, vote]) == tentative
    assert settled_by([tentative, board, vote, ratified]) == ratified


def test_open_or_rejected_talks_are_not_settled() -> None:
    assert settled_by([]) is None
    assert settled_by([step(1, Step.IN_SESSION, 20)]) is None
    assert settled_by([step(1, Step.TENTATIVE, 24), step(2, Step.REJECTED, 28)]) is None
    assert settled_by([step(1, Step.TENTATIVE, 24, StepState.UNDONE)]) is None


async def test_a_channel_has_one_share_in_ten_minutes_also_after_a_restart(db: Database) -> None:
    assert await ShareLimit(db).take(1, NOW)
    assert not await ShareLimit(db).take(1, NOW + PAUSE - timedelta(seconds=1))
    assert await ShareLimit(db).take(2, NOW)
    assert await ShareLimit(db).take(1, NOW + PAUSE)

"""Answers about issues and of the search fit Discord's limits in their longest and emptiest forms, and a phone in their usual one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.limits import ANSWER, COMPONENTS, MESSAGE, units
from bot.disputes.ladder import status_of
from bot.issues.service import PAGE
from bot.models.disputes import Step, StepRecord
from bot.models.posts import DateLine
from bot.models.registry import Dispute
from bot.models.services import IssueName
from bot.models.stands import Difference, Stand, Stands
from bot.models.summaries import IssueCounts, IssueLine, IssueList, IssueSummary, SearchPage
from cogs.ui.answers import Answer, layout
from cogs.ui.answers_issue import overview, search, search_id
from cogs.ui.answers_summary import shared, summary, summary_id
from cogs.ui.cards_issue import LEAST_LINE, story_line, story_lines
from cogs.ui.cards_stands import difference_text, stand_text
from cogs.ui.markup import DISCORD, PLAIN
from tests.cogs.samples import AT, EMPTIEST_STORY, LONG, LONGEST_STORY, stories, story, telling

LONGEST_DATE = DateLine(LONG, AT, "America/Argentina/ComodRivadavia", url="https://press.example/" + "a" * 370)


def stand(side: str, who: str, text: str = "The AMPTP offers terms on AI training.", **other: object) -> Stand:
    return Stand(side, who, text, telling(attributed_to=("Bloomberg",)), "offer", **other)  # type: ignore[arg-type]


LONGEST_STANDS = Stands(
    tuple(
        Stand(side, LONG, LONG, LONGEST_STORY.lead, "offer", pin_id=1, day=date(2023, 9, 27), moving=True)
        for side in ("employer", "employer", "employer", "union", "union", "union")
    ),
    (Difference("union", LONGEST_STORY.lead, LONG, LONGEST_STORY.lead, LONG),) * 2,
)
STATUS = status_of(
    [StepRecord(1, 5, "wga-amptp", Step.ON_STRIKE, date(2023, 5, 2), "https://guild.example/strike")],
    Dispute("wga-amptp", "WGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles"),
    date(2023, 8, 15),
)


def summed(**values: object) -> IssueSummary:
    defaults: dict[str, object] = {
        "issue": IssueName("ai", "AI"),
        "days": 7,
        "since": AT - timedelta(days=7),
        "as_of": AT,
        "counts": IssueCounts(9, 4, 2),
        "stories": (story(),) * PAGE,
        "page": 0,
        "pages": 3,
        "last_checked": AT,
    }
    return IssueSummary(**{**defaults, **values})  # type: ignore[arg-type]


def searched(**values: object) -> SearchPage:
    defaults: dict[str, object] = {
        "words": "offer", "stories": (story(),) * 4, "page": 1, "pages": 3, "count": 9, "cut": False, "as_of": AT
    }  # fmt: skip
    return SearchPage(**{**defaults, **values})  # type: ignore[arg-type]


NOTHING_FOUND = {"stories": (), "count": 0, "page": 0, "pages": 1}
ANSWERS = {
    "summary": summary(summed()),
    "emptiest summary": summary(summed(stories=(), counts=IssueCounts(), pages=1, last_checked=None)),
    "longest summary": summary(
        summed(issue=IssueName("a" * 32, LONG), days=90, stories=(LONGEST_STORY,) * PAGE, page=9999, pages=99999, dates=(LONGEST_DATE,) * 3)
    ),
    "longest first page": summary(
        summed(stories=(LONGEST_STORY,) * PAGE, dates=(LONGEST_DATE,) * 3, stands=LONGEST_STANDS, status=STATUS)
    ),
    "longest summary without news": summary(
        summed(stories=(), counts=IssueCounts(), last=LONGEST_STORY, last_at=AT, dates=(LONGEST_DATE,) * 3)
    ),
    "longest without news but with positions": summary(
        summed(stories=(), counts=IssueCounts(), last=LONGEST_STORY, last_at=AT, dates=(LONGEST_DATE,) * 3, stands=LONGEST_STANDS)
    ),
    "summary of emptiest": summary(summed(stories=(EMPTIEST_STORY,) * PAGE)),
    "list": overview(IssueList((IssueLine(IssueName("ai", "AI"), IssueCounts(3, 2, 1)),), AT, AT)),
    "emptiest list": overview(IssueList((IssueLine(IssueName("ai", "AI"), IssueCounts()),), AT, None)),
    "longest list": overview(
        IssueList((IssueLine(IssueName("a", LONG), IssueCounts(10**6, 10**3, 10**6), AT),) * 12, AT, AT)
    ),
    "search": search(searched()),
    "longest search": search(
        searched(words="*" * 70, stories=(LONGEST_STORY,) * 4, page=998, pages=1000, count=3999, cut=True)
    ),
    "nothing found": search(searched(**NOTHING_FOUND, missing=("offer",))),
    "longest nothing": search(searched(**NOTHING_FOUND, words="* " * 35, missing=("*",) * 12, others=10**6)),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
async def test_each_answer_fits_and_is_text(name: str) -> None:
    view = layout(ANSWERS[name])
    assert 0 < view.content_length() <= ANSWER
    assert view.total_children_count <= COMPONENTS
    assert "None." not in ANSWERS[name].text
    assert "{" not in ANSWERS[name].text
    assert all(len(press.custom_id) <= 100 for press in ANSWERS[name].buttons)


def bullets(answer: Answer) -> int:
    return sum(line.startswith("- ") for line in answer.text.splitlines())


@pytest.mark.parametrize("name", ["longest summary", "longest search", "summary of emptiest", "summary", "search"])
def test_no_story_of_a_page_is_left_out_however_long(name: str) -> None:
    assert bullets(ANSWERS[name]) == (4 if "search" in name else PAGE)
    assert "left out" not in ANSWERS[name].text


def test_dates_that_do_not_fit_are_said_to_be_elsewhere() -> None:
    text = ANSWERS["longest first page"].text
    assert "### Next dates" in text
    assert "`/dates list` has more." in text


def test_the_usual_first_page_fits_a_phone() -> None:
    usual = story(
        telling(owner="Harbour Media", paywall="partial", attributed_to=("Bloomberg",)),
        also=(telling(outlet="Quayside"), telling(outlet="Wharf Daily")),
    )
    dates = (DateLine("WGA and AMPTP: session", AT, "America/Los_Angeles"),) * 2
    # As read: links are their names, a time takes about twenty signs. 45 signs a line and 30 lines are a small phone's screen.
    positions = Stands((stand("employer", "AMPTP"), stand("union", "WGA")))
    read = summary(summed(stories=(usual,) * PAGE, dates=dates, stands=positions, status=STATUS)).text
    shown = [
        line.partition("](<")[0] + line.partition(">)")[2] if "](<" in line else line for line in read.splitlines()
    ]
    assert sum(max(1, -(-len(line) // 45)) for line in shown) <= 32


def test_a_story_says_who_says_so_when_and_whose_it_is() -> None:
    lead = telling(owner="Harbour Media", paywall="yes", attributed_to=("Bloomberg",), unnamed_source=True)
    line = story_line(story(lead, also=(telling(outlet="Quayside"),)), PLAIN, 2_000)
    assert line == (
        "Studios put new terms to writers <https://harbour.example/terms> – REPORTED (Harbour Post, unnamed source, "
        "citing Bloomberg), 12 Aug 2023, 02:30 UTC. Owner: Harbour Media. Behind a paywall. Also in Quayside."
    )


@given(stories, st.integers(LEAST_LINE, 2_000))
def test_a_line_fits_any_room_and_keeps_label_and_time(post: object, room: int) -> None:
    line = story_line(post, DISCORD, room)  # type: ignore[arg-type]
    assert units(line) <= room
    assert "<t:" in line
    assert any(label in line for label in ("REPORTED", "OPINION", "OFFICIAL"))


@given(st.lists(stories, min_size=1, max_size=5))
def test_lines_share_their_room(told: list[object]) -> None:
    assert units(story_lines(told, DISCORD, 3_000)) <= 3_000  # type: ignore[arg-type]


def test_a_button_keeps_all_that_its_page_needs() -> None:
    assert summary_id(summed(), 2) == f"issue:ai:7:2:{int(AT.timestamp()) * 1_000_000}:"
    assert summary_id(summed(dispute="wga"), 2).endswith(":wga")
    assert search_id(searched(words="“mini rooms” AI: now"), 1).endswith(":“mini rooms” AI: now")


def test_what_is_shared_fits_a_classic_message_and_names_nobody() -> None:
    text = shared(summed(dates=(LONGEST_DATE,) * 3, stands=LONGEST_STANDS, status=STATUS))
    assert units(text) <= MESSAGE
    assert text.splitlines()[-1].startswith("Shared by a member.")
    assert "<@1" not in text.replace("\\<@", "")


def test_a_summary_states_strike_day_and_that_nothing_is_settled() -> None:
    text = summary(summed(status=STATUS)).text
    assert "WGA and AMPTP: strike day 106 ([Tuesday 2 May 2023](<https://guild.example/strike>)). Not settled." in text


def test_a_tentative_agreement_settles_with_its_day() -> None:
    step = StepRecord(2, 5, "wga-amptp", Step.TENTATIVE, date(2023, 9, 24), "https://guild.example/deal")
    assert "Settled on Sunday 24 September 2023: " in summary(summed(status=STATUS, settled=step)).text


def test_a_position_says_who_what_when_and_by_whom_it_is_told() -> None:
    line = stand_text(stand("employer", "studios"), PLAIN)
    assert line.startswith("Studios: “The AMPTP offers terms on AI training.” (12 Aug 2023")
    assert "citing Bloomberg" in line
    pinned = stand_text(stand("union", "", pin_id=3, day=date(2023, 8, 14), moving=True), PLAIN)
    assert pinned.startswith("Union: “The AMPTP offers terms on AI training.” (Monday 14 August 2023, ")
    assert pinned.endswith(", pinned by moderators, still moving)")


def test_reports_that_differ_are_named_side_by_side() -> None:
    one, other = telling(outlet="Harbour Post"), telling(outlet="Quayside")
    text = difference_text(Difference("employer", one, "5 percent", other, "7%"), DISCORD)
    assert text.startswith("Reports differ: [Harbour Post](<https://")
    assert "has “5 percent”, [Quayside](<https://" in text

"""What people do while August 2023 is played: who asks what, and when. Only the plan; how it is asked is in `room.py`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from rehearsal.chronicle.book import HOME
from rehearsal.message_text import in_words


@dataclass(frozen=True, slots=True)
class Question:
    """A member's command at a simulated moment, or the press of a button under the latest story (`button`).

    `asks`: what the member wants to know, in plain words. `expect`: words that its answer must have; then each line of a list in
    it must have a link too. `since`: the answer rests on nothing before this day of August.
    """

    at: datetime
    command: str = ""
    options: dict[str, str | int] = field(default_factory=dict)
    button: str = ""
    expect: tuple[str, ...] = ()
    asks: str = ""
    since: int = 10


@dataclass(frozen=True, slots=True)
class Told:
    """What a member wanted to know, and the lines of the answer that say it; none of them when the answer did not say it."""

    asks: str
    lines: tuple[str, ...]


def _at(day: int, hour: int) -> datetime:
    return datetime(2023, 8, day, hour, tzinfo=HOME)


MEETING = "Tuesday 15 August, all day"  # the next date
QUESTIONS = (
    Question(_at(10, 23), button="Why?"),
    Question(_at(11, 12), command="sources"),
    Question(_at(12, 9), command="news latest"),
    Question(_at(13, 9), command="about"),
    Question(
        _at(15, 12),
        command="issue summary",
        options={"issue": "ai"},
        expect=("AMPTP: “", "improved terms on artificial intelligence", "citing C21Media", MEETING),
        asks="What do the studios offer on AI?",
        since=15,
    ),
    Question(
        _at(15, 13),
        command="issue summary",
        options={"issue": "staffing"},
        expect=("AMPTP: “", "minimum staff for writers rooms", "citing Variety", MEETING),
        asks="What do they offer on staffing?",
        since=14,
    ),
    Question(
        _at(15, 14),
        command="issue summary",
        options={"issue": "data"},
        expect=("AMPTP: “", "viewing data but not pay tied to it", "citing Bloomberg", MEETING),
        asks="Would writers learn how often their work is watched?",
        since=14,
    ),
    Question(_at(15, 9), command="dates list"),
    Question(
        _at(16, 12),
        command="news search",
        options={"words": "counterproposal"},
        expect=("OFFICIAL (union)", "counterproposal"),
        asks="Has the union answered, in its own words?",
        since=15,
    ),
    Question(
        _at(17, 12),
        command="sources",
        expect=("an employer's own site, owned by ", "behind a paywall"),
        asks="Who writes this, and who owns them?",
    ),
    Question(
        _at(17, 1),
        command="dispute show",
        options={"dispute": "wga-amptp"},
        expect=("on strike, Day 108", "2 May 2023"),
        asks="Is the strike still on, and since when?",
    ),
    Question(
        _at(17, 20),
        command="dates list",
        expect=("Friday 18 August, all day",),
        asks="When do they meet next?",
        since=15,
    ),
    Question(_at(19, 9), command="issue list"),
    Question(_at(20, 9), command="news search", options={"words": "“mini rooms” offer"}),
    Question(
        _at(20, 10),
        command="digest",
        options={"days": 7},
        expect=("counterproposal",),
        asks="What have I missed this week?",
        since=15,
    ),
    Question(_at(23, 20), command="news latest", options={"issue": "ai"}),
    Question(_at(23, 21), command="issue summary", options={"issue": "ai"}),
    Question(
        _at(24, 8),
        command="news search",
        options={"words": "package"},
        expect=("OFFICIAL (employer)", "public"),
        asks="Have the studios published their offer themselves?",
        since=22,
    ),
    Question(_at(24, 9), command="issue summary", options={"issue": "ai"}),
    Question(_at(24, 12), command="issue summary", options={"issue": "staffing"}),
    Question(_at(24, 15), command="issue summary", options={"issue": "data"}),
    Question(
        _at(25, 8),
        command="news search",
        options={"words": "“nearly enough”"},
        expect=("OFFICIAL (union)", "not nearly enough"),
        asks="What does the union say to the offer?",
        since=24,
    ),
    Question(_at(25, 9), command="news latest", options={"issue": "staffing"}),
)


def questions(start: datetime, end: datetime) -> list[Question]:
    """Those that fall within the days played; nothing is expected of an answer that rests on earlier ones."""
    asked = (question for question in QUESTIONS if start <= question.at < end)
    return [each if start <= _at(each.since, 0) else replace(each, expect=(), asks="") for each in asked]


def wanting(question: Question, answer: str) -> list[str]:
    """What an answer lacks of what it must have: words, and links of lines."""
    if not question.expect:
        return []
    asked = " ".join([question.command, *map(str, question.options.values())])
    words = [f"{asked} on {question.at:%d %B}: no “{part}”" for part in question.expect if part not in answer]
    bare = [line for line in answer.splitlines() if line.startswith("- ") and "://" not in line]
    return words + [f"{asked} on {question.at:%d %B}: no link in “{line}”" for line in bare]


def told(question: Question, answer: str) -> Told:
    """Whether a member was told what was asked, and by which lines, as they stand in the transcript."""
    if wanting(question, answer):
        return Told(question.asks, ())
    said = (line for line in answer.splitlines() if any(part in line for part in question.expect))
    return Told(question.asks, tuple(in_words(line) for line in said))


def kill_times(count: int, first: datetime, last: datetime, random: Random) -> list[datetime]:
    """Random moments between two, in order."""
    length = (last - first).total_seconds()
    return sorted(first + timedelta(seconds=random.uniform(0, length)) for _ in range(count))

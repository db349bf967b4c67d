from datetime import UTC, datetime, timedelta
from random import Random

from rehearsal.chronicle.book import HOME
from rehearsal.pace import Pace
from rehearsal.performance import Options
from rehearsal.programme import QUESTIONS, Question, Told, kill_times, questions, told, wanting

START = datetime(2023, 8, 10, tzinfo=HOME)


def test_time_stands_still_until_the_anchor_and_then_runs_fast() -> None:
    anchor = datetime(2026, 11, 24, tzinfo=UTC)
    pace = Pace(START, anchor, 4320.0)
    assert pace.at(anchor - timedelta(hours=1)) == START
    assert pace.at(anchor + timedelta(seconds=20)) == START + timedelta(days=1)
    assert pace.real(START + timedelta(days=1)) == anchor + timedelta(seconds=20)


def test_only_questions_within_the_days_played_are_asked() -> None:
    assert [question.command for question in questions(START, START + timedelta(days=2))] == ["", "sources"]
    assert questions(START, START + timedelta(days=16)) == list(QUESTIONS)


def test_kills_come_in_order_between_the_two_moments_and_are_the_same_for_a_seed() -> None:
    end = START + timedelta(days=3)
    times = kill_times(20, START, end, Random(1))
    assert times == sorted(times) == kill_times(20, START, end, Random(1))
    assert START <= times[0] <= times[-1] <= end


def test_the_days_end_with_the_chronicle() -> None:
    assert Options(days=3).end == datetime(2023, 8, 13, tzinfo=HOME)
    assert Options(start_day=25, days=16).end == datetime(2023, 8, 26, tzinfo=HOME)


def test_an_answer_is_held_against_what_it_must_say_and_link() -> None:
    question = Question(START, "issue summary", {"issue": "ai"}, expect=("AMPTP: “", "Bloomberg"))
    good = "Where things stand\n- AMPTP: “Terms.” (REPORTED (A <http://a.example/1>, citing Bloomberg))"
    assert wanting(question, good) == []
    assert wanting(question, "- AMPTP: “Terms.”") == [
        "issue summary ai on 10 August: no “Bloomberg”",
        "issue summary ai on 10 August: no link in “- AMPTP: “Terms.””",
    ]
    assert wanting(Question(START, "sources"), "- anything") == []


def test_ten_questions_are_answered_by_lines_as_the_transcript_has_them() -> None:
    assert len({question.asks for question in QUESTIONS if question.asks}) == 10
    question = Question(START, "issue summary", {"issue": "ai"}, expect=("Terms", "Day 101"), asks="What is offered?")
    answer = "## AI\nStrike day, Day 101.\n- AMPTP: “Terms.” ([A](<http://a.example/1>))\n- WGA: “No.” ([B](<http://b.example/1>))"
    assert told(question, answer) == Told("What is offered?", ("Strike day, Day 101.", "- AMPTP: “Terms.” (A)"))
    assert told(question, answer.replace("101", "102")) == Told("What is offered?", ())


def test_of_an_answer_that_rests_on_days_before_those_played_nothing_is_expected() -> None:
    late = questions(START + timedelta(days=5), START + timedelta(days=11))
    assert [each.asks for each in late if each.asks] == [
        "What do the studios offer on AI?",
        "Has the union answered, in its own words?",
        "When do they meet next?",
        "What have I missed this week?",
    ]
    assert all(bool(each.expect) == bool(each.asks) for each in late)

from datetime import UTC, datetime, timedelta
from io import StringIO

from rich.console import Console

from rehearsal.pace import Pace
from rehearsal.report import Report
from rehearsal.scenes import Asked, news_of, scenes
from rehearsal.summary import summary
from rehearsal.terminal import Terminal
from rehearsal.transcript import as_page, as_text

REAL = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
START = datetime(2023, 8, 10, 7, 0, tzinfo=UTC)
PACE = Pace(START, REAL, 4320.0)
FIGURES = dict.fromkeys(
    (
        *("items", "served", "relevant", "events", "early", "posts", "folded", "edits", "official", "tellings"),
        *(
            "notices",
            "lost",
            "doubled",
            "missed",
            "split",
            "idle",
            "mixed",
            "unrelated",
            "old",
            "violations",
            "unanswered",
            "wanting",
        ),
    ),
    0,
)
BEFORE = "### A headline – REPORTED (Clapper Wire)\n[Read at Clapper Wire](<http://127.0.1.4:80/a>), <t:1691712300:f>."
AFTER = BEFORE + "\nAlso in:\n- REPORTED ([Crossband](<http://127.0.1.7:80/b>), citing Deadline)."


def entry(kind: str, seconds: float, text: str, channel: str = "1") -> dict[str, object]:
    at = (REAL + timedelta(seconds=seconds)).isoformat()
    return {"kind": kind, "at": at, "channel_id": channel, "message_id": "9", "nonce": None, "text": text}


def shown():
    journal = [entry("message_created", 14.2, BEFORE), entry("message_edited", 20, AFTER)]
    asked = [
        Asked(REAL + timedelta(seconds=15), "a member", "/sources " + "long " * 20, "## Sources\n9 of 9 work. <b>")
    ]
    return scenes(journal, asked, pace=PACE, channels={"1": "#bargaining-news"})


def test_the_text_has_posts_with_their_edits_and_private_answers_in_order() -> None:
    text = as_text(shown(), Report(FIGURES, {}))
    lines = [line.strip() for line in text.split("\n")]
    for first, second in zip(
        order := [
            "Thursday 10 August 2023",
            "17:02  #bargaining-news",
            "A headline – REPORTED (Clapper Wire)",
            "edited Friday 11 August 2023, 00:00:",
            "- REPORTED (Crossband <http://127.0.1.7:80/b>, citing Deadline).",
            "18:00  private, to a member",
            "Nothing was lost, nothing was posted twice.",
        ],
        order[1:],
        strict=False,
    ):
        assert lines.index(first) < lines.index(second)


def test_the_text_keeps_to_80_columns_except_for_addresses() -> None:
    text = as_text(shown(), Report(FIGURES, {"median": 1.0, "longest": 2.0}))
    assert all(len(line) <= 80 or "http" in line for line in text.split("\n"))


def test_the_page_escapes_texts_and_links_addresses() -> None:
    page = as_page(shown(), Report(FIGURES, {}))
    assert '<a href="http://127.0.1.7:80/b">Crossband</a>' in page
    assert "9 of 9 work. &lt;b&gt;" in page
    assert "<summary>Edited once, last on Friday 11 August 2023, 00:00. Earlier texts</summary>" in page
    assert "<script" not in page


def test_an_edit_is_told_by_the_lines_it_brought() -> None:
    assert news_of(BEFORE, AFTER) == AFTER.split("\n")[2:]


def test_the_summary_names_what_should_be_nought_and_is_not() -> None:
    report = Report(FIGURES | {"lost": 1, "mixed": 1}, {}, {"lost": ["2023-08-11: An event"], "mixed": ["A headline"]})
    text = summary(report)
    assert "      1  events, digests, reminders, announcements lost" in text
    assert "Lost:\n  - 2023-08-11: An event" in text
    assert text.endswith("Lost: 1. Doubled: 0.")


def test_the_summary_leaves_out_rare_counts_that_are_nought() -> None:
    assert "folded" not in summary(Report(FIGURES, {}))
    assert "folded" in summary(Report(FIGURES | {"folded": 2}, {}))


def test_the_terminal_keeps_to_80_columns_and_prints_a_day_once() -> None:
    out = StringIO()
    terminal = Terminal(PACE, START + timedelta(days=2), Console(file=out, width=80, highlight=False))
    with terminal:
        terminal.post("#bargaining-news", BEFORE + " word" * 40, START + timedelta(hours=10), story=True)
        terminal.edit("#bargaining-news", BEFORE, AFTER, START + timedelta(hours=11))
        terminal.answer(Asked(REAL + timedelta(seconds=10), "a member", "/about", "Text"))
        terminal.tick()
    printed = out.getvalue()
    assert max(map(len, printed.split("\n"))) <= 80
    assert printed.count("Thursday 10 August 2023") == 1
    assert "11:00  #bargaining-news, edited" in printed
    assert "12:00  private, to a member: /about" in printed


def test_an_edit_that_brought_nothing_says_what_it_took_out_or_that_it_only_moved_lines() -> None:
    assert news_of(AFTER, BEFORE) == ["Taken out:", *AFTER.split("\n")[2:]]
    assert news_of("a\nb", "b\na") == ["The same lines in another order."]
    assert news_of("a", "a") == ["Nothing that can be read changed."]


def test_what_happened_before_the_clock_started_stays_in_its_real_order() -> None:
    before = REAL - timedelta(seconds=9)
    asked = [Asked(before, "a moderator", "/setup", "Set up")]
    journal = [entry("message_created", -8, "A first post")]
    found = scenes(journal, asked, pace=PACE, channels={"1": "#bargaining-news"})
    assert [(scene.text, scene.now == START) for scene in found] == [("Set up", True), ("A first post", True)]

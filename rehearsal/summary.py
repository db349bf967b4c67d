"""The report in words, for a terminal of 80 columns and for the transcript."""

from __future__ import annotations

import textwrap

from rehearsal.programme import Told
from rehearsal.report import Report

WIDTH = 80
# (figure, what it counts), in the order in which they are read.
PRESS = (
    ("items", "items printed by the press"),
    ("served", "seen by the bot in a feed"),
    ("relevant", "of these about bargaining"),
    ("events", "events that had to be posted"),
    ("early", "events that began before the server was set up"),
)
CHANNEL = (
    ("posts", "posts about them"),
    ("folded", "stories folded into one message"),
    ("edits", "edits as outlets joined in or headlines changed"),
    ("official", "notices that a side itself has published"),
    ("tellings", "tellings linked"),
    ("digests due", "daily digests due"),
    ("digests", "messages of digests"),
    ("reminders due", "reminders of dates due"),
    ("reminders", "reminders sent"),
    ("announcements due", "announcements due"),
    ("announcements", "announcements sent"),
    ("notices", "notices to moderators"),
)
FAULTS = (
    ("lost", "events, digests, reminders, announcements lost"),
    ("doubled", "posts doubled"),
)
FINDINGS = (
    ("missed", "reports of these events left out", "Left out"),
    ("split", "events told in a second post", "Told in a second post"),
    ("mixed", "posts that join two events", "Posts that join two events"),
    ("idle", "edits that change nothing", "Edited without a change"),
    ("unrelated", "unrelated items posted", "Posted though unrelated"),
    ("old", "items posted though old", "Posted though older than the set-up"),
    ("violations", "requests that Discord would refuse", "Discord would refuse"),
    ("unanswered", "questions left unanswered", "Not answered in time"),
    ("wanting", "things that answers had to say and did not", "Missing in answers"),
)
OPTIONAL = frozenset(
    {"early", "folded", "official", "digests due", "digests", "reminders due", "reminders"}
    | {"announcements due", "announcements"}
)


def summary(report: Report) -> str:
    """The figures in groups, then by name what is behind those that should be nought, then the verdict."""
    blocks = [_block("The press", report, PRESS), _block("The channel", report, CHANNEL)]
    if report.seconds:
        blocks[1] += (
            f"\n  from the press to the post: {report.seconds['median']:.1f} s, at most {report.seconds['longest']:.1f} s"
        )
    if report.answered:
        blocks.append("\n".join(["What a member wanted to know", *map(_told, report.answered)]))
    blocks.append(_block("Should be none", report, (*FAULTS, *((name, words) for name, words, _ in FINDINGS))))
    headings = (*(("lost", "Lost"), ("doubled", "Doubled")), *((name, heading) for name, _, heading in FINDINGS))
    for name, heading in headings:
        if found := report.behind.get(name):
            blocks.append("\n".join([f"{heading}:", *(_item(text) for text in found)]))
    blocks.append(verdict(report))
    return "\n\n".join(blocks)


def verdict(report: Report) -> str:
    """One sentence."""
    lost, doubled = report.figures["lost"], report.figures["doubled"]
    if report.good:
        return "Nothing was lost, nothing was posted twice."
    wanting = report.figures["wanting"]
    return f"Lost: {lost}. Doubled: {doubled}." + (f" Missing in answers: {wanting}." if wanting else "")


def _block(heading: str, report: Report, lines: tuple[tuple[str, str], ...]) -> str:
    shown = [(name, words) for name, words in lines if name not in OPTIONAL or report.figures.get(name)]
    return "\n".join([heading, *(f"  {report.figures[name]:>5}  {words}" for name, words in shown)])


def _told(told: Told) -> str:
    asked = f"  {'told' if told.lines else 'not told':>8}  {told.asks}"
    return "\n".join(
        [
            asked,
            *(textwrap.fill(line, WIDTH, initial_indent=" " * 12, subsequent_indent=" " * 12) for line in told.lines),
        ]
    )


def _item(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")

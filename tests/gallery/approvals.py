"""Requests for approval with all that they can say about what is asked for."""

from __future__ import annotations

from dataclasses import replace

from bot.models.approvals import ApprovalCard, ApprovalState, Fact, Request
from bot.models.posts import Post
from tests.cogs.samples import AT, ISSUES, LONG

LINK = "https://guild.example/" + "a" * 370
SIGNS = "Dear members, do not forward, confidential, off the record, unsubscribe"
STATEMENT = (
    Fact("statement_who", "WGA, negotiating committee"),
    Fact("statement_side", "union"),
    Fact("statement_link", "https://guild.example/talks"),
    Fact("statement_day", "2023-08-11"),
    Fact("statement_issues", "ai, data"),
    Fact("statement_story", "7"),
    Fact("statement_private", "Dear members"),
)
LONGEST = {
    "statement_who": LONG,
    "statement_link": LINK,
    "statement_issues": ", ".join(ISSUES),
    "statement_private": SIGNS,
}
SERIES = (
    Fact("replaces", "3"),
    Fact("everyone", "1"),
    Fact("urgent", "yes"),
    Fact("picture", "A hand with a placard"),
    Fact("file", "ab12"),
    Fact("repeats", "weekdays"),
    Fact("until", "2023-12-31"),
)
ASKED = ApprovalCard("announcement", Request("Bring water", 9, AT), 5)

APPROVALS: dict[str, Post] = {
    "approval of a statement wanted": ApprovalCard(
        "statement", Request("We met\nWe meet again.", 9, None, STATEMENT), 5
    ),
    "longest approval of a statement wanted": ApprovalCard(
        "statement",
        Request(
            "word " * 280, 9, None, tuple(replace(each, value=LONGEST.get(each.key, each.value)) for each in STATEMENT)
        ),
        5,
    ),
    "approval of a series wanted": replace(ASKED, request=Request("Bring water", 9, AT, SERIES)),
    **{
        f"approval of {what} wanted": replace(ASKED, request=Request("Bring water", 9, None, (Fact(what, "d"),)))
        for what in ("edit", "correction")
    },
    **{
        f"approval {state}, shown on its card": replace(
            ASKED, state=state, decided_by=6, decided_at=AT, reason="Say where"
        )
        for state in ApprovalState
        if state is not ApprovalState.WAITING
    },
    "approval given by somebody forgotten": replace(
        ASKED, asked_by=0, state=ApprovalState.APPROVED, decided_by=0, decided_at=AT
    ),
}

"""Weekdays, "today" and their like, seen from the day of publication."""

from __future__ import annotations

import pytest

from tests.news.date_reading import resolved

DAYS: list[tuple[str | None, str, list[str | None]]] = [
    ("2026-03-18", "The guild turned the proposal down on Tuesday", ["2026-03-17"]),
    ("2026-03-18", "Negotiators for the crews sat down with the studios Monday", ["2026-03-16"]),
    ("2026-03-16", "Stage managers rejected the package on Friday", ["2026-03-13"]),
    ("2026-03-16", "Late on Saturday the editors' union told members to stay home", ["2026-03-14"]),
    ("2026-03-18", "Wednesday saw the largest crowd yet outside the gates", ["2026-03-18"]),
    ("2026-03-20", "Puppeteers were back at the table Thursday afternoon", ["2026-03-19"]),
    ("2026-03-20", "In an email sent Sunday, the chair thanked members", ["2026-03-15"]),
    ("2026-03-20", "Talks collapsed Thursday night over staffing", ["2026-03-19"]),
    ("2026-03-20", "A day of picketing on Wednesday drew hundreds and ended with songs", ["2026-03-18"]),
    ("2026-03-20", "The board failed to reach a decision on Thursday", ["2026-03-19"]),
    ("2026-03-20", "Members voted to ratify the pact on Wednesday", ["2026-03-18"]),
    ("2026-03-20", "On Tuesday the employers published their offer", ["2026-03-17"]),
    ("2026-03-17", "Since Monday, drivers have refused to cross the line", ["2026-03-16"]),
    ("2026-03-17", "After Monday's session, neither side would comment", ["2026-03-16"]),
    ("2026-03-17", "Guild rejects studios' offer Monday", ["2026-03-16"]),
    ("2026-03-17", "They reached a handshake deal early Sunday morning", ["2026-03-15"]),
    ("2026-03-17", "An offer rejected by the guild Monday contained no AI terms", ["2026-03-16"]),
    ("2026-03-18", "The talks lasted until Tuesday", ["2026-03-17"]),
    ("2026-03-18", "Both teams will sit down again on Friday", ["2026-03-20"]),
    ("2026-03-18", "Directors to open talks with studios Monday", ["2026-03-23"]),
    ("2026-03-18", "The pact expires on Sunday unless renewed", ["2026-03-22"]),
    ("2026-03-18", "Members have until Thursday to return their ballots", ["2026-03-19"]),
    ("2026-03-18", "The two sides agreed to come back on Monday", ["2026-03-23"]),
    ("2026-03-18", "A strike could begin as early as Saturday", ["2026-03-21"]),
    ("2026-03-18", "Ahead of Friday's deadline, both sides dug in", ["2026-03-20"]),
    ("2026-03-18", "A rally is planned for Saturday outside the studio gates", ["2026-03-21"]),
    ("2026-03-18", "Voting closes Tuesday", ["2026-03-24"]),
    ("2026-03-18", "Crews are meeting Thursday to hear the terms", ["2026-03-19"]),
    ("2026-03-18", "The session was moved to Friday", ["2026-03-20"]),
    ("2026-03-18", "By Monday, the committee must decide", ["2026-03-23"]),
    ("2026-03-18", "Negotiations resume Thursday with a mediator in the room", ["2026-03-19"]),
    ("2026-03-18", "The walkout would start on Wednesday if nothing changes", ["2026-03-18"]),
    ("2026-03-18", "Talks were adjourned until Tuesday", ["2026-03-24"]),
    ("2026-03-18", "On Friday, the guild will hold a town hall", ["2026-03-20"]),
    ("2026-03-18", "reached a truce, and on Friday the council will vote on it", ["2026-03-20"]),
    ("2026-03-18", "Bargaining restarting Monday in Sherman Oaks", ["2026-03-23"]),
    ("2026-03-18", "The union plans to picket the premiere on Thursday", ["2026-03-19"]),
    ("2026-03-18", "The parties last spoke last Thursday", ["2026-03-12"]),
    ("2026-03-18", "this past Saturday the board met", ["2026-03-14"]),
    ("2026-03-18", "the committee convenes this coming Monday", ["2026-03-23"]),
    ("2026-03-18", "talks pick up again next Tuesday", ["2026-03-24"]),
    ("2026-03-18", "they asked for a session this Friday", ["2026-03-20"]),
    ("2026-03-18", "Monday of next week is the new start", ["2026-03-23"]),
    ("2026-03-18", "The ballot closed on Thursday last week", ["2026-03-12"]),
    ("2026-03-18", "the following Monday they gave up", [None]),
    ("2026-03-18", "Members picket every Friday", []),
    ("2026-03-18", "Fridays are for picketing", []),
    ("2026-03-18", "The guild said today that it would not move", ["2026-03-18"]),
    ("2026-03-18", "Talks resume tomorrow", ["2026-03-19"]),
    ("2026-03-18", "The ballots were counted yesterday", ["2026-03-17"]),
    ("2026-03-18", "The contract expires tonight", ["2026-03-18"]),
    ("2026-03-18", "The council met last night", ["2026-03-17"]),
    ("2026-03-18", "They return to the table tomorrow morning", ["2026-03-19"]),
    ("2026-03-18", "This morning, crews set up a line at the gate", ["2026-03-18"]),
    ("2026-03-18", "The news was first carried by USA Today", []),
    ("2026-03-18", "She told the Today show that members are united", []),
    ("2026-03-18", "the day after tomorrow both teams will be back", ["2026-03-20"]),
    ("2026-08-22", "The two teams met tonight and got nowhere", ["2026-08-21"]),
    ("2026-08-22", "The two teams will meet tonight", ["2026-08-22"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), DAYS)
def test_phrase_resolves(published: str | None, text: str, expected: list[str | None]) -> None:
    assert resolved(text, published) == expected

"""The moderators' desk on the page: two of them approve an announcement, post a statement, confirm a date and move it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.browser.visitor import Visitor

DESK = "#moderators"


@pytest.fixture(autouse=True)
def paused(visitor: Visitor) -> Iterator[None]:
    """The clock stands while the desk is at work, and runs again for the tests that wait for news."""
    visitor.speed("pause")
    yield
    visitor.speed("day")


def choose_approval(visitor: Visitor, wanted: str, answer: str) -> None:
    """What this server wants a second moderator for."""
    visitor.be("Moderator")
    visitor.choose_command("settings approval")
    visitor.fill("for", wanted, wanted)
    visitor.send()
    visitor.message(answer, "Only you can see this")


@pytest.fixture
def two_pairs_of_eyes(visitor: Visitor, paused: None) -> Iterator[Visitor]:
    """A visitor to a server that wants a second moderator for all; other tests find it as it was."""
    choose_approval(visitor, "announcements and statements", "From now on every announcement")
    yield visitor
    choose_approval(visitor, "nothing", "From now on moderators post on their own")


def test_an_announcement_waits_for_the_second_moderator_and_is_posted_once(two_pairs_of_eyes: Visitor) -> None:
    visitor = two_pairs_of_eyes
    words = "The march starts at the north gate. Water is there."
    visitor.choose_command("announce schedule")
    visitor.fill("channel", "barg", "#bargaining-news")
    visitor.send()
    visitor.write("Text", words)
    visitor.write("When", f"{visitor.clock + timedelta(minutes=6):%Y-%m-%d %H:%M}")
    visitor.submit()
    visitor.press("Ask for approval", "Preview: nothing is scheduled yet", words)
    visitor.go(DESK)
    visitor.press("Approve", "Approval wanted", words)
    visitor.message("You asked for this approval yourself", "Only you can see this")

    visitor.be("Second moderator")
    visitor.go(DESK)
    visitor.press("Approve", "Approval wanted", words)
    visitor.message("Approved", words)
    visitor.speed("hour")
    visitor.be("Member")
    visitor.message("Announcement by this server's moderators", words)
    assert len(visitor.having("Announcement by", words)) == 1


def test_a_statement_is_approved_and_leads_the_news_as_official(two_pairs_of_eyes: Visitor) -> None:
    visitor = two_pairs_of_eyes
    title = "We answer the studios tomorrow"
    visitor.be("Moderator")
    visitor.choose_command("statement post")
    visitor.fill("dispute", "WGA", "WGA and AMPTP")
    visitor.fill("side", "the union", "the union")
    visitor.send()
    visitor.write("Headline", title)
    visitor.write("Text", "We have read the offer on AI. We will answer it tomorrow.")
    visitor.submit()
    visitor.press("Ask for approval", "Preview: nothing is posted yet", title)
    visitor.message("Another moderator has to approve it", "Only you can see this")
    visitor.be("Second moderator")
    visitor.go(DESK)
    visitor.press("Approve", "Approval wanted", title)
    visitor.message("Approved", title)
    visitor.speed("real")
    visitor.be("Member")
    visitor.message(title, "OFFICIAL (union)", "Posted by this server's moderators")
    assert not visitor.having(title, "Only you can see this")


def test_a_date_is_entered_moved_and_listed_for_members(visitor: Visitor) -> None:
    first, second = visitor.clock + timedelta(days=6), visitor.clock + timedelta(days=7)
    visitor.be("Moderator")
    visitor.choose_command("bargaining add")
    visitor.fill("dispute", "DGA", "DGA and AMPTP")
    visitor.fill("kind", "session", "Bargaining session")
    visitor.set("start", f"{first:%Y-%m-%d} 10:00")
    visitor.set("source", "https://example.org/meeting")
    visitor.send()
    visitor.message("Date added", f"{first.day} {first:%B} 10:00", "Only you can see this")
    visitor.choose_command("bargaining move")
    visitor.fill("date", "DGA", "Bargaining session, DGA and AMPTP")
    visitor.set("start", f"{second:%Y-%m-%d} 14:00")
    visitor.send()
    visitor.press("Move it", "Preview: nothing is moved yet")
    visitor.message("Date moved", f"{second.day} {second:%B} 14:00")
    visitor.be("Member")
    visitor.choose_command("dates list")
    visitor.send()
    visitor.message("DGA and AMPTP", f"{second.day} {second:%B} 14:00 in Los Angeles", "Only you can see this")

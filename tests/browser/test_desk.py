"""The moderators' desk on the page: two of them approve an announcement and a statement."""

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

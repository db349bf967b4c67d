"""A morning at the moderators' desk, on the page: two of them, and a member who reads what comes of it."""

from __future__ import annotations

from datetime import timedelta

from tests.browser.visitor import Visitor

DESK = "#moderators"
PRIVATE = "Only you can see this"
SUGGESTED = ("Suggested date, Friday 11 August", "Nothing is posted to members unless a moderator confirms it.")


def test_moderators_approve_an_announcement_and_a_statement_confirm_a_suggested_date_and_move_it(
    first_day: Visitor,
) -> None:
    visitor = first_day
    visitor.speed("pause")
    want_a_second_moderator(visitor)
    announce(visitor, words := "The march starts at the north gate. Water is there.")
    state(visitor, title := "We answer the studios tomorrow")
    visitor.be("Member")
    visitor.message(title, "OFFICIAL (union)", "Posted by this server's moderators")
    assert not visitor.having("Announcement by", words)

    visitor.speed("day")
    visitor.message("Announcement by this server's moderators", words)
    visitor.be("Moderator")
    visitor.go(DESK)
    visitor.message(*SUGGESTED, patience=60)
    visitor.speed("pause")
    confirm(visitor)
    move(visitor)
    visitor.be("Member")
    visitor.choose_command("dates list")
    visitor.send()
    visitor.message("Saturday 12 August 10:00 in Los Angeles", "WGA and AMPTP", PRIVATE)
    assert not visitor.having("Saturday 12 August 10:00", "Friday 11 August", PRIVATE)
    assert len(visitor.having("Announcement by", words)) == 1
    assert len(visitor.having(title, "Posted by this server's moderators")) == 1


def want_a_second_moderator(visitor: Visitor) -> None:
    """For announcements and statements alike."""
    visitor.be("Moderator")
    visitor.choose_command("settings approval")
    visitor.fill("for", "announcements and", "announcements and statements")
    visitor.send()
    visitor.message("From now on every announcement", PRIVATE)


def announce(visitor: Visitor, words: str) -> None:
    """One moderator writes it and may not approve it, the other one does."""
    visitor.choose_command("announce schedule")
    visitor.fill("channel", "barg", "#bargaining-news")
    visitor.send()
    visitor.write("Text", words)
    visitor.write("When", f"{visitor.clock + timedelta(minutes=20):%Y-%m-%d %H:%M}")
    visitor.submit()
    visitor.press("Ask for approval", "Preview: nothing is scheduled yet", words)
    visitor.go(DESK)
    visitor.press("Approve", "Approval wanted", words)
    visitor.message("You asked for this approval yourself", PRIVATE)
    approve(visitor, words)


def approve(visitor: Visitor, words: str) -> None:
    """The second moderator presses Approve under the card with these words."""
    visitor.be("Second moderator")
    visitor.go(DESK)
    visitor.press("Approve", "Approval wanted", words)
    visitor.message("Approved", words)


def state(visitor: Visitor, title: str) -> None:
    """A statement of the union, approved."""
    visitor.be("Moderator")
    visitor.choose_command("statement post")
    visitor.fill("dispute", "WGA", "WGA and AMPTP")
    visitor.fill("side", "the union", "the union")
    visitor.send()
    visitor.write("Headline", title)
    visitor.write("Text", "We have read the offer on AI. We will answer it tomorrow.")
    visitor.submit()
    visitor.press("Ask for approval", "Preview: nothing is posted yet", title)
    visitor.message("Another moderator has to approve it", PRIVATE)
    approve(visitor, title)


def confirm(visitor: Visitor) -> None:
    """The card that news has brought becomes a date."""
    visitor.press("Confirm", *SUGGESTED)
    visitor.message("Date added", "Friday 11 August, all day in Los Angeles", PRIVATE)
    visitor.message("Date entered", "The news named Friday 11 August.")


def move(visitor: Visitor) -> None:
    """It is put off by a day, and gets an hour."""
    visitor.choose_command("bargaining move")
    visitor.fill("date", "WGA", "Bargaining session, WGA and AMPTP")
    visitor.field("start").send_keys("2023-08-12 10:00")
    visitor.send()
    visitor.press("Move it", "Preview: nothing is moved yet")
    visitor.message("Date moved", "Saturday 12 August 10:00")

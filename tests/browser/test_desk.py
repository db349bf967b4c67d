"""The moderators' desk on the page: two of them approve an announcement, post a statement, confirm a date and move it."""

from __future__ import annotations

from datetime import timedelta

from tests.browser.visitor import Visitor

DESK = "#moderators"


def test_an_announcement_waits_for_the_second_moderator_and_is_posted_once(visitor: Visitor) -> None:
    words = "The march starts at the north gate. Water is there."
    visitor.speed("pause")
    visitor.be("Moderator")
    visitor.choose_command("settings approval")
    visitor.fill("for", "announcements and", "announcements and statements")
    visitor.send()
    visitor.message("From now on every announcement", "Only you can see this")
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


def test_a_statement_is_approved_and_leads_the_news_as_official(visitor: Visitor) -> None:
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
    visitor.be("Second moderator")
    visitor.go(DESK)
    visitor.press("Approve", "Approval wanted", title)
    visitor.be("Member")
    post = visitor.message(title, "OFFICIAL (union)", "Posted by this server's moderators")
    assert "Only you can see this" not in post.text


def test_a_date_is_entered_moved_and_listed_for_members(visitor: Visitor) -> None:
    visitor.be("Moderator")
    visitor.choose_command("bargaining add")
    visitor.fill("dispute", "DGA", "DGA and AMPTP")
    visitor.fill("kind", "session", "Bargaining session")
    visitor.set("start", "21 Aug 10:00")
    visitor.set("source", "https://example.org/meeting")
    visitor.send()
    visitor.message("Date added", "Monday 21 August 10:00", "Only you can see this")
    visitor.choose_command("bargaining move")
    visitor.fill("date", "DGA", "Bargaining session, DGA and AMPTP, 21 Aug")
    visitor.set("start", "22 Aug 14:00")
    visitor.send()
    visitor.press("Move it", "Preview: nothing is moved yet")
    visitor.message("Date moved", "Tuesday 22 August 14:00")
    visitor.be("Member")
    visitor.choose_command("dates list")
    visitor.send()
    visitor.message("DGA and AMPTP", "Tuesday 22 August 14:00 in Los Angeles", "Only you can see this")

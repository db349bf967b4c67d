"""The README's walk through the page, and what a visitor may do besides."""

from __future__ import annotations

from datetime import timedelta

from tests.browser.visitor import Visitor


def test_a_story_is_one_post_with_a_link_and_all_who_tell_it(visitor: Visitor) -> None:
    visitor.be("Member")
    story = visitor.message("REPORTED", "Owner:", "Also in:", "Why?")
    links = [link.get_attribute("href") for link in story.find_elements("css selector", "a")]
    assert len([link for link in links if "/2023/08/" in link]) >= 2
    assert "Only you can see this" not in story.text
    visitor.keep("story", lambda: visitor.newest("REPORTED", "Owner:", "Also in:", "Why?"))


def test_a_member_asks_for_a_summary_with_suggestions_while_typing(visitor: Visitor) -> None:
    visitor.be("Member")
    visitor.choose_command("issue summary")
    visitor.fill("issue", "talks", "Talks and contracts")
    visitor.send()
    answer = visitor.message("Talks and contracts: the last 7 days", "Only you can see this")
    assert "Stories, newest first" in answer.text


def test_a_member_turns_the_pages_of_an_answer(visitor: Visitor) -> None:
    latest = ("Latest news", "Only you can see this")  # other answers in the room have pages too
    visitor.be("Member")
    visitor.choose_command("news latest")
    visitor.send()
    visitor.press("Older", *latest, "Page 1 of")
    visitor.press("Newer", *latest, "Page 2 of")
    visitor.message(*latest, "Page 1 of")
    visitor.keep("answer", lambda: visitor.newest(*latest))
    visitor.wait(lambda: len(visitor.having(*latest)) == 1, "the turned page in the place of the answer")


def test_a_member_sees_neither_the_moderators_channel_nor_their_commands(visitor: Visitor) -> None:
    visitor.be("Member")
    visitor.all("#command-field")[0].send_keys("/")
    offered = visitor.wait(lambda: [o.text.split("\n")[0] for o in visitor.all("[role=option]")], "commands")
    assert "/about" in offered
    assert not [name for name in offered if name.startswith(("/announce", "/setup"))]
    assert [a.text.split("\n")[0] for a in visitor.all("[data-channel]")] == ["#bargaining-news", "Direct messages"]


def test_an_announcement_is_scheduled_survives_a_kill_and_is_posted_once(visitor: Visitor) -> None:
    words = "The hall is open from nine. Coffee is there."
    visitor.speed("pause")
    visitor.be("Moderator")
    visitor.choose_command("announce schedule")
    visitor.fill("channel", "barg", "#bargaining-news")
    visitor.send()
    visitor.write("Text", words)
    visitor.write("When", f"{visitor.clock + timedelta(minutes=4):%Y-%m-%d %H:%M}")
    visitor.submit()
    visitor.message("Preview: nothing is scheduled yet", words)
    visitor.keep("preview", lambda: visitor.newest("Preview: nothing is scheduled yet"))
    visitor.press("Schedule it", "Preview: nothing is scheduled yet", words)
    visitor.message("It will be posted in #bargaining-news")

    before = visitor.wait(visitor.counts, "the counts")["posted"]
    assert 0 < visitor.kill() < 30
    visitor.speed("hour")
    posted = visitor.message("Announcement by this server's moderators", words)
    assert "Only you can see this" not in posted.text
    visitor.wait(lambda: visitor.counts().get("posted", 0) > before, "the post to be counted")
    assert (visitor.counts()["lost"], visitor.counts()["doubled"]) == (0, 0)
    visitor.keep("faults", lambda: visitor.all("#counts")[0])
    assert len(visitor.having("Announcement by", words)) == 1


def test_a_member_reads_the_daily_digest(visitor: Visitor) -> None:
    visitor.speed("day")
    visitor.be("Member")
    digest = visitor.message("Daily digest, Tuesday 15 August", "by issue", patience=60)  # its first part
    assert "REPORTED" in digest.text

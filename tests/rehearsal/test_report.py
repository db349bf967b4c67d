"""The report on journals written by hand: what it must notice, and what it must not mistake for a fault."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rehearsal import desk
from rehearsal.chronicle.book import HOME, Item, read_chronicle
from rehearsal.posts import Kind, Post
from rehearsal.programme import Told
from rehearsal.report import Report, make_report
from rehearsal.summary import summary

CHRONICLE = read_chronicle()
REAL = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SET_UP = REAL + timedelta(seconds=5)
END = datetime(2023, 8, 26, 7, 0, tzinfo=UTC)
NEWS, MODERATORS = "100", "200"
MEETING = "wga/studios-ask-for-friday-meeting"
SAME = "soundstage/writers-guild-to-meet-studios-friday"
RESTART = "soundstage/bargaining-resumes-with-counteroffer"
LOOK_ALIKE = "gantry/in-talks-to-star-glass-harvest"


def link(item_id: str) -> str:
    return f"http://127.0.1.1:80/{item_id}"


def served(*ids: str, at: datetime = SET_UP + timedelta(seconds=1), **facts: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": "served",
            "at": at.isoformat(),
            "now": CHRONICLE.item(item_id).at.isoformat(),
            "item": item_id,
            "first_poll": False,
            "link": link(item_id),
            **facts,
        }
        for item_id in ids
    ]


class Journal:
    """Writes entries as the stand-in does."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def post(self, text: str, *, nonce: str | None = None, channel: str = NEWS, interaction: str | None = None) -> str:
        message_id = str(len(self.entries) + 1)
        at = SET_UP + timedelta(seconds=2)
        self.entries.append(
            {
                "kind": "message_created",
                "at": at.isoformat(),
                "channel_id": channel,
                "message_id": message_id,
                "nonce": nonce or f"n{message_id}",
                "text": text,
                "interaction": interaction,
            }
        )
        return message_id

    def edit(self, message_id: str, text: str) -> None:
        at = SET_UP + timedelta(seconds=3)
        self.entries.append(
            {"kind": "message_edited", "at": at.isoformat(), "channel_id": NEWS, "message_id": message_id, "text": text}
        )


def story(item_id: str, *others: str) -> str:
    item: Item = CHRONICLE.item(item_id)
    lines = [f"### {item.title}", f"[Read](<{link(item_id)}>)", *(f"- [Also](<{link(other)}>)" for other in others)]
    return "\n".join(lines)


def report(log: list[dict[str, Any]], journal: Journal, end: datetime = END) -> Report:
    return make_report(CHRONICLE, log=log, journal=journal.entries, news_channel=NEWS, set_up=SET_UP, end=end)


@pytest.fixture
def journal() -> Journal:
    return Journal()


def test_all_told_once_is_good(journal: Journal) -> None:
    journal.post(story(MEETING, SAME))
    journal.post(story(RESTART))
    found = report(served(MEETING, SAME, RESTART, LOOK_ALIKE), journal)
    assert found.good
    assert found.behind == {}
    names = ("served", "relevant", "events", "posts", "edits", "tellings")
    assert [found.figures[name] for name in names] == [4, 3, 2, 2, 0, 3]


def test_a_message_dropped_from_the_journal_is_an_event_lost(journal: Journal) -> None:
    journal.post(story(MEETING))
    journal.post(story(RESTART))
    journal.entries.pop()
    found = report(served(MEETING, RESTART), journal)
    assert (found.figures["lost"], found.figures["doubled"], found.good) == (1, 0, False)
    assert found.behind["lost"] == ["2023-08-11: Bargaining restarts with a counter-offer from the studios"]


def test_a_message_that_is_there_twice_is_doubled_once(journal: Journal) -> None:
    journal.post(story(MEETING), nonce="same")
    journal.post(story(MEETING), nonce="same")
    found = report(served(MEETING), journal)
    assert (found.figures["lost"], found.figures["doubled"], found.good) == (0, 1, False)


def test_a_nonce_used_for_two_messages_is_doubled_in_any_channel(journal: Journal) -> None:
    journal.post("A source works again", nonce="same", channel=MODERATORS)
    journal.post("A source works again", nonce="same", channel=MODERATORS)
    assert report([], journal).figures["doubled"] == 1


def test_a_link_posted_again_in_a_fold_is_doubled(journal: Journal) -> None:
    journal.post(story(MEETING))
    journal.post(f"### 2 more stories\n- [A](<{link(MEETING)}>)\n- [B](<{link(RESTART)}>)")
    found = report(served(MEETING, RESTART), journal)
    assert (found.figures["doubled"], found.figures["folded"]) == (1, 2)


def test_the_notice_that_a_story_is_official_now_is_not_a_double(journal: Journal) -> None:
    journal.post(story(SAME, MEETING))
    journal.post(f"### Now official: a headline – OFFICIAL (union), WGA\n[Read at WGA](<{link(MEETING)}>)")
    found = report(served(SAME, MEETING), journal)
    assert (found.good, found.figures["official"], found.figures["posts"]) == (True, 1, 1)


def test_an_edit_that_adds_an_outlet_counts_as_told(journal: Journal) -> None:
    message = journal.post(story(MEETING))
    journal.edit(message, story(MEETING, SAME))
    found = report(served(MEETING, SAME), journal)
    assert (found.figures["edits"], found.figures["tellings"]) == (1, 2)


def test_a_link_that_an_edit_takes_away_and_another_post_has_is_doubled(journal: Journal) -> None:
    message = journal.post(story(MEETING, SAME))
    journal.edit(message, story(MEETING))
    journal.post(story(SAME))
    assert report(served(MEETING, SAME), journal).figures["doubled"] == 1


def test_an_event_told_in_two_posts_is_split_but_not_doubled(journal: Journal) -> None:
    journal.post(story(MEETING))
    journal.post(story(SAME))
    found = report(served(MEETING, SAME), journal)
    assert (found.good, found.figures["split"]) == (True, 1)


def test_two_events_in_one_post_are_mixed(journal: Journal) -> None:
    journal.post(story(MEETING, RESTART))
    assert report(served(MEETING, RESTART), journal).behind["mixed"] == [CHRONICLE.item(MEETING).title]


def test_a_telling_of_two_events_joins_either_without_mixing(journal: Journal) -> None:
    both, one = "crossband/amptp-offer-data-and-rooms", "arroyo/how-many-writers-in-a-room"
    journal.post(story(both, one))
    found = report(served(both, one), journal)
    assert (found.figures["mixed"], found.figures["lost"]) == (0, 0)


def test_a_look_alike_that_was_posted_is_named(journal: Journal) -> None:
    journal.post(story(LOOK_ALIKE))
    found = report(served(LOOK_ALIKE), journal)
    assert found.good
    assert found.behind["unrelated"] == [CHRONICLE.item(LOOK_ALIKE).title]


@pytest.mark.parametrize("facts", [{"first_poll": True}, {"at": SET_UP - timedelta(seconds=1)}])
def test_what_went_out_before_setup_or_in_a_first_answer_need_not_be_posted(journal: Journal, facts) -> None:
    assert report(served(MEETING, **facts), journal).figures["events"] == 0


def test_what_went_out_before_setup_and_was_posted_is_named(journal: Journal) -> None:
    journal.post(story(MEETING))
    assert report(served(MEETING, first_poll=True), journal).behind["old"] == [CHRONICLE.item(MEETING).title]


def test_what_goes_out_just_before_the_end_need_not_be_posted(journal: Journal) -> None:
    end = CHRONICLE.item(MEETING).at + timedelta(hours=1)
    assert report(served(MEETING), journal, end).good
    assert not report(served(MEETING), journal, end + timedelta(hours=6)).good


def test_private_answers_are_not_posts(journal: Journal) -> None:
    journal.post(story(MEETING))
    journal.post(story(MEETING), interaction="9")
    assert report(served(MEETING), journal).good


def test_requests_that_discord_would_refuse_are_listed(journal: Journal) -> None:
    journal.entries.append({"kind": "violation", "at": REAL.isoformat(), "method": "POST", "path": "/x", "what": "no"})
    assert report([], journal).behind["violations"] == ["POST /x no"]


def test_the_wait_is_counted_from_the_first_answer_with_a_telling(journal: Journal) -> None:
    journal.post(story(MEETING))
    assert report(served(MEETING), journal).seconds == {"median": 1.0, "longest": 1.0}


def test_a_report_of_a_posted_event_that_no_post_links_to_is_named(journal: Journal) -> None:
    journal.post(story(MEETING))
    found = report(served(MEETING, SAME), journal)
    assert found.good
    assert found.behind["missed"] == [f"soundstage: {CHRONICLE.item(SAME).title}"]


def test_an_edit_that_changes_nothing_is_named(journal: Journal) -> None:
    journal.edit(journal.post(story(MEETING)), story(MEETING))
    assert report(served(MEETING), journal).behind["idle"] == [CHRONICLE.item(MEETING).title]


DIGEST = "## Daily digest, {}: {}\nNew since <t:1691712300:f>, by issue."


def with_digest(journal: Journal, chosen: datetime) -> Report:
    return make_report(
        CHRONICLE, log=served(), journal=journal.entries, news_channel=NEWS, set_up=SET_UP, end=END, digest_from=chosen
    )


def test_each_day_has_its_digest_in_one_part_or_more(journal: Journal) -> None:
    chosen = END - timedelta(days=2)
    first, second = (chosen.astimezone(HOME) + timedelta(days=n) for n in (0, 1))
    journal.post(DIGEST.format(f"{first:%A} {first.day} {first:%B}", "1 story"))
    journal.post(DIGEST.format(f"{second:%A} {second.day} {second:%B}", "9 stories, part 1 of 2"))
    journal.post(DIGEST.format(f"{second:%A} {second.day} {second:%B}", "9 stories, part 2 of 2"))
    found = with_digest(journal, chosen)
    assert found.good
    assert (found.figures["digests due"], found.figures["digests"]) == (2, 3)


def test_a_day_without_its_digest_is_lost_and_one_with_two_is_doubled(journal: Journal) -> None:
    chosen = END - timedelta(days=2)
    first = chosen.astimezone(HOME)
    for _ in range(2):
        journal.post(DIGEST.format(f"{first:%A} {first.day} {first:%B}", "1 story"))
    found = with_digest(journal, chosen)
    second = first.date() + timedelta(days=1)
    assert found.behind["lost"] == [f"the digest of {second}"]
    assert found.behind["doubled"] == [f"the digest of {first.date()}, part 1"]


def test_a_reminder_or_announcement_that_did_not_come_is_lost_and_one_that_came_twice_is_doubled() -> None:
    meeting, notice = desk.ENTRIES[-1], desk.ENTRIES[1]
    texts = [text for entry in (meeting, notice) for text, _ in entry.due]
    heading, announced = texts[0], texts[-1]

    def posts(*said: str) -> list[Post]:
        marks = [f"Announcement by this server's moderators\n{text}" if text == announced else text for text in said]
        return [Post(str(n), "1", None, datetime.now(UTC), text) for n, text in enumerate(marks)]

    def counted(kind: Kind, *said: str) -> desk.DeskCount:
        taken = [(meeting, meeting.at), (notice, notice.at)]
        return desk.count(posts(*said), kind, taken, latest=datetime(2023, 8, 25, tzinfo=UTC))

    assert counted(Kind.REMINDER, heading, heading) == desk.DeskCount(2, 2, [], [])
    assert counted(Kind.REMINDER, heading).lost == [heading]
    assert counted(Kind.REMINDER, heading, heading, heading).doubled == [heading]
    assert counted(Kind.ANNOUNCEMENT, announced) == desk.DeskCount(1, 1, [], [])
    assert counted(Kind.ANNOUNCEMENT).lost == [announced]
    assert counted(Kind.ANNOUNCEMENT, announced, announced).doubled == [announced]


def test_a_reminder_whose_time_was_over_when_its_date_was_entered_is_not_due() -> None:
    meeting = desk.ENTRIES[-1]
    first, last = (at for _, at in meeting.due)
    for taken, due in ((meeting.at, 2), (first, 1), (last - timedelta(minutes=20), 0)):
        assert desk.count([], Kind.REMINDER, [(meeting, taken)], latest=last).due == due


def test_a_date_whose_move_is_not_played_keeps_the_reminders_of_its_first_day() -> None:
    meeting = next(each for each in desk.ENTRIES if isinstance(each, desk.Meeting) and each.moved_at is not None)
    first = Post("1", "1", None, datetime.now(UTC), meeting.unmoved[0][0])
    for latest, doubled in ((meeting.moved_at - timedelta(hours=6), 0), (meeting.moved_at, 1)):
        found = desk.count([first, first], Kind.REMINDER, [(meeting, meeting.at)], latest=latest)
        assert len(found.doubled) == doubled


def test_an_answer_that_did_not_say_what_it_had_to_is_not_good_though_nothing_was_lost(journal: Journal) -> None:
    answered = (Told("When do they meet?", ("Friday 18 August",)), Told("Who owns them?", ()))
    given: dict[str, Any] = {
        "log": [],
        "journal": journal.entries,
        "news_channel": NEWS,
        "set_up": SET_UP,
        "end": SET_UP,
    }
    assert make_report(CHRONICLE, **given).good
    found = make_report(CHRONICLE, **given, wanting=["sources: no “Owner”"], answered=answered)
    assert not found.good
    text = summary(found)
    assert "      told  When do they meet?\n            Friday 18 August" in text
    assert "  not told  Who owns them?" in text
    assert text.endswith("Lost: 0. Doubled: 0. Missing in answers: 1.")

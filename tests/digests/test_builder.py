from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.limits import ANSWER, MESSAGE, units
from bot.digests.builder import is_fresh, sections_of, split
from bot.models.news import Annotation, Entry, Label, Status, Story
from bot.models.posts import DateLine, DigestPost, StoryPost, Telling
from bot.models.schedules import Reach
from cogs.ui.cards_digest import DigestLengths, digest_text
from cogs.ui.markup import DISCORD

AT = datetime(2023, 8, 12, 2, 30, tzinfo=UTC)
NAMES = {"ai": "AI", "pay": "Pay", "data": "Viewing-data transparency"}
ORDER = tuple(NAMES)
LENGTHS = DigestLengths(NAMES)


def story(number: int, *issues: str, title: str = "", outlet: str = "Quayside") -> StoryPost:
    lead = Telling(
        number, outlet, title or f"Story {number}", f"https://q.example/{number}", AT + timedelta(minutes=number),
        Label.REPORTED,
    )  # fmt: skip
    return StoryPost(number, lead, issues)


def digest(*stories: StoryPost, dates: tuple[DateLine, ...] = ()) -> DigestPost:
    return DigestPost(
        "daily", "2023-08-12", AT - timedelta(days=1), AT, len(stories), sections_of(stories, ORDER), dates
    )


def told(parts: tuple[DigestPost, ...]) -> list[int]:
    return [story.story_id for part in parts for section in part.sections for story in section.stories]


def test_a_story_stands_once_under_its_first_issue() -> None:
    sections = sections_of([story(1, "pay", "ai"), story(2, "ai", "pay")], ORDER)
    assert [(s.issue, [one.story_id for one in s.stories]) for s in sections] == [("ai", [2]), ("pay", [1])]


def test_issues_have_their_order_unknown_ones_follow_and_untagged_stories_are_last() -> None:
    sections = sections_of([story(1), story(2, "other"), story(3, "data"), story(4, "ai")], ORDER)
    assert [s.issue for s in sections] == ["ai", "data", "other", ""]


def test_within_an_issue_the_newest_is_first() -> None:
    (section,) = sections_of([story(1, "ai"), story(3, "ai"), story(2, "ai")], ORDER)
    assert [one.story_id for one in section.stories] == [3, 2, 1]


def test_a_short_digest_is_one_message() -> None:
    (only,) = split(digest(story(1, "ai"), story(2, "pay")), LENGTHS, MESSAGE)
    assert (only.part, only.parts) == (1, 1)


def test_a_section_that_goes_on_says_so() -> None:
    parts = split(digest(*(story(n, "ai", title="Long headline " * 9) for n in range(20))), LENGTHS, MESSAGE)
    assert len(parts) > 1
    assert [part.sections[0].continued for part in parts] == [False, *(True for _ in parts[1:])]
    assert "### AI, continued" in digest_text(parts[1], DISCORD, NAMES)


def test_an_empty_digest_is_one_message_that_says_since_when() -> None:
    (only,) = split(replace(digest(), checked=AT), LENGTHS, MESSAGE)
    stamp = int(AT.timestamp())
    assert digest_text(only, DISCORD, NAMES).splitlines() == [
        "## Daily digest, Saturday 12 August: no new stories",
        f"No new items since <t:{stamp - 86400}:f>. Sources last checked <t:{stamp}:f>.",
    ]


def test_each_line_names_label_outlet_time_link_and_the_other_issues() -> None:
    (only,) = split(digest(story(1, "pay", "ai", title="Offer on the table")), LENGTHS, MESSAGE)
    stamp = int((AT + timedelta(minutes=1)).timestamp())
    assert digest_text(only, DISCORD, NAMES).splitlines()[2:] == [
        "### Pay",
        f"- [Offer on the table](<https://q.example/1>) – REPORTED (Quayside), <t:{stamp}:f>. Also about: AI.",
    ]


def test_a_part_that_no_longer_fits_leaves_out_whole_lines_and_counts_them() -> None:
    whole = digest(*(story(n, "ai", "pay", title="Long headline " * 9) for n in range(20)))
    text = digest_text(whole, DISCORD, NAMES)
    shown = [line for line in text.splitlines() if line.startswith("- ")]
    assert units(text) <= MESSAGE
    assert text.splitlines()[-1] == f"And {20 - len(shown)} more."
    assert all(line.endswith("Also about: Pay.") for line in shown)


def test_dates_follow_the_stories_with_the_time_at_home() -> None:
    date = DateLine(
        "WGA and AMPTP: talks", datetime(2023, 8, 15, 17, tzinfo=UTC), "America/Los_Angeles", url="https://wga.example"
    )
    (only,) = split(digest(story(1, "ai"), dates=(date,)), LENGTHS, MESSAGE)
    assert digest_text(only, DISCORD, NAMES).splitlines()[-2:] == [
        "### Next dates",
        f"- [WGA and AMPTP: talks](<https://wga.example>): <t:{int(date.at.timestamp())}:F> (10:00 in Los Angeles)",
    ]


TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)
STORIES = st.builds(
    lambda number, issues, title, outlet: story(number, *issues, title=title, outlet=outlet),
    st.integers(1, 10**6),
    st.lists(st.sampled_from([*ORDER, "other"]), max_size=4, unique=True),
    TEXTS,
    TEXTS,
)
DATES = st.builds(
    DateLine,
    TEXTS,
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["", "Europe/London"]),
    st.booleans(),
)


@given(
    st.lists(STORIES, max_size=40, unique_by=lambda story: story.story_id),
    st.lists(DATES, max_size=5).map(tuple),
    st.sampled_from([MESSAGE, ANSWER - 200]),
)
@settings(max_examples=60, deadline=None)
def test_a_split_loses_no_line_keeps_the_order_fits_and_ends_no_part_with_a_heading(
    stories: list[StoryPost], dates: tuple[DateLine, ...], limit: int
) -> None:
    whole = digest(*stories, dates=dates)
    parts = split(whole, LENGTHS, limit)
    assert told(parts) == told((whole,))
    assert tuple(date for part in parts for date in part.dates) == dates
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    for part in parts:
        text = digest_text(part, DISCORD, NAMES, limit=10 * ANSWER)
        assert units(text) <= limit
        assert len(parts) == 1 or part.sections or part.dates
        assert not text.splitlines()[-1].startswith("#") or not (stories or dates)


def entry(number: int, label: Label = Label.REPORTED, *, announced: bool = True) -> Entry:
    about = Annotation(True, "", (), Status.REPORTED, label, (), False, ())
    return Entry(number, 1, None, "Quayside", "", "", "", AT, AT, 1, about, announced=announced)


def fresh(*entries: Entry, after: int = 10) -> bool:
    return is_fresh(Story(1, AT, AT, entries[0], entries), Reach(after, AT))


def test_a_story_is_told_in_the_digest_after_its_first_telling() -> None:
    assert fresh(entry(11))
    assert not fresh(entry(10))


def test_a_later_telling_of_a_known_story_does_not_bring_it_back() -> None:
    assert not fresh(entry(9), entry(11))


def test_a_story_that_became_official_is_told_once_more() -> None:
    assert fresh(entry(9), entry(11, Label.OFFICIAL_UNION))
    assert not fresh(entry(9, Label.OFFICIAL_UNION), entry(11, Label.OFFICIAL_UNION))


def test_a_story_of_which_nothing_is_announced_is_not_news() -> None:
    assert not fresh(entry(11, announced=False))


def test_an_entry_that_an_edit_made_news_is_told_although_its_number_was_covered() -> None:
    late = replace(entry(9), late_at=AT + timedelta(seconds=1))
    assert fresh(late)
    assert not fresh(replace(late, late_at=AT))


def test_a_telling_from_a_feeds_first_poll_does_not_make_later_news_old() -> None:
    assert fresh(entry(9, announced=False), entry(11))

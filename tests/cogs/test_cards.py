"""Channel posts say who says it, fit Discord's limits, and are whole as plain text."""

from __future__ import annotations

import re
from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings

from bot.announcements.drafting import LONGEST
from bot.delivery.limits import MESSAGE, fold_fits, line_bound, units
from bot.models.announcements import AnnouncementPost
from bot.models.news import Label
from bot.models.posts import FoldPost, OfficialNotice, Post, SetupProof, StoryPost
from cogs.ui.cards import plain, render
from cogs.ui.cards_story import LEAST_STORY, fold_line, fold_text, story_text
from cogs.ui.markup import DISCORD, PLAIN
from tests.cogs.samples import AT, EMPTIEST_STORY, GALLERY, ISSUES, LONGEST_STORY, stories, story, telling

ID = "a1b2c3d4e5f6g7h8i9j0"


def content(post: Post) -> str:
    return render(post, delivery_id=ID, issues=ISSUES).content


def first_line(post: Post) -> str:
    return content(post).splitlines()[0]


@pytest.mark.parametrize("name", GALLERY)
async def test_each_post_fits_and_carries_its_delivery_in_the_first_button(name: str) -> None:
    rendered = render(GALLERY[name], delivery_id=ID, issues=ISSUES)
    assert 0 < units(rendered.content) <= MESSAGE
    first = rendered.view.children[0]
    assert isinstance(first, discord.ui.Button)
    assert first.custom_id is not None
    assert first.custom_id.partition(":")[2] == ID
    assert len(first.custom_id) <= 100
    assert first.label


@pytest.mark.parametrize("name", GALLERY)
async def test_no_post_shows_a_raw_address_or_an_empty_value(name: str) -> None:
    text = content(GALLERY[name])
    assert not re.search(r"(?<!\(<)https?://", text)
    assert "None" not in text
    assert "{" not in text
    assert "  " not in text


@pytest.mark.parametrize("name", GALLERY)
def test_each_post_reads_as_plain_text_without_a_running_loop(name: str) -> None:
    text = plain(GALLERY[name], issues=ISSUES)
    assert text.strip()
    assert "<t:" not in text
    assert "](" not in text or "evil" in text


async def test_a_view_is_stopped_so_that_no_post_stays_in_memory() -> None:
    assert render(story(), delivery_id=ID).view.is_finished()


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        (telling(), "REPORTED (Harbour Post)"),
        (telling(label=Label.OPINION), "OPINION (Harbour Post)"),
        (telling(label=Label.OFFICIAL_UNION), "OFFICIAL (union), Harbour Post"),
        (telling(label=Label.OFFICIAL_EMPLOYER), "OFFICIAL (employer), Harbour Post"),
        (telling(attributed_to=("Quayside",)), "REPORTED (Harbour Post, citing Quayside)"),
        (telling(attributed_to=("A", "B")), "REPORTED (Harbour Post, citing A and B)"),
        (
            telling(attributed_to=("A", "B", "C"), unnamed_source=True),
            "REPORTED (Harbour Post, unnamed source, citing A, B and C)",
        ),
        (telling(attributed_to=tuple("ABCDEF")), "REPORTED (Harbour Post, citing A, B, C, D and 2 more)"),
    ],
)
async def test_the_first_line_is_the_headline_and_who_says_so(lead: object, said: str) -> None:
    assert first_line(story(lead)) == f"### Studios put new terms to writers – {said}"  # type: ignore[arg-type]


async def test_a_story_names_link_time_owner_and_paywall() -> None:
    lead = telling(owner="Harbour Media", paywall="yes")
    assert content(story(lead)).splitlines()[1] == (
        "[Read at Harbour Post](<https://harbour.example/terms>), <t:1691807400:f>. Owner: Harbour Media. Behind a paywall."
    )


async def test_issues_are_named_in_words() -> None:
    assert "About: AI, Viewing-data transparency." in content(story(issues=("ai", "data")))


async def test_an_issue_without_a_name_shows_its_id() -> None:
    assert "About: weather." in content(story(issues=("weather",)))


async def test_a_changed_headline_is_told_with_the_earlier_one() -> None:
    text = content(story(earlier_headline="Studios meet writers", changed_at=AT))
    assert "The headline was changed <t:1691807400:f>. Before: “Studios meet writers”" in text


async def test_other_outlets_are_listed_each_with_label_and_link() -> None:
    other = telling(
        outlet="Quayside", url="https://quayside.example/1", attributed_to=("Harbour Post",), paywall="partial"
    )
    assert content(story(also=(other,))).endswith(
        "Also in:\n- REPORTED ([Quayside](<https://quayside.example/1>), citing Harbour Post). Partly behind a paywall."
    )


async def test_outlets_that_have_no_room_are_counted() -> None:
    text = content(
        story(also=tuple(telling(outlet=f"Outlet {n}", url=f"https://o.example/{'x' * 200}") for n in range(20)))
    )
    listed = text.count("\n- REPORTED")
    assert 0 < listed < 20
    assert text.endswith(f"\nAnd {20 - listed} more.")


async def test_a_lead_without_a_usable_link_says_where_it_was_published() -> None:
    assert "Published by Harbour Post, <t:" in content(story(telling(url="javascript:alert(1)")))


@settings(max_examples=200, deadline=None)
@given(stories)
def test_any_story_fits_with_headline_label_and_time(post: StoryPost) -> None:
    text = story_text(post, DISCORD, ISSUES)
    assert units(text) <= MESSAGE
    heading, second = text.splitlines()[:2]
    assert any(label in heading for label in ("OFFICIAL (", "REPORTED (", "OPINION ("))
    assert "<t:" in second


@settings(max_examples=100, deadline=None)
@given(stories)
def test_any_story_fits_the_smallest_room(post: StoryPost) -> None:
    assert units(story_text(post, DISCORD, ISSUES, limit=LEAST_STORY)) <= LEAST_STORY


@settings(max_examples=300, deadline=None)
@given(stories)
def test_a_line_of_a_fold_is_never_longer_than_promised(post: StoryPost) -> None:
    assert units(f"\n- {fold_line(post, DISCORD)}") <= line_bound(post)


@settings(max_examples=100, deadline=None)
@given(stories)
def test_a_fold_of_one_story_always_fits(post: StoryPost) -> None:
    assert fold_fits(FoldPost((post,)))


@pytest.mark.parametrize("one", [story(), LONGEST_STORY, EMPTIEST_STORY])
def test_a_fold_that_fits_loses_no_story(one: StoryPost) -> None:
    fold = FoldPost((one,))
    while fold_fits(grown := replace(fold, stories=(*fold.stories, one))) and len(fold.stories) < 60:
        fold = grown
    text = fold_text(fold, DISCORD)
    assert units(text) <= MESSAGE
    assert text.count("\n- ") == len(fold.stories)


def test_a_fold_holds_several_ordinary_stories() -> None:
    url = "https://harbour.example/2023/biz/news/studios-send-writers-a-new-offer-on-staffing-1235692963/"
    one = story(
        telling(
            title="Studios send writers a new offer on staffing and AI, sources say",
            url=url,
            attributed_to=("Quayside",),
        )
    )
    assert fold_fits(FoldPost((one,) * 5))


async def test_a_fold_has_a_line_a_story_with_label_and_link() -> None:
    text = content(FoldPost((story(), story(also=(telling(outlet="Quayside"),)))))
    line = "- [Studios put new terms to writers](<https://harbour.example/terms>) – REPORTED (Harbour Post), <t:1691807400:f>"
    assert text.splitlines() == [
        "### 2 more stories",
        line,
        f"{line}, also in Quayside",
    ]


async def test_an_official_notice_has_the_sides_own_headline_the_earlier_one_and_the_story() -> None:
    post = OfficialNotice(
        1,
        telling(label=Label.OFFICIAL_UNION, title="Terms received"),
        "Studios offer terms",
        "https://discord.com/channels/1/2/3",
    )
    assert content(post).splitlines() == [
        "### Now official: Terms received – OFFICIAL (union), Harbour Post",
        "The press reported it first: “Studios offer terms”. Now the union itself has published on it.",
        "[Read at Harbour Post](<https://harbour.example/terms>), <t:1691807400:f>.",
        "[The story so far](<https://discord.com/channels/1/2/3>)",
    ]


@pytest.mark.parametrize("name", GALLERY)
async def test_no_post_is_cut_in_the_middle_of_a_link(name: str) -> None:
    text = content(GALLERY[name])
    assert text.count("](<") == text.count(">)")
    assert not text.endswith("…")


async def test_the_moderators_proof_names_zone_and_switch() -> None:
    text = content(SetupProof(moderators=True, feeds=3, zone="Europe/London"))
    assert "I read 3 sources." in text
    assert "Europe/London" in text
    assert "`/settings pause` stops all posting at once." in text


def test_plain_text_names_addresses_beside_their_names() -> None:
    assert "Read at Harbour Post <https://harbour.example/terms>, 12 Aug 2023, 02:30 UTC." in story_text(
        story(), PLAIN, ISSUES
    )


async def test_the_longest_announcement_is_sent_whole_even_when_it_is_late() -> None:
    post = GALLERY["longest announcement"]
    assert isinstance(post, AnnouncementPost)
    assert content(post).endswith(post.text)
    assert units(post.text) == LONGEST


async def test_a_reminder_begins_with_what_and_how_soon_and_names_the_time_at_home() -> None:
    assert first_line(GALLERY["reminder"]) == "### Bargaining session in 1 hour: WGA and AMPTP"
    assert "<t:1691807400:F>, Friday 11 August 19:30 in Los Angeles." in content(GALLERY["reminder"])


async def test_a_reminder_of_a_date_called_off_says_so_first() -> None:
    assert first_line(GALLERY["reminder of a date called off"]).startswith("### Called off: ")

"""Posts for the tests: in their emptiest and longest forms, and as hypothesis draws them. All texts are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.models.announcements import AnnouncementCorrection, AnnouncementMissed, AnnouncementPost, AnnouncementRole
from bot.models.approvals import ApprovalCard, ApprovalNotice, ApprovalState, Fact, Request
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder, When
from bot.models.events import EventRefused
from bot.models.news import Label, Tag
from bot.models.posts import (
    DeliveryNotice,
    FeedNotice,
    FoldPost,
    OfficialNotice,
    PlaceLost,
    Post,
    Retracted,
    RetractedPost,
    SetupProof,
    StepPost,
    StoryJoined,
    StoryPost,
    StoryRetracted,
    Telling,
)
from bot.models.problems import ProblemCard
from bot.models.services import LatestPage, SourceLine, WhyStory
from bot.models.suggestions import Evidence, Rival, SuggestionCard
from cogs.ui.wording_dispute import STEPS
from tests.cogs.samples_digests import DIGESTS
from tests.cogs.samples_stories import (
    AT,
    EMPTIEST_STORY,
    ISSUES,
    LONG,
    LONG_URL,
    LONGEST_STORY,
    NASTY,
    longest,
    story,
    telling,
)

REPORT = Evidence(
    1, "Harbour Post", "https://harbour.example/a", "on Tuesday", "2026-08-22T10:00-07:00", "the next such day"
)
SUGGESTED = SuggestionCard(1, "WGA and AMPTP", "session", "2026-08-22", (REPORT,))
WHEN = When(AT, "Europe/London")
LONGEST_WHEN = When(AT, "America/Argentina/ComodRivadavia", AT + timedelta(days=2))
REMINDER = DateReminder(1, "WGA and AMPTP", "session", AT, "America/Los_Angeles", "https://guild.example/", minutes=60)
LONGEST_REMINDER = DateReminder(
    1, LONG, "unheard of", AT, "America/Argentina/ComodRivadavia", "https://guild.example/" + "a" * 370, AT, minutes=40_319
)  # fmt: skip
TAKEN = Retracted("We stay at the table", "WGA, negotiating committee", Label.OFFICIAL_UNION, AT)
STATEMENT = story(
    telling(
        outlet="WGA, negotiating committee",
        label=Label.OFFICIAL_UNION,
        statement=True,
        words="We met today.\nWe meet on Friday.",
    )
)
STEP = StepPost(
    1, "WGA and AMPTP", "Minimum Basic Agreement", "on_strike", "2023-05-02", "America/Los_Angeles",
    "https://guild.example/", "WGA", Label.OFFICIAL_UNION, strike_day=1,
)  # fmt: skip
LONGEST_STEP = replace(
    STEP, name=LONG, contract=LONG, step="strike_called", source=LONG, until="2023-12-31", corrected_at=AT, strike_day=99_999,
    days_struck=99_999, source_url="https://guild.example/" + "a" * 370, label=Label.OFFICIAL_EMPLOYER,
)  # fmt: skip

GALLERY: dict[str, Post] = {
    "story": story(also=(telling(entry_id=2, outlet="Quayside"),)),
    "emptiest story": EMPTIEST_STORY,
    "longest story": LONGEST_STORY,
    "story with an endless link": story(telling(url=LONG_URL)),
    "fold": FoldPost((story(), story())),
    "emptiest fold": FoldPost(()),
    "fold of one longest": FoldPost((LONGEST_STORY,)),
    "overfull fold": FoldPost((LONGEST_STORY,) * 40),
    "official": OfficialNotice(
        1, telling(label=Label.OFFICIAL_UNION), "Studios put new terms", "https://discord.com/channels/1/2/3"
    ),
    "emptiest official": OfficialNotice(1, telling(outlet="", title="", url=""), ""),
    "longest official": OfficialNotice(
        1, longest(label=Label.OFFICIAL_EMPLOYER), LONG, "https://discord.com/" + "9" * 300
    ),
    "joined": StoryJoined(1, "Studios put new terms", "https://discord.com/channels/1/2/3"),
    "emptiest joined": StoryJoined(1, ""),
    "longest joined": StoryJoined(1, LONG, "https://discord.com/" + "9" * 300),
    "retracted": StoryRetracted(1, AT),
    "proof": SetupProof(moderators=False, feeds=12, zone="Europe/London"),
    "emptiest proof": SetupProof(moderators=False, feeds=0, zone="", pausable=False),
    "moderators' proof": SetupProof(moderators=True, feeds=1, zone="Europe/London"),
    "longest proof": SetupProof(moderators=True, feeds=10**9, zone=LONG),
    **{
        f"feed {what}": FeedNotice(feed="Harbour Post", what=what, since=AT, words="This feed has a problem.")
        for what in ("failing", "silent", "gone", "moved", "recovered", "unheard of")
    },
    "emptiest feed notice": FeedNotice("", "failing", AT, ""),
    "longest feed notice": FeedNotice(LONG, "failing", AT, LONG),
    **{
        f"not posted {problem}": DeliveryNotice(channel_id=5, problem=problem, subject="Studios put new terms")
        for problem in ("channel_gone", "no_permission", "message_gone", "rejected", "unheard of")
    },
    **{
        f"announcement not posted {problem}": DeliveryNotice(5, problem, "Bring water", written=True, repeated=True)
        for problem in ("channel_gone", "no_permission", "rejected")
    },
    "emptiest not posted": DeliveryNotice(5, "", ""),
    **DIGESTS,
    "longest not posted": DeliveryNotice(2**63, "no_permission", LONG, 10**9),
    "reminder": REMINDER,
    "longest reminder": LONGEST_REMINDER,
    "reminder of a whole day": replace(REMINDER, all_day=True),
    "reminder of several days": replace(REMINDER, all_day=True, ends_at=AT + timedelta(days=2)),
    "reminder of a date called off": replace(LONGEST_REMINDER, cancelled=True),
    "date called off": DateCancelled("WGA and AMPTP", "session", AT, "Europe/London"),
    "longest date called off": DateCancelled(
        LONG,
        "unheard of",
        AT,
        "America/Argentina/ComodRivadavia",
        all_day=True,
        link="https://discord.com/" + "9" * 300,
    ),
    "reminder with a note and a role": replace(REMINDER, note=LONG[:300], role_id=2**63),
    "reminder of a date moved": replace(LONGEST_REMINDER, note=LONG[:300], moved_to=LONGEST_WHEN, role_id=2**63),
    "date moved": DateMoved(1, "WGA and AMPTP", "session", WHEN, replace(WHEN, all_day=True), "At the guild's hall"),
    "longest date moved": DateMoved(
        1, LONG, "unheard of", LONGEST_WHEN, LONGEST_WHEN, LONG[:300], "https://discord.com/" + "9" * 300, role_id=2**63
    ),
    "suggested date": SUGGESTED,
    "suggested date with much behind it": replace(
        SUGGESTED,
        name=LONG,
        kind="unheard of",
        evidence=(replace(REPORT, source=LONG, phrase=LONG, reason=LONG),) * 9,
        rivals=(Rival("2026-08-21"), Rival("2026-08-24", 2**40)) * 4,
    ),
    "suggested date entered": replace(SUGGESTED, state="confirmed", date_id=3),
    "suggested date set aside": replace(SUGGESTED, state="ignored", evidence=()),
    "event refused": EventRefused("WGA and AMPTP", "session", "no_permission"),
    "longest event refused": EventRefused(LONG, "unheard of", "rejected"),
    "announcement": AnnouncementPost(1, "Bring water"),
    "longest announcement": AnnouncementPost(1, "\U0001f600" * 874 + "\n|", AT),
    "approval wanted": ApprovalCard("announcement", Request("Bring water", 9, AT, (Fact("role", "77"),)), 5),
    "approval wanted, longest": ApprovalCard(
        "oddity", Request("word " * 360, 2**63, None, (Fact("picture", LONG),) * 4), 2**63
    ),
    "approval given": ApprovalCard("statement", Request("We met", 9, AT), 5, ApprovalState.APPROVED, 6, AT),
    "approval refused, longest": ApprovalCard(
        "statement", Request("word " * 360, 9, AT), 5, ApprovalState.CHANGES, 6, AT, LONG
    ),
    **{
        f"approval {state}": ApprovalNotice(
            "announcement", state, LONG, 9, 5, AT, LONG, "https://discord.com/channels/1/2/3"
        )
        for state in (ApprovalState.CHANGES, ApprovalState.REJECTED, ApprovalState.LAPSED, ApprovalState.BYPASSED)
    },
    **{f"step {step}": replace(STEP, step=step) for step in STEPS},
    "emptiest step": StepPost(1, "", "", "unheard of", "2023-08-12", "", "", "", Label.REPORTED),
    "longest step": replace(LONGEST_STEP, step="suspended", by="employer"),
    "longest strike": LONGEST_STEP,
    "step taken back": replace(LONGEST_STEP, undone_at=AT),
    "longest announcement, edited and corrected": AnnouncementPost(
        1,
        "w" * 1_750,
        None,
        2**63,
        False,
        None,
        True,
        AT,
        AT,
        "https://discord.com/channels/" + "/".join(["9" * 19] * 3),
    ),
    "announcement to everyone": AnnouncementPost(1, "Bring water", AT, 5, True),
    "correction of an announcement": AnnouncementCorrection(
        1, "w" * 1_750, "https://discord.com/channels/" + "/".join(["9" * 19] * 3), 2**63
    ),
    "series missed": AnnouncementMissed(1, 2**63, AT, LONG, 9, True),
    "role deleted": AnnouncementRole(1, 2**63, AT, LONG),
    "problem": ProblemCard("d" * 20, "https://discord.com/channels/1/2/3", "Talks", "Not on AI", AT, 1, ("ai", "data")),
    "emptiest problem": ProblemCard("", "", "", "", AT),
    "longest problem": ProblemCard(
        "d" * 20, "https://discord.com/channels/" + "/".join(["9" * 19] * 3), LONG, LONG, AT, 1, tuple(ISSUES) * 4
    ),
    "problem settled": ProblemCard("d" * 20, "", LONG, LONG, AT, 1, ("ai",), 2**63, AT, "ai"),
    "place lost": PlaceLost(5, "channel_gone"),
    "place of an issue lost": PlaceLost(5, "no_permission", 7, "issue", "ai"),
    "longest place lost": PlaceLost(2**63, "unheard of", 10**9, "dispute", "wga-amptp"),
    "statement": STATEMENT,
    "longest statement": replace(
        LONGEST_STORY,
        lead=replace(longest(label=Label.OFFICIAL_EMPLOYER), statement=True, words="word *of* mouth " * 75),
    ),
    "statement of many lines": replace(STATEMENT, lead=replace(STATEMENT.lead, words="> line\n" * 150, url="")),
    "story with a statement taken back": story(retracted=(TAKEN, TAKEN)),
    "statement taken back": RetractedPost("statement", AT, TAKEN),
    "longest statement taken back": RetractedPost("statement", AT, replace(TAKEN, title=LONG, outlet=LONG)),
    **{f"{kind} taken back": RetractedPost(kind, AT) for kind in ("announcement", "reminder", "unheard of")},
    "announcement missed": AnnouncementMissed(1, 2**63, AT, LONG),
}

# Text with everything that Markdown, mentions and Unicode can do.
wild_text = st.text(
    alphabet=st.one_of(st.sampled_from("\\*_~|`<>[]()@#:-+.!/ \n\u202e\u200b\u2028"), st.characters()), max_size=400
) | st.sampled_from(["@everyone", "<@&1>", "https://evil.example", "discord.gg/x", NASTY, LONG])
wild_url = st.sampled_from(
    ["", "https://press.example/a", LONG_URL, "javascript:alert(1)", "https://a@b.example"]
) | wild_text.map(lambda text: f"https://press.example/{text}")
tellings = st.builds(
    Telling,
    entry_id=st.integers(1, 9),
    outlet=wild_text,
    title=wild_text,
    url=wild_url,
    at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - given a zone
    label=st.sampled_from(Label),
    owner=wild_text,
    paywall=st.sampled_from(["no", "partial", "yes"]),
    attributed_to=st.lists(wild_text, max_size=7).map(tuple),
    unnamed_source=st.booleans(),
)
stories = st.builds(
    StoryPost,
    story_id=st.just(1),
    lead=tellings,
    issues=st.lists(st.sampled_from(sorted(ISSUES)), unique=True).map(tuple),
    also=st.lists(tellings, max_size=12).map(tuple),
    earlier_headline=wild_text,
    changed_at=st.just(AT) | st.none(),
)


def page(count: int, *, number: int = 0, pages: int = 1, of: StoryPost | None = None) -> LatestPage:
    return LatestPage((of or story(),) * count, number, pages, AT + timedelta(microseconds=1), AT)


def why_story(**values: object) -> WhyStory:
    defaults: dict[str, object] = {
        "headline": "Studios put new terms to writers",
        "url": "https://harbour.example/terms",
        "outlet": "Harbour Post",
        "reason": "names a guild and its talks",
        "tags": (Tag("ai", ("artificial intelligence",)),),
        "label": Label.REPORTED,
        "attributed_to": (),
        "unnamed_source": False,
    }
    return WhyStory(**{**defaults, **values})  # type: ignore[arg-type]


def source(name: str = "Harbour Post", *, ok: bool = True, words: str = "working, 3 minutes ago") -> SourceLine:
    return SourceLine(name, "harbour", "Harbour Media", "trade", "partial", words, ok, "https://harbour.example")

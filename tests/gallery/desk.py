"""What moderators are answered about stories, terms, feeds and settings, in the shortest and the longest form of each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.corrections.service import TagFixed
from bot.models.desk import DateChoices
from bot.models.feed_desk import FeedLine, FoundFeed, Imported, Trial, TrialPost
from bot.models.health import GivenUpCount, Link, ServerHealth
from bot.models.posts import PlaceLost
from bot.models.routing import Mute, Place, Route, Rules
from bot.models.schedules import Cadence, DigestPlan, Occurrence, Reach, Rule
from bot.models.servers import AuditLine, Server
from bot.models.services import IssueName
from bot.models.story_desk import Join, Retraction, Split, StoryBrief, TermHit, TermTrial
from bot.models.trail import TrailLine, TrailPage, TrailQuery
from cogs.ui import (
    answers_audit,
    answers_corrections,
    answers_digest,
    answers_feed,
    answers_health,
    answers_settings,
    answers_story,
    answers_terms,
)
from tests.cogs.samples import AT, ISSUES, LONG, LONGEST_STORY, source, story

LINK = "https://discord.com/channels/" + "/".join(["9" * 19] * 3)
PLACE = Place(9)
SERVER = Server(5, 2, 3, "Europe/London", quiet_from=time(22), quiet_to=time(8))
BRIEF = StoryBrief(1, "Studios put new terms to writers", "Harbour Post", 2, posted=True)
UNPOSTED = replace(BRIEF, reports=1, posted=False)
LONGEST_BRIEF = StoryBrief(2**40, LONG, LONG, 10**6, posted=True)
SPLIT = Split(7, "Writers weigh new terms", "Quayside", BRIEF, posted=True)
TRIAL = TermTrial(
    "studio gate", "Safety and hours", 30, 200, 1, 3, (TermHit("Pickets", LINK, "Lantern", "gate"),), kept=False
)
FEED = FeedLine(1, "Lantern", "lantern.example", "working, 3 minutes ago", ok=True, paused=False, private=False)
FOUND = FoundFeed(1, "Lantern", "lantern.example", 20, 1, private=False)
PLAN = DigestPlan(
    5, Rule(Cadence.DAILY, time(9)), None, True, "Europe/London", Occurrence(date(2023, 8, 12), AT), None, Reach(0, AT)
)  # fmt: skip
HEALTH = ServerHealth(SERVER, (source(),), 0, None, (), None, None, 10**5, "1.0")
TROUBLED = ServerHealth(
    SERVER,
    (source(LONG, words=LONG, ok=False),) * 90,
    10**6,
    AT,
    (
        *(GivenUpCount(kind, "no_permission", 10**6) for kind in ("story_post", "digest_post", "unheard of")),
        GivenUpCount("date_reminder", "expired", 1),
    ),
    AT,
    AT,
    10**12,
    LONG,
)
WEEK = TrailQuery(7)
CHOICES = answers_settings.Choices(
    SERVER, Rules(), None, lambda _kind, _subject: "The strike", lambda _key: "Ledger", (), DateChoices()
)  # fmt: skip
TROUBLED_CHOICES = replace(
    CHOICES,
    rules=Rules(
        tuple(
            Route(number, "issue", "strike", Place(9, forum=True), AT if number % 2 else None) for number in range(25)
        ),
        (*(Mute("word", "w" * 40),) * 25, *(Mute("outlet", "ledger"),) * 25),
        hide_paywalled=True,
    ),
    digest=PLAN,
    unseen=(2, 3, 9),
    dates=DateChoices((), suggestions=False, events_since=AT),
)
LINE = TrailLine(AuditLine(AT, 5, 6, "statement post", "3", LONG, LONG), LINK)


def trail(*lines: TrailLine, page: int = 0, pages: int = 1, query: TrailQuery = WEEK) -> TrailPage:
    return TrailPage(query, lines, len(lines), page, pages, AT)


STORIES = {
    "split asked": answers_story.ask_split(SPLIT),
    "split asked where nothing is posted": answers_story.ask_split(replace(SPLIT, story=UNPOSTED)),
    "longest split asked": answers_story.ask_split(Split(1, LONG, LONG, LONGEST_BRIEF, posted=True)),
    "split done": answers_story.split(SPLIT),
    "split done, kept out": answers_story.split(replace(SPLIT, posted=False)),
    "split done where nothing was posted": answers_story.split(replace(SPLIT, story=UNPOSTED)),
    "join asked": answers_story.ask_join(Join(BRIEF, BRIEF)),
    "join asked where nothing is posted": answers_story.ask_join(Join(UNPOSTED, UNPOSTED)),
    "longest join asked": answers_story.ask_join(Join(LONGEST_BRIEF, LONGEST_BRIEF)),
    "join done": answers_story.joined(Join(BRIEF, BRIEF)),
    "join taken apart": answers_story.parted(Join(BRIEF, UNPOSTED)),
    "longest join taken apart": answers_story.parted(Join(LONGEST_BRIEF, LONGEST_BRIEF)),
    "retraction asked": answers_story.ask_retraction(Retraction(BRIEF)),
    "retraction asked where nothing is posted": answers_story.ask_retraction(Retraction(UNPOSTED)),
    "longest retraction asked": answers_story.ask_retraction(Retraction(LONGEST_BRIEF)),
    "retraction done": answers_story.retracted(Retraction(BRIEF, AT)),
    "retraction undone": answers_story.restored(Retraction(LONGEST_BRIEF)),
    "tag taken off": answers_corrections.tag_fixed(TagFixed("Talks", IssueName("ai", "AI"), posted=True), undo=False),
    "longest tag put back": answers_corrections.tag_fixed(
        TagFixed(LONG, IssueName("ai", LONG), posted=False), undo=True
    ),
    "term tried": answers_terms.tried(TRIAL),
    "term tried in vain": answers_terms.tried(replace(TRIAL, new=0, tagged=0, examples=())),
    "longest term tried": answers_terms.tried(
        TermTrial(LONG, LONG, 30, 10**6, 10**6, 10**6, (TermHit(LONG, LINK, LONG, LONG),) * 30, kept=True)
    ),
    "term added": answers_terms.added("studio gate", "ai", ISSUES),
    "longest term removed": answers_terms.removed(LONG, "ai", ISSUES),
    "terms": answers_terms.listed({"ai": ("studio gate", "mocap")}, ISSUES),
    "no terms": answers_terms.listed({}, ISSUES),
    "longest terms": answers_terms.listed(dict.fromkeys(ISSUES, (LONG,) * 60), ISSUES),
}
FEEDS = {
    "feed added": answers_feed.added(FOUND),
    "feed added that is private": answers_feed.added(replace(FOUND, private=True, elsewhere=True, items=1)),
    "feed added before": answers_feed.added(replace(FOUND, already=True, items=0, relevant=0)),
    "longest feed added": answers_feed.added(FoundFeed(1, LONG, LONG, 10**6, 10**6, private=True, elsewhere=True)),
    "feed paused": answers_feed.paused(LONG),
    "feed followed again": answers_feed.resumed(LONG),
    "feed removed": answers_feed.removed(LONG),
    "feeds": answers_feed.listed([FEED, replace(FEED, paused=True), replace(FEED, private=True, ok=False)]),
    "no feeds": answers_feed.listed([]),
    "longest feeds": answers_feed.listed(
        [FeedLine(1, LONG, LONG, LONG, ok=False, paused=True, private=True)] * 500, 25
    ),
    "feed tested": answers_feed.tested(
        Trial(
            "Lantern",
            20,
            1,
            (TrialPost(story(), PLACE), TrialPost(story(), Place(9, forum=True)), TrialPost(story(), None)),
            True,
        ),
        ISSUES,
    ),
    "feed tested in vain": answers_feed.tested(Trial("Lantern", 1, 0, (), False), ISSUES),
    "longest feed tested": answers_feed.tested(
        Trial(LONG, 10**6, 10**6, (TrialPost(LONGEST_STORY, PLACE),) * 9, True), ISSUES
    ),
    "feeds imported": answers_feed.imported(Imported(1, 2, 3, 4)),
    "no feeds imported": answers_feed.imported(Imported(0, 0, 0, 0)),
}
SETTINGS = {
    "settings with all": answers_settings.overview(CHOICES),
    "longest settings": answers_settings.overview(TROUBLED_CHOICES),
    "route": answers_settings.routed("AI", PLACE),
    "route to a forum": answers_settings.routed(LONG, Place(2**63, forum=True)),
    "no route": answers_settings.unrouted(LONG),
    "muted outlet": answers_settings.muted(LONG, outlet=True),
    "muted word": answers_settings.muted("box office", outlet=False),
    "unmuted": answers_settings.unmuted(LONG),
    "behind a paywall, shown": answers_settings.paywalled(SERVER),
    "behind a paywall, hidden": answers_settings.paywalled(replace(SERVER, hide_paywalled=True)),
    "silent": answers_settings.loudness(SERVER),
    "loud": answers_settings.loudness(replace(SERVER, silent=False)),
    "cap": answers_settings.capped(SERVER),
    "forum that asks for tags": answers_settings.forum_wants_tag(2**63),
    "place to be chosen": answers_settings.choose(PlaceLost(5, "channel_gone"), ""),
    "longest place to be chosen": answers_settings.choose(PlaceLost(5, "channel_gone", 7, "issue", "ai"), LONG),
    "place chosen": answers_settings.repaired(PLACE),
    "digest planned": answers_digest.scheduled(SERVER, PLAN),
    "longest digest planned": answers_digest.scheduled(
        replace(SERVER, paused=True),
        replace(PLAN, rule=Rule(Cadence.WEEKLY, time(9), 2), channel_id=2**63, say_empty=False, zone=LONG),
    ),
    "digest stopped": answers_digest.stopped(there_was_one=True),
    "no digest to stop": answers_digest.stopped(there_was_one=False),
    "quiet hours": answers_digest.quiet_chosen(SERVER),
    "no quiet hours": answers_digest.quiet_chosen(replace(SERVER, quiet_from=None, quiet_to=None)),
    "permissions missing for a digest": answers_digest.permissions_missing(9, ("view_channel", "send_messages")),
    "health": answers_health.health(HEALTH, Link(AT, 0.0)),
    "health of what waits": answers_health.health(replace(HEALTH, waiting=1, oldest=AT), Link(None, None)),
    "health while paused": answers_health.health(
        replace(HEALTH, server=replace(SERVER, paused=True), waiting=2, oldest=AT, feeds=()), Link(AT, -90.0)
    ),
    "longest health": answers_health.health(TROUBLED, Link(AT, 10**6)),
    "audit": answers_audit.page(trail(LINE, replace(LINE, line=replace(LINE.line, actor_id=0)))),
    "empty audit": answers_audit.page(trail(query=TrailQuery(90, 2**63, "disputes"))),
    "longest audit": answers_audit.page(
        trail(*[LINE] * 10, page=98, pages=10**6, query=TrailQuery(365, 2**63, "announcements"))
    ),
}

"""A server's own terms: tried first, then tagging for that server alone, on both engines."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest

from bot.corrections.terms import MOST, TermService
from bot.models.posts import StoryPost
from bot.storage import story_posts
from bot.storage.database import Database
from tests.corrections.servers_told import ACTOR, LEDGER, OTHER, TALKS, Two, refused
from tests.services.newsroom import GUILD, OUTLETS, TAXONOMY, raw

LATER = (
    "WGA captains gather at the harbour gate",
    "The writers guild strike goes on at a harbour gate in Los Angeles.",
)
GATE = "https://lantern.example/gate"


def service(two: Two) -> TermService:
    return TermService(db=two.db, clock=two.newsroom.clock, taxonomy=TAXONOMY, outlets=OUTLETS)


async def with_term(db: Database, term: str = "harbour gate", issue: str = "safety") -> Two:
    """A server whose moderators added a term, and a report after that."""
    two = await Two.open(db)
    await service(two).add(GUILD, term, issue, actor_id=ACTOR)
    await two.newsroom.poll("lantern", raw(*LATER, link=GATE))
    return two


async def test_a_trial_counts_what_is_new_and_what_has_the_issue_and_keeps_nothing(db: Database) -> None:
    two = await Two.open(db)
    trial = await service(two).attempt(GUILD, "  Friday ", "safety")
    assert (trial.term, trial.new, trial.tagged, trial.read, trial.kept) == ("Friday", 2, 0, 3, False)
    assert {(hit.url, hit.outlet, hit.phrase) for hit in trial.examples} == {
        (TALKS, "The Lantern", "Friday"),
        (LEDGER, "Reel Ledger", "Friday"),
    }
    known = await service(two).attempt(GUILD, "Friday", "pay")
    assert (known.new, known.tagged, known.examples) == (0, 2, ())
    assert await service(two).of_server(GUILD) == {}


async def test_a_trial_finds_every_form_that_the_rules_would(db: Database) -> None:
    two = await Two.open(db)
    found = {
        term: (await service(two).attempt(GUILD, term, "safety")).new
        for term in ("picket", "video .. game", "@guild .. talk")
    }
    assert (found["picket"], found["video .. game"]) == (1, 1)
    assert (await service(two).attempt(GUILD, "=pickets", "safety")).new == 1
    assert (await service(two).attempt(GUILD, "=picket", "safety")).new == 1


async def test_a_trial_reads_thirty_days_of_the_servers_own_feeds(db: Database) -> None:
    two = await Two.open(db)
    two.newsroom.clock.forward(days=31)
    trial = await service(two).attempt(GUILD, "Friday", "safety")
    assert (trial.read, trial.new) == (0, 0)


async def test_a_term_tags_new_reports_in_posts_lists_and_summaries_of_its_server_only(db: Database) -> None:
    two = await with_term(db)
    mine, others = [
        next(d.post for d in await two.newsroom.due(guild) if isinstance(d.post, StoryPost)) for guild in (GUILD, OTHER)
    ]
    assert ("safety" in mine.issues, "safety" in others.issues) == (True, False)
    assert await two.seen(issue="safety") == [(LATER[0], 1)]
    assert await two.seen(OTHER, issue="safety") == []
    assert (await two.issues.summary(GUILD, "safety")).counts.stories == 1
    assert (await two.issues.summary(OTHER, "safety")).counts.stories == 0
    counts = {line.issue.id: line.counts.stories for line in (await two.issues.overview(GUILD)).lines}
    assert counts["safety"] == 1


async def test_stories_that_are_there_already_stay_as_they_are(db: Database) -> None:
    two = await with_term(db, "Friday")
    assert await two.seen(issue="safety") == []


async def test_a_term_lets_nothing_in(db: Database) -> None:
    two = await with_term(db)
    await two.newsroom.poll("lantern", raw("A ferry lands at the harbour gate", link="https://lantern.example/ferry"))
    assert await two.seen(issue="safety") == [(LATER[0], 1)]


async def test_why_names_the_servers_term_in_its_server_only(db: Database) -> None:
    two = await with_term(db)
    await two.newsroom.send_all()
    (found,) = await two.why.why(GUILD, GATE)
    assert [(tag.issue, tag.phrases) for tag in found.tags if tag.by_server] == [("safety", ("harbour gate",))]
    async with db.reading() as conn:
        posted = await story_posts.get(conn, GUILD, 3)
    assert posted is not None
    (by_post,) = await two.archive.why(GUILD, posted.delivery_id)
    assert any(tag.by_server for tag in by_post.tags)
    (others,) = await two.why.why(OTHER, GATE)
    assert not any(tag.by_server for tag in others.tags)


async def test_a_tag_by_a_servers_term_can_be_wrong_too(db: Database) -> None:
    two = await with_term(db)
    await two.tags.wrong_tag(GUILD, actor_id=ACTOR, link=GATE, issue="safety")
    assert await two.seen(issue="safety") == []
    assert await refused(two.tags.wrong_tag(OTHER, actor_id=ACTOR, link=GATE, issue="safety")) == "tag_absent"


async def test_a_changed_report_is_read_by_the_terms_again(db: Database) -> None:
    two = await with_term(db)
    await two.newsroom.poll(
        "lantern", raw(LATER[0], "The strike goes on.", link=GATE, guid="-".join(LATER[0].lower().split()))
    )
    assert await two.seen(issue="safety") == [(LATER[0], 1)]  # the headline still has the term
    await two.newsroom.poll(
        "lantern", raw("WGA strike goes on", "Pickets.", link=GATE, guid="-".join(LATER[0].lower().split()))
    )
    assert await two.seen(issue="safety") == []


async def test_a_removed_term_tags_nothing_new_and_what_it_tagged_stays(db: Database) -> None:
    two = await with_term(db)
    await service(two).remove(GUILD, "Harbour  Gate", "safety", actor_id=ACTOR)
    again = ("IATSE crews strike at the harbour gate", "Local 80 walks out.")
    await two.newsroom.poll("lantern", raw(*again, link="https://lantern.example/crews"))
    assert await two.seen(issue="safety") == [(LATER[0], 1)]
    assert await two.trail() == ["tag terms remove", "tag terms add"]


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("a", "term_short"),
        ("..", "term_short"),
        ("@guild", "term_short"),
        ("of the", "term_common"),
        ("x" * 81, "term_long"),
        ("talks ..", "term_unreadable"),
        ("@nobody talks", "term_unreadable"),
        ("talks ?!", "term_unreadable"),
    ],
)
async def test_a_bad_term_is_told(db: Database, term: str, key: str) -> None:
    two = await Two.open(db)
    assert await refused(service(two).attempt(GUILD, term, "ai")) == key
    assert await refused(service(two).add(GUILD, term, "ai", actor_id=ACTOR)) == key


async def test_what_is_there_too_much_or_not_there_is_told(db: Database) -> None:
    two = await Two.open(db)
    terms = service(two)
    for number in range(MOST):
        await terms.add(GUILD, f"gate {number}", "ai", actor_id=ACTOR)
    told: list[tuple[Awaitable[object], str]] = [
        (terms.add(GUILD, "GATE 1", "ai", actor_id=ACTOR), "term_known"),
        (terms.add(GUILD, "harbour", "ai", actor_id=ACTOR), "term_many"),
        (terms.remove(GUILD, "none", "ai", actor_id=ACTOR), "term_unknown"),
        (terms.attempt(GUILD, "gate", "nonsense"), "unknown_issue"),
        (terms.add(9, "gate", "ai", actor_id=ACTOR), "not_set_up"),
    ]
    for asked, key in told:
        assert await refused(asked) == key
    await terms.add(OTHER, "harbour", "ai", actor_id=ACTOR)

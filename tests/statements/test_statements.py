"""Official statements: posted, joined to stories, seen by their own server only, approved, taken back."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from bot.errors import UserError
from bot.models.news import Label
from bot.models.posts import RetractedPost, StoryPost
from bot.models.statements import StatementState
from bot.statements.service import LONGEST, Outcome
from bot.storage import deliveries, entries, feeds, servers
from bot.storage.database import Database
from tests.services.newsroom import EVENTS, GUILD, NEWS, raw
from tests.statements.hall import ANN, BEN, OTHER, TEXT, TITLE, Hall

OFFER = raw("Studios send WGA an offer on AI", "The AMPTP put new terms on AI to the guild.")


@pytest.fixture
async def hall(db: Database) -> Hall:
    return await Hall.open(db)


async def test_a_statement_is_a_story_post_with_the_sides_label_and_its_own_words(hall: Hall) -> None:
    posted = await hall.post()
    (delivery,) = await hall.pending("story_post")
    assert (delivery.channel_id, delivery.id) == (NEWS, posted.delivery_id)
    assert isinstance(delivery.post, StoryPost)
    lead = delivery.post.lead
    assert (lead.label, lead.outlet, lead.title) == (Label.OFFICIAL_UNION, "WGA, negotiating committee", TITLE)
    assert (lead.statement, lead.words) == (True, TEXT)
    assert "ai" in delivery.post.issues


async def test_it_enters_news_search_and_summary_of_its_own_server_only(hall: Hall) -> None:
    await hall.post()
    assert [story.lead.title for story in await hall.latest()] == [TITLE]
    assert (await hall.searches.search(GUILD, "table")).count == 1
    summary = await hall.summaries.summary(GUILD, "ai")
    assert (summary.counts.stories, summary.counts.official) == (1, 1)
    assert await hall.latest(OTHER) == []
    assert (await hall.searches.search(OTHER, "table")).count == 0
    assert (await hall.summaries.summary(OTHER, "ai")).counts.stories == 0
    assert await hall.pending("story_post", OTHER) == []


async def test_the_feed_of_statements_is_neither_listed_nor_polled(hall: Hall) -> None:
    await hall.post()
    async with hall.db.reading() as conn:
        listed = {feed.title for feed in await feeds.of_server(conn, GUILD)}
        due = {feed.url for feed in await feeds.due(conn, hall.newsroom.clock.forward(days=9), 99)}
    assert listed == {"The Lantern", "Reel Ledger", "Writers Guild"}
    assert not any("statements" in url for url in due)


async def test_with_a_server_that_is_forgotten_its_statements_are_gone(hall: Hall) -> None:
    posted = await hall.post()
    async with hall.db.transaction() as conn:
        await servers.forget(conn, GUILD)
        assert await entries.by_id(conn, posted.entry_id or 0) is None


async def test_it_leads_the_story_of_a_report_and_edits_its_post(hall: Hall) -> None:
    await hall.newsroom.poll("lantern", OFFER)
    sent = await hall.sent()
    posted = await hall.post(story=OFFER.link)
    assert posted.delivery_id == sent.id
    post = await hall.shown(sent.id)
    assert (post.lead.title, [other.outlet for other in post.also]) == (TITLE, ["The Lantern"])
    (notice,) = await hall.newsroom.official()
    assert notice.official.label is Label.OFFICIAL_UNION
    (story,) = await hall.latest()
    assert story.lead.title == TITLE
    (other,) = await hall.latest(OTHER)
    assert (other.lead.outlet, other.also) == ("The Lantern", ())


async def test_a_statement_whose_story_was_only_a_line_of_a_fold_gets_a_post_of_its_own(hall: Hall) -> None:
    await hall.change(hourly_cap=0)
    await hall.newsroom.poll("lantern", OFFER)
    await hall.newsroom.send_all()
    await hall.post(story=OFFER.link)
    (post,) = await hall.newsroom.stories()
    assert post.lead.title == TITLE


async def test_no_cap_holds_a_statement_back(hall: Hall) -> None:
    await hall.change(hourly_cap=0)
    await hall.post()
    assert len(await hall.newsroom.stories()) == 1


async def test_later_reports_do_not_join_a_servers_own_statement_by_themselves(hall: Hall) -> None:
    await hall.post(EVENTS[0][0], EVENTS[0][1])
    await hall.newsroom.intake.open(hall.newsroom.clock.now())
    await hall.newsroom.poll("lantern", raw(*EVENTS[0]))
    assert len(await hall.latest()) == 2


async def test_chosen_issues_come_before_found_ones_and_each_has_the_sides_sentence(hall: Hall) -> None:
    posted = await hall.post(text="We met the studios today on AI.", issues=["pay"])
    async with hall.db.reading() as conn:
        entry = await entries.by_id(conn, posted.entry_id or 0)
    assert entry is not None
    assert entry.annotation.issues == ("pay",)
    (quote,) = entry.annotation.quotes
    assert (quote.side, quote.who, quote.issue) == ("union", "WGA, negotiating committee", "pay")
    assert quote.sentence == "We met the studios today on AI."


async def test_a_link_alone_is_enough(hall: Hall) -> None:
    posted = await hall.post(text="", url="https://guild.example/today", who=None, side="employer")
    post = await hall.shown(posted.delivery_id)
    assert (post.lead.label, post.lead.outlet) == (Label.OFFICIAL_EMPLOYER, "AMPTP")
    assert post.lead.url == "https://guild.example/today"


async def test_a_statement_of_an_earlier_day_counts_from_that_day(hall: Hall) -> None:
    posted = await hall.post(day="yesterday")
    post = await hall.shown(posted.delivery_id)
    assert posted.day == date(2023, 8, 10)
    assert post.lead.at.date() == date(2023, 8, 10)


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"dispute": "the-bakers"}, "unknown_dispute"),
        ({"side": "the press"}, "statement_side"),
        ({"who": "x" * 61}, "statement_who"),
        ({"who": "<@123>"}, "statement_who"),
        ({"url": "a flyer"}, "statement_link"),
        ({"day": "soon"}, "statement_day"),
        ({"day": "tomorrow"}, "statement_ahead"),
        ({"issues": ["weather"]}, "unknown_issue"),
        ({"story": "somewhere"}, "link_unclear"),
        ({"story": "https://discord.com/channels/1/2/3"}, "post_unknown"),
        ({"story": "https://unknown.example/a"}, "report_unknown"),
        ({"title": "  "}, "statement_title"),
        ({"title": "\u200b"}, "statement_title"),
        ({"text": " \n "}, "statement_nothing"),
        ({"text": "x" * (LONGEST + 1)}, "statement_long"),
        ({"text": "x" * 4_001}, "statement_long"),
        ({"title": "x" * 201}, "statement_long"),
    ],
)
async def test_what_is_wrong_is_named_and_nothing_is_posted(hall: Hall, options: dict[str, Any], key: str) -> None:
    with pytest.raises(UserError, match=key):
        await hall.draft(**options)
    assert await hall.service.posted(GUILD) == []
    assert await hall.pending("story_post") == []


async def test_mail_for_members_is_asked_about_once_more(hall: Hall) -> None:
    draft = await hall.draft(text="Dear members, we met today. Do not forward.")
    assert await hall.service.confirm(GUILD, draft.id, actor_id=ANN) is Outcome.PRIVATE
    assert await hall.pending("story_post") == []
    assert (await hall.service.preview(GUILD, draft.id)).private == ("Dear members", "Do not forward")
    assert await hall.service.confirm(GUILD, draft.id, actor_id=ANN, public=True) is Outcome.POSTED


async def test_pressed_twice_or_by_two_at_once_it_is_posted_once(hall: Hall) -> None:
    draft = await hall.draft()
    pressed = [hall.service.confirm(GUILD, draft.id, actor_id=who) for who in (ANN, BEN, ANN)]
    assert set(await asyncio.gather(*pressed)) == {Outcome.POSTED}
    assert len(await hall.pending("story_post")) == 1
    assert len(await hall.latest()) == 1
    assert [line.action for line in await hall.audited()] == ["statement post"]


async def test_the_preview_is_the_post(hall: Hall) -> None:
    await hall.newsroom.poll("lantern", OFFER)
    await hall.newsroom.send_all()
    draft = await hall.draft(story=OFFER.link)
    preview = await hall.service.preview(GUILD, draft.id)
    await hall.service.confirm(GUILD, draft.id, actor_id=ANN)
    post = await hall.shown((await hall.service.get(GUILD, draft.id)).delivery_id)
    assert [preview.post.lead.title, preview.post.lead.words, preview.post.issues] == [
        post.lead.title,
        post.lead.words,
        post.issues,
    ]
    assert [other.outlet for other in preview.post.also] == [other.outlet for other in post.also]


async def test_nothing_is_posted_before_another_moderator_approves(hall: Hall) -> None:
    await hall.want_approval()
    draft = await hall.draft()
    assert await hall.service.confirm(GUILD, draft.id, actor_id=ANN) is Outcome.WAITING
    assert await hall.service.confirm(GUILD, draft.id, actor_id=ANN) is Outcome.WAITING
    (card,) = await hall.pending("approval_card")
    assert await hall.pending("story_post") == []
    with pytest.raises(UserError, match="approve_own"):
        await hall.approvals.approve(GUILD, card.id, actor_id=ANN)
    await hall.approvals.approve(GUILD, card.id, actor_id=BEN)
    await hall.approvals.approve(GUILD, card.id, actor_id=BEN)
    (post,) = await hall.newsroom.stories()
    assert post.lead.title == TITLE


async def test_a_change_asks_for_approval_again(hall: Hall) -> None:
    await hall.want_approval()
    draft = await hall.draft()
    await hall.service.confirm(GUILD, draft.id, actor_id=ANN)
    (card,) = await hall.pending("approval_card")
    await hall.service.write(GUILD, draft.id, actor_id=ANN, title=TITLE, text="We leave the table.")
    with pytest.raises(UserError, match="approval_decided"):
        await hall.approvals.approve(GUILD, card.id, actor_id=BEN)
    assert await hall.pending("story_post") == []


async def test_rejected_or_sent_back_it_is_a_draft_again(hall: Hall) -> None:
    await hall.want_approval()
    draft = await hall.draft()
    await hall.service.confirm(GUILD, draft.id, actor_id=ANN)
    (card,) = await hall.pending("approval_card")
    await hall.approvals.ask_changes(GUILD, card.id, actor_id=BEN, reason="Say when")
    assert (await hall.service.get(GUILD, draft.id)).state is StatementState.DRAFT
    assert await hall.service.confirm(GUILD, draft.id, actor_id=ANN) is Outcome.WAITING


async def test_a_discarded_draft_is_never_posted(hall: Hall) -> None:
    await hall.want_approval()
    draft = await hall.draft()
    await hall.service.confirm(GUILD, draft.id, actor_id=ANN)
    (card,) = await hall.pending("approval_card")
    for _ in range(2):
        await hall.service.discard(GUILD, draft.id)
    with pytest.raises(UserError):
        await hall.approvals.approve(GUILD, card.id, actor_id=BEN)
    with pytest.raises(UserError, match="statement_done"):
        await hall.service.confirm(GUILD, draft.id, actor_id=ANN)


async def test_taken_back_it_leaves_everything_and_its_post_says_so(hall: Hall) -> None:
    posted = await hall.post()
    await hall.newsroom.send_all()
    for _ in range(2):
        taken = await hall.service.retract(GUILD, posted.id, actor_id=BEN)
    assert taken.state is StatementState.RETRACTED
    post = await hall.shown(posted.delivery_id)
    assert isinstance(post, RetractedPost)
    assert post.statement is not None
    assert (post.statement.title, post.at) == (TITLE, hall.newsroom.clock.now())
    assert await hall.latest() == []
    assert (await hall.searches.search(GUILD, "table")).count == 0
    assert (await hall.summaries.summary(GUILD, "ai")).counts.stories == 0
    actions = [(line.action, line.actor_id) for line in await hall.audited()]
    assert actions == [("statement retract", BEN), ("statement post", ANN)]
    assert (await hall.audited())[0].before == f"WGA, negotiating committee: {TITLE}"


async def test_taken_back_before_it_was_sent_it_is_never_sent(hall: Hall) -> None:
    posted = await hall.post()
    await hall.service.retract(GUILD, posted.id, actor_id=BEN)
    assert await hall.newsroom.send_all() == []


async def test_taken_back_from_a_story_the_reports_lead_again_and_the_statement_is_struck_through(hall: Hall) -> None:
    await hall.newsroom.poll("lantern", OFFER)
    await hall.newsroom.send_all()
    posted = await hall.post(story=OFFER.link)
    await hall.newsroom.send_all()
    await hall.service.retract(GUILD, posted.id, actor_id=BEN)
    post = await hall.shown(posted.delivery_id)
    assert isinstance(post, StoryPost)
    assert post.lead.outlet == "The Lantern"
    assert [each.title for each in post.retracted] == [TITLE]
    (story,) = await hall.latest()
    assert story.lead.outlet == "The Lantern"
    async with hall.db.reading() as conn:
        (notice,) = await deliveries.with_key(conn, f"official:{GUILD}:")
    assert isinstance(await hall.shown(notice.id), RetractedPost)
    # A later report keeps what was taken back in sight.
    hall.newsroom.clock.forward(hours=1)
    await hall.newsroom.poll("reel-ledger", raw(OFFER.title, OFFER.text, published=hall.newsroom.clock.now()))
    assert [each.title for each in (await hall.shown(posted.delivery_id)).retracted] == [TITLE]


async def test_only_what_was_posted_here_can_be_taken_back(hall: Hall) -> None:
    draft, posted = await hall.draft(), await hall.post("Another word")
    with pytest.raises(UserError, match="statement_not_posted"):
        await hall.service.retract(GUILD, draft.id, actor_id=BEN)
    with pytest.raises(UserError, match="statement_unknown"):
        await hall.service.retract(OTHER, posted.id, actor_id=BEN)


async def test_drafts_nobody_came_back_to_are_forgotten(hall: Hall) -> None:
    old = await hall.draft()
    hall.newsroom.clock.moment += timedelta(days=3)
    await hall.draft()
    with pytest.raises(UserError, match="statement_unknown"):
        await hall.service.get(GUILD, old.id)

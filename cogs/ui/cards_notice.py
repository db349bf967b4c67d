"""How notices are written: the proof after a set-up, feeds in trouble, what could not be posted. No messages are built here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.delivery.limits import HEADLINE, NAME
from bot.models.posts import DeliveryNotice, FeedNotice, PlaceLost, SetupProof
from cogs.ui import wording, wording_settings
from cogs.ui.markup import Markup

SETUP, PAUSE, LATEST, ROUTE = "/setup", "/settings pause", "/news latest", "/settings route"
SCHEDULE, LIST = "/announce schedule", "/announce list"


def proof_text(proof: SetupProof, markup: Markup) -> str:
    """The first post in a channel that was just chosen."""
    feeds = {0: wording.FEEDS_NONE, 1: wording.FEEDS_ONE}.get(proof.feeds, wording.FEEDS.format(count=proof.feeds))
    heading, *lines = wording.PROOF_MODERATORS if proof.moderators else wording.PROOF_NEWS
    if proof.moderators and proof.pausable:
        lines.append(wording.PROOF_PAUSE)
    values = {
        "feeds": feeds,
        "zone": markup.text(proof.zone, NAME) or "UTC",
        "pause": markup.command(PAUSE),
        "latest": markup.command(LATEST),
    }
    return "\n".join([markup.heading(heading), *(line.format(**values) for line in lines)])


def feed_text(notice: FeedNotice, markup: Markup) -> str:
    """A feed fails, went quiet, was stopped, moved, or works again."""
    feed = markup.text(notice.feed, NAME) or wording.NO_FEED_NAME
    body = [_ended(markup.text(notice.words, 600))] if notice.words.strip() else []
    if notice.what in wording.FEED_LASTING:
        body.append(wording.FEED_SINCE.format(since=markup.time(notice.since)))
    heading = wording.FEED_HEADINGS.get(notice.what, wording.FEED_HEADING).format(feed=feed)
    return f"{markup.heading(heading)}\n{' '.join(part for part in body if part)}"


def delivery_text(notice: DeliveryNotice, markup: Markup) -> str:
    """Something was given up."""
    template = wording.NOT_POSTED if notice.count <= 1 else wording.NOT_POSTED_MORE
    reason = wording.REFUSALS.get(notice.problem, wording.REFUSED_ELSE)
    lines = [
        markup.heading(
            wording.NOT_POSTED_HEADING.format(subject=markup.text(notice.subject, HEADLINE) or wording.NO_SUBJECT)
        ),
        template.format(channel=markup.channel(notice.channel_id), reason=reason, count=notice.count),
    ]
    mends = wording.NOT_POSTED_WRITTEN if notice.written else wording.NOT_POSTED_MEND
    if mend := mends.get(notice.problem):
        lines.append(mend.format(setup=markup.command(SETUP), schedule=markup.command(SCHEDULE)))
    if notice.repeated:
        lines.append(wording.NOT_POSTED_ONCE.format(list=markup.command(LIST)))
    return "\n".join(lines)


def lost_text(lost: PlaceLost, markup: Markup, issues: Mapping[str, str]) -> str:
    """A place of stories is deleted or closed to the bot."""
    deleted = lost.problem == "channel_gone"
    values = {
        "channel": markup.channel(lost.channel_id),
        "subject": markup.text(subject_name(lost.kind, lost.subject, issues), NAME),
        "settings": markup.command(ROUTE),
    }
    use = "news" if lost.route == 0 else "route"
    heading = wording_settings.LOST_HEADING if deleted else wording_settings.CLOSED_HEADING
    body = wording_settings.LOST[use] if deleted else wording_settings.CLOSED[use]
    return f"{markup.heading(heading[use].format(**values))}\n{body.format(**values)}"


def subject_name(kind: str, subject: str, issues: Mapping[str, str]) -> str:
    """The issue's name as people read it, or the dispute's key in capitals."""
    return issues.get(subject, subject) if kind == "issue" else dispute_name(subject)


def dispute_name(key: str) -> str:
    """A dispute's key as people read it where the registry is not at hand."""
    return key.replace("-", " ").upper()


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "…", "?")) else f"{sentence}."

"""What moderators are told by `/feed`. Text only; `answers.py` sends it. Of an address only the host is ever written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.delivery.limits import ANSWER, NAME, units
from bot.feeds.management import MOST_FEEDS
from bot.models.feed_desk import Export, FeedLine, FoundFeed, Imported, Trial, TrialPost
from cogs.ui import wording, wording_feed
from cogs.ui.answers import Answer, Press
from cogs.ui.cards_story import LEAST_STORY, story_text
from cogs.ui.markup import DISCORD

LINES_A_PAGE = 10
_HEAD = 500  # room for heading and counts


def added(found: FoundFeed) -> Answer:
    """After `/feed add`."""
    heading = wording_feed.ALREADY_HEADING if found.already else wording_feed.ADDED_HEADING
    host = DISCORD.text(found.host, NAME)
    lines = [
        wording_feed.ADDED_PAGE if found.elsewhere else "",
        wording_feed.ADDED_FOUND.format(host=host, items=_items(found.items), relevant=found.relevant),
        wording_feed.ADDED_PRIVATE if found.private else "",
        "" if found.already else wording_feed.ADDED_NEXT,
    ]
    title = DISCORD.heading(heading.format(feed=DISCORD.text(found.name, NAME)), 2)
    return Answer(("\n".join([title, *(line for line in lines if line)]),))


def paused(name: str) -> Answer:
    """After `/feed pause`."""
    resume = DISCORD.command("/feed resume")
    return Answer((wording_feed.PAUSED.format(feed=DISCORD.text(name, NAME), resume=resume),))


def resumed(name: str) -> Answer:
    """After `/feed resume`."""
    return Answer((wording_feed.RESUMED.format(feed=DISCORD.text(name, NAME)),))


def removed(name: str) -> Answer:
    """After `/feed remove`."""
    return Answer((wording_feed.REMOVED.format(feed=DISCORD.text(name, NAME)),))


def listed(lines: Sequence[FeedLine], page: int = 0) -> Answer:
    """The feeds with how each does, those that need a look first, ten a page."""
    heading = DISCORD.heading(wording_feed.LIST_HEADING, 2)
    if not lines:
        return Answer((f"{heading}\n{wording_feed.LIST_EMPTY.format(add=DISCORD.command('/feed add'))}",))
    ordered = sorted(lines, key=lambda line: (line.ok, line.paused))
    pages = -(-len(ordered) // LINES_A_PAGE)
    page = min(max(page, 0), pages - 1)
    count = wording_feed.LIST_COUNT.format(working=sum(line.ok for line in lines), count=len(lines))
    numbered = wording.PAGE.format(page=page + 1, pages=pages) if pages > 1 else ""
    shown = ordered[page * LINES_A_PAGE : (page + 1) * LINES_A_PAGE]
    buttons = []
    if page > 0:
        buttons.append(Press(wording.PREVIOUS_BUTTON, f"feeds-page:{page - 1}"))
    if page + 1 < pages:
        buttons.append(Press(wording.NEXT_BUTTON, f"feeds-page:{page + 1}"))
    head = f"{heading}\n{' '.join(part for part in (count, numbered) if part)}"
    return Answer((head, "\n".join(f"- {_line(line)}" for line in shown)), tuple(buttons))


def _line(line: FeedLine) -> str:
    about = [DISCORD.text(line.host, NAME), wording_feed.LIST_PRIVATE if line.private else ""]
    words = wording_feed.LIST_PAUSED if line.paused else DISCORD.text(line.words, 120)
    return wording_feed.LIST_LINE.format(
        feed=DISCORD.text(line.name, NAME), about=", ".join(part for part in about if part), words=words
    )


def tested(trial: Trial, issues: Mapping[str, str]) -> Answer:
    """What `/feed test` found: the latest stories, each as it would be posted, with where."""
    lines = [
        wording_feed.TEST_COUNT.format(items=_items(trial.items), relevant=trial.relevant),
        wording_feed.TEST_STORED if trial.stored else wording_feed.TEST_READ,
        wording_feed.TEST_SHOWN if trial.posts else wording_feed.TEST_NONE,
    ]
    heading = DISCORD.heading(wording_feed.TEST_HEADING.format(feed=DISCORD.text(trial.name, NAME)), 2)
    blocks = [f"{heading}\n{' '.join(lines)}"]
    room = ANSWER - _HEAD
    shown = trial.posts[: room // LEAST_STORY]
    for position, post in enumerate(shown):
        where = _where(post)
        limit = room // (len(shown) - position) - units(where) - 1
        blocks.append(f"{where}\n{story_text(post.post, DISCORD, issues, limit=limit)}")
        room -= units(blocks[-1])
    return Answer(tuple(blocks))


def _where(post: TrialPost) -> str:
    if post.place is None:
        return wording_feed.TEST_NOWHERE
    words = wording_feed.TEST_FORUM if post.place.forum else wording_feed.TEST_PLACE
    return words.format(channel=DISCORD.channel(post.place.channel_id))


def exported(export: Export) -> str:
    """What goes with the file of `/feed export`."""
    feeds = wording_feed.FEED if export.count == 1 else wording_feed.FEEDS.format(count=export.count)
    left_out = wording_feed.EXPORTED_LEFT_OUT.format(count=export.left_out) if export.left_out else ""
    return f"{wording_feed.EXPORTED.format(feeds=feeds)} {left_out}".strip()


def imported(result: Imported) -> Answer:
    """After `/feed import`."""
    lines = [wording_feed.IMPORTED.format(added=result.added, known=result.known)]
    if result.refused:
        lines.append(wording_feed.IMPORTED_REFUSED.format(count=result.refused))
    if result.over:
        lines.append(wording_feed.IMPORTED_OVER.format(most=MOST_FEEDS, count=result.over))
    if result.added:
        lines.append(wording_feed.IMPORTED_NEXT.format(list=DISCORD.command("/feed list")))
    return Answer(("\n".join([DISCORD.heading(wording_feed.IMPORTED_HEADING, 2), *lines]),))


def _items(count: int) -> str:
    return wording_feed.ITEM if count == 1 else wording_feed.ITEMS.format(count=count)

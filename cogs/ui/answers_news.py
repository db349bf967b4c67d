"""What members are told about the news: the latest stories, why a post is there, the sources. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.delivery.limits import ANSWER, HEADLINE, HOPS, NAME, units
from bot.models.news import Tag
from bot.models.posts import Telling
from bot.models.services import LatestPage, SourceLine, WhyStory
from cogs.ui import wording, wording_corrections, wording_terms
from cogs.ui.answers import Answer, Press
from cogs.ui.cards_story import LEAST_STORY, issue_name, story_text, who_says
from cogs.ui.markup import DISCORD

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
FOOTER: Final = 200  # room for page and time
SOURCES_A_PAGE: Final = 10
PHRASES: Final = 6  # shown of those that fired for one issue
PHRASE: Final = 80


def latest(
    page: LatestPage, *, issue: str | None, outlet: str | None, outlet_name: str | None, issues: Mapping[str, str]
) -> Answer:
    """One page of the latest stories; `issue` and `outlet` are what was asked for."""
    title = [wording.LATEST_HEADING]
    if issue:
        title.append(wording.LATEST_ON.format(issue=issue_name(issue, DISCORD, issues)))
    if outlet:
        title.append(wording.LATEST_FROM.format(outlet=DISCORD.text(outlet_name or outlet, NAME)))
    blocks = [DISCORD.heading(" ".join(title), 2)]
    room = ANSWER - units(blocks[0]) - FOOTER
    shown = page.stories[: room // LEAST_STORY]
    for position, story in enumerate(shown):
        blocks.append(story_text(story, DISCORD, issues, limit=room // (len(shown) - position)))
        room -= units(blocks[-1])
    footer = [
        "" if page.stories else wording.LATEST_EMPTY,
        wording.PAGE.format(page=page.page + 1, pages=page.pages) if page.pages > 1 else "",
        checked(page.last_checked),
    ]
    blocks.append(" ".join(part for part in footer if part))
    buttons = []
    if page.page > 0:
        buttons.append(Press(wording.NEWER_BUTTON, latest_id(issue, outlet, page.page - 1, page.as_of)))
    if page.page + 1 < page.pages:
        buttons.append(Press(wording.OLDER_BUTTON, latest_id(issue, outlet, page.page + 1, page.as_of)))
    return Answer(tuple(blocks), tuple(buttons))


def checked(at: datetime | None) -> str:
    """When the sources were last checked."""
    return wording.NOT_CHECKED if at is None else wording.CHECKED.format(time=DISCORD.time(at))


def latest_id(issue: str | None, outlet: str | None, page: int, as_of: datetime) -> str:
    """The custom_id of a button that turns to a page; it holds all that is needed after a restart."""
    return f"latest:{issue or ''}:{outlet or ''}:{page}:{(as_of - EPOCH) // timedelta(microseconds=1)}"


def moment_of(microseconds: str) -> datetime:
    """The time in such a custom_id."""
    return EPOCH + timedelta(microseconds=int(microseconds))


def why(stories: Sequence[WhyStory], issues: Mapping[str, str]) -> Answer:
    """The rules' reasons for each story of a post."""
    heading, by_rules = wording.WHY_HEADING, wording.WHY_TITLE
    if all(story.kept_out for story in stories):
        heading, by_rules = wording_corrections.KEPT_OUT_HEADING, wording_corrections.KEPT_OUT_BY_RULES
    blocks = [f"{DISCORD.heading(heading, 2)}\n{by_rules}"]
    return Answer((*blocks, *(_why(story, issues) for story in stories)))


def _why(story: WhyStory, issues: Mapping[str, str]) -> str:
    lead = Telling(
        entry_id=0,
        outlet=story.outlet,
        title=story.headline,
        url=story.url,
        at=EPOCH,
        label=story.label,
        attributed_to=story.attributed_to,
        unnamed_source=story.unnamed_source,
    )
    headline = DISCORD.link(DISCORD.text(story.headline, HEADLINE), story.url)
    lines = [DISCORD.heading(f"{headline} – {who_says(lead, DISCORD, hops=HOPS)}")]
    if story.kept_out:
        reason = DISCORD.text(story.reason, 300).rstrip(".")
        return "\n".join([*lines, wording_corrections.KEPT_OUT.format(reason=reason)])
    if story.reason:
        lines.append(wording.WHY_REASON.format(reason=DISCORD.text(story.reason, 300).rstrip(".")))
    off = [wording_corrections.TAKEN_OFF.format(issue=issue_name(issue, DISCORD, issues)) for issue in story.taken_off]
    lines += [*(f"- {_why_tag(tag, issues)}" for tag in story.tags), *off] or [wording.WHY_NO_TAG]
    return "\n".join(lines)


def _why_tag(tag: Tag, issues: Mapping[str, str]) -> str:
    if not tag.phrases:
        return wording.WHY_CHOSEN.format(issue=issue_name(tag.issue, DISCORD, issues))
    phrases = [f"“{DISCORD.text(phrase, PHRASE)}”" for phrase in tag.phrases[:PHRASES]]
    if len(tag.phrases) > PHRASES:
        phrases.append(f"{len(tag.phrases) - PHRASES} more")
    line = wording.WHY_TAG.format(issue=issue_name(tag.issue, DISCORD, issues), phrases=wording.listed(phrases))
    return wording_terms.BY_SERVER.format(line=line.removesuffix(".")) if tag.by_server else line


def sources(lines: Sequence[SourceLine], page: int = 0) -> Answer:
    """The feeds a server follows, those that need a look first, ten a page."""
    if not lines:
        return Answer((f"{DISCORD.heading(wording.SOURCES_HEADING, 2)}\n{wording.SOURCES_EMPTY}",))
    ordered = sorted(lines, key=lambda line: line.ok)
    pages = -(-len(ordered) // SOURCES_A_PAGE)
    page = min(max(page, 0), pages - 1)
    count = wording.SOURCES_COUNT.format(working=sum(line.ok for line in lines), count=len(lines))
    numbered = wording.PAGE.format(page=page + 1, pages=pages) if pages > 1 else ""
    head = f"{DISCORD.heading(wording.SOURCES_HEADING, 2)}\n{' '.join(part for part in (count, numbered) if part)}"
    shown = ordered[page * SOURCES_A_PAGE : (page + 1) * SOURCES_A_PAGE]
    buttons = []
    if page > 0:
        buttons.append(Press(wording.PREVIOUS_BUTTON, f"sources-page:{page - 1}"))
    if page + 1 < pages:
        buttons.append(Press(wording.NEXT_BUTTON, f"sources-page:{page + 1}"))
    return Answer((head, "\n".join(_source(line) for line in shown)), tuple(buttons))


def _source(line: SourceLine) -> str:
    about = [wording.SOURCE_KINDS.get(line.kind, "")]
    if line.owner:
        about.append(wording.SOURCE_OWNER.format(owner=DISCORD.text(line.owner, NAME)))
    about.append(wording.SOURCE_PAYWALL.get(line.paywall, ""))
    facts = ", ".join(part for part in about if part)
    name = DISCORD.link(DISCORD.text(line.name, NAME), line.site)
    words = DISCORD.text(line.words, 120)
    return f"- {name}{f' ({facts})' if facts else ''}: {words}"

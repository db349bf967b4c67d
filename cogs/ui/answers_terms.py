"""What moderators are told of their server's terms. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.delivery.limits import ANSWER, NAME, units
from bot.models.story_desk import TermTrial
from cogs.ui import wording_terms as words
from cogs.ui.answers import Answer
from cogs.ui.cards_story import headline_of, issue_name
from cogs.ui.markup import DISCORD

HEADLINE, PHRASE, TERM = 120, 80, 80
_TAIL = 200  # room for what to do next


def tried(trial: TermTrial) -> Answer:
    """What the term would have done, with the newest examples as far as they fit."""
    issue, term = DISCORD.text(trial.issue, NAME), DISCORD.text(trial.term, TERM)
    counts = {0: words.TRY_NOTHING, 1: words.TRY_NEW_ONE}
    said = [counts.get(trial.new, words.TRY_NEW).format(count=trial.new, issue=issue)]
    if trial.tagged:
        said.append(words.TRY_TAGGED.format(count=trial.tagged))
    said.append(words.TRY_READ_ONE if trial.read == 1 else words.TRY_READ.format(count=trial.read))
    heading = DISCORD.heading(words.TRY_HEADING.format(term=term, issue=issue, days=trial.days), 2)
    blocks = [f"{heading}\n{' '.join(said)}"]
    lines: list[str] = []
    room = ANSWER - units(blocks[0]) - _TAIL
    for hit in trial.examples:
        headline = DISCORD.link(headline_of(hit.headline, DISCORD, HEADLINE), hit.url)
        line = words.TRY_HIT.format(
            headline=headline, outlet=DISCORD.text(hit.outlet, NAME), phrase=DISCORD.text(hit.phrase, PHRASE)
        )
        room -= units(line) + 1
        if room < 0:
            break
        lines.append(line)
    if lines:
        shown = [words.TRY_SHOWN.format(count=len(lines))] if len(lines) < trial.new else []
        blocks.append("\n".join([*shown, *lines]))
    blocks.append(words.TRY_KEPT if trial.kept else words.TRY_NEXT.format(command=DISCORD.command("/tag terms add")))
    return Answer(tuple(blocks))


def added(term: str, issue: str, issues: Mapping[str, str]) -> Answer:
    """The term is kept."""
    return Answer((words.ADDED.format(term=DISCORD.text(term, TERM), issue=issue_name(issue, DISCORD, issues)),))


def removed(term: str, issue: str, issues: Mapping[str, str]) -> Answer:
    """The term is kept no longer."""
    return Answer((words.REMOVED.format(term=DISCORD.text(term, TERM), issue=issue_name(issue, DISCORD, issues)),))


def listed(terms: Mapping[str, Sequence[str]], issues: Mapping[str, str]) -> Answer:
    """All of a server's terms, by issue in the order of the taxonomy."""
    heading = DISCORD.heading(words.LIST_HEADING, 2)
    if not terms:
        return Answer((f"{heading}\n{words.LIST_NONE.format(command=DISCORD.command('/tag try'))}",))
    lines = []
    for issue in sorted(terms, key=lambda issue: list(issues).index(issue) if issue in issues else len(issues)):
        quoted = ", ".join(f"“{DISCORD.text(term, TERM)}”" for term in terms[issue])
        lines.append(words.LIST_LINE.format(issue=issue_name(issue, DISCORD, issues), terms=quoted))
    return Answer((heading, *lines))

"""How a problem that a member reported is shown to moderators. No messages are built here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.corrections.problems import LONGEST
from bot.delivery.limits import HEADLINE
from bot.models.problems import ProblemCard
from cogs.ui import wording
from cogs.ui import wording_problem as words
from cogs.ui.cards_story import issue_name
from cogs.ui.markup import PLAIN, Markup

MOST_TAGS = 2  # with a button of their own; a row has five
MOST_NAMED = 6
LABEL = 40


def problem_text(card: ProblemCard, markup: Markup, issues: Mapping[str, str]) -> str:
    """What was written, the post, its tags, and who settled it."""
    lines = [markup.heading(words.HEADING), words.TEXT.format(text=markup.text(card.text, LONGEST))]
    name = markup.text(card.subject, HEADLINE) or words.POST_UNNAMED
    lines.append(words.POST.format(post=markup.link(name, card.link) if card.link else name))
    if card.issues:
        named = [issue_name(issue, markup, issues) for issue in card.issues[:MOST_NAMED]]
        lines.append(words.SHOWED.format(issues=wording.listed(named)))
    if card.settled_at is not None:
        said = words.SETTLED_TAG if card.taken_off else words.SETTLED
        moderator, time = markup.person(card.settled_by), markup.time(card.settled_at)
        issue = issue_name(card.taken_off, markup, issues) if card.taken_off else ""
        lines.append(said.format(moderator=moderator, time=time, issue=issue))
    elif card.story_id:
        lines.append(words.SPLIT_HINT.format(split=markup.command("/story split")))
    return "\n".join(lines)


def problem_buttons(card: ProblemCard, issues: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Why; and until it is settled: done, a wrong tag, the whole story."""
    why = (words.WHY_BUTTON, "problem-why")
    if card.settled_at is not None:
        return (why,)
    tags = [
        (words.TAG_BUTTON.format(issue=PLAIN.text(issues.get(issue, issue), LABEL)), f"problem-tag:{issue}")
        for issue in card.issues[:MOST_TAGS]
    ]
    retract = [(words.RETRACT_BUTTON, "problem-retract")] if card.story_id else []
    return (why, *tags, *retract, (words.DONE_BUTTON, "problem-done"))

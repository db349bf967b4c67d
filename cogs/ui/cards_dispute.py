"""How steps of disputes, and where a dispute stands, are written. No messages are built here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.delivery.limits import NAME
from bot.models.disputes import DisputeStatus, Expiry, Step, StepRecord
from bot.models.news import Label
from bot.models.posts import StepPost
from cogs.ui import wording
from cogs.ui import wording_desk as desk_words
from cogs.ui import wording_dispute as words
from cogs.ui.cards_desk import day_text, place_name
from cogs.ui.cards_story import OFFICIAL
from cogs.ui.markup import Markup

Source = Callable[[str], tuple[Label, str]]  # a link -> whose it is


def step_post_text(post: StepPost, markup: Markup) -> str:
    """A step as it is told in a channel."""
    heading = _heading(post, markup)
    if post.undone_at is not None:
        taken = words.UNDONE.format(when=markup.time(post.undone_at))
        return f"{markup.heading(words.UNDONE_HEADING.format(heading=heading))}\n{taken}"
    lines = [markup.heading(heading)]
    if post.corrected_at is not None:
        lines.append(words.CORRECTED.format(when=markup.time(post.corrected_at)))
    on = words.ON.format(
        day=long_day(date.fromisoformat(post.day)),
        place=place_name(post.home_zone, markup),
        contract=markup.text(post.contract, NAME),
    )
    lines.append(" ".join([on, *_more(post)]))
    link = markup.link(desk_words.SOURCE, post.source_url)
    lines.append(words.SOURCE.format(link=link, who=who_text(post.label, post.source, markup)))
    return "\n".join(lines)


def _heading(post: StepPost, markup: Markup) -> str:
    step, name = words.HEADINGS.get(post.step, post.step), markup.text(post.name, NAME)
    if post.by in words.PARTIES:
        return words.HEADING_BY.format(step=step, party=words.PARTIES[post.by], name=name)
    return words.HEADING.format(step=step, name=name)


def _more(post: StepPost) -> list[str]:
    found = []
    if post.until and post.step in words.UNTIL:
        found.append(words.UNTIL[post.step].format(day=long_day(date.fromisoformat(post.until))))
    if post.strike_day == 1:
        found.append(words.DAY_ONE)
    elif post.strike_day:
        found.append(words.DAY_ON.format(number=post.strike_day))
    if post.days_struck:
        found.append(words.LASTED.format(days=days_text(post.days_struck)))
    if post.step in words.NOTES:
        found.append(words.NOTES[post.step])
    return found


def status_text(status: DisputeStatus, markup: Markup, source: Source) -> str:
    """Where a dispute stands, a line a track, each with its day and source, then what ends next."""
    lines = []
    if (strike := status.strike) is not None:
        lines.append(f"{_strike(status, strike)} {source_text(strike.source_url, markup, source)}")
    if (talks := status.talks) is not None:
        said = words.TALKS.format(step=step_name(talks), day=long_day(talks.day))
        lines.append(f"{said} {source_text(talks.source_url, markup, source)}")
    if not lines:
        lines.append(words.STATUS_NONE_ONE)
    if status.expiry is not None:
        lines.append(expiry_text(status.expiry))
    return "\n".join(lines)


def _strike(status: DisputeStatus, strike: StepRecord) -> str:
    day = long_day(strike.day)
    if status.strike_day is not None:
        return words.STRIKE_DAY.format(number=status.strike_day, day=day)
    if status.days_struck and strike.step in (Step.STRIKE_SUSPENDED, Step.STRIKE_ENDED):
        return words.STRIKE_LASTED.format(step=step_name(strike), day=day, days=days_text(status.days_struck))
    return words.STRIKE.format(step=step_name(strike), day=day)


def expiry_text(expiry: Expiry) -> str:
    """What ends next, and how far it is."""
    day = long_day(expiry.day)
    if expiry.days_left < 0:
        return words.EXPIRY_OVER[expiry.kind].format(day=day)
    near = {0: words.TODAY, 1: words.TOMORROW}
    distance = near.get(expiry.days_left, words.AHEAD.format(count=f"{expiry.days_left:,}"))
    return words.EXPIRY[expiry.kind].format(day=day, distance=distance)


def step_name(step: StepRecord) -> str:
    """A step in a sentence, with who suspended the talks."""
    name = words.STEPS[step.step]
    return words.BY.format(step=name, party=words.PARTIES[step.by]) if step.by in words.PARTIES else name


def source_text(url: str, markup: Markup, source: Source) -> str:
    """A link named "Source", and whose it is."""
    label, name = source(url)
    return words.SOURCE_SHORT.format(link=markup.link(desk_words.SOURCE, url), who=who_text(label, name, markup))


def who_text(label: Label, name: str, markup: Markup) -> str:
    """The label with the publisher, as stories have it."""
    shown = markup.text(name, NAME) or wording.STORY["no_outlet"]
    return f"{wording.LABELS[label]}, {shown}" if label in OFFICIAL else f"{wording.LABELS[label]} ({shown})"


def long_day(day: date) -> str:
    """The day in words, with weekday and year."""
    return f"{day_text(day)} {day.year}"


def days_text(count: int) -> str:
    """A number of days."""
    return words.DAYS_ONE if count == 1 else words.DAYS.format(count=f"{count:,}")

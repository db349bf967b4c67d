"""How digests are written, in a channel and as a private answer. No messages are built here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.announcements.localtime import wall_of
from bot.delivery.limits import MESSAGE, NAME, units
from bot.models.posts import DateLine, DigestChange, DigestPosition, DigestPost, PersonalDigest, StoryPost
from bot.models.stands import Stand
from cogs.ui import wording, wording_digest, wording_follow
from cogs.ui.cards_issue import stories_count
from cogs.ui.cards_stands import stand_text
from cogs.ui.cards_story import fold_line, issue_name
from cogs.ui.markup import DISCORD, Markup
from cogs.ui.wording_desk import KINDS
from cogs.ui.wording_dispute import STEPS

MOST_ISSUES = 4  # further issues named after a story
MOST_PARTS = 99  # as `bot.digests.builder.split` measures them


def digest_text(post: DigestPost, markup: Markup, issues: Mapping[str, str], limit: int = MESSAGE) -> str:
    """One part: a heading, then each issue with its stories, then dates; a line each.

    A part was made to fit; should an older version have measured it otherwise, whole lines are left out and counted.
    """
    lines = [_heading(post, markup), *_under(post, markup)]
    if post.changes:
        lines.append(_changes_heading(post.changes, markup))
        lines += [_change(change, markup) for change in post.changes]
    if post.positions:
        lines.append(markup.heading(wording_digest.POSITIONS))
        lines += [position_text(position, markup, issues) for position in post.positions]
    for section in post.sections:
        lines.append(_section(section.issue, markup, issues, continued=section.continued))
        lines += [_line(story, section.issue, markup, issues) for story in section.stories]
    if post.dates:
        lines.append(markup.heading(wording_digest.DATES))
        lines += [date_text(line, markup) for line in post.dates]
    if post.more and post.part == post.parts:
        lines.append(_more(post.more, markup))
    text = "\n".join(lines)
    left_out = 0
    while units(text) > limit:
        left_out += lines.pop().startswith("- ")
        while lines[-1].startswith("###"):
            lines.pop()
        text = "\n".join([*lines, wording.STORY["more_outlets"].format(count=left_out)])
    return text


def personal_text(post: PersonalDigest, markup: Markup, issues: Mapping[str, str]) -> str:
    """A part of a member's own digest; under the last one, where it comes from."""
    if post.digest.part < post.digest.parts:
        return digest_text(post.digest, markup, issues)
    where = wording_follow.FROM.format(channel=markup.channel(post.channel_id), hours=markup.command("/follow hours"))
    return f"{digest_text(post.digest, markup, issues, limit=MESSAGE - units(where) - 1)}\n{where}"


class DigestLengths:
    """The lengths of what `digest_text` writes for Discord; see `bot.digests.builder.Lengths`."""

    def __init__(self, issues: Mapping[str, str]) -> None:
        self._issues = issues

    def frame(self, part: DigestPost) -> int:
        """See Lengths."""
        more = 1 + units(_more(part.more or part.count, DISCORD)) if part.count else 0
        return units("\n".join([_heading(part, DISCORD), *_under(part, DISCORD)])) + more

    def heading(self, issue: str, *, continued: bool) -> int:
        """See Lengths."""
        return 1 + units(_section(issue, DISCORD, self._issues, continued=continued))

    def line(self, story: StoryPost, issue: str) -> int:
        """See Lengths."""
        return 1 + units(_line(story, issue, DISCORD, self._issues))

    def changes_heading(self, changes: Sequence[DigestChange]) -> int:
        """See Lengths."""
        return 1 + units(_changes_heading(changes, DISCORD))

    def change(self, change: DigestChange) -> int:
        """See Lengths."""
        return 1 + units(_change(change, DISCORD))

    def positions_heading(self) -> int:
        """See Lengths."""
        return 1 + units(DISCORD.heading(wording_digest.POSITIONS))

    def position(self, position: DigestPosition) -> int:
        """See Lengths."""
        return 1 + units(position_text(position, DISCORD, self._issues))

    def dates_heading(self) -> int:
        """See Lengths."""
        return 1 + units(DISCORD.heading(wording_digest.DATES))

    def date(self, date: DateLine) -> int:
        """See Lengths."""
        return 1 + units(date_text(date, DISCORD))


def day_name(iso: str) -> str:
    """A local date in words: "Monday 14 August"."""
    day = date.fromisoformat(iso)
    return wording_digest.DAY.format(
        weekday=wording_digest.DAYS[day.weekday()], day=day.day, month=wording_digest.MONTHS[day.month - 1]
    )


def _heading(post: DigestPost, markup: Markup) -> str:
    counts = {0: wording_digest.COUNT_NONE, 1: wording_digest.COUNT_ONE}
    count = counts.get(post.count, wording_digest.COUNT.format(count=post.count))
    heading = wording_digest.HEADING if post.parts == 1 else wording_digest.HEADING_PART
    name = wording_digest.NAMES.get(post.cadence, wording_digest.NAMES[""])
    return markup.heading(
        heading.format(name=name, day=day_name(post.day), count=count, part=post.part, parts=post.parts), 2
    )


def _under(post: DigestPost, markup: Markup) -> list[str]:
    since = markup.time(post.since)
    if post.count == 0:
        checked = wording.CHECKED.format(time=markup.time(post.checked)) if post.checked else wording.NOT_CHECKED
        nothing = wording_digest.NOTHING.format(since=since)
        if post.later:
            nothing = wording_digest.NOTHING_LATER.format(since=since, stories=stories_count(post.later))
        return [f"{nothing} {checked}"]
    if 1 < post.part < MOST_PARTS:
        return []
    return [(wording_digest.SINCE if post.cadence else wording_digest.SINCE_ASKED).format(since=since)]


def _more(count: int, markup: Markup) -> str:
    return wording_digest.MORE.format(count=count, latest=markup.command("/news latest"))


def _changes_heading(changes: Sequence[DigestChange], markup: Markup) -> str:
    quiet = all(change.what == "expiry" for change in changes)
    return markup.heading(wording_digest.EXPIRIES if quiet else wording_digest.CHANGES)


def _change(change: DigestChange, markup: Markup) -> str:
    """An item of a list: what was entered, named by its source."""
    if change.what == "step":
        detail = STEPS.get(change.detail, change.detail)
    elif change.what == "expiry":
        detail = wording_digest.EXPIRY.get(change.detail, wording_digest.EXPIRY["contract"])
    else:
        detail = KINDS.get(change.detail, KINDS["other"])
    name = markup.text(change.name, 2 * NAME)
    words = wording_digest.CHANGE[change.what].format(
        name=markup.link(name, change.url) if change.url else name,
        detail=detail if change.what in {"step", "expiry"} else detail.lower(),
        day=_dated(change.day) if change.day else "",
        when=_when(change.at, change.home_zone, markup, all_day=change.all_day) if change.at else "",
    )
    return f"- {words}."


def position_text(position: DigestPosition, markup: Markup, issues: Mapping[str, str]) -> str:
    """An item of a list: the issue, then the line as a summary has it."""
    stand = Stand(
        position.side,
        position.who,
        position.text,
        position.telling,
        pin_id=position.pin_id,
        day=date.fromisoformat(position.day) if position.day else None,
        moving=position.moving,
    )
    line = stand_text(stand, markup)
    return f"- {wording_digest.POSITION.format(issue=issue_name(position.issue, markup, issues), line=line)}"


def _dated(iso: str) -> str:
    """A day with its year: "1 May 2026"."""
    day = date.fromisoformat(iso)
    return wording_digest.DATED.format(day=day.day, month=wording_digest.MONTHS[day.month - 1], year=day.year)


def _section(issue: str, markup: Markup, issues: Mapping[str, str], *, continued: bool) -> str:
    name = issue_name(issue, markup, issues) if issue else wording_digest.NO_ISSUE
    return markup.heading(wording_digest.CONTINUED.format(issue=name) if continued else name)


def _line(story: StoryPost, issue: str, markup: Markup, issues: Mapping[str, str]) -> str:
    line = f"- {fold_line(story, markup)}."
    others = [issue_name(other, markup, issues) for other in story.issues if other != issue][:MOST_ISSUES]
    return f"{line} {wording_digest.OTHER_ISSUES.format(issues=wording.listed(others))}" if others else line


def date_text(line: DateLine, markup: Markup) -> str:
    """A bargaining date as an item of a list: each reader's time, and the time at its home."""
    when = _when(line.at, line.home_zone, markup, all_day=line.all_day)
    name = markup.text(line.name, 2 * NAME)
    return f"- {wording_digest.DATE.format(name=markup.link(name, line.url) if line.url else name, when=when)}"


def _when(at: datetime, home_zone: str, markup: Markup, *, all_day: bool) -> str:
    when = markup.time(at, "F")
    if not home_zone:
        return when
    wall = wall_of(at, home_zone)
    if all_day:
        return wording_digest.ALL_DAY.format(day=day_name(wall.date().isoformat()))
    place = markup.text(home_zone.rpartition("/")[2].replace("_", " "), NAME)
    return f"{when} ({wording_digest.HOME.format(time=f'{wall:%H:%M}', place=place)})"

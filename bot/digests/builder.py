"""What a digest holds and how it is split into messages. Pure; the words and their lengths are the cards'."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple, Protocol

from bot.delivery.composer import OFFICIAL
from bot.models.news import Entry, Story
from bot.models.posts import DateLine, DigestChange, DigestPosition, DigestPost, DigestSection, StoryPost
from bot.models.schedules import Reach


class Lengths(Protocol):
    """How long the lines of a digest are where it will be read, each with the line's end."""

    def frame(self, part: DigestPost) -> int:
        """All that stands around the sections and dates."""
        ...

    def heading(self, issue: str, *, continued: bool) -> int:
        """The heading of a section."""
        ...

    def line(self, story: StoryPost, issue: str) -> int:
        """A story under the issue's heading."""
        ...

    def changes_heading(self, changes: Sequence[DigestChange]) -> int:
        """The heading over what changed."""
        ...

    def change(self, change: DigestChange) -> int:
        """A change."""
        ...

    def positions_heading(self) -> int:
        """The heading over new positions."""
        ...

    def position(self, position: DigestPosition) -> int:
        """A position."""
        ...

    def dates_heading(self) -> int:
        """The heading over the dates."""
        ...

    def date(self, date: DateLine) -> int:
        """A date."""
        ...


def is_new(entry: Entry, reach: Reach) -> bool:
    """Whether the entry lies beyond what earlier digests covered."""
    return entry.id > reach.entry_id or (entry.late_at is not None and entry.late_at > reach.at)


def is_fresh(story: Story, reach: Reach) -> bool:
    """Whether a digest that covers the entries beyond `reach` tells the story.

    It does when nothing announced was there before, and once more when a side itself has published on it since.
    """
    announced = [entry for entry in story.entries if entry.announced]
    new = [entry for entry in announced if is_new(entry, reach)]
    before = [entry for entry in announced if not is_new(entry, reach)]
    if not new:
        return False
    return not before or (
        _official(new) and not _official(entry for entry in story.entries if not is_new(entry, reach))
    )


def sections_of(stories: Iterable[StoryPost], issues: Sequence[str]) -> tuple[DigestSection, ...]:
    """Each story once, under its first issue: issues in the order given, unknown ones after them, last those without; newest first."""
    grouped: dict[str, list[StoryPost]] = {issue: [] for issue in issues}
    without: list[StoryPost] = []
    for story in sorted(stories, key=lambda story: (story.lead.at, story.story_id), reverse=True):
        (grouped.setdefault(story.issues[0], []) if story.issues else without).append(story)
    groups = [*grouped.items(), ("", without)]
    return tuple(DigestSection(issue, tuple(told)) for issue, told in groups if told)


def split(whole: DigestPost, lengths: Lengths, limit: int) -> tuple[DigestPost, ...]:
    """The digest as one or more messages, each within `limit`; no line is lost, no heading stands last.

    A line that is too long by itself still gets its message: the cards cut it. Positions come before the stories, dates after them.
    """
    # Measured with the largest numbers that the parts can have.
    frame = lengths.frame(replace(whole, part=99, parts=99))
    parts: list[DigestPost] = []
    bare = replace(whole, changes=(), positions=(), sections=(), dates=())
    current, used = replace(bare, changes=whole.changes), frame
    if current.changes:
        used += lengths.changes_heading(current.changes) + sum(map(lengths.change, current.changes))
    for line in _lines(whole, lengths):
        if current != bare and used + line.needs(current) > limit:
            parts.append(current)
            current, used = bare, frame
        used += line.needs(current)
        current = line.put(current)
    parts.append(current)
    return tuple(replace(part, part=number, parts=len(parts)) for number, part in enumerate(parts, start=1))


class _Line(NamedTuple):
    """A line, and the heading that it needs in a part where none stands over it."""

    length: int
    heading: int
    headed: Callable[[DigestPost], bool]
    put: Callable[[DigestPost], DigestPost]

    def needs(self, part: DigestPost) -> int:
        """How much longer it makes the part."""
        return self.length + (0 if self.headed(part) else self.heading)


def _lines(whole: DigestPost, lengths: Lengths) -> Iterator[_Line]:
    """All that can be in one part or the next, in order."""
    for taken in whole.positions:
        put = partial(_with_position, taken)
        yield _Line(lengths.position(taken), lengths.positions_heading(), lambda part: bool(part.positions), put)
    for section in whole.sections:
        for place, story in enumerate(section.stories):
            heading = lengths.heading(section.issue, continued=place > 0)
            headed = partial(_has_section, section.issue)
            story_put = partial(_with_story, section.issue, story, continued=place > 0)
            yield _Line(lengths.line(story, section.issue), heading, headed, story_put)
    for date in whole.dates:
        yield _Line(
            lengths.date(date), lengths.dates_heading(), lambda part: bool(part.dates), partial(_with_date, date)
        )


def bounded(whole: DigestPost, lengths: Lengths, limit: int, most: int) -> tuple[DigestPost, ...]:
    """As `split`, in at most `most` messages: each section keeps its newest stories, as many as fit, and the others are counted."""
    parts = split(whole, lengths, limit)
    kept = max((len(section.stories) for section in whole.sections), default=0)
    while len(parts) > most and kept > 1:
        kept -= 1
        parts = split(
            _cut_down(whole, tuple(replace(s, stories=s.stories[:kept]) for s in whole.sections)), lengths, limit
        )
    sections = tuple(replace(s, stories=s.stories[:kept]) for s in whole.sections)
    while len(parts) > most and sections:
        sections = sections[:-1]
        parts = split(_cut_down(whole, sections), lengths, limit)
    return parts


def _cut_down(whole: DigestPost, sections: tuple[DigestSection, ...]) -> DigestPost:
    told = sum(len(section.stories) for section in sections)
    return replace(whole, sections=sections, more=whole.count - told)


def _has_section(issue: str, part: DigestPost) -> bool:
    return bool(part.sections) and part.sections[-1].issue == issue


def _with_story(issue: str, story: StoryPost, part: DigestPost, *, continued: bool) -> DigestPost:
    if _has_section(issue, part):
        last = part.sections[-1]
        return replace(part, sections=(*part.sections[:-1], replace(last, stories=(*last.stories, story))))
    return replace(part, sections=(*part.sections, DigestSection(issue, (story,), continued=continued)))


def _with_position(taken: DigestPosition, part: DigestPost) -> DigestPost:
    return replace(part, positions=(*part.positions, taken))


def _with_date(date: DateLine, part: DigestPost) -> DigestPost:
    return replace(part, dates=(*part.dates, date))


def _official(entries: Iterable[Entry]) -> bool:
    return any(entry.annotation.label in OFFICIAL for entry in entries)

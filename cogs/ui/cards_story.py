"""How stories are written: a post of its own, a line of a fold, a notice that a story became official. No messages are built here.

Each function writes within a length: what a reader needs most comes first, what does not fit is left out and counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.delivery.limits import FOLDED_HEADLINE, HEADLINE, HOPS, MESSAGE, NAME, OTHERS, units
from bot.models.news import Label
from bot.models.posts import FoldPost, OfficialNotice, Retracted, StoryPost, Telling
from cogs.ui import wording
from cogs.ui.markup import Markup
from cogs.ui.wording_desk import SOURCE

OFFICIAL = (Label.OFFICIAL_UNION, Label.OFFICIAL_EMPLOYER)
LEAST_STORY = 480  # units that the shortest form of a story never exceeds
LONGEST_LINE = 2_000  # units of a statement's line
_TAIL = 40  # room for "And 12 more."


class Detail(NamedTuple):
    """How much of a story is shown; the rungs go from all to the least that still says who says what."""

    headline: int
    link: bool
    facts: bool
    hops: int


RUNGS = (
    Detail(HEADLINE, link=True, facts=True, hops=HOPS),
    Detail(120, link=True, facts=False, hops=HOPS),
    Detail(80, link=True, facts=False, hops=0),
    Detail(80, link=False, facts=False, hops=0),
)


def who_says(telling: Telling, markup: Markup, *, linked: bool = False, hops: int = HOPS) -> str:
    """The label with the outlet and what it stands on: "REPORTED (Outlet, unnamed source, citing Bloomberg and Variety)"."""
    outlet = outlet_of(telling, markup)
    if linked:
        outlet = markup.link(outlet, telling.url)
    label = wording.LABELS[telling.label]
    grounds = []
    if telling.unnamed_source:
        grounds.append(wording.STORY["unnamed"])
    if telling.attributed_to and hops:
        grounds.append(wording.STORY["citing"].format(names=names_of(telling.attributed_to, markup, hops)))
    if telling.label in OFFICIAL:
        return ", ".join([label, outlet, *grounds])
    return f"{label} ({', '.join([outlet, *grounds])})"


def outlet_of(telling: Telling, markup: Markup) -> str:
    """The outlet's name."""
    return markup.text(telling.outlet, NAME) or wording.STORY["no_outlet"]


def headline_of(title: str, markup: Markup, most: int) -> str:
    """A headline of at most `most` units before escaping."""
    return markup.text(title, most) or wording.STORY["no_headline"]


def names_of(names: Sequence[str], markup: Markup, most: int) -> str:
    """Names as prose, the first `most` of them and how many more."""
    shown = [markup.text(name, NAME) or wording.STORY["no_outlet"] for name in names[:most]]
    return wording.listed([*shown, f"{len(names) - most} more"] if len(names) > most else shown)


def story_text(post: StoryPost, markup: Markup, issues: Mapping[str, str], limit: int = MESSAGE) -> str:
    """A story within `limit` units (LEAST_STORY at least): headline and who says so, link and time, issues, changes, other outlets."""
    for rung in RUNGS:
        text = "\n".join(_needed(post, markup, rung))
        if units(text) <= limit:
            break
    for line in (*quoted(post.lead.words, markup, limit - units(text)), *_wanted(post, markup, issues)):
        if units(text) + 1 + units(line) <= limit:
            text = f"{text}\n{line}"
    return _with_others(text, post.also, markup, limit)


def _needed(post: StoryPost, markup: Markup, rung: Detail) -> tuple[str, str]:
    lead = post.lead
    outlet = outlet_of(lead, markup)
    headline = headline_of(lead.title, markup, rung.headline)
    heading = markup.heading(f"{headline} – {who_says(lead, markup, hops=rung.hops)}")
    if lead.statement:
        return heading, statement_source(lead, markup, linked=rung.link)
    linked = wording.STORY["read_at"].format(outlet=outlet)
    shown = markup.link(linked, lead.url) if rung.link else linked
    if shown == linked:
        shown = wording.STORY["unlinked"].format(outlet=outlet)
    said = " ".join([f"{shown}, {markup.time(lead.at)}.", *(facts(lead, markup) if rung.facts else [])])
    return heading, said


def facts(telling: Telling, markup: Markup) -> list[str]:
    """The outlet's owner and whether it is behind a paywall, as sentences."""
    owner = wording.STORY["owner"].format(owner=markup.text(telling.owner, NAME)) if telling.owner else ""
    return [sentence for sentence in (owner, wording.PAYWALL.get(telling.paywall, "")) if sentence]


def _wanted(post: StoryPost, markup: Markup, issues: Mapping[str, str]) -> list[str]:
    lines = []
    if post.issues:
        names = ", ".join(issue_name(issue, markup, issues) for issue in post.issues)
        lines.append(wording.STORY["about"].format(issues=names))
    if post.pings:
        roles = wording.listed([markup.role(role_id) for role_id in post.pings])
        lines.append(wording.STORY["for_roles"].format(roles=roles))
    if post.earlier_headline:
        earlier = markup.text(post.earlier_headline, HEADLINE)
        if post.changed_at is None:
            lines.append(wording.STORY["changed_undated"].format(earlier=earlier))
        else:
            lines.append(wording.STORY["changed"].format(earlier=earlier, when=markup.time(post.changed_at)))
    lines += [retracted_line(each, markup) for each in post.retracted]
    return lines


def issue_name(issue: str, markup: Markup, issues: Mapping[str, str]) -> str:
    """An issue in words; its id where no name is known."""
    return markup.text(issues.get(issue, issue), NAME)


def statement_source(telling: Telling, markup: Markup, *, linked: bool = True) -> str:
    """Where a statement stands, when it was made, and who brought it."""
    link = markup.link(SOURCE, telling.url) if linked else SOURCE
    source = f"{link}, " if link != SOURCE else ""
    return wording.STORY["statement"].format(source=source, when=markup.time(telling.at))


def quoted(words: str, markup: Markup, room: int) -> list[str]:
    """A statement's own words as a quote of at most `room` units, a line a line; what is left out is said."""
    lines: list[str] = []
    for line in words.splitlines():
        space = room - _TAIL
        # Half of it where every second sign needs a mark of its own; cut lines end with an ellipsis.
        forms = (markup.quote(markup.text(line, max(most, 1))) for most in (LONGEST_LINE, space, space // 2))
        written = next((form for form in forms if units(form) + 1 <= space), None)
        if written is None:
            return [*lines, wording.STORY["goes_on"]]
        lines.append(written)
        room -= units(written) + 1
    return lines


def retracted_line(said: Retracted, markup: Markup) -> str:
    """A statement that was taken back, struck through, and when."""
    who = f"{wording.LABELS[said.label]}, {markup.text(said.outlet, NAME) or wording.STORY['no_outlet']}"
    statement = markup.struck(f"{headline_of(said.title, markup, FOLDED_HEADLINE)} – {who}")
    return wording.STORY["retracted"].format(statement=statement, when=markup.time(said.at))


def _with_others(text: str, also: Sequence[Telling], markup: Markup, limit: int) -> str:
    if not also:
        return text
    used = units(text) + 1 + units(wording.STORY["also"])
    shown: list[str] = []
    for number, telling in enumerate(also, start=1):
        line = " ".join([f"- {who_says(telling, markup, linked=True)}.", *facts(telling, markup)])
        if used + 1 + units(line) + (_TAIL if number < len(also) else 0) > limit:
            break
        shown.append(line)
        used += 1 + units(line)
    if not shown:
        counted = f"{text}\n{wording.STORY['also_counted'].format(count=len(also))}"
        return counted if units(counted) <= limit else text
    if len(shown) < len(also):
        shown.append(wording.STORY["more_outlets"].format(count=len(also) - len(shown)))
        if used + 1 + units(shown[-1]) > limit:
            return text
    return "\n".join([text, wording.STORY["also"], *shown])


def fold_text(fold: FoldPost, markup: Markup) -> str:
    """A line a story; `bot.delivery.limits.fold_fits` tells beforehand that all have room."""
    count = len(fold.stories)
    heading = wording.FOLD_HEADING_ONE if count == 1 else wording.FOLD_HEADING.format(count=count)
    text = markup.heading(heading)
    for number, story in enumerate(fold.stories):
        line = f"\n- {fold_line(story, markup)}"
        if units(text) + units(line) + (_TAIL if number + 1 < count else 0) > MESSAGE:
            return f"{text}\n{wording.STORY['more_outlets'].format(count=count - number)}"
        text += line
    return text


def fold_line(story: StoryPost, markup: Markup) -> str:
    """One story in one line: linked headline, who says so, when, who else."""
    lead = story.lead
    line = f"{markup.link(headline_of(lead.title, markup, FOLDED_HEADLINE), lead.url)} – {who_says(lead, markup)}, {markup.time(lead.at)}"
    if not story.also:
        return line
    others = names_of([telling.outlet for telling in story.also], markup, OTHERS)
    return f"{line}, {wording.STORY['also_inline'].format(names=others)}"


def official_text(notice: OfficialNotice, markup: Markup) -> str:
    """A story that the press reported first is now published by a side itself, under that side's own headline."""
    official = notice.official
    headline = headline_of(official.title, markup, HEADLINE)
    link = markup.link(wording.STORY["read_at"].format(outlet=outlet_of(official, markup)), official.url)
    body = wording.OFFICIAL_BODY.get(official.label, wording.OFFICIAL_BODY_ELSE)
    lines = [
        markup.heading(wording.OFFICIAL_HEADING.format(headline=headline, who=who_says(official, markup, hops=2))),
        body,
        f"{link}, {markup.time(official.at)}.",
    ]
    if notice.link:
        lines.append(markup.link(wording.OFFICIAL_POST, notice.link))
    before = wording.OFFICIAL_BEFORE.format(headline=markup.text(notice.headline, HEADLINE))
    known = notice.headline not in ("", official.title)
    if known and units("\n".join(lines)) + units(before) < MESSAGE:
        lines[1] = f"{before} {body}"
    return "\n".join(lines)

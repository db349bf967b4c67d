"""What `/issue trends` answers: the numbers as text, with the picture below. Text only; `answers.py` sends it."""

from __future__ import annotations

from bot.delivery.limits import ANSWER, units
from bot.issues.trends import drawable
from bot.models.announcements import Attachment
from bot.models.trends import Series, Trend
from cogs.ui import wording_trends
from cogs.ui.answers import Answer
from cogs.ui.answers_news import checked
from cogs.ui.cards_issue import stories_count
from cogs.ui.charts_trends import FILE, alt_of, day_name, mark_lines, what
from cogs.ui.markup import DISCORD, cut

_ROOM = 400  # for the lines around the numbers


def answer(trend: Trend, picture: bytes | None) -> Answer:
    """Heading and total; each issue's numbers; what is marked; the picture or why there is none."""
    top = [DISCORD.heading(DISCORD.text(what(trend)), 2)]
    if trend.stories:
        top.append(wording_trends.COUNTED.format(stories=stories_count(trend.stories)))
        if trend.issue is None:
            top.append(wording_trends.COUNTED_MANY)
    blocks = ["\n".join(top)]
    marks = "\n".join(
        [DISCORD.heading(wording_trends.MARKS), *(f"- {DISCORD.text(line, 600)}" for line in mark_lines(trend))]
    )
    if trend.series:
        room = ANSWER - units(blocks[0]) - units(marks) - _ROOM
        each = room // len(trend.series)
        heading = wording_trends.NUMBERS_WEEK if trend.weekly else wording_trends.NUMBERS_DAY
        lines = [cut(f"- {_numbers(series, trend)}", each) for series in trend.series]
        blocks.append("\n".join([DISCORD.heading(heading), *lines]))
    if mark_lines(trend):
        blocks.append(marks)
    if trend.days == 1:
        blocks.append(wording_trends.ONE_DAY)
    elif not drawable(trend):
        blocks.append(wording_trends.TOO_LITTLE.format(stories=stories_count(trend.stories)))
    elif picture is None:
        blocks.append(wording_trends.NOT_DRAWN)
    blocks.append(checked(trend.last_checked))
    shown = Attachment(FILE, "image/png", picture, alt_of(trend)) if picture is not None else None
    return Answer(tuple(blocks), picture=shown)


def _numbers(series: Series, trend: Trend) -> str:
    told = [
        wording_trends.COUNT.format(day=day_name(start), count=count)
        for start, count in zip(trend.starts, series.counts, strict=True)
        if count
    ]
    line = wording_trends.SERIES.format(
        issue=DISCORD.text(series.issue.name, 40), stories=stories_count(series.total), counts=", ".join(told)
    )
    if len(told) == len(series.counts):
        return line
    return f"{line} {wording_trends.OTHER_WEEKS if trend.weekly else wording_trends.OTHER_DAYS}"

"""A trend as a chart with its words, and what it shows in words. How a chart is drawn is in `bot/issues/chart.py`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.delivery.limits import NAME
from bot.models.trends import Bars, Chart, Lane, Span, Trend
from cogs.ui import wording_trends
from cogs.ui.cards_issue import stories_count
from cogs.ui.markup import PLAIN, cut

MOST_TICKS = 5
MOST_LANES = 6
ALT = 1_000  # Discord takes 1,024
FILE = "trends.png"


def chart_of(trend: Trend) -> Chart:
    """The picture's content."""
    return Chart(
        title=what(trend),
        scale=wording_trends.BY_WEEK if trend.weekly else wording_trends.BY_DAY,
        bars=tuple(Bars(f"{PLAIN.text(s.issue.name, 40)}: {stories_count(s.total)}", s.counts) for s in trend.series),
        ticks=_ticks(trend.starts),
        lanes=_lanes(trend),
    )


def alt_of(trend: Trend) -> str:
    """What the picture shows: issues, totals and highest bars first, then what is marked."""
    series = " ".join(_highest(trend, position) for position in range(len(trend.series)))
    marks = " ".join([*mark_lines(trend), wording_trends.ALT_REST])
    first, last = day_name(trend.starts[0]), day_name(trend.today)
    told = wording_trends.ALT.format(what=what(trend), since=first, until=last, series=series, marks=marks)
    return cut(" ".join(told.split()), ALT)


def what(trend: Trend) -> str:
    """What is counted, as a heading."""
    name = PLAIN.text(trend.issue.name, NAME) if trend.issue else wording_trends.ALL
    return (wording_trends.HEADING_DAY if trend.days == 1 else wording_trends.HEADING).format(
        what=name, days=trend.days
    )


def mark_lines(trend: Trend) -> list[str]:
    """Strikes, talks and dates in sentences."""
    lines = []
    for kind, words in (("strike", wording_trends.STRIKE), ("talks", wording_trends.TALKS)):
        for guild, spans in _by_guild(trend.spans, kind).items():
            lines.append(words.format(guild=PLAIN.text(guild, NAME), when=", ".join(map(_span, spans))))
    if trend.dates:
        lines.append(wording_trends.DATES.format(days=", ".join(map(day_name, trend.dates))))
    return lines


def day_name(day: date) -> str:
    """A day of a trend: "14 Aug"."""
    return f"{day.day} {wording_trends.MONTHS[day.month - 1]}"


def _highest(trend: Trend, position: int) -> str:
    series = trend.series[position]
    count = max(series.counts)
    words = wording_trends.ALT_SERIES_WEEK if trend.weekly else wording_trends.ALT_SERIES
    day = day_name(trend.starts[series.counts.index(count)])
    return words.format(
        issue=PLAIN.text(series.issue.name, 40), stories=stories_count(series.total), day=day, count=count
    )


def _span(span: Span) -> str:
    words = wording_trends.SPAN_DAY if span.days == 1 else wording_trends.SPAN
    return words.format(first=day_name(span.first), last=day_name(span.last), days=span.days)


def _by_guild(spans: Iterable[Span], kind: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for span in spans:
        if span.kind == kind:
            found.setdefault(span.guild, []).append(span)
    return found


def _ticks(starts: tuple[date, ...]) -> tuple[tuple[int, str], ...]:
    step = max(1, -(-len(starts) // MOST_TICKS))
    return tuple((place, day_name(starts[place])) for place in range(0, len(starts), step))


def _lanes(trend: Trend) -> tuple[Lane, ...]:
    lanes = [
        Lane(
            words.format(guild=PLAIN.text(guild, 18)),
            spans=tuple(
                (_place(trend, span.first) - 0.5, _place(trend, span.last) + _width(trend) - 0.5) for span in spans
            ),
            hatched=kind == "strike",
        )
        for kind, words in wording_trends.LANES.items()
        for guild, spans in _by_guild(trend.spans, kind).items()
    ][:MOST_LANES]
    if trend.dates:
        half = _width(trend) / 2 - 0.5
        lanes.append(Lane(wording_trends.LANE_DATES, points=tuple(_place(trend, day) + half for day in trend.dates)))
    return tuple(lanes)


def _width(trend: Trend) -> float:
    """Of a day, in bars."""
    return 1 / 7 if trend.weekly else 1.0


def _place(trend: Trend, day: date) -> float:
    return (day - trend.starts[0]).days * _width(trend)

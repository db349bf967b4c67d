"""The program that draws a chart: a Chart as JSON from stdin, a PNG file to stdout. The only place that knows the drawing library.

Read on a phone a picture is about 400 points wide, so the letters are large and the picture high. Nothing is told by colour alone:
each row of bars has its name, the highest bar its number, strikes are hatched, talks plain, dates diamonds, each lane with its name.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

WIDTH, DPI = 5.2, 200  # inches, so 1,040 pixels
TITLE, ROW, LANE, AXIS = 0.6, 1.05, 0.32, 0.55  # inches of height
CARD, INK, SOFT, BAR, MARK = "#ffffff", "#1a1a1a", "#c9ced6", "#0b5394", "#8a4b00"
INK_WIDTH = 0.8


def draw(chart: dict[str, Any]) -> bytes:
    """The picture of a Chart given as plain values."""
    mpl.rcParams.update({"font.family": "DejaVu Sans", "hatch.linewidth": 1.2, "text.parse_math": False})
    rows, lanes = chart["bars"], chart["lanes"]
    heights = [ROW] * len(rows) + ([LANE * len(lanes) + 0.1] if lanes else [])
    height = TITLE + AXIS + sum(heights) + 0.42 * len(heights)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=CARD)
    figure.text(0.03, 1 - 0.14 / height, chart["title"], fontsize=13, fontweight="bold", color=INK, va="top")
    figure.text(0.03, 1 - 0.40 / height, chart["scale"], fontsize=10, color=INK, va="top")
    axes = figure.subplots(len(heights), 1, sharex=True, squeeze=False, gridspec_kw={"height_ratios": heights})[:, 0]
    left = 0.10 + (0.0125 * max(len(lane["name"]) for lane in lanes) if lanes else 0)
    figure.subplots_adjust(left=left, right=0.96, top=1 - (TITLE + 0.34) / height, bottom=AXIS / height, hspace=0.42)
    highest = max((max(row["counts"]) for row in rows), default=1)
    for axis, row in zip(axes, rows, strict=False):
        _bars(axis, row, highest)
        axis.tick_params(axis="x", labelbottom=False, length=0)
    if lanes:
        _lanes(axes[-1], lanes)
    count = len(rows[0]["counts"])
    last = axes[-1]
    last.set_xlim(-0.6, count - 0.4)
    last.set_xticks([place for place, _ in chart["ticks"]], [label for _, label in chart["ticks"]])
    last.tick_params(axis="x", labelbottom=True, labelsize=10, colors=INK, length=4)
    return _png(figure)


def _bars(axis: Any, row: dict[str, Any], highest: int) -> None:
    counts = row["counts"]
    axis.bar(range(len(counts)), counts, width=0.8, color=BAR, edgecolor=INK, linewidth=0.4, zorder=2)
    axis.set_title(row["name"], loc="left", fontsize=11, color=INK, pad=5)
    axis.set_ylim(0, highest * 1.25)
    axis.yaxis.set_major_locator(MaxNLocator(nbins=2, integer=True))
    axis.grid(axis="y", color=SOFT, linewidth=0.6, zorder=0)
    axis.tick_params(axis="y", labelsize=10, colors=INK, length=0)
    _open(axis)
    top = max(counts)
    if top:
        axis.annotate(str(top), (counts.index(top), top), (0, 2), textcoords="offset points", ha="center", fontsize=10)


def _lanes(axis: Any, lanes: list[dict[str, Any]]) -> None:
    for number, lane in enumerate(lanes):
        for first, last in lane["spans"]:
            axis.barh(
                number, last - first, left=first, height=0.62, color=CARD if lane["hatched"] else MARK, edgecolor=INK,
                linewidth=INK_WIDTH, hatch="////" if lane["hatched"] else "", zorder=2,
            )  # fmt: skip
        axis.plot(lane["points"], [number] * len(lane["points"]), "D", color=INK, markersize=6, zorder=3)
    axis.set_yticks(range(len(lanes)), [lane["name"] for lane in lanes])
    axis.tick_params(axis="y", labelsize=10, colors=INK, length=0)
    axis.set_ylim(len(lanes) - 0.4, -0.6)
    _open(axis)


def _open(axis: Any) -> None:
    for side in ("top", "right", "left"):
        axis.spines[side].set_visible(False)
    axis.spines["bottom"].set_color(INK)
    axis.set_facecolor(CARD)


def _png(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=CARD, metadata={"Software": None})
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(json.load(sys.stdin.buffer)))

"""What a rehearsal prints in 80 columns: the channel as it fills, above a bar of the days where there is a terminal."""

from __future__ import annotations

import textwrap
from datetime import datetime
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from rehearsal.message_text import Line, read
from rehearsal.pace import Pace
from rehearsal.scenes import Asked, news_of
from rehearsal.transcript import day_of, hour_of

WIDTH, INDENT = 80, 7


class Terminal:
    """Prints to a console; inside `with`, the bar stands below what is printed."""

    def __init__(self, pace: Pace, end: datetime, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self._width = min(self.console.width, WIDTH)
        self.console.width = self._width
        self._pace, self._end = pace, end
        self._day = ""
        self._posts = self._edits = 0
        self._bar = Progress(
            TextColumn("{task.description}", justify="left"),
            BarColumn(bar_width=32),
            TextColumn("{task.fields[count]}"),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        total = (self._end - self._pace.start).total_seconds()
        self._task = self._bar.add_task(_short(self._pace.start), total=total, count="")
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def say(self, text: str = "") -> None:
        """Sentences of the rehearsal itself."""
        for paragraph in text.split("\n"):
            self.console.print(
                Text(textwrap.fill(paragraph, self._width) if len(paragraph) > self._width else paragraph)
            )

    def title(self, text: str) -> None:
        """A heading."""
        self.console.print(Text(text, style="bold"))

    def tick(self) -> None:
        """Move the bar to the present moment."""
        if self._task is not None:
            now = min(self._pace.now(), self._end)
            count = f"{_counted(self._posts, 'post')}, {_counted(self._edits, 'edit')}"
            done = (now - self._pace.start).total_seconds()
            self._bar.update(self._task, completed=done, description=_short(now), count=count)

    def post(self, place: str, text: str, now: datetime, *, story: bool) -> None:
        """A new message in a channel."""
        self._posts += story
        self._head(now, place)
        self._body(read(text))

    def edit(self, place: str, before: str, after: str, now: datetime) -> None:
        """What an edit brought, under the first line of the message as it was."""
        self._edits += 1
        self._head(now, f"{place}, edited")
        first = read(before)[0]
        self._body([Line(first.spans, first.heading)], style="dim")
        self._body(read("\n".join(news_of(before, after))))

    def answer(self, asked: Asked) -> None:
        """A private answer."""
        self._head(self._pace.at(asked.at), f"private, to {asked.who}: {asked.what}")
        self._body(read(asked.answer))

    def _head(self, now: datetime, place: str) -> None:
        day = day_of(now)
        if day != self._day:
            self._day = day
            self.console.print()
            self.console.rule(Text(day, style="bold"), align="left", style="dim")
        self.console.print()
        self._wrapped(Text(place, style="dim"), Text(f"{hour_of(now)}  ", style="bold"))

    def _body(self, lines: list[Line], style: str = "") -> None:
        for number, line in enumerate(lines):
            if line.heading and number:
                self.console.print()
            text = Text(style="bold" if line.heading and not style else style)
            for span in line.spans:
                text.append(span.text, style=f"underline link {span.url}" if span.url else "")
            self._wrapped(text, Text(" " * INDENT + ("- " if line.item else "")))

    def _wrapped(self, text: Text, first: Text) -> None:
        """Print `first` and the text, whose further lines stand below its beginning."""
        lines = text.wrap(self.console, self._width - len(first)) or [Text()]
        for number, line in enumerate(lines):
            line.rstrip()
            self.console.print(Text.assemble(first if number == 0 else " " * len(first), line))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _short(moment: datetime) -> str:
    day = day_of(moment).split()
    return f"{day[0][:3]} {day[1]:>2} {day[2][:3]}  {hour_of(moment)}"

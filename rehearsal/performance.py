"""One performance: open the room, set the server up, play the days, report. What is printed is worded here."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from rich.console import Console

from rehearsal.chronicle.book import HOME, read_chronicle
from rehearsal.desk import Deed, Meeting, Notice, deeds, entries
from rehearsal.follower import Follower
from rehearsal.moderating import do, enter
from rehearsal.pace import NEVER, Pace
from rehearsal.page.server import open_page
from rehearsal.place import Place
from rehearsal.programme import Question, kill_times, questions, told, wanting
from rehearsal.record import Played, compute, keep, write
from rehearsal.report import MARGIN, Report
from rehearsal.room import Room
from rehearsal.scenes import scenes
from rehearsal.summary import summary
from rehearsal.terminal import Terminal
from rehearsal.transcript import day_of

FIRST_DAY, LAST_DAY = 10, 25
A_DAY = 86_400.0
LATELY = timedelta(hours=4)  # simulated; feeds read so long before a question are read often enough to answer it
FIRST_READING = 600.0  # simulated seconds a real one until every feed was read: the bot spreads that over some minutes
QUIET, PATIENCE = (
    3.0,
    20.0,
)  # real seconds: the end has come when nothing was posted for so long; the longest wait for it
LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Options:
    """What is played and how; `speed` in simulated seconds a real one."""

    once: bool = False
    start_day: int = FIRST_DAY
    days: int = LAST_DAY - FIRST_DAY + 1
    speed: float = A_DAY / 20
    out: Path | None = None
    kills: int = 0
    seed: int = 2023
    margin: timedelta = MARGIN
    port: int = 0  # of the page and the stand-in; 0: any that is free

    @property
    def start(self) -> datetime:
        """The simulated midnight in Los Angeles with which it begins."""
        return datetime(2023, 8, self.start_day, tzinfo=HOME)

    @property
    def end(self) -> datetime:
        """The midnight with which it ends."""
        return min(self.start + timedelta(days=self.days), datetime(2023, 8, LAST_DAY + 1, tzinfo=HOME))


async def perform(options: Options, console: Console | None = None) -> int:
    """Play; the exit code: 0 if the report is good, else 1. Raises BotEndedError and TimeoutError when the bot fails."""
    pace = Pace(options.start, NEVER, options.speed)
    terminal = Terminal(pace, options.end, console)
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as name:
        folder = Path(name)
        try:
            async with Room(read_chronicle(), pace, folder, last=options.end, port=options.port) as room:
                report = await _performance(options, room, terminal)
                if not options.once:
                    await _stay(room, terminal)
        finally:
            if options.out is not None:
                keep(folder, options.out)
    return 0 if report.good else 1


async def _performance(options: Options, room: Room, terminal: Terminal) -> Report:
    await _opening(options, room, terminal)
    if not options.once:
        terminal.say()
        terminal.title(f"Open this page in your browser: {open_page(room)}")
    follower = Follower(room.discord.journal, room.pace, room.place.channels, str(room.place.news.id), terminal)
    with terminal:
        follower.show()
        cast = asyncio.create_task(_act(options, room, terminal))
        try:
            await _watch(options, room, terminal, follower, cast)
        finally:
            cast.cancel()
            await asyncio.gather(cast, return_exceptions=True)
    if options.once:
        await room.bot.stop()
    return _closing(options, room, terminal)


async def _opening(options: Options, room: Room, terminal: Terminal) -> None:
    chronicle, seconds = room.press.chronicle, A_DAY / options.speed
    played = [item for item in chronicle.items if options.start <= item.at < options.end]
    terminal.title("Picketwire rehearsal")
    terminal.say()
    terminal.say(f"{_days(options)}, a day in {seconds:.3g} seconds.")
    terminal.say(
        f"{len(chronicle.outlets)} invented outlets print {len(played)} items, "
        f"{sum(item.relevant for item in played)} of them about bargaining."
    )
    terminal.say("The page of each of these names the documented source; all the rest is made up.")
    terminal.say()
    terminal.say(f"A stand-in for Discord listens at {room.discord.url}.")
    terminal.say(f"The press prints at 127.0.1.1 to 127.0.1.{len(chronicle.outlets)}, port {room.press.port}.")
    began = asyncio.get_running_loop().time()
    await room.start()
    terminal.say(
        f"The bot is running as its own process ({asyncio.get_running_loop().time() - began:.1f} s to connect)."
    )
    terminal.answer(await room.set_up())
    terminal.answer(await room.choose_digest())
    room.go_on(min(FIRST_READING, options.speed))
    await room.feeds_read()
    room.go_on(options.speed)


async def _watch(
    options: Options, room: Room, terminal: Terminal, follower: Follower, cast: asyncio.Task[None]
) -> None:
    """Show what happens until the days are over and the channel is quiet."""
    loop = asyncio.get_running_loop()
    over: float | None = None  # when the last simulated moment had come, by the loop's time
    while over is None or (not follower.quiet_for(QUIET) and loop.time() < over + PATIENCE):
        room.bot.check()
        if cast.done():
            cast.result()
        follower.show()
        terminal.tick()
        await asyncio.sleep(LOOK)
        if over is None and room.pace.now() >= options.end:
            over = loop.time()
    follower.show()


async def _act(options: Options, room: Room, terminal: Terminal) -> None:
    """Ask the questions and kill the bot, each at its moment."""
    random = Random(options.seed)
    first, last = room.pace.now(), options.end - options.margin
    acts: list[tuple[datetime, Question | Meeting | Notice | Deed | None]] = [
        (at, None) for at in kill_times(options.kills, first, max(first, last), random)
    ]
    acts += [(question.at, question) for question in questions(first, options.end)]
    acts += [(entry.at, entry) for entry in entries(first, options.end)]
    acts += [(deed.at, deed) for deed in deeds(first, options.end)]
    for at, act in sorted(acts, key=lambda pair: pair[0]):
        await room.pace.reach(at)
        if act is None:
            await room.kill()
        else:
            async with room.undisturbed:
                await _do(act, room, terminal)


async def _do(act: Question | Meeting | Notice | Deed, room: Room, terminal: Terminal) -> None:
    known = len(room.asked)
    if isinstance(act, Meeting | Notice):
        await enter(room, act)
    elif not isinstance(act, Question):
        await do(room, act)
    elif not act.button:
        if act.expect:
            await room.caught_up(act.at - LATELY)
        asked = await room.ask(room.place.asker, act.command, act.options)
        room.wanting += wanting(act, asked.answer)
        room.told += [told(act, asked.answer)] if act.asks else []
    elif (message := _latest_with(room, act.button)) is not None:
        await room.press_button(room.place.asker, message, act.button)
    for answer in room.asked[known:]:
        terminal.answer(answer)


def _latest_with(room: Room, label: str) -> dict[str, object] | None:
    place: Place = room.place
    for message in reversed(room.discord.messages(place.news)):
        if any(button.get("label") == label for row in message["components"] for button in row.get("components", ())):
            return message
    return None


def _closing(options: Options, room: Room, terminal: Terminal) -> Report:
    assert room.set_up_at is not None  # noqa: S101 - the opening has set it
    played = Played(
        str(room.place.news.id),
        room.set_up_at,
        options.end,
        options.margin,
        room.digest_from,
        tuple(room.accepted),
        tuple(room.wanting),
        tuple(room.told),
    )
    journal = room.discord.journal.entries
    report = compute(room.press.chronicle, played, log=room.press.log, journal=journal)
    shown = scenes(journal, room.asked, pace=room.pace, channels=room.place.channels)
    write(room.folder, played, report, shown, kills=room.kills, speed=options.speed)
    terminal.say()
    terminal.title("Report")
    terminal.say()
    terminal.say(summary(report))
    if room.kills:
        terminal.say(f"The bot was killed {room.kills} times on the way.")
    if options.out is not None:
        terminal.say()
        terminal.say(f"Transcript, report and logs are in {options.out}.")
    return report


async def _stay(room: Room, terminal: Terminal) -> None:
    """Keep everything running in real time until the process is told to end, which is a good end here."""
    if room.pace.speed > 1:
        room.go_on(1.0)
    terminal.say()
    terminal.say("The bot stays connected, now in real time. Ctrl-C ends the rehearsal.")
    try:
        while True:
            room.bot.check()
            await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        if (task := asyncio.current_task()) is not None:
            task.uncancel()
        terminal.say("Ended.")


def _days(options: Options) -> str:
    last = day_of(options.end - timedelta(seconds=1))
    return last if options.days == 1 else f"{day_of(options.start)} to {last}"

"""The simulated clock of a rehearsal: when a simulated moment is, in real time, and the reverse, through every change of speed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # the anchor of a clock that stands still until it is told to begin
LONGEST_WAIT = 3600.0  # real seconds; a wait is looked at again after so long


@dataclass(frozen=True, slots=True)
class Leg:
    """Simulated time is `start` until the real `anchor`, then runs `speed` times as fast. In force from the real `since` on; all aware."""

    start: datetime
    anchor: datetime
    speed: float
    since: datetime

    def at(self, real: datetime) -> datetime:
        """The simulated moment at a real one."""
        return (self.start + max(real - self.anchor, timedelta(0)) * self.speed).astimezone(UTC)


class Pace:
    """The clock from its beginning. There is one in a rehearsal, and all who need the time hold it, so that a new speed reaches them."""

    def __init__(self, start: datetime, anchor: datetime, speed: float) -> None:
        self.legs = [Leg(start, anchor, speed, min(anchor, datetime.now(UTC)))]
        self._changed = asyncio.Event()

    @property
    def start(self) -> datetime:
        """The simulated moment with which it began."""
        return self.legs[0].start

    @property
    def speed(self) -> float:
        """Simulated seconds a real one, now."""
        return self.legs[-1].speed

    def now(self) -> datetime:
        """The simulated moment, aware UTC."""
        return self.at(datetime.now(UTC))

    def at(self, real: datetime) -> datetime:
        """The simulated moment at a real one, by the speed that was in force then."""
        for leg in reversed(self.legs):
            if leg.since <= real:
                return leg.at(real)
        return self.start.astimezone(UTC)

    def real(self, simulated: datetime) -> datetime:
        """The real moment at which a simulated one comes, if the speed stays. Raises OverflowError past the calendar's end."""
        last = self.legs[-1]
        return last.anchor + max(simulated - last.start, timedelta(0)) / last.speed

    def until(self, simulated: datetime) -> float:
        """Real seconds from now until a simulated moment if the speed stays, 0 if it is past."""
        last = self.legs[-1]
        ahead = max((last.anchor - datetime.now(UTC)).total_seconds(), 0.0)
        left = (simulated - self.now()).total_seconds()
        return ahead + left / last.speed if left > 0 else 0.0

    async def reach(self, simulated: datetime) -> None:
        """Return when a simulated moment has come, whatever becomes of the speed until then."""
        while (left := self.until(simulated)) > 0:
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), min(left, LONGEST_WAIT))
            except TimeoutError:
                continue

    def change(self, speed: float) -> None:
        """Go on from the present simulated moment with another speed, or begin."""
        moment = datetime.now(UTC)
        self.legs.append(Leg(self.at(moment), moment, speed, moment))
        self._changed.set()
        self._changed = asyncio.Event()

    def leap(self, simulated: datetime) -> None:
        """Be at a simulated moment now, and go on from there at the same speed."""
        moment = datetime.now(UTC)
        self.legs.append(Leg(simulated, moment, self.speed, moment))
        self._changed.set()
        self._changed = asyncio.Event()

    def write(self, file: Path) -> None:
        """Write the clock for a bot that follows the file, which is there at every moment."""
        last, new = self.legs[-1], file.with_suffix(".new")
        new.write_text(f"{last.start.isoformat()} {last.anchor.isoformat()} {last.speed!r}", encoding="ascii")
        new.replace(file)

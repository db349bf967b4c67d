"""The simulated clock of a rehearsal: when a simulated moment is, in real time, and the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """Simulated time is `start` until the real `anchor`, then runs `speed` times as fast. Both are aware."""

    start: datetime
    anchor: datetime
    speed: float

    def now(self) -> datetime:
        """The simulated moment, aware UTC."""
        return self.at(datetime.now(UTC))

    def at(self, real: datetime) -> datetime:
        """The simulated moment at a real one."""
        return (self.start + max(real - self.anchor, timedelta(0)) * self.speed).astimezone(UTC)

    def real(self, simulated: datetime) -> datetime:
        """The real moment at which a simulated one comes."""
        return self.anchor + max(simulated - self.start, timedelta(0)) / self.speed

    def until(self, simulated: datetime) -> float:
        """Real seconds from now until a simulated moment, 0 if it is past."""
        return max((self.real(simulated) - datetime.now(UTC)).total_seconds(), 0.0)

    def environment(self) -> dict[str, str]:
        """The bot's settings for the same clock."""
        return {
            "PICKETWIRE_CLOCK_START": self.start.isoformat(),
            "PICKETWIRE_CLOCK_ANCHOR": self.anchor.isoformat(),
            "PICKETWIRE_CLOCK_SPEED": repr(self.speed),
        }

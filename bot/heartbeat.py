"""The sign of life that `python -m bot health` reads: a small file beside the database, so that no port is needed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

EVERY = 30.0  # seconds: few writes for a memory card
STALE = timedelta(seconds=100)


def heartbeat_path(database_path: Path | None) -> Path:
    """Where it lies: beside the SQLite file, else in `data/`."""
    return database_path.with_name(database_path.name + ".heartbeat") if database_path else Path("data/heartbeat")


def beat(path: Path, *, wall: datetime, connected: bool) -> None:
    """Write the sign of life, whole or not at all. A disk that cannot be written is the database's message, not this one's."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps({"at": wall.isoformat(), "connected": connected}), encoding="utf-8")
        part.replace(path)
    except OSError:
        return


def judge(path: Path, *, wall: datetime) -> tuple[bool, str]:
    """Whether the bot is alive and connected, and a sentence about it."""
    try:
        seen = json.loads(path.read_text(encoding="utf-8"))
        at, connected = datetime.fromisoformat(seen["at"]), bool(seen["connected"])
    except FileNotFoundError:
        return False, f"not running: there is no heartbeat at {path}. Start the bot with `python -m bot run`."
    except (OSError, ValueError, KeyError, TypeError) as e:
        return False, f"the heartbeat at {path} cannot be read: {e}"
    age = wall - at
    if age > STALE:
        return False, f"not running, or stuck: the last heartbeat is {int(age.total_seconds())} seconds old."
    if not connected:
        return False, "running, but not connected to Discord."
    return True, f"running and connected; last heartbeat {max(0, int(age.total_seconds()))} seconds ago."

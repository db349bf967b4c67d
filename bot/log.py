"""Logging: one line an event on standard error, secrets replaced before anything is written. Member ids are never logged."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

HIDDEN = "[hidden]"
_PLAIN = re.compile(r"[^\s\"=\x00-\x1f\x7f]+")
# Of an address in a line: its login, its query, and parts of its path that may be keys, such as an interaction's token.
_LOGIN = re.compile(r"(?<=://)[^\s/@'\"]+@")
_QUERY = re.compile(r"(?<=[?])[^\s'\"<>)]+")
_ADDRESS = re.compile(r"\b[a-z]{2,10}://[^\s'\"<>]+", re.IGNORECASE)
_LONG_PART = re.compile(r"(?<=/)[^/\s?#]{32,}")
# What others write on lines of theirs: Discord's library the numbers of members and direct conversations, PostgreSQL a row's values.
_NUMBER = re.compile(r"\b\d{15,20}\b")
_ROW = re.compile(r"(?m)^DETAIL:.*$")


class ScrubbingFormatter(logging.Formatter):
    """`time level logger: message`, with every secret replaced, in tracebacks too. Times are real, in UTC."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        # Longest first, so that a secret that holds another is replaced as a whole.
        self._secrets = sorted({s for s in secrets if len(s) >= 6}, key=len, reverse=True)

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - inherited
        """ISO 8601 with milliseconds."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def format(self, record: logging.LogRecord) -> str:
        """The finished line or lines."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        if "DETAIL:" in line:
            line = _ROW.sub(f"DETAIL: {HIDDEN}", line)
        if record.name.partition(".")[0] == "discord":
            line = _NUMBER.sub(HIDDEN, line)
        return _ADDRESS.sub(_without_keys, line) if "://" in line else line


def _without_keys(address: re.Match[str]) -> str:
    bare = _QUERY.sub(HIDDEN, _LOGIN.sub(f"{HIDDEN}@", address[0]))
    return _LONG_PART.sub(HIDDEN, bare)


def fields(**values: object) -> str:
    """`name=value` for each value that is not None, as one line whatever the values hold: times in UTC, texts quoted where needed."""
    return " ".join(f"{name}={_written(value)}" for name, value in values.items() if value is not None)


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, float):
        return f"{value:.1f}"
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def secrets_of(*, token: str, database_url: str) -> list[str]:
    """The strings that no log may hold: the token, each of its parts Discord would accept, the database's password."""
    password = urlsplit(database_url).password
    return [secret for secret in (token, password or "") if secret]


def set_up_logging(level: str, *, secrets: Iterable[str]) -> None:
    """Send all logging through the scrubbing formatter; libraries speak from WARNING up unless DEBUG is asked for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(ScrubbingFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    if level.upper() != "DEBUG":
        for name in ("discord", "alembic", "asyncio", "aiosqlite", "sqlalchemy"):
            logging.getLogger(name).setLevel(logging.WARNING)
        # A tick that finds the last one still at work is skipped by design; what is due stays due.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

"""What the headers of an answer say about when to come back, and whether its body arrived whole. Pure but for the date of today."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_NO_CACHE = re.compile(r"no-(?:cache|store)", re.IGNORECASE)


def moment(value: str | None) -> datetime | None:
    """An HTTP date as aware UTC, None for anything else."""
    if not value:
        return None
    try:
        parsed = parsedate_to_datetime(value)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _seconds_until(value: str | None, headers: Mapping[str, str]) -> float | None:
    """From the server's own idea of now, which may be wrong, to a date it names."""
    then = moment(value)
    if then is None:
        return None
    return max((then - (moment(headers.get("Date")) or datetime.now(UTC))).total_seconds(), 0.0)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait by Retry-After, which holds a number or a date."""
    value = (headers.get("Retry-After") or "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    return _seconds_until(value, headers)


def max_age(headers: Mapping[str, str]) -> float | None:
    """Seconds the answer stays good by Cache-Control (less its Age), else by Expires; None where nothing is said."""
    control = headers.get("Cache-Control") or ""
    if _NO_CACHE.search(control):
        return None
    if found := _MAX_AGE.search(control):
        age = (headers.get("Age") or "").strip()
        return max(
            float(found.group(1)) - (float(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0.0), 0.0
        )
    return _seconds_until(headers.get("Expires"), headers)


class TooLarge(Exception):
    """The body is larger, once unpacked, than is read."""


class Unpacker:
    """Unpacks a body chunk by chunk, never holding more than `limit` bytes of it; counts members, knows an early end.

    `encoding` is the Content-Encoding: gzip, deflate (with or without zlib's frame) or nothing; ValueError for any other.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._kind = encoding.strip().lower().removeprefix("x-")
        if self._kind not in {"", "identity", "gzip", "deflate"}:
            raise ValueError("an encoding that was not asked for")
        self._packed = self._kind in {"gzip", "deflate"}
        self._limit, self._size = limit, 0
        self._parts: list[bytes] = []
        self._inflate: zlib._Decompress | None = None
        self._ended = False  # at the end of a gzip member, or of the one stream of deflate
        self._held = b""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes as they came; TooLarge, or zlib.error for bytes that are not packed as the header says."""
        if not self._packed:
            self._keep(chunk)
            return
        chunk, self._held = self._held + chunk, b""
        while chunk:
            if self._inflate is None:
                if self._ended and not (self._kind == "gzip" and _GZIP.startswith(chunk[:2])):
                    return  # what follows the end is not part of the body
                if len(chunk) < 2:
                    self._held = chunk  # too little to tell what begins here
                    return
                self._inflate, self._ended = self._opened(chunk), False
            self._keep(self._inflate.decompress(chunk, self._limit - self._size + 1))
            if not self._inflate.eof:
                return
            chunk, self._inflate, self._ended = self._inflate.unused_data, None, True

    def _opened(self, chunk: bytes) -> zlib._Decompress:
        if self._kind == "gzip":
            return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        framed = chunk[0] & 0x0F == 8
        return zlib.decompressobj(wbits=zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise TooLarge
        self._parts.append(part)

    def close(self) -> tuple[bytes, bool]:
        """The body, and whether its packing came to a proper end."""
        whole = not self._packed or self._ended or (self._inflate is None and not self._held)
        return b"".join(self._parts), whole

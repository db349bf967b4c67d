"""A short hash of many parts, computed without letting other threads in. Pure."""

from __future__ import annotations

from hashlib import blake2b

# From 2,048 bytes on hashlib lets other threads run; getting the interpreter back from a busy one takes 5 ms each time.
_UNDER_LOCK = 2047


def hex_digest(*parts: bytes | memoryview) -> str:
    """128 bits in hex; parts are kept apart, so that no two different lists of parts give one text."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big"))
        for at in range(0, len(part), _UNDER_LOCK):
            digest.update(part[at : at + _UNDER_LOCK])
    return digest.hexdigest()

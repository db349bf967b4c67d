"""Addresses of feeds as people give them: made whole, checked for form, and judged for secrets. Pure; where they lead is the guard's."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urldefrag, urlsplit

from bot.errors import UserError

LONGEST = 2_000
_SECRET_NAMES = re.compile(r"token|secret|auth|passw|api_?key|signature|^(?:key|sig|hash|uid|user)$", re.IGNORECASE)
_RANDOM = re.compile(r"(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9]{20,}")


def feed_address(typed: str) -> str:
    """The http(s) address meant. Raises UserError("bad_address")."""
    text = typed.strip().strip("<>").strip()
    text = re.sub(r"^feed:(?://)?(?=https?://)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^feed://", "https://", text, flags=re.IGNORECASE)
    if "://" not in text and not re.match(r"[a-z]+:(?!\d)", text, flags=re.IGNORECASE):
        text = f"https://{text}"
    if len(text) > LONGEST or re.search(r"[\s\x00-\x1f\\\"<>]", text):
        raise UserError("bad_address")
    try:
        address = urldefrag(text).url
        parts = urlsplit(address)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise UserError("bad_address") from None
    host = parts.hostname or ""
    if parts.scheme.lower() not in {"http", "https"} or not named or not ("." in host or ":" in host):
        raise UserError("bad_address")
    return address


def host_shown(url: str) -> str:
    """All of an address that is ever shown."""
    try:
        host = urlsplit(url).hostname or ""
        return host.removeprefix("www.") or host
    except ValueError:
        return ""


def looks_private(url: str) -> bool:
    """Whether the address seems to hold a secret: a login, a key, or a long random part."""
    parts = urlsplit(url)
    if parts.username or parts.password:
        return True
    fields = parse_qsl(parts.query, keep_blank_values=True)
    if any(_SECRET_NAMES.search(name) for name, _ in fields):
        return True
    return any(_RANDOM.search(part) for part in (*parts.path.split("/"), *(value for _, value in fields)))

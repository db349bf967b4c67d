"""When a second moderator is needed, and the hash that ties an approval to exactly what was approved. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from bot.models.approvals import Policy, Request


def needs_approval(policy: Policy, *, mentions: bool) -> bool:
    """Whether a server with this policy wants a second moderator; `mentions`: the post would notify a role."""
    return policy is Policy.ALL or (policy is Policy.MENTIONS and mentions)


def digest(request: Request) -> str:
    """A hash over everything that would be published: SHA-256, 64 hexadecimal digits."""
    told = json.dumps(asdict(request), sort_keys=True, default=lambda moment: moment.isoformat())
    return hashlib.sha256(told.encode()).hexdigest()

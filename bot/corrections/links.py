"""What a link that a person pasted points at: a post of the bot, or a report of an outlet. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import UserError
from bot.feeds.identity import clean_link

_POST = re.compile(
    r"https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels/(?P<guild>\d{1,20})/(?P<channel>\d{1,20})/(?P<message>\d{1,20})/?"
)


@dataclass(frozen=True, slots=True)
class PostLink:
    """A message in a channel of a server."""

    guild_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ReportLink:
    """An outlet's page. `identity` is what its address is once cleaned (`clean_link`)."""

    identity: str


def link_meant(typed: str) -> PostLink | ReportLink:
    """Angle brackets around the link are allowed, as Discord writes them. Raises UserError("link_unclear")."""
    link = typed.strip().removeprefix("<").removesuffix(">").strip()
    if (post := _POST.fullmatch(link)) is not None:
        return PostLink(int(post["guild"]), int(post["message"]))
    try:
        parts = urlsplit(link)
    except ValueError:
        raise UserError("link_unclear") from None
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in link:
        raise UserError("link_unclear")
    return ReportLink(clean_link(link))

"""How texts, links and times are written: once for Discord's Markdown, once as plain text. No wording and no lengths of messages here.

Text from feeds and people goes through `text` or `link`: it cannot format, ping, or forge a link.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Final, Protocol

from bot.delivery.limits import shown_link, units

# Joins emoji into one; every other invisible format character could reorder or hide what is read.
_KEPT_FORMAT = "\u200d"
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")
_NO_PING = "\u200b"
_READ = 4  # times the length wanted: a feed's endless text costs no more than that
_MARKS = re.compile(
    r"[\\*_~|`<>\[\]]"  # emphasis, spoilers, code, mentions, links
    r"|:(?=//)|:(?=[^\s:]+:)"  # bare addresses, emoji names
    r"|^(?=(?:#{1,3}|-#|[+-])(?:\s|$))"  # headings and lists
    r"|(?i:(?<=discord)\.(?=gg|com/invite))"  # invitations
)
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")

FORMER: Final = "a former moderator"  # whose name was deleted at their wish


class Markup(Protocol):
    """A way to write. Arguments are raw, results are ready to be joined."""

    def text(self, raw: str, most: int = 500) -> str:
        """One line of text of at most `most` units before escaping."""
        ...

    def heading(self, line: str, level: int = 3) -> str:
        """A heading of an already written line."""
        ...

    def link(self, name: str, url: str) -> str:
        """A named link; only the name where the address cannot be shown."""
        ...

    def quote(self, line: str) -> str:
        """An already written line as one that somebody else said."""
        ...

    def struck(self, line: str) -> str:
        """An already written line that no longer holds; the words around it say so too."""
        ...

    def time(self, at: datetime, style: str = "f") -> str:
        """A moment; `style` f for date and time, R for how long ago."""
        ...

    def channel(self, channel_id: int) -> str:
        """A channel's name."""
        ...

    def role(self, role_id: int) -> str:
        """A role's name; who is notified by it is decided where the message is sent."""
        ...

    def person(self, user_id: int) -> str:
        """A member's name."""
        ...

    def command(self, name: str) -> str:
        """A command as a person types it."""
        ...


def cleaned(raw: str) -> str:
    """One line without control, invisible or unassigned characters."""
    line = " ".join(raw.split())
    return " ".join("".join(c for c in line if c == _KEPT_FORMAT or unicodedata.category(c) not in _DROPPED).split())


def cut(text: str, most: int) -> str:
    """At most `most` units, ended with an ellipsis where something is left out, between words if one ends near."""
    if units(text) <= most:
        return text
    kept = text[: most - 1]
    while units(kept) > most - 1:
        kept = kept[:-1]
    space = kept.rfind(" ")
    if space > len(kept) * 2 // 3:
        kept = kept[:space]
    return kept.rstrip(" ,;:-") + "…"


class DiscordMarkup:
    """Discord's Markdown."""

    def text(self, raw: str, most: int = 500) -> str:
        """See Markup."""
        marked = _MARKS.sub(lambda found: "\\" + found[0], cut(cleaned(raw[: _READ * most]), most))
        return _NUMBERED.sub(r"\1\\\2", marked).replace("@", "@" + _NO_PING)

    def heading(self, line: str, level: int = 3) -> str:
        """See Markup."""
        return f"{'#' * level} {line}"

    def link(self, name: str, url: str) -> str:
        """See Markup; `name` is written already. Discord ends a link's name at a bracket even if that is escaped: none is left."""
        address = shown_link(url)
        if address is None:
            return name
        return f"[{name.replace(chr(92) + '[', '(').replace(chr(92) + ']', ')')}](<{address}>)"

    def quote(self, line: str) -> str:
        """See Markup."""
        return f"> {line}"

    def struck(self, line: str) -> str:
        """See Markup."""
        return f"~~{line}~~"

    def time(self, at: datetime, style: str = "f") -> str:
        """See Markup; Discord shows it in each reader's zone."""
        return f"<t:{int(at.timestamp())}:{style}>"

    def channel(self, channel_id: int) -> str:
        """See Markup."""
        return f"<#{channel_id}>"

    def role(self, role_id: int) -> str:
        """See Markup."""
        return f"<@&{role_id}>"

    def person(self, user_id: int) -> str:
        """See Markup."""
        return f"<@{user_id}>" if user_id else FORMER

    def command(self, name: str) -> str:
        """See Markup."""
        return f"`{name}`"


class PlainMarkup:
    """Plain text, for a terminal or a text twin."""

    def text(self, raw: str, most: int = 500) -> str:
        """See Markup."""
        return cut(cleaned(raw[: _READ * most]), most)

    def heading(self, line: str, level: int = 3) -> str:
        """See Markup; a line is heading enough."""
        return line if level else ""

    def link(self, name: str, url: str) -> str:
        """See Markup."""
        address = shown_link(url)
        return name if address is None else f"{name} <{address}>"

    def quote(self, line: str) -> str:
        """See Markup."""
        return f"> {line}"

    def struck(self, line: str) -> str:
        """See Markup."""
        return line

    def time(self, at: datetime, style: str = "f") -> str:
        """See Markup; always the moment itself, in UTC."""
        return f"{at.day} {at:%b %Y, %H:%M} UTC" if style else ""

    def channel(self, channel_id: int) -> str:
        """See Markup."""
        return f"channel {channel_id}"

    def role(self, role_id: int) -> str:
        """See Markup."""
        return f"role {role_id}"

    def person(self, user_id: int) -> str:  # noqa: ARG002 - a person's number is nobody's business
        """See Markup."""
        return "a moderator"

    def command(self, name: str) -> str:
        """See Markup."""
        return name


DISCORD: Markup = DiscordMarkup()
PLAIN: Markup = PlainMarkup()

"""Fixed wording of `/tag try` and `/tag terms`; see `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "term_long": "That is too long for a term. {most} characters are enough for the words that matter.",
    "term_short": "That is too short for a term. Give at least two letters or digits.",
    "term_common": "“{term}” stands in almost every text, so it would tag almost everything. Add a word that says what it is about.",
    "term_unreadable": "I cannot read “{term}” as a term: {reason}.",
    "term_known": "“{term}” is a term of this server for {issue} already.",
    "term_many": "This server has {most} terms, which is the most I keep. Remove one first.",
    "term_unknown": "This server has no term “{term}” for {issue}. /tag terms list shows those it has.",
}
TRY_HEADING: Final = "“{term}” for {issue}, the last {days} days"
TRY_NEW_ONE: Final = "1 report would have been tagged with {issue} that was not."
TRY_NEW: Final = "{count} reports would have been tagged with {issue} that were not."
TRY_NOTHING: Final = "No report would have been tagged with {issue} that was not."
TRY_TAGGED: Final = "{count} with these words have that issue already."
TRY_READ_ONE: Final = "I read the one report about bargaining from this server's sources."
TRY_READ: Final = "I read the {count} reports about bargaining from this server's sources."
TRY_HIT: Final = "- {headline} ({outlet}): “{phrase}”"
TRY_SHOWN: Final = "The newest {count}:"
TRY_NEXT: Final = "Nothing is kept yet. {command} keeps the term for this server."
TRY_KEPT: Final = "It is a term of this server already."

ADDED: Final = (
    "“{term}” tags reports with {issue} in this server from now on. Stories that are here already stay as they are, and a term lets "
    "nothing in that is not about bargaining."
)
REMOVED: Final = (
    "“{term}” tags nothing with {issue} in this server from now on. Stories that it has tagged stay as they are."
)
LIST_HEADING: Final = "Terms of this server"
LIST_NONE: Final = "There are none. {command} shows what one would do."
LIST_LINE: Final = "- {issue}: {terms}"
BY_SERVER: Final = "{line} (your server's term)."

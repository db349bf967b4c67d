"""Whether a text looks like mail that was meant for members only, by the phrases of such mail. Pure; it never decides, it makes one ask."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = (
    r"dear (?:all |our |fellow |guild |union |wga |sag-aftra |dga |iatse )*(?:members?|sisters|brothers|siblings|colleagues)",
    r"dear (?:strike |lot )?captains?",
    r"fellow members",
    r"to (?:all|our) members",
    r"not to be (?:forwarded|shared|distributed|circulated|published|quoted)",
    r"keep this (?:between us|confidential|private|to yourselves|within the (?:guild|union|membership))",
    r"do not (?:forward|share|distribute|circulate|post|publish|quote)(?: (?:this|it))?",
    r"don['’ʼ]t (?:forward|share|distribute|circulate|post)(?: (?:this|it))?",
    r"please (?:do not|don['’]t) \w+",
    r"not (?:for|intended for) (?:distribution|publication|circulation|forwarding|attribution|public release|the press|social media)",
    r"(?:strictly |private and )?confidential(?:ity)?",
    r"for members['’]? (?:eyes )?only",
    r"members[- ]only",
    r"for (?:internal use|your eyes) only",
    r"internal (?:memo|e-?mail|use|communication)",
    r"off the record",
    r"embargo(?:ed)?",
    r"privileged",
    r"unsubscribe",
    r"view (?:this email )?in (?:your )?browser",
    r"you are receiving this (?:e-?mail|message)",
    r"log in (?:to|with) (?:your|the) member",
    r"member (?:id|number|login)",
)
_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(_SIGNS)})(?!\w)", re.IGNORECASE)
MOST = 5


def members_only_signs(text: str) -> tuple[str, ...]:
    """The phrases, as they stand in the text, that mail for members has; at most five, each once; none: nothing points to it."""
    found: dict[str, str] = {}
    for match in _PATTERN.finditer(_plain(text)):
        found.setdefault(match[0].casefold(), match[0])
    return tuple(found.values())[:MOST]


def _plain(text: str) -> str:
    """In one line, without invisible signs and other widths of letters, which could hide a phrase."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join(seen.split())

"""What is played in the house: each command in each state of news, and what no other server may see. Every command has its examples in
`tests/commands/examples.py`; here stands only what differs."""

from __future__ import annotations

from typing import Final

from tests.commands.examples import EXAMPLES, FIRST, NEWS, SOURCE, Example, Thing

# Where there is nothing to take: these say so instead.
WITHOUT_NEWS: Final = frozenset({"why", "tag wrong", "story split", "story join", "story retract"})
WITH_ONE_STORY: Final = frozenset({"story split", "story join"})
WITH_MANY: Final = frozenset({"story split"})  # each of them has one report

# With pages to turn.
LONG_LISTS: Final = (
    Example("issue summary", {"issue": "Pay"}),
    Example("news search", {"words": "strike"}),
    Example("stand history", {"issue": "Pay"}),
)

# Read only, and told by `/status` to everybody: shown to moderators alone by Discord, refused to nobody.
OPEN: Final = frozenset({"dispute history", "dispute show"})
# Asked before anything was entered, each has an answer.
BARE: Final = (
    "about", "digest", "dates calendar", "dates list", "follow list", "issue list", "issue summary", "issue timeline", "issue trends",
    "news latest", "news search", "news since", "privacy about", "privacy export", "sources", "status", "stand history", "announce list",
    "bargaining list", "bargaining suggestions", "dispute show", "dispute history", "feed list", "feed export", "tag terms list", "audit",
    "settings show", "settings health",
)  # fmt: skip

# For everybody: these are asked by a member too.
MEMBERS: Final = frozenset({
    "about", "dates calendar", "dates list", "digest", "follow add", "follow hours", "follow list", "follow remove", "issue list",
    "issue summary", "issue timeline", "issue trends", "news latest", "news search", "news since", "privacy about", "privacy export",
    "privacy forget", "sources", "status", "why",
})  # fmt: skip

# Options that take any words, and only offer some.
FREE: Final = frozenset({("statement post", "who")})

# What one server enters, each with a word that nothing else has.
PLANTED: Final = (
    Example("stand set", {
        "issue": "AI", "side": "union", "quote": "The guild asks for a kingfisher.", "source": "https://guild.example/ai",
        "date": "today",
    }),
    Example("bargaining add", {
        "dispute": FIRST, "kind": "session", "start": "20 Aug 10:00", "source": SOURCE, "note": "By the heron gate",
    }),
    Example("dispute step", {
        "dispute": FIRST, "step": "on strike", "date": "2 May", "source": "https://guild.example/osprey",
    }),
    Example(
        "statement post", {"dispute": FIRST, "side": "union", "who": "negotiating committee", "issue": "AI"},
        form={"title": "We answer the plover", "text": "We have read the studios' offer on AI."}, press="statement-confirm:*",
    ),
    Example("tag terms add", {"term": "curlew clause", "issue": "Safety"}),
    Example("feed add", {"address": Thing("hidden.example"), "private": True}),
    Example("follow add", {"issue": "Residuals", "zone": "Lisbon"}),
    Example("settings mute", {"word": "bittern"}),
    Example(
        "announce schedule", {"channel": NEWS}, form={"text": "Meet at the egret.", "when": "tomorrow 9am"},
        press="announce-confirm:*",
    ),
)  # fmt: skip
SECRETS: Final = (
    "kingfisher", "heron", "osprey", "plover", "curlew", "zeppelin", "Lisbon", "bittern", "egret",
)  # fmt: skip
# All that shows what was entered, to whoever may ask.
READING: Final = (
    Example("news latest"),
    Example("news latest", {"issue": "AI"}),
    Example("news search", {"words": "crews weigh offer"}),
    Example("news search", {"words": "we answer"}),
    Example("news since"),
    Example("issue summary", {"issue": "AI"}),
    Example("issue list"),
    Example("issue trends", {"days": 7}),
    Example("issue timeline", {"dispute": FIRST}),
    Example("status"),
    Example("digest", {"days": 7}),
    Example("dates list"),
    Example("dates calendar"),
    Example("sources"),
    Example("follow list"),
    Example("privacy export"),
    Example("bargaining list"),
    Example("bargaining show", {"date": FIRST}),
    Example("dispute show"),
    Example("dispute history", {"dispute": FIRST}),
    Example("stand history", {"issue": "AI"}),
    Example("tag terms list"),
    Example("feed list"),
    Example("feed export"),
    Example("announce list"),
    Example("announce show", {"announcement": FIRST}),
    Example("settings show"),
    Example("audit", {"days": 7}),
)
# What one server chose from, given by its number in another.
FOREIGN: Final = (
    (Example("bargaining show", {"date": FIRST}), "date"),
    (Example("bargaining cancel", {"date": FIRST}), "date"),
    (Example("dispute undo", {"which": FIRST}), "which"),
    (Example("stand clear", {"which": FIRST}), "which"),
    (Example("statement retract", {"statement": FIRST}), "statement"),
    (Example("announce show", {"announcement": FIRST}), "announcement"),
    (Example("announce cancel", {"announcement": FIRST}), "announcement"),
    (Example("follow remove", {"what": FIRST}), "what"),
    (Example("settings unmute", {"what": FIRST}), "what"),
)

COMMANDS: Final = frozenset(example.command for example in EXAMPLES)

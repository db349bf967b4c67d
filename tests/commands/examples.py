"""An example of each command, in the order in which they are played: every command needs one here, or `test_commands_document.py` fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Thing:
    """A channel, a file or an address of the room that the examples are played in (`book.py`), by its name."""

    name: str


FIRST = Thing("what is offered first")
NEWS, MODERATORS, PICKETS = Thing("news"), Thing("moderators"), Thing("picket-lines")
PAGE, FILE = Thing("quayside.example"), Thing("feeds.opml")


@dataclass(frozen=True, slots=True)
class Example:
    """A command with its options by name; `form`: what is filled into the form it opens; `press`: a button pressed before the next."""

    command: str
    options: dict[str, Any] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    press: str = ""


SOURCE = "https://guild.example/dates"
EXAMPLES = (
    Example("setup", {"news": NEWS, "moderators": MODERATORS, "zone": "Europe/London"}),
    Example("about"),
    Example(
        "bargaining add",
        {"dispute": FIRST, "kind": "session", "start": "15 Aug 10:00", "source": SOURCE},
    ),
    Example(
        "dispute step",
        {"dispute": FIRST, "step": "on strike", "date": "2 May", "source": "https://guild.example/strike"},
    ),
    Example(
        "dispute step",
        {"dispute": FIRST, "step": "talks in session", "date": "11 Aug", "source": "https://guild.example/talks"},
    ),
    Example("dispute correct", {"which": FIRST, "date": "10 Aug"}),
    Example("dispute show"),
    Example("status"),
    Example(
        "statement post",
        {"dispute": FIRST, "side": "union", "who": "negotiating committee", "issue": "AI"},
        form={
            "title": "We answer on Friday",
            "text": "We have read the studios' offer on AI. We will answer it on Friday.",
        },
        press="statement-confirm:*",
    ),
    Example("news latest"),
    Example("news search", {"words": '"mini rooms" offer', "issue": "AI", "from": "1 Aug"}),
    Example("issue summary", {"issue": "AI"}),
    Example("issue trends", {"days": 7}),
    Example("issue list"),
    Example("issue timeline", {"dispute": FIRST}),
    Example(
        "stand set",
        {
            "issue": "AI",
            "side": "union",
            "quote": "The guild asks that no member's work trains a machine.",
            "source": "https://guild.example/ai",
            "date": "today",
            "moving_days": 3,
        },
    ),
    Example("stand edit", {"which": FIRST, "moving_days": 0}),
    Example("stand pin", {"issue": "AI", "quote": FIRST}),
    Example("stand clear", {"which": FIRST}),
    Example("stand history", {"issue": "AI"}),
    Example("digest", {"days": 2}),
    Example("dates list"),
    Example("dates calendar"),
    Example("sources"),
    Example("why", {"link": "https://ledger.example/views"}),
    Example("tag wrong", {"link": "https://ledger.example/views", "issue": "Pay"}),
    Example("tag try", {"term": "studio gate", "issue": "Safety"}),
    Example("tag terms add", {"term": "studio gate", "issue": "Safety"}),
    Example("tag terms list"),
    Example("tag terms remove", {"term": "studio gate", "issue": "Safety"}),
    Example("story split", {"report": "https://ledger.example/offer"}),
    Example("story join", {"story": "https://ledger.example/views", "other": "https://lantern.example/gate"}),
    Example("story retract", {"story": "https://lantern.example/gate"}),
    Example("news since"),
    Example("follow add", {"issue": "AI", "zone": "London"}),
    Example("follow hours", {"time": "07:30", "quiet_from": "22:00", "quiet_to": "07:00"}),
    Example("follow list"),
    Example("settings follow-roles", {"on": False}),
    Example("follow remove", {"what": FIRST}),
    Example("privacy about"),
    Example("privacy export"),
    Example("privacy forget"),
    Example("settings digest", {"cadence": "daily", "time": "09:00"}),
    Example("settings quiet", {"from": "22:00", "to": "08:00"}),
    Example("settings route", {"subject": "The strike", "place": PICKETS}),
    Example("settings mute", {"word": "box office"}),
    Example("settings unmute", {"what": "box office"}),
    Example("settings paywalled", {"stories": "hide"}),
    Example("settings silent", {"on": True}),
    Example("settings cap", {"stories": 6}),
    Example("settings approval", {"for": "role-mentions"}),
    Example("settings urgent", {"a_day": 2}),
    Example("settings show"),
    Example("settings health"),
    Example("settings pause"),
    Example("settings resume"),
    Example("feed add", {"address": PAGE}),
    Example("feed list"),
    Example("feed test", {"feed": "Lantern"}),
    Example("feed pause", {"feed": "Lantern"}),
    Example("feed resume", {"feed": "Lantern"}),
    Example("feed remove", {"feed": "Lantern"}),
    Example("feed export"),
    Example("feed import", {"file": FILE}),
    Example("dispute undo", {"which": FIRST}),
    Example("dispute history", {"dispute": FIRST}),
    Example("settings reminders", {"before": "24h, 2h"}),
    Example("statement retract", {"statement": FIRST}),
    Example("audit", {"what": "disputes", "days": 7}),
    Example("audit", {"file": True}),
    Example("settings events", {"on": False}),
    Example("settings suggestions", {"on": True, "cards": 2}),
    Example("bargaining suggestions"),
    Example("bargaining list"),
    Example("bargaining edit", {"date": FIRST, "note": "Guild hall, second floor; the lift is left of the door"}),
    Example("bargaining move", {"date": FIRST, "start": "16 Aug 14:00"}, press="date-move:*"),
    Example("bargaining show", {"date": FIRST}),
    Example("bargaining cancel", {"date": FIRST}),
    Example(
        "announce schedule",
        {"channel": NEWS},
        form={"text": "Picket moves to gate 3 tomorrow. Bring water.", "when": "tomorrow 9am"},
        press="announce-confirm:*",
    ),
    Example("announce list"),
    Example("announce show", {"announcement": FIRST}),
    Example(
        "announce edit",
        {"announcement": FIRST, "repeat": "weekly", "times": 3},
        form={"text": "Picket moves to gate 3 each week. Bring water.", "when": "tomorrow 9am"},
        press="announce-confirm:*",
    ),
    Example("announce skip", {"announcement": FIRST}),
    Example("announce history", {"announcement": FIRST}),
    Example("announce cancel", {"announcement": FIRST}),
    Example(
        "announce now",
        {"channel": PICKETS},
        form={"text": "The gate is closed. Meet at the corner."},
        press="announce-confirm:*",
    ),
)

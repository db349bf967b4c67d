"""The table of wrong inputs: every command of the moderators' desk by every kind, from the options that the bot has registered.

Where a kind makes no sense for a command, the table says why. How a cell is played is in `desk_play.py`; what needs a card in the
moderators' channel first has tests of its own, which are named here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from tests.commands.examples import FIRST, PICKETS, SOURCE

Json = dict[str, Any]
STRING = 3
DESK = ("announce", "bargaining", "dispute", "statement", "audit")
SETTINGS = frozenset(f"settings {name}" for name in ("approval", "reminders", "suggestions", "events", "urgent"))


class Wrong(StrEnum):
    """A kind of wrong input."""

    PAST = "a time that is over, or a day to come where only past ones are right"
    ZONE = "an unknown zone"
    EMPTY = "an empty text"
    LONG = "4,001 characters"
    CHANNEL = "a channel deleted meanwhile"
    ROLE = "a role deleted meanwhile"
    DEMOTED = "a moderator who is none any more"
    DOUBLE = "a button pressed twice"
    TWO = "two moderators at once"
    RESTART = "a restart between draft and press"


NO_SENSE = {
    Wrong.PAST: "it takes no moment",
    Wrong.ZONE: "it takes no zone",
    Wrong.EMPTY: "it takes no text",
    Wrong.LONG: "it takes no text",
    Wrong.CHANNEL: "it takes no channel",
    Wrong.ROLE: "it takes no role",
    Wrong.DEMOTED: "it is for everybody",
    Wrong.DOUBLE: "its answer has no button that does something",
    Wrong.TWO: "it changes nothing that two could want to change",
    Wrong.RESTART: "nothing waits for a press",
}
SUGGESTIONS, APPROVALS = "tests/cogs/test_suggestions.py", "tests/services/test_approvals.py"
CONFIRMED_TWICE = (
    "tests/services/test_suggestions.py::test_confirmed_twice_or_by_two_people_there_is_one_date_with_its_reminders"
)
CONFIRMED_LATER = f"{SUGGESTIONS}::test_confirmed_after_a_restart_the_card_says_so_and_the_date_is_there_once"
TAKEN_BACK = "tests/cogs/test_statement.py::test_the_button_on_the_post_asks_once_and_takes_back_also_after_a_restart"
TWO_TAKE_BACK = "tests/statements/test_retractions.py::test_two_presses_take_back_once"
# Buttons that stand under messages in channels, and those of a command whose answer depends on the news.
NAMED: dict[tuple[str, Wrong], str] = {
    ("bargaining suggestions", Wrong.DOUBLE): CONFIRMED_TWICE,
    ("bargaining suggestions", Wrong.TWO): CONFIRMED_TWICE,
    ("bargaining suggestions", Wrong.RESTART): CONFIRMED_LATER,
    (
        "the card of a suggestion",
        Wrong.DEMOTED,
    ): f"{SUGGESTIONS}::test_a_member_who_sees_the_card_can_do_nothing_with_it",
    ("the card of a suggestion", Wrong.DOUBLE): CONFIRMED_TWICE,
    ("the card of a suggestion", Wrong.TWO): CONFIRMED_TWICE,
    ("the card of a suggestion", Wrong.RESTART): CONFIRMED_LATER,
    ("the card of an approval", Wrong.DEMOTED): (
        "tests/cogs/test_announce.py::test_an_approver_who_was_demoted_meanwhile_approves_nothing"
    ),
    ("the card of an approval", Wrong.DOUBLE): f"{APPROVALS}::test_a_button_pressed_twice_acts_once",
    ("the card of an approval", Wrong.TWO): f"{APPROVALS}::test_of_two_moderators_at_once_one_decides",
    ("the card of an approval", Wrong.RESTART): (
        "tests/cogs/test_announce.py::test_draft_approval_and_sending_survive_restarts_in_between"
    ),
    ("Take back under a post", Wrong.DEMOTED): TAKEN_BACK,
    ("Take back under a post", Wrong.DOUBLE): TWO_TAKE_BACK,
    ("Take back under a post", Wrong.TWO): TWO_TAKE_BACK,
    ("Take back under a post", Wrong.RESTART): TAKEN_BACK,
}

# What a command is given where it is right; what it names is there when it is played.
RIGHT: dict[str, Json] = {
    "announce schedule": {"channel": PICKETS},
    "announce now": {"channel": PICKETS},
    "announce edit": {"announcement": FIRST},
    "announce list": {},
    "announce show": {"announcement": FIRST},
    "announce history": {"announcement": FIRST},
    "announce skip": {"announcement": FIRST},
    "announce cancel": {"announcement": FIRST},
    "bargaining add": {"dispute": "wga-amptp", "kind": "session", "start": "20 Aug 10:00", "source": SOURCE},
    "bargaining list": {},
    "bargaining show": {"date": FIRST},
    "bargaining edit": {"date": FIRST, "note": "Hall 2"},
    "bargaining move": {"date": FIRST, "start": "21 Aug 10:00"},
    "bargaining cancel": {"date": FIRST},
    "bargaining suggestions": {},
    "dispute show": {},
    "dispute history": {"dispute": "wga-amptp"},
    "dispute step": {"dispute": "wga-amptp", "step": "in_session", "date": "11 Aug", "source": SOURCE},
    "dispute correct": {"which": FIRST, "date": "3 May"},
    "dispute undo": {"which": FIRST},
    "statement post": {"dispute": "wga-amptp", "side": "union"},
    "statement retract": {"statement": FIRST},
    "audit": {},
    "settings approval": {"for": "none"},
    "settings reminders": {"before": "24h, 1h"},
    "settings suggestions": {"on": True},
    "settings events": {"on": False},
    "settings urgent": {"a_day": 2},
}
FORMS: dict[str, dict[str, str]] = {
    "announce schedule": {"text": "Bring water", "when": "tomorrow 9am"},
    "announce now": {"text": "Bring water"},
    "announce edit": {"text": "Bring water and a hat", "when": "tomorrow 10am"},
    "statement post": {"title": "We answer on Friday", "text": "We have read the offer on AI."},
}
OVER, TO_COME = "2020-01-01", "2026-01-01"
MOMENTS = {"start": f"{OVER} 10:00", "end": f"{OVER} 10:00", "until": OVER, "date": TO_COME, "when": f"{OVER} 10:00"}
PUBLIC = frozenset({"dispute show", "dispute history"})
# Buttons under the answer that do something, and the words with which it has been done.
BUTTONS = {
    "announce schedule": ("announce-confirm:*", "It will be posted in"),
    "announce now": ("announce-confirm:*", "It is posted in"),
    "announce edit": ("announce-confirm:*", "It will be posted in"),
    "announce show": ("announce-skip:*", "Left out:"),
    "bargaining move": ("date-move:*", "Date moved"),
    "statement post": ("statement-confirm:*", "leads its story"),
}
# What two moderators want of one thing at once is done once, and the trail has one line of it.
ONCE = frozenset(
    {"announce cancel", "bargaining add", "bargaining edit", "bargaining move", "bargaining cancel"}
    | {"dispute step", "dispute correct", "dispute undo", "statement retract"}
)
# Of these both are done, one after the other, each as meant: the last choice holds, each leaves out one date more.
EACH = SETTINGS | {"announce skip", "announce edit"}
# What may be left out, and counts as left out when it is blank.
MAY_BE_BLANK = frozenset({("bargaining add", "note"), ("statement post", "who"), ("statement post", "link")})
# What these change has a channel of its own, which can be gone by then; they do their work all the same.
CHANNEL_OF = frozenset(
    {"announce edit", "announce show", "announce skip", "announce cancel"}
    | {"bargaining show", "bargaining edit", "bargaining move", "bargaining cancel"}
)
ITS_OWN = "its own"  # the place of that


def on_desk(command: str) -> bool:
    """Whether a command is one of the desk."""
    return command.split(maxsplit=1)[0] in DESK or command in SETTINGS


def texts(command: Json) -> list[str]:
    """The options in which anything can be typed; lists that are offered while one types are among them."""
    return [each["name"] for each in command["options"] if each["type"] == STRING and not each.get("choices")]


def places(name: str, command: Json, wrong: Wrong) -> list[str] | None:
    """The options, or fields of its form, in which a kind is tried; [""] for the whole command; None where it makes no sense."""
    options, fields = {each["name"] for each in command["options"]}, list(FORMS.get(name, {}))
    typed = [*texts(command), *fields]
    whole = {
        Wrong.ROLE: "role" in options,
        Wrong.DEMOTED: name not in PUBLIC,
        Wrong.DOUBLE: name in BUTTONS,
        Wrong.TWO: name in ONCE | EACH,
        Wrong.RESTART: name in BUTTONS,
    }
    match wrong:
        case Wrong.PAST:
            found = [
                each for each in MOMENTS if each in typed and not (each == "date" and name.startswith("bargaining"))
            ]
        case Wrong.ZONE:
            found = ["zone"] if "zone" in options else []
        case Wrong.EMPTY | Wrong.LONG:
            found = typed
        case Wrong.CHANNEL:
            found = ["channel"] * ("channel" in options) + [ITS_OWN] * (name in CHANNEL_OF)
        case _:
            found = [""] if whole[wrong] else []
    return found or None

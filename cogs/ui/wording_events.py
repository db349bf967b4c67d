"""Fixed wording of Discord's own events for bargaining dates. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "events_permission": "I need Create Events in this server for that. Nothing was changed.",
}

NAME: Final = "{kind}: {name}"
NO_PLACE: Final = "Place not announced"
CONFIRMED: Final = "Entered by this server's moderators."
NO_END: Final = "Its end is not known; an hour is shown."
SOURCE: Final = "Source: {url}"
REFERENCE: Final = "Kept by Picketwire, reference {reference}"
CANCELLED: Final = "Called off: {name}"

ON: Final = "Each bargaining date is also an event of this server from now on; dates ahead: {count}."
OFF: Final = "New dates get no event from now on. Events that are there are still moved and cancelled with their dates."

REFUSED_HEADING: Final = "Event not kept: {kind}, {name}"
REFUSED: Final = {
    "no_permission": (
        "I am not allowed to create or change events in this server. Give me Create Events, then use {events} once more. "
        "You are told this once; reminders go on as before."
    ),
}
REFUSED_ELSE: Final = "Discord did not accept it. The date and its reminders stay as they are."

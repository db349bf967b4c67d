"""What moderators are answered about announcements, in the shortest and the longest form of each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.announcements.records import History, Shown
from bot.models.announcements import (
    Announcement,
    AnnouncementState,
    Attachment,
    Change,
    Manner,
    Posted,
    Repeat,
    Version,
)
from bot.models.approvals import Approval, ApprovalState
from bot.models.schedules import Cadence
from bot.models.servers import Server
from cogs.ui import answers_announcements as answers
from cogs.ui.answers import Answer
from tests.cogs.samples import AT, LONG
from tests.gallery.dates import wall

GUILD: Final = 5
DUE = AT + timedelta(days=3)
LINK = "https://discord.com/channels/" + "/".join(["9" * 19] * 3)
TEXT = "w" * 1_750
SERVER = Server(GUILD, 2, 3, "Europe/London")
PICTURE = Attachment("map.png", "image/png", b"", "A map of the gates")
PLAIN = Announcement(
    7, GUILD, 9, "Bring water", wall(2023, 8, 15, 3, 30), "Europe/London", DUE, 6, AnnouncementState.SCHEDULED
)  # fmt: skip
LONGEST = replace(
    PLAIN,
    id=2**40,
    channel_id=2**63,
    text=TEXT,
    zone="America/Argentina/ComodRivadavia",
    manner=Manner(role_id=2**63, picture_id=1, urgent=True, hold=True),
)
SERIES = replace(
    PLAIN,
    repeat=Repeat(Cadence.MONTHLY, date(2023, 12, 31), day=31, skipped=(date(2023, 9, 30),)),
    turn_at=DUE,
    manner=Manner(hold=True),
)
EDIT = replace(PLAIN, change=Change(7, "d" * 20), manner=Manner(at_once=True))
CORRECTION = replace(PLAIN, change=Change(7, "d" * 20, correction=True), manner=Manner(role_id=8, at_once=True))
AT_ONCE = replace(PLAIN, manner=Manner(role_id=GUILD, at_once=True))
REPLACES = replace(PLAIN, change=Change(6))
POSTED = Posted(7, "d" * 20, 9, AT, "Bring water", LINK)


def shown(known: Announcement, *, wanted: bool = False, **other: object) -> Shown:
    return Shown(known, SERVER, wanted, AT, **other)  # type: ignore[arg-type]


def preview(known: Announcement, *, picture: Attachment | None = None, wanted: bool = False) -> Answer:
    posted = POSTED if known.change is not None and known.change.delivery_id else None
    return answers.preview(shown(known, wanted=wanted, posted=posted), lambda kind, _number: f"the {kind}", picture)


def page(state: AnnouncementState, known: Announcement = PLAIN, **other: object) -> Answer:
    return answers.page(shown(replace(known, state=state), **other), None)


def returned(state: ApprovalState, reason: str) -> Answer:
    approval = Approval(1, GUILD, "announcement", 7, "", 6, AT, "d" * 20, state, 8, AT, reason)
    return page(AnnouncementState.RETURNED, approval=approval)


def version(what: str, text: str = "Bring water") -> Version:
    return Version(AT, 6, what, text, approved_by=8)


def done(
    known: Announcement, state: AnnouncementState = AnnouncementState.SCHEDULED, server: Server = SERVER
) -> Answer:
    return answers.confirmed(known, replace(known, state=state), server)


PREVIEWS = {
    "preview": preview(PLAIN),
    "preview with a picture, for approval": preview(
        replace(PLAIN, manner=Manner(hold=True)), picture=PICTURE, wanted=True
    ),
    "preview of a series": preview(SERIES),
    "preview of a series, for approval": preview(SERIES, wanted=True),
    "preview of what is posted at once": preview(AT_ONCE),
    "preview of an edit": preview(EDIT),
    "preview of a correction": preview(CORRECTION),
    "preview of a change": preview(REPLACES),
    "longest preview": preview(LONGEST, picture=replace(PICTURE, alt=LONG[:300]), wanted=True),
}
PAGES = {
    **{f"announcement {state}": page(state) for state in AnnouncementState if state is not AnnouncementState.FORM},
    "announcement sent": page(AnnouncementState.SCHEDULED, replace(PLAIN, sent=True), posted=POSTED),
    "series": page(AnnouncementState.SCHEDULED, SERIES, posted=POSTED),
    "series that has ended": page(AnnouncementState.SCHEDULED, replace(SERIES, turn_at=None, sent=True), posted=POSTED),
    "announcement sent back": returned(ApprovalState.CHANGES, LONG),
    "announcement rejected": returned(ApprovalState.REJECTED, ""),
    "longest announcement page": answers.page(shown(LONGEST), replace(PICTURE, alt=LONG[:300])),
}
ANNOUNCEMENTS = {
    **PREVIEWS,
    **PAGES,
    "many are notified": answers.sure(replace(PLAIN, manner=Manner(role_id=8)), 12_345),
    "how many are notified is unknown": answers.sure(AT_ONCE, None),
    "sent without approval, asked once more": answers.rush(PLAIN),
    "scheduled": done(PLAIN),
    "scheduled while paused": done(PLAIN, server=replace(SERVER, paused=True)),
    "series scheduled": done(SERIES),
    "change made": done(REPLACES),
    "sent for approval": done(PLAIN, AnnouncementState.PROPOSED),
    "sent for approval, held": done(SERIES, AnnouncementState.PROPOSED),
    "posted at once": done(AT_ONCE),
    "post edited": done(EDIT),
    "post corrected": done(CORRECTION),
    "form refused": answers.refused("The text is too long.", TEXT),
    "empty form refused": answers.refused("The announcement has no text. Nothing was kept.", " "),
    "announcements": answers.listed([PLAIN, SERIES, AT_ONCE], {}),
    "no announcements": answers.listed([], {}),
    "longest announcements": answers.listed([LONGEST] * 60, {}),
    "announcements that wait": answers.listed(
        [replace(PLAIN, state=state) for state in (AnnouncementState.PROPOSED, AnnouncementState.RETURNED)], {}
    ),
    "series that are held up": answers.listed([SERIES, SERIES], {7: "no_permission"}),
    "announcement cancelled": answers.cancelled(LONGEST),
    "versions": answers.history(
        History(
            PLAIN,
            tuple(version(what) for what in ("scheduled", "posted", "changed", "edited", "corrected", "unapproved")),
            1,
            1,
            1,
        )
    ),
    "further versions": answers.history(
        History(PLAIN, tuple(version(what) for what in ("skipped", "restored", "cancelled", "unheard of")), 7, 2, 3)
    ),
    "longest versions": answers.history(History(PLAIN, (version("changed", TEXT),) * 3, 98, 33, 33)),
    "no versions": answers.history(History(PLAIN, (), 1, 1, 1)),
    "urgent ones": answers.urgent_chosen(20),
    "no urgent ones": answers.urgent_chosen(0),
    "one left out": answers.skipped(SERIES, "20230831", "Thursday 31 August"),
    "one taken in again": answers.restored(SERIES, "Thursday 31 August"),
}

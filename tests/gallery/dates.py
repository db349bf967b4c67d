"""What is answered about bargaining dates, suggested dates and disputes, in the shortest and the longest form of each answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.bargaining.dates import differences
from bot.bargaining.service import Change
from bot.disputes.ladder import status_of
from bot.issues.timeline import Timeline, TimelineDay
from bot.models.desk import BargainingDate, DateChange, DateChoices, DateState
from bot.models.disputes import DisputeStatus, Step, StepRecord, StepState
from bot.models.news import Label
from bot.models.registry import Dispute
from cogs.ui import answers_dates, answers_dispute, answers_status, answers_timeline, views_suggestions
from tests.cogs.samples import AT, LONG, LONGEST_STORY, SUGGESTED, story


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - a wall time


URL = "https://guild.example/" + "a" * 370
NAME = "WGA and AMPTP"
FAR = "America/Argentina/ComodRivadavia"
DATE = BargainingDate(
    3, 5, "wga-amptp", "session", wall(2023, 8, 15, 10), "America/Los_Angeles", "https://guild.example/dates",
    starts_at=datetime(2023, 8, 15, 17, tzinfo=UTC),
)  # fmt: skip
LONGEST_DATE = replace(
    DATE,
    id=2**40,
    kind="unheard of",
    ends=wall(2023, 8, 16, 2, 30),
    zone=FAR,
    source_url=URL,
    note="n" * 300,
    offsets=(40_320, 10_080, 1_440, 60, 1),
    wakes=True,
    channel_id=2**63,
    role_id=2**63,
)
DAYS = replace(DATE, starts=wall(2023, 8, 15), ends=wall(2023, 8, 17), all_day=True, zone="Europe/London")
ON_CLOCKS = replace(DATE, starts=wall(2024, 3, 10, 2, 30))  # which the clocks there jump over
BEGUN = datetime(2023, 8, 15, 16, 30, tzinfo=UTC)
OFF = replace(DATE, state=DateState.CANCELLED)
MOVED = replace(DATE, starts=wall(2023, 8, 16, 14))
EDITED = replace(DATE, note="Guild hall", offsets=(60,), wakes=True, channel_id=9, role_id=8, source_url=URL)
DISPUTE = Dispute("wga-amptp", "WGA", "AMPTP", "Minimum Basic Agreement", date(2026, 5, 1), "America/Los_Angeles")
TODAY = date(2023, 8, 15)


def named(_date: BargainingDate) -> str:
    return NAME


def source(url: str) -> tuple[Label, str]:
    return (Label.OFFICIAL_UNION, "WGA") if "guild" in url else (Label.REPORTED, LONG)


def change(before: BargainingDate, after: BargainingDate, actor: int = 6) -> DateChange:
    return DateChange(after.version, actor, AT, differences(before, after))


def step(number: int, which: Step, day: date = TODAY, **other: object) -> StepRecord:
    return StepRecord(number, 5, "wga-amptp", which, day, "https://guild.example/", **other)  # type: ignore[arg-type]


def status(*steps: StepRecord, dispute: Dispute = DISPUTE, today: date = TODAY) -> DisputeStatus:
    return status_of(list(steps), dispute, today)


STRIKE = step(1, Step.ON_STRIKE, date(2023, 5, 2))
TALKS = step(2, Step.SUSPENDED, by="employer")
NOTHING = status(dispute=replace(DISPUTE, expires=None))
BOTH = status(STRIKE, TALKS)
EVERY_EXPIRY = {
    "extension": status(step(3, Step.EXTENDED, until=TODAY)),
    "vote": status(step(3, Step.VOTE_OPEN, until=TODAY + timedelta(days=1))),
    "strike called": status(step(3, Step.STRIKE_CALLED, until=TODAY + timedelta(days=9))),
    "contract": status(step(3, Step.IN_FORCE, until=TODAY + timedelta(days=999))),
    "expiry passed": status(step(3, Step.EXTENDED, until=TODAY), today=TODAY + timedelta(days=3)),
}
LONGEST_DISPUTE = replace(DISPUTE, guild=LONG, contract=LONG)
LONGEST_STATUS = status(
    replace(STRIKE, source_url=URL.replace("guild", "press")),
    replace(TALKS, source_url=URL.replace("guild", "press")),
    dispute=LONGEST_DISPUTE,
)
DAY = TimelineDay(TODAY, (STRIKE, TALKS), (DATE,), (story(),))
FULL_DAY = TimelineDay(TODAY, (STRIKE, TALKS), (LONGEST_DATE,) * 9, (LONGEST_STORY,) * 30)


def timeline(*days: TimelineDay, page: int = 0, pages: int = 1, dispute: Dispute = DISPUTE) -> Timeline:
    return Timeline(dispute, "", days, page, pages, AT)


DATES = {
    "dates": answers_dates.date_list([DATE, DAYS], named, moderator=False, now=AT),
    "dates for moderators": answers_dates.date_list([DATE, DAYS], named, moderator=True, now=AT),
    "no dates": answers_dates.date_list([], named, moderator=False, now=AT),
    "no dates for moderators": answers_dates.date_list([], named, moderator=True, now=AT),
    "longest dates": answers_dates.date_list([LONGEST_DATE] * 40, lambda _: LONG, moderator=True, now=AT),
    "date added": answers_dates.date_added(DATE, NAME, AT),
    "date added whose reminders are over": answers_dates.date_added(DATE, NAME, BEGUN),
    "date added without reminders": answers_dates.date_added(replace(DATE, offsets=()), NAME, AT),
    "date added while clocks change": answers_dates.date_added(ON_CLOCKS, NAME, AT),
    "longest date added": answers_dates.date_added(LONGEST_DATE, LONG, AT),
    "date called off, answered": answers_dates.date_cancelled(OFF, NAME, AT),
    "date called off late": answers_dates.date_cancelled(OFF, NAME, AT + timedelta(days=30)),
    "date shown": answers_dates.shown(DATE, [], NAME, AT),
    "date shown that was called off": answers_dates.shown(OFF, [change(DATE, OFF, 0)], NAME, AT),
    "longest date shown": answers_dates.shown(LONGEST_DATE, [change(DATE, LONGEST_DATE)] * 30, LONG, AT),
    "move asked": answers_dates.move_preview(Change(DATE, MOVED), NAME, AT),
    "move asked after a reminder": answers_dates.move_preview(Change(DATE, DAYS, 1), NAME, AT),
    "longest move asked": answers_dates.move_preview(Change(LONGEST_DATE, LONGEST_DATE, 10**6), LONG, AT),
    "date moved, answered": answers_dates.moved(MOVED, NAME, AT),
    "date kept": answers_dates.kept(),
    "date edited": answers_dates.edited(Change(DATE, EDITED), NAME, AT),
    "longest date edited": answers_dates.edited(Change(DATE, LONGEST_DATE), LONG, AT),
    "date changed by somebody else": answers_dates.changed_meanwhile(MOVED, [change(DATE, MOVED)], NAME, AT),
    "date called off by somebody else": answers_dates.changed_meanwhile(OFF, [change(DATE, OFF)], NAME, AT),
    "reminders chosen": answers_dates.offsets_chosen(DateChoices((40_319, 1_440, 60, 1))),
    "no reminders chosen": answers_dates.offsets_chosen(DateChoices(())),
    "suggestions": views_suggestions.suggestion_list([SUGGESTED]),
    "no suggestions": views_suggestions.suggestion_list([]),
    "longest suggestions": views_suggestions.suggestion_list(
        [replace(SUGGESTED, name=LONG, evidence=(replace(SUGGESTED.evidence[0], source=LONG),) * 9)] * 60
    ),
    "suggestion": views_suggestions.suggestion(SUGGESTED),
    "suggestion decided": views_suggestions.suggestion(replace(SUGGESTED, state="ignored")),
}
DISPUTES = {
    "disputes": answers_dispute.overview([BOTH, NOTHING], source),
    "no disputes": answers_dispute.overview([NOTHING], source),
    "longest disputes": answers_dispute.overview([LONGEST_STATUS] * 30, source),
    "dispute": answers_dispute.one(BOTH, source),
    "dispute without a step": answers_dispute.one(NOTHING, source),
    "longest dispute": answers_dispute.one(LONGEST_STATUS, source),
    **{f"dispute, {what}": answers_dispute.one(each, source) for what, each in EVERY_EXPIRY.items()},
    "strike over": answers_dispute.one(status(STRIKE, step(4, Step.STRIKE_ENDED)), source),
    "strike over after a day": answers_dispute.one(
        status(replace(STRIKE, day=TODAY), step(4, Step.STRIKE_SUSPENDED)), source
    ),
    "step entered": answers_dispute.entered(replace(STRIKE, delivery_id="d"), BOTH, source),
    "step entered and not told": answers_dispute.entered(STRIKE, BOTH, source),
    "step put right": answers_dispute.corrected(BOTH, source),
    "step taken back, answered": answers_dispute.undone(NOTHING, source),
    "steps": answers_dispute.history(
        [
            TALKS,
            replace(STRIKE, state=StepState.CORRECTED, ended_at=AT),
            replace(STRIKE, state=StepState.UNDONE, ended_at=AT),
        ],
        NAME,
        source,
    ),
    "no steps": answers_dispute.history([], NAME, source),
    "longest steps": answers_dispute.history([replace(TALKS, source_url=URL)] * 90, LONG, source),
    "status": answers_status.glance([BOTH], [DATE], source),
    "no status": answers_status.glance([NOTHING], [], source),
    "status in quiet times": answers_status.glance([status()], [DATE], source),
    "longest status": answers_status.glance([LONGEST_STATUS] * 30, [LONGEST_DATE], source),
    "timeline": answers_timeline.timeline(timeline(DAY), "", source),
    "timeline on an issue": answers_timeline.timeline(timeline(DAY, page=1, pages=3), "AI", source),
    "emptiest timeline": answers_timeline.timeline(timeline(), "", source),
    "longest timeline": answers_timeline.timeline(
        timeline(*(FULL_DAY,) * 7, page=98, pages=100, dispute=LONGEST_DISPUTE), LONG, source
    ),
}

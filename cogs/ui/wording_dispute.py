"""Fixed wording of disputes and their steps. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "unknown_step": "I do not know that step. Pick one from the list that appears as you type.",
    "step_first": "“{step}” cannot be the first step entered. Possible now: {possible}.",
    "step_impossible": "“{step}” cannot follow “{last}”, the latest step, of {day}. Possible now: {possible}.",
    "step_same": (
        "“{last}” is the latest step already, of {day}. `/dispute correct` corrects its day or its source. "
        "Another step can be: {possible}."
    ),
    "step_settled": (
        "The latest step is “{last}”, of {day}, so a strike over this contract cannot begin. "
        "If talks have begun again or the contract has expired, enter that first."
    ),
    "step_striking": (
        "The strike has gone on since {day}. Enter first that it is suspended or ended; that is a step of its own."
    ),
    "step_ahead": (
        "{typed} is still ahead at the dispute's home. A step is entered once it has happened; "
        "a day ahead goes into `until`, or into `/bargaining add`."
    ),
    "step_before": "{typed} is before “{last}” of {day}. Steps are entered in the order of their days.",
    "step_needs_until": "“{step}” needs `until`: the last day of the extension, or the day the strike is called for.",
    "step_no_until": "“{step}” takes no second day. Leave `until` out.",
    "step_until": "The day in `until` is before {typed}, the day of the step.",
    "step_needs_party": "“{step}” needs `by`: who suspended the talks.",
    "step_no_party": "Only suspended talks take `by`. Leave it out.",
    "step_link": "A step needs a link to its source, an address that begins with https:// or http://.",
    "step_day_unclear": "I am not sure which day “{typed}” is. Write it like today, yesterday, 2 May or 2026-05-02.",
    "step_until_unclear": "I am not sure which day “{typed}” in `until` is. Write it like 30 June or 2026-06-30.",
    "step_unknown": "Only the last step of the talks and the last of the strike can be changed, and this is neither now.",
    "step_unchanged": "That is how it stands already. Give what should be corrected.",
    "step_other_track": "A step of the talks cannot become one of the strike, nor the other way round. Take it back instead.",
}

# As they are named in a sentence or a list.
STEPS: Final = {
    "not_started": "not started",
    "scheduled": "scheduled",
    "in_session": "in session",
    "recess": "in recess",
    "suspended": "suspended",
    "extended": "contract extended",
    "tentative": "tentative agreement",
    "board_approval": "approved by the board",
    "vote_open": "members' vote open",
    "ratified": "ratified",
    "rejected": "rejected",
    "in_force": "contract in force",
    "expired": "contract expired",
    "strike_authorised": "strike authorised",
    "strike_called": "strike called",
    "on_strike": "on strike",
    "strike_suspended": "strike suspended",
    "strike_ended": "strike ended",
    "strike_called_off": "strike called off",
}
# As a post is headed.
HEADINGS: Final = {
    **{step: name[0].upper() + name[1:] for step, name in STEPS.items()},
    "not_started": "Talks not started",
    "scheduled": "Talks scheduled",
    "in_session": "Talks in session",
    "recess": "Talks in recess",
    "suspended": "Talks suspended",
    "board_approval": "Agreement approved by the board",
    "ratified": "Agreement ratified",
    "rejected": "Agreement rejected",
}
PARTIES: Final = {"union": "the union", "employer": "the employers", "both": "both sides"}
HEADING: Final = "{step}: {name}"
HEADING_BY: Final = "{step} by {party}: {name}"
ON: Final = "On {day}, by the calendar in {place}. {contract}."
UNTIL: Final = {
    "scheduled": "They are planned for {day}.",
    "extended": "The extension's last day is {day}.",
    "vote_open": "The vote closes on {day}.",
    "in_force": "The contract's last day is {day}.",
    "strike_called": "The strike is called for {day}.",
}
NOTES: Final = {
    "tentative": "It is not ratified yet, and by itself it does not end a strike.",
    "strike_authorised": "Members have allowed a strike. That is not a strike yet.",
    "strike_suspended": "It is suspended, not ended.",
}
DAY_ONE: Final = "That day is Day 1."
DAY_ON: Final = "It goes on with Day {number}."
LASTED: Final = "It had lasted {days}."
DAYS: Final = "{count} days"
DAYS_ONE: Final = "1 day"
SOURCE: Final = "{link}: {who}. Status set by this server's moderators."
CORRECTED: Final = "Corrected by this server's moderators {when}."
UNDONE_HEADING: Final = "Taken back: {heading}"
UNDONE: Final = "This server's moderators took this step back {when}. It no longer counts."
STATUS_BUTTON: Final = "Status"

STATUS_HEADING: Final = "Where the disputes stand"
STATUS_NONE: Final = "This server's moderators have entered no step of any dispute yet."
STATUS_NONE_ONE: Final = "This server's moderators have entered no step of it yet."
NEXT_DATE: Final = "Next: {date}"
QUIET_HEADING: Final = "What expires or meets next elsewhere"
MORE_DISPUTES: Final = "{count} more. {show} has them all."
STATUS_NAME: Final = "{name}: {contract}"
TALKS: Final = "Talks: {step}, since {day}."
STRIKE: Final = "Strike: {step}, since {day}."
STRIKE_DAY: Final = "Strike: on strike, Day {number}, since {day}."
STRIKE_DAY_SHORT: Final = "strike day {number}"
STRIKE_LASTED: Final = "Strike: {step}, since {day}, after {days}."
BY: Final = "{step} by {party}"
SOURCE_SHORT: Final = "{link}: {who}."
EXPIRY: Final = {
    "contract": "The contract's last day is {day}, {distance}.",
    "extension": "The extension's last day is {day}, {distance}.",
    "vote": "The vote closes on {day}, {distance}.",
    "strike_called": "The strike is called for {day}, {distance}.",
}
EXPIRY_OVER: Final = {
    "contract": "The contract's last day was {day}; no newer step is entered.",
    "extension": "The extension's last day was {day}; no newer step is entered.",
    "vote": "The vote was to close on {day}; no result is entered.",
    "strike_called": "The strike was called for {day}; no newer step is entered.",
}
TODAY: Final = "today"
TOMORROW: Final = "tomorrow"
AHEAD: Final = "in {count} days"

ENTERED_HEADING: Final = "Step entered"
CORRECTED_HEADING: Final = "Step corrected"
UNDONE_ANSWER_HEADING: Final = "Step taken back"
ENTERED_POST: Final = "It is told in the channel for stories about this dispute."
ENTERED_NO_POST: Final = "It is not told in a channel; members see it here."
CORRECTED_POST: Final = "If it was told in a channel, that post is edited and says so."
UNDONE_POST: Final = (
    "If it was told in a channel, that post now says so. It stays in the history, marked as taken back."
)

HISTORY_HEADING: Final = "Steps of {name}"
HISTORY_NONE: Final = "No step was entered yet."
HISTORY_LINE: Final = "{day}: {step}{until}. {source}"
HISTORY_UNTIL: Final = " ({day})"
HISTORY_CORRECTED: Final = "(corrected {when}) {line}"
HISTORY_UNDONE: Final = "(taken back {when}) {line}"
CHOICE: Final = "{name}: {step}, {day}"

TIMELINE: Final = "Day by day: {name}"
TIMELINE_ON: Final = "Day by day: {name}, {issue}"
TIMELINE_NONE: Final = "Nothing is known of it here yet: no step, no date, no story."

"""Fixed wording of `/settings health`."""

from __future__ import annotations

from typing import Final

HEADING: Final = "How the bot is doing here"
CONNECTED: Final = "Connected to Discord since {since}."
NOT_CONNECTED: Final = "I am connecting to Discord again."
PAUSED: Final = "Posting is paused; {resume} lets it go on."
POSTING: Final = "Posting is on."
CLOCK_RIGHT: Final = "The machine's clock agrees with Discord's."
CLOCK_UNKNOWN: Final = "The machine's clock was not compared with Discord's yet."
CLOCK_BEHIND: Final = (
    "The machine's clock is {length} behind: reminders, digests and announcements come that much late. {tell}"
)
CLOCK_AHEAD: Final = (
    "The machine's clock is {length} ahead: reminders, digests and announcements go out too early by that. {tell}"
)
CLOCK_TELL: Final = "Whoever runs the bot can set it; {about} says who that is."
NOTHING_WAITS: Final = "Nothing that is due is waiting."
ONE_WAITS: Final = "One message is waiting to be posted, due since {oldest}."
WAITING: Final = "{count} messages are waiting to be posted, the oldest due since {oldest}."
WAITING_PAUSED: Final = "Due and held back while posting is paused: {count}, the oldest since {oldest}."
NOTHING_GIVEN_UP: Final = "Nothing was given up in the last 24 hours."
GIVEN_UP: Final = "Given up in the last 24 hours: {what}."
GIVEN_UP_ITEM: Final = "{count} × {kind} ({reason})"
KINDS: Final = {
    "story_post": "story",
    "fold_post": "list of stories",
    "official_notice": "official notice",
    "digest_post": "digest",
    "date_reminder": "reminder",
    "date_cancelled": "cancelled date",
    "announcement_post": "announcement",
    "feed_notice": "notice about a feed",
}
OTHER_KIND: Final = "message"
TOO_LATE: Final = "too late to be of use"
NO_DIGEST: Final = "No digest is planned; {digest} plans one."
DIGEST_NEXT: Final = "Next digest: {next}."
DIGEST_LAST: Final = "Last digest: {last}."
SIZE: Final = "The database takes {size}. Version {version}."
SMALL: Final = "less than 1 MB"
FEEDS_HEADING: Final = "Feeds: {well} of {all} work"
NO_FEEDS: Final = "No feed is followed; {add} adds one."
MORE_FEEDS: Final = "{count} more, which work: {sources}."
MORE_FEEDS_FAIL: Final = "{count} more: {sources}."

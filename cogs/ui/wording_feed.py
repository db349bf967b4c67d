"""Fixed wording of `/feed`. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "bad_address": "That is not a web address. Give one that begins with https:// or http://, of a feed or of a page that has one.",
    "too_many_feeds": "This server follows {most} feeds, which is the most I read for one server. Remove one first.",
    "feed_unreadable": "The address at {host} gives no feed: {reason}. Nothing was changed.",
    "no_feed_found": "The page at {host} names no feed that I can read. Look for a link named RSS or Atom there, and give me its address.",
    "host_asked_to_wait": "{host} has asked me to wait before I read anything there again. Please try again in a few hours.",
    "unknown_feed": "This server does not follow the feed “{feed}”. Pick one from the list that appears as you type.",
    "feed_paused_already": "{feed} is paused already.",
    "feed_not_paused": "{feed} is not paused.",
    "no_feeds": "There is no feed to write into a file: private addresses are left out.",
    "opml_too_large": "The file is larger than 1 MiB. Give an OPML file of at most {most} feeds.",
    "opml_too_many": "The file names too many feeds. I take at most {most} at a time.",
    "opml_not_opml": "The file is not OPML that I can read. Most feed readers can export such a file.",
    "opml_empty": "The file names no feeds.",
}

ADDED_HEADING: Final = "Feed added: {feed}"
ALREADY_HEADING: Final = "This server follows {feed} already"
ADDED_FOUND: Final = "I read it at {host}: {items}, {relevant} about bargaining."
ADDED_PAGE: Final = "I found it on the page you gave."
ADDED_NEXT: Final = "Nothing it has brought so far is posted. What it brings from now on is."
ADDED_PRIVATE: Final = "Its address is kept private: nobody is shown more than the host."
ITEMS: Final = "{count} items"
ITEM: Final = "1 item"

PAUSED: Final = "{feed} is paused in this server: nothing of it is posted or shown until someone runs {resume}."
RESUMED: Final = "{feed} is followed again. What it brought meanwhile is not posted."
REMOVED: Final = "This server no longer follows {feed}. What it brought is no longer shown here."

LIST_HEADING: Final = "Feeds of this server"
LIST_EMPTY: Final = "This server follows no feeds. {add} adds one."
LIST_COUNT: Final = "{working} of {count} work."
LIST_PAUSED: Final = "paused in this server"
LIST_PRIVATE: Final = "private address"
LIST_LINE: Final = "{feed} ({about}): {words}"

TEST_HEADING: Final = "A test of {feed}"
TEST_COUNT: Final = "{items}, {relevant} about bargaining."
TEST_STORED: Final = "From what it has brought so far."
TEST_READ: Final = "Read just now."
TEST_NONE: Final = "Nothing of it would be posted."
TEST_SHOWN: Final = "The latest of them, as they would be posted. Nothing was posted."
TEST_PLACE: Final = "In {channel}:"
TEST_FORUM: Final = "As a thread in {channel}:"
TEST_NOWHERE: Final = "Not posted, by the settings of this server:"

EXPORTED: Final = "{feeds} as an OPML file, for any feed reader."
EXPORTED_LEFT_OUT: Final = "Private addresses are left out: {count}."
FEEDS: Final = "{count} feeds"
FEED: Final = "1 feed"

IMPORTED_HEADING: Final = "Feeds imported"
IMPORTED: Final = "New in this server: {added}. Followed before: {known}."
IMPORTED_REFUSED: Final = "Left out because they are not web addresses: {count}."
IMPORTED_OVER: Final = "Left out because one server follows at most {most}: {count}."
IMPORTED_NEXT: Final = (
    "I will read the new ones within minutes. Nothing they have brought so far is posted. "
    "{list} shows how each is doing."
)

"""Fixed wording of issue summaries and of the search. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "search_empty": "There is no word to search for. Type one or more words, or a phrase in “quotation marks”.",
    "search_filters": "Words and filters together are too long. Use fewer words, or leave a filter out.",
    "search_day": "I am not sure which day “{typed}” is. Type it like yesterday, 14 Aug or 2023-08-14.",
    "search_days": "The first day is after the last one, so no story can be between them.",
    "search_long": "That is too long to search for. Use at most {most} characters.",
}

SUMMARY_HEADING: Final = "{issue}: the last {days} days"
SUMMARY_HEADING_DAY: Final = "{issue}: the last day"
COUNTS: Final = "{stories}, {official}, from {outlets}."
STORIES: Final = "{count} stories"
STORIES_ONE: Final = "1 story"
OUTLETS: Final = "{count} outlets"
OUTLETS_ONE: Final = "1 outlet"
OFFICIAL_COUNT: Final = "{count} official"
OFFICIAL_NONE: Final = "none official"
STORIES_HEADING: Final = "Stories, newest first"
NOTHING_SINCE: Final = "Nothing on {issue} since {since}. Last:"
NOTHING: Final = "Nothing on {issue} so far."
DATES_HEADING: Final = "Next dates"
MORE_DATES: Final = "{dates} has more."
ALSO: Final = "Also in {names}."

LIST_HEADING: Final = "Issues: the last 7 days"
LIST_HINT: Final = "{summary} shows the stories about one. A story counts under each issue it is about."
LINE: Final = "{issue}: {stories}"
LINE_OFFICIAL: Final = "{issue}: {stories}, {count} official"
LINE_NONE_SINCE: Final = "{issue}: none since {since}"
LINE_NONE: Final = "{issue}: none so far"

SEARCH_HEADING: Final = "Search: {words}"
FOUND: Final = "{stories}. Those with all the words in the headline come first."
FOUND_ONE: Final = "1 story."
FOUND_CUT: Final = "{count} stories or more. Another word narrows it down."
FOUND_NONE: Final = "No story has all of these words."
FOUND_NONE_ONE: Final = "No story has this word."
FOUND_NONE_PHRASE: Final = "No story has exactly this phrase. Without the quotation marks its words may stand apart."
MISSING: Final = "None has {words}."
OTHERS: Final = "Without that: {stories}."
TRY_FEWER: Final = "Each of them is in some story: try fewer at once."
TRY_SPELLING: Final = "Check the spelling or try another word. {latest} shows the latest stories, {issues} the issues."
OUTSIDE: Final = "No story with these words passes the filters. Without the filters: {stories}."
NEAREST: Final = "The nearest word in recent headlines is “{word}”."
NEAREST_BUTTON: Final = "Search for the nearest word"

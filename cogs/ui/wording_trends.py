"""Fixed wording of `/issue trends` and of its picture. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

HEADING: Final = "{what}: stories in the last {days} days"
HEADING_DAY: Final = "{what}: stories of today"
ALL: Final = "All issues"
BY_DAY: Final = "Stories by day"
BY_WEEK: Final = "Stories by week"
COUNTED: Final = "{stories}, each counted once, on the day of its first report in this time."
COUNTED_MANY: Final = "A story about several issues counts under each of them. The issues with most stories are shown."
NUMBERS_DAY: Final = "By day"
NUMBERS_WEEK: Final = "By week, named by its Monday"
SERIES: Final = "{issue}: {stories}. {counts}."
COUNT: Final = "{day}: {count}"
OTHER_DAYS: Final = "None on other days."
OTHER_WEEKS: Final = "None in other weeks."
MARKS: Final = "Beside them"
STRIKE: Final = "{guild} on strike: {when}."
TALKS: Final = "{guild} in talks: {when}."
SPAN: Final = "{first} to {last} ({days} days)"
SPAN_DAY: Final = "{first}"
DATES: Final = "Bargaining dates: {days}."
LANES: Final = {"strike": "{guild} strike", "talks": "{guild} talks"}
LANE_DATES: Final = "Dates"
TOO_LITTLE: Final = "That is too little for a picture: {stories} in this time."
ONE_DAY: Final = "A picture needs two days or more."
NOT_DRAWN: Final = "The picture could not be drawn this time. The numbers are complete."
ALT: Final = "Bar charts. {what}, {since} to {until}. {series} {marks}"
ALT_SERIES: Final = "{issue}: {stories}, most on {day} ({count})."
ALT_SERIES_WEEK: Final = "{issue}: {stories}, most in the week of {day} ({count})."
ALT_REST: Final = "All numbers are in the text."
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

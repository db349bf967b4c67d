"""Stories for the samples of posts, in their emptiest and longest forms. All texts are invented."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.models.news import Label
from bot.models.posts import StoryPost, Telling

AT = datetime(2023, 8, 12, 2, 30, tzinfo=UTC)
ISSUES = {
    "ai": "AI",
    "staffing": "Mini rooms and staffing",
    "data": "Viewing-data transparency",
    "residuals": "Residuals",
}
NASTY = "*bold* _it_ ~~x~~ ||y|| `z` [a](https://evil.example) <@1> @everyone <#2> \\ # ] ( ) :tada: \u202e"
LONG = (NASTY + " " + "\U0001f600" * 30 + " ") * 20
LONG_URL = "https://press.example/" + "(é)" * 2_000


def telling(**values: object) -> Telling:
    defaults: dict[str, object] = {
        "entry_id": 1,
        "outlet": "Harbour Post",
        "title": "Studios put new terms to writers",
        "url": "https://harbour.example/terms",
        "at": AT,
        "label": Label.REPORTED,
    }
    return Telling(**{**defaults, **values})  # type: ignore[arg-type]


def longest(entry_id: int = 1, label: Label = Label.REPORTED) -> Telling:
    return telling(
        entry_id=entry_id, outlet=LONG, title=LONG, url="https://press.example/" + "a" * 370, label=label, owner=LONG,
        paywall="partial", attributed_to=(LONG,) * 9, unnamed_source=True,
    )  # fmt: skip


def story(lead: Telling | None = None, **values: object) -> StoryPost:
    return StoryPost(story_id=1, lead=lead or telling(), **{"issues": ("ai",), **values})  # type: ignore[arg-type]


LONGEST_STORY = StoryPost(1, longest(), tuple(ISSUES) * 4, (longest(2),) * 30, LONG, AT)
EMPTIEST_STORY = StoryPost(1, telling(outlet="", title="", url=""), ())

"""What the sentence does to a date: moved, given up, denied, quoted; two dates in one sentence."""

from __future__ import annotations

import pytest

from tests.news.date_reading import resolved

SENTENCES: list[tuple[str | None, str, list[str | None]]] = [
    ("2026-04-02", "The session was moved from April 6 to April 13", [None, "2026-04-13"]),
    ("2026-04-02", "The contract was extended from May 1 to May 15", [None, "2026-05-15"]),
    ("2026-04-02", "Talks originally set for Monday will now open on Thursday", [None, "2026-04-02"]),
    ("2026-04-02", "They will meet on Tuesday instead of Monday", ["2026-04-07", None]),
    ("2026-04-02", "No talks are planned this week", ["2026-03-30/2026-04-05"]),
    ("2026-04-02", '"We sat with them for nine hours today," the guild said in a note on Tuesday', ["2026-03-31"]),
    ("2026-04-02", 'In a note sent Monday the chair wrote: "We meet again tomorrow"', ["2026-03-30", "2026-03-31"]),
    ("2026-04-02", "“Today we say no,” the chair said.", [None]),
    ("2026-04-02", 'A memo dated March 27 said "we return on Monday"', ["2026-03-27", "2026-03-30"]),
    ("2026-03-18", "The strike began at 12:01 a.m. on Saturday", ["2026-03-14T00:01-07:00"]),
    ("2026-03-18", "two weeks from Friday the pact runs out", [None]),
    ("2026-03-18", "It is not known who sits where on a Friday", [None]),
    ("2026-03-18", "They met last Thursday and Friday", ["2026-03-12/2026-03-13"]),
    ("2026-03-18", "They will meet next Monday and Tuesday", ["2026-03-23/2026-03-24"]),
    ("2026-03-18", "They met Monday and Tuesday of last week", ["2026-03-09/2026-03-10"]),
    ("2026-03-18", "Talks go on Tuesday through Thursday of next week", ["2026-03-24/2026-03-26"]),
    ("2026-03-18", "Thursday, March 26, and Friday, March 27, are set aside", ["2026-03-26/2026-03-27"]),
    ("2026-03-18", "set for Thursday and Friday, March 26 and 27", ["2026-03-26/2026-03-27"]),
    ("2026-03-18", "sessions on March 24, 25 and 26", ["2026-03-24/2026-03-26"]),
    ("2026-03-18", "sessions on March 24, 26 and 30", [None]),
    ("2026-03-18", "sessions on March 24 and 27", [None]),
    ("2026-03-18", "in the first week of May", []),
    (
        "2026-03-18",
        "Voting runs from 8 p.m. PT on March 20 until 5 p.m. PT on March 27",
        ["2026-03-20T20:00-07:00/2026-03-27T17:00-07:00"],
    ),
    (
        "2026-03-18",
        "The polls will be open from March 20 through noon PT on March 27",
        ["2026-03-20/2026-03-27T12:00-07:00"],
    ),
    ("2026-03-18", "Studios given a Friday deadline to answer", ["2026-03-20"]),
    ("2026-03-18", "The sides blew past a Monday deadline", ["2026-03-16"]),
    ("2026-03-18", "An answer is wanted by the end of Friday", ["2026-03-20"]),
    ("2026-03-18", "A deal must be reached by close of business on Friday", ["2026-03-20"]),
    ("2026-03-18", "The pact was set to lapse on March 15, but was extended", ["2026-03-15"]),
    ("2026-03-18", "Earlier Tuesday the crews had voted no", ["2026-03-17"]),
    ("2026-03-18", "in today's streaming landscape, rooms are small", []),
    ("2026-03-18", "the medium as we know it today", []),
    ("2026-03-18", "this January the board changed hands", ["2026-01"]),
    ("2026-03-18", "viewing from January to June", [None]),
    ("2026-03-18", "'Saturday Night Live' staff join the guild", []),
    ("2026-03-18", "The cast of ‘Wednesday’ joined a line in Dublin", []),
    ("2026-03-18", "Cyber Monday sales lift retailers", []),
    ("2026-03-18", "Sunday nights on the picket line", []),
    ("2026-03-18", "Actors haven't worked since Feb. 11", ["2026-02-11"]),
    ("2026-03-18", "the first session since Dec. 11", ["2025-12-11"]),
    ("2026-03-18", "It takes effect on Oct. 1", ["2026-10-01"]),
    ("2026-03-18", "Voting opened March 10 and will end at 5 p.m. on March 24", ["2026-03-10/2026-03-24T17:00-07:00"]),
    ("2026-03-18", "Talks, suspended on March 6, will start again on March 30", ["2026-03-06", "2026-03-30"]),
    ("2026-03-18", "After talks on Tuesday, the parties agreed to meet again Friday", ["2026-03-17", "2026-03-20"]),
    ("2026-03-18", "The chair said Tuesday that voting would open Thursday", ["2026-03-17", "2026-03-19"]),
    ("2026-03-18", "Monday's vote authorised a strike that may start on Friday", ["2026-03-16", "2026-03-20"]),
    (
        "2026-03-18",
        "Negotiators, who had talked through Sunday, take a break until Thursday",
        ["2026-03-15", "2026-03-19"],
    ),
    (
        "2026-03-18",
        "The guild announced Monday it will strike the producer starting Thursday at 6 a.m. ET",
        ["2026-03-16", "2026-03-19T06:00-04:00"],
    ),
    ("2026-03-18", "The guild rallied on Tuesday, a day before the pact expires at midnight", ["2026-03-17"]),
    ("2026-03-18", "Bargaining will not resume until Monday", ["2026-03-23"]),
    ("2026-03-18", "Studios did not respond Tuesday to the new proposal", ["2026-03-17"]),
    ("2026-03-18", "Members are voting this week on the deal", ["2026-03-16/2026-03-22"]),
    ("2026-03-18", "The vote count is Thursday", ["2026-03-19"]),
    ("2026-03-18", "Thursday's vote count is final", ["2026-03-19"]),
    ("2026-03-18", "The rally is Thursday at noon", ["2026-03-19T12:00-07:00"]),
    ("2026-03-18", "Producers received the counter on Monday and answered a day later", ["2026-03-16"]),
    ("2026-03-18", "Crews walked off the show Monday, forcing it to shut down", ["2026-03-16"]),
    ("2026-03-18", "Guild Sets Strike Vote for Monday", ["2026-03-23"]),
    ("2026-03-18", "Studios, Guild Wrap Up First Week of Talks, Return Monday", ["2026-03-23"]),
    ("2026-03-18", "Actors Reach Deal After Marathon Monday Session", ["2026-03-16"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), SENTENCES)
def test_phrase_resolves(published: str | None, text: str, expected: list[str | None]) -> None:
    assert resolved(text, published) == expected

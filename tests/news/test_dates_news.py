"""Sentences as the news writes them, in our own words: several rules at work at once."""

from __future__ import annotations

import pytest

from tests.news.date_reading import resolved

NEWS: list[tuple[str, str, list[str | None]]] = [
    ("2024-07-24", "Union sets midnight Friday strike date for game makers", [None]),
    ("2026-05-04", "SAG-AFTRA resumed talks on April 27 and struck a deal May 2", ["2026-04-27", "2026-05-02"]),
    ("2026-11-24", "the 2023 strike, which began May 2 and ended Sept. 27", ["2023-05-02", "2023-09-27"]),
    ("2026-11-24", "The panel meets on the first Monday of December", [None]),
    ("2026-11-24", "Nov. 24: talks. Nov. 30: vote.", ["2026-11-24", "2026-11-30"]),
    ("2026-11-24", "the deal's ratification vote, 2 to 9 December, is open to all", ["2026-12-02/2026-12-09"]),
    ("2026-11-24", "Talks had been due to begin Monday but were put off until Dec. 7", ["2026-11-23", "2026-12-07"]),
    ("2026-11-24", "He was elected Thursday and takes office Dec. 1", ["2026-11-19", "2026-12-01"]),
    (
        "2023-11-02",
        "Talks went on Thursday after a session that ended at 10 p.m. Wednesday",
        ["2023-11-02", "2023-11-01T22:00-07:00"],
    ),
    ("2026-06-01", "the pact would run July 1, 2026, through June 30, 2030", ["2026-07-01/2030-06-30"]),
    (
        "2023-08-11",
        "Writers and studios will return to the bargaining table Friday for the first time since May 1",
        ["2023-08-11", "2023-05-01"],
    ),
    ("2023-05-02", "Film and TV writers walked off the job on Tuesday after six weeks of talks", ["2023-05-02"]),
    ("2023-09-25", "Pickets were suspended Sunday night, though the strike goes on until members vote", ["2023-09-24"]),
    ("2023-07-13", "The union's board votes Thursday morning on whether to strike", ["2023-07-13"]),
    (
        "2023-07-12",
        "With the contract set to expire at 11:59 p.m. Wednesday, a mediator was called in",
        ["2023-07-12T23:59-07:00"],
    ),
    ("2023-10-03", "Talks, which began Monday, are to pick up again Wednesday", ["2023-10-02", "2023-10-04"]),
    ("2023-10-12", "Studios broke off talks late Wednesday, a week and a half after they began", ["2023-10-11"]),
    ("2023-11-08", "The strike will formally end at 12:01 a.m. Thursday", ["2023-11-09T00:01-08:00"]),
    ("2023-06-05", "Nearly 98% voted yes in the ballot that closed Monday", ["2023-06-05"]),
    ("2023-06-24", "Negotiations are in their final week before the June 30 expiration", ["2023-06-30"]),
    ("2024-07-25", "Game performers will strike as of 12:01 a.m. PT Friday, July 26", ["2024-07-26T00:01-07:00"]),
    (
        "2024-06-25",
        "The deal, reached late Tuesday, averts a walkout that might have begun on Aug. 1",
        ["2024-06-25", "2024-08-01"],
    ),
    ("2026-03-02", "Bargaining begins in two weeks, on March 16", ["2026-03-16"]),
    ("2026-05-02", "The contract expired Friday at midnight without a deal", ["2026-05-01T23:59-07:00"]),
    (
        "2026-05-02",
        "The agreement, which was due to run out on Friday, has been extended to May 8",
        ["2026-05-01", "2026-05-08"],
    ),
    ("2025-12-18", "An indicative ballot of Equity members ended on Thursday", ["2025-12-18"]),
    ("2025-12-10", "The ballot closes at noon on 18 December, the British union said", ["2025-12-18T12:00+00:00"]),
    ("2026-01-30", "Negotiations with SAG-AFTRA open Feb. 9, a month earlier than in past cycles", ["2026-02-09"]),
    ("2026-02-20", "Staff have been on strike since Tuesday", ["2026-02-17"]),
    ("2026-02-20", "The strike, in its fourth day, shut the guild's offices", ["2026-02-20"]),
    ("2023-08-15", "It has been 105 days since writers walked out", ["2023-08-14"]),
    ("2023-08-15", "Now 106 days into the walkout, the guild sees movement", ["2023-08-15"]),
    ("2023-05-10", "One week into the strike, late-night shows are dark", []),
    ("2023-07-31", "the AMPTP asked for a meeting on Aug. 4", ["2023-08-04"]),
    ("2023-11-14", "Voting starts today and ends on Dec. 5", ["2023-11-14/2023-12-05"]),
    ("2023-11-14", "Members can vote through 5 p.m. PT on Tuesday, Dec. 5", ["2023-12-05T17:00-08:00"]),
    ("2023-10-21", "The two sides are set to meet again next Tuesday", ["2023-10-24"]),
    ("2023-10-21", "Talks resume Tuesday, Oct. 24, at the union's headquarters", ["2023-10-24"]),
    ("2023-09-27", "beginning Wednesday at 12:01am PT, writers may return to work", ["2023-09-27T00:01-07:00"]),
    ("2023-07-01", "The contract was extended through 11:59 p.m. on July 12", ["2023-07-12T23:59-07:00"]),
    ("2023-07-01", "Talks will break for the holiday and resume Wednesday", ["2023-07-05"]),
    (
        "2023-09-18",
        "sources say Wednesday's session could stretch into the weekend",
        ["2023-09-20", "2023-09-23/2023-09-24"],
    ),
    ("2023-09-22", "The group worked past 8 p.m. Thursday and will be back Friday", ["2023-09-21", "2023-09-22"]),
    ("2024-12-20", "Performers have been on strike since late July", ["2024-07-21/2024-07-31"]),
    ("2024-12-20", "SAG-AFTRA has been on strike against game companies since July 26", ["2024-07-26"]),
    (
        "2023-05-01",
        "If no deal is struck by midnight, writers could be on strike by morning",
        ["2023-05-01T23:59-07:00"],
    ),
    ("2023-05-01", "The current contract expires at midnight", ["2023-05-01T23:59-07:00"]),
    (
        "2023-05-01",
        "writers will walk out Tuesday if there is no deal by 11:59 p.m. PT tonight",
        ["2023-05-02", "2023-05-01T23:59-07:00"],
    ),
    (
        "2023-04-18",
        "The strike authorization vote closed Monday at noon PT with 97.85% in favor",
        ["2023-04-17T12:00-07:00"],
    ),
    ("2023-04-18", "Writers voted on Monday to authorize a strike as soon as May 2", ["2023-04-17", "2023-05-02"]),
    ("2023-04-18", "The guild's contract with the studios is up May 1", ["2023-05-01"]),
    (
        "2026-06-05",
        "Musicians and studios talk on June 8-10 and June 15-17",
        ["2026-06-08/2026-06-10", "2026-06-15/2026-06-17"],
    ),
    ("2026-06-05", "A decision on the merger is expected on or before June 30", ["2026-06-30"]),
    ("2026-06-05", "The hearing on Wednesday, 10 June was put back to Friday, 12 June", [None, "2026-06-12"]),
    ("2026-06-05", "The session has been postponed from Monday to Thursday", [None, "2026-06-11"]),
    ("2026-06-05", "The deadline, pushed back twice, is now June 12", ["2026-06-12"]),
    ("2026-06-05", "Not until Monday will the sides meet", ["2026-06-08"]),
    ("2026-06-05", "Crews vote tomorrow and Sunday", ["2026-06-06/2026-06-07"]),
    ("2026-06-05", "Actors plan to rally at 10 a.m. Saturday", ["2026-06-06T10:00-07:00"]),
    (
        "2026-06-05",
        "the guild told members on Thursday, June 4: 'We meet again on Monday'",
        ["2026-06-04", "2026-06-08"],
    ),
    ("2026-06-05", '"Tomorrow we go back in," the chair said Thursday', ["2026-06-05", "2026-06-04"]),
    ("2026-06-05", '"I think we will be there by Monday," said a person close to the talks', ["2026-06-08"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), NEWS)
def test_sentence_resolves(published: str, text: str, expected: list[str | None]) -> None:
    assert resolved(text, published) == expected

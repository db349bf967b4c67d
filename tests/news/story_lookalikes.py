"""Pairs of short reports, in our own words, that look alike and tell two different stories. Data only."""

from __future__ import annotations

from tests.news.story_pairs import Report

DIFFERENT: dict[str, tuple[Report, Report]] = {
    "two contracts of one union": (
        Report("IATSE reaches deal on Basic Agreement", "", "2027-06-25", "bargaining"),
        Report("IATSE reaches deal on Area Standards Agreement", "", "2027-06-27", "bargaining"),
    ),
    "a ballot that opens and its result": (
        Report("Equity opens ballot on AI scanning", "", "2027-12-04", "ai bargaining"),
        Report("Equity ballot: members would refuse scanning", "96 percent said yes.", "2027-12-18", "ai bargaining"),
    ),
    "a meeting and what one side says of it": (
        Report(
            "Studio heads meet DGA leaders over dinner",
            "Three chief executives sat down with the Directors Guild on Monday night.",
            "2027-03-02",
            "bargaining",
        ),
        Report(
            "DGA calls Monday's meeting with studio heads a waste of an evening",
            "The Directors Guild told members that the chief executives brought nothing new.",
            "2027-03-03",
            "bargaining",
        ),
    ),
    "an offer and its publication": (
        Report(
            "AMPTP's offer to the DGA covers AI and pay",
            "The studios offered the Directors Guild terms on AI and raises on March 1.",
            "2027-03-02",
            "bargaining ai pay",
        ),
        Report(
            "AMPTP makes its March 1 package for the DGA public",
            "The studios published on Friday what they put to the Directors Guild on AI and pay.",
            "2027-03-05",
            "bargaining ai pay",
        ),
    ),
    "the same step by two unions": (
        Report(
            "Writers Guild ratifies contract",
            "Members approved the three-year agreement with the AMPTP.",
            "2025-04-02",
            "bargaining",
        ),
        Report(
            "Directors Guild ratifies contract",
            "Members approved the three-year agreement with the AMPTP.",
            "2025-04-03",
            "bargaining",
        ),
    ),
    "a deal and its ratification": (
        Report(
            "SAG-AFTRA reaches tentative deal with studios",
            "The committee approved it unanimously.",
            None,
            "bargaining strike",
        ),
        Report("SAG-AFTRA members ratify contract with studios", "78.3 percent voted yes.", None, "bargaining strike"),
    ),
    "an authorisation and the strike itself": (
        Report("Actors vote to authorize a strike", "SAG-AFTRA members gave 97.9 percent.", "2025-06-05", "bargaining"),
        Report("Actors go on strike", "SAG-AFTRA called the walkout at midnight.", "2025-07-14", "strike"),
    ),
    "the start and the end of a strike": (
        Report("Writers go on strike", "The WGA walked out against the studios.", None, "strike"),
        Report("Writers strike ends", "The WGA lifted the strike against the studios.", None, "strike"),
    ),
    "studio contract and games contract": (
        Report("SAG-AFTRA members ratify contract", "The film and television agreement passed.", None, "bargaining"),
        Report(
            "SAG-AFTRA members ratify video game contract",
            "The Interactive Media Agreement passed.",
            None,
            "bargaining",
        ),
    ),
    "studio contract and commercials contract": (
        Report(
            "SAG-AFTRA reaches tentative deal", "The agreement with the studios goes to the board.", None, "bargaining"
        ),
        Report(
            "SAG-AFTRA reaches tentative deal on commercials contracts",
            "The JPC agreed to raise pay.",
            None,
            "bargaining",
        ),
    ),
    "two laws by number": (
        Report("Governor signs AB 4101 on digital replicas of performers", "SAG-AFTRA backed the bill.", None, "ai"),
        Report("Governor signs AB 4102 on digital replicas of performers", "SAG-AFTRA backed the bill.", None, "ai"),
    ),
    "laws of two states": (
        Report("New York governor Hochul signs synthetic performer bill", "SAG-AFTRA backed the law.", None, "ai"),
        Report("California governor Newsom signs synthetic performer bill", "SAG-AFTRA backed the law.", None, "ai"),
    ),
    "a law passed and signed": (
        Report(
            "Senate passes performers' replica bill",
            "It now heads to Newsom, with SAG-AFTRA's backing.",
            "2025-08-20",
            "ai",
        ),
        Report(
            "Newsom signs performers' replica bill", "The bill is law, with SAG-AFTRA's backing.", "2025-09-17", "ai"
        ),
    ),
    "the same step three years later": (
        Report("WGA members authorize strike", "The vote was 97.8 percent.", "2023-04-17", "bargaining"),
        Report("WGA members authorize strike", "The vote was 96.1 percent.", "2026-04-17", "bargaining"),
    ),
    "the same step in another named year": (
        Report("Writers Guild ratifies contract", "The 2020 agreement won 98.1 percent.", None, "bargaining"),
        Report("Writers Guild ratifies contract", "The 2023 agreement won 99.0 percent.", None, "bargaining"),
    ),
    "talks days apart": (
        Report("WGA and AMPTP meet on staffing", "The sides discussed rooms.", "2025-08-11", "bargaining staffing"),
        Report(
            "WGA and AMPTP meet on health care",
            "The sides discussed plan contributions.",
            "2025-08-18",
            "bargaining benefits",
        ),
    ),
    "an offer on pay and a rally on the same day": (
        Report(
            "Studios offer writers higher minimums",
            "The AMPTP put 5 percent on the table.",
            "2025-08-11",
            "bargaining pay",
        ),
        Report(
            "Writers rally outside Harbor Studios",
            "Hundreds of WGA members marched with drums.",
            "2025-08-11",
            "strike",
        ),
    ),
    "two explainers of one contract": (
        Report(
            "What actors should know about self-tapes in the SAG-AFTRA contract",
            "Rules on pages and notice.",
            None,
            "staffing",
        ),
        Report(
            "What actors should know about pension caps in the SAG-AFTRA contract", "Ceilings go up.", None, "benefits"
        ),
    ),
    "a strike's cost estimated twice": (
        Report(
            "Strikes cost California $3 billion", "The WGA and SAG-AFTRA strikes hit caterers.", "2025-08-09", "strike"
        ),
        Report(
            "Strikes cost California $5 billion",
            "The WGA and SAG-AFTRA strikes hit dry cleaners.",
            "2025-09-05",
            "strike",
        ),
    ),
    "a deal that averts a strike and one that ends one": (
        Report(
            "SAG-AFTRA reaches tentative deal with studios",
            "Talks closed before the contract ran out.",
            None,
            "bargaining",
        ),
        Report(
            "SAG-AFTRA reaches tentative deal, strike over",
            "Pickets came down after 118 days.",
            None,
            "bargaining strike",
        ),
    ),
    "contracts of different length": (
        Report("Directors Guild ratifies four-year contract", "A first for the DGA.", None, "bargaining"),
        Report("Directors Guild ratifies three-year contract", "DGA members said yes.", None, "bargaining"),
    ),
    "committee's deal and board's vote": (
        Report(
            "SAG-AFTRA negotiators reach tentative agreement",
            "It ends the dispute with the studios.",
            "2025-11-08",
            "bargaining",
        ),
        Report(
            "SAG-AFTRA national board approves agreement with 86 percent",
            "The deal goes to members next.",
            "2025-11-10",
            "bargaining",
        ),
    ),
    "British and American actors": (
        Report(
            "Equity members vote for industrial action",
            "UK performers want AI terms from Pact.",
            "2025-12-18",
            "ai bargaining",
        ),
        Report(
            "SAG-AFTRA members vote to authorize a strike",
            "Actors want AI terms from the studios.",
            "2025-12-18",
            "ai bargaining",
        ),
    ),
    "a union sought and won": (
        Report(
            "Effects crew at Lantern Studios files petition for union election with IATSE",
            "Workers want overtime rules.",
            "2025-08-07",
            "bargaining",
        ),
        Report(
            "Effects crew at Lantern Studios wins union election with IATSE",
            "The vote was unanimous.",
            "2025-09-13",
            "bargaining",
        ),
    ),
    "a waiver list and the strike": (
        Report(
            "Which films have an interim agreement with SAG-AFTRA",
            "Independent productions may go on.",
            "2025-07-20",
            "strike",
        ),
        Report("Actors go on strike", "SAG-AFTRA called the walkout.", "2025-07-14", "strike"),
    ),
    "a threat of a strike and the strike": (
        Report(
            "Writers could strike if talks fail by May 1",
            "The Writers Guild contract expires at midnight.",
            None,
            "bargaining",
        ),
        Report("Writers are on strike", "The Writers Guild walked out.", None, "strike"),
    ),
    "sessions on two days of a week": (
        Report("Studios and WGA to meet again Thursday", "Four executives were in the room.", None, "bargaining"),
        Report(
            "Studios and WGA begin mediation Tuesday in Burbank", "A federal mediator will chair.", None, "bargaining"
        ),
    ),
}

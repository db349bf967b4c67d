"""Pairs of short reports, in our own words, that tell the same story. Data only; `story_lookalikes.py` has those that do not."""

from __future__ import annotations

from typing import NamedTuple


class Report(NamedTuple):
    """A report: title, text, ISO day or None, ids of issues."""

    title: str
    text: str
    day: str | None
    issues: str = ""


SAME: dict[str, tuple[Report, Report]] = {
    "a strike called off by a local of the musicians": (
        Report(
            "Broadway musicians and producers reach deal, avert strike",
            "AFM Local 802 and the Broadway League agreed before dawn.",
            "2027-10-23",
            "bargaining",
        ),
        Report("Local 802 calls off Broadway strike after tentative agreement", "", "2027-10-23", "bargaining"),
    ),
    "a ratification told by two outlets": (
        Report(
            "Writers ratify three-year studio contract",
            "Members of the Writers Guild backed the agreement with 97.3 percent in favour.",
            "2025-04-02",
            "bargaining",
        ),
        Report(
            "WGA membership approves new MBA",
            "The guild said 97.3% voted yes on the contract with the AMPTP.",
            "2025-04-03",
            "bargaining",
        ),
    ),
    "a ratification with no date on either report": (
        Report(
            "IATSE members ratify Basic Agreement", "Crew workers approved the three-year contract.", None, "bargaining"
        ),
        Report("Crew union IATSE ratifies contract with studios", "Voting closed on Sunday.", None, "bargaining"),
    ),
    "a tentative deal, one with the strike's end": (
        Report(
            "SAG-AFTRA reaches tentative agreement with AMPTP",
            "The strike will be suspended at midnight.",
            "2025-08-08",
            "bargaining strike",
        ),
        Report(
            "Actors strike is over as union and studios agree to deal",
            "A tentative deal was announced by SAG-AFTRA.",
            "2025-08-09",
            "bargaining strike",
        ),
    ),
    "a strike call": (
        Report("Writers Guild calls a strike", "Pickets start at noon outside the studios.", "2025-05-02", "strike"),
        Report(
            "WGA goes on strike after talks fail",
            "Film and television writers walked out on Tuesday.",
            "2025-05-02",
            "strike bargaining",
        ),
    ),
    "a strike by voice performers on games": (
        Report(
            "Video game performers go on strike", "SAG-AFTRA says AI is the sticking point.", "2025-07-26", "strike ai"
        ),
        Report(
            "SAG-AFTRA strikes against video game companies over AI",
            "The union called the strike for Friday.",
            "2025-07-25",
            "strike ai",
        ),
    ),
    "an authorisation vote spelt two ways": (
        Report(
            "Animation Guild members authorize a strike",
            "The vote was 94.2 percent in favour.",
            "2025-10-14",
            "bargaining",
        ),
        Report(
            "Animators vote 94.2% for strike authorisation",
            "The Animation Guild published the result.",
            "2025-10-14",
            "bargaining",
        ),
    ),
    "a British ballot": (
        Report(
            "Equity members vote for industrial action over digital scanning",
            "The ballot of UK performers closed on Thursday.",
            "2025-12-18",
            "ai bargaining",
        ),
        Report(
            "UK actors vote to refuse scans on set",
            "Equity announced the result of its ballot.",
            "2025-12-18",
            "ai bargaining",
        ),
    ),
    "a law signed": (
        Report(
            "Newsom signs performers' replica bill",
            "The California governor signed the law that SAG-AFTRA sponsored.",
            "2025-09-17",
            "ai",
        ),
        Report(
            "California governor signs bill on digital replicas of actors into law",
            "The union SAG-AFTRA welcomed it.",
            "2025-09-17",
            "ai",
        ),
    ),
    "an offer with figures": (
        Report(
            "Studios offer writers 20 weeks of room work",
            "The AMPTP proposal names two writers a room.",
            "2025-08-22",
            "bargaining staffing",
        ),
        Report(
            "AMPTP proposal to WGA would guarantee 20 weeks in the room",
            "The studios made the offer public.",
            "2025-08-23",
            "bargaining staffing",
        ),
    ),
    "a fund told by its size": (
        Report(
            "What the $35 million success fund means for working actors",
            "SAG-AFTRA explains who is paid.",
            "2025-11-14",
            "residuals",
        ),
        Report(
            "SAG-AFTRA wins $35 million a year success fund",
            "Casts of streaming hits share it.",
            "2025-11-14",
            "residuals",
        ),
    ),
    "talks that resume on a named day": (
        Report(
            "SAG-AFTRA and studios to resume talks on October 2",
            "Several chief executives will attend.",
            "2025-09-27",
            "bargaining",
        ),
        Report(
            "Actors, AMPTP return to bargaining table October 2",
            "The union confirmed the date.",
            "2025-09-28",
            "bargaining",
        ),
    ),
    "an extension": (
        Report(
            "Teamsters extend contract with AMPTP through August 14",
            "Local 399 needs more time.",
            "2025-07-31",
            "bargaining",
        ),
        Report(
            "Hollywood Teamsters and studios extend contract talks to August 14",
            "The extension avoids a lapse.",
            "2025-07-31",
            "bargaining",
        ),
    ),
    "a telling of a deal weeks later that names its day": (
        Report(
            "SAG-AFTRA reaches tentative deal with studios",
            "The strike ends after 118 days.",
            "2025-11-08",
            "bargaining strike",
        ),
        Report(
            "How the actors got their deal",
            "On November 8 SAG-AFTRA reached a tentative agreement that ended the strike after 118 days.",
            "2025-11-27",
            "bargaining strike",
        ),
    ),
    "a rally at one place": (
        Report(
            "Hundreds of writers rally at Gower Gate",
            "The Writers Guild marched with bands and dogs.",
            "2025-06-21",
            "strike",
        ),
        Report("WGA rally fills Gower Gate", "Striking writers marched on Wednesday.", "2025-06-21", "strike"),
    ),
    "a rejected offer": (
        Report(
            "WGA rejects studios' counteroffer on data",
            "The guild called the viewing figures a pretence.",
            "2025-08-24",
            "bargaining data",
        ),
        Report(
            "Writers Guild responds to counteroffer: viewing figures on data not enough",
            "It rejects the studios' proposal.",
            "2025-08-25",
            "bargaining data",
        ),
    ),
    "a headline changed after publication": (
        Report(
            "Directors Guild reaches deal with studios", "Health plan and AI are covered.", "2025-06-04", "bargaining"
        ),
        Report(
            "Directors Guild reaches tentative deal with studios - Update",
            "Health plan, AI and residuals are covered.",
            "2025-06-04",
            "bargaining",
        ),
    ),
    "a charge before the labour board": (
        Report(
            "SAG-AFTRA files unfair labor practice charge over a game's voice clone",
            "The union says Marrow Games replaced performers.",
            "2025-05-19",
            "ai",
        ),
        Report(
            "Actors union files charge against Marrow Games over voice clone",
            "An unfair labor practice charge was filed by SAG-AFTRA.",
            "2025-05-20",
            "ai",
        ),
    ),
    "a union won by effects workers": (
        Report(
            "Effects workers at Lantern Studios vote unanimously to unionize with IATSE",
            "All 41 ballots were yes.",
            "2025-09-13",
            "bargaining",
        ),
        Report(
            "Lantern Studios visual effects crew wins union vote",
            "IATSE won the election unanimously.",
            "2025-09-13",
            "bargaining",
        ),
    ),
    "an undated copy of a dated report": (
        Report(
            "Musicians ratify film scoring agreement",
            "AFM members gained streaming residuals for the first time.",
            "2025-04-09",
            "bargaining residuals",
        ),
        Report(
            "AFM members ratify agreement with AMPTP",
            "Musicians get streaming residuals for the first time.",
            None,
            "bargaining residuals",
        ),
    ),
    "a break-off": (
        Report(
            "Studios break off talks with actors",
            "The AMPTP suspended negotiations with SAG-AFTRA on Wednesday night.",
            "2025-10-11",
            "bargaining",
        ),
        Report(
            "SAG-AFTRA talks collapse as AMPTP walks away",
            "Negotiations were suspended over a revenue share.",
            "2025-10-12",
            "bargaining",
        ),
    ),
    "Canadian writers": (
        Report(
            "Writers Guild of Canada votes for strike authorization",
            "The WGC vote was 96.5 percent.",
            "2025-04-25",
            "bargaining",
        ),
        Report(
            "WGC members authorize strike against Canadian producers",
            "96.5% were in favour, against the CMPA.",
            "2025-04-26",
            "bargaining",
        ),
    ),
}

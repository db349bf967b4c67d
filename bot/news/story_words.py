"""Words and numbers of a headline and its text, each with a weight: what two tellings of one story are likely to share.

Words that every bargaining item uses weigh little, plain function words nothing. No rule about stories is here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TOKEN = re.compile(r"[$£€]?\d[\d,.]*\d|[$£€]?\d|[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d$")
READ = 4_000  # characters read of a text: a feed may carry a whole article, its news is at the start

_STOP_WORDS = """
a about above after again against all also am an and any are as at be because been before being below between both but by
can could did do does doing down during each even ever few for from further get gets go goes going got had has have having
he her here hers him his how however i if in into is it its itself just let like made make makes many may me might more most much
must my near no nor not now of off on once one only or other our out over own per put said same saying say says set she should since so
some still such take takes than that the their theirs them then there these they this those through to too under until
up upon us use used very via was way we well were what when where which while who whom whose why will with within without would yet
you your yours amp dr mr mrs ms vs re here's what's it's don't didn't isn't that's they're we're won't can't you're let's
"""

_COMMON_WORDS = """
hollywood union guild member strike striking striker writer actor performer director studio streamer streaming producer
producers deal contract agreement pact talk talks negotiation negotiate negotiating negotiator bargaining bargain industry
entertainment film movie television tv series production company companies new year week day month time today tonight yesterday
tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december major first last next two three four five six seven eight nine ten several week's ago work working worker
workers labor labour alliance motion picture screen american federation radio artists writers' america amptp wga sag-aftra sag aftra
committee board president chief national executive leader leadership vote voted voting approve end ending begin began start
started month-long long announce announced statement according report reported told news update official officially
hours people show shows project million billion percent pay wage wages ai artificial intelligence technology protection protections
residual residuals digital issue issues term terms proposal offer demand demands reach reached call called join joined big
good need want say help come comes plan part number part including included following latest full read world business side sides
tentative ratify ratified picket line lines hit history historic media group organization know late early
musician musicians directors' iatse afm dga tag equity actors' stage employees theatrical animation animators teamsters local
video game games videogame interactive visual effects vfx commercial commercials health pension plan plans
bectu wgc actra wggb cmpa dgc british canadian freelance freelancer freelancers broadcaster broadcasters voice crew
crews basic crafts ratification tentatively overwhelmingly unanimously pact's landmark
los angeles york california city state states u.s us uk
"""

_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBER_WORDS = {word: str(number) for number, word in enumerate(_NUMBERS.split())}
_ISSUE_WORDS = """
self-tape self-taping self-taped audition auditions data viewership viewing transparency replica replicas likeness likenesses scan scanning
scanned deepfake deepfakes synthetic room rooms mini-room staffing staff safety set sets bonus coverage care bill bills law laws
legislation consent compensation minimum minimums increase increases raise raises waiver waivers interim independent guidelines
"""

_NUMBERED = frozenset({"local", "locals", "section", "rule", "article", "stage"})  # their number is a name
_MEMBERS = frozenset(
    {
        "members",
        "member",
        "actors",
        "performers",
        "writers",
        "workers",
        "people",
        "employees",
        "person",
        "strong",
        "artists",
    }
)
_UNITS = {
    "million": "m",
    "billion": "bn",
    "percent": "%",
    "per": "%",
    "day": "days",
    "days": "days",
    "week": "weeks",
    "weeks": "weeks",
    "month": "months",
    "months": "months",
    "year": "years",
    "years": "years",
}

SPANS = ("days", "weeks", "months", "years")  # end the figures that tell how long something has lasted
AMOUNTS = ("m", "bn")
TERM = " year term"  # ends the figure that a contract's length gives
COMMON_WEIGHT = 0.3
ISSUE_WEIGHT = 0.7
WORD_WEIGHT = 1.0
NAME_WEIGHT = 1.4


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest English endings, lower case; the same for its usual inflections, not always a word.

    >>> stem("Ratified"), stem("ratifies"), stem("negotiations"), stem("negotiating")
    ('ratify', 'ratify', 'negoti', 'negoti')
    """
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'").replace("'", "")
    if len(word) > 4:
        if word.endswith(("ies", "ied")):
            return word[:-3] + "y"
        for ending in ("ions", "ion", "ings", "ing", "ed", "es", "s"):
            if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
                word = word[: -len(ending)]
                break
    elif len(word) == 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 6:
        word = word.removesuffix("at")
    if len(word) > 4 and word[-1] == word[-2] and word[-1] in "bdgmnprt":
        word = word[:-1]
    return word


def stems(words: str) -> frozenset[str]:
    """The stems of words given in one string, for tables."""
    return frozenset(stem(word) for word in words.split())


_STOP = frozenset(_STOP_WORDS.split())
_COMMON, _ISSUE = stems(_COMMON_WORDS), stems(_ISSUE_WORDS)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in their order, as they stand there."""
    return _TOKEN.findall(text[:READ])


def figures(words: Iterable[str]) -> frozenset[str]:
    """Figures that tell events apart: amounts, shares and counts as "40m", "99.6%", "118days", "11523".

    Years, days of the month, small and round counts without a unit are left out: they stand in too many texts.
    """
    found: set[str] = set()
    figure = before = ""
    for word in words:
        lower = word.lower()
        if lower.endswith("-year"):
            span = lower.removesuffix("-year")
            found.add(_NUMBER_WORDS.get(span, span) + TERM)
        if figure:
            unit = _UNITS.get(lower.rstrip("."), "")
            if lower == "year":
                found.add(figure + TERM)
            elif unit:
                found.add(figure + unit)
            elif len(figure) >= 2 and lower not in _MEMBERS and lower not in _STOP and not _YEAR.match(figure):
                found.add(f"{figure} {stem(word)}" if len(figure) == 2 else figure)
        figure = "" if before in _NUMBERED else _figure(word)
        if "." in figure:
            found.add(figure)
        before = lower
    return frozenset(found)


def _figure(word: str) -> str:
    bare = word.lstrip("$£€")
    return bare.replace(",", "").rstrip(".") if bare[:1].isdigit() else _NUMBER_WORDS.get(word.lower(), "")


def weigh(title: list[str], text: list[str]) -> dict[str, float]:
    """Weight by stem. Words of the title count twice as much; names (capitals inside a sentence) more than other words."""
    weights: dict[str, float] = {}
    for words, factor in ((title, 2.0), (text, 1.0)):
        for word in words:
            lower = word.lower()
            if lower in _STOP or len(word) < 2 or not word[0].isalpha():
                continue
            root = stem(word)
            if root in _COMMON:
                weight = COMMON_WEIGHT
            elif root in _ISSUE:
                weight = ISSUE_WEIGHT
            else:
                weight = NAME_WEIGHT if factor == 1.0 and word[0].isupper() else WORD_WEIGHT
            weights[root] = max(weights.get(root, 0.0), weight * factor)
    return weights

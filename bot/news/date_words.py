"""Words of time in a text: days, weekdays, clock times, weeks, months and counts, found in one pass. What they mean is not decided here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from bot.news.date_senses import Clock, Count, Explicit, Month, Near, Sense, Stretch, Weekday, Word
from bot.news.patterns import where_begins
from bot.news.words import Words, stem


def _split(words: str) -> list[str]:
    return words.split()


_MONTHS = _split("jan feb mar apr may jun jul aug sep oct nov dec")
_WEEKDAYS = _split("mon tue wed thu fri sat sun")
_UNITS = _split(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = _split("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _split(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

_NUMBERS: Final[dict[str, int]] = (
    {word: n for n, word in enumerate(_UNITS, 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {f"{ten}-{unit}": 10 * t + n for t, ten in enumerate(_TENS, 2) for n, unit in enumerate(_UNITS[:9], 1)}
    | {word: n for n, word in enumerate(_ORDINALS, 1)}
    | {"a": 1, "an": 1, "a hundred": 100, "one hundred": 100, "hundredth": 100}
)


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NOT_A_DAY = r"(?![\d%/]|[:,.]\d|\s?(?:[ap]\.?m\b|percent\b|per cent\b|million\b|billion\b))"
_SUFFIX = r"(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|–|—|to|through|thru|until|and|&)\s?"
_YEAR = r"(?:\s?,?\s(?:of\s)?((?:19|20)\d\d)(?![\d%]|,\d))?"
_NUMBER = (
    r"(?:\d{1,3}|(?:a|one) hundred|(?:" + "|".join(_TENS) + r")(?:-(?:" + "|".join(_UNITS[:9]) + r"))?|"
    + "|".join(sorted(_UNITS, key=len, reverse=True))
    + r"|an?)"
)  # fmt: skip
_HEDGE = r"(?:more than|just over|well over|over|about|around|roughly|nearly|almost|less than|some|at least|up to)"

_PARTS: Final[dict[str, str]] = {
    "explicit": rf"(?P<m>{_MONTH})\.?,?\s(?:the\s)?(?P<d>{_DAY}){_SUFFIX}\b{_NOT_A_DAY}"
    rf"(?:(?P<dm>,\s?{_DAY}{_SUFFIX},?)?(?P<dt>{_TO})(?:the\s)?(?P<d2>{_DAY}){_SUFFIX}\b{_NOT_A_DAY})?(?P<y>{_YEAR})",
    "british": rf"(?P<bd>{_DAY}){_SUFFIX}(?:(?P<bt>{_TO})(?P<bd2>{_DAY}){_SUFFIX})?\s(?:of\s)?(?P<bm>{_MONTH})\b\.?(?P<by>{_YEAR})",
    "iso": r"(?:19|20)\d\d-\d\d-\d\d(?!\d)",
    "slash": r"\d{1,2}/\d{1,2}/(?:20)?\d\d(?![\d/])",
    "clock": r"(?=[\dabjmnprs])(?P<just>(?:just |shortly |right |soon )?(?:after |past |before ))?"
    r"(?:(?P<named>midnight|12(?::00)? noon|12 midnight|noon|midday)|(?P<h>[01]?\d|2[0-3])(?:[:.](?P<min>[0-5]\d))?"
    r"(?:\s?(?P<ap>[ap])\.?\s?m\b\.?|(?<=[:.]\d\d)(?![\d:])))"
    r"(?:\s?\(?(?P<zone>p[sd]?t|e[sd]?t|c[sd]t|bst|gmt|utc|pacific(?: standard| daylight)?(?: time)?|"
    r"eastern(?: standard| daylight)?(?: time)?|(?:uk|london|british|los angeles|l\.a\.|new york) time)\b\)?)?",
    "weekday": r"(?=[acefmlnpstw\[])(?:(?P<wb>this past|this coming|this upcoming|the past|the coming|"
    r"last|next|this|past|coming|the following|"
    r"following|the previous|previous|a recent|every|each|most)\s)?\[?(?P<w>mon|tues|wednes|thurs|fri|satur|sun)day\b\]?"
    r"(?:\s(?:early |late )?(?:morning|afternoon|evening|night)\b)?(?:(?:,| of)?\s(?P<wa>last week|next week|this week)\b)?",
    "near": r"(?P<nw>the day before yesterday|the day after tomorrow|today|tonight|tomorrow|yesterday|last night|"
    r"this (?:morning|afternoon|evening))\b(?:\s(?:morning|afternoon|evening|night)\b)?",
    "stretch": r"(?P<sb>later this|earlier this|late this|early this|early next|late next|late last|early last|this past|"
    r"this coming|the coming|last|next|this|over the|through the|throughout the|into the|during the|the)\s"
    r"(?P<su>weekend|week|month)\b(?!\s?(?:-|long\b|of\b|start|begin|commenc|ending\b))",
    "month": rf"(?=[abdefjlmnos])(?:(?P<mp>early|mid|late|middle of|end of|beginning of|start of|later in|earlier in)[\s-])?"
    rf"(?P<mm>{_MONTH})\b\.?(?P<my>{_YEAR})",
    "rank": r"day\s(?:number\s|no\.\s|#)?(?P<r>\d{1,3}|" + "|".join(_UNITS) + r"|one hundred)\b(?![.,]?\d)",
    "ordinal": r"(?P<o>\d{1,3}(?:st|nd|rd|th)|"
    + "|".join(_ORDINALS)
    + r"|hundredth)\s(?:straight\s|full\s|consecutive\s)?day\b",
    "count": rf"(?:(?P<ch>{_HEDGE})\s)?(?P<cn>{_NUMBER})[\s-](?:(?:straight|consecutive|full|whole|more|short|calendar|further)\s)?"
    r"(?P<cu>day|week|month|year)s?\b(?:(?:-|\s)(?P<ct>old|long|ago today|ago|left|remaining|remain|to go|away|until|till|"
    r"from now|from today|later|earlier|before|after|prior)\b)?",
}
WORD = re.compile("|".join(f"(?P<{name}>{part})" for name, part in _PARTS.items()))
# Where one of them can begin, which is to be kept as wide as `_PARTS`: the other words of a text, most of them, are not even tried.
NEVER_AFTER = r"\w$£€#@"
_BEGIN = re.compile(
    where_begins(
        "|".join((*"0123456789", *_MONTHS, *_UNITS, *_TENS, *_ORDINALS))
        + r"|hundredth|a (?:hundred|recent)|an?[\s-](?:(?:straight|consecutive|full|whole|more|short|calendar|further)\s)?"
        r"(?:day|week|month|year)|more than|just|well over|over|about|around|roughly|nearly|almost|less than|some|at least|up to|"
        r"shortly|right|soon|after|past|before|midnight|noon|midday|this|the (?:day|past|coming|following|previous)|"
        r"the\s(?:weekend|week|month)|coming|last|next|following|previous|every|each|most|mon|tues|wednes|thurs|fri|satur|sun|"
        r"today|tonight|tomorrow|yesterday|day|later|earlier|late|early|mid|middle of|end of|beginning of|start of|"
        r"through(?:out)? the|into the|during the",
        not_after=NEVER_AFTER,
    )
    + rf"|\[(?<![{NEVER_AFTER}]\[)"
)

# A number tells a time by what follows it at once; all other words of time hold one of these.
_TIMED = re.compile(r"[0-9](?=\d?(?::\d\d|\.\d\d|\s?[ap]\.?\s?m\b|/\d|\d\d-\d\d-))", re.IGNORECASE)
_TELLING: Final = frozenset(
    stem(word)
    for word in _split(
        "day today tonight tomorrow yesterday night noon midnight midday morning afternoon evening week weekend month ago "
        "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec january february march "
        "april may june july august september october november december"
    )
)

_ZONES: Final[dict[str, str]] = {
    "p": "America/Los_Angeles", "l": "America/Los_Angeles", "e": "America/New_York", "n": "America/New_York",
    "c": "America/Chicago", "b": "Europe/London", "g": "UTC", "u": "UTC",
}  # fmt: skip


@lru_cache(maxsize=4)  # dates and quotes of an item are read from the same text
def plain(text: str) -> str:
    """The text in lower case with plain apostrophes and spaces; every character keeps its place."""
    low = text.lower()
    if len(low) != len(text):  # a few capitals grow in lower case
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return low.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ").replace("\n", " ").replace("\t", " ")


def may_hold_dates(words: Words) -> bool:
    """A quick look whether a text can hold any word of time: most items of a feed hold none."""
    return not _TELLING.isdisjoint(words.stems) or _TIMED.search(words.text) is not None


def time_words(low: str, text: str) -> Iterator[Word]:
    """The time words of a text in order; `low` is `plain(text)`. Capitals decide whether "may" and "march" are months."""
    for match in matches(low):
        name = match.lastgroup or ""
        proof = _CAPITALS.get(name)
        if proof is not None and not text[match.start(proof)].isupper():
            continue
        if name == "near" and _is_a_name(match, text):
            continue
        sense = _READERS[name](match)
        if sense is not None:
            yield Word(match.start(), match.end(), sense)


def matches(low: str) -> Iterator[re.Match[str]]:
    """What `WORD` matches where no character of `NEVER_AFTER` stands before, none overlapping another."""
    free = 0
    for begin in _BEGIN.finditer(low):
        at = begin.start()
        if at >= free and (match := WORD.match(low, at)):
            free = match.end()
            yield match


_CAPITALS: Final = {"explicit": "m", "british": "bm", "month": "mm"}


def _is_a_name(match: re.Match[str], text: str) -> bool:
    """A newspaper or a broadcast: "USA Today", "the Today show", "in a new Today interview"."""
    if text[match.start()] != "T" or match.group() != "today":
        return False
    before, after = text[: match.start()][-40:].split(), text[match.end() : match.end() + 40].split()
    if (before and before[-1] == "USA") or (after and after[0].lower().startswith(("show", "program"))):
        return True
    return bool(before and after) and before[-1].islower() and before[-1].isalpha() and after[0].islower()


def number_of(words: str) -> int:
    """The value of a number in digits or words, ordinals too; 0 if it is none."""
    digits = words.rstrip("stndrh")
    return int(digits) if digits.isdecimal() else _NUMBERS.get(words, 0)


def _year(match: re.Match[str], group: str) -> int | None:
    found = match.group(group)
    return int(found[-4:]) if found else None


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _explicit(match: re.Match[str]) -> Explicit | None:
    month, year = _month_number(match.group("m")), _year(match, "y")
    listed, sign = bool(match.group("dm")), _sign(match, "dt")
    return _days(month, year, match.group("d"), match.group("d2"), sign, listed=listed)


def _british(match: re.Match[str]) -> Explicit | None:
    month, year = _month_number(match.group("bm")), _year(match, "by")
    return _days(month, year, match.group("bd"), match.group("bd2"), _sign(match, "bt"), listed=False)


def _sign(match: re.Match[str], group: str) -> str | None:
    """What stands between two days; the "and" of "between 6 and 20 May" makes a run of them."""
    sign = match.group(group)
    return "to" if sign and match.string.endswith("between ", 0, match.start()) else sign


def _days(month: int, year: int | None, first: str, last: str | None, sign: str | None, *, listed: bool) -> Explicit:
    """One day, a run ("3-5", "3 and 4", "3, 4 and 5"), or days that make no run ("3 and 6"): these have an end before their start."""
    if last is None or sign is None:
        return Explicit(month, int(first), None, year)
    gap = int(last) - int(first)
    makes_a_run = gap == 1 + listed if listed or sign.strip() in {"and", "&"} else gap > 0
    return Explicit(month, int(first), int(last) if makes_a_run else 0, year)


def _iso(match: re.Match[str]) -> Explicit:
    year, month, day = match.group("iso").split("-")
    return Explicit(int(month), int(day), None, int(year))


def _slash(match: re.Match[str]) -> Explicit | None:
    month, day, year = (int(part) for part in match.group("slash").split("/"))
    if month > 12:  # the British order, where nothing else is possible
        month, day = day, month
    return Explicit(month, day, None, year if year > 1000 else 2000 + year) if month <= 12 else None


def _clock(match: re.Match[str]) -> Clock | None:
    named, half, hour = match.group("named"), match.group("ap"), match.group("h")
    zone_name = match.group("zone") or ""
    zone = "Europe/London" if zone_name.startswith("uk") else _ZONES.get(zone_name[:1], "")
    sure = not match.group("just")
    if named:
        midnight = named.endswith("midnight")
        return Clock((0, 0) if midnight else (12, 0), zone, midnight, sure)
    hours, minutes = int(hour), int(match.group("min") or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    elif not zone and ":" not in match.group():
        return None
    else:
        sure = sure and (hours > 12 or hours == 0 or hour.startswith("0"))
    return Clock((hours, minutes), zone, sure=sure)


# Programmes, papers and shopping days that are called after weekdays, and what is done on one every week.
_NAME_BEFORE = re.compile(r"\b(?:black|cyber|super|freaky|ash|bloody|palm|easter|manic) $")
_MARKS = frozenset("\"'“”‘")
_NAME_AFTER = re.compile(
    r"s\b|\s(?:night|morning|afternoon|evening)s\b|\s(?:night )?(?:live|lights|football|times|telegraph|mornings)\b"
)


def _weekday(match: re.Match[str]) -> Weekday | None:
    before = match.group("wb") or ""
    low, start, end = match.string, match.start(), match.end()
    is_name = (
        _NAME_BEFORE.search(low, max(0, start - 10), start)
        or _NAME_AFTER.match(low, end)
        or (low[start - 1 : start] in _MARKS and low[end : end + 1] in _MARKS)
    )
    if is_name or before in {"every", "each", "most"}:
        return None
    return Weekday(_WEEKDAYS.index(match.group("w")[:3]), before, match.group("wa") or "")


def _near(match: re.Match[str]) -> Near | None:
    word = match.group("nw")
    if word.startswith("this "):
        word = "today"
    return Near(word)


def _stretch(match: re.Match[str]) -> Stretch | None:
    before, unit = match.group("sb"), match.group("su")
    if before == "the" or (unit != "weekend" and before.endswith(" the")):
        return Stretch("the", unit) if unit == "weekend" else None
    return Stretch(before, unit)


def _month(match: re.Match[str]) -> Month | None:
    name, year, part = match.group("mm"), _year(match, "my"), match.group("mp") or ""
    low = match.string
    if not year and not part and not _BEFORE_MONTH.search(low, max(0, match.start() - 20), match.start()):
        return None
    return Month(_month_number(name), part, year)


_BEFORE_MONTH = re.compile(
    r"\b(?:in|between|since|until|till|by|through|during|last|next|this|before|after|from)(?: of)? $|"
    rf"\b{_MONTH} (?:to|and|through|until) $"
)


def _rank(match: re.Match[str]) -> Count:
    return Count(number_of(match.group("r")), "day", rank=True)


def _ordinal(match: re.Match[str]) -> Count:
    return Count(number_of(match.group("o")), "day", rank=True)


def _count(match: re.Match[str]) -> Count | None:
    hedge, tail, said = match.group("ch") or "", match.group("ct") or "", match.group("cn")
    number = number_of(said)
    if not number or (said in {"a", "an"} and not tail.startswith(("ago", "from today"))):
        return None
    more = hedge.endswith(("more than", "over"))
    if match.group("cu") != "day" and not more and tail in {"", "old", "long"}:
        return None  # the length of a contract, of a recess and the like
    return Count(number, match.group("cu"), more=more, tail=tail, hedge=hedge)


_READERS: Final[dict[str, Callable[[re.Match[str]], Sense | None]]] = {
    "explicit": _explicit, "british": _british, "iso": _iso, "slash": _slash, "clock": _clock, "weekday": _weekday,
    "near": _near, "stretch": _stretch, "month": _month, "rank": _rank, "ordinal": _ordinal, "count": _count,
}  # fmt: skip

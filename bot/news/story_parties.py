"""Who an item is about: unions, the employers across the table, and which field of work, as they are named in its words.

Tables and look-up only. Two stories about different parties are different stories; that rule is in `bot/news/story_score.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNIONS: dict[str, str] = {
    "wga": r"wgaw?e?|writers['’]? guild(?! of (?:canada|great britain))|writer['’]s guild(?! of (?:canada|great britain))",
    "sag": r"sag(?:[- ]?aftra)?|screen actors guild",
    "aftra": r"(?<!sag )aftra|(?<!guild-)(?<!guild–)american federation of television and radio artists",
    "dga": r"dga|directors['’]? guild(?! of canada)",
    "iatse": r"iatse|theatrical stage employees",
    "tag": r"animation guild",
    "teamsters": r"teamsters|basic crafts",
    "afm": r"afm|federation of musicians",
    "aea": r"actors['’] equity|actor['’]s equity",
    "equity": r"(?<!actors' )(?<!actors’ )equity(?! association)",
    "bectu": r"bectu",
    "wggb": r"wggb|writers['’]? guild of great britain",
    "wgc": r"wgc|writers guild of canada",
    "actra": r"actra",
    "dgc": r"dgc|directors guild of canada",
    "pga": r"pga|producers guild",
    "msg": r"editors guild",
    "icg": r"cinematographers guild",
    "casting": r"casting society|casting directors",
    "staff": r"staff union|wgsu",
}
_TRADES: dict[str, str] = {
    "wga": r"(?:screen)?writers?['’]?",
    "sag": r"actors?['’]?|actresses|performers?['’]?",
    "dga": r"hollywood['’]s directors",
    "afm": r"musicians",
    "iatse": r"crew (?:members|workers|union)|below-the-line",
}
_EMPLOYERS: dict[str, str] = {
    "amptp": r"amptp|studios|alliance of motion picture|association of motion picture",
    "jpc": r"jpc|joint policy committee|advertisers|ad industry",
    "pact": r"pact(?= |-equity)",
    "cmpa": r"cmpa|canadian producers",
    "broadway": r"broadway league|broadway",
    "disney": r"disney",
    "netflix": r"netflix",
    "amazon": r"amazon",
    "apple": r"apple",
    "paramount": r"paramount",
    "warner": r"warner|wbd",
    "nbcu": r"nbcuniversal|universal|nbc",
    "sony": r"sony",
    "marvel": r"marvel",
}
_BODIES = frozenset({"amptp", "jpc", "pact", "cmpa", "broadway"})
_FIELDS: dict[str, str] = {
    "games": r"video ?games?|videogames?|interactive media|game (?:companies|studios|makers|performers)|interactive localization",
    "commercials": r"commercials? contracts?|commercials",
    "health": r"health plan|pension plan",
    "animation": r"animation (?:guild|contracts?|agreements?|performers)|(?:tv|television) animation|animators",
    "stage": r"live theat(?:er|re)|broadway|theat(?:er|re)s?\b(?! owners)|cast members|theme parks?",
    "law": r"bills?|(?<!labor )(?<!labour )laws?(?! firm)|legislation|senate|congress|governor|gov\.|lawmakers|assembly\w*",
    "effects": r"visual effects|vfx",
    "court": r"lawsuits?|sued?|sues|suing|court|nlrb|unfair labou?r practice",
    "britain": r"british|uk|u\.k\.|britain|equity uk|bectu|pact-equity|london",
    "canada": r"canad\w+|actra|wgc|cmpa|british columbia|ubcp",
    "news": r"newsrooms?|journalists?|broadcasters?",
    "reality": r"reality (?:tv|shows?|stars?)",
    "music": r"record labels?|sound recordings?|recording artists?",
    "audio": r"podcasts? (?:performers|agreements?|contracts?)|audiobooks?",
    "influencers": r"influencers?|content creators?",
    "network": r"network (?:television )?code|netcode|soap operas?|telemundo",
    "dubbing": r"dubb\w+|subtitl\w+",
    "talkshow": r"talk[- ]shows?|late[- ]night",
    "festival": r"festivals?",
    "awards": r"emmys?|oscars?|awards?",
}


# Whose law it is; "writers" and "performers" may be governed by any of them.
_PLACES: dict[str, str] = {
    "california": r"california['’]?s?|newsom|sacramento|ab ?\d+|sb ?\d+",
    "new_york": r"hochul|albany|new york",
    "federal": r"congress|federal|senators?|u\.s\. (?:senate|house)|washington|no fakes|white house",
    "tennessee": r"tennessee|elvis act",
    "illinois": r"illinois",
    "europe": r"eu|european|brussels",
}


_BILL = re.compile(r"(?<![\w-])((?:ab|sb|hb|hr|h\.r\.|acr)[ -]?\d{2,5}|no fakes act|elvis act|ai labeling act)(?!\w)")


def _table(groups: dict[str, str]) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(f"(?P<{key}>{words})" for key, words in groups.items()) + r")(?![\w])"
    )


_UNION, _TRADE, _EMPLOYER, _FIELD, _PLACE = (_table(t) for t in (_UNIONS, _TRADES, _EMPLOYERS, _FIELDS, _PLACES))


@dataclass(frozen=True, slots=True)
class Parties:
    """Keys of the unions (`lead` is the one the item is about, "" if none), the employers and the fields of work named."""

    lead: str
    unions: frozenset[str]
    employers: frozenset[str]
    companies: frozenset[str]  # single employers named in the title
    fields: frozenset[str]
    places: frozenset[str]  # only where a law is the matter
    bills: frozenset[str]


def _named(table: re.Pattern[str], text: str) -> list[str]:
    return [match.lastgroup or "" for match in table.finditer(text)]


def parties(title: str, text: str) -> Parties:
    """The parties of an item; title and text in lower case. Trades ("actors") stand for their union where none is named."""
    whole = f"{title} . {text}"
    fields = frozenset(_named(_FIELD, whole))
    trades = _named(_TRADE, title) + _named(_TRADE, text)
    named = _named(_UNION, title) + _named(_UNION, text)
    home = {"sag": "equity", "wga": "wggb"} if "britain" in fields and not {"sag", "wga", "wgc"} & set(named) else {}
    if "canada" in fields and not {"sag", "wga"} & set(named):
        home = {"sag": "actra", "wga": "wgc"}
    trades = [home.get(key, key) for key in trades]
    title_unions = _named(_UNION, title) or [home.get(key, key) for key in _named(_TRADE, title)]
    order = title_unions or named or trades
    unions = frozenset(order) | frozenset(named) | (frozenset(trades) if not named else frozenset())
    return Parties(
        order[0] if order else "",
        unions,
        frozenset(_named(_EMPLOYER, whole)),
        frozenset(_named(_EMPLOYER, title)) - _BODIES,
        fields,
        frozenset(_named(_PLACE, whole)) if "law" in fields else frozenset(),
        frozenset(bill.replace(" ", "").replace("-", "") for bill in _BILL.findall(whole)),
    )

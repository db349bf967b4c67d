"""Who an item is about: unions, single employers, fields of work and laws, as they are named in its words.

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
    "iatse": r"iatse|theatrical stage employees|local one",
    "tag": r"animation guild|local 839",
    "teamsters": r"teamsters|basic crafts|local 399",
    "afm": r"afm|federation of musicians|local 802",
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
_COMPANIES: dict[str, str] = {
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


# Contracts that one union negotiates side by side.
_CONTRACTS: dict[str, str] = {
    "basic": r"basic agreement",
    "area": r"area standards",
    "videotape": r"videotape agreement",
    "interactive": r"interactive(?: media)? agreement|video ?game (?:agreement|contract|deal|pact)",
    "commercials": r"commercials? (?:agreement|contract|deal|pact)s?",
    "theatrical": r"tv/theatrical|theatrical (?:agreement|contract)s?",
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


_UNION, _TRADE, _COMPANY, _FIELD, _PLACE, _CONTRACT = (
    _table(t) for t in (_UNIONS, _TRADES, _COMPANIES, _FIELDS, _PLACES, _CONTRACTS)
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Keys of the unions (`lead` is the one the item is about, "" if none), of single employers and of fields of work."""

    lead: str
    unions: frozenset[str]
    companies: frozenset[str]  # single employers named in the title
    fields: frozenset[str]
    contracts: frozenset[str]  # named in the title, of those that one union has side by side
    places: frozenset[str]  # only where a law is the matter
    bills: frozenset[str]


def _named(table: re.Pattern[str], text: str) -> list[str]:
    return [match.lastgroup or "" for match in table.finditer(text)]


def parties(title: str, text: str) -> Parties:
    """The parties of an item; title and text in lower case. Trades ("actors") stand for their union where none is named."""
    whole = f"{title} . {text}"
    fields = frozenset(_named(_FIELD, whole))
    in_title, in_text = _named(_UNION, title), _named(_UNION, text)
    named = in_title + in_text
    home: dict[str, str] = {}
    if "britain" in fields and not {"sag", "wga", "wgc"} & set(named):
        home = {"sag": "equity", "wga": "wggb"}
    elif "canada" in fields and not {"sag", "wga"} & set(named):
        home = {"sag": "actra", "wga": "wgc"}
    order = in_title or [home.get(key, key) for key in _named(_TRADE, title)] or in_text
    order = order or [home.get(key, key) for key in _named(_TRADE, text)]
    trades = [home.get(key, key) for key in _named(_TRADE, text)] if not named else []
    return Parties(
        lead=order[0] if order else "",
        unions=frozenset(order + named + trades),
        companies=frozenset(_named(_COMPANY, title)),
        fields=fields,
        contracts=frozenset(_named(_CONTRACT, title)),
        places=frozenset(_named(_PLACE, whole)) if "law" in fields else frozenset(),
        bills=frozenset(bill.replace(" ", "").replace("-", "") for bill in _BILL.findall(whole)),
    )

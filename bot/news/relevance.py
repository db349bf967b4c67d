"""The scope gate: is an item about bargaining or labour in this industry at all? It answers with its reason in plain words."""

from __future__ import annotations

from bot.news.matcher import Reading
from bot.news.rules import places, touched
from bot.news.taxonomy import Taxonomy

NOTHING_NAMED = "names no guild, union or employer body of this industry together with a labour matter"
NO_ISSUE = "names a union or its members, but none of the issues"


def gate(reading: Reading, taxonomy: Taxonomy) -> tuple[bool, str]:
    """Whether the item may pass, and why (not). What keeps out wins over what lets in."""
    for rule in touched(taxonomy.keep_out, reading):
        found = places(rule, reading)
        if found:
            return False, f"{rule.say}: “{reading.words.phrase(*found[0])}”"
    for rule in touched(taxonomy.let_in, reading):
        found = places(rule, reading)
        if found:
            return True, f"{rule.say}: “{reading.words.phrase(*found[0])}”"
    return False, NOTHING_NAMED

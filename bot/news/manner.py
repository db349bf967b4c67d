"""The manner of an item (official act, report, opinion) by weighed cues, and the label shown: official only by its publisher."""

from __future__ import annotations

import re

from bot.models.news import Item, Label, Status
from bot.models.registry import Outlet
from bot.news.matcher import Reading
from bot.news.rules import places, touched
from bot.news.taxonomy import Taxonomy

_OPINION_ADDRESS = re.compile(
    r"/(?:opinions?|columns?|columnists?|commentary|commentisfree|op-?eds?|editorials?|letters)(?:/|$)", re.IGNORECASE
)
_CITING = 2.5  # what rests on another outlet's report is a report
# In this order, so that a report wins a draw.
_BEFORE_READING = {Status.REPORTED: 0.5, Status.OFFICIAL: 0.0, Status.OPINION: 0.0}
_MOST_PER_CUE = 2  # a cue repeated more often says nothing new


def find_status(item: Item, reading: Reading, taxonomy: Taxonomy, outlet: Outlet | None, *, attributed: bool) -> Status:
    """The corpus's notion of status: what most of the weight says; reported when nothing speaks for another."""
    weights = dict(_BEFORE_READING)
    if _OPINION_ADDRESS.search(item.url):
        weights[Status.OPINION] += 4
    if outlet is not None and outlet.kind.startswith("official_"):
        weights[Status.OFFICIAL] += 4
    if attributed:
        weights[Status.REPORTED] += _CITING
    for status, rules in taxonomy.cues:
        for rule in touched(rules, reading):
            weights[Status(status)] += rule.weight * min(len(places(rule, reading)), _MOST_PER_CUE)
    return max(weights, key=weights.__getitem__)


def find_label(status: Status, outlet: Outlet | None) -> Label:
    """Official only when the publisher is a side's own site."""
    if outlet is not None and outlet.kind == Label.OFFICIAL_UNION:
        return Label.OFFICIAL_UNION
    if outlet is not None and outlet.kind == Label.OFFICIAL_EMPLOYER:
        return Label.OFFICIAL_EMPLOYER
    return Label.OPINION if status is Status.OPINION else Label.REPORTED

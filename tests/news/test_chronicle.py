"""The rehearsal's chronicle through the rules: what only looks alike stays out, and every tag of what passes explains itself."""

import pytest

from bot.models.news import Item
from bot.news.annotate import annotate
from rehearsal.chronicle.book import read_chronicle

ITEMS = read_chronicle().items
LOOK_ALIKES = [item for item in ITEMS if item.like and not item.relevant]
TELLINGS = [item for item in ITEMS if item.relevant]


def read(item, taxonomy):
    version = item.version(item.at)
    return version, annotate(Item(item.id, "", item.url, version.title, version.text, item.at), taxonomy)


def test_the_chronicle_has_look_alikes_enough():
    assert len(LOOK_ALIKES) >= 20


@pytest.mark.parametrize("item", LOOK_ALIKES, ids=lambda item: item.id)
def test_a_look_alike_stays_out_and_is_told_why(item, taxonomy):
    _, about = read(item, taxonomy)
    assert not about.relevant
    assert about.tags == ()
    assert about.reason


@pytest.mark.parametrize("item", TELLINGS, ids=lambda item: item.id)
def test_a_telling_passes_and_each_tag_shows_words_of_its_text(item, taxonomy):
    version, about = read(item, taxonomy)
    assert about.relevant
    assert about.reason
    for tag in about.tags:
        assert tag.phrases
        assert all(phrase in version.title or phrase in version.text for phrase in tag.phrases)

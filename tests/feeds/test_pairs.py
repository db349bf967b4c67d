"""Documents and what they are read as: each file in `pairs/` has its expectation beside it, as JSON."""

import json
from pathlib import Path

import pytest

from bot.feeds.parser import parse
from bot.feeds.wire import feed_from_plain, feed_to_plain

PAIRS = Path(__file__).parent / "pairs"
NAMES = sorted(path.name for path in PAIRS.iterdir() if path.suffix != ".json")


def as_plain(feed):
    return {
        "title": feed.title,
        "site_url": feed.site_url,
        "version": feed.version,
        "ttl_seconds": feed.ttl_seconds,
        "truncated": feed.truncated,
        "entries": [
            {
                "guid": entry.guid,
                "link": entry.link,
                "title": entry.title,
                "text": entry.text,
                "published": entry.published and entry.published.isoformat(),
                "updated": entry.updated and entry.updated.isoformat(),
                "author": entry.author,
                "published_day_only": entry.published_day_only,
            }
            for entry in feed.entries
        ],
    }


def read(name):
    return parse((PAIRS / name).read_bytes(), "application/xml", "https://served.example/path/feed.xml")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_read_as_expected(name):
    expected = json.loads((PAIRS / name).with_suffix(".json").read_text())
    assert as_plain(read(name)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_parsed_feed_survives_the_way_between_processes(name):
    feed = read(name)
    assert feed_from_plain(json.loads(json.dumps(feed_to_plain(feed)))) == feed

"""Hostile documents: each ends within its time, as a feed or as a plain refusal, in the real parser process."""

import asyncio
import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.parser import MAX_ENTRIES, NotAFeed, parse
from bot.feeds.text import TEXT_CHARS, TITLE_CHARS
from bot.feeds.worker import ParserWorker
from bot.models.feeds import ParsedFeed, Problem


def rss(inner: str, item: str = "<title>t</title>") -> bytes:
    return f"<rss version='2.0'><channel><title>c</title>{inner}<item>{item}</item></channel></rss>".encode()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>'.encode() + rss("", "<title>&l8;</title>")


CASES = {
    "author of 64 KB": rss("", f"<title>t</title><author>{'a' * 65536}</author>"),
    "author of dots": rss("", f"<title>t</title><author>{'a.' * 32768}@{'b.' * 32768}</author>"),
    "creator with many signs": rss(
        "", f"<title>t</title><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>{'a@b.' * 16384}</dc:creator>"
    ),
    "50,000 attributes": rss("", "<title>t</title><x " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>"),
    "open comments": rss("", f"<title>t</title><description>{'&lt;!--' * 60_000}</description>"),
    "open scripts": rss("", f"<title>t</title><description>{'&lt;script&gt;' * 60_000}</description>"),
    "open brackets": rss("", f"<title>t</title><description>{'&lt;' * 500_000}</description>"),
    "deep nesting": rss("", "<title>t</title>" + "<a>" * 30_000 + "</a>" * 30_000),
    "billion laughs": laughs(),
    "external entity": b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + rss("", "<title>&x;t</title>"),
    "reference beyond unicode": rss("", "<title>t&#1114112;</title>"),
    "reference to a surrogate": rss("", "<title>t&#xD800;</title>"),
    "many items": rss("", "<title>t</title>" + "</item><item><title>u</title>" * 2000),
    "many categories": rss("", "<title>t</title>" + "<category>a</category>" * 5000),
    "spaces": rss("", f"<title>t</title><description>{' ' * 1_000_000}x</description>"),
    "line breaks": rss("", f"<title>t</title><description>{chr(10) * 1_000_000}x</description>"),
    "giant title": rss("", f"<title>{'word ' * 400_000}</title>"),
    "bidi": rss("", "<title>&#x202E;t</title>"),
    "zeros": b"\0" * 1_000_000,
    "noise": bytes(range(256)) * 4000,
    "deep json": b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 200_000,
    "brackets": b"<" * 1_000_000,
    "only a declaration": b"<?xml version='1.0'?>",
    "an odd codec": b"<?xml version='1.0' encoding='idna'?>" + rss(""),
    "an unknown codec": b"<?xml version='1.0' encoding='x-none'?>" + rss(""),
    "nothing": b"",
}


@pytest.fixture(scope="module")
def outcomes():
    """Every case through one worker, so that none may spoil the next."""
    return asyncio.run(run_all())


async def run_all():
    worker = ParserWorker(timeout=4, memory_bytes=400 * 1024 * 1024)
    found: dict[str, tuple[ParsedFeed | NotAFeed, float]] = {}
    longest = 0.0

    async def watch():
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - begun)

    watching = asyncio.create_task(watch())
    for name, body in CASES.items():
        started = time.perf_counter()
        try:
            found[name] = await worker.parse(body, "text/xml", "http://a.test/"), time.perf_counter() - started
        except NotAFeed as refusal:
            found[name] = refusal, time.perf_counter() - started
    watching.cancel()
    await worker.close()
    return found, longest


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_document_ends_soon_and_within_the_caps(outcomes, name):
    outcome, seconds = outcomes[0][name]
    assert seconds < 6
    if isinstance(outcome, ParsedFeed):
        assert len(outcome.entries) <= MAX_ENTRIES
        for entry in outcome.entries:
            assert len(entry.title) <= TITLE_CHARS
            assert len(entry.text) <= TEXT_CHARS
            assert "\u202e" not in entry.title
            assert "root:" not in entry.title


@pytest.mark.parametrize("reference", ["&#1114112;", "&#xD800;", "&#xffffffff;", "&#99999999999;"])
def test_a_reference_to_no_character_costs_a_character_not_the_feed(reference):
    (entry,) = parse(
        rss("", f"<title>Before {reference} after &#8212; &#x2014;</title>"), "text/xml", "http://a.test/"
    ).entries
    assert entry.title == "Before \ufffd after — —"


def test_the_bot_stays_free_meanwhile(outcomes):
    assert outcomes[1] < 0.3


def test_long_authors_cost_next_to_nothing(outcomes):
    for name in ("author of 64 KB", "author of dots", "creator with many signs"):
        outcome, seconds = outcomes[0][name]
        assert isinstance(outcome, ParsedFeed)
        assert seconds < 1, name


@pytest.mark.parametrize(
    ("body", "content_type", "problem"),
    [
        (b"<!DOCTYPE html><html><head></head></html>", "text/html", Problem.WEB_PAGE),
        (b"<html lang='en'><p>hi", "application/xml", Problem.WEB_PAGE),
        (b"<p>Please sign in</p>", "text/html; charset=utf-8", Problem.WEB_PAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", Problem.NOT_A_FEED),
        (b"just words", "text/plain", Problem.NOT_A_FEED),
        (b"{}", "application/json", Problem.JSON_FEED),
        (b"[1, 2", "application/json", Problem.JSON_FEED),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "application/json", Problem.JSON_FEED),
        (CASES["50,000 attributes"], "text/xml", Problem.NOT_A_FEED),
    ],
)
def test_what_is_no_feed_is_named(body, content_type, problem):
    with pytest.raises(NotAFeed) as refusal:
        parse(body, content_type, "http://a.test/")
    assert refusal.value.problem is problem


WRITTEN = """
<rss version='2.0'> | <feed xmlns='http://www.w3.org/2005/Atom'> | <rdf:RDF> | <channel> | <item> | <entry> | </item> | </entry>
| <title> | </title> | <link> | <link href='/x'/> | <guid> | <pubDate> | </rss> | <![CDATA[ | ]]> | <!-- | --> | &#x110000;
| &#xD800; | &amp; | <author>a@b.c | xml:base='[' | http://[ | 2023-08-11 | <content type='xhtml'> | <content:encoded> | <ttl>99</ttl>
| <updated> | words | < | > | & | ; | " | ' | / | =
"""
PIECES = WRITTEN.split("|")


@given(st.lists(st.sampled_from([*map(str.strip, PIECES), "\0", " ", "\u202e"]), max_size=40))
def test_any_document_is_a_feed_or_a_plain_refusal(pieces):
    try:
        feed = parse("".join(pieces).encode(), "text/xml", "http://a.test/")
    except NotAFeed:
        return
    assert all(entry.title and entry.link[:4] in {"", "http"} for entry in feed.entries)
    assert "\0" not in str(feed)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_a_plain_refusal(body):
    with contextlib.suppress(NotAFeed):
        parse(body, "", "")

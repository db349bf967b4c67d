"""Finding the feeds of a web page."""

import time

from bot.feeds.discovery import find_feeds

URL = "https://site.example/news/"


def test_named_feeds_come_in_order_with_comments_last():
    page = b"""<html><head>
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
    <link href='/feed/?a=1&amp;b=2' type="application/rss+xml; charset=utf-8" rel='alternate home'>
    <LINK REL=alternate TYPE=application/atom+xml HREF=atom.xml>
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr/">
    <link rel="stylesheet" type="text/css" href="/style.css"></head>"""
    assert find_feeds(page, URL) == [
        "https://site.example/feed/?a=1&b=2",
        "https://site.example/news/atom.xml",
        "https://site.example/comments/feed/",
    ]


def test_a_base_counts_for_relative_addresses():
    page = b'<base href="https://cdn.example/x/"><link rel="alternate" type="application/rss+xml" href="rss">'
    assert find_feeds(page, URL) == ["https://cdn.example/x/rss"]


def test_links_that_look_like_feeds_stand_in_for_named_ones():
    page = b'<a href="/about">About</a> <a class="x" href="/rss">RSS</a> <a href="/news.xml">x</a>'
    assert find_feeds(page, URL) == ["https://site.example/rss"]


def test_a_page_without_any_gets_the_usual_places():
    found = find_feeds(b"<html></html>", URL)
    assert found[0] == "https://site.example/feed/"
    assert len(found) == len(set(found)) <= 10


def test_only_http_addresses_are_given():
    page = b'<link rel="alternate" type="application/rss+xml" href="javascript:x"><link rel="alternate" type="text/xml" href="http://[">'
    assert all(address.startswith("https://site.example/") for address in find_feeds(page, URL))


def test_the_page_itself_and_repeats_are_left_out():
    link = b'<link rel="alternate" type="application/rss+xml" href="%s">'
    assert find_feeds(link % b"" + link % b"/news/" + link % b"/f" + link % b"/f", URL) == ["https://site.example/f"]


def test_hostile_pages_are_read_quickly():
    for piece in (b"<link ", b"<a href=", b"<link a='", b'<link x="', b"<", b"<base href>"):
        started = time.perf_counter()
        find_feeds(piece * (500_000 // len(piece)), URL)
        assert time.perf_counter() - started < 1, piece

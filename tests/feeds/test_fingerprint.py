"""The body hash: the same for what is no news, another for what is."""

import time

from bot.feeds.fingerprint import body_hash

HEAD = b"<rss><channel><title>T</title><lastBuildDate>%s</lastBuildDate><pubDate>%s</pubDate><generator>%s</generator>"
ITEM = b"<item><title>A</title><pubDate>Fri, 11 Aug 2023 10:00:00 GMT</pubDate></item></channel></rss>"


def test_build_dates_and_generator_before_the_first_item_do_not_count():
    assert body_hash(HEAD % (b"1", b"2", b"3") + ITEM) == body_hash(HEAD % (b"4", b"5", b"6") + ITEM)


def test_an_items_own_date_counts():
    body = HEAD % (b"1", b"2", b"3") + ITEM
    assert body_hash(body) != body_hash(body.replace(b"11 Aug", b"12 Aug"))


def test_a_feeds_title_counts():
    body = HEAD % (b"1", b"2", b"3") + ITEM
    assert body_hash(body) != body_hash(body.replace(b"<title>T<", b"<title>U<"))


def test_comments_before_the_first_item_and_after_the_root_do_not_count():
    body = HEAD % (b"1", b"2", b"3") + ITEM
    assert body_hash(b"<!-- served by 7 -->" + body + b"\n<!-- in 0.3 s -->") == body_hash(body)


def test_comments_inside_items_count():
    body = b"<rss><item><title>A</title><!-- 1 --></item></rss>"
    assert body_hash(body) != body_hash(body.replace(b"1", b"2"))


def test_the_feeds_own_updated_in_atom_does_not_count():
    body = b"<feed><updated>2023-08-11T00:00:00Z</updated><entry><updated>2023-08-10T00:00:00Z</updated></entry></feed>"
    assert body_hash(body) == body_hash(body.replace(b"08-11", b"08-12"))
    assert body_hash(body) != body_hash(body.replace(b"08-10", b"08-12"))


def test_hostile_heads_are_hashed_quickly():
    for piece in (b"<!--", b"<pubDate", b"<pubDate>", b"<item", b"<a:pubDate x", b"</rss", b"<"):
        started = time.perf_counter()
        body_hash(piece * (1_000_000 // len(piece)))
        assert time.perf_counter() - started < 0.5, piece

"""Headers that say when to come back, and the unpacking of bodies."""

import gzip
import zlib

import pytest

from bot.feeds import headers


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": "Fri, 11 Aug 2023 10:02:00 GMT", "Date": "Fri, 11 Aug 2023 10:00:00 GMT"}, 120),
        ({"Retry-After": "Fri, 11 Aug 2023 09:00:00 GMT", "Date": "Fri, 11 Aug 2023 10:00:00 GMT"}, 0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "9" * 40}, None),
        ({}, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(fields, seconds):
    assert headers.retry_after(fields) == seconds


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "s-maxage=900"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Expires": "Fri, 11 Aug 2023 10:10:00 GMT", "Date": "Fri, 11 Aug 2023 10:00:00 GMT"}, 600),
        ({"Expires": "0"}, None),
        ({"Cache-Control": "max-age=60", "Expires": "Fri, 11 Aug 2023 10:10:00 GMT"}, 60),
        ({}, None),
    ],
)
def test_max_age(fields, seconds):
    assert headers.max_age(fields) == seconds


RAW = zlib.compressobj(wbits=-15)
DEFLATED = RAW.compress(b"words " * 500) + RAW.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", b"words " * 500),
        ("identity", b"words " * 500),
        ("gzip", gzip.compress(b"words " * 500, mtime=0)),
        ("x-gzip", gzip.compress(b"words " * 500, mtime=0)),
        ("gzip", gzip.compress(b"words " * 200, mtime=0) + gzip.compress(b"words " * 300, mtime=0)),
        ("gzip", gzip.compress(b"words " * 500, mtime=0) + b"garbage"),
        ("deflate", zlib.compress(b"words " * 500)),
        ("deflate", DEFLATED),
    ],
    ids=["none", "identity", "gzip", "x-gzip", "two members", "garbage after it", "zlib", "deflate"],
)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_bodies_are_unpacked_whatever_the_chunks(encoding, packed, size):
    unpacker = headers.Unpacker(encoding, 10_000)
    for at in range(0, len(packed), size):
        unpacker.feed(packed[at : at + size])
    assert unpacker.close() == (b"words " * 500, True)


def test_a_packed_body_that_ends_early_is_known():
    unpacker = headers.Unpacker("gzip", 10_000)
    unpacker.feed(gzip.compress(b"words " * 500, mtime=0)[:-9])
    assert unpacker.close()[1] is False


def test_a_bomb_is_cut_at_the_limit():
    unpacker = headers.Unpacker("gzip", 10_000)
    with pytest.raises(headers.TooLarge):
        unpacker.feed(gzip.compress(b"\0" * 10_000_000))


def test_an_empty_packed_body_is_whole():
    assert headers.Unpacker("gzip", 10_000).close() == (b"", True)


def test_an_encoding_not_asked_for_is_refused():
    with pytest.raises(ValueError, match="not asked for"):
        headers.Unpacker("br", 10_000)

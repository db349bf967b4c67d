"""Fetching over real sockets: every kind of answer, and every kind of misbehaviour, is an outcome."""

import asyncio
import gzip
import socket
import time
import zlib

import pytest

from bot.feeds.fetcher import Fetcher, FetchLimits
from bot.models.feeds import Problem, Validators
from tests.feeds.server import RSS, FeedServer, answer, conditional, hang, raw, redirect

LIMITS = FetchLimits(body_bytes=100_000, total=0.8, connect=0.5)
NONE = Validators()


@pytest.fixture
async def server():
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def fetcher():
    made = Fetcher(user_agent="Picketwire/1 (+mailto:host@example.org)", allow_loopback=True, limits=LIMITS)
    yield made
    await made.close()


async def fetch(fetcher, server, respond, validators=NONE):
    server.paths["/feed"] = respond
    return await fetcher.fetch(server.url(), validators)


async def test_a_feed_arrives_with_its_validators(fetcher, server):
    got = await fetch(fetcher, server, answer(ETag='W/"a b"', Last_Modified="Fri, 11 Aug 2023 10:00:00 GMT"))
    assert (got.status, got.body, got.problem) == (200, RSS, None)
    assert got.validators.etag == 'W/"a b"'
    assert got.validators.last_modified == "Fri, 11 Aug 2023 10:00:00 GMT"
    assert got.validators.body_hash
    assert got.content_type == "application/rss+xml"
    assert not got.moved_permanently


async def test_the_request_says_who_asks_and_what_it_reads(fetcher, server):
    await fetch(fetcher, server, answer())
    sent = server.asked[0].headers
    assert sent["user-agent"] == "Picketwire/1 (+mailto:host@example.org)"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert "application/atom+xml" in sent["accept"]
    assert "if-none-match" not in sent


async def test_validators_are_sent_back_byte_for_byte(fetcher, server):
    odd = Validators(etag="no quotes at all;x", last_modified="yesterday")
    await fetch(fetcher, server, answer(), odd)
    assert server.asked[0].headers["if-none-match"] == "no quotes at all;x"
    assert server.asked[0].headers["if-modified-since"] == "yesterday"


async def test_a_validator_that_is_no_text_is_not_kept(fetcher, server):
    head = b'HTTP/1.1 200 OK\r\nETag: "\xe9\xff"\r\nLast-Modified: ' + b"x" * 2000 + b"\r\nConnection: close\r\n\r\n"
    got = await fetch(fetcher, server, raw(head + RSS))
    assert (got.body, got.validators.etag, got.validators.last_modified) == (RSS, None, None)


async def test_an_unchanged_feed_is_a_304_without_problem(fetcher, server):
    got = await fetch(fetcher, server, conditional(), Validators(etag='"v1"'))
    assert (got.status, got.body, got.problem) == (304, None, None)


async def test_a_304_to_an_unconditional_request_is_a_problem(fetcher, server):
    got = await fetch(fetcher, server, answer(b"", 304))
    assert got.problem is Problem.HTTP_ERROR


@pytest.mark.parametrize(
    ("status", "problem"),
    [
        (400, Problem.HTTP_ERROR),
        (401, Problem.FORBIDDEN),
        (402, Problem.PAYWALL),
        (403, Problem.FORBIDDEN),
        (404, Problem.NOT_FOUND),
        (410, Problem.GONE),
        (418, Problem.HTTP_ERROR),
        (429, Problem.RATE_LIMITED),
        (500, Problem.SERVER_ERROR),
        (503, Problem.UNAVAILABLE),
        (599, Problem.SERVER_ERROR),
    ],
)
async def test_each_status_has_its_problem(fetcher, server, status, problem):
    got = await fetch(fetcher, server, answer(b"no", status))
    assert (got.status, got.problem, got.body) == (status, problem, None)
    assert got.detail == f"HTTP {status}"


async def test_retry_after_is_read(fetcher, server):
    got = await fetch(fetcher, server, answer(b"", 429, Retry_After="77"))
    assert got.retry_after == 77


async def test_max_age_is_read(fetcher, server):
    got = await fetch(fetcher, server, answer(Cache_Control="max-age=1200"))
    assert got.max_age == 1200


@pytest.mark.parametrize("status", [200, 202, 204])
async def test_a_success_without_a_body_is_empty(fetcher, server, status):
    got = await fetch(fetcher, server, answer(b"  " if status != 204 else b"", status))
    assert (got.problem, got.detail) == (Problem.EMPTY, f"HTTP {status}")


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
async def test_packed_bodies_are_unpacked(fetcher, server, encoding, pack):
    got = await fetch(fetcher, server, answer(pack(RSS), Content_Encoding=encoding))
    assert got.body == RSS
    assert got.validators.body_hash


async def test_a_packed_body_that_ends_early_is_read_but_not_remembered(fetcher, server):
    cut = gzip.compress(RSS * 20, compresslevel=0)[:-2000]
    got = await fetch(fetcher, server, answer(cut, Content_Encoding="gzip", ETag='"x"'))
    assert got.problem is None
    assert (RSS * 20).startswith(got.body)
    assert got.validators == Validators()


async def test_a_body_packed_wrongly_is_a_problem(fetcher, server):
    got = await fetch(fetcher, server, answer(b"plain text", Content_Encoding="gzip"))
    assert got.problem is Problem.HTTP_ERROR


async def test_an_encoding_not_asked_for_is_a_problem(fetcher, server):
    got = await fetch(fetcher, server, answer(b"...", Content_Encoding="br"))
    assert got.problem is Problem.HTTP_ERROR


@pytest.mark.parametrize("packed", [True, False])
async def test_a_body_over_the_limit_is_not_read_to_its_end(fetcher, server, packed):
    large = b"x" * 5_000_000
    respond = answer(gzip.compress(large), Content_Encoding="gzip") if packed else answer(large)
    got = await fetch(fetcher, server, respond)
    assert (got.problem, got.body) == (Problem.TOO_LARGE, None)


async def test_a_body_of_exactly_the_limit_is_read(fetcher, server):
    got = await fetch(fetcher, server, answer(b"x" * LIMITS.body_bytes))
    assert len(got.body) == LIMITS.body_bytes


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


@pytest.mark.parametrize(
    ("respond", "problem"),
    [
        (hang, Problem.TOO_SLOW),
        (raw(HEAD, *([b"x"] * 999), pause=0.05), Problem.TOO_SLOW),
        (raw(*(bytes([c]) for c in HEAD), pause=0.05), Problem.TOO_SLOW),
        (raw(HEAD + b"short"), Problem.TRUNCATED),
        (raw(HEAD + b"short", reset=True), Problem.TRUNCATED),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"), Problem.TRUNCATED),
        (raw(reset=True), Problem.CONNECTION),
        (raw(), Problem.CONNECTION),
        (raw(b"SSH-2.0-OpenSSH_9\r\n"), Problem.HTTP_ERROR),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\n"), Problem.HTTP_ERROR),
    ],
    ids=[
        "hang",
        "drip",
        "slow head",
        "short",
        "reset",
        "cut chunks",
        "reset at once",
        "closed",
        "no http",
        "long head",
    ],
)
async def test_misbehaviour_is_an_outcome_within_the_time(fetcher, server, respond, problem):
    started = time.monotonic()
    got = await fetch(fetcher, server, respond)
    assert got.problem is problem
    assert time.monotonic() - started < LIMITS.total + 0.6


async def test_nobody_listening_is_no_connection(fetcher):
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        port = placeholder.getsockname()[1]
    got = await fetcher.fetch(f"http://127.0.0.1:{port}/feed", NONE)
    assert (got.status, got.problem) == (0, Problem.CONNECTION)


async def test_an_unknown_name_is_a_dns_problem(fetcher):
    got = await fetcher.fetch("http://no-such-host.invalid/feed", NONE)
    assert got.problem in {Problem.DNS, Problem.TOO_SLOW}


async def test_plain_words_on_an_https_address_are_a_tls_problem(fetcher):
    async def greet(_, writer):
        writer.write(b"220 a mail server\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as mail:
        got = await fetcher.fetch(f"https://127.0.0.1:{mail.sockets[0].getsockname()[1]}/feed", NONE)
    assert got.problem is Problem.TLS


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(fetcher, server, status):
    server.paths |= {"/feed": redirect("/new?x=1#part", status), "/new": answer()}
    got = await fetcher.fetch(server.url(), NONE)
    assert (got.body, got.url) == (RSS, server.url("/new?x=1"))
    assert got.moved_permanently is (status in {301, 308})


async def test_one_passing_hop_makes_the_move_not_permanent(fetcher, server):
    server.paths |= {"/feed": redirect("/a", 301), "/a": redirect("/b", 302), "/b": answer()}
    assert not (await fetcher.fetch(server.url(), NONE)).moved_permanently


async def test_five_hops_are_followed_and_six_are_not(fetcher, server):
    server.paths |= {f"/{n}": redirect(f"/{n + 1}") for n in range(6)} | {"/6": answer()}
    assert (await fetcher.fetch(server.url("/1"), NONE)).body == RSS
    got = await fetcher.fetch(server.url("/0"), NONE)
    assert (got.problem, got.body) == (Problem.BAD_REDIRECT, None)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "http://[half/"])
async def test_a_redirect_to_something_else_is_refused(fetcher, server, target):
    got = await fetch(fetcher, server, redirect(target))
    assert got.problem is Problem.BAD_REDIRECT


async def test_a_redirect_without_a_target_is_an_unusable_answer(fetcher, server):
    got = await fetch(fetcher, server, answer(b"", 301))
    assert got.problem is Problem.HTTP_ERROR


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://a:b@x/",
    ],
)
async def test_a_redirect_to_a_private_place_is_refused(fetcher, server, target):
    got = await fetch(fetcher, server, redirect(target))
    assert got.problem is Problem.UNSAFE_ADDRESS


SPELLINGS = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]",
    "localhost", "LOCALHOST.", "0", "0.0.0.0",  # noqa: S104
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
async def test_loopback_is_reached_under_no_name(server, host):
    server.paths["/feed"] = answer()
    strict = Fetcher(user_agent="x", limits=LIMITS)
    try:
        got = await strict.fetch(f"http://{host}:{server.port}/feed", NONE)
    finally:
        await strict.close()
    assert got.problem in {Problem.UNSAFE_ADDRESS, Problem.DNS, Problem.CONNECTION}
    assert not server.asked
    assert server.connections == 0


async def test_a_public_first_hop_does_not_open_the_way_to_loopback(server):
    """The first hop is judged by a guard that lets loopback through once, as a rebinding name would."""
    server.paths |= {"/feed": redirect("http://localhost:1/inner"), "/inner": answer()}
    fetcher = Fetcher(user_agent="x", allow_loopback=True, limits=LIMITS)
    try:
        task = fetcher.fetch(server.url(), NONE)
        server.paths["/feed"] = _closing_the_door(fetcher, redirect(f"http://localhost:{server.port}/inner"))
        got = await task
    finally:
        await fetcher.close()
    assert got.problem is Problem.UNSAFE_ADDRESS
    assert [asked.path for asked in server.asked] == ["/feed"]


def _closing_the_door(fetcher, respond):
    async def closing(asked, writer):
        fetcher._allow_loopback = False
        await respond(asked, writer)

    return closing


async def test_details_never_hold_the_address(fetcher, server):
    server.paths["/feed"] = answer(b"", 500)
    for url in (server.url("/feed?key=s3cret"), "http://127.0.0.1:1/?key=s3cret", "http://s3cret.invalid/"):
        assert "s3cret" not in (await fetcher.fetch(url, NONE)).detail


async def test_cookies_are_not_kept(fetcher, server):
    await fetch(fetcher, server, answer(Set_Cookie="id=1; Path=/"))
    await fetch(fetcher, server, answer())
    assert "cookie" not in server.asked[1].headers

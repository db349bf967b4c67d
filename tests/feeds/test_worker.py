"""The parser process: real documents go through, costly ones end it and are a feed's error, never the bot's."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from bot.feeds.parser import NotAFeed, parse
from bot.feeds.worker import ParserWorker
from bot.models.feeds import Problem
from tests.feeds.server import RSS

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def parser():
    made = ParserWorker(timeout=1.0, memory_bytes=300 * 1024 * 1024)
    await made.start()
    yield made
    await made.close()


def nested_texts(megabytes: int) -> bytes:
    item = b"<item><title>t</title><description>" + b"&#60;p&#62;word " * 2000 + b"</description></item>"
    count = megabytes * 1024 * 1024 // len(item)
    return b"<rss version='2.0'><channel><title>t</title>" + item * count + b"</channel></rss>"


async def test_the_process_parses_as_the_function_does(parser):
    assert await parser.parse(RSS, "application/rss+xml", "http://a.test/feed") == parse(
        RSS, "application/rss+xml", "http://a.test/feed"
    )


async def test_what_is_no_feed_comes_back_with_its_problem(parser):
    with pytest.raises(NotAFeed) as refusal:
        await parser.parse(b"<!doctype html><html><body>Hello</body></html>", "text/html", "http://a.test/")
    assert refusal.value.problem is Problem.WEB_PAGE


async def test_a_slow_document_ends_the_process_and_the_next_one_is_read(parser):
    with pytest.raises(NotAFeed) as refusal:
        await parser.parse(b"<rss version='2.0'><channel>" + b"<item>" * 400_000, "text/xml", "http://a.test/")
    assert refusal.value.problem is Problem.PARSER
    assert parser.replaced == 1
    assert (await parser.parse(RSS, "text/xml", "http://a.test/")).title == "Harbour Trade"


async def test_a_document_that_takes_too_much_memory_is_a_feeds_error(parser):
    small = ParserWorker(timeout=20, memory_bytes=90 * 1024 * 1024)
    large = RSS.replace(b"Crew talks go on", b"word &amp;lt;" * 400_000)
    try:
        with pytest.raises(NotAFeed) as refusal:
            await small.parse(large, "text/xml", "http://a.test/")
        assert refusal.value.problem is Problem.PARSER
        assert (await small.parse(RSS, "text/xml", "http://a.test/")).title == "Harbour Trade"
    finally:
        await small.close()


async def test_a_killed_process_is_replaced(parser):
    process = parser._process
    process.kill()
    await process.wait()
    assert (await parser.parse(RSS, "text/xml", "http://a.test/")).title == "Harbour Trade"


async def test_a_process_killed_while_it_reads_is_a_feeds_error(parser):
    reading = asyncio.create_task(parser.parse(nested_texts(3), "text/xml", "http://a.test/"))
    await asyncio.sleep(0.05)
    os.kill(parser._process.pid, 9)
    with pytest.raises(NotAFeed) as refusal:
        await reading
    assert refusal.value.problem is Problem.PARSER


async def test_a_cancelled_document_leaves_the_next_one_its_own_answer(parser):
    reading = asyncio.create_task(parser.parse(nested_texts(1), "text/xml", "http://a.test/"))
    await asyncio.sleep(0.02)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert (await parser.parse(RSS, "text/xml", "http://a.test/")).title == "Harbour Trade"


async def test_documents_wait_for_each_other(parser):
    titles = [b"First", b"Second", b"Third"]
    bodies = [RSS.replace(b"Harbour Trade", title) for title in titles]
    feeds = await asyncio.gather(*(parser.parse(body, "text/xml", "http://a.test/") for body in bodies))
    assert [feed.title.encode() for feed in feeds] == titles


async def test_the_process_knows_nothing_of_the_bots_environment(parser):
    with open(f"/proc/{parser._process.pid}/environ", "rb") as environment:  # noqa: PTH123, ASYNC230
        names = {pair.split(b"=")[0] for pair in environment.read().split(b"\0") if pair}
    assert names <= {b"PATH", b"LC_ALL"}


async def test_the_loop_stays_free_while_a_document_is_read(parser):
    reading = asyncio.create_task(parser.parse(nested_texts(1), "text/xml", "http://a.test/"))
    longest = 0.0
    while not reading.done():
        started = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - started)
    await asyncio.gather(reading, return_exceptions=True)
    assert longest < 0.25


async def test_closing_ends_the_process(parser):
    process = parser._process
    await parser.close()
    assert process.returncode is not None


async def test_the_process_ends_when_the_bot_is_killed():
    program = (
        "import asyncio\n"
        "from bot.feeds.worker import ParserWorker\n"
        "async def main():\n"
        "    worker = ParserWorker()\n"
        "    await worker.start()\n"
        "    print(worker.pid, flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    bot = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=PIPE, cwd=ROOT)
    pid = int(await bot.stdout.readline())
    bot.kill()
    await bot.wait()
    for _ in range(100):
        if not is_running(pid):
            break
        await asyncio.sleep(0.05)
    assert not is_running(pid)


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

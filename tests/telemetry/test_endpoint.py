"""/metrics and /healthz over real sockets: what they answer, and that nothing else is there."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.counts import Durations, Histogram
from bot.endpoint import Endpoint
from bot.errors import StartError
from bot.metrics import Counted, Moment, exposition
from bot.models.health import Backlog

MOMENT = Moment(version="1.2.3", connected=True, servers=4, skew=0.0, backlog=Backlog(7, 12.5, 2))


def counted() -> Counted:
    delays, ticks, lag = Histogram((1.0, 5.0)), Durations(), Histogram((0.1,))
    delays.observe(2.0)
    ticks.observe("Poller.tick", 0.25)
    polls = {"parsed": 5, "failed": 1}
    return Counted(
        polls, 30, 8, 6, Counter({("story_post", "sent"): 3, ("story_post", "later"): 1}), delays, ticks, lag
    )


def samples(body: bytes) -> dict[str, float]:
    """Name with labels -> value."""
    return {
        f"{sample.name}{sorted(sample.labels.items()) or ''}": sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


@asynccontextmanager
async def answering(*, well: bool = True) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    async def metrics() -> bytes:
        return exposition(counted(), MOMENT)

    endpoint = Endpoint(metrics=metrics, health=lambda: (well, "running and connected." if well else "not connected."))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    await endpoint.open("127.0.0.1", port)
    async with aiohttp.ClientSession() as session:
        yield session, f"http://127.0.0.1:{port}"
    await endpoint.close()


async def test_metrics_carry_what_was_counted_under_standard_names() -> None:
    async with answering() as (session, url), session.get(f"{url}/metrics") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        found = samples(await answer.read())
    assert found["picketwire_feeds_polled_total[('result', 'parsed')]"] == 5
    assert found["picketwire_entries_total"] == 30
    assert found["picketwire_relevant_entries_total"] == 8
    assert found["picketwire_stories_total"] == 6
    assert found["picketwire_deliveries_total[('kind', 'story_post'), ('outcome', 'sent')]"] == 3
    assert found["picketwire_delivery_delay_seconds_bucket[('le', '1.0')]"] == 0
    assert found["picketwire_delivery_delay_seconds_bucket[('le', '5.0')]"] == 1
    assert found["picketwire_delivery_delay_seconds_count"] == 1
    assert found["picketwire_tick_seconds_sum[('job', 'Poller.tick')]"] == 0.25
    assert found["picketwire_outbox_pending"] == 7
    assert found["picketwire_outbox_oldest_seconds"] == 12.5
    assert found["picketwire_feeds_failing"] == 2
    assert found["picketwire_connected"] == 1
    assert found["picketwire_build_info[('version', '1.2.3')]"] == 1
    assert found["process_resident_memory_bytes"] > 0


def test_what_is_not_known_is_left_out() -> None:
    found = samples(exposition(counted(), replace(MOMENT, skew=None, backlog=None, connected=False)))
    assert found["picketwire_connected"] == 0
    assert not [name for name in found if "outbox" in name or "skew" in name]


@pytest.mark.parametrize(("well", "status"), [(True, 200), (False, 503)])
async def test_healthz_answers_by_status_and_sentence(well: bool, status: int) -> None:
    async with answering(well=well) as (session, url), session.get(f"{url}/healthz") as answer:
        assert answer.status == status
        assert await answer.text() == ("running and connected.\n" if well else "not connected.\n")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/metrics", 405),
        ("DELETE", "/healthz", 405),
        ("HEAD", "/metrics", 405),
        ("GET", "/", 404),
        ("GET", "/metrics/", 404),
        ("GET", "/../bot/app.py", 404),
    ],
)
async def test_everything_else_is_refused(method: str, path: str, status: int) -> None:
    async with answering() as (session, url), session.request(method, url + path) as answer:
        assert answer.status == status


async def test_a_taken_address_stops_the_start_and_says_which() -> None:
    async def nothing() -> bytes:
        return b""

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        endpoint = Endpoint(metrics=nothing, health=lambda: (True, ""))
        with pytest.raises(StartError, match=rf"PICKETWIRE_METRICS_ADDRESS: 127\.0\.0\.1:{port} cannot be used"):
            await endpoint.open("127.0.0.1", port)

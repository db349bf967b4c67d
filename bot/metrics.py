"""What services have counted, and a few facts of the moment, in Prometheus' text format. No label names a server, a feed or a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
    SummaryMetricFamily,
)
from prometheus_client.registry import Collector

from bot.counts import Durations, Histogram
from bot.models.health import Backlog

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted where it happens. Keys are label values: results of polls, (kind, outcome) of deliveries."""

    polls: Mapping[str, int]
    entries: int
    relevant: int
    stories: int
    deliveries: Mapping[tuple[str, str], int]
    delays: Histogram
    ticks: Durations
    lag: Histogram


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand now. `backlog`: None while the database cannot be asked; `skew`: seconds this machine's clock is ahead."""

    version: str
    connected: bool
    servers: int
    skew: float | None
    backlog: Backlog | None


def exposition(counted: Counted, moment: Moment) -> bytes:
    """All metrics as the body of an answer of CONTENT_TYPE."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families([*_counters(counted), *_gauges(moment)]))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _Families(Collector):
    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        yield from self._families


def _counters(counted: Counted) -> Iterator[Metric]:
    polls = CounterMetricFamily("picketwire_feeds_polled", "Polls of feeds by what came of them.", labels=["result"])
    for result, count in counted.polls.items():
        polls.add_metric([result], count)
    yield polls
    yield CounterMetricFamily("picketwire_entries", "New entries stored.", counted.entries)
    yield CounterMetricFamily("picketwire_relevant_entries", "New entries about bargaining.", counted.relevant)
    yield CounterMetricFamily("picketwire_stories", "Stories opened.", counted.stories)
    deliveries = CounterMetricFamily(
        "picketwire_deliveries", "Tries to post or edit, by what came of them.", labels=["kind", "outcome"]
    )
    for (kind, outcome), count in sorted(counted.deliveries.items()):
        deliveries.add_metric([kind, outcome], count)
    yield deliveries
    yield HistogramMetricFamily(
        "picketwire_delivery_delay_seconds",
        "From the time a post was due to Discord's confirmation.",
        buckets=counted.delays.buckets(),
        sum_value=counted.delays.sum,
    )
    ticks = SummaryMetricFamily("picketwire_tick_seconds", "Calls of the metronome's jobs.", labels=["job"])
    for job, (count, seconds) in sorted(counted.ticks.by_name.items()):
        ticks.add_metric([job], count_value=count, sum_value=seconds)
    yield ticks
    yield HistogramMetricFamily(
        "picketwire_loop_lag_seconds",
        "How late the event loop called what was due.",
        buckets=counted.lag.buckets(),
        sum_value=counted.lag.sum,
    )


def _gauges(moment: Moment) -> Iterator[Metric]:
    yield InfoMetricFamily("picketwire_build", "The version that runs.", {"version": moment.version})
    yield GaugeMetricFamily("picketwire_connected", "1 while connected to Discord.", int(moment.connected))
    yield GaugeMetricFamily("picketwire_servers", "Servers the bot is in.", moment.servers)
    if moment.skew is not None:
        about = "Seconds by which this machine's clock is ahead of Discord's."
        yield GaugeMetricFamily("picketwire_clock_skew_seconds", about, moment.skew)
    if moment.backlog is not None:
        waiting, oldest = moment.backlog.waiting, moment.backlog.oldest_seconds
        yield GaugeMetricFamily("picketwire_outbox_pending", "Posts and edits that are due and not yet sent.", waiting)
        yield GaugeMetricFamily("picketwire_outbox_oldest_seconds", "How long the oldest of them has been due.", oldest)
        yield GaugeMetricFamily(
            "picketwire_feeds_failing", "Feeds whose last poll failed.", moment.backlog.feeds_failing
        )

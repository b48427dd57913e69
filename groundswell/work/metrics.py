"""Numbers for Prometheus, asked for by GROUNDSWELL_METRICS_PORT: how far consumers are behind, and what is unsent."""

from collections.abc import Iterator

from django.db import connection
from prometheus_client import start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from groundswell.log import deliveries, follow


class LagCollector(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        events = GaugeMetricFamily(
            "groundswell_lag_events", "Events not yet handled, counted up to 10,000.", labels=["consumer"]
        )
        seconds = GaugeMetricFamily("groundswell_lag_seconds", "Age of the oldest of them.", labels=["consumer"])
        stopped = GaugeMetricFamily("groundswell_stopped", "1 when an event stopped the consumer.", labels=["consumer"])
        try:
            for lag in follow.lag():
                events.add_metric([lag.name], lag.events)
                seconds.add_metric([lag.name], lag.seconds)
                stopped.add_metric([lag.name], 1 if lag.stopped else 0)
        finally:
            connection.close()
        yield from (events, seconds, stopped)


class DeliveryCollector(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        rows = GaugeMetricFamily("groundswell_deliveries", "Not sent: waiting for a try, or dead.", labels=["state"])
        overdue = GaugeMetricFamily("groundswell_deliveries_overdue_seconds", "How long the first that is due waits.")
        try:
            found = deliveries.counted()
        finally:
            connection.close()
        rows.add_metric(["waiting"], found.waiting)
        rows.add_metric(["dead"], found.dead)
        overdue.add_metric([], found.overdue)
        yield from (rows, overdue)


def serve(port: int) -> None:
    """On the loopback address only."""
    REGISTRY.register(LagCollector())
    REGISTRY.register(DeliveryCollector())
    start_http_server(port, addr="127.0.0.1")

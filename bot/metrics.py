"""What the process counts about itself, for Prometheus; one registry for each application."""

from collections.abc import Callable
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST

_UP_TO_SLACKS_PATIENCE = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
"""Seconds: after three Slack tells the person that we did not answer."""


class Metrics:
    """The counters of one process; no label ever names a person or a channel."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        counter = partial(Counter, registry=self.registry)
        gauge = partial(Gauge, registry=self.registry)
        seconds = partial(Histogram, registry=self.registry)
        self.taps = counter("kompas_taps", "Taps on a question, by verdict", ["verdict"])
        self.webhooks = counter(
            "kompas_webhooks",
            "Webhooks from ticket systems, by source and answer",
            ["source", "status"],
        )
        self.deliveries = counter(
            "kompas_deliveries", "Messages of the outbox, by the state they came into", ["state"]
        )
        self.failed_steps = counter(
            "kompas_failed_steps", "Pieces of background work that raised, by step", ["step"]
        )
        self.slack_requests = counter(
            "kompas_slack_requests", "Requests from Slack, by answer", ["status"]
        )
        self.slack_seconds = seconds(
            "kompas_slack_request_seconds",
            "Seconds until a request from Slack was answered",
            buckets=_UP_TO_SLACKS_PATIENCE,
        )
        self.tick_seconds = seconds("kompas_tick_seconds", "Seconds one round of work took")
        self.slack_halted = gauge(
            "kompas_slack_halted", "1 while nothing is sent because Slack refuses our token"
        )
        self._writer_queue = gauge("kompas_writer_queue", "Writes that wait for their commit")

    def watch_writer(self, waiting: Callable[[], float]) -> None:
        """Ask `waiting` for the length of the writer's queue whenever somebody reads."""
        self._writer_queue.set_function(waiting)

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self.registry)

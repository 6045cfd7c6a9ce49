"""What the process counts about itself, for Prometheus; one registry for each application."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The counters of one process; no label ever names a person or a channel."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.taps = Counter(
            "kompas_taps", "Taps on a question, by verdict", ["verdict"], registry=self.registry
        )
        self.webhooks = Counter(
            "kompas_webhooks",
            "Webhooks from ticket systems, by source and answer",
            ["source", "status"],
            registry=self.registry,
        )
        self.slack_requests = Counter(
            "kompas_slack_requests",
            "Requests from Slack, by answer",
            ["status"],
            registry=self.registry,
        )
        self.slack_seconds = Histogram(
            "kompas_slack_request_seconds",
            "Seconds until a request from Slack was answered",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
            registry=self.registry,
        )
        self.deliveries = Counter(
            "kompas_deliveries",
            "Messages of the outbox, by the state they came into",
            ["state"],
            registry=self.registry,
        )
        self.tick_seconds = Histogram(
            "kompas_tick_seconds", "Seconds one round of work took", registry=self.registry
        )
        self.failed_steps = Counter(
            "kompas_failed_steps",
            "Pieces of background work that raised, by step",
            ["step"],
            registry=self.registry,
        )
        self.slack_halted = Gauge(
            "kompas_slack_halted",
            "1 while nothing is sent because Slack refuses our token",
            registry=self.registry,
        )
        self._writer_queue = Gauge(
            "kompas_writer_queue", "Writes that wait for their commit", registry=self.registry
        )

    def watch_writer(self, waiting: Callable[[], float]) -> None:
        """Ask `waiting` for the length of the writer's queue whenever somebody reads."""
        self._writer_queue.set_function(waiting)

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self.registry)

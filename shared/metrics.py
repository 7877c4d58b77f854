"""What is watched, in Prometheus's terms. Never a label by article.

Each metric says what a change in it means.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SHORT = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5)
_LONG = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600)


class Metrics:
    """One service's metrics, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.stream_lag = Gauge(
            "copydesk_stream_lag_entries",
            "Entries a group has not read yet; grows while a stage is too slow or away.",
            ("stream", "group"),
            registry=self.registry,
        )
        self.stream_pending = Gauge(
            "copydesk_stream_pending_entries",
            "Entries read and not finished; grows while entries fail or a store is away.",
            ("stream", "group"),
            registry=self.registry,
        )
        self.stream_oldest = Gauge(
            "copydesk_stream_oldest_pending_seconds",
            "Age of the oldest entry a group has still to finish; the one to alert on.",
            ("stream", "group"),
            registry=self.registry,
        )
        self.dead_letters = Gauge(
            "copydesk_dead_entries",
            "Dead letters kept; any rise wants a look with `copydesk dead list`.",
            ("stream",),
            registry=self.registry,
        )
        self.articles = Counter(
            "copydesk_articles_total",
            "Revisions handled, by what became of them.",
            ("stage", "outcome"),
            registry=self.registry,
        )
        self.failures = Counter(
            "copydesk_failures_total",
            "Failures of single entries, before a retry or death.",
            ("stage",),
            registry=self.registry,
        )
        self.resent = Counter(
            "copydesk_resent_total",
            "Events sent again by the reconciler: something had been lost on the way.",
            ("stage",),
            registry=self.registry,
        )
        self.reclaimed = Counter(
            "copydesk_reclaimed_total",
            "Entries taken over from a consumer that died.",
            ("stage",),
            registry=self.registry,
        )
        self.decide_seconds = Histogram(
            "copydesk_decide_seconds",
            "Time a decision takes, on average over its batch; a rise means heavier copy.",
            ("stage",),
            buckets=_SHORT,
            registry=self.registry,
        )
        self.batch_seconds = Histogram(
            "copydesk_batch_seconds",
            "Time from read to commit of a batch; a rise with steady decisions is the stores.",
            ("stage",),
            buckets=_SHORT,
            registry=self.registry,
        )
        self.store_away = Gauge(
            "copydesk_store_away",
            "1 while the stage waits for Redis or MongoDB to come back.",
            ("stage",),
            registry=self.registry,
        )
        self.braked = Gauge(
            "copydesk_flood_brake",
            "1 while so many entries die that the stage has stopped itself.",
            ("stage",),
            registry=self.registry,
        )
        self.received_to_published = Histogram(
            "copydesk_received_to_published_seconds",
            "From intake to the published log, for copy nobody held or embargoed.",
            buckets=_LONG,
            registry=self.registry,
        )
        self.kill_seconds = Histogram(
            "copydesk_kill_seconds",
            "From a kill's intake to its row in the published log.",
            buckets=_LONG,
            registry=self.registry,
        )
        self.kill_delivery_seconds = Histogram(
            "copydesk_kill_delivery_seconds",
            "From a kill's row in the log to a site's taking it; slow sites show here.",
            buckets=_LONG,
            registry=self.registry,
        )
        self.kills_waiting = Gauge(
            "copydesk_kills_waiting",
            "Kills that a site served by this process has not taken; falls to 0 again.",
            registry=self.registry,
        )
        self.kills_overdue = Gauge(
            "copydesk_kills_overdue",
            "Of these, those that wait too long; the one to alert on. See `copydesk kills`.",
            registry=self.registry,
        )
        self.deliveries = Counter(
            "copydesk_deliveries_total",
            "Tries to send a site something, by what its answer meant.",
            ("answer",),
            registry=self.registry,
        )
        self.held_oldest = Gauge(
            "copydesk_held_oldest_seconds",
            "Age of the oldest story waiting for a person.",
            registry=self.registry,
        )
        self.source_last_item = Gauge(
            "copydesk_source_last_item_timestamp_seconds",
            "When a wire last sent anything; a standstill may mean that it is cut off.",
            ("source",),
            registry=self.registry,
        )

"""Looks after the sources: who has gone quiet, whose numbers have a gap. No opinions.

Every process of ingest looks; an alert has the same name for all of them, so that one logs it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from prometheus_client import Gauge
from structlog.typing import FilteringBoundLogger

from services.ingest.sources.habits import silence, watched
from services.ingest.sources.numbering import gaps_of
from services.ingest.sources.storage import SourceCounts, SourceStore
from services.ingest.sources.storage_habits import Alert, HabitStore
from shared.metrics import Metrics


class Vigil:
    """Notes what sources send, and tells when their habit is broken.

    `more` gives what else of a source a person has to see to.
    """

    def __init__(
        self,
        store: HabitStore,
        sources: SourceStore,
        *,
        metrics: Metrics,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
        more: Callable[[], Awaitable[list[Alert]]],
    ) -> None:
        self._more = more
        self._store = store
        self._sources = sources
        self._log = log
        self._now = now
        self._quiet = Gauge(
            "copydesk_source_quiet",
            "1 while a wire sends nothing at an hour of the week when it usually does.",
            ("source",),
            registry=metrics.registry,
        )
        self._missing = Gauge(
            "copydesk_source_missing_numbers",
            "Numbers of a wire's own count that have not come; ask it to send them again.",
            ("source",),
            registry=metrics.registry,
        )
        self._untold = Gauge(
            "copydesk_source_notices_given_up",
            "Stories sent back of which a wire's webhook was not told; see `source show`.",
            ("source",),
            registry=metrics.registry,
        )

    async def note(self, counts: Mapping[str, SourceCounts]) -> None:
        """Remember what came since the last time."""
        now = self._now()
        items = {source: sum(each.outcomes.values()) for source, each in counts.items()}
        await self._store.add(items, now)
        for source, each in counts.items():
            if each.numbers:
                await self._store.count(source, each.numbers, now)

    async def look(self) -> None:
        """Open what is new, close what is over, and show it all."""
        now = self._now()
        since, checked = await self._store.watch()
        watched_since = watched(since, checked, now)
        await self._store.watched(watched_since, now)
        known = await self._sources.activity()
        found = {
            alert.key: alert
            for alert in [
                *await self._silences(known, watched_since, now),
                *await self._gaps(set(known), now),
                *await self._more(),
            ]
        }
        open_ = {alert.key: alert for alert in await self._store.open_alerts()}
        for key, alert in found.items():
            if key not in open_ and await self._store.open(alert, now):
                self._tell("source_alert_opened", alert)
            elif key in open_ and open_[key] != alert:
                await self._store.restate(alert)
        for key, alert in open_.items():
            if key not in found and await self._store.close(alert, now):
                self._tell("source_alert_closed", alert)
        self._show(known, found)

    async def _silences(
        self,
        known: Mapping[str, tuple[datetime, datetime]],
        watched_since: datetime,
        now: datetime,
    ) -> list[Alert]:
        habits = await self._store.habits(
            {source: begun for source, (begun, _) in known.items()}, now
        )
        alerts = []
        for source, (_, last_item_at) in known.items():
            found = silence(
                habits[source],
                last_item_at=last_item_at,
                watched_since=watched_since,
                now=now,
            )
            if found is not None:
                alerts.append(Alert(source, "quiet", "", last_item_at, found.reason))
        return alerts

    async def _gaps(self, known: set[str], now: datetime) -> list[Alert]:
        lanes = await self._store.lanes()
        return [
            Alert(source, "gap", name, gap.since, gap.reason, gap.count)
            for source in known & lanes.keys()
            for name, gap in gaps_of(lanes[source], now).items()
        ]

    def _tell(self, event: str, alert: Alert) -> None:
        self._log.warning(
            event,
            source=alert.source,
            kind=alert.kind,
            since=alert.since.isoformat(),
            reason=alert.reason,
        )

    def _show(self, known: Mapping[str, object], found: Mapping[str, Alert]) -> None:
        for source in {*known, *(alert.source for alert in found.values())}:
            of = [alert for alert in found.values() if alert.source == source]
            self._quiet.labels(source).set(any(alert.kind == "quiet" for alert in of))
            self._missing.labels(source).set(_counted(of, "gap"))
            self._untold.labels(source).set(_counted(of, "webhook"))


def _counted(alerts: Iterable[Alert], kind: str) -> int:
    return sum(alert.count for alert in alerts if alert.kind == kind)

"""Telling of what was taken in: the other stages, the timeline, our own people, the counts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from prometheus_client import Counter
from structlog.typing import FilteringBoundLogger

from services.ingest.intake.decisions.batch import Batch
from services.ingest.intake.decisions.filing import Filing
from services.ingest.intake.decisions.kept import events_of
from services.ingest.sources.numbering import lanes_of, number_of
from services.ingest.sources.storage import SourceCounts
from shared import streams as redis_streams
from shared.chronicle import Chronicle
from shared.events import ArticleReceived, Event
from shared.metrics import Metrics
from shared.streams import Streams


class Herald:
    """Tells of batches that are stored."""

    def __init__(
        self,
        *,
        chronicle: Chronicle,
        streams: Streams,
        metrics: Metrics,
        log: FilteringBoundLogger,
    ) -> None:
        self._chronicle = chronicle
        self._streams = streams
        self._metrics = metrics
        self._log = log
        self._counts: dict[str, SourceCounts] = {}
        self._person_called = Counter(
            "copydesk_person_called_total",
            "Deliveries that a person should look at, such as a kill for an unknown story.",
            ("reason",),
            registry=metrics.registry,
        )

    async def tell(self, batch: Batch, *, is_told: bool) -> None:
        """Tell of a batch; `is_told`: the timeline tells of it already."""
        await asyncio.gather(
            self._chronicle.append(() if is_told else batch.records()),
            self._send([event for each in batch.kept() for event in events_of(each)]),
        )
        self._watch(batch)

    def take_counts(self) -> dict[str, SourceCounts]:
        """Give what each source sent since the last time this was asked."""
        counts, self._counts = self._counts, {}
        return counts

    async def _send(self, events: Sequence[Event]) -> None:
        """Send what is saved; what cannot be sent now, whyever, the reconciler sends later.

        It is ours and safe: its sender is told so, and the log tells our own people.
        """
        stops = [event for event in events if event.stream != ArticleReceived.stream]
        news = [event for event in events if event.stream == ArticleReceived.stream]
        try:
            if stops:
                await self._streams.send_always(stops)
            if news:
                await self._streams.send(news)
        except Exception as error:  # noqa: BLE001  logged, and sent later
            if redis_streams.is_away(error):
                self._log.warning("events_not_sent", count=len(events), error=str(error))
            else:
                self._log.exception("events_not_sent", count=len(events))

    def _watch(self, batch: Batch) -> None:
        for filing in batch.filings:
            decision = filing.decision
            self._metrics.articles.labels("ingest", decision.outcome).inc()
            self._count(filing)
            self._log.info(
                f"article_{decision.outcome}",
                article_id=filing.article_id,
                revision=decision.revision,
                source=filing.item.delivery.source.id,
                correlation_id=filing.item.delivery.receipt,
                rules=[reason.rule for reason in decision.reasons],
            )
            if decision.calls_person:
                reason = decision.reasons[0].rule if decision.reasons else decision.outcome
                self._person_called.labels(reason).inc()
                self._log.warning(
                    "person_called",
                    reason=reason,
                    article_id=filing.article_id,
                    revision=decision.revision,
                    source=filing.item.delivery.source.id,
                    correlation_id=filing.item.delivery.receipt,
                )

    def _count(self, filing: Filing) -> None:
        source = filing.item.delivery.source.id
        received_at = filing.item.delivery.payload.received_at
        self._metrics.source_last_item.labels(source).set(received_at.timestamp())
        counts = self._counts.setdefault(source, SourceCounts({}, received_at))
        outcome = filing.decision.outcome
        counts.outcomes[outcome] = counts.outcomes.get(outcome, 0) + 1
        counts.last_at = max(counts.last_at, received_at)
        extras = filing.item.arrival.extras
        number = number_of(extras)
        if number is not None:
            counts.numbers.append((lanes_of(extras), number))

"""Pure: what enrichment decides about an event, what it tells of that, and what it records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from services.enrichment.enrich import Reading, enrich_read
from services.enrichment.models.said import Said, with_models
from services.enrichment.steps.kin import Similar
from services.enrichment.steps.sketch import Sketch
from shared.articles import Article, Enrichment
from shared.events import ArticleEnriched, ArticleKeptOut, Event, KilledKnown
from shared.lifecycle import State
from shared.payloads import Enriched, KnownBy
from shared.stops import Stop, gravest
from shared.timeline import TimelineRecord

_STAGE = "enrichment"


@dataclass(frozen=True, slots=True)
class Known:
    """What deciding on a revision needs: its reading, what is like it, what was stopped."""

    reading: Reading
    similar: Similar
    stops: tuple[Stop, ...] = ()
    said: Said | None = None
    """What the models say, where they are asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided about one revision. Without its article it is not passed on.

    `stop` says why it is not.
    Of a killed story all is told: moderation closes it, and learns its names and its copies. Of
    one that was recalled, or killed before it was let in, only what it is `known_by`.
    """

    article_id: str
    revision: int
    at: datetime
    article: Article | None = None
    enrichment: Enrichment | None = None
    sketch: Sketch | None = None
    stop: Stop | None = None
    known_by: KnownBy | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A kill, recall or hold, and what a story is known by that it ended for ever."""

    stop: Stop
    known_by: KnownBy | None = None


def stops_told(event: Event, stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Give the known stops, with the kill that a revision was kept out for."""
    if not isinstance(event, ArticleKeptOut) or event.data.state is not State.CANCELED:
        return (*stops,)
    article: Article = event.data.article
    kill = Stop(
        event_id=event.id,
        article_id=article.article_id,
        revision=article.revision,
        state=State.CANCELED,
        by="wire",
        at=article.received_at,
    )
    return (*stops, kill)


def silenced_by(stops: Iterable[Stop], revision: int) -> Stop | None:
    """Give what forbids to tell of a revision: a recall's words go no further."""
    stop = gravest(stops, revision)
    return None if stop is not None and stop.state is State.CANCELED else stop


def decide(event: Event, known: Known, now: datetime) -> Outcome:
    """Enrich one revision, unless it was stopped before it came."""
    article: Article = event.data.article
    if isinstance(event, ArticleKeptOut):
        stop = gravest(known.stops, article.revision)
    else:
        stop = silenced_by(known.stops, article.revision)
    if stop is not None or isinstance(event, ArticleKeptOut):
        sketch = known.reading.sketch
        return Outcome(article.article_id, article.revision, at=now, sketch=sketch, stop=stop)
    enrichment = enrich_read(article, known.reading, known.similar, now)
    if known.said is not None:
        enrichment = with_models(enrichment, known.said)
    return Outcome(
        article.article_id,
        article.revision,
        at=now,
        article=article,
        enrichment=enrichment,
        sketch=known.reading.sketch,
    )


def tell(event: Event, outcome: Outcome) -> list[Event]:
    """Tell what is stored, not what was just computed: an earlier try may have decided."""
    if outcome.known_by is not None:
        return known_told(event, outcome.known_by)
    if outcome.stop is not None or outcome.article is None or outcome.enrichment is None:
        return []
    enriched = Enriched(
        article_id=outcome.article_id,
        revision=outcome.revision,
        article=outcome.article,
        enrichment=outcome.enrichment,
    )
    return [ArticleEnriched.of(enriched, at=outcome.at, cause=event)]


def tell_ended(event: Event, ended: Ended) -> list[Event]:
    """Tell moderation what a killed story is known by."""
    return known_told(event, ended.known_by) if ended.known_by else []


def known_told(event: Event, known_by: KnownBy) -> list[Event]:
    """Tell what a killed story is known by; whatever more is known later is another event."""
    said = "\n".join((known_by.state, *known_by.names, "", *known_by.copies)).encode()
    nth = 2 + int.from_bytes(sha256(said).digest()[:6])
    return [KilledKnown.of(known_by, at=known_by.at, cause=event, nth=nth)]


def record(event: Event, outcome: Outcome) -> TimelineRecord:
    """Write the line of the stage: what ran, and in short what it found."""
    if outcome.stop is not None or outcome.enrichment is None:
        return TimelineRecord(
            article_id=outcome.article_id,
            revision=outcome.revision,
            stage=_STAGE,
            event_id=event.id,
            at=outcome.at,
            outcome="stopped" if outcome.stop else "kept_out",
            reasons=(outcome.stop.why,) if outcome.stop else (),
        )
    enrichment = outcome.enrichment
    return TimelineRecord(
        article_id=outcome.article_id,
        revision=outcome.revision,
        stage=_STAGE,
        event_id=event.id,
        at=outcome.at,
        outcome="enriched",
        state=State.ENRICHED,
        versions=enrichment.steps,
        details=_in_short(enrichment),
    )


def _in_short(enrichment: Enrichment) -> dict[str, object]:
    found: dict[str, object] = {
        "language": enrichment.language.code,
        "words": enrichment.word_count,
        "section": enrichment.section,
        "agency": enrichment.provenance.agency,
        "rehosted": enrichment.provenance.rehosted or None,
        "set_aside": sorted({each.kind for each in enrichment.set_aside}),
        "copies": len(enrichment.kin.copies) if enrichment.kin else None,
        "degraded": [*enrichment.degraded],
        "unfound": enrichment.unfound,
    }
    return {key: value for key, value in found.items() if value}

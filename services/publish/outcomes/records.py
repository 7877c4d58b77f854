"""Pure: the lines that publish adds to an article's life, the same at every repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from services.publish.outcomes.released import Release
from services.publish.publication import Outgoing
from shared.events import Event
from shared.timeline import Reason, TimelineRecord

_STAGE = "publish"


def decided_record(event: Event, decided: Release) -> TimelineRecord:
    """Write down what was decided; that it is published is written once the log says so."""
    reasons: tuple[Reason, ...] = ()
    if decided.outcome != "released":
        reasons = (Reason(rule=decided.outcome, explanation=decided.explanation),)
    return TimelineRecord(
        article_id=event.data.article_id,
        revision=event.data.revision,
        stage=_STAGE,
        event_id=event.id,
        at=decided.at,
        outcome=decided.outcome,
        state=decided.state,
        reasons=reasons,
        by=event.data.by,
    )


def step_records(
    article_id: str, steps: Iterable[Outgoing], sequences: Mapping[str, int]
) -> Iterator[TimelineRecord]:
    """Write down where each step took its revisions, as of when it was decided.

    `sequences` are the numbers that the steps' events have in the log, by event id.
    """
    for step in steps:
        sequence = sequences.get(step.event_id or "")
        details: dict[str, Any] = {}
        if sequence is not None and step.data is not None:
            details = {"url": step.data.url, "sequence": sequence}
        for move in step.moves:
            yield TimelineRecord(
                article_id=article_id,
                revision=move.revision,
                stage=_STAGE,
                event_id=f"{article_id}:{step.step}",
                at=step.at,
                outcome=move.outcome,
                state=move.state,
                reasons=(Reason(rule="desk", explanation=step.note),) if step.note else (),
                by=step.by,
                details=details,
            )

"""Pure: a story's public life as the desk shows it, told from its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shared.articles import Noun
from shared.lifecycle import LIVE, State
from shared.ninjs import Moment
from shared.timeline import TimelineRecord, live_revision, state_of


class Public(Noun):
    """What readers have of a story: the revision, since when, where, and how far its log is."""

    article_id: str
    state: State | None
    revision: int | None = None
    since: Moment | None = None
    url: str | None = None
    sequence: int | None = None
    outcome: str | None = None


def public_life(article_id: str, records: Sequence[TimelineRecord]) -> Public:
    """Tell what is live of a story now; without a revision nothing is."""
    state = state_of(records)
    told = [record for record in records if "sequence" in record.details]
    last = max(
        told,
        key=lambda each: (int(each.details["sequence"]), each.state in LIVE),
        default=None,
    )
    if last is None:
        return Public(article_id=article_id, state=state)
    return Public(
        article_id=article_id,
        state=state,
        revision=live_revision(records),
        since=last.at,
        url=last.details.get("url"),
        sequence=int(last.details["sequence"]),
        outcome=last.outcome,
    )


def timeline_json(records: Sequence[TimelineRecord]) -> list[dict[str, Any]]:
    """Write a timeline for people, in the order it happened."""
    return [
        {
            "revision": record.revision,
            "stage": record.stage,
            "at": record.at.isoformat(),
            "outcome": record.outcome,
            "by": record.by,
            "reasons": [
                {"rule": reason.rule, "explanation": reason.explanation}
                for reason in record.reasons
            ],
        }
        for record in records
    ]

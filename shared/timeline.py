"""Pure: what one stage or person did to one revision, the record that people read.

Each service appends its own; nobody decides by it but the reconciler, which asks only whether
the next stage has been there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import Field

from shared.articles import Noun
from shared.lifecycle import LIVE, State, leads_to
from shared.ninjs import Moment


class Reason(Noun):
    """Why, in a rule's or a stage's own words."""

    rule: str
    explanation: str
    severity: str = "note"
    score: float | None = None
    spans: tuple[dict[str, Any], ...] = ()


class TimelineRecord(Noun):
    """One line of an article's life.

    `outcome` is a past participle (`received`, `superseded`, `held`, `retried`, `dead`);
    `state` is where it left the article, or None where it moved nothing. `versions` names what
    decided, such as `{"policy": "3", "link_farm": "1"}`; `details` is for people.
    """

    article_id: str
    revision: int
    stage: str
    event_id: str
    at: Moment
    outcome: str
    state: State | None = None
    reasons: tuple[Reason, ...] = ()
    versions: dict[str, str] = Field(default_factory=dict)
    by: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """What makes the record one of its kind, so that a repeat adds nothing."""
        return f"{self.article_id}:{self.revision}:{self.stage}:{self.event_id}"


_WAY = (
    State.QUARANTINED, State.RECEIVED, State.ENRICHED, State.REJECTED, State.HELD,
    State.APPROVED, State.SCHEDULED, State.PUBLISHED, State.CORRECTED, State.UNPUBLISHED,
    State.WITHHELD, State.EXPIRED, State.SUPERSEDED, State.DEAD, State.CANCELED, State.RECALLED,
)  # fmt: skip
"""What comes first of records with the same time: the order of a story's way."""
_RANK = {state: rank for rank, state in enumerate(_WAY)}

_TAKEN_IN = {
    "enrichment": (State.RECEIVED,),
    "moderation": (State.RECEIVED, State.ENRICHED),
    "publish": (State.RECEIVED, State.ENRICHED, State.HELD, State.REJECTED, State.APPROVED),
}
"""Where a revision is before a stage has dealt with it. A death in the stage after that is
that of a repeat."""


def state_of(records: Iterable[TimelineRecord]) -> State | None:
    """Compute an article's state: a tombstone first, else where its newest revision is.

    That is the highest that has gone anywhere. Its records are walked through in the order of
    their times, and what the lifecycle does not allow from where it is moves it nowhere: a
    record may be written late, or stem from a repeat. Clocks of several machines differ by less
    than a stage takes.
    """
    moves = [record for record in records if record.state is not None]
    for tombstone in (State.RECALLED, State.CANCELED):
        if any(record.state is tombstone for record in moves):
            return tombstone
    current = [record for record in moves if record.state is not State.SUPERSEDED] or moves
    newest = max((record.revision for record in current), default=None)
    state: State | None = None
    for record in sorted((r for r in current if r.revision == newest), key=_age):
        if state is None or _moves(record, state):
            state = record.state
    return state


def _age(record: TimelineRecord) -> tuple[datetime, int]:
    return record.at, _RANK[record.state or State.RECEIVED]


def _moves(record: TimelineRecord, state: State) -> bool:
    assert record.state
    if record.state is State.DEAD and state not in _TAKEN_IN.get(record.stage, tuple(State)):
        return False
    return leads_to(state, record.state)


def live_revision(records: Iterable[TimelineRecord]) -> int | None:
    """Tell which revision readers see: an older one may be live while a newer one waits.

    Only what stands in the published log counts, and the last of it says.
    """
    told = [record for record in records if "sequence" in record.details]
    newest = max(
        told, key=lambda each: (int(each.details["sequence"]), each.state in LIVE), default=None
    )
    return newest.revision if newest and newest.state in LIVE else None

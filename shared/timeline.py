"""Pure: what one stage or person did to one revision, the record that people read.

Each service appends its own; nobody decides by it but the reconciler, which asks only whether
the next stage has been there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import Field

from shared.articles import Moment, Noun
from shared.lifecycle import State, may_become


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


_RANK = {state: rank for rank, state in enumerate(State)}


def state_of(records: Iterable[TimelineRecord]) -> State | None:
    """Compute an article's state from its timeline: a tombstone first, else the newest record.

    Newest is the highest revision that has gone anywhere, then the latest time: clocks of
    several machines differ by less than a stage takes, and equal times are told apart by the
    order of a story's way. A dead letter of what has gone on long ago, a repeat that nobody
    could read, takes it nowhere.
    """
    moves = [record for record in records if record.state is not None]
    for tombstone in (State.RECALLED, State.CANCELED):
        if any(record.state is tombstone for record in moves):
            return tombstone
    current = [record for record in moves if record.state is not State.SUPERSEDED] or moves
    if not current:
        return None
    newest = max(current, key=_age)
    others = [r for r in current if r.revision == newest.revision and r.state is not State.DEAD]
    before = max(others, key=_age).state if others else None
    if newest.state is State.DEAD and before and not may_become(before, State.DEAD):
        return before
    return newest.state


def _age(record: TimelineRecord) -> tuple[int, datetime, int]:
    return record.revision, record.at, _RANK[record.state or State.RECEIVED]

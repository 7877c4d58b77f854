"""The states of an article and the transitions that exist (DESIGN, section 2).

What the table does not allow does not happen.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shared.timeline import TimelineRecord


class State(StrEnum):
    """Where we are with an article; what the wire says of it is its `pub_status`."""

    RECEIVED = "received"
    QUARANTINED = "quarantined"
    SUPERSEDED = "superseded"
    ENRICHED = "enriched"
    HELD = "held"
    REJECTED = "rejected"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHHELD = "withheld"
    UNPUBLISHED = "unpublished"
    EXPIRED = "expired"
    DEAD = "dead"
    CANCELED = "canceled"
    RECALLED = "recalled"


TOMBSTONES = frozenset({State.CANCELED, State.RECALLED})
LIVE = frozenset({State.PUBLISHED, State.CORRECTED})
FINAL = frozenset(
    {
        State.PUBLISHED, State.CORRECTED, State.HELD, State.REJECTED, State.SUPERSEDED,
        State.WITHHELD, State.UNPUBLISHED, State.EXPIRED, State.CANCELED, State.RECALLED,
        State.DEAD, State.QUARANTINED,
    }
)  # fmt: skip
"""Where an article may rest: only a person, a wire or the clock moves it on."""

_S = State
_WAITING = frozenset({_S.RECEIVED, _S.ENRICHED, _S.HELD, _S.APPROVED, _S.SCHEDULED})

_ONWARD: dict[State, frozenset[State]] = {
    _S.RECEIVED: frozenset({_S.ENRICHED, _S.SUPERSEDED}),
    _S.QUARANTINED: frozenset({_S.RECEIVED}),
    _S.SUPERSEDED: frozenset(),
    _S.ENRICHED: frozenset({_S.APPROVED, _S.HELD, _S.REJECTED, _S.SUPERSEDED}),
    _S.HELD: frozenset({_S.APPROVED, _S.REJECTED, _S.SUPERSEDED}),
    _S.REJECTED: frozenset({_S.APPROVED}),
    _S.APPROVED: frozenset(
        {_S.SCHEDULED, _S.PUBLISHED, _S.CORRECTED, _S.SUPERSEDED, _S.EXPIRED}
    ),
    _S.SCHEDULED: frozenset({_S.PUBLISHED, _S.CORRECTED, _S.SUPERSEDED, _S.EXPIRED}),
    _S.PUBLISHED: frozenset({_S.CORRECTED, _S.UNPUBLISHED, _S.EXPIRED, _S.SUPERSEDED}),
    _S.CORRECTED: frozenset({_S.CORRECTED, _S.UNPUBLISHED, _S.EXPIRED, _S.SUPERSEDED}),
    _S.WITHHELD: frozenset({_S.APPROVED, _S.SUPERSEDED}),
    _S.UNPUBLISHED: frozenset({_S.APPROVED, _S.SUPERSEDED}),
    _S.EXPIRED: frozenset(),
    _S.DEAD: _WAITING,
    _S.CANCELED: frozenset(),
    _S.RECALLED: frozenset(),
}


def may_become(before: State, after: State) -> bool:
    """Tell whether the table has this transition of one revision.

    A kill reaches everything but a recall, a recall everything; a hold whatever is live or
    waits; every stage may give up on what it holds. A reinstate by a person starts the
    article anew and is not a transition of a dead revision.
    """
    if after is State.RECALLED:
        return before is not State.RECALLED
    if after is State.CANCELED:
        return before not in TOMBSTONES
    if after is State.WITHHELD:
        return before in _WAITING | LIVE
    if after is State.DEAD:
        return before in _WAITING
    return after in _ONWARD[before]


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


def live_revision(records: Iterable[TimelineRecord]) -> int | None:
    """Tell which revision readers see: an older one may be live while a newer one waits.

    Only what stands in the published log counts, and the last of it says.
    """
    told = [record for record in records if "sequence" in record.details]
    newest = max(
        told, key=lambda each: (int(each.details["sequence"]), each.state in LIVE), default=None
    )
    return newest.revision if newest and newest.state in LIVE else None

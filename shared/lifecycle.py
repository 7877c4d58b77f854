"""The states of an article and the transitions that exist (DESIGN, section 2); pure.

What the table does not allow does not happen.
"""

from __future__ import annotations

from enum import StrEnum


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
    _S.SCHEDULED: frozenset(
        {_S.PUBLISHED, _S.CORRECTED, _S.SUPERSEDED, _S.EXPIRED, _S.UNPUBLISHED}
    ),
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
    waits, or may come back by a person's act alone; every stage may give up on what it holds.
    Who takes a story down takes the update down that waits behind it. A reinstate of a killed
    story starts the article anew and is not a transition of a dead revision.
    """
    if after is State.RECALLED:
        return before is not State.RECALLED
    if after is State.CANCELED:
        return before not in TOMBSTONES
    if after is State.WITHHELD:
        return before in _WAITING | LIVE | {State.UNPUBLISHED}
    if after is State.DEAD:
        return before in _WAITING
    return after in _ONWARD[before]


def leads_to(before: State, after: State) -> bool:
    """Tell whether a revision gets from one to the other on its way to being decided on.

    What lies between must be waiting states, which may stand in nobody's records: a person who
    brings a story back approves it by that, and clocks of two machines differ. A hold and a
    death take a revision from where it is.
    """
    if after in (State.WITHHELD, State.DEAD):
        return may_become(before, after)
    reached, todo = {before}, [before]
    while todo:
        here = todo.pop()
        if may_become(here, after):
            return True
        on = {state for state in _WAITING if may_become(here, state)} - reached
        reached |= on
        todo += on
    return False

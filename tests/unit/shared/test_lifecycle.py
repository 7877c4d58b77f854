from __future__ import annotations

from itertools import product

import pytest

from shared.lifecycle import TOMBSTONES, State, may_become

# DESIGN, section 2: what a state leads to, but for kills, recalls, holds and deaths.
TABLE = {
    "received": {"enriched", "superseded"},
    "quarantined": {"received"},
    "superseded": set(),
    "enriched": {"approved", "held", "rejected", "superseded"},
    "held": {"approved", "rejected", "superseded"},
    "rejected": {"approved"},
    "approved": {"scheduled", "published", "corrected", "superseded", "expired"},
    "scheduled": {"published", "corrected", "superseded", "expired", "unpublished"},
    "published": {"corrected", "unpublished", "expired", "superseded"},
    "corrected": {"corrected", "unpublished", "expired", "superseded"},
    "withheld": {"approved", "superseded"},
    "unpublished": {"approved", "superseded"},
    "expired": set(),
    "dead": {"received", "enriched", "held", "approved", "scheduled"},
    "canceled": set(),
    "recalled": set(),
}
FROM_ANYWHERE = {"canceled", "recalled", "withheld", "dead"}


@pytest.mark.parametrize("before", State)
def test_the_table_is_the_designs(before: State) -> None:
    reached = {after for after in State if may_become(before, after)}
    assert reached - FROM_ANYWHERE == TABLE[before]


@pytest.mark.parametrize("before", [state for state in State if state not in TOMBSTONES])
def test_a_kill_reaches_every_state(before: State) -> None:
    assert may_become(before, State.CANCELED)


def test_a_recall_outweighs_a_kill_and_never_the_other_way() -> None:
    assert may_become(State.CANCELED, State.RECALLED)
    assert not may_become(State.RECALLED, State.CANCELED)


def test_nothing_leaves_a_tombstone_but_a_recall() -> None:
    for before, after in product(TOMBSTONES, State):
        assert not may_become(before, after) or after is State.RECALLED


@pytest.mark.parametrize("before", ["received", "held", "scheduled", "published", "corrected"])
def test_a_hold_takes_what_is_live_or_waits(before: str) -> None:
    assert may_become(State(before), State.WITHHELD)

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.lifecycle import TOMBSTONES, State
from shared.timeline import TimelineRecord, state_of
from tests.factories import MONDAY


def a_record(state: str | None, *, revision: int = 1, seconds: float = 0) -> TimelineRecord:
    return TimelineRecord(
        article_id="a",
        revision=revision,
        stage="some",
        event_id=f"{state}-{revision}-{seconds}",
        at=MONDAY + timedelta(seconds=seconds),
        outcome=state or "noted",
        state=State(state) if state else None,
    )


def test_an_article_without_records_has_no_state() -> None:
    assert state_of([]) is None


def test_the_newest_revision_says_the_state() -> None:
    life = [a_record("published", seconds=9), a_record("received", revision=2, seconds=5)]
    assert state_of(life) is State.RECEIVED


def test_a_superseded_revision_does_not_hide_the_live_one() -> None:
    life = [a_record("published"), a_record("superseded", revision=2, seconds=5)]
    assert state_of(life) is State.PUBLISHED


def test_records_that_move_nothing_are_passed_over() -> None:
    life = [a_record("held"), a_record(None, seconds=5)]
    assert state_of(life) is State.HELD


@pytest.mark.parametrize(
    ("life", "state"),
    [
        (["received", "dead"], "dead"),
        (["held", "approved", "dead"], "dead"),
        (["received", "enriched", "approved", "published", "dead"], "published"),
        (["enriched", "rejected", "dead"], "rejected"),
        (["received", "dead", "enriched"], "enriched"),
    ],
    ids=["on its way", "approved", "a repeat once live", "a repeat once rejected", "replayed"],
)
def test_a_dead_letter_takes_nowhere_what_has_gone_on(life: list[str], state: str) -> None:
    records = [a_record(each, seconds=at) for at, each in enumerate(life)]
    assert state_of(records) == state


@given(
    st.lists(
        st.builds(
            a_record,
            st.sampled_from([*State]),
            revision=st.integers(0, 5),
            seconds=st.floats(0, 100),
        )
    )
)
def test_a_tombstone_says_the_state_whatever_came_after(life: list[TimelineRecord]) -> None:
    buried = [*life, a_record("canceled", revision=0)]
    assert state_of(buried) in TOMBSTONES

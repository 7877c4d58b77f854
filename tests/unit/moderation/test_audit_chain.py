"""The audit's chain: whatever is changed, taken out or put in is found, and named."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.moderation.desk.audit.chain import (
    NOTHING_BEFORE,
    Entry,
    Happened,
    broken,
    link,
)
from tests.unit.moderation.stories import NOON


def a_chain(count: int = 5) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(1, count + 1):
        happened = Happened(
            id=f"e{number}", at=NOON + timedelta(seconds=number), by="ida", what="approve",
            about="story:1", note=f"note {number}" if number % 2 else "",
        )  # fmt: skip
        previous = entries[-1].hash if entries else NOTHING_BEFORE
        entries.append(link(happened, number=number, previous=previous, salt="s"))
    return entries


def changed(entry: Entry, **changes: object) -> Entry:
    return Entry.model_validate({**dict(entry), **changes})


def test_a_chain_that_nobody_touched_holds_in_parts_and_whole() -> None:
    chain = a_chain()

    assert broken(chain) is None
    assert broken(chain[2:], number=2, previous=chain[1].hash) is None


@given(
    st.integers(0, 4),
    st.sampled_from(
        [
            {"by": "bo"}, {"what": "reject"}, {"about": "other:1"}, {"after": "held"},
            {"note_hash": "0" * 64}, {"at": NOON}, {"hash": "0" * 64}, {"previous": "1" * 64},
        ]
    ),
)  # fmt: skip
def test_what_was_changed_is_found_where_it_was(at: int, change: dict[str, object]) -> None:
    chain = a_chain()
    chain[at] = changed(chain[at], **change)

    found = broken(chain)

    assert found is not None
    assert found.number == at + 1


def test_a_note_that_was_purged_leaves_a_chain_that_holds() -> None:
    chain = [changed(entry, note=None, salt="") for entry in a_chain()]

    assert broken(chain) is None


def test_an_entry_that_is_taken_out_or_put_in_is_found() -> None:
    chain = a_chain()

    gone = broken([*chain[:2], *chain[3:]])
    twice = broken([*chain[:2], chain[1], *chain[2:]])

    assert gone is not None
    assert (gone.number, gone.why) == (3, "entry 3 is missing")
    assert twice is not None

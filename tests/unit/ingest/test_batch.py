from __future__ import annotations

import pytest

from services.ingest.batch import ENOUGH_AT_ONCE, MOST_AT_ONCE, share_of


@pytest.mark.parametrize(
    ("waiting", "share"),
    [
        (1, ENOUGH_AT_ONCE),
        (50, 25),
        (81, 41),
        (1_000, MOST_AT_ONCE),
    ],
    ids=["few", "enough for two", "more: half, rounded up", "never above the most"],
)
def test_a_writer_leaves_as_much_to_the_other(waiting: int, share: int) -> None:
    assert share_of(waiting, writers=2) == share

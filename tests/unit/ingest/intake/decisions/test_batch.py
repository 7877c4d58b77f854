from __future__ import annotations

import pytest

from services.ingest.intake.decisions.bulks import (
    ENOUGH_AT_ONCE,
    MOST_AT_ONCE,
    is_due,
    share_of,
)


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


@pytest.mark.parametrize(
    ("waiting", "busy", "due"),
    [
        (0, False, False),
        (1, False, True),
        (1, True, False),
        (ENOUGH_AT_ONCE - 1, True, False),
        (ENOUGH_AT_ONCE, True, True),
    ],
)
def test_one_alone_is_written_at_once_and_what_comes_meanwhile_together(
    waiting: int, busy: bool, due: bool
) -> None:
    assert is_due(waiting, busy=busy) is due

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.reconcile import is_lost
from shared.streams import Waiting
from tests.factories import MONDAY

MARGIN = timedelta(seconds=10)


def waiting_since(seconds: float) -> Waiting:
    return Waiting(pending=1, lag=0, oldest_ms=int((MONDAY.timestamp() + seconds) * 1000))


@pytest.mark.parametrize(
    ("waiting", "lost"),
    [
        (None, True),
        (Waiting(pending=0, lag=0, oldest_ms=None), True),
        (waiting_since(-30), False),
        (waiting_since(0), False),
        (waiting_since(9), False),
        (waiting_since(11), True),
    ],
    ids=[
        "the group is gone",
        "nothing waits",
        "older entries wait: a backlog",
        "it may be the one that waits",
        "within what clocks may differ",
        "only younger entries wait",
    ],
)
def test_lost_is_told_from_late(waiting: Waiting | None, *, lost: bool) -> None:
    assert is_lost(MONDAY, waiting, MARGIN) is lost

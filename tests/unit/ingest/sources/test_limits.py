from __future__ import annotations

import pytest

from services.ingest.sources.limits import Allowance
from shared.doors.throttle import Limit, Taken, wait_s


def test_the_headers_tell_what_is_left() -> None:
    allowance = Allowance(Limit(600, 60), Taken(granted=True, left=583.4, wait_s=0))

    assert allowance.headers() == {
        "RateLimit-Policy": '"intake";q=600;w=60',
        "RateLimit": '"intake";r=583;t=2',
    }


@pytest.mark.parametrize(
    ("left", "count", "seconds"), [(0, 1, 6), (0.5, 1, 3), (9, 10, 6), (1, 1, 1), (0, 99, 60)]
)
def test_the_wait_is_until_as_much_is_there(left: float, count: int, seconds: int) -> None:
    assert wait_s(Limit(10, 60), left, count) == seconds

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.sources.limits import Bucket


def test_what_is_there_can_be_taken_at_once_and_no_more() -> None:
    bucket = Bucket.full(10, 60, now=0)

    assert [bucket.take(1, 0) for _ in range(11)] == [True] * 10 + [False]
    assert bucket.seconds_until(1) == 6


def test_tokens_come_back_evenly() -> None:
    bucket = Bucket.full(10, 60, now=0)
    bucket.take(10, 0)

    assert not bucket.take(1, 5)
    assert bucket.take(1, 6)
    assert bucket.take(9, 60)


def test_the_headers_tell_what_is_left() -> None:
    bucket = Bucket.full(600, 60, now=0)
    bucket.take(17, 0)

    assert bucket.headers() == {
        "RateLimit-Policy": '"intake";q=600;w=60',
        "RateLimit": '"intake";r=583;t=2',
    }


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(1, 5)), max_size=50))
def test_nobody_takes_more_than_the_quota_and_what_came_back(
    takes: list[tuple[float, int]],
) -> None:
    bucket = Bucket.full(20, 60, now=0)
    now, taken = 0.0, 0
    for wait, count in takes:
        now += wait
        taken += count if bucket.take(count, now) else 0

    assert taken <= 20 + now * 20 / 60 + 1e-6

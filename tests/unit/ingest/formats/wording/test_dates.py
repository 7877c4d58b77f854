"""The dates that wires write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.wording import dates

RECEIVED_AT = datetime(2026, 1, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-23T08:10:30Z", datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)),
        (
            "2026-11-23T08:10:30.412+01:00",
            datetime(2026, 11, 23, 7, 10, 30, 412000, tzinfo=UTC),
        ),
        ("20261123T081030+0100", datetime(2026, 11, 23, 7, 10, 30, tzinfo=UTC)),
        ("20261123T081030Z", datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)),
        ("20261123T0810", datetime(2026, 11, 23, 8, 10, tzinfo=UTC)),
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-11-23 08:10:30 EST", datetime(2026, 11, 23, 13, 10, 30, tzinfo=UTC)),
        ("2026-11-23 08:10:30 GMT+00:00", datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 08:10:30 +0100", datetime(2026, 11, 23, 7, 10, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 08:10:30 CET", datetime(2026, 11, 23, 7, 10, 30, tzinfo=UTC)),
        ("23 Nov 2026 08:10 GMT", datetime(2026, 11, 23, 8, 10, tzinfo=UTC)),
        ("2026-11-23t08:10:30z", datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)),
        ("2026-11-23T08:10:30\u221205:00", datetime(2026, 11, 23, 13, 10, 30, tzinfo=UTC)),
        ("2026-11-23T24:00:00Z", datetime(2026, 11, 24, tzinfo=UTC)),
        ("23.11.2026 08:10", datetime(2026, 11, 23, 8, 10, tzinfo=UTC)),
        ("2026.11.23 08:10:30", datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)),
        ("November 23, 2026 08:10 PM", datetime(2026, 11, 23, 20, 10, tzinfo=UTC)),
        ("Nov 23, 2026 12:10:30 AM EST", datetime(2026, 11, 23, 5, 10, 30, tzinfo=UTC)),
        ("2026-13-01", None),
        ("2026-11-23T25:00:00Z", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments(written: str, moment: datetime | None) -> None:
    assert dates.moment(written) == moment


@given(st.text(max_size=90))
def test_any_text_is_a_moment_with_zone_or_none(written: str) -> None:
    read = dates.moment(written)

    assert read is None or read.tzinfo is not None


def test_a_date_without_year_is_the_latest_that_can_have_come() -> None:
    assert dates.dated(RECEIVED_AT, month=12, day=31) == datetime(2025, 12, 31, tzinfo=UTC)
    assert dates.dated(RECEIVED_AT, month=1, day=3) == datetime(2026, 1, 3, tzinfo=UTC)
    assert dates.dated(RECEIVED_AT, month=2, day=29) == datetime(2024, 2, 29, tzinfo=UTC)
    assert dates.dated(RECEIVED_AT, month=2, day=30) is None


def test_two_digits_are_a_year_of_this_century_unless_that_is_to_come() -> None:
    assert dates.dated(RECEIVED_AT, year=13, month=11, day=13) == datetime(
        2013, 11, 13, tzinfo=UTC
    )
    assert dates.dated(RECEIVED_AT, year=99, month=1, day=1) == datetime(1999, 1, 1, tzinfo=UTC)


def test_a_date_to_come_is_the_nearest() -> None:
    assert dates.coming(RECEIVED_AT, month=12, day=31) == datetime(2025, 12, 31, tzinfo=UTC)
    assert dates.coming(RECEIVED_AT, month=3, day=1) == datetime(2026, 3, 1, tzinfo=UTC)

"""The one place that reads the clock; everything that decides is given `now`."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Give the time in UTC, in whole milliseconds.

    That is what MongoDB keeps, so that a stored time equals the one decided with.
    """
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def milliseconds(moment: datetime) -> int:
    """Give the milliseconds from 1970 to a moment."""
    return round(moment.timestamp() * 1000)

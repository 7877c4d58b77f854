"""Has a source gone quiet against its own habit, by the hour of the week? Pure.

A silence is compared with the same hours of earlier weeks. It is an alert when the source
usually sent several items in them, and hardly ever none. Hours are those of UTC: where summer
time shifts a habit by one, the weeks before count as they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

HOURS_OF_WEEK = 168
WEEKS_LOOKED_AT = 6
_FEWEST_WEEKS = 2
"""Earlier weeks a silence is compared with at least: before, there is no habit."""

_FEWEST_ITEMS = 3
"""Missed by habit before a silence means something: fewer, and chance explains it."""

_SILENT_WEEKS_ALLOWED = 5
"""One in so many earlier weeks may have been as quiet: a holiday, or an outage of ours."""

_LONGEST_UNWATCHED = timedelta(minutes=15)
_CLOCKS_DIFFER = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 5, tzinfo=UTC)  # a Monday
_HOUR = timedelta(hours=1)


def hour_number(moment: datetime) -> int:
    """Count the hours since a Monday of 1970: `divmod` by 168 gives week and hour of week."""
    return (moment - _EPOCH) // _HOUR


@dataclass(frozen=True, slots=True)
class Habit:
    """How many items came in which hour (`hour_number`), and the first hour known of."""

    counts: Mapping[int, int]
    first: int

    def usual(self, now: datetime) -> list[float]:
        """Give what each hour of the week brings, Monday 0:00 UTC first, as a median."""
        this_week = hour_number(now) // HOURS_OF_WEEK
        weeks = [
            week
            for week in range(this_week - WEEKS_LOOKED_AT, this_week)
            if week * HOURS_OF_WEEK >= self.first
        ]
        return [
            float(
                median(self.counts.get(week * HOURS_OF_WEEK + hour, 0) for week in weeks)
                if weeks
                else 0
            )
            for hour in range(HOURS_OF_WEEK)
        ]


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that is not the source's habit."""

    since: datetime
    reason: str


def silence(
    habit: Habit, *, last_item_at: datetime, watched_since: datetime, now: datetime
) -> Silence | None:
    """Tell whether a source is quiet against its habit; None where that cannot be said.

    Only whole hours since the last item count, and only those in which we listened ourselves
    (`watched_since`): an outage of ours, or a clock that jumped, is no silence of the wire.
    """
    start = max(last_item_at, watched_since)
    first, end = hour_number(start) + 1, hour_number(now)
    if end <= first:
        return None
    nearest = -((first - 1 - end) // HOURS_OF_WEEK)  # the first shift that ends before it
    earlier = [
        sum(habit.counts.get(hour - shift * HOURS_OF_WEEK, 0) for hour in range(first, end))
        for shift in range(nearest, nearest + WEEKS_LOOKED_AT)
        if first - shift * HOURS_OF_WEEK >= habit.first
    ]
    if len(earlier) < _FEWEST_WEEKS or median(earlier) < _FEWEST_ITEMS:
        return None
    if earlier.count(0) > len(earlier) // _SILENT_WEEKS_ALLOWED:
        return None
    hours = end - first
    usually = f"{median(earlier):.0f} items (at least {min(earlier)})"
    reason = (
        f"nothing since {last_item_at:%Y-%m-%d %H:%M} UTC; in the same {hours} "
        f"{'hour' if hours == 1 else 'hours'} of {len(earlier)} weeks before it sent {usually}"
    )
    return Silence(since=start, reason=reason)


def watched(since: datetime | None, checked: datetime | None, now: datetime) -> datetime:
    """Tell since when we have listened without a break, or a jump of the clock."""
    if since is None or checked is None:
        return now
    if checked - now > _CLOCKS_DIFFER or now - checked > _LONGEST_UNWATCHED:
        return now
    return min(since, now)

"""When is a source polled next, and what follows from how the last poll went; pure."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

OPENS_AT = 3
"""Failures in a row after which the breaker is open: one try at a time, further apart."""

LONGEST_BACK_OFF_S = 3600.0
_LONGEST_RETRY_AFTER_S = 86_400.0
_INTERRUPTED_S = 5.0
_JITTER = 0.1
"""Of the wait, so that sources added together are not polled together for ever."""


class Breaker(StrEnum):
    """Whether a source is polled as usual, left alone, or tried once."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source's polls have gone."""

    failures: int = 0
    last_polled_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True)
class Went:
    """It went well; `more`: there is more to fetch at once."""

    more: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The source could not be pulled from, or what it gave could not be read."""

    reason: str
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Interrupted:
    """It stopped through no fault of the source: we are behind, or a store is away."""

    reason: str


PollOutcome = Went | Failed | Interrupted


def after(
    standing: Standing, outcome: PollOutcome, *, every_s: float, now: datetime, chance: float
) -> tuple[Standing, datetime]:
    """Give the source's standing after a poll, and when it is due again.

    `chance` is from 0 to 1. Never sooner than the source itself asked for by Retry-After.
    """
    if isinstance(outcome, Interrupted):
        return standing, now + _jittered(min(every_s, _INTERRUPTED_S), chance)
    if isinstance(outcome, Went):
        well = Standing(failures=0, last_polled_at=now, last_ok_at=now)
        return well, now if outcome.more else now + _jittered(every_s, chance)
    failures = standing.failures + 1
    wait = _jittered(back_off_s(failures, every_s), chance)
    if outcome.retry_after_s is not None:
        asked = min(max(outcome.retry_after_s, 0.0), _LONGEST_RETRY_AFTER_S)
        wait = max(wait, timedelta(seconds=asked))
    failed = replace(
        standing, failures=failures, last_polled_at=now, last_error=outcome.reason[:500]
    )
    return failed, now + wait


def back_off_s(failures: int, every_s: float) -> float:
    """Tell how long to wait after so many failures in a row: doubled each time, to an hour."""
    longest = max(LONGEST_BACK_OFF_S, every_s)
    return min(longest, every_s * 2.0 ** min(failures - 1, 60))


def breaker(failures: int, due_at: datetime, now: datetime) -> Breaker:
    """Tell the state of a source's breaker: half open is the one try when it is due."""
    if failures < OPENS_AT:
        return Breaker.CLOSED
    return Breaker.OPEN if now < due_at else Breaker.HALF_OPEN


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Read a Retry-After header, seconds or a date; None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _LONGEST_RETRY_AFTER_S)
    with contextlib.suppress(ValueError, TypeError, OverflowError):
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    return None


def _jittered(seconds: float, chance: float) -> timedelta:
    return timedelta(seconds=seconds * (1 + _JITTER * (2 * chance - 1)))

"""What a far end's answer to a webhook means, and how long it is left alone after it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

RETRY_AFTER = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
LONGEST_WAIT = timedelta(days=1)
_WORTH_RETRYING = frozenset({408, 425, 429})
_GONE = 410


class Verdict(StrEnum):
    """What an answer means."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status, or None where nothing came, and when to retry."""

    status: int | None
    detail: str = ""
    retry_after: timedelta | None = None

    @property
    def verdict(self) -> Verdict:
        """Tell success from what may pass and what will not."""
        ok, redirect, server_fault = 200, 300, 500
        if self.status is None or self.status >= server_fault:
            return Verdict.LATER
        if ok <= self.status < redirect:
            return Verdict.TAKEN
        if self.status in _WORTH_RETRYING:
            return Verdict.LATER
        return Verdict.GONE if self.status == _GONE else Verdict.REFUSED

    def __str__(self) -> str:
        """Say it for the operator."""
        return f"{self.status or 'no answer'} {self.detail}".strip()


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Read `Retry-After`: seconds or a date."""
    said = (header or "").strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(float(said[:12]), 10**6))
    try:
        return max(parsedate_to_datetime(said) - now, timedelta(0))
    except (ValueError, TypeError, OverflowError):
        return None


@dataclass(slots=True)
class Breaker:
    """Leaves a site alone that fails and fails; later lets one try through. In seconds."""

    failures_to_open: int = 5
    first_wait_s: float = 30
    longest_wait_s: float = 600
    failures: int = 0
    open_until: float = 0

    def allows(self, now: float) -> bool:
        """Tell whether an ordinary try may be made now. Kills are tried whatever it says."""
        return self.failures < self.failures_to_open or now >= self.open_until

    def saw(self, verdict: Verdict, now: float) -> None:
        """Count an answer. A refusal is an answer: the site is there."""
        if verdict is not Verdict.LATER:
            self.failures = 0
            return
        self.failures += 1
        over = self.failures - self.failures_to_open
        if over >= 0:
            wait = min(self.first_wait_s * 2 ** min(over, 10), self.longest_wait_s)
            self.open_until = now + wait

"""How much a source may send: a bucket per source, refilled over a window; pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil


@dataclass(slots=True)
class Bucket:
    """Tokens of one source. `quota` of them come back in each `window_s` seconds, evenly."""

    quota: int
    window_s: int
    tokens: float
    filled_at: float

    @classmethod
    def full(cls, quota: int, window_s: int, now: float) -> Bucket:
        """Begin with all tokens; `now` is in monotonic seconds, as everywhere here."""
        return cls(quota, window_s, float(quota), now)

    def take(self, count: int, now: float) -> bool:
        """Take tokens if they are there; tell whether they were."""
        self._fill(now)
        if self.tokens < count:
            return False
        self.tokens -= count
        return True

    def _fill(self, now: float) -> None:
        earned = max(0.0, now - self.filled_at) * self.quota / self.window_s
        self.tokens = min(float(self.quota), self.tokens + earned)
        self.filled_at = now

    def seconds_until(self, count: int) -> int:
        """Tell when so many tokens will be there, in whole seconds, at least one."""
        missing = max(0.0, min(count, self.quota) - self.tokens)
        return max(1, ceil(missing * self.window_s / self.quota))

    def headers(self) -> dict[str, str]:
        """Write `RateLimit` and its policy (draft-ietf-httpapi-ratelimit-headers-11)."""
        full_again = ceil((self.quota - self.tokens) * self.window_s / self.quota)
        return {
            "RateLimit-Policy": f'"intake";q={self.quota};w={self.window_s}',
            "RateLimit": f'"intake";r={int(self.tokens)};t={full_again}',
        }

"""What to do about an entry that fails, and about too many of them: pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from pydantic import BaseModel, ConfigDict

LONGEST_WAIT_S = 600.0


class Failure(BaseModel):
    """What is remembered of an entry's failures, across processes.

    `count` counts what its own handling raised, never a delivery. `alone` counts the tries in
    which it ran by itself and whose process never came back to say how it went.
    """

    model_config = ConfigDict(frozen=True)

    count: int = 0
    alone: int = 0
    error: str = ""
    stack: str = ""
    first: datetime | None = None
    last: datetime | None = None
    due: datetime | None = None

    def after(
        self, error: str, stack: str, *, now: datetime, retry_after_s: float, chance: float
    ) -> Self:
        """Add one failure.

        Waits double from `retry_after_s`, up to ten minutes; `chance` (0 to 1) spreads each by
        up to a quarter either way.
        """
        wait = min(retry_after_s * 2**self.count, LONGEST_WAIT_S) * (0.75 + chance / 2)
        return self.model_copy(
            update={
                "count": self.count + 1,
                "alone": 0,
                "error": error,
                "stack": stack,
                "first": self.first or now,
                "last": now,
                "due": now + timedelta(seconds=wait),
            }
        )


@dataclass(slots=True)
class FloodBrake:
    """Stops a stage when so much of what it handles dies that the fault is not the entries'.

    Times are monotonic seconds. On: at least `deaths` deaths that are at least `share` of the
    last minute's entries. Then one entry every `probe_every_s` is tried, and `successes` in a
    row release it.
    """

    deaths: int = 50
    share: float = 0.2
    window_s: float = 60
    probe_every_s: float = 30
    successes: int = 5
    on: bool = False
    _recent: deque[tuple[float, int, int]] = field(default_factory=deque)
    _good: int = 0

    def saw(self, now: float, *, handled: int, died: int) -> None:
        """Count what became of a batch."""
        if self.on:
            self._good = 0 if died else self._good + handled
            if self._good >= self.successes:
                self.on = False
                self._good = 0
                self._recent.clear()
            return
        self._recent.append((now, handled, died))
        while self._recent and self._recent[0][0] < now - self.window_s:
            self._recent.popleft()
        dead = sum(died for _, _, died in self._recent)
        total = sum(handled for _, handled, _ in self._recent)
        self.on = dead >= self.deaths and dead >= self.share * total

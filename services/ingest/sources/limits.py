"""How much a source may send: so many items in a window, counted over all ingest processes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil

from shared.doors.throttle import Limit, Taken, Throttle, wait_s

_HANDFULS = 200
"""A process takes this part of a quota at a time, so that hardly an item asks Redis."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What came of asking for one more item of a source."""

    limit: Limit
    taken: Taken

    def headers(self) -> Mapping[str, str]:
        """Write `RateLimit` and its policy (draft-ietf-httpapi-ratelimit-headers-11)."""
        quota, window = self.limit.quota, ceil(self.limit.window_s)
        full_again = ceil(max(0.0, quota - self.taken.left) * window / quota)
        return {
            "RateLimit-Policy": f'"intake";q={quota};w={window}',
            "RateLimit": f'"intake";r={int(self.taken.left)};t={full_again}',
        }


@dataclass(slots=True)
class _Handful:
    """What this process has taken of a source's quota and not used yet."""

    in_hand: int = 0
    left: float = 0.0
    until: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Quotas:
    """The quotas of all sources."""

    def __init__(
        self, throttle: Throttle, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._throttle = throttle
        self._clock = clock
        self._handfuls: dict[tuple[str, Limit], _Handful] = {}
        self._last: dict[str, Allowance] = {}

    async def spend(self, source: str, limit: Limit) -> Allowance:
        """Count an item; one that is not granted counts nothing."""
        handful = self._handfuls.setdefault((source, limit), _Handful())
        if handful.in_hand and handful.until > self._clock():
            taken = self._from(handful)
        else:
            async with handful.turn:
                taken = await self._fetched(source, limit, handful)
        self._last[source] = Allowance(limit, taken)
        return self._last[source]

    async def _fetched(self, source: str, limit: Limit, handful: _Handful) -> Taken:
        if handful.in_hand and handful.until > self._clock():  # somebody has fetched meanwhile
            return self._from(handful)
        for count in dict.fromkeys((max(1, limit.quota // _HANDFULS), 1)):
            taken = await self._throttle.take(f"intake/{source}", limit, count)
            if taken.granted:
                handful.in_hand, handful.left = count, taken.left
                handful.until = self._clock() + limit.window_s
                return self._from(handful)
        return Taken(granted=False, left=taken.left, wait_s=wait_s(limit, taken.left, 1))

    def _from(self, handful: _Handful) -> Taken:
        handful.in_hand -= 1
        return Taken(granted=True, left=handful.left + handful.in_hand, wait_s=0)

    def last(self, source: str) -> Allowance | None:
        """Give what was last found of a source, for the headers of an answer."""
        return self._last.get(source)

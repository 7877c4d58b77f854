"""Whether the stages behind us can keep up: what they lag, and Redis's memory."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from redis.exceptions import RedisError

from shared.streams import GROUPS, Streams

RETRY_AFTER_S = 5
_FULLEST = 0.95
"""Of `maxmemory`. Above it, what is left is for kills, commits and dead letters."""

_BEHIND_US = ("article.received", "article.enriched", "article.approved")


class Pressure:
    """Looks once in a while; a request only asks what was seen last."""

    def __init__(
        self,
        streams: Streams,
        memory: Callable[[], Awaitable[dict[str, int]]],
        *,
        high_water: int,
        every_s: float,
    ) -> None:
        self._streams = streams
        self._memory = memory
        self._high_water = high_water
        self._every_s = every_s
        self.reason: str | None = None
        """Why ordinary copy is refused at the moment; None while it is taken."""

    async def watch(self) -> None:
        """Look again and again, for ever."""
        while True:
            self.reason = await self._look()
            await asyncio.sleep(self._every_s)

    async def _look(self) -> str | None:
        try:
            for stream in _BEHIND_US:
                for group in GROUPS[stream]:
                    lag = await self._streams.lag(stream, group)
                    if lag > self._high_water:
                        return f"{group} is {lag} articles behind"
            memory = await self._memory()
        except (RedisError, OSError):
            return "Redis is away"
        most = memory.get("maxmemory", 0)
        if most and memory.get("used_memory", 0) > _FULLEST * most:
            return "Redis is out of memory"
        return None

"""While Redis or MongoDB is away: a stage keeps trying, housekeeping lets its turn pass."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from typing import ParamSpec, TypeVar

from redis.exceptions import ResponseError
from structlog.typing import FilteringBoundLogger

from shared.database import is_away as mongo_is_away
from shared.metrics import Metrics
from shared.streams import is_away as redis_is_away

T = TypeVar("T")
P = ParamSpec("P")

_LONGEST_PAUSE_S = 2.0


class Outages:
    """The outages that one stage meets: logged and measured once, however often it tries."""

    def __init__(
        self,
        group: str,
        *,
        metrics: Metrics,
        log: FilteringBoundLogger,
        begun: Callable[[], Awaitable[None]],
    ) -> None:
        self._group = group
        self._metrics = metrics
        self._log = log
        self._begun = begun
        """Called when one begins: what the stage noted of itself may no longer be true."""

    async def outlast(
        self, work: Callable[P, Awaitable[T]], *args: P.args, **kw: P.kwargs
    ) -> T:
        """Do it, however long a store is away; raise what is anyone's own fault."""
        pause = 0.0
        while True:
            try:
                result = await work(*args, **kw)
            except Exception as error:
                if not (redis_is_away(error) or mongo_is_away(error)):
                    raise
                if not pause:
                    self._log.warning("store_away", error=f"{type(error).__name__}: {error}")
                    self._metrics.store_away.labels(self._group).set(1)
                    await self._begun()
                pause = min(pause * 2 or 0.1, _LONGEST_PAUSE_S)
                await asyncio.sleep(pause)
            else:
                if pause:
                    self._log.info("store_back")
                    self._metrics.store_away.labels(self._group).set(0)
                return result


@contextlib.contextmanager
def passed_over() -> Iterator[None]:
    """Let housekeeping pass while a store is away or its group is lost: it comes again."""
    try:
        yield
    except Exception as error:
        lost = isinstance(error, ResponseError) and "NOGROUP" in str(error)
        if not (lost or redis_is_away(error) or mongo_is_away(error)):
            raise

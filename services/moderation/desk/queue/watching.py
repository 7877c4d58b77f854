"""Edge: what moves at the desk, told to every browser by one reader of the store.

Each process looks for rows that moved and for the counts, once for all who listen, and only
while somebody listens.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import orjson

from services.moderation.desk.queue.rows import Row
from services.moderation.desk.queue.storage import QueueStore
from shared import clock

_LOOK_EVERY_S = 0.5
_OVERLAP = timedelta(seconds=3)
"""How late a row may show under the time it was written: writes take time, clocks differ."""
_MOST_AT_ONCE = 500
_REMEMBERED = 5000
_QUEUED = 200
_KEEP_ALIVE_S = 15.0
_MOST_STREAMS = 200


class Watching:
    """Looks once for all, and hands on what it saw."""

    def __init__(self, queue: QueueStore) -> None:
        self._queue = queue
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self._heard = asyncio.Event()
        self._seen: OrderedDict[str, int] = OrderedDict()
        self._counts: dict[str, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether no more streams are taken here."""
        return len(self._listeners) >= _MOST_STREAMS

    async def run(self) -> None:
        """Look again and again while somebody listens."""
        since = clock.now()
        while True:
            if not self._listeners:
                self._heard.clear()
                self._counts = {}
                await self._heard.wait()
                since = clock.now()
            since = await self._look(since)
            await asyncio.sleep(_LOOK_EVERY_S)

    async def _look(self, since: datetime) -> datetime:
        began = clock.now()
        moved = await self._queue.moved_since(since - _OVERLAP, _MOST_AT_ONCE)
        fresh = [row for _, row in moved if self._is_news(row)]
        if len(moved) == _MOST_AT_ONCE:
            # More than a page shows: each browser reads its queue again.
            self._tell("resync", {})
        elif fresh:
            self._tell("moved", {"rows": [_moved(row) for row in fresh]})
        counts = await self._queue.counts()
        if counts != self._counts:
            self._counts = counts
            self._tell("counts", counts)
        return began

    def _is_news(self, row: Row) -> bool:
        if self._seen.get(row.key, -1) >= row.changes:
            return False
        self._seen[row.key] = row.changes
        self._seen.move_to_end(row.key)
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True

    def _tell(self, event: str, data: dict[str, Any]) -> None:
        frame = _frame(event, data)
        for listener in [*self._listeners]:
            if listener.qsize() >= _QUEUED:
                while not listener.empty():
                    listener.get_nowait()
                listener.put_nowait(_frame("resync", {}))
            listener.put_nowait(frame)

    async def frames(self, still_in: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
        """Give what moves as server-sent events, for as long as the caller may look."""
        listener: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._listeners.add(listener)
        self._heard.set()
        try:
            yield b"retry: 2000\n\n" + _frame("counts", await self._queue.counts())
            while True:
                try:
                    frame = await asyncio.wait_for(listener.get(), _KEEP_ALIVE_S)
                except TimeoutError:
                    if not await still_in():
                        return
                    frame = b": still here\n\n"
                if frame is None:
                    return
                yield frame
        finally:
            self._listeners.discard(listener)

    def leave(self) -> None:
        """End every stream."""
        for listener in self._listeners:
            listener.put_nowait(None)


def _frame(event: str, data: dict[str, Any]) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (event.encode(), orjson.dumps(data))


def _moved(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "article_id": row.article_id,
        "revision": row.revision,
        "state": row.state.value,
        "source": row.source,
        "headline": row.headline,
        "changes": row.changes,
        "mentions": list(row.mentions),
    }

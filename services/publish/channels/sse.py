"""Server-sent events from the log: each row once, in order, resumed by its number."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import AsyncIterator
from types import FrameType

import orjson

from services.publish.bell import Bell
from services.publish.rows import Row, cloudevent, sequence_key
from services.publish.storage import PublishStore

ROWS_AT_ONCE = 100
WATCH_EVERY_S = 1.0
"""How soon a listener notices that the service leaves."""


class Listeners:
    """Everybody who listens to this process."""

    def __init__(
        self, store: PublishStore, told: Bell, *, retry_ms: int, keep_alive_s: float
    ) -> None:
        self._store = store
        self._told = told
        self._retry_ms = retry_ms
        self._keep_alive_s = keep_alive_s
        self._count = 0
        self._newest = 0
        self._leaving = False

    async def watch(self, every_s: float) -> None:
        """Look for rows that other processes logged, while anybody listens."""
        while True:
            await asyncio.sleep(every_s)
            if self._count:
                newest = await self._store.last_sequence()
                if newest != self._newest:
                    self._newest = newest
                    self._told.ring()

    async def leave_with_the_process(self) -> None:
        """End every stream at the first sign that the process shall leave.

        A server waits for open answers before it tells its app, and these have no end. Their
        readers come back to another process, where they left off.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)

            def leave(
                number: int,
                frame: FrameType | None,
                before: signal._HANDLER = before,
            ) -> None:
                loop.call_soon_threadsafe(self.leave)
                if callable(before):
                    before(number, frame)

            if callable(before):
                signal.signal(number, leave)

    def leave(self) -> None:
        """End every stream."""
        self._leaving = True
        self._told.ring()

    def are_leaving(self) -> bool:
        """Tell whether every stream of this process is to end."""
        return self._leaving

    async def frames(self, after: int | None) -> AsyncIterator[bytes]:
        """Give what follows row `after`, for as long as anybody reads.

        With None, or a number that the log has not reached, the reader is told to start anew.
        """
        self._count += 1
        try:
            yield f"retry: {self._retry_ms}\n\n".encode()
            newest = await self._store.last_sequence()
            if after is None or after > newest:
                yield resync(newest)
                after = newest
            quiet_since = time.monotonic()
            while not self._leaving:
                heard = self._told.rings
                rows = await self._store.rows_after(after, ROWS_AT_ONCE)
                for row in rows:
                    yield frame(row)
                    after = row.sequence
                if rows:
                    quiet_since = time.monotonic()
                    continue
                await self._told.wait(heard, min(WATCH_EVERY_S, self._keep_alive_s))
                if time.monotonic() - quiet_since >= self._keep_alive_s:
                    quiet_since = time.monotonic()
                    yield b": nothing new\n\n"
        finally:
            self._count -= 1


def frame(row: Row) -> bytes:
    """Write a row as one event; JSON has no line breaks of its own."""
    event = orjson.dumps(cloudevent(row))
    return b"id: " + sequence_key(row.sequence).encode() + b"\ndata: " + event + b"\n\n"


def resync(newest: int) -> bytes:
    """Tell a reader that we cannot go on from where it is: read the log or the manifest."""
    data = orjson.dumps({"newest": newest, "log": "/v1/events", "manifest": "/v1/manifest"})
    key = sequence_key(newest).encode()
    return b"event: resync\nid: " + key + b"\ndata: " + data + b"\n\n"

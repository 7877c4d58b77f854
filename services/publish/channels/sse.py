"""Server-sent events from the log: each row once, in order, resumed by its number.

Who is far behind catches up in turn with all others who are, a portion at a time and a
quarter of the time at most: a crowd that begins at the first row stalls neither those who hear
what is new nor the readers of this process's pages.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from typing import NamedTuple

import orjson

from services.publish.channels.tail import Tail
from services.publish.downstream.sites import View
from services.publish.rows import Row, cloudevent, hidden, sequence_key
from services.publish.storage import PublishStore

_ROWS_AT_ONCE = 50
_BYTES_KEPT = 8_000_000
_TURNS = 4
"""Of so many stretches of time, those who catch up have one."""


class _Portion(NamedTuple):
    frames: bytes
    last: int


class Listeners:
    """Everybody who listens to this process."""

    def __init__(
        self, store: PublishStore, tail: Tail, *, retry_ms: int, keep_alive_s: float
    ) -> None:
        self._store = store
        self._tail = tail
        self._retry_ms = retry_ms
        self._keep_alive_s = keep_alive_s
        self._catching_up = asyncio.Lock()
        self._frames = _Frames()
        tail.forgetting.append(self._frames.clear)
        self.are_leaving = False
        """Whether the process ends: who waits for more is to be let go."""

    def leave(self) -> None:
        """End every stream: their readers come back to another process, where they left off."""
        self.are_leaving = True
        self._tail.grown.ring()

    async def frames(
        self,
        after: int | None,
        view: Callable[[], View | None],
        read: Callable[[int], None],
    ) -> AsyncIterator[bytes]:
        """Give what follows row `after`, for as long as anybody reads and may.

        With None, or a number that the log has not reached, the reader is told to start anew.
        `view` tells what it may see by then, None once that is nothing; `read` hears how far it
        has come.
        """
        yield f"retry: {self._retry_ms}\n\n".encode()
        newest = await self._store.last_sequence()
        if after is None or after > newest:
            yield _resync(newest)
            after = newest
        quiet_since = time.monotonic()
        while not self.are_leaving:
            heard = self._tail.grown.rings
            portion = await (self._in_turn if self._tail.is_far_from(after) else self._next)(
                after, view
            )
            if portion is None:
                return
            if portion.frames:
                yield portion.frames
                after = portion.last
                read(after)
                quiet_since = time.monotonic()
                continue
            await self._tail.grown.wait(heard, self._keep_alive_s)
            if time.monotonic() - quiet_since >= self._keep_alive_s:
                quiet_since = time.monotonic()
                yield b": nothing new\n\n"

    async def _in_turn(self, after: int, view: Callable[[], View | None]) -> _Portion | None:
        async with self._catching_up:
            began = time.monotonic()
            portion = await self._next(after, view)
            await asyncio.sleep((_TURNS - 1) * (time.monotonic() - began))
        return portion

    async def _next(self, after: int, view: Callable[[], View | None]) -> _Portion | None:
        """Write what follows; None for who may see nothing any more."""
        forgotten = self._tail.forgotten
        rows = await self._tail.older_rows_after(after, _ROWS_AT_ONCE)
        write = self._frames.of if forgotten == self._tail.forgotten else frame
        seen = view()
        if seen is None:
            return None
        frames = b"".join(
            write(row) if seen.may_see(row.abouts) else _hidden_frame(row) for row in rows
        )
        return _Portion(frames, rows[-1].sequence if rows else after)


class _Frames:
    """Rows as they were written for the first who heard them; a crowd hears the same ones."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[Row, bytes]] = OrderedDict()
        self._size = 0

    def clear(self) -> None:
        """Forget all: a killed story's words are among them."""
        self._kept.clear()
        self._size = 0

    def of(self, row: Row) -> bytes:
        """Write a row, or give what was written; it is kept with the very row it is of."""
        kept = self._kept.get(row.sequence)
        if kept is not None and kept[0] is row:
            self._kept.move_to_end(row.sequence)
            return kept[1]
        written = frame(row)
        if kept is not None:
            self._size -= len(kept[1])
        self._kept[row.sequence] = (row, written)
        self._kept.move_to_end(row.sequence)
        self._size += len(written)
        while self._size > _BYTES_KEPT and len(self._kept) > 1:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._size -= len(dropped)
        return written


def frame(row: Row) -> bytes:
    """Write a row as one event; JSON has no line breaks of its own."""
    return _framed(row, orjson.dumps(cloudevent(row)))


def _hidden_frame(row: Row) -> bytes:
    """Write that there is a row which the reader may not see."""
    return _framed(row, orjson.dumps(hidden(row)))


def _framed(row: Row, written: bytes) -> bytes:
    return b"id: " + sequence_key(row.sequence).encode() + b"\ndata: " + written + b"\n\n"


def _resync(newest: int) -> bytes:
    """Tell a reader that we cannot go on from where it is: read the log or the manifest."""
    data = orjson.dumps({"newest": newest, "log": "/v1/events", "manifest": "/v1/manifest"})
    key = sequence_key(newest).encode()
    return b"event: resync\nid: " + key + b"\ndata: " + data + b"\n\n"

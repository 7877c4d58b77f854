"""A bell between the loops of one process: ring when there is something, wait for it."""

from __future__ import annotations

import asyncio


class Bell:
    """Whoever waits is woken by a ring, or by time: other processes ring no bell here.

    Note `rings` before looking for work and wait for more than that: a ring in between is not
    missed.
    """

    def __init__(self) -> None:
        self.rings = 0
        self._next = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody who waits."""
        self.rings += 1
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, heard: int, seconds: float) -> None:
        """Wait until it has rung more often than `heard`, at most so long."""
        if self.rings != heard:
            return
        try:
            await asyncio.wait_for(self._next.wait(), seconds)
        except TimeoutError:
            return

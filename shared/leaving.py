"""Told at the first sign that the process shall leave, before its server tells its app.

A server waits for open answers before it ends its app's lifespan; streams have no end of their
own, so whoever writes them must hear of it earlier.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType


async def call_on_leaving(leave: Callable[[], None]) -> None:
    """Have something called at SIGTERM or SIGINT, before what is done then anyway."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if callable(before):
            signal.signal(number, _handler(loop, leave, before))


def _handler(
    loop: asyncio.AbstractEventLoop,
    leave: Callable[[], None],
    before: Callable[[int, FrameType | None], object],
) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(leave)
        before(number, frame)

    return handle

"""Turns: whoever does one thing at a time is never behind a crowd that does hundreds.

Between two looks at what has arrived, a client may do one thing at once; what more it does
waits in a queue of its own. The queues have an eighth of the time at most, and of each client
one thing goes after the other's, so that a crowd from one address stalls neither other clients
nor the stages that run in the same process.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_SHARES = 8
"""Of so many stretches of time, those who wait have one."""
_ROUND_S = 0.001
"""Those who wait go for so long at a time: each look at what has arrived costs as much as one
of them."""


class Turns:
    """Who goes at once, and who waits. For one event loop."""

    def __init__(self) -> None:
        self._gone: set[str] = set()
        self._waiting: OrderedDict[str, deque[Callable[[], None]]] = OrderedDict()
        self._is_due = False

    def takes(self, client: str) -> bool:
        """Tell whether a client may go at once; then it has had its turn."""
        if client in self._gone or client in self._waiting:
            return False
        if not self._gone:
            asyncio.get_running_loop().call_soon(self._gone.clear)
        self._gone.add(client)
        return True

    def wait(self, client: str, go: Callable[[], None]) -> None:
        """Call `go` when it is this client's turn."""
        self._waiting.setdefault(client, deque()).append(go)
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._round)

    async def come(self, client: str) -> None:
        """Wait until it is this client's turn, if it is not already."""
        if self.takes(client):
            return
        turn = asyncio.get_running_loop().create_future()
        self.wait(client, lambda: None if turn.done() else turn.set_result(None))
        await turn

    def _round(self) -> None:
        loop, began = asyncio.get_running_loop(), time.monotonic()
        try:
            while self._waiting and time.monotonic() - began < _ROUND_S:
                client, queue = self._waiting.popitem(last=False)
                go = queue.popleft()
                if queue:
                    self._waiting[client] = queue
                go()
        finally:
            # Behind what those who went have begun, and behind who else has come meanwhile.
            loop.call_soon(loop.call_soon, self._rest, began)

    def _rest(self, began: float) -> None:
        self._is_due = bool(self._waiting)
        if self._is_due:
            took = time.monotonic() - began
            asyncio.get_running_loop().call_later((_SHARES - 1) * took, self._round)

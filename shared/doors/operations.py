"""The operator's port: `/metrics` and the operator's calls, where nobody else can reach them.

Set by COPYDESK_OPERATIONS_PORT. A second server of the same process; the first then answers
404 to what is there. `/livez` and `/readyz` are on both.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.doors.callers import Call
from shared.doors.connections import LARGEST_HEAD, Connection

OPERATIONS_SIDE = "copydesk.operations"
_PROBES = frozenset({"/livez", "/readyz"})
_OPERATOR_ALONE = ("operator",)
METRICS = "/metrics"
_STARTED_WITHIN_S = 10.0


def is_for_operations(call: Call) -> bool | None:
    """Tell whether a call belongs on the operator's port; None where it is on both."""
    if call.path in _PROBES:
        return None
    return call.path == METRICS or call.callers == _OPERATOR_ALONE


class OperationsServer:
    """Listens on the operator's port for as long as the service lives."""

    def __init__(self, app: ASGIApp, *, host: str, port: int) -> None:
        self._server = _Beside(
            uvicorn.Config(
                _Side(app),
                host=host,
                port=port,
                http=Connection,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                h11_max_incomplete_event_size=LARGEST_HEAD,
                timeout_graceful_shutdown=2,
            )
        )
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._server.serve())

    async def stop(self) -> None:
        """Let what is being answered be answered, and close the port."""
        if self._task is not None:
            self._server.should_exit = True
            await asyncio.wait([self._task], timeout=_STARTED_WITHIN_S)


class _Side:
    """Marks what came by this port."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[OPERATIONS_SIDE] = True
        await self._app(scope, receive, send)


class _Beside(uvicorn.Server):
    """A server beside the one that hears the process's signals."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the other one."""
        yield

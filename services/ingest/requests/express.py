"""A short way in for the one call that comes hundreds of times a second."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send


class ExpressLane:
    """Hands one POST straight to its handler; all else goes through FastAPI's routing.

    Routing, dependencies and their exit stacks cost as much as reading an article. The handler
    must answer its own problems; what it raises is answered as the service's unexpected error.
    """

    def __init__(
        self, app: ASGIApp, *, path: str, handler: Callable[[Request], Awaitable[Response]]
    ) -> None:
        self._app = app
        self._path = path
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the one call, or pass it on."""
        if (
            scope["type"] == "http"
            and scope["path"] == self._path
            and scope["method"] == "POST"
        ):
            response = await self._handler(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)

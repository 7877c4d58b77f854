"""The first to see a request: what is known is answered here, before framework and store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from starlette.types import ASGIApp, Receive, Scope, Send

from services.publish.reader.cache import Answer, Cache
from shared.doors.operations import OPERATIONS_SIDE

_READ = frozenset({"GET", "HEAD"})
_PREFERRED = ("br", "zstd", "gzip")
_LONGEST_QUERY = 200


class Door:
    """Answers from the cache as long as this process knows what the log says (`is_fresh`)."""

    def __init__(self, app: ASGIApp, *, cache: Cache, is_fresh: Callable[[], bool]) -> None:
        self._app = app
        self._cache = cache
        self._is_fresh = is_fresh

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let somebody else."""
        if (
            scope["type"] == "http"
            and scope["method"] in _READ
            and OPERATIONS_SIDE not in scope
            and self._is_fresh()
        ):
            query = scope["query_string"]
            if len(query) <= _LONGEST_QUERY:
                known = self._cache.get(key_of(scope["path"], query))
                if known is not None:
                    await answer(known, scope, send)
                    return
        await self._app(scope, receive, send)


def key_of(path: str, query: bytes) -> str:
    """Name an answer by what is asked for."""
    return f"{path}?{query.decode('latin-1')}" if query else path


async def answer(
    known: Answer, scope: Scope, send: Send, more: Sequence[tuple[bytes, bytes]] = ()
) -> None:
    """Send an answer in the form that is asked for, or say that the reader has it."""
    none_match = since = None
    accepted = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accepted = value
        elif name == b"if-none-match":
            none_match = value
        elif name == b"if-modified-since":
            since = value
    status: int = known.page.status
    if (none_match or since) and known.unchanged(none_match, since):
        body, headers, status = b"", known.not_modified(), 304
    else:
        body, headers = known.form(encoding_for(accepted))
    headers = [*headers, *more] if more else headers
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if scope["method"] == "HEAD":
        body = b""
    await send({"type": "http.response.body", "body": body})


@lru_cache(maxsize=256)
def encoding_for(accepted: bytes) -> str:
    """Choose an encoding (RFC 9110, section 12.5.3), "" for none."""
    wanted: dict[str, float] = {}
    for each in accepted.decode("latin-1").lower().split(",")[:20]:
        name, _, parameter = each.strip().partition(";")
        weight = parameter.strip().removeprefix("q=")
        try:
            wanted[name.strip()] = float(weight) if weight else 1.0
        except ValueError:
            wanted[name.strip()] = 0.0
    others = wanted.get("*", 0.0)
    best = max(_PREFERRED, key=lambda name: wanted.get(name, others))
    return best if wanted.get(best, others) > 0 else ""

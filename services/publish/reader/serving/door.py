"""The first to see a request: what is known is answered here, before framework and store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.publish.reader.cache import Answer, Cache, Page
from shared.doors.operations import OPERATIONS_SIDE

_READ = frozenset({"GET", "HEAD"})
_PREFERRED = ("br", "zstd", "gzip")
_LONGEST_QUERY = 200
_LARGEST_KEPT = 4_000_000
_OK = 200
_TOKENS = frozenset({b"authorization", b"x-api-key", b"cookie"})


class Door:
    """Answers from the cache as long as this process knows what the log says (`is_fresh`).

    `kept` tells of a path of the API what its open answers are made from, None where they are
    not to be kept: those are taken down as they pass. Who shows a token is always let through.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        cache: Cache,
        is_fresh: Callable[[], bool],
        soon_fresh: Callable[[], Awaitable[None]],
        kept: Callable[[str], frozenset[str] | None],
    ) -> None:
        self._app = app
        self._cache = cache
        self._is_fresh = is_fresh
        self._soon_fresh = soon_fresh
        self._asked: dict[str, asyncio.Event] = {}
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let somebody else."""
        if (
            scope["type"] == "http"
            and scope["method"] in _READ
            and OPERATIONS_SIDE not in scope
            and len(scope["query_string"]) <= _LONGEST_QUERY
        ):
            key = key_of(scope["path"], scope["query_string"])
            if not scope["path"].startswith("/v1/"):
                if self._is_fresh() and (known := self._cache.get(key)):
                    await answer(known, scope, send)
                    return
            elif not _shows_a_token(scope) and await self._has_called(
                key, scope, receive, send
            ):
                return
        await self._app(scope, receive, send)

    async def _has_called(self, key: str, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer an open call that may be kept; of many for the same, one asks the store."""
        known = self._known(key)
        tags = self._kept(scope["path"]) if known is None else None
        if known is None:
            if not tags or b"wait" in scope["query_string"]:
                return False
            if not self._is_fresh():
                # Asking the store for everybody would keep us from ever being fresh again.
                await self._soon_fresh()
            if (first := self._asked.get(key)) is not None:
                await first.wait()
            known = self._known(key)
        if known is not None:
            await answer(known, scope, send)
            return True
        if not tags or not self._is_fresh():
            return False
        done = self._asked[key] = asyncio.Event()
        noted = _Noted(send, key, tags, self._cache)
        try:
            await self._app(scope, receive, noted.send)
        finally:
            done.set()
            if self._asked.get(key) is done:
                del self._asked[key]
        return True

    def _known(self, key: str) -> Answer | None:
        return self._cache.get(key) if self._is_fresh() else None


class _Noted:
    """An answer of the API on its way out: kept when it turns out to be whole and good."""

    def __init__(self, send: Send, key: str, tags: frozenset[str], cache: Cache) -> None:
        self._send = send
        self._key = key
        self._tags = tags
        self._cache = cache
        self._moment = cache.moment
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        """Pass it on."""
        await self._send(message)
        if message["type"] == "http.response.start":
            self._start = message
        elif self._start.get("status") == _OK and len(self._body) <= _LARGEST_KEPT:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                self._keep()

    def _keep(self) -> None:
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in self._start["headers"]
        }
        length = headers.pop("content-length", "")
        if length != str(len(self._body)) or "content-encoding" in headers:
            return  # a HEAD, or nothing of ours
        media_type = headers.pop("content-type", "application/json")
        page = Page(body=self._body, media_type=media_type, headers=headers, tags=self._tags)
        self._cache.put(self._key, Answer(page), self._moment)


def _shows_a_token(scope: Scope) -> bool:
    return any(name in _TOKENS for name, _ in scope["headers"])


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

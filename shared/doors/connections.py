"""What no app sees: connections that say nothing, heads without end, readers that do not read.

A protocol for uvicorn: `uvicorn --http shared.doors.connections:Connection …`. Without it,
uvicorn waits for a request's head as long as its sender likes.

A connection on which nothing is asked stays open for longer than clients keep theirs: who
closes first is the client, and no request meets a connection that is just being closed.
"""

from __future__ import annotations

import asyncio
import resource
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from shared.doors.turns import Turns

_HEAD_WITHIN_S = 10.0
"""From the connection, or a later request's first byte, to the end of the request's head."""
LARGEST_HEAD = 65_536
_MOST_HEADERS = 200
_MOST_WAITING = 8
"""Requests of one connection that wait for the answer to the one before."""
_LINGERS_S = 10.0
"""How long the rest of a body may still come that was answered before it was whole."""
_UNREAD_FOR_S = 60.0
"""How long a reader may leave its answer lying."""
_IDLE_FOR_S = 130
"""How long a connection stays open between requests. Longer than Caddy (120 s), Go (90 s), load
balancers (60 s) and libraries (5 to 60 s) keep theirs."""
_MOST_KEPT_BACK = 16_000_000
"""Bytes of this process that wait for their sender's turn; what comes beyond does not wait."""
_AT_ONCE = 8192
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 5\r\n"
    b"connection: close\r\n\r\n"
)
_HEAD_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n"
    b"connection: close\r\n\r\n"
)


STANDING = "copydesk.standing"
"""Of a scope: the `Standing` of its connection."""


@dataclass(slots=True)
class Standing:
    """What was made of a connection's requests, by whoever answers them."""

    is_known: bool = False
    """Whether one of them showed a credential that was right."""
    was_refused: bool = False
    """Whether the last of them was."""


class _Open:
    """The connections that this process has open, and how many one client may have."""

    by_client: ClassVar[Counter[str]] = Counter()
    most_per_client: ClassVar[int] = 512


@dataclass(slots=True)
class _KeptBack:
    """What has arrived at a server and waits for its sender's turn."""

    turns: Turns = field(default_factory=Turns)
    size: int = 0


_KEPT_BACK: WeakKeyDictionary[ServerState, _KeptBack] = WeakKeyDictionary()


class _HeadTooLargeError(Exception):
    """A request's head has more than it may."""


class _TooManyWaitError(Exception):
    """More requests wait on one connection than may."""


class Connection(HttpToolsProtocol):
    """uvicorn's connection, with an end to every wait."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._deadline: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._in_head = False
        self._in_message = False
        self._head_bytes = 0
        self._counted: str | None = None
        self._standing = Standing()
        self._answering: RequestResponseCycle | None = None
        self._gave_up = False
        self._kept_back: list[bytes] = []
        self._all_kept_back = _KEPT_BACK.setdefault(server_state, _KeptBack())

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection, and give it some time to say what it wants."""
        super().connection_made(transport)
        peer = self.client[0] if self.client else ""
        if peer not in _trusted(self.config):
            if _Open.by_client[peer] >= _Open.most_per_client:
                self._close(_BUSY)
                return
            _Open.by_client[peer] += 1
            self._counted = peer
        if len(self.connections) > _most_at_once():
            self._close(_BUSY)
            return
        self._arm(_HEAD_WITHIN_S)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._disarm()
        if self._unread is not None:
            self._unread.cancel()
        self._leave()
        self._unset_keepalive_if_required()  # uvicorn leaves it where the connection broke
        if self._counted is not None:
            _Open.by_client[self._counted] -= 1
            if not _Open.by_client[self._counted]:
                del _Open.by_client[self._counted]
            self._counted = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, a stranger in its turn."""
        client, others = self._counted, self._all_kept_back
        if not self._kept_back:
            if (
                client is None
                or self._standing.is_known
                or others.size + len(data) > _MOST_KEPT_BACK
                or others.turns.takes(client)
            ):
                self._read(data)
                return
            self.transport.pause_reading()
            others.turns.wait(client, self._read_on)
        self._kept_back.append(data)
        others.size += len(data)

    def _read_on(self) -> None:
        """Read what was kept back, and what comes now."""
        kept_back, self._kept_back = self._kept_back, []
        self._all_kept_back.size -= sum(map(len, kept_back))
        if not self.transport.is_closing() and not self.flow.read_paused:
            self.transport.resume_reading()
        for data in kept_back:
            self._read(data)

    def _read(self, data: bytes) -> None:
        """Read; a head that does not end is not waited for."""
        if self.transport.is_closing():
            return
        if not self._in_message:
            self._begin_head()
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > LARGEST_HEAD:
            self._close(_HEAD_TOO_LARGE)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, or has too large a head."""
        if len(self.pipeline) > _MOST_WAITING:
            self._close()
        elif self.headers and (
            len(self.headers) > _MOST_HEADERS or _size(self.headers) > LARGEST_HEAD
        ):
            self._close(_HEAD_TOO_LARGE)
        else:
            super().send_400_response(msg)
            self._leave()

    def on_message_begin(self) -> None:
        """Note that a request begins; it may be one of several in what has arrived."""
        super().on_message_begin()
        self.scope[STANDING] = self._standing  # type: ignore[literal-required]
        self._begin_head()
        self._in_message = True

    def on_url(self, url: bytes) -> None:
        """Refuse an address without end."""
        super().on_url(url)
        if len(self.url) > LARGEST_HEAD:
            raise _HeadTooLargeError

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count the headers."""
        super().on_header(name, value)
        if len(self.headers) > _MOST_HEADERS:
            raise _HeadTooLargeError

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        if _size(self.headers) > LARGEST_HEAD:
            raise _HeadTooLargeError
        self._in_head = False
        self._disarm()
        super().on_headers_complete()
        if len(self.pipeline) > _MOST_WAITING:
            raise _TooManyWaitError

    def on_message_complete(self) -> None:
        """Note that the whole request has arrived."""
        self._in_message = False
        self._disarm()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request, or a little for the rest of one answered early."""
        self.timeout_keep_alive = self.config.timeout_keep_alive
        has_room = 2 * len(self.connections) < _most_at_once()
        if self._standing.is_known or (has_room and not self._standing.was_refused):
            self.timeout_keep_alive = max(self.timeout_keep_alive, _IDLE_FOR_S)
        super().on_response_complete()
        if self._in_message and not self._in_head and not self.transport.is_closing():
            self._arm(_LINGERS_S)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Begin an answer, unless the connection was given up before it began."""
        self._answering = cycle
        super()._start_asgi_task(cycle, self._unless_given_up(app))

    def _unless_given_up(self, app: ASGIApp) -> Any:
        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            if not self._gave_up:
                await app(scope, receive, send)

        return answer

    def pause_writing(self) -> None:
        """Wait for the reader, but not for ever."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(_UNREAD_FOR_S, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        super().resume_writing()

    def _begin_head(self) -> None:
        if not self._in_head:
            self._in_head = True
            self._head_bytes = 0
            self._arm(_HEAD_WITHIN_S)

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._deadline = self.loop.call_later(seconds, self._close)

    def _disarm(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self, last_words: bytes = b"") -> None:
        if not self.transport.is_closing():
            if last_words:
                self.transport.write(last_words)
            self.transport.close()
            self._gave_up = True
            self._leave()

    def _leave(self) -> None:
        """Let whoever answers know that nobody listens; uvicorn tells only the newest."""
        if self._answering is not None and not self._answering.response_complete:
            self._answering.disconnected = True
            self._answering.message_event.set()


def limit_connections(*, per_client: int) -> None:
    """Set how many a client may have, and let the process open as many files as it may."""
    _Open.most_per_client = per_client
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * _AT_ONCE if hard == resource.RLIM_INFINITY else min(hard, 4 * _AT_ONCE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _most_at_once() -> int:
    """Leave half of the files that the process may open to the stores and to itself."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _AT_ONCE if soft == resource.RLIM_INFINITY else min(_AT_ONCE, soft // 2)


def _trusted(config: Config) -> frozenset[str]:
    """Give the proxies: they count their own clients, and say whom they speak for."""
    said = config.forwarded_allow_ips
    return frozenset(said.split(",") if isinstance(said, str) else said)


def _size(headers: list[tuple[bytes, bytes]]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers)

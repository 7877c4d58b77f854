"""The outermost layer of every service: nothing of a stranger's is read, kept or waited for.

In this order: how many requests a client has open, whether it has guessed too often, who it is,
how large its body may be. The body is counted and timed while it arrives. Every answer leaves
with the headers that keep browsers from guessing, keeping and running it.
"""

from __future__ import annotations

import asyncio
import inspect
import ipaddress
import re
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.doors.callers import EVERYONE, Call, calls_of
from shared.doors.connections import STANDING, Standing
from shared.doors.operations import METRICS, OPERATIONS_SIDE, is_for_operations
from shared.doors.throttle import Limit, Throttle
from shared.doors.turns import Turns
from shared.problems import Problem

LARGEST_BODY = 256_000
"""Bytes, where a route says nothing else by FastAPI's `max_body_size`."""
_BODY_BEGINS_WITHIN_S = 15.0
"""A body may take this long, and as much longer as it brings bytes."""
_SLOWEST_BYTES_PER_S = 10_000

_GUESSES = Limit(30, 600)
"""Wrong credentials that differ, of one client."""
_SHUT_FOR_S = 60.0
_MOST_REMEMBERED = 10_000

_NO_SNIFFING = (b"x-content-type-options", b"nosniff")
_NO_KEEPING = (b"cache-control", b"no-store")
_NO_RUNNING = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_READING = ("GET", "HEAD")
_NOT_MODIFIED, _REFUSED, _UNKNOWN, _OURS = 304, 400, 401, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """How many a client may have open at once."""

    requests: int
    streams: int
    per_s: float
    """New requests a second that show no credential we know, for as long as it likes."""


_BURST_S = 6
"""A client may send at once what it may send in so many seconds."""
_SAME_MACHINE = frozenset({"127.0.0.1", "::1"})
"""Whoever is here could harm us otherwise; a proxy here that names nobody is many."""


@dataclass(slots=True)
class _Client:
    """What one client has open here."""

    requests: int = 0
    streams: int = 0


class Doors:
    """Stands before an app. `has_operations`: the operator's calls have a port of their own."""

    def __init__(
        self,
        inner: ASGIApp,
        app: FastAPI,
        *,
        throttle: Throttle,
        crowd: Crowd,
        has_operations: bool,
    ) -> None:
        self._inner = inner
        self._app = app
        self._crowd = crowd
        self._has_operations = has_operations
        self._routes: _Routes | None = None
        self._clients: dict[str, _Client] = {}
        self._guessing = _Guessing(throttle)
        self._pace = _Pace(crowd.per_s)
        self._turns = Turns()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        name = _client_of(scope)
        client = self._clients.setdefault(name, _Client())
        client.requests += 1
        visit = _Visit(scope, receive, send, client, self._crowd.streams)
        try:
            await self._let_in(visit, name)
        finally:
            client.requests -= 1
            client.streams -= visit.is_stream
            if not client.requests:
                self._clients.pop(name, None)

    async def _let_in(self, visit: _Visit, client: str) -> None:
        scope = visit.scope
        credential, length = _shown(scope)
        receive = visit.inner_receive
        was_asked = False
        try:
            self._check_crowd(visit.client)
            if credential is not None:
                self._guessing.check(client, credential)
            is_known = self._guessing.knows(client, credential)
            visit.standing.is_known |= is_known
            if client not in _SAME_MACHINE and not is_known:
                self._pace.check(client)
                await self._turns.come(client)
            if credential is not None or length is not None or self._is_sided(scope):
                call = self._call(scope)
                if self._has_operations:
                    _check_side(scope, call)
                was_asked = call is not None and EVERYONE not in call.callers
                if length is not None:
                    await self._check_body(visit, call, length)
                    receive = visit.receive
        except Exception as error:  # noqa: BLE001  answered, or raised again when it is ours
            await self._refuse(error, visit)
        else:
            await self._inner(scope, receive, visit.send)
        if credential is not None and was_asked:
            await self._guessing.note(client, credential, was_wrong=visit.status == _UNKNOWN)

    def _is_sided(self, scope: Scope) -> bool:
        """Tell what may be on one port only; a reader's page need not be looked up."""
        if not self._has_operations:
            return False
        path: str = scope["path"]
        return OPERATIONS_SIDE in scope or path.startswith(("/v1/", METRICS))

    def _check_crowd(self, client: _Client) -> None:
        if client.requests > self._crowd.requests:
            raise _too_many("requests")

    def _call(self, scope: Scope) -> Call | None:
        if self._routes is None:
            self._routes = _Routes([*calls_of(self._app)])
        return self._routes.find(scope["method"], scope["path"])

    async def _check_body(self, visit: _Visit, call: Call | None, length: int) -> None:
        if call is not None:
            request = Request(visit.scope)
            for guard in call.guards:
                answer = guard(request)
                if inspect.isawaitable(answer):
                    await answer
        most = call.largest_body if call else None
        visit.most = LARGEST_BODY if most is None else most
        if length > visit.most:
            raise _too_large(visit.most)
        visit.begun_at = time.monotonic()

    async def _refuse(self, error: Exception, visit: _Visit) -> None:
        response = await self._answer_of(error, Request(visit.scope))
        await response(visit.scope, visit.receive, visit.send)
        if response.status_code == _OURS:
            raise error

    async def _answer_of(self, error: Exception, request: Request) -> Response:
        handlers = self._app.exception_handlers
        handler = next(handlers[kind] for kind in type(error).__mro__ if kind in handlers)
        said = handler(request, error)
        response = await said if inspect.isawaitable(said) else said
        assert isinstance(response, Response)
        return response


@dataclass(slots=True)
class _Visit:
    """One request on its way: its body is counted and timed, its answer gets its headers."""

    scope: Scope
    inner_receive: Receive
    inner_send: Send
    client: _Client
    most_streams: int
    most: int = LARGEST_BODY
    begun_at: float = 0.0
    taken: int = 0
    status: int = 0
    is_stream: bool = False
    is_cut: bool = False
    standing: Standing = field(init=False)
    _is_whole: bool = field(default=False)

    def __post_init__(self) -> None:
        self.standing = self.scope.get(STANDING) or Standing()

    async def receive(self) -> Message:
        """Pass on what arrives; too much, or too slowly, is refused."""
        if self._is_whole:
            return await self.inner_receive()
        until = self.begun_at + _BODY_BEGINS_WITHIN_S + self.taken / _SLOWEST_BYTES_PER_S
        try:
            async with asyncio.timeout(until - time.monotonic()):
                message = await self.inner_receive()
        except TimeoutError as error:
            raise Problem(
                408,
                "The request came too slowly",
                f"A body has {_BODY_BEGINS_WITHIN_S:g} s, and a second more for each "
                f"{_SLOWEST_BYTES_PER_S} bytes.",
                headers={"Connection": "close"},
            ) from error
        if message["type"] == "http.request":
            self.taken += len(message.get("body", b""))
            if self.taken > self.most:
                raise _too_large(self.most)
            self._is_whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """Send the answer, with the headers that it lacks."""
        if self.is_cut:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.standing.was_refused = self.status >= _REFUSED
            headers = [*message.get("headers", ())]
            if _is_event_stream(headers):
                if self.client.streams >= self.most_streams:
                    await self._cut()
                    return
                self.client.streams += 1
                self.is_stream = True
            message = {**message, "headers": _completed(headers, self.status)}
        await self.inner_send(message)

    async def _cut(self) -> None:
        """Answer in place of the app, which then learns that nobody listens."""
        self.is_cut = True
        response = _too_many("streams").to_response()
        self.status = response.status_code
        await self.inner_send(
            {
                "type": "http.response.start",
                "status": response.status_code,
                "headers": _completed(response.raw_headers, response.status_code),
            }
        )
        await self.inner_send({"type": "http.response.body", "body": response.body})


class _Routes:
    """The calls of an app, found by method and path: the first that matches, as in the app."""

    def __init__(self, calls: list[Call]) -> None:
        self._plain: dict[tuple[str, str], Call] = {}
        self._patterns: dict[str, list[tuple[re.Pattern[str], Call]]] = {}
        for call in calls:
            if "{" in call.path:
                pattern, _, _ = compile_path(call.path)
                self._patterns.setdefault(call.method, []).append((pattern, call))
            elif (call.method, call.path) not in self._plain:
                earlier = self._matching(call.method, call.path)
                self._plain[call.method, call.path] = earlier or call

    def find(self, method: str, path: str) -> Call | None:
        """Give the call that a request makes."""
        return self._plain.get((method, path)) or self._matching(method, path)

    def _matching(self, method: str, path: str) -> Call | None:
        for pattern, call in self._patterns.get(method, ()):
            if pattern.match(path):
                return call
        return None


class _Pace:
    """How many requests a second a client begins, at this process."""

    def __init__(self, per_s: float) -> None:
        self._per_s = per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, client: str) -> None:
        """Count a request, or refuse it."""
        now = time.monotonic()
        most = self._per_s * _BURST_S
        left, at = self._left.pop(client, (most, now))
        left = min(most, left + (now - at) * self._per_s)
        self._left[client] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _MOST_REMEMBERED:
            self._left.popitem(last=False)
        if left < 1:
            raise Problem(
                429,
                "Too many requests",
                f"Without a key, {self._per_s:g} a second.",
                headers={"Retry-After": "1"},
            )


class _Guessing:
    """Clients that try credentials: after so many wrong ones, only known ones are looked at."""

    def __init__(self, throttle: Throttle) -> None:
        self._throttle = throttle
        self._shut: OrderedDict[str, float] = OrderedDict()
        self._known: OrderedDict[int, None] = OrderedDict()
        self._wrong: OrderedDict[int, None] = OrderedDict()

    def knows(self, client: str, credential: bytes | None) -> bool:
        """Tell whether a client has shown this credential before, and it was right."""
        return credential is not None and hash((client, credential)) in self._known

    def check(self, client: str, credential: bytes) -> None:
        """Refuse a credential that is not known yet while its client is shut out."""
        until = self._shut.get(client)
        if until is None:
            return
        wait = until - time.monotonic()
        if wait <= 0:
            del self._shut[client]
        elif not self.knows(client, credential):
            raise Problem(
                429,
                "Too many wrong credentials",
                "Try again later, with the right one.",
                headers={"Retry-After": str(int(wait) + 1)},
            )

    async def note(self, client: str, credential: bytes, *, was_wrong: bool) -> None:
        """Remember how it went. One wrong credential sent again and again is no guessing."""
        mark = hash((client, credential))
        if not was_wrong:
            _remember(self._known, mark)
            return
        if mark in self._wrong or client in self._shut:
            return
        _remember(self._wrong, mark)
        taken = await self._throttle.take(f"guesses/{client}", _GUESSES)
        if not taken.granted:
            self._shut[client] = time.monotonic() + _SHUT_FOR_S
            while len(self._shut) > _MOST_REMEMBERED:
                self._shut.popitem(last=False)


def _client_of(scope: Scope) -> str:
    """Name who calls: an address, or of IPv6 its network, since one client has a whole one."""
    client = scope.get("client")
    address = client[0] if client else ""
    if ":" not in address:
        return address
    try:
        network = ipaddress.ip_network((address.partition("%")[0], 64), strict=False)
    except ValueError:
        return address
    return str(network)


def _too_large(most: int) -> Problem:
    """Say that a body has more bytes than the call takes."""
    return Problem(413, "Too large", f"The request has more than {most} bytes.")


def _too_many(what: str) -> Problem:
    return Problem(
        429,
        f"Too many {what} at once",
        f"You have as many {what} open as one client may.",
        headers={"Retry-After": "5"},
    )


def _check_side(scope: Scope, call: Call | None) -> None:
    if call is None:
        return
    for_operations = is_for_operations(call)
    if for_operations is not None and for_operations != bool(scope.get(OPERATIONS_SIDE)):
        raise Problem(404, "Not Found")


def _shown(scope: Scope) -> tuple[bytes | None, int | None]:
    """Give the credential that is shown, and how long the body is said to be.

    The length is 0 where nobody says it, and None where there is no body.
    """
    credential, length, is_chunked = None, 0, False
    for name, value in scope["headers"]:
        if name in (b"authorization", b"x-api-key"):
            credential = credential or bytes(value)
        elif name == b"content-length":
            length = int(value) if value.isdigit() and len(value) < 20 else 10**19  # noqa: PLR2004
        elif name == b"transfer-encoding":
            is_chunked = True
    if is_chunked:
        return credential, 0
    # HTTP/2 need not say that a body follows.
    may_follow = scope.get("http_version", "1.1") >= "2" and scope["method"] not in _READING
    return credential, length or (0 if may_follow else None)


def _is_event_stream(headers: list[tuple[bytes, bytes]]) -> bool:
    return any(
        name == b"content-type" and value.startswith(b"text/event-stream")
        for name, value in headers
    )


def _completed(headers: list[tuple[bytes, bytes]], status: int) -> list[tuple[bytes, bytes]]:
    if status == _NOT_MODIFIED:
        return headers  # what came with the body stays the body's
    names = {name for name, _ in headers}
    lacking = (
        each for each in (_NO_SNIFFING, _NO_KEEPING, _NO_RUNNING) if each[0] not in names
    )
    return [*headers, *lacking]


def _remember(marks: OrderedDict[int, None], mark: int) -> None:
    marks[mark] = None
    if len(marks) > _MOST_REMEMBERED:
        marks.popitem(last=False)

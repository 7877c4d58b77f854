"""Getting things from the web: only from public addresses, within a size and a time."""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import httpx

from services.ingest.intake.bodies import ENCODINGS, BadEncodingError, Inflating, TooLargeError
from services.ingest.pulling.addresses import PORTS, Network, refusal
from services.ingest.pulling.due import retry_after_s
from services.ingest.pulling.plan import PullPlan, same_origin
from shared.addresses import Address

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_NO_CONTENT = 204
_AGENT = "Copydesk-Poller/1"


class PullFailedError(Exception):
    """A source could not be pulled from; the message says why, without any secret."""

    def __init__(self, reason: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as a whole; `url` is where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    url: str

    @property
    def is_unchanged(self) -> bool:
        """Tell whether there is nothing new."""
        return self.status in (_NOT_MODIFIED, _NO_CONTENT)

    @property
    def is_not_modified(self) -> bool:
        """Tell whether it is as it was when it was asked for last."""
        return self.status == _NOT_MODIFIED

    @property
    def content_type(self) -> tuple[str, str | None]:
        """Give the media type, and the charset where one is said."""
        kind, *parameters = self.headers.get("content-type", "").split(";")
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return kind.strip().lower(), value.strip(" \"'").lower() or None
        return kind.strip().lower(), None

    def check(self, now: datetime) -> None:
        """Raise `PullFailedError` unless this is the thing that was asked for."""
        if not httpx.codes.is_success(self.status) and not self.is_unchanged:
            raise PullFailedError(
                f"the server answers {self.status}",
                retry_after_s=retry_after_s(self.headers.get("retry-after"), now),
            )


_Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


async def _resolve(host: str, port: int) -> list[str]:
    """Ask the system for a host's addresses."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(info[4][0]).partition("%")[0] for info in found]


class Guard:
    """Turns names into addresses, and gives none that may not be called."""

    def __init__(self, allowed: Sequence[Network], resolve: _Resolve = _resolve) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolve

    async def addresses(self, scheme: str, host: str, port: int) -> list[Address]:
        """Give a host's addresses, or raise `PullFailedError` if any of them is forbidden."""
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise PullFailedError(f"{host} has no address: {error}") from error
        addresses = [ipaddress.ip_address(each) for each in found]
        for address in addresses:
            if because := refusal(scheme, address, port, self._allowed):
                raise PullFailedError(f"{host} is not called: {because}")
        return list(dict.fromkeys(addresses))


class _GuardedTransport(httpx.AsyncBaseTransport):
    """Connects to the address that was checked, not to what a name means a moment later.

    Connections are not kept: one to this address may have been made for another name.
    """

    def __init__(self, guard: Guard, inner: httpx.AsyncHTTPTransport) -> None:
        self._guard = guard
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        host = url.raw_host.decode("ascii")
        port = url.port or PORTS.get(url.scheme, (0,))[0]
        failed: httpx.TransportError | None = None
        for address in await self._guard.addresses(url.scheme, host, port):
            called = httpx.Request(
                request.method,
                url.copy_with(host=str(address)),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                return await self._inner.handle_async_request(called)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed or httpx.ConnectError("there is no address")

    async def aclose(self) -> None:
        await self._inner.aclose()


class Web:
    """Gets what a URL names, carefully."""

    def __init__(self, guard: Guard, *, timeout_s: float, most_bytes: int) -> None:
        self.guard = guard
        self._timeout_s = timeout_s
        self._most_bytes = most_bytes
        self._tls = httpx.create_ssl_context()

    async def get(self, url: str, plan: PullPlan, headers: Mapping[str, str]) -> Answer:
        """Get a URL, following redirects; the plan's secret goes to the plan's origin alone.

        Raises `PullFailedError`: no address, no answer in time, too large, too many redirects.
        """
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                httpx.AsyncClient(
                    transport=self._transport(),
                    timeout=self._timeout_s,
                    follow_redirects=False,
                    trust_env=False,
                ) as client,
            ):
                return await self._follow(client, url, plan, headers)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise PullFailedError(f"no whole answer in {self._timeout_s:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise PullFailedError(f"{type(error).__name__}: {error}"[:300]) from error

    def _transport(self) -> _GuardedTransport:
        limits = httpx.Limits(max_keepalive_connections=0)
        inner = httpx.AsyncHTTPTransport(verify=self._tls, trust_env=False, limits=limits)
        return _GuardedTransport(self.guard, inner)

    async def _follow(
        self,
        client: httpx.AsyncClient,
        url: str,
        plan: PullPlan,
        headers: Mapping[str, str],
    ) -> Answer:
        here = url
        for _ in range(_MOST_REDIRECTS + 1):
            sent = {"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate", **headers}
            if same_origin(here, plan.url):
                sent |= _secret_headers(plan)
            async with client.stream("GET", without_user(here), headers=sent) as response:
                location = response.headers.get("location")
                if response.status_code not in _REDIRECTS or not location:
                    return Answer(
                        response.status_code,
                        response.headers,
                        await self._body(response),
                        here,
                    )
            here = urljoin(here, location)
        raise PullFailedError(f"more than {_MOST_REDIRECTS} redirects")

    async def _body(self, response: httpx.Response) -> bytes:
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if encoding not in ENCODINGS:
            raise PullFailedError(f"nothing here reads Content-Encoding {encoding[:40]!r}")
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > self._most_bytes:
            raise PullFailedError(f"the answer has more than {self._most_bytes} bytes")
        inflating = Inflating(encoding, most=self._most_bytes)
        try:
            async for chunk in response.aiter_raw():
                inflating.add(chunk)
            return inflating.whole()
        except TooLargeError as error:
            raise PullFailedError(
                f"the answer is too large: {error}".replace("the request", "it")
            ) from error
        except BadEncodingError as error:
            raise PullFailedError(f"the answer cannot be inflated: {error}") from error


def _secret_headers(plan: PullPlan) -> dict[str, str]:
    """Write a plan's secret as its server wants it: Basic with a user, else a key."""
    if plan.secret is None:
        return {}
    user = urlsplit(plan.url).username
    if user is not None:
        pair = f"{unquote(user)}:{plan.secret}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    if plan.secret_header is not None:
        return {plan.secret_header: plan.secret}
    return {"Authorization": f"Bearer {plan.secret}"}


def without_user(url: str) -> str:
    """Give a URL without the user in it: httpx would send an empty password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

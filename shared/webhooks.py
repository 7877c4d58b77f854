"""Sending one webhook: to an address that was checked, signed, and with an end to waiting."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from collections.abc import Callable, Sequence
from datetime import datetime

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from shared.addresses import is_public
from shared.answers import Answer, retry_after
from shared.signing import sign

_TIMEOUT_S = 15.0
_CONNECT_WITHIN_S = 5.0
_KEEP_OPEN_S = 30.0
_NAMES_KEPT_S = 30


class ForbiddenAddressError(Exception):
    """A webhook's address leads into our own networks, or is none."""


class _CheckedNames(AbstractResolver):
    """Resolves names to public addresses only: what was checked is what is called."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family)
        addresses = [str(info[4][0]).partition("%")[0] for info in found]
        _check(host, addresses, allow_private=self._allow_private)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in dict.fromkeys(addresses)
        ]

    async def close(self) -> None:
        return None


class Sender:
    """One pool of connections for all far ends; each is kept for the name it was made for."""

    def __init__(self, now: Callable[[], datetime], *, allow_private: bool) -> None:
        self._now = now
        self._allow_private = allow_private
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Close what is open."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(
        self, url: str, secrets: Sequence[str], event_id: str, body: bytes
    ) -> Answer:
        """Send an event, and say what came back; never raises for what the far end does."""
        sent_at = int(time.time())
        headers = {
            "Content-Type": "application/cloudevents+json",
            "User-Agent": "Copydesk-Webhooks/1",
            "webhook-id": event_id,
            "webhook-timestamp": str(sent_at),
            "webhook-signature": sign(secrets, event_id, sent_at, body),
        }
        try:
            checked = _check_literal(url, allow_private=self._allow_private)
            async with self._opened().post(
                checked, data=body, headers=headers, allow_redirects=False
            ) as response:
                # What it has to say beyond its status is not read.
                later = retry_after(response.headers.get("retry-after"), self._now())
                return Answer(response.status, retry_after=later)
        except ForbiddenAddressError as error:
            return Answer(None, str(error))
        except TimeoutError:
            return Answer(None, f"no answer within {_TIMEOUT_S:g} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Answer(None, f"{type(error).__name__}: {error}"[:200])

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=_CheckedNames(allow_private=self._allow_private),
                    limit=0,
                    ttl_dns_cache=_NAMES_KEPT_S,
                    keepalive_timeout=_KEEP_OPEN_S,
                ),
                timeout=aiohttp.ClientTimeout(total=_TIMEOUT_S, sock_connect=_CONNECT_WITHIN_S),
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._session


async def check_url(url: str, *, allow_private: bool) -> None:
    """Raise `ForbiddenAddressError` for what leads to ourselves or into private networks."""
    host = _check_literal(url, allow_private=allow_private).raw_host or ""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, 0, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as error:
        raise ForbiddenAddressError(f"{host} has no address: {error}") from error
    addresses = [str(info[4][0]).partition("%")[0] for info in found]
    _check(host, addresses, allow_private=allow_private)


def _check_literal(url: str, *, allow_private: bool) -> URL:
    """Check what a URL says without asking for its name's addresses; give it as it is called.

    What is called and what is checked is read by one reader: two may disagree about a host.
    """
    try:
        read = URL(url)
        host, _ = read.raw_host, read.port
    except (ValueError, TypeError) as error:  # half an IPv6 address, no port, half a character
        raise ForbiddenAddressError(f"this is no URL: {error}") from error
    if read.scheme not in ("http", "https") or not host:
        raise ForbiddenAddressError("a webhook's URL is http or https, with a host")
    if read.raw_user or read.raw_password:
        raise ForbiddenAddressError("a webhook's URL has no user or password in it")
    if ":" in host or host.replace(".", "").isdigit():
        # What is an address already is not resolved, and so not checked then.
        _check(host, [host.partition("%")[0]], allow_private=allow_private)
    return read


def _check(host: str, addresses: list[str], *, allow_private: bool) -> None:
    if not addresses:
        raise ForbiddenAddressError(f"{host} has no address")
    try:
        read = [ipaddress.ip_address(address) for address in addresses]
    except ValueError as error:  # 2130706433 is 127.0.0.1 to some
        raise ForbiddenAddressError(f"{host} is no address: {error}") from error
    if not allow_private and not all(map(is_public, read)):
        raise ForbiddenAddressError(f"{host} leads into a private network")

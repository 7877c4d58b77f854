"""What a hostile client does: bodies, heads, slow senders, many streams, guesses, noise.

Each attack is one coroutine over a raw connection; whatever comes of it is counted, not judged.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import secrets
from collections import Counter
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

AT_ONCE = 200
"""Attacks that are on at a time."""
_LISTS = b"[" + b"[]," * 1_700_000 + b"[]]"
HOLDS_S = 20.0
"""How long a slow one hangs on, unless it is thrown out before."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a service answers, and from which address it is called."""

    url: str
    calls_from: str | None = None

    @asynccontextmanager
    async def connected(
        self,
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """Open a connection, and drop it at the end without a word."""
        parts = urlsplit(self.url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        reader, writer = await asyncio.open_connection(
            parts.hostname,
            port,
            ssl=parts.scheme == "https" or None,
            local_addr=(self.calls_from, 0) if self.calls_from else None,
        )
        try:
            yield reader, writer
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


def head(method: str, path: str, *headers: str) -> bytes:
    """Write a request's head."""
    lines = [f"{method} {path} HTTP/1.1", "Host: newsroom.example", *headers, "", ""]
    return "\r\n".join(lines).encode()


async def status_of(reader: asyncio.StreamReader) -> str:
    """Read an answer's status, as the name under which it is counted."""
    async with asyncio.timeout(30):
        line = await reader.readline()
    return line.split(b" ")[1].decode() if line.startswith(b"HTTP/") else "closed"


async def nested_lists(target: Target) -> str:
    """Send five megabytes of empty lists, with a wrong key."""
    async with target.connected() as (reader, writer):
        writer.write(
            head(
                "POST",
                "/v1/articles",
                "Content-Type: application/json",
                "Authorization: Bearer nobody",
                f"Content-Length: {len(_LISTS)}",
            )
        )
        parts = (_LISTS[at : at + 65_536] for at in range(0, len(_LISTS), 65_536))
        return await _pour(reader, writer, parts)


async def chunks_without_end(target: Target) -> str:
    """Send chunks until somebody says stop."""
    async with target.connected() as (reader, writer):
        writer.write(
            head(
                "POST",
                "/v1/validate",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
            )
        )
        chunk = b"10000\r\n" + b"[" * 65_536 + b"\r\n"
        return await _pour(reader, writer, itertools.repeat(chunk, 400))


async def _pour(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, parts: Iterable[bytes]
) -> str:
    """Send on until there is an answer, or the connection breaks."""
    answer = asyncio.create_task(status_of(reader))
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            if answer.done():
                break
        return await answer
    finally:
        answer.cancel()
        await asyncio.gather(answer, return_exceptions=True)


async def guess(target: Target) -> str:
    """Try a key."""
    async with target.connected() as (reader, writer):
        key = f"Authorization: Bearer cd_wire_{secrets.token_hex(20)}"
        writer.write(head("GET", "/v1/receipts/x", key))
        return await status_of(reader)


async def long_head(target: Target) -> str:
    """Send a head of a megabyte."""
    async with target.connected() as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nX: ")
        for _ in range(16):
            writer.write(b"a" * 65_536)
            await writer.drain()
        return await status_of(reader)


async def many_headers(target: Target) -> str:
    """Send a thousand headers."""
    async with target.connected() as (reader, writer):
        writer.write(head("GET", "/", *(f"X-{number}: y" for number in range(1000))))
        return await status_of(reader)


async def slow_head(target: Target) -> str:
    """Send a head that never ends, a sign a second."""
    async with target.connected() as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\n")
        return await _trickle(reader, writer, b"X")


async def slow_body(target: Target) -> str:
    """Send a body that never ends, a sign a second."""
    async with target.connected() as (reader, writer):
        writer.write(head("POST", "/desk/login", "Content-Length: 9000"))
        return await _trickle(reader, writer, b"x")


async def _trickle(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sign: bytes
) -> str:
    answer = asyncio.create_task(status_of(reader))
    try:
        for _ in range(int(HOLDS_S)):
            writer.write(sign)
            await writer.drain()
            done, _ = await asyncio.wait([answer], timeout=1)
            if done:
                return await answer
        return "held"
    finally:
        answer.cancel()
        await asyncio.gather(answer, return_exceptions=True)


async def stream(target: Target) -> str:
    """Open a stream, read its head and hang on."""
    async with target.connected() as (reader, writer):
        writer.write(head("GET", "/v1/events/stream"))
        status = await status_of(reader)
        if status == "200":
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HOLDS_S):
                    while await reader.read(65_536):
                        pass
        return status


async def noise(target: Target) -> str:
    """Send what is no HTTP."""
    async with target.connected() as (reader, writer):
        writer.write(secrets.token_bytes(4096))
        return await status_of(reader)


async def pipeline(target: Target) -> str:
    """Send fifty requests at once, and read one answer."""
    async with target.connected() as (reader, writer):
        writer.write(head("GET", "/nothing/here-" + secrets.token_hex(4)) * 50)
        return await status_of(reader)


_Attack = Callable[[Target], Awaitable[str]]
_AT: Mapping[str, tuple[_Attack, ...]] = MappingProxyType(
    {
        "ingest": (nested_lists, chunks_without_end, guess, long_head, noise),
        "moderation": (slow_body, guess, many_headers, nested_lists),
        "publish": (stream, slow_head, pipeline, many_headers, noise, long_head),
    }
)


def kinds_at(service: str) -> list[str]:
    """Name what is tried at a service."""
    return [getattr(how, "__name__", "") for how in _AT[service]]


def attack_apart(
    where: Mapping[str, str | None],
    requests: int,
    calls_from: str | None,
    seed: int = 7,
    only: Collection[str] | None = None,
) -> Counter[str]:
    """Attack from a process of its own: its work must not delay what is measured elsewhere."""
    ways = [
        (how, Target(url, calls_from))
        for service, url in where.items()
        if url
        for how in _AT[service]
        if not only or getattr(how, "__name__", "") in only
    ]
    chance = random.Random(seed)
    return asyncio.run(_attack([chance.choice(ways) for _ in range(requests)]))


async def _attack(plan: Sequence[tuple[_Attack, Target]]) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(how: _Attack, target: Target) -> None:
        async with turn:
            try:
                outcome = await how(target)
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                outcome = type(error).__name__
        outcomes[f"{getattr(how, '__name__', how)}: {outcome}"] += 1

    await asyncio.gather(*(one(how, target) for how, target in plan))
    return outcomes

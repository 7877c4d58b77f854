"""A downstream site over real HTTP: takes what it is sent, and answers what it is told to."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.unit.publish.stories import STORY

Answers = Callable[[dict[str, Any]], int | None]


def takes(_event: dict[str, Any]) -> int | None:
    """Answer as a site that works."""
    return 204


@dataclass
class FarSite:
    """`statuses` are given one after the other, then what `answers` says; None: it hangs."""

    statuses: list[int] = field(default_factory=list)
    answers: Answers = takes
    requests: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Give the address of its hook."""
        return f"http://localhost:{self.port}/hook"

    def events(self, path: str = "/hook") -> list[dict[str, Any]]:
        """Give what it was sent."""
        return [json.loads(body) for at, _, body in self.requests if at == path]

    def steps(self, article_id: str = STORY) -> list[int]:
        """Give the steps of a story in the order they came."""
        told = [event["data"] for event in self.events()]
        return [each["step"] for each in told if each["article_id"] == article_id]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while await self._answer(reader, writer):
                pass
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *rest = head.split("\r\n")
        lines = [line.partition(": ") for line in rest if line]
        headers = {name.lower(): value for name, _, value in lines}
        body = await reader.readexactly(int(headers["content-length"]))
        self.requests.append((first.split(" ")[1], headers, body))
        is_json = "json" in headers.get("content-type", "")
        said = json.loads(body) if is_json else parse_qs(body.decode())
        status = self.statuses.pop(0) if self.statuses else self.answers(said)
        if status is None:
            await reader.read()  # until the caller gives up
            return False
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        return True


@contextlib.asynccontextmanager
async def a_far_site() -> AsyncIterator[FarSite]:
    """Run one."""
    far = FarSite()
    server = await asyncio.start_server(far.serve, "127.0.0.1", 0)
    far.port = server.sockets[0].getsockname()[1]
    try:
        yield far
    finally:
        server.close()

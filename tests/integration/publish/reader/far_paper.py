"""A published log over HTTP, and a process to be killed that reads it as publish does."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import orjson
from fastapi import FastAPI, Response

from services.control.far_log import row_of
from services.control.machine.ports import LOOPBACK, find_free
from services.publish.rows import Row, cloudevent
from shared.payloads import Arranged
from tests.served import served
from tests.unit.publish.reader.paper import Paper

_AT_ONCE = 5
"""How many rows there are at most in an answer: a reader has many moments to die in."""


@dataclass
class Served:
    """A paper's log as its readers ask for it; `asked` is called with how often they have."""

    paper: Paper
    url: str
    asked: Callable[[], None] = field(default=lambda: None)


@contextlib.asynccontextmanager
async def a_far_paper(paper: Paper) -> AsyncIterator[Served]:
    """Answer for the log of a paper."""
    port = find_free()
    room = Served(paper, f"http://{LOOPBACK}:{port}")
    app = FastAPI()

    @app.get("/v1/events")
    async def events(after: int, limit: int) -> Response:
        room.asked()
        rows = await paper.rows_after(after, min(limit, _AT_ONCE))
        return Response(orjson.dumps({"events": [cloudevent(row) for row in rows]}))

    @app.get("/v1/fronts")
    async def fronts() -> Response:
        written = [each.model_dump(mode="json") for each in await paper.all()]
        return Response(orjson.dumps({"fronts": written}))

    async with served(app, port):
        yield room


class FarPaper(Paper):
    """A site that reads its log from elsewhere."""

    def __init__(self, home: Path, url: str) -> None:
        super().__init__(home)
        self._far = httpx.AsyncClient(base_url=url)

    async def rows_after(self, sequence: int, limit: int) -> list[Row]:
        answer = await self._far.get(f"/v1/events?after={sequence}&limit={limit}")
        return [row_of(each) for each in answer.json()["events"]]

    async def all(self) -> tuple[Arranged, ...]:
        return ()


async def _read(home: Path, url: str) -> None:
    paper = await FarPaper(home, url).open()
    await paper.readers.follower.run()


if __name__ == "__main__":
    asyncio.run(_read(Path(sys.argv[1]), sys.argv[2]))

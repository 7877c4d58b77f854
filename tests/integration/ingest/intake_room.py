"""Ingest inside the test's process, as a wire and an operator meet it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import orjson
import pytest
from redis.asyncio import Redis

from services.ingest.main import build
from shared.database import Database
from shared.events import Event, event_from_fields
from tests.eventually import eventually

OPERATOR = {"Authorization": "Bearer operator-token"}


@dataclass
class Newsroom:
    """Ingest as a wire and an operator meet it, with the streams it writes to."""

    http: httpx.AsyncClient
    redis: Redis
    database: Database
    key: str

    async def post(
        self, body: Any, path: str = "/v1/articles", **headers: str
    ) -> httpx.Response:
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.post(
            path,
            content=content,
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.key}",
                **given,
            },
        )

    async def get(self, path: str) -> httpx.Response:
        return await self.http.get(path, headers={"X-API-Key": self.key})

    async def operate(self, method: str, path: str, json: Any = None) -> httpx.Response:
        return await self.http.request(method, path, json=json, headers=OPERATOR)

    async def sent(self, stream: str) -> list[Event]:
        """Give each event once: on a slow machine the reconciler may send one again."""
        entries: Any = await self.redis.xrange(stream)
        events = [event_from_fields(fields) for _, fields in entries]
        return [*{event.id: event for event in events}.values()]


def a_story(**changes: Any) -> dict[str, Any]:
    story = {
        "uri": "urn:wire:story-1",
        "version": "1",
        "headline": "Harbour reopens after storm",
        "text": "The harbour reopened on Monday after two days of storm.",
        "language": "en",
    }
    return {key: value for key, value in (story | changes).items() if value is not None}


QUICK = {
    "SOURCE_CACHE_S": "0",
    "MAX_ITEM_BYTES": "100000",
    "KEY_PEPPER": "pepper",
    "STATISTICS_EVERY_S": "0.1",
    "RECONCILE_EVERY_S": "0.1",
    "STALLED_AFTER_S": "0.2",
    "STALLED_KILL_AFTER_S": "0.2",
    "BACKLOG_MARGIN_S": "0",
    "PRESSURE_EVERY_S": "0.05",
    "HIGH_WATER": "5",
    "PICTURE_LOOK_EVERY_S": "0.05",
}


Intake = Callable[..., AbstractAsyncContextManager["Newsroom"]]
"""Starts ingest with settings by their names, in place of the ordinary ones."""


@asynccontextmanager
async def an_intake(
    monkeypatch: pytest.MonkeyPatch,
    redis: Redis,
    redis_url: str,
    mongo_url: str,
    database: Database,
    **settings: str,
) -> AsyncIterator[Newsroom]:
    """Run ingest with short times; it knows one source, `wire`."""
    pictures = TemporaryDirectory(prefix="copydesk-objects-")
    folder = pictures.name
    servers = {
        "REDIS_URL": redis_url,
        "MONGO_URL": mongo_url,
        "MONGO_DATABASE": database.name,
        "OPERATOR_TOKEN": "operator-token",
        "OBJECTS": folder,
    }
    for name, value in {**servers, **QUICK, **settings}.items():
        monkeypatch.setenv(f"COPYDESK_{name}", value)
    app = build()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://ingest") as http,
    ):

        async def ready() -> bool:
            return (await http.get("/readyz")).status_code == 200

        await eventually(ready)
        added = await http.post(
            "/v1/sources", json={"source": "wire", "rights": ["self"]}, headers=OPERATOR
        )
        yield Newsroom(http, redis, database, added.json()["key"])
    pictures.cleanup()

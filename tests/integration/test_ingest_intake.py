"""Wires push articles over HTTP, and the stream and the receipts tell of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest
from redis.asyncio import Redis

from services.ingest.main import build
from shared.database import Database
from shared.events import Event, event_from_fields

OPERATOR = {"Authorization": "Bearer operator-token"}


@dataclass
class Newsroom:
    """Ingest as a wire and an operator meet it, with the streams it writes to."""

    http: httpx.AsyncClient
    redis: Redis
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

    async def sent(self, stream: str) -> list[Event]:
        return [event_from_fields(fields) for _, fields in await self.redis.xrange(stream)]


async def eventually(check: Callable[[], Awaitable[Any]], within_s: float = 10) -> Any:
    deadline = asyncio.get_running_loop().time() + within_s
    while not (found := await check()):
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)
    return found


def a_story(**changes: Any) -> dict[str, Any]:
    story = {
        "uri": "urn:wire:story-1",
        "version": "1",
        "headline": "Harbour reopens after storm",
        "text": "The harbour reopened on Monday after two days of storm.",
        "language": "en",
    }
    return {key: value for key, value in (story | changes).items() if value is not None}


@pytest.fixture
async def newsroom(
    monkeypatch: pytest.MonkeyPatch,
    redis_url: str,
    redis: Redis,
    mongo_url: str,
    database: Database,
) -> AsyncIterator[Newsroom]:
    for name, value in {
        "REDIS_URL": redis_url,
        "MONGO_URL": mongo_url,
        "MONGO_DATABASE": database.name,
        "OPERATOR_TOKEN": "operator-token",
        "SOURCE_CACHE_S": "0",
        "MAX_ITEM_BYTES": "100000",
        "KEY_PEPPER": "pepper",
        "STATISTICS_EVERY_S": "0.1",
    }.items():
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
        yield Newsroom(http, redis, added.json()["key"])


async def test_a_story_is_received_and_told_to_enrichment(newsroom: Newsroom) -> None:
    answer = await newsroom.post(a_story())

    assert answer.status_code == 202, answer.text
    body = answer.json()
    assert body["state"] == "received"
    assert body["revision"] == 1
    assert answer.headers["location"] == f"/v1/receipts/{body['receipt']}"
    (event,) = await newsroom.sent("article.received")
    assert event.data.article_id == body["article_id"]
    assert event.data.article.item.headline() == "Harbour reopens after storm"
    assert event.data.article.source.rights == ("self",)
    assert event.correlation_id == body["receipt"]
    assert event.traceparent


async def test_a_repeat_is_answered_200_and_told_to_nobody(newsroom: Newsroom) -> None:
    first = await newsroom.post(a_story())
    again = await newsroom.post(a_story(version="2"))

    assert again.status_code == 200
    assert again.json()["revision"] == first.json()["revision"]
    assert again.json()["article_id"] == first.json()["article_id"]
    assert len(await newsroom.sent("article.received")) == 1

"""Publish inside the test's process, as downstream sites and the operator meet it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from services.publish.main import build
from shared.database import Database
from shared.events import Event
from shared.streams import Streams
from tests.eventually import eventually
from tests.unit.publish.stories import STORY

OPERATOR = {"Authorization": "Bearer of-the-operator"}


@dataclass
class PublishRoom:
    """One process of publish, or more; what comes in, and what the operator asks."""

    http: httpx.AsyncClient
    streams: Streams

    async def tell(self, *events: Event) -> None:
        """Have publish hear of events, and wait until the log has their stories."""
        before = len(await self.log())
        await self.streams.send(events)

        async def has_grown() -> bool:
            return len(await self.log()) >= before + len(events)

        await eventually(has_grown, what="the log has grown")

    async def log(self, headers: dict[str, str] | None = None) -> list[dict[str, Any]]:
        """Read the log."""
        answer = await self.http.get("/v1/events?limit=1000", headers=headers or OPERATOR)
        answer.raise_for_status()
        events: list[dict[str, Any]] = answer.json()["events"]
        return events

    async def ask(self, method: str, path: str, json: object = None) -> Any:
        """Call as the operator does."""
        answer = await self.http.request(method, path, json=json, headers=OPERATOR)
        assert answer.is_success, answer.text
        return answer.json()

    async def add_site(self, name: str, **facts: Any) -> dict[str, str]:
        """Register a site and give the headers it calls with."""
        made = await self.ask("POST", "/v1/sites", {"site": name, **facts})
        return {"Authorization": f"Bearer {made['token']}"}

    async def kill_at(self, site: str, article_id: str = STORY) -> dict[str, Any] | None:
        """Tell how far a story's kill is at a site."""
        [kill] = (await self.ask("GET", f"/v1/kills/{article_id}"))["kills"]
        return next((each for each in kill["sites"] if each["site"] == site), None)

    async def until_kill_is(self, site: str, state: str, article_id: str = STORY) -> None:
        """Wait until a kill is so far at a site."""

        async def is_there() -> bool:
            found = await self.kill_at(site, article_id)
            return found is not None and found["state"] == state

        await eventually(is_there, within_s=15, what=f"the kill is {state} at {site}")


@dataclass
class Place:
    """The servers that publish runs on, and how it is told its settings."""

    monkeypatch: pytest.MonkeyPatch
    redis: Redis
    redis_url: str
    mongo_url: str
    database: Database


@contextlib.asynccontextmanager
async def a_publish_room(
    place: Place, *, processes: Sequence[str] = ("one",), **settings: str
) -> AsyncIterator[PublishRoom]:
    """Run publish; the room talks to the first of its processes."""
    own = {
        "redis_url": place.redis_url,
        "mongo_url": place.mongo_url,
        "mongo_database": place.database.name,
        "site_url": "http://news.example",
        "operator_token": "of-the-operator",
        "webhook_allow_private": "true",
        "drain_every_s": "0.05",
        "due_every_s": "0.2",
        "sites_lease_s": "1",
        **settings,
    }
    for name, value in own.items():
        place.monkeypatch.setenv(f"COPYDESK_{name.upper()}", value)
    async with contextlib.AsyncExitStack() as stack:
        apps = [build() for _ in processes]
        for app in apps:
            await stack.enter_async_context(app.router.lifespan_context(app))
        transport = httpx.ASGITransport(app=apps[0])
        http = httpx.AsyncClient(transport=transport, base_url="http://news.example")
        yield PublishRoom(await stack.enter_async_context(http), Streams(place.redis))

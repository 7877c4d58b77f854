"""Moderation running on real servers, and the hands that send it stories."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import httpx
from redis.asyncio import Redis

from services.moderation.main import build
from services.moderation.settings import ModerationSettings
from shared.database import Database
from shared.events import (
    ArticleApproved,
    ArticleCanceled,
    ArticleEnriched,
    Event,
    event_from_fields,
)
from shared.payloads import Enriched
from shared.streams import Streams
from tests.eventually import eventually
from tests.factories import MONDAY
from tests.unit.moderation.stories import a_story

ID = "a" * 20
LOUD = "MINISTER LEAVES OFFICE AFTER VOTE ON FERRIES"
TOKEN = "desk-secret"
DESK = {"Authorization": f"Bearer {TOKEN}"}
OPERATOR = {"Authorization": "Bearer operator-secret"}


def enriched(**story: Any) -> ArticleEnriched:
    article, enrichment = a_story(**story)
    data = Enriched(
        article_id=article.article_id,
        revision=article.revision,
        article=article,
        enrichment=enrichment,
    )
    return ArticleEnriched.of(data, at=MONDAY)


class Newsroom(NamedTuple):
    desk: httpx.AsyncClient
    streams: Streams
    redis: Redis
    database: Database

    async def send(self, *events: Event) -> None:
        await self.streams.send(events)

    async def told(self, stream: str) -> list[Event]:
        """Give each event once: on a slow machine the reconciler may send one again."""
        entries: Any = await self.redis.xrange(stream)
        events = [event_from_fields(fields) for _, fields in entries]
        return [*{event.id: event for event in events}.values()]

    async def approved(self) -> list[ArticleApproved]:
        found = await self.told(ArticleApproved.stream)
        return [event for event in found if isinstance(event, ArticleApproved)]

    async def stopped(self) -> list[Event]:
        return await self.told(ArticleCanceled.stream)

    async def case(self, key: str = f"{ID}:1", *, state: str | None = None) -> dict[str, Any]:
        """Wait for a case, and for its state if one is named."""

        async def there() -> dict[str, Any] | None:
            answer = await self.desk.get(f"/v1/cases/{key}")
            body: dict[str, Any] = answer.json()
            found = answer.status_code == 200 and state in (None, body["state"])
            return body if found else None

        return await eventually(there, what=f"case {key} {state}") or {}

    async def person(
        self, name: str = "Ida Holm", role: str = "moderator", *, totp: bool = False
    ) -> dict[str, Any]:
        """Make an account as the operator does; the answer has its password."""
        body = {"name": name, "role": role, "totp": totp}
        made = await self.desk.post("/v1/people", json=body, headers=OPERATOR)
        assert made.status_code == 201, made.text
        found: dict[str, Any] = made.json()
        return found

    async def token(self, name: str, role: str) -> dict[str, str]:
        """Make a machine's token; give the header to call with."""
        body = {"name": name, "role": role, "days": 1}
        made = await self.desk.post("/v1/people/tokens", json=body, headers=OPERATOR)
        assert made.status_code == 201, made.text
        return {"Authorization": f"Bearer {made.json()['token']}"}

    async def act(self, what: str, key: str = f"{ID}:1", **body: Any) -> httpx.Response:
        return await self.desk.post(f"/v1/cases/{key}/{what}", json=body)


@contextlib.asynccontextmanager
async def running(settings: ModerationSettings) -> AsyncIterator[httpx.AsyncClient]:
    app = build(settings)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="https://desk", headers=DESK) as desk,
    ):

        async def ready() -> bool:
            return (await desk.get("/readyz")).status_code == 200

        await eventually(ready, what="ready")
        yield desk


def quick_settings(redis_url: str, mongo_url: str, database: Database) -> ModerationSettings:
    return ModerationSettings.model_validate(
        {
            "redis_url": redis_url,
            "mongo_url": mongo_url,
            "mongo_database": database.name,
            "log_level": "CRITICAL",
            "desk_token": TOKEN,
            "operator_token": "operator-secret",
            "reclaim_after_s": 0.3,
            "retry_after_s": 0.05,
            "reconcile_every_s": 0.1,
            "stalled_after_s": 0.3,
            "stalled_kill_after_s": 0.3,
            "backlog_margin_s": 0,
            "desk_drain_every_s": 0.1,
            "desk_password_mib": 12,
        }
    )

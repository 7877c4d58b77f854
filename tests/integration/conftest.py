"""Fixtures of the integration tests; a file whose newsroom is another one has its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from shared.database import Database
from tests.integration.intake_room import Newsroom, an_intake
from tests.integration.publish_room import Place


@pytest.fixture
async def newsroom(
    monkeypatch: pytest.MonkeyPatch,
    redis_url: str,
    redis: Redis,
    mongo_url: str,
    database: Database,
) -> AsyncIterator[Newsroom]:
    """Ingest inside the test's process."""
    async with an_intake(monkeypatch, redis, redis_url, mongo_url, database) as newsroom:
        yield newsroom


@pytest.fixture
def place(
    monkeypatch: pytest.MonkeyPatch,
    redis: Redis,
    redis_url: str,
    mongo_url: str,
    database: Database,
) -> Place:
    """Where publish runs inside the test's process."""
    return Place(monkeypatch, redis, redis_url, mongo_url, database)

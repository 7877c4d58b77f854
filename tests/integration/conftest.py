"""Fixtures of the integration tests; a file whose newsroom is another one has its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser
from redis.asyncio import Redis

from shared.database import Database
from tests.browsing import a_browser
from tests.integration.desk_room import DeskRoom, a_desk
from tests.integration.intake_room import Newsroom, an_intake
from tests.integration.moderation_room import quick_settings
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


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, started once for a file."""
    async with a_browser() as browser:
        yield browser


@pytest.fixture
async def desk_room(
    browser: Browser, redis: Redis, redis_url: str, mongo_url: str, database: Database
) -> AsyncIterator[DeskRoom]:
    """Moderation at an address, and people who open its desk in a browser."""
    settings = quick_settings(redis_url, mongo_url, database)
    async with a_desk(settings, redis, database, browser) as room:
        yield room

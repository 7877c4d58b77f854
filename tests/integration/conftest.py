"""Fixtures of the integration tests; a file whose newsroom is another one has its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

import pytest
from playwright.async_api import Browser
from redis.asyncio import Redis

from services.moderation.settings import ModerationSettings
from shared.database import Database
from shared.streams import Streams
from tests.browsing import a_browser
from tests.integration.ingest.intake_room import Intake, Newsroom, an_intake
from tests.integration.moderation.desk.desk_room import DeskRoom, a_desk
from tests.integration.moderation.moderation_room import Newsroom as ModerationRoom
from tests.integration.moderation.moderation_room import quick_settings, running
from tests.integration.publish.publish_room import Place


@pytest.fixture
def intake(
    monkeypatch: pytest.MonkeyPatch,
    redis: Redis,
    redis_url: str,
    mongo_url: str,
    database: Database,
) -> Intake:
    """Ingest inside the test's process, with settings of its own."""
    return partial(an_intake, monkeypatch, redis, redis_url, mongo_url, database)


@pytest.fixture
async def newsroom(intake: Intake) -> AsyncIterator[Newsroom]:
    """Ingest inside the test's process."""
    async with intake() as newsroom:
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


@pytest.fixture
async def settings(redis_url: str, mongo_url: str, database: Database) -> ModerationSettings:
    """Moderation with short times."""
    return quick_settings(redis_url, mongo_url, database)


@pytest.fixture
async def room(
    settings: ModerationSettings, redis: Redis, database: Database
) -> AsyncIterator[ModerationRoom]:
    """Moderation inside the test's process."""
    async with running(settings) as desk:
        yield ModerationRoom(desk, Streams(redis), redis, database)


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, started once for a file."""
    async with a_browser() as browser:
        yield browser


@pytest.fixture
async def desk_room(
    browser: Browser, settings: ModerationSettings, redis: Redis, database: Database
) -> AsyncIterator[DeskRoom]:
    """Moderation at an address, and people who open its desk in a browser."""
    async with a_desk(settings, redis, database, browser) as room:
        yield room

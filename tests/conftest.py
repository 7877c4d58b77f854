"""Fixtures for every test: real servers once per session, a clean place for each test."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from redis.asyncio import Redis

from services.control.embedded import Embedded
from shared.database import Database, connect

settings.register_profile(
    "copydesk", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("copydesk")

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with Embedded(tmp_path_factory.mktemp("servers")) as servers:
        yield servers


@pytest.fixture(scope="session")
def redis_server(servers: Embedded) -> str:
    return (
        servers.redis_url.rsplit("/", 1)[0]
        if servers.redis_url.count("/") > 2
        else servers.redis_url
    )


@pytest.fixture(scope="session")
def mongo_url(servers: Embedded) -> str:
    return servers.mongo_url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """A database of the test's own: they are numbered 0 to 15, and emptied before use."""
    return f"{redis_server}/{next(_NUMBERS) % 16}"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture
async def database(mongo_url: str) -> AsyncIterator[Database]:
    """A database of the test's own."""
    database = connect(mongo_url, service="tests", name=f"test_{next(_NUMBERS)}")
    yield database
    await database.client.drop_database(database.name)
    database.client.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real copy that the project may read but not keep."""
    folder = Path(__file__).parents[2] / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("../shared/corpus is not here: real copy to test against is kept elsewhere")
    return folder

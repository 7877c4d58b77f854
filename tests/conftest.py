"""Fixtures for every test: real servers once per session, a clean place for each test.

Tests marked `every_server` run on the embedded servers and, where a Docker engine answers and
the images are at hand, on containers of what production runs.
"""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from redis.asyncio import Redis

from services.control.machine.embedded import Embedded
from shared.database import Database, connect

settings.register_profile(
    "copydesk", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("copydesk")

_NUMBERS = itertools.count(1)


REDIS_IMAGE, MONGO_IMAGE = "redis:8", "mongo:8"


@dataclass(frozen=True)
class Servers:
    """Where a Redis and a MongoDB answer; the Redis has the databases 0 to 15."""

    redis: str
    mongo: str


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "servers" in metafunc.fixturenames and any(
        metafunc.definition.iter_markers("every_server")
    ):
        metafunc.parametrize(
            "servers", ["embedded", "containers"], indirect=True, scope="session"
        )


@pytest.fixture(scope="session")
def servers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servers]:
    if getattr(request, "param", "embedded") == "containers":
        yield from _containers()
        return
    with Embedded(tmp_path_factory.mktemp("servers")) as embedded:
        yield Servers(embedded.redis_url.rsplit("/", 1)[0], embedded.mongo_url)


def _containers() -> Iterator[Servers]:
    if shutil.which("docker") is None or not _docker("info"):
        pytest.skip("no Docker engine answers here")
    missing = [
        image for image in (REDIS_IMAGE, MONGO_IMAGE) if not _docker("image", "inspect", image)
    ]
    if missing:
        pytest.skip(f"images are not at hand: docker pull {' '.join(missing)}")
    # Imported here: they ask Docker's client library for its settings at once.
    from testcontainers.community.mongodb import MongoDbContainer  # noqa: PLC0415
    from testcontainers.community.redis import RedisContainer  # noqa: PLC0415
    from testcontainers.core.config import testcontainers_config  # noqa: PLC0415

    if not _docker("image", "inspect", testcontainers_config.ryuk_image):
        # Its clean-up container would have to be pulled; leaving this block stops ours too.
        testcontainers_config.ryuk_disabled = True
    with RedisContainer(REDIS_IMAGE) as redis, MongoDbContainer(MONGO_IMAGE) as mongo:
        where = f"{redis.get_container_host_ip()}:{redis.get_exposed_port(6379)}"
        yield Servers(f"redis://{where}", mongo.get_connection_url())


def _docker(*words: str) -> bool:
    done = subprocess.run(["docker", *words], check=False, capture_output=True, timeout=60)
    return done.returncode == 0


@pytest.fixture(scope="session")
def redis_server(servers: Servers) -> str:
    return servers.redis


@pytest.fixture(scope="session")
def mongo_url(servers: Servers) -> str:
    return servers.mongo


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

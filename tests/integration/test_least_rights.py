"""Each service works as its own user of Redis (deploy/redis.acl), which can do little else."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis
from redis.exceptions import NoPermissionError, ResponseError

from shared.database import Database
from tests.e2e.room import a_story
from tests.eventually import eventually
from tests.integration.service_process import OPERATOR, Process, a_process

DEPLOY = Path(__file__).parents[2] / "deploy"
SERVICES = ("ingest", "enrichment", "moderation", "publish")


@dataclass
class Users:
    """A Redis that knows a user for each service."""

    redis: Redis
    url: str

    def url_of(self, user: str) -> str:
        return self.url.replace("//", f"//{user}-test:secret@")


def rules() -> dict[str, list[str]]:
    """Read the rules of each user as the start script writes them."""
    script = (DEPLOY / "redis-start").read_text()
    found = re.search(r'^commands="(.+)"$', script, re.MULTILINE)
    assert found
    users = {}
    for line in (DEPLOY / "redis.acl").read_text().splitlines():
        _, name, *said = line.replace("{commands}", found[1]).split()
        users[name] = [rule for rule in said if not rule.startswith(">")]
    return users


async def _acl(redis: Redis, *words: str) -> None:
    await redis.execute_command("ACL", *words)  # type: ignore[no-untyped-call]


@pytest.fixture
async def users(redis: Redis, redis_url: str) -> AsyncIterator[Users]:
    for name in SERVICES:
        await _acl(redis, "SETUSER", f"{name}-test", "reset", ">secret", *rules()[name])
    yield Users(redis, redis_url)
    for name in SERVICES:
        await _acl(redis, "DELUSER", f"{name}-test")


async def test_a_story_goes_all_its_way_and_is_killed(
    users: Users, mongo_url: str, database: Database, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        processes: dict[str, Process] = {
            name: stack.enter_context(
                a_process(
                    name,
                    tmp_path / f"{name}.log",
                    redis_url=users.url_of(name),
                    mongo_url=mongo_url,
                    database=database.name,
                    JANITOR_EVERY_S="0.2",
                    RECONCILE_EVERY_S="0.5",
                )
            )
            for name in SERVICES
        }
        async with httpx.AsyncClient() as http:
            for process in processes.values():
                await process.until_ready(http)
            ingest, publish = processes["ingest"].url, processes["publish"].url
            asked = {"source": "wire", "rights": ["self"]}
            added = await http.post(f"{ingest}/v1/sources", json=asked, headers=OPERATOR)
            wire = {"Authorization": f"Bearer {added.json()['key']}"}
            story = {**a_story(1), "uri": "urn:wire:1"}

            async def send(**changes: str) -> None:
                answer = await http.post(
                    f"{ingest}/v1/articles", json={**story, **changes}, headers=wire
                )
                assert answer.status_code == 202, answer.text

            async def told() -> list[str]:
                log = (await http.get(f"{publish}/v1/events")).json()["events"]
                return [event["type"].split(".")[2] for event in log]

            async def is_told(*kinds: str) -> bool:
                return await told() == [*kinds]

            await send(version="1")
            await eventually(lambda: is_told("published"), within_s=30)
            await send(version="2", pubstatus="canceled")
            await eventually(lambda: is_told("published", "killed"), within_s=30)

            async def is_on_the_stream() -> bool:
                return bool(await users.redis.xlen("article.published"))

            await eventually(is_on_the_stream, within_s=30)

    logs = "".join((tmp_path / f"{name}.log").read_text() for name in SERVICES)
    assert "NOPERM" not in logs
    assert "NoPermissionError" not in logs


@pytest.mark.parametrize(
    ("user", "command"),
    [
        ("enrichment", ("XADD", "article.approved", "*", "a", "b")),
        ("enrichment", ("XADD", "article.published", "*", "a", "b")),
        ("moderation", ("XADD", "article.received", "*", "a", "b")),
        ("publish", ("DEL", "article.received")),
        ("ingest", ("DEL", "article.approved")),
        ("ingest", ("SET", "anything", "x")),
        *((user, ("FLUSHALL",)) for user in SERVICES),
        *((user, ("CONFIG", "GET", "*")) for user in SERVICES),
        *((user, ("ACL", "LIST")) for user in SERVICES),
        *((user, ("KEYS", "*")) for user in SERVICES),
        *((user, ("SHUTDOWN",)) for user in SERVICES),
    ],
)
async def test_a_service_may_do_nothing_that_is_not_its_work(
    users: Users, user: str, command: tuple[str, ...]
) -> None:
    async with Redis.from_url(users.url_of(user)) as redis:
        with pytest.raises((NoPermissionError, ResponseError), match=r"(?i)perm"):
            await redis.execute_command(*command)  # type: ignore[no-untyped-call]

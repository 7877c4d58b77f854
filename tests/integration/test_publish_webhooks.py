"""Webhooks to a site that answers, fails, hangs or goes away, over real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
import structlog

from services.publish.bell import Bell
from services.publish.channels.webhook import Couriers, ForbiddenAddressError, checked_address
from services.publish.delivery import Breaker, Delivery, DeliveryState, Downstream, sign
from services.publish.storage import INDEXES, PublishStore
from services.publish.storage_sites import INDEXES as SITE_INDEXES
from services.publish.storage_sites import SiteStore
from shared.clock import now
from shared.database import Database, ensure_indexes
from tests.integration.test_publish_log import Publisher
from tests.unit.publish.stories import STORY, a_kill, an_approval

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "b" * 20


@dataclass
class FarSite:
    """A downstream site: takes what it is sent, and answers what it is told to."""

    statuses: list[int] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = [line.partition(": ") for line in head.split("\r\n")[1:] if line]
        headers = {name.lower(): value for name, _, value in lines}
        body = await reader.readexactly(int(headers["content-length"]))
        self.requests.append((headers, body))
        status = self.statuses.pop(0) if self.statuses else 204
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()

    def steps(self, article_id: str = STORY) -> list[int]:
        data = [json.loads(body)["data"] for _, body in self.requests]
        return [each["step"] for each in data if each["article_id"] == article_id]


@dataclass
class Clock:
    """A clock that tests move."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return now() + self.ahead


@dataclass
class Newsroom:
    publisher: Publisher
    sites: SiteStore
    store: PublishStore
    couriers: Couriers
    clock: Clock
    client: httpx.AsyncClient
    far: FarSite
    breaker: Breaker = field(default_factory=Breaker)

    async def tell(self, *events: Any) -> None:
        for event in events:
            await self.publisher.handle(event)
        await self.publisher.log.drain()

    async def deliver(self, site: str = "daily") -> None:
        """Do one round of what a courier does."""
        found = await self.sites.get(site)
        assert found is not None
        await self.couriers.fan_out(found)
        found = await self.sites.get(site)
        assert found is not None
        await self.couriers.carry(found, self.client, self.breaker)

    async def delivery(self, article_id: str = STORY) -> Delivery:
        return (await self.sites.known("daily", [article_id]))[article_id]


@pytest.fixture
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    await ensure_indexes(database, [*INDEXES, *SITE_INDEXES])
    far = FarSite()
    server = await asyncio.start_server(far.serve, "127.0.0.1", 0)
    far.port = server.sockets[0].getsockname()[1]
    store, sites, clock = PublishStore(database), SiteStore(database), Clock()
    couriers = Couriers(store, sites, Bell(), clock, structlog.get_logger(), allow_private=True)
    site = Downstream(
        id="daily", url=f"http://localhost:{far.port}/hook", secrets=(SECRET,), created_at=now()
    )
    await sites.add(site)
    async with server, httpx.AsyncClient() as client:
        yield Newsroom(Publisher(database), sites, store, couriers, clock, client, far)


async def test_a_story_is_delivered_signed_and_once(newsroom: Newsroom) -> None:
    await newsroom.tell(an_approval(1))

    await newsroom.deliver()
    await newsroom.deliver()

    [(headers, body)] = newsroom.far.requests
    event = json.loads(body)
    assert event["sequence"] == "0000000000000001"
    assert event["data"]["item"]["headlines"][0]["value"] == "Ferries resume after storm"
    assert headers["webhook-id"] == f"{STORY}:1"
    assert headers["host"] == f"localhost:{newsroom.far.port}"
    signed = sign([SECRET], f"{STORY}:1", int(headers["webhook-timestamp"]), body)
    assert headers["webhook-signature"] == signed
    assert (await newsroom.delivery()).state is DeliveryState.DELIVERED


async def test_a_newer_revision_takes_the_place_of_one_that_could_not_be_delivered(
    newsroom: Newsroom,
) -> None:
    newsroom.far.statuses = [500]
    await newsroom.tell(an_approval(1))
    await newsroom.deliver()
    await newsroom.tell(an_approval(2))

    await newsroom.deliver()
    newsroom.clock.ahead = timedelta(hours=1)
    await newsroom.deliver()

    assert newsroom.far.steps() == [1, 2]


async def test_a_failure_is_tried_again_when_it_is_time(newsroom: Newsroom) -> None:
    newsroom.far.statuses = [503, 429]
    await newsroom.tell(an_approval(1))
    await newsroom.deliver()
    await newsroom.deliver()
    assert newsroom.far.steps() == [1]

    newsroom.clock.ahead = timedelta(seconds=6)
    await newsroom.deliver()
    newsroom.clock.ahead = timedelta(minutes=7)
    await newsroom.deliver()

    assert newsroom.far.steps() == [1, 1, 1]
    assert (await newsroom.delivery()).state is DeliveryState.DELIVERED


async def test_a_kill_reaches_a_site_that_was_switched_off(newsroom: Newsroom) -> None:
    await newsroom.tell(an_approval(1))
    await newsroom.deliver()
    newsroom.far.statuses = [410]
    await newsroom.tell(an_approval(2), an_approval(1, article_id=OTHER))
    await newsroom.deliver()
    site = await newsroom.sites.get("daily")
    assert site is not None
    assert not site.is_enabled

    await newsroom.tell(a_kill(2))
    await newsroom.deliver()

    _, body = newsroom.far.requests[-1]
    assert json.loads(body)["type"] == "copydesk.article.killed.v1"
    acknowledged = await newsroom.delivery()
    assert acknowledged.is_kill
    assert acknowledged.delivered == acknowledged.sequence


async def test_who_never_had_a_story_gets_no_kill_of_it(newsroom: Newsroom) -> None:
    await newsroom.tell(an_approval(1), a_kill(1))

    await newsroom.deliver()

    assert newsroom.far.requests == []


async def test_two_couriers_carry_everything_once(newsroom: Newsroom) -> None:
    ids = [letter * 20 for letter in "abcdefghijklm"]
    await newsroom.tell(*(an_approval(1, article_id=id_) for id_ in ids))

    await asyncio.gather(newsroom.deliver(), newsroom.deliver())
    await newsroom.deliver()

    taken = sorted(json.loads(body)["data"]["article_id"] for _, body in newsroom.far.requests)
    assert taken == ids


async def test_who_dies_in_the_middle_is_followed_by_another(newsroom: Newsroom) -> None:
    await newsroom.tell(an_approval(1))
    site = await newsroom.sites.get("daily")
    assert site is not None
    await newsroom.couriers.fan_out(site)
    waiting = await newsroom.delivery()
    lost = waiting.changed(busy="who died", due_at=newsroom.clock() + timedelta(seconds=60))
    assert await newsroom.sites.replace([(waiting, lost)]) == [True]

    await newsroom.deliver()
    assert newsroom.far.requests == []
    newsroom.clock.ahead = timedelta(seconds=61)
    await newsroom.deliver()

    assert newsroom.far.steps() == [1]


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1:6379/",
        "http://[::1]/",
        "ftp://x.example/",
        "x",
        "http://[::1",
        "http://a..b/",
        "http://localhost:99999/",
        "http://\ud800/",
    ],
)
async def test_no_webhook_leads_into_our_own_networks(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        await checked_address(url, False)  # noqa: FBT003 - the setting

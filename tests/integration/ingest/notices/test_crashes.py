"""Ingest is killed while it tells a wire's webhook: no notice is lost, and order holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis

from shared.database import Database
from shared.events import ArticleSentBack
from shared.payloads import SentBack
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.far_site import FarSite, a_far_site, takes
from tests.integration.service_process import OPERATOR, Process, a_process

pytestmark = [pytest.mark.crash, pytest.mark.long, pytest.mark.timeout(300)]

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
KILLS = 3
STORIES = ("a" * 20, "b" * 20)
TIMES = {
    "RECLAIM_AFTER_S": "1",
    "WEBHOOK_ALLOW_PRIVATE": "true",
    "WEBHOOK_LOOK_EVERY_S": "0.05",
    "WEBHOOK_LEASE_S": "4",
}


@dataclass
class Room:
    ingest: Process
    http: httpx.AsyncClient
    streams: Streams
    far: FarSite
    sent: int = 0

    async def send_back(self, revisions: int) -> None:
        """Send so many further revisions of each story back."""
        for _ in range(revisions):
            self.sent += 1
            at = MONDAY + timedelta(minutes=self.sent)
            for story in STORIES:
                data = SentBack(
                    article_id=story, revision=self.sent, source="wire", reason="Why?", at=at
                )
                await self.streams.send([ArticleSentBack.of(data, at=at)])

    def told(self, story: str) -> list[int]:
        """Give the revisions of a story in the order in which they came."""
        events = [event["data"] for event in self.far.events()]
        return [each["revision"] for each in events if each["article_id"] == story]

    async def all_told(self) -> bool:
        """Tell whether the far end has heard of everything."""
        wanted = {*range(1, self.sent + 1)}
        return all({*self.told(story)} == wanted for story in STORIES)


@pytest.fixture
async def room(
    tmp_path: Path, redis_url: str, redis: Redis, mongo_url: str, database: Database
) -> AsyncIterator[Room]:
    async with httpx.AsyncClient(timeout=10) as http, a_far_site() as far:
        with a_process(
            "ingest",
            tmp_path / "ingest.log",
            redis_url=redis_url,
            mongo_url=mongo_url,
            database=database.name,
            **TIMES,
        ) as ingest:
            await ingest.until_ready(http)
            sources = f"{ingest.url}/v1/sources"
            await http.post(sources, json={"source": "wire"}, headers=OPERATOR)
            hook = {"url": far.url}
            await http.put(f"{sources}/wire/webhook", json=hook, headers=OPERATOR)
            yield Room(ingest, http, Streams(redis), far)


async def test_killed_with_a_notice_in_hand_it_tells_all_of_them_in_order(room: Room) -> None:
    for _ in range(KILLS):
        before = len(room.far.requests)
        room.far.answers = lambda _event: None  # it hangs

        await room.send_back(2)

        async def in_hand(before: int = before) -> bool:
            return len(room.far.requests) > before

        await eventually(in_hand, what="a notice is in hand")
        room.ingest.kill()
        room.far.answers = takes
        room.ingest.start()
        await eventually(room.all_told, within_s=60, what="all is told")

    for story in STORIES:
        assert room.told(story) == sorted(room.told(story))

"""Quiet sources, gaps in their numbers: seen by every process, told once, kept with times."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture, ReturnLogger

from services.ingest.sources.storage import SourceCounts, SourceStore
from services.ingest.sources.storage_habits import Alert, HabitStore
from services.ingest.sources.vigil import Vigil
from shared.database import Database
from shared.metrics import Metrics
from tests.eventually import eventually
from tests.integration.ingest.intake_room import Intake, Newsroom, a_story

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass
class Watchers:
    """Two processes that look after the same sources, with a clock of the test's."""

    database: Database
    now: datetime = MONDAY
    metrics: list[Metrics] = field(default_factory=list)
    vigils: list[Vigil] = field(default_factory=list)
    logged: LogCapture = field(default_factory=LogCapture)
    """Of a logger of their own: others set levels for the whole process."""

    async def look(self) -> list[dict[str, Any]]:
        """Let all look at the same time; give what they logged."""
        before = len(self.logged.entries)
        await asyncio.gather(*(vigil.look() for vigil in self.vigils))
        return [dict(line) for line in self.logged.entries[before:]]

    async def look_until(self, end: datetime) -> list[dict[str, Any]]:
        """Look every ten minutes, as time goes by."""
        logged = []
        while self.now < end:
            self.now += timedelta(minutes=10)
            logged += await self.look()
        return logged

    async def sent(self, source: str, count: int = 1, numbers: tuple[int, ...] = ()) -> None:
        """Tell one of them that a source sent something, now."""
        lanes = ("all", "provider abc", "category abc/i")
        counts = {
            source: SourceCounts(
                {"received": count}, self.now, [(lanes, number) for number in numbers]
            )
        }
        await SourceStore(self.database).count(counts)
        await self.vigils[0].note(counts)

    def gauge(self, name: str, source: str) -> list[float | None]:
        return [
            metrics.registry.get_sample_value(name, {"source": source})
            for metrics in self.metrics
        ]


@pytest.fixture
async def watchers(database: Database) -> Watchers:
    room = Watchers(database)
    for _ in range(2):
        metrics = Metrics()
        room.metrics.append(metrics)
        room.vigils.append(
            Vigil(
                HabitStore(database),
                SourceStore(database),
                metrics=metrics,
                log=structlog.wrap_logger(
                    ReturnLogger(),
                    processors=[room.logged],
                    wrapper_class=structlog.make_filtering_bound_logger("debug"),
                ),
                now=lambda: room.now,
                more=_nothing_else,
            )
        )
    return room


async def _nothing_else() -> list[Alert]:
    return []


async def a_source(watchers: Watchers, name: str, *, weeks: int) -> None:
    """Add a source that has sent five items an hour for so many weeks."""
    begun = watchers.now - timedelta(weeks=weeks)
    await watchers.database["sources"].insert_one(
        {"_id": name, "created_at": begun, "paused": False, "last_item": {"at": watchers.now}}
    )
    store = HabitStore(watchers.database)
    for hours in range(weeks * 168):
        await store.add({name: 5}, begun + timedelta(hours=hours))


async def test_a_silence_is_told_once_and_closed_by_the_next_item(watchers: Watchers) -> None:
    await a_source(watchers, "wire", weeks=3)
    await a_source(watchers, "young", weeks=1)
    await watchers.look()

    opened = await watchers.look_until(MONDAY + timedelta(hours=4))

    assert [(line["event"], line["source"]) for line in opened] == [
        ("source_alert_opened", "wire")
    ]
    assert "nothing since 2026-11-23 00:00 UTC" in opened[0]["reason"]
    assert watchers.gauge("copydesk_source_quiet", "wire") == [1, 1]
    assert watchers.gauge("copydesk_source_quiet", "young") == [0, 0]
    await watchers.sent("wire")
    closed = await watchers.look()
    assert [(line["event"], line["source"]) for line in closed] == [
        ("source_alert_closed", "wire")
    ]
    assert watchers.gauge("copydesk_source_quiet", "wire") == [0, 0]
    (alert,) = await HabitStore(watchers.database).history("wire")
    assert alert["opened_at"] < alert["closed_at"]


async def test_after_an_outage_of_ours_nobody_is_blamed_for_it(watchers: Watchers) -> None:
    await a_source(watchers, "wire", weeks=3)
    await watchers.look()
    watchers.now += timedelta(hours=30)  # no process ran, or the clock jumped

    assert await watchers.look() == []
    assert await watchers.look_until(watchers.now + timedelta(minutes=50)) == []
    assert await watchers.look_until(watchers.now + timedelta(hours=3)) != []


async def test_a_gap_is_told_once_shrinks_and_closes(watchers: Watchers) -> None:
    await a_source(watchers, "wire", weeks=1)
    await watchers.look()
    for number in (*range(1, 60), 63):
        await watchers.sent("wire", numbers=(number,))

    opened = await watchers.look_until(MONDAY + timedelta(minutes=20))
    await watchers.sent("wire", numbers=(61,))
    await watchers.look()
    listed = await HabitStore(watchers.database).open_alerts()
    gauge = watchers.gauge("copydesk_source_missing_numbers", "wire")
    await watchers.sent("wire", numbers=(60, 62))
    closed = await watchers.look()

    assert [(line["event"], line["reason"]) for line in opened] == [
        ("source_alert_opened", "numbers 0060 to 0062 have not come")
    ]
    assert [alert.reason for alert in listed] == ["numbers 0060, 0062 have not come"]
    assert gauge == [2, 2]
    assert [line["event"] for line in closed] == ["source_alert_closed"]
    assert watchers.gauge("copydesk_source_missing_numbers", "wire") == [0, 0]


async def test_a_paused_source_is_not_waited_for(watchers: Watchers) -> None:
    await a_source(watchers, "wire", weeks=3)
    await watchers.database["sources"].update_one({"_id": "wire"}, {"$set": {"paused": True}})
    await watchers.look()

    assert await watchers.look_until(MONDAY + timedelta(hours=5)) == []


@pytest.fixture
async def newsroom(intake: Intake) -> AsyncIterator[Newsroom]:
    async with intake(VIGIL_EVERY_S="0.1") as newsroom:
        yield newsroom


async def test_what_a_wire_posts_becomes_its_habit_and_its_count(newsroom: Newsroom) -> None:
    for number in range(1, 4):
        message = (
            f"\x01abc{number:04} 4 i 211\r\n\r\nFerries/\r\n\x02Ferries, take {number} =\r\n"
            f"    They did.\r\n\x03231108 GMT NOV 26\x04"
        )
        taken = await newsroom.post(message.encode(), Content_Type="text/plain")
        assert taken.status_code == 202
    await newsroom.post(a_story())

    async def counted() -> bool:
        weeks = [week async for week in newsroom.database["source_weeks"].find({}, {"_id": 0})]
        return sum(sum(week.values()) for week in weeks) == 4

    async def numbered() -> bool:
        lanes = (await HabitStore(newsroom.database).lanes()).get("wire", {})
        return "all" in lanes and lanes["all"].newest == 3

    await eventually(counted)
    await eventually(numbered)
    source = (await newsroom.operate("GET", "/v1/sources/wire")).json()
    assert len(source["usual_items_by_hour_of_week"]) == 168
    assert (source["alerts"], source["alerts_before"]) == ([], [])


async def test_an_alert_is_listed_with_its_source_until_it_sends_again(
    newsroom: Newsroom,
) -> None:
    now = datetime.now(UTC)
    sources, store = newsroom.database["sources"], HabitStore(newsroom.database)
    source = await sources.find_one_and_delete({"_id": "wire"})
    assert source is not None
    await sources.insert_one(
        {
            **source,
            "created_at": now - timedelta(weeks=3),
            "last_item": {"at": now - timedelta(hours=9)},
        }
    )
    await store.watched(now - timedelta(weeks=3), now)
    for hours in range(9, 3 * 168):
        await store.add({"wire": 5}, now - timedelta(hours=hours))

    async def alerts() -> Any:
        listed = (await newsroom.operate("GET", "/v1/sources")).json()["sources"]
        return listed[0]["alerts"]

    (alert,) = await eventually(alerts)
    assert alert["kind"] == "quiet"
    assert "3 weeks" in alert["reason"] or "2 weeks" in alert["reason"]
    await newsroom.post(a_story())

    async def over() -> Any:
        told = (await newsroom.operate("GET", "/v1/sources/wire")).json()
        return not told["alerts"] and told["alerts_before"]

    (past,) = await eventually(over)
    assert past["opened_at"] <= past["closed_at"]

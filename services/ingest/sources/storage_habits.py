"""What is known of each source's habits: items by the hour, its own numbers, open alerts.

Several processes write at once: counts are added, numbers compared and set, alerts inserted
under a name made of what they are about, so that one of them opens and one closes each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pymongo import UpdateOne

from services.ingest.sources.habits import HOURS_OF_WEEK, WEEKS_LOOKED_AT, Habit, hour_number
from services.ingest.sources.numbering import Lane, Missing, heard
from shared.database import Database, Document, Index, claim, from_ms, to_ms

INDEXES = (Index("source_alerts", ("source",)), Index("source_counts", ("source",)))

_WEEKS_KEPT = 2 * WEEKS_LOOKED_AT
_MOST_COUNTS = 100
"""Kept of one source; who has more has no numbers that mean anything."""

_MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class Alert:
    """Something about a source that a person should know, from when it began."""

    source: str
    kind: Literal["quiet", "gap", "webhook"]
    name: str
    since: datetime
    reason: str
    count: int = 0

    @property
    def key(self) -> str:
        """Name it by what it is about, so that whoever sees it gives it the same name."""
        return f"{self.source}:{self.kind}:{self.name}:{to_ms(self.since)}"


class HabitStore:
    """Collections `source_weeks`, `source_counts`, `source_alerts` and `source_watch`."""

    def __init__(self, database: Database) -> None:
        self._weeks = database["source_weeks"]
        self._counts = database["source_counts"]
        self._alerts = database["source_alerts"]
        self._watch = database["source_watch"]

    # --- hours ---------------------------------------------------------------------------

    async def add(self, items: Mapping[str, int], at: datetime) -> None:
        """Add so many items of each source to the hour they came in."""
        week, hour = divmod(hour_number(at), HOURS_OF_WEEK)
        updates = [
            UpdateOne(
                {"_id": _week_key(source, week)},
                {"$inc": {f"h{hour}": count}},
                upsert=True,
            )
            for source, count in items.items()
        ]
        if updates:
            await self._weeks.bulk_write(updates, ordered=False)

    async def habits(self, first: Mapping[str, datetime], now: datetime) -> dict[str, Habit]:
        """Give the habit of each source, which sent nothing before `first`."""
        this_week = hour_number(now) // HOURS_OF_WEEK
        weeks = range(this_week - _WEEKS_KEPT, this_week + 1)
        keys = {_week_key(source, week): (source, week) for source in first for week in weeks}
        counts: dict[str, dict[int, int]] = {source: {} for source in first}
        async for found in self._weeks.find({"_id": {"$in": list(keys)}}):
            source, week = keys[found["_id"]]
            counts[source] |= {
                week * HOURS_OF_WEEK + int(name[1:]): count
                for name, count in found.items()
                if name != "_id"
            }
        return {
            source: Habit(
                counts[source],
                # The hour a source came to us in is no whole hour of it.
                first=max(hour_number(begun) + 1, weeks[0] * HOURS_OF_WEEK),
            )
            for source, begun in first.items()
        }

    # --- its own numbers -----------------------------------------------------------------

    async def count(
        self, source: str, numbers: Sequence[tuple[tuple[str, ...], int]], now: datetime
    ) -> None:
        """Count a source's own numbers in, in each lane they may belong to."""
        by_lane: dict[str, list[int]] = {}
        for lanes, number in numbers:
            for lane in lanes:
                by_lane.setdefault(lane, []).append(number)
        for name, heard_now in list(by_lane.items())[:_MOST_COUNTS]:
            for _ in range(_MOST_TRIES):
                if await self._count(source, name, heard_now, now):
                    break

    async def _count(
        self, source: str, name: str, numbers: Sequence[int], now: datetime
    ) -> bool:
        key = f"{source}:{name}"
        found = await self._counts.find_one({"_id": key})
        lane = _lane(found) if found else Lane()
        for number in numbers:
            lane = heard(lane, number, now)
        fields = _lane_fields(lane)
        if found is None:
            document = {"_id": key, "source": source, "name": name, "changes": 1, **fields}
            return (await claim(self._counts, [document]))[0]
        changed = await self._counts.update_one(
            {"_id": key, "changes": found["changes"]},
            {"$set": {**fields, "changes": found["changes"] + 1}},
        )
        return changed.matched_count == 1

    async def lanes(self) -> dict[str, dict[str, Lane]]:
        """Give the counts of every source."""
        lanes: dict[str, dict[str, Lane]] = {}
        async for found in self._counts.find():
            lanes.setdefault(found["source"], {})[found["name"]] = _lane(found)
        return lanes

    # --- alerts --------------------------------------------------------------------------

    async def open(self, alert: Alert, at: datetime) -> bool:
        """Open an alert; False where it has been opened before."""
        document = {
            "_id": alert.key,
            "source": alert.source,
            "kind": alert.kind,
            "name": alert.name,
            "since_ms": to_ms(alert.since),
            "reason": alert.reason,
            "count": alert.count,
            "opened_ms": to_ms(at),
            "state": "open",
        }
        return (await claim(self._alerts, [document]))[0]

    async def restate(self, alert: Alert) -> None:
        """Say anew what an open alert is about: some of a gap has been filled, say."""
        await self._alerts.update_one(
            {"_id": alert.key, "state": "open"},
            {"$set": {"reason": alert.reason, "count": alert.count}},
        )

    async def close(self, alert: Alert, at: datetime) -> bool:
        """Close an alert; False where another process was faster."""
        changed = await self._alerts.update_one(
            {"_id": alert.key, "state": "open"},
            {"$set": {"state": "closed", "closed_ms": to_ms(at)}},
        )
        return changed.matched_count == 1

    async def open_alerts(self) -> list[Alert]:
        """Give the alerts that are open."""
        return [_alert(found) async for found in self._alerts.find({"state": "open"})]

    async def history(self, source: str, limit: int = 20) -> list[dict[str, Any]]:
        """List a source's alerts, the newest first, as people want to see them."""
        found = self._alerts.find({"source": source}).sort("opened_ms", -1).limit(limit)
        return [_told(each) async for each in found]

    # --- our own watch -------------------------------------------------------------------

    async def watch(self) -> tuple[datetime | None, datetime | None]:
        """Tell since when somebody has listened, and when that was last said."""
        found = await self._watch.find_one({"_id": "watch"})
        if found is None:
            return None, None
        return from_ms(found["since_ms"]), from_ms(found["checked_ms"])

    async def watched(self, since: datetime, now: datetime) -> None:
        """Note that somebody listens."""
        await self._watch.update_one(
            {"_id": "watch"},
            {"$set": {"since_ms": to_ms(since), "checked_ms": to_ms(now)}},
            upsert=True,
        )


def _week_key(source: str, week: int) -> str:
    return f"{source}:{week}"


def _lane(document: Document) -> Lane:
    return Lane(
        newest=document["newest"],
        steps=document["steps"],
        sound=document["sound"],
        missing=tuple(
            Missing(first, last, from_ms(since)) for first, last, since in document["missing"]
        ),
    )


def _lane_fields(lane: Lane) -> Document:
    return {
        "newest": lane.newest,
        "steps": lane.steps,
        "sound": lane.sound,
        "missing": [[gap.first, gap.last, to_ms(gap.since)] for gap in lane.missing],
    }


def _alert(document: Document) -> Alert:
    return Alert(
        source=document["source"],
        kind=document["kind"],
        name=document["name"],
        since=from_ms(document["since_ms"]),
        reason=document["reason"],
        count=document["count"],
    )


def _told(document: Document) -> dict[str, Any]:
    closed = document.get("closed_ms")
    return {
        "kind": document["kind"],
        "reason": document["reason"],
        "since": from_ms(document["since_ms"]).isoformat(),
        "opened_at": from_ms(document["opened_ms"]).isoformat(),
        "closed_at": from_ms(closed).isoformat() if closed else None,
    }

"""Edge: sources' pasts, counted as their stories are judged.

One document an hour and source, and one for how its stories ended. A batch that is tried again
is counted again: a habit bears that.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from pymongo import UpdateOne

from services.moderation.cases import Case
from services.moderation.story import History
from shared.database import Database, Index, to_ms

INDEXES = (Index("source_hours", ("at",)),)
HOURS = 48
"""Hours back that make a habit."""
KNOWN_FOR_HOURS = 24
"""Hours after which a source has a habit."""
FRESH_FOR_S = 5.0
"""How long what was read is used again."""
KEPT_FOR = timedelta(days=14)


class HistoryStore:
    """Counts what sources send, and tells it to the rules."""

    def __init__(self, database: Database) -> None:
        self._hours = database["source_hours"]
        self._ends = database["source_ends"]
        self._read: dict[str, tuple[float, History]] = {}

    async def count(self, cases: Sequence[Case]) -> None:
        """Count newly judged stories under their sources and this hour."""
        hours: Counter[tuple[str, int]] = Counter()
        ends: Counter[tuple[str, str]] = Counter()
        for case in cases:
            hours[case.source, _hour(case.judged_at)] += 1
            if end := _END.get(case.outcome.value):
                ends[case.source, end] += 1
        if not cases:
            return
        await self._hours.bulk_write(
            [
                UpdateOne(
                    {"_id": _key(source, hour)},
                    {"$inc": {"count": count}, "$setOnInsert": {"source": source, "at": hour}},
                    upsert=True,
                )
                for (source, hour), count in hours.items()
            ],
            ordered=False,
        )
        await self._add_ends(ends)

    async def count_killed(self, sources: Iterable[str]) -> None:
        """Count kills under their sources."""
        await self._add_ends(Counter((source, "killed") for source in sources if source))

    async def _add_ends(self, ends: Counter[tuple[str, str]]) -> None:
        if ends:
            await self._ends.bulk_write(
                [
                    UpdateOne({"_id": source}, {"$inc": {end: count}}, upsert=True)
                    for (source, end), count in ends.items()
                ],
                ordered=False,
            )

    async def of(self, sources: Iterable[str], now: datetime) -> dict[str, History]:
        """Give the pasts of some sources; one that is new has none that tells of a habit."""
        tick = time.monotonic()
        asked = dict.fromkeys(sources)
        for source in asked:
            read_at, _ = self._read.get(source, (0.0, None))
            if source not in self._read or tick - read_at > FRESH_FOR_S:
                self._read[source] = (tick, await self._load(source, now))
        return {source: self._read[source][1] for source in asked}

    async def _load(self, source: str, now: datetime) -> History:
        last = _hour(now)
        first = last - HOURS * 3_600_000
        wanted = {"_id": {"$gte": _key(source, first), "$lte": _key(source, last)}}
        counts = {row["at"]: int(row["count"]) async for row in self._hours.find(wanted)}
        ends = await self._ends.find_one({"_id": source}) or {}
        known_since = min(counts, default=last)
        hours = range(known_since, last + 1, 3_600_000)
        tells = len(hours) > KNOWN_FOR_HOURS
        return History(
            received_per_hour={f"{hour:015d}": counts.get(hour, 0) for hour in hours}
            if tells
            else {},
            held=int(ends.get("held", 0)),
            killed=int(ends.get("killed", 0)),
            published=int(ends.get("published", 0)),
        )

    async def forget(self, now: datetime) -> None:
        """Drop hours that no habit is made of any more."""
        await self._hours.delete_many({"at": {"$lt": to_ms(now - KEPT_FOR)}})


_END = {"held": "held", "rejected": "held", "approved": "published"}


def _hour(at: datetime) -> int:
    return to_ms(at) // 3_600_000 * 3_600_000


def _key(source: str, hour: int) -> str:
    return f"{source} {hour:015d}"

"""Edge: sources' pasts, counted as their stories are judged.

One document an hour and source, which also counts how its stories ended. A batch that is tried
again is counted again: a habit bears that.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from pymongo import UpdateOne

from services.moderation.cases import Case
from services.moderation.story import History
from shared.database import Database, Index, to_ms

INDEXES = (Index("source_hours", ("at",)),)
_HOURS = 48
"""Hours back that make a habit."""
_KNOWN_FOR_HOURS = 24
"""Hours after which a source has a habit."""
_FRESH_FOR_S = 5.0
"""How long what was read is used again."""
_KEPT_FOR = timedelta(days=14)


class HistoryStore:
    """Counts what sources send, and tells it to the rules."""

    def __init__(self, database: Database) -> None:
        self._hours = database["source_hours"]
        self._read: dict[str, tuple[float, History]] = {}

    async def count(self, cases: Sequence[Case]) -> None:
        """Count newly judged stories, and their verdicts, under their sources and this hour."""
        counts: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
        for case in cases:
            counts[case.source, _hour(case.judged_at)].update(
                ["count", *_END.get(case.outcome.value, ())]
            )
        await self._add(counts)

    async def count_killed(self, sources: Iterable[str], now: datetime) -> None:
        """Count kills under their sources and this hour."""
        await self._add(
            {(source, _hour(now)): Counter(killed=n) for source, n in Counter(sources).items()}
        )

    async def _add(self, counts: Mapping[tuple[str, int], Mapping[str, int]]) -> None:
        if counts:
            await self._hours.bulk_write(
                [
                    UpdateOne(
                        {"_id": _key(source, hour)},
                        {"$inc": dict(more), "$setOnInsert": {"source": source, "at": hour}},
                        upsert=True,
                    )
                    for (source, hour), more in counts.items()
                ],
                ordered=False,
            )

    async def of(self, sources: Iterable[str], now: datetime) -> dict[str, History]:
        """Give the pasts of some sources; a source that came within a day has none yet."""
        tick = time.monotonic()
        asked = dict.fromkeys(sources)
        for source in asked:
            read_at, _ = self._read.get(source, (0.0, None))
            if source not in self._read or tick - read_at > _FRESH_FOR_S:
                self._read[source] = (tick, await self._load(source, now))
        return {source: self._read[source][1] for source in asked}

    async def _load(self, source: str, now: datetime) -> History:
        last = _hour(now)
        wanted = {"_id": {"$gte": _key(source, 0), "$lte": _key(source, last)}}
        rows = [row async for row in self._hours.find(wanted)]
        counts = {row["at"]: int(row.get("count", 0)) for row in rows}
        since = min(counts, default=last)
        if last - since < _KNOWN_FOR_HOURS * _HOUR_MS:
            return History()  # a first day is no past: its kills and holds tell of nothing yet
        recent = range(max(since, last - _HOURS * _HOUR_MS), last + 1, _HOUR_MS)
        return History(
            received_per_hour={f"{hour:015d}": counts.get(hour, 0) for hour in recent},
            **{
                end: sum(int(row.get(end, 0)) for row in rows)
                for end in ("held", "killed", "published")
            },
        )

    async def forget(self, now: datetime) -> None:
        """Drop hours that no habit is made of any more."""
        await self._hours.delete_many({"at": {"$lt": to_ms(now - _KEPT_FOR)}})


_END = {"held": ("held",), "rejected": ("held",), "approved": ("published",)}
_HOUR_MS = 3_600_000


def _hour(at: datetime) -> int:
    return to_ms(at) // _HOUR_MS * _HOUR_MS


def _key(source: str, hour: int) -> str:
    return f"{source} {hour:015d}"

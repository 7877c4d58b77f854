"""Edge: sources' pasts, counted as their stories are judged.

One document an hour and source, which also counts how its stories ended. A batch that is tried
again is counted again: a habit bears that. And one a source and domain to which a story of its
led that the policy let pass.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from pymongo import UpdateOne

from services.moderation.cases import Case
from services.moderation.hosts import domain_key, hosts_of
from services.moderation.story import History, Story
from shared.database import Database, Index, guarded_upserts, to_ms
from shared.lifecycle import State

INDEXES = (Index("source_hours", ("at",)), Index("source_domains", ("at",)))
_HOURS = 48
"""Hours back that make a habit."""
_KNOWN_FOR_HOURS = 24
"""Hours after which a source has a habit."""
_FRESH_FOR_S = 5.0
"""How long what was read is used again."""
_KEPT_FOR = timedelta(days=14)
_DOMAINS_KEPT_FOR = timedelta(days=180)
_MOST_DOMAINS = 2000
"""Domains of one source that are looked at; one that links to more is known for no domain."""
_DOMAINS_REMEMBERED = 20_000
_DAY_MS = 86_400_000


class HistoryStore:
    """Counts what sources send, and tells it to the rules."""

    def __init__(self, database: Database) -> None:
        self._hours = database["source_hours"]
        self._domains = database["source_domains"]
        self._noted: dict[tuple[str, int], None] = {}
        self._read: dict[str, tuple[float, History]] = {}

    async def count(self, cases: Sequence[Case]) -> None:
        """Count newly judged stories, and their verdicts, under their sources and this hour."""
        counts: defaultdict[tuple[str, int], Counter[str]] = defaultdict(Counter)
        for case in cases:
            counts[case.source, _hour(case.judged_at)].update(
                ["count", *_END.get(case.outcome.value, ())]
            )
        await self._add(counts)
        await self._note_domains([case for case in cases if case.outcome is State.APPROVED])

    async def _note_domains(self, cases: Iterable[Case]) -> None:
        """Remember where these lead, once a day and domain."""
        fresh = {
            (f"{case.source} {domain}", to_ms(case.judged_at) // _DAY_MS * _DAY_MS): case.source
            for case in cases
            for domain in _domains(case)
        }
        fresh = {noted: source for noted, source in fresh.items() if noted not in self._noted}
        if not fresh:
            return
        await guarded_upserts(
            self._domains,
            [
                ({"_id": key}, {"$set": {"source": source, "at": day}})
                for (key, day), source in fresh.items()
            ],
        )
        if len(self._noted) > _DOMAINS_REMEMBERED:
            self._noted.clear()
        self._noted.update(dict.fromkeys(fresh))

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
        domains = self._domains.find(
            {"_id": {"$gte": f"{source} ", "$lt": f"{source}!"}}, {"_id": 1}
        )
        known = [row["_id"].partition(" ")[2] async for row in domains.limit(_MOST_DOMAINS + 1)]
        recent = range(max(since, last - _HOURS * _HOUR_MS), last + 1, _HOUR_MS)
        return History(
            received_per_hour={f"{hour:015d}": counts.get(hour, 0) for hour in recent},
            **{
                end: sum(int(row.get(end, 0)) for row in rows)
                for end in ("held", "killed", "published")
            },
            known_domains=frozenset(known if len(known) <= _MOST_DOMAINS else ()),
        )

    async def forget(self, now: datetime) -> None:
        """Drop hours that no habit is made of any more."""
        await self._hours.delete_many({"at": {"$lt": to_ms(now - _KEPT_FOR)}})
        await self._domains.delete_many({"at": {"$lt": to_ms(now - _DOMAINS_KEPT_FOR)}})


_END = {"held": ("held",), "rejected": ("held",), "approved": ("published",)}
_HOUR_MS = 3_600_000


def _domains(case: Case) -> set[str]:
    if case.article is None or case.enrichment is None:
        return set()
    return {domain_key(host) for host in hosts_of(Story(case.article, case.enrichment))}


def _hour(at: datetime) -> int:
    return to_ms(at) // _HOUR_MS * _HOUR_MS


def _key(source: str, hour: int) -> str:
    return f"{source} {hour:015d}"

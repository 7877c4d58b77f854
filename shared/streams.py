"""How events travel: keys, groups, sending, the commit, reclaim, dead letters, trimming."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import (
    BusyLoadingError,
    ClusterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    ResponseError,
    TryAgainError,
)
from redis.exceptions import (
    ConnectionError as RedisConnectionError,
)
from redis.exceptions import (
    TimeoutError as RedisTimeoutError,
)

from shared import stream_scripts
from shared.entries import Dead, Done, Entry
from shared.events import Event
from shared.failures import Failure

GROUPS: dict[str, tuple[str, ...]] = {
    "article.received": ("enrichment",),
    "article.kept_out": ("enrichment",),
    "article.canceled": ("ingest", "enrichment", "moderation", "publish"),
    "article.enriched": ("moderation",),
    "article.approved": ("publish",),
    "media.stored": ("moderation", "publish"),
}
"""The internal streams and the groups each must have before anything may be trimmed."""

PUBLIC_STREAM = "article.published"
_LOOKED_AT_AT_ONCE = 500


def dead_key(stream: str) -> str:
    """Name the stream of a stream's dead letters."""
    return f"{stream}.dead"


def _failures_key(stream: str, group: str) -> str:
    """Name the hash that remembers failures of a group's pending entries, by entry id."""
    return f"{stream}.failures.{group}"


def is_away(error: BaseException) -> bool:
    """Tell whether Redis cannot be reached or refuses writes: nobody's entry is at fault."""
    if isinstance(
        error,
        RedisConnectionError
        | RedisTimeoutError
        | BusyLoadingError
        | ReadOnlyError
        | OutOfMemoryError
        | TryAgainError
        | ClusterDownError
        | ConnectionError
        | TimeoutError,
    ):
        return True
    refusals = ("MISCONF", "NOREPLICAS", "MASTERDOWN", "LOADING", "OOM", "READONLY", "NOPERM")
    return isinstance(error, ResponseError) and any(word in str(error) for word in refusals)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a group has still to do on a stream; times in ms since 1970, by Redis's clock."""

    pending: int
    lag: int
    oldest_ms: int | None


class Streams:
    """Redis Streams as this newsroom uses them."""

    def __init__(self, redis: Redis) -> None:
        # redis-py's stubs describe every shape an answer may take under any option; ours are
        # those of RESP2 in bytes, and the integration tests hold them to it.
        self._redis: Any = redis
        self._commit = redis.register_script(stream_scripts.COMMIT)
        self._ensure_group = redis.register_script(stream_scripts.ENSURE_GROUP)
        self._remember = redis.register_script(stream_scripts.REMEMBER)
        self._send = redis.register_script(stream_scripts.SEND)
        self._send_always = redis.register_script(stream_scripts.SEND_ALWAYS)
        self._trim = redis.register_script(stream_scripts.TRIM)
        self._forget_consumers = redis.register_script(stream_scripts.FORGET_CONSUMERS)
        self._replay = redis.register_script(stream_scripts.REPLAY)
        self._drop_dead_of = redis.register_script(stream_scripts.DROP_DEAD_OF)

    async def ensure_group(self, stream: str, group: str) -> None:
        """Create the group at the start of the stream: what was sent before us is not lost."""
        await self._ensure_group(keys=[stream], args=[group])

    async def send(self, events: Iterable[Event]) -> None:
        """Append each event to its stream, in order. Refused while memory is full."""
        await self._send_by(self._send, events)

    async def send_always(self, events: Iterable[Event]) -> None:
        """Append each event even when memory is full: for kills and holds."""
        await self._send_by(self._send_always, events)

    @staticmethod
    async def _send_by(script: Any, events: Iterable[Event]) -> None:
        keys: dict[str, int] = {}
        args: list[Any] = []
        for event in events:
            fields = event.to_fields()
            args += (keys.setdefault(event.stream, len(keys) + 1), 2 * len(fields))
            args += chain.from_iterable(fields.items())
        if keys:
            await script(keys=[*keys], args=args)

    async def commit(
        self, stream: str, group: str, outcomes: Sequence[Done | Dead]
    ) -> list[bool]:
        """Send what each outcome tells and acknowledge its entry, in one step on the server.

        Answers which entries were still ours to finish; of the others nothing is sent, because
        somebody else has. Running it again does nothing more. At most one outcome an entry.
        """
        order = sorted(range(len(outcomes)), key=lambda n: _place_in_stream(outcomes[n]))
        in_order = [outcomes[n] for n in order]
        keys = [stream, _failures_key(stream, group)]
        shapes: dict[tuple[Any, ...], int] = {}
        described: list[Any] = []
        told: list[Any] = []
        for outcome in in_order:
            letters: Sequence[Event | Dead]
            letters = (outcome,) if isinstance(outcome, Dead) else outcome.events
            told.append(len(letters))
            for letter in letters:
                own = letter.own_fields()
                shape = (type(letter), *own)
                if shape not in shapes:
                    shapes[shape] = len(shapes) + 1
                    key = dead_key(stream) if isinstance(letter, Dead) else letter.stream
                    if key not in keys[2:]:
                        keys.append(key)
                    fixed = letter.fixed_fields()
                    described += (keys.index(key, 2) + 1, len(fixed), len(own))
                    described += (*chain.from_iterable(fixed.items()), *own)
                told.append(shapes[shape])
                told += own.values()
        ids = [each.entry_id for each in in_order]
        args = [group, len(ids), *ids, len(shapes), *described, *told]
        finished = [False] * len(outcomes)
        for n, done in zip(order, await self._commit(keys=keys, args=args), strict=True):
            finished[n] = bool(done)
        return finished

    # --- what is pending -----------------------------------------------------------------

    async def keep(self, stream: str, group: str, consumer: str, ids: Sequence[str]) -> None:
        """Tell the server that we are still at these entries, so that slow is not dead."""
        if ids:
            await self._redis.xclaim(stream, group, consumer, 0, list(ids), justid=True)

    async def give_back(
        self, stream: str, group: str, consumer: str, ids: Sequence[str], *, idle_ms: int
    ) -> None:
        """Let others reclaim these entries at once: a process that leaves says so."""
        if ids:
            await self._redis.xclaim(
                stream, group, consumer, 0, list(ids), idle=idle_ms, justid=True
            )

    async def reclaim(
        self, stream: str, group: str, consumer: str, *, idle_ms: int, count: int
    ) -> list[tuple[Entry, int]]:
        """Take over entries that a dead consumer left, with how often each was delivered."""
        _, claimed, *_ = await self._redis.xautoclaim(
            stream, group, consumer, min_idle_time=idle_ms, start_id="0-0", count=count
        )
        entries = [Entry(id_.decode(), fields) for id_, fields in claimed if fields]
        if not entries:
            return []
        async with self._redis.pipeline(transaction=False) as pipe:
            for entry in entries:
                pipe.xpending_range(stream, group, entry.id, entry.id, 1)
            listed = await pipe.execute()
        return [
            (entry, found[0]["times_delivered"])
            for entry, found in zip(entries, listed, strict=True)
            if found
        ]

    async def read_again(self, stream: str, ids: Sequence[str]) -> list[Entry]:
        """Read entries by id; those that are gone are left out."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for id_ in ids:
                pipe.xrange(stream, id_, id_)
            found = await pipe.execute()
        return [Entry(id_.decode(), fields) for rows in found for id_, fields in rows]

    async def remember(self, stream: str, group: str, failures: Mapping[str, Failure]) -> None:
        """Keep the failures of pending entries where the next process finds them."""
        if failures:
            written = {id_: failure.model_dump_json() for id_, failure in failures.items()}
            flat = list(chain.from_iterable(written.items()))
            await self._remember(
                keys=[stream, _failures_key(stream, group)], args=[group, *flat]
            )

    async def remembered(
        self, stream: str, group: str, ids: Sequence[str]
    ) -> dict[str, Failure]:
        """Give the failures known of these entries."""
        if not ids:
            return {}
        found = await self._redis.hmget(_failures_key(stream, group), list(ids))
        return {
            id_: Failure.model_validate_json(text)
            for id_, text in zip(ids, found, strict=True)
            if text is not None
        }

    async def waiting(self, stream: str, group: str) -> Waiting | None:
        """Tell what a group has still to do, or None where stream or group is missing."""
        try:
            groups = await self._redis.xinfo_groups(stream)
        except ResponseError:
            return None
        info = next((each for each in groups if each["name"] == group.encode()), None)
        if info is None:
            return None
        summary = await self._redis.xpending(stream, group)
        after = info["last-delivered-id"].decode()
        upcoming = await self._redis.xrange(stream, min=f"({after}", count=1)
        firsts = [id_ for id_ in (summary["min"], upcoming[0][0] if upcoming else None) if id_]
        lag = info.get("lag")
        if lag is None:
            # XDEL in the middle makes it unknown; what the stream holds is the most it can be.
            lag = await self._redis.xlen(stream) if upcoming else 0
        return Waiting(
            pending=int(summary["pending"]),
            lag=int(lag),
            oldest_ms=min((int(id_.partition(b"-")[0]) for id_ in firsts), default=None),
        )

    async def lag(self, stream: str, group: str) -> int:
        """Count the entries that a group has not read yet; 0 where it is missing."""
        found = await self.waiting(stream, group)
        return found.lag if found else 0

    # --- housekeeping --------------------------------------------------------------------

    async def trim(self, stream: str) -> int:
        """Drop what every expected group is done with; -1 while such a group is missing."""
        return int(await self._trim(keys=[stream], args=GROUPS[stream]))

    async def forget_consumers(self, stream: str, group: str, *, idle_ms: int) -> int:
        """Delete consumers that hold nothing and have not been seen for so long."""
        return int(await self._forget_consumers(keys=[stream], args=[group, idle_ms]))

    async def trim_dead(self, stream: str, *, days: int = 30, most: int = 100_000) -> None:
        """Keep the newest `most` dead letters, and none older than `days`."""
        oldest = int((time.time() - days * 86_400) * 1000)
        await self._redis.xtrim(dead_key(stream), minid=f"{oldest}-0", approximate=True)
        await self._redis.xtrim(dead_key(stream), maxlen=most, approximate=True)

    async def count_dead(self, stream: str) -> int:
        """Count a stream's dead letters."""
        return int(await self._redis.xlen(dead_key(stream)))

    async def dead_letters(self, stream: str, *, limit: int) -> list[Entry]:
        """List dead letters, newest first."""
        found = await self._redis.xrevrange(dead_key(stream), count=limit)
        return [Entry(id_.decode(), fields) for id_, fields in found]

    async def replay(self, stream: str, dead_id: str) -> str | None:
        """Put a dead letter back into its stream; None where it is not there (any more)."""
        id_ = await self._replay(keys=[dead_key(stream), stream], args=[dead_id])
        return id_.decode() if id_ else None

    async def drop(self, stream: str, dead_id: str) -> bool:
        """Delete a dead letter for good."""
        return bool(await self._redis.xdel(dead_key(stream), dead_id))

    async def drop_dead_of(self, stream: str, article_id: str) -> None:
        """Delete an article's dead letters for good: a recall leaves no word of it."""
        start: Any = "-"
        while start:
            args = [article_id, start, _LOOKED_AT_AT_ONCE]
            start = await self._drop_dead_of(keys=[dead_key(stream)], args=args)


def _place_in_stream(outcome: Done | Dead) -> tuple[int, int]:
    milliseconds, _, number = outcome.entry_id.partition("-")
    return int(milliseconds), int(number)

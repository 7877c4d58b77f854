"""How events travel: keys, groups, sending, the commit, reclaim, dead letters, trimming.

Each script checks and acts in one step, declares every key, and carries `allow-oom`: what is
told to the server here only finishes or frees what it already holds. A script has no rollback,
so each is written to be right when it stops half way: events first, the acknowledgement last.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

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

from shared.events import Event
from shared.failures import Failure

GROUPS: dict[str, tuple[str, ...]] = {
    "article.received": ("enrichment",),
    "article.canceled": ("ingest", "enrichment", "moderation", "publish"),
    "article.enriched": ("moderation",),
    "article.approved": ("publish",),
}
"""The internal streams and the groups each must have before anything may be trimmed."""

PUBLIC_STREAM = "article.published"


def dead_key(stream: str) -> str:
    """Name the stream of a stream's dead letters."""
    return f"{stream}.dead"


def failures_key(stream: str, group: str) -> str:
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


# --- scripts -----------------------------------------------------------------------------

_COMMIT = """#!lua flags=allow-oom
-- KEYS: the stream, its failures, then every stream written to.
-- ARGV: group, number of entries, their ids in order; number of shapes, per shape: index of its
-- key in KEYS, numbers of fixed and of own fields, names and values of the fixed ones, names of
-- the own ones; per entry: number of events, per event: its shape (counted from 1), the values
-- of its own fields.
local stream, failures, group, entries = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2])
local function before(a, b)
  local a1, a2 = a:match('^(%d+)-(%d+)$')
  local b1, b2 = b:match('^(%d+)-(%d+)$')
  if a1 == b1 then a1, b1 = a2, b2 end
  if #a1 ~= #b1 then return #a1 < #b1 end
  return a1 < b1
end
-- Which entries the group still lists. Both lists are in order, so one walk settles all.
local listed, page, row = {}, nil, 1
for i = 1, entries do
  local id = ARGV[2 + i]
  while page and page[row] and page[row][1] ~= id and before(page[row][1], id) do
    row = row + 1
  end
  if not page or (row > #page and #page == entries) then
    page, row = redis.call('XPENDING', stream, group, id, ARGV[2 + entries], entries), 1
  end
  listed[i] = page[row] ~= nil and page[row][1] == id
end
local shapes, at = {}, 4 + entries
for i = 1, tonumber(ARGV[3 + entries]) do
  local fixed, own = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local args = {KEYS[tonumber(ARGV[at])], '*', unpack(ARGV, at + 3, at + 2 + 2 * fixed)}
  at = at + 3 + 2 * fixed
  for j = 1, own do args[1 + 2 * (fixed + j)] = ARGV[at + j - 1] end
  shapes[i] = {args = args, own = own, first = 2 + 2 * fixed, last = 2 + 2 * (fixed + own)}
  at = at + own
end
local answer, done, failed = {}, {}, nil
for i = 1, entries do
  local events = tonumber(ARGV[at])
  at = at + 1
  for _ = 1, events do
    local shape = shapes[tonumber(ARGV[at])]
    if listed[i] and not failed then
      for j = 1, shape.own do shape.args[shape.first + 2 * j] = ARGV[at + j] end
      local sent = redis.pcall('XADD', unpack(shape.args, 1, shape.last))
      if type(sent) == 'table' then failed = sent end
    end
    at = at + 1 + shape.own
  end
  if failed then break end
  answer[i] = listed[i] and 1 or 0
  if listed[i] then done[#done + 1] = ARGV[2 + i] end
end
-- Last, and also when a stream refused: what was not sent stays pending.
if #done > 0 then
  redis.call('XACK', stream, group, unpack(done))
  if redis.call('EXISTS', failures) == 1 then redis.call('HDEL', failures, unpack(done)) end
end
return failed or answer
"""

_ENSURE_GROUP = """#!lua flags=allow-oom
local made = redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0', 'MKSTREAM')
if made.err and not made.err:find('BUSYGROUP') then return made end
return 1
"""

_REMEMBER = """#!lua flags=allow-oom
-- KEYS: the stream, its failures. ARGV: group; per entry, its id and what to keep of it. Of an
-- entry that is finished nothing is kept: nobody would ever clear it.
for at = 2, #ARGV, 2 do
  if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[at], ARGV[at], 1) > 0 then
    redis.call('HSET', KEYS[2], ARGV[at], ARGV[at + 1])
  end
end
return 1
"""

_SEND_EACH = """
-- KEYS: every stream written to. ARGV: per event, the index of its key, how many arguments its
-- fields have, their names and values.
local at = 1
while ARGV[at] do
  local size = tonumber(ARGV[at + 1])
  redis.call('XADD', KEYS[tonumber(ARGV[at])], '*', unpack(ARGV, at + 2, at + 1 + size))
  at = at + 2 + size
end
return 1
"""
_SEND = "#!lua" + _SEND_EACH
_SEND_ALWAYS = "#!lua flags=allow-oom" + _SEND_EACH

_TRIM = """#!lua flags=allow-oom
-- Trims the stream behind the slowest of the expected groups (ARGV); -1 while one is missing.
local function before(a, b)
  local a1, a2 = a:match('^(%d+)-(%d+)$')
  local b1, b2 = b:match('^(%d+)-(%d+)$')
  if a1 ~= b1 then return tonumber(a1) < tonumber(b1) end
  return tonumber(a2) < tonumber(b2)
end
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local needed = {}
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local info = {}
  for i = 1, #group, 2 do info[group[i]] = group[i + 1] end
  local pending = redis.call('XPENDING', KEYS[1], info['name'])
  needed[info['name']] = pending[1] > 0 and pending[2] or info['last-delivered-id']
end
local keep
for _, group in ipairs(ARGV) do
  if not needed[group] then return -1 end
  if not keep or before(needed[group], keep) then keep = needed[group] end
end
for _, id in pairs(needed) do
  if before(id, keep) then keep = id end
end
return redis.call('XTRIM', KEYS[1], 'MINID', keep)
"""

_FORGET_CONSUMERS = """#!lua flags=allow-oom
-- Deletes the group's consumers (ARGV: group, idle ms) that hold nothing and are long gone.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local gone = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  local info = {}
  for i = 1, #consumer, 2 do info[consumer[i]] = consumer[i + 1] end
  if info['pending'] == 0 and info['idle'] > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], info['name'])
    gone = gone + 1
  end
end
return gone
"""

_REPLAY = """#!lua flags=allow-oom
-- Puts a dead letter (KEYS[1], ARGV[1]) back into its stream (KEYS[2]) without our remarks.
local found = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
if #found == 0 then return false end
local fields, kept = found[1][2], {}
for i = 1, #fields, 2 do
  if fields[i]:sub(1, 5) ~= 'dead_' then
    kept[#kept + 1] = fields[i]
    kept[#kept + 1] = fields[i + 1]
  end
end
local id = redis.call('XADD', KEYS[2], '*', unpack(kept))
redis.call('XDEL', KEYS[1], ARGV[1])
return id
"""


class Entry(NamedTuple):
    """One entry of a stream, as the server gave it."""

    id: str
    fields: Mapping[bytes, bytes]

    @property
    def size(self) -> int:
        """Bytes of its data, which is nearly all of it."""
        return len(self.fields.get(b"data", b""))

    @property
    def milliseconds(self) -> int:
        """When Redis took it in, by its own clock, in ms since 1970."""
        return int(self.id.partition("-")[0])


class Done(NamedTuple):
    """An entry that is dealt with, and the events that go out with its acknowledgement."""

    entry_id: str
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Dead:
    """An entry that nobody can deal with: it goes to the dead letters as it came."""

    entry: Entry
    reason: str
    failure: Failure
    stage: str

    @property
    def entry_id(self) -> str:
        """The entry's id in its stream."""
        return self.entry.id

    @staticmethod
    def fixed_fields() -> dict[str, str]:
        """Give nothing: dead letters are as different as the entries they were."""
        return {}

    def own_fields(self) -> dict[str | bytes, str | bytes]:
        """Write the dead letter: the entry's own fields, and our remarks under `dead_`."""
        failure = self.failure
        remarks: dict[str | bytes, str | bytes] = {
            "dead_reason": self.reason,
            "dead_error": failure.error[:2000],
            "dead_stack": failure.stack[-8000:],
            "dead_count": str(failure.count),
            "dead_first": failure.first.isoformat() if failure.first else "",
            "dead_last": failure.last.isoformat() if failure.last else "",
            "dead_stage": self.stage,
            "dead_entry": self.entry.id,
        }
        return dict(self.entry.fields) | remarks


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
        self._commit = redis.register_script(_COMMIT)
        self._ensure_group = redis.register_script(_ENSURE_GROUP)
        self._remember = redis.register_script(_REMEMBER)
        self._send = redis.register_script(_SEND)
        self._send_always = redis.register_script(_SEND_ALWAYS)
        self._trim = redis.register_script(_TRIM)
        self._forget_consumers = redis.register_script(_FORGET_CONSUMERS)
        self._replay = redis.register_script(_REPLAY)

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
        keys = [stream, failures_key(stream, group)]
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
                keys=[stream, failures_key(stream, group)], args=[group, *flat]
            )

    async def remembered(
        self, stream: str, group: str, ids: Sequence[str]
    ) -> dict[str, Failure]:
        """Give the failures known of these entries."""
        if not ids:
            return {}
        found = await self._redis.hmget(failures_key(stream, group), list(ids))
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


def _place_in_stream(outcome: Done | Dead) -> tuple[int, int]:
    milliseconds, _, number = outcome.entry_id.partition("-")
    return int(milliseconds), int(number)

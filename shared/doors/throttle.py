"""Limits that count over all processes: one bucket a name, kept in Redis, refilled evenly.

One script takes from it, by the clock of the Redis server (docs/decisions/throttle.md). While
Redis is away each process counts by itself.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

from redis.asyncio import Redis
from redis.exceptions import RedisError

_TAKE = """#!lua flags=allow-oom
local quota, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = quota
if kept[1] then
    left = math.min(quota, kept[1] + math.max(0, now - kept[2]) * quota / window)
end
local granted = 0
if left >= cost then
    granted = 1
    left = left - cost
end
left = string.format('%.6f', left)
redis.call('HSET', KEYS[1], 'left', left, 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(window * 1000) + 1000)
return {granted, left}
"""

_MOST_KEPT = 10_000
"""Buckets that a process keeps for itself while Redis is away; the oldest go."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds, which come back evenly."""

    quota: int
    window_s: float


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking from a bucket."""

    granted: bool
    left: float
    wait_s: int
    """Whole seconds until as much may be taken again; 0 where it was granted."""


class Throttle:
    """Counts over all processes that share a Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._take = redis.register_script(_TAKE)
        self._own: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def take(self, name: str, limit: Limit, count: int = 1) -> Taken:
        """Take from a bucket if as much is there; what is not granted is not taken."""
        try:
            granted, said = await self._take(
                keys=[_key(name)], args=[limit.quota, limit.window_s, count]
            )
            left = float(said)
        except (RedisError, OSError):
            granted, left = self._take_own(name, limit, count)
        return Taken(bool(granted), left, 0 if granted else wait_s(limit, left, count))

    async def forget(self, *names: str) -> None:
        """Fill buckets again: who was counted has shown to be right."""
        for name in names:
            self._own.pop(name, None)
        try:
            await self._redis.delete(*map(_key, names))
        except (RedisError, OSError):
            return

    def _take_own(self, name: str, limit: Limit, count: int) -> tuple[bool, float]:
        now = time.monotonic()
        left, at = self._own.pop(name, (float(limit.quota), now))
        left = min(limit.quota, left + (now - at) * limit.quota / limit.window_s)
        granted = left >= count
        left -= count if granted else 0
        self._own[name] = (left, now)
        if len(self._own) > _MOST_KEPT:
            self._own.popitem(last=False)
        return granted, left


def wait_s(limit: Limit, left: float, count: int) -> int:
    """Tell when so many will be there, in whole seconds, at least one."""
    missing = max(0.0, min(count, limit.quota) - left)
    return max(1, ceil(missing * limit.window_s / limit.quota))


def _key(name: str) -> str:
    return f"throttle:{name}"


SIGN_IN_ACCOUNT = Limit(10, 600)
_SIGN_IN_CLIENT = Limit(30, 600)


class SignIns:
    """Guesses at a person's password: so many per account and per client, over all processes.

    Ask before the password is looked at: `await sign_ins.wait_s(client, account)` seconds must
    pass before the next try (429 with `Retry-After`); 0 means go on. Say when it was right.
    """

    def __init__(self, throttle: Throttle) -> None:
        self._throttle = throttle

    async def wait_s(self, client: str, account: str) -> int:
        """Count one try; tell how long it must wait, 0 where it may be made."""
        by_client = await self._throttle.take(f"sign-in/client/{client}", _SIGN_IN_CLIENT)
        if not by_client.granted:
            return by_client.wait_s
        by_account = await self._throttle.take(_account(account), SIGN_IN_ACCOUNT)
        return by_account.wait_s

    async def was_right(self, client: str, account: str) -> None:
        """Forget the tries of who has signed in."""
        await self._throttle.forget(f"sign-in/client/{client}", _account(account))


def _account(account: str) -> str:
    return f"sign-in/account/{account.strip().casefold()[:100]}"

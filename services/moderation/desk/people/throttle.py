"""Edge: guesses are counted on Redis, so that they count over all processes.

A guess counts before it is checked, and is forgiven when it was right: guesses made at once
cannot slip through together.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from redis.asyncio import Redis

WINDOW_S = 15 * 60

_COUNT = """#!lua flags=allow-oom
local worst = 0
for i, key in ipairs(KEYS) do
  local tries = redis.call('INCR', key)
  if tries == 1 then redis.call('PEXPIRE', key, ARGV[1]) end
  if tries > tonumber(ARGV[i + 1]) then
    worst = math.max(worst, redis.call('PTTL', key), 1)
  end
end
return worst
"""
_FORGIVE = """#!lua flags=allow-oom
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 and redis.call('DECR', key) <= 0 then
    redis.call('DEL', key)
  end
end
return 0
"""


class Guesses(NamedTuple):
    """How many guesses in a quarter of an hour: from one address at one account, and in all."""

    pair: int = 5
    account: int = 50
    address: int = 50


class Throttle:
    """Counts guesses at passwords and tokens."""

    def __init__(self, redis: Redis, allowed: Guesses | None = None) -> None:
        self._count = redis.register_script(_COUNT)
        self._forgive = redis.register_script(_FORGIVE)
        self._allowed = allowed or Guesses()

    async def wait_s(self, account: str, address: str) -> int:
        """Count a guess; give the seconds to wait if it is one too many, else 0."""
        keys = _keys(account, address)
        limits = [self._allowed.pair, self._allowed.account, self._allowed.address]
        worst_ms = int(await self._count(keys=keys, args=[WINDOW_S * 1000, *limits]))
        return -(-worst_ms // 1000)

    async def forgive(self, account: str, address: str) -> None:
        """Take back the guess that was right."""
        await self._forgive(keys=_keys(account, address))


def _keys(account: str, address: str) -> list[str]:
    # One hash tag: on a cluster a script's keys must lie together.
    return [
        f"copydesk:{{guesses}}:{kind}:{hashlib.sha256(what.encode()).hexdigest()[:32]}"
        for kind, what in (
            ("pair", f"{account}\0{address}"),
            ("account", account),
            ("address", address),
        )
    ]

"""The public stream: the newest rows of the log, copied to Redis under their own numbers.

A script compares the stream's last id with the row the copier continues from, and appends only
then: of two copiers one has to read again, and nothing is there twice or out of order. What
Redis forgets is copied again from the log, under the same ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError
from structlog.typing import FilteringBoundLogger

from services.publish.bell import Bell
from services.publish.rows import Row, stream_fields
from services.publish.storage import PublishStore
from shared.events import ArticleKilled
from shared.streams import PUBLIC_STREAM

_ROWS_AT_ONCE = 100
_BYTES_AT_ONCE = 4_000_000

_APPEND = """#!lua flags=allow-oom
-- Appends entries to KEYS[1] if its last id is still ARGV[1]; drops the entries of killed
-- stories; keeps the newest ARGV[2]. ARGV[3]: how many ids to drop, then these; then for each
-- entry its id, the number of its arguments, field, value, ...
local last = '0-0'
if redis.call('EXISTS', KEYS[1]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then last = info[i + 1] end
  end
end
if last ~= ARGV[1] then return 0 end
local drops = tonumber(ARGV[3])
local at = 4 + drops
while at <= #ARGV do
  local count = tonumber(ARGV[at + 1])
  redis.call('XADD', KEYS[1], ARGV[at], unpack(ARGV, at + 2, at + 1 + count))
  at = at + 2 + count
end
for i = 4, 3 + drops do redis.call('XDEL', KEYS[1], ARGV[i]) end
redis.call('XTRIM', KEYS[1], 'MAXLEN', ARGV[2])
return 1
"""


class PublicStream:
    """Copies the log to `article.published`."""

    def __init__(
        self, redis: Redis, store: PublishStore, log: FilteringBoundLogger, *, keep: int
    ) -> None:
        self._redis: Any = redis
        self._store = store
        self._log = log
        self._keep = keep
        self._append = redis.register_script(_APPEND)
        self._said_ahead = False

    async def run(self, told: Bell, every_s: float) -> None:
        """Copy whenever this process logged something, and every so often for the others."""
        while True:
            heard = told.rings
            await self.copy()
            await told.wait(heard, every_s)

    async def copy(self) -> int:
        """Copy what the stream lacks; give how many entries were added by this call."""
        last = await self.last_sequence()
        newest = await self._store.last_sequence()
        if last > newest:
            self._say_ahead(last, newest)
            await self._store.renew_epoch(last)
            return 0
        self._said_ahead = False
        after = last or max(0, newest - self._keep)
        copied = 0
        while rows := await self._store.rows_after(after, min(_ROWS_AT_ONCE, newest - after)):
            for portion in _portions([row for row in rows if not row.is_redacted]):
                if not await self.append(portion, continues=last):
                    return copied
                last = portion[-1].sequence
                copied += len(portion)
            after = rows[-1].sequence
        return copied

    async def last_sequence(self) -> int:
        """Give the number of the newest entry there ever was, 0 for an empty or lost stream."""
        try:
            info = await self._redis.xinfo_stream(PUBLIC_STREAM)
        except ResponseError as error:
            if "no such key" in str(error):
                return 0
            raise
        return int(info["last-generated-id"].partition(b"-")[0])

    async def append(self, rows: Sequence[Row], *, continues: int) -> bool:
        """Add rows behind the one numbered `continues`; False where that is not the last.

        The entries of a story that is killed here leave the stream in the same step.
        """
        dropped = [
            f"{number}-0"
            for row in rows
            if row.type == ArticleKilled.type
            for number in await self._store.sequences_before(row.article_id, row.sequence)
        ]
        for row in rows:
            # The words of a killed picture leave with what showed it.
            if taken := row.data.get("pictures_taken"):
                showed = await self._store.sequences_naming(row.article_id, taken, row.sequence)
                dropped += [f"{number}-0" for number in showed]
        args: list[Any] = [f"{continues}-0", self._keep, len(dropped), *dropped]
        for row in rows:
            fields = list(chain.from_iterable(stream_fields(row).items()))
            args += (f"{row.sequence}-0", len(fields), *fields)
        return bool(await self._append(keys=[PUBLIC_STREAM], args=args))

    def _say_ahead(self, last: int, newest: int) -> None:
        """Complain once: MongoDB was set back, and whoever reads the stream knows more."""
        if not self._said_ahead:
            self._log.error("public_stream_ahead_of_log", stream_at=last, log_at=newest)
        self._said_ahead = True


def _portions(rows: Sequence[Row]) -> list[list[Row]]:
    portions: list[list[Row]] = []
    size = 0
    for row in rows:
        if not portions or size + row.size > _BYTES_AT_ONCE:
            portions.append([])
            size = 0
        portions[-1].append(row)
        size += row.size
    return portions

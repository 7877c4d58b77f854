"""The end of the log, as one process knows it: asked for once, for everybody who follows.

However many sites listen or wait, the store is asked how far the log is by one loop, and the
newest rows are read once. Of a crowd that is further behind, all share what is read for one.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from services.publish.bell import Bell
from services.publish.pictures.shown.reading import uris_of, without
from services.publish.rows import Row
from services.publish.storage import PublishStore
from shared.events import ArticleKilled

_ROWS_AT_ONCE = 200
_ROWS_KEPT = 1000
_BYTES_KEPT = 8_000_000
_EPOCH_KEPT_S = 2.0
_FAR = 20


class Tail:
    """Follows the log and keeps its newest rows."""

    def __init__(self, store: PublishStore, told: Bell) -> None:
        self._store = store
        self._told = told
        self._rows: deque[Row] = deque()
        self._size = 0
        self._older: OrderedDict[tuple[int, int], list[Row]] = OrderedDict()
        """By where they begin and how many were asked for, the last used last."""
        self._older_size = 0
        self.forgotten = 0
        """How often rows that were read before may have become others."""
        self.forgetting: list[Callable[[], None]] = []
        """Called then, by whoever keeps what was made of rows."""
        self._epoch = ""
        self._epoch_read_at = 0.0
        self.newest: int | None = None
        """The number of the newest row, once the log was looked at."""
        self.grown = Bell()
        """Rung when there are rows that nobody here has seen."""

    async def run(self, every_s: float) -> None:
        """Look whenever this process logged something, and every so often for the others."""
        while True:
            heard = self._told.rings
            await self.look()
            await self._told.wait(heard, every_s)

    async def look(self) -> int:
        """Learn what is new; give the number of the newest row."""
        newest = await self._store.last_sequence()
        if self.newest is None or newest < self.newest:
            # The first look, or the log was set back: what was kept may be another's.
            self._rows.clear()
            self._size = 0
            self._forget_older()
            self.newest = newest
            self.grown.ring()
        while self.newest < newest:
            # No more than is durable, and no key that is not there: each costs the store.
            limit = min(_ROWS_AT_ONCE, newest - self.newest)
            rows = await self._store.rows_after(self.newest, limit)
            if not rows:
                break
            for row in rows:
                self._keep(row)
            self.newest = rows[-1].sequence
            self.grown.ring()
        return self.newest

    async def rows_after(self, sequence: int, limit: int) -> list[Row]:
        """Give the rows that follow a number, in order, as far as is known here."""
        newest = self.newest if self.newest is not None else await self.look()
        if sequence >= newest:
            return []
        if self._rows and self._rows[0].sequence <= sequence + 1:
            skip = sequence + 1 - self._rows[0].sequence
            return [self._rows[n] for n in range(skip, min(skip + limit, len(self._rows)))]
        return await self._store.rows_after(sequence, min(limit, newest - sequence))

    def is_far_from(self, sequence: int) -> bool:
        """Tell whether so much follows a number that whoever reads it is catching up."""
        return (self.newest or 0) - sequence > _FAR

    async def older_rows_after(self, sequence: int, limit: int) -> list[Row]:
        """Give what `rows_after` gives; what was read from the store is kept for the next."""
        newest = self.newest if self.newest is not None else await self.look()
        if sequence >= newest or (self._rows and self._rows[0].sequence <= sequence + 1):
            return await self.rows_after(sequence, limit)
        key = (sequence, min(limit, newest - sequence))
        if (rows := self._older.get(key)) is not None:
            self._older.move_to_end(key)
            return rows
        forgotten = self.forgotten
        rows = await self._store.rows_after(*key)
        if rows and forgotten == self.forgotten and key not in self._older:
            self._older[key] = rows
            self._older_size += sum(row.size for row in rows)
            while self._older_size > _BYTES_KEPT and len(self._older) > 1:
                _, dropped = self._older.popitem(last=False)
                self._older_size -= sum(row.size for row in dropped)
        return rows

    async def epoch(self) -> str:
        """Name the log; a new name is known here a moment later."""
        now = time.monotonic()
        if not self._epoch or now - self._epoch_read_at > _EPOCH_KEPT_S:
            self._epoch, self._epoch_read_at = await self._store.epoch(), now
        return self._epoch

    def _forget_older(self) -> None:
        self.forgotten += 1
        self._older.clear()
        self._older_size = 0
        for forget in self.forgetting:
            forget()

    def _keep(self, row: Row) -> None:
        if row.type == ArticleKilled.type or row.data.get("pictures_taken"):
            self._forget_older()
        if row.type == ArticleKilled.type:
            self._forget_words(row)
        elif taken := row.data.get("pictures_taken"):
            self._forget_pictures(row.article_id, taken)
        self._rows.append(row)
        self._size += row.size
        while len(self._rows) > _ROWS_KEPT or (
            self._size > _BYTES_KEPT and len(self._rows) > 1
        ):
            self._size -= self._rows.popleft().size

    def _forget_pictures(self, article_id: str, taken: Sequence[str]) -> None:
        """Do to the rows kept here what the kill of a picture does to the log's."""
        own = [row.item for row in self._rows if row.article_id == article_id]
        uris = uris_of(own, taken)
        for place, row in enumerate(self._rows):
            if row.article_id != article_id or row.item is None:
                continue
            left = without(row.item, taken, is_named=uris.__contains__)
            if left != row.item:
                data = {**row.data, "pictures_taken": [*taken]}
                gone = replace(row, item=left, data=data)
                self._size += gone.size - row.size
                self._rows[place] = gone

    def _forget_words(self, kill: Row) -> None:
        """Do to the rows kept here what the kill does to the log's."""
        for place, row in enumerate(self._rows):
            if row.article_id != kill.article_id:
                continue
            data = {key: said for key, said in row.data.items() if key != "correction"}
            gone = replace(
                row, item=None, is_redacted=True, data={**data, "url": kill.data["url"]}
            )
            self._size += gone.size - row.size
            self._rows[place] = gone

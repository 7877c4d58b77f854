"""What came of tries, written down in bulk a moment later; until then it is known here."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

from services.publish.downstream.deliveries import Delivery
from services.publish.downstream.storage import SiteStore

_GATHER_FOR_S = 0.03
_REMEMBERED_FOR_S = 10.0


class Ledger:
    """Writes deliveries behind the sending. `lost` hears of those that others were ahead of."""

    def __init__(self, store: SiteStore, lost: Callable[[Delivery], None]) -> None:
        self._store = store
        self._lost = lost
        self._waiting: dict[str, Delivery] = {}
        self._writing: dict[str, Delivery] = {}
        self._recent: OrderedDict[str, tuple[float, Delivery]] = OrderedDict()
        self._something = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def put(self, delivery: Delivery) -> None:
        """Have it written down soon."""
        self._waiting[delivery.key] = delivery
        self._something.set()

    def get(self, key: str) -> Delivery | None:
        """Give what the store does not have, or had not a moment ago, when it was asked."""
        _, recent = self._recent.get(key, (0, None))
        return self._waiting.get(key) or self._writing.get(key) or recent

    async def run(self) -> None:
        """Write whenever there is something."""
        while True:
            await self._something.wait()
            await asyncio.sleep(_GATHER_FOR_S)
            await self.flush()

    async def flush(self) -> None:
        """Write down what waits; when it returns, all that was put before is in the store."""
        async with self._one_at_a_time:
            self._something.clear()
            # What could not be written the last time is older than what was put since.
            batch = {**self._writing, **self._waiting}
            self._writing, self._waiting = batch, {}
            deliveries = list(batch.values())
            try:
                won = await self._store.write(deliveries)
            except BaseException:
                self._something.set()
                raise
            self._writing = {}
            self._remember(deliveries, won)
        for delivery, kept in zip(deliveries, won, strict=True):
            if not kept:
                self._lost(delivery)

    def _remember(self, deliveries: Sequence[Delivery], won: Sequence[bool]) -> None:
        now = time.monotonic()
        for delivery, kept in zip(deliveries, won, strict=True):
            self._recent.pop(delivery.key, None)
            if kept:
                self._recent[delivery.key] = now, delivery
        while self._recent:
            key, (written_at, _) = next(iter(self._recent.items()))
            if now - written_at < _REMEMBERED_FOR_S:
                break
            del self._recent[key]

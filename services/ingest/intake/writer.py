"""One writer for many requests: what waits is decided, saved, sent and answered together.

A request is answered after its own items are durable. What a crash leaves between saving and
sending, the reconciler sends (`Owed.open_work`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from services.ingest.intake.decisions.batch import Batch
from services.ingest.intake.decisions.bulks import is_due, next_batch, share_of
from services.ingest.intake.decisions.deliveries import Delivery, Taken
from services.ingest.intake.shelf import Shelf
from services.ingest.intake.telling import Herald
from shared import database as mongo

WRITERS = 2
"""Bulk writes at a time: while one waits for the stores, the next is read and decided."""

_LONGEST_WAIT_S = 30


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    answer: asyncio.Future[tuple[Taken, ...]]


class Writer:
    """Takes deliveries in. `take` from any number of requests, `run` once."""

    def __init__(self, shelf: Shelf, herald: Herald) -> None:
        self._shelf = shelf
        self._herald = herald
        self._waiting: deque[_Waiting] = deque()
        self._in_hand: set[str] = set()
        self._sleepers: list[asyncio.Future[None]] = []

    async def take(self, delivery: Delivery) -> tuple[Taken, ...]:
        """Take a delivery in; answers when all of it is durable.

        Raises TimeoutError while the stores are not there yet: it may be taken all the same.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[Taken, ...]] = loop.create_future()
        self._waiting.append(_Waiting(delivery, answer))
        self._wake()
        patience = loop.call_later(_LONGEST_WAIT_S, _give_up, answer)
        try:
            return await answer
        finally:
            patience.cancel()

    async def run(self) -> None:
        """Write what waits, for ever. Some of these may run at once, so that no store idles."""
        while True:
            due = is_due(len(self._waiting), busy=bool(self._in_hand))
            batch = self._next_batch() if due else []
            if not batch:
                await self._sleep()
                continue
            ids = {id_ for waiting in batch for id_ in waiting.delivery.article_ids}
            self._in_hand |= ids
            try:
                await self._answer(batch)
            except asyncio.CancelledError:
                for waiting in batch:
                    waiting.answer.cancel()
                raise
            finally:
                self._in_hand -= ids
                self._wake()

    def _next_batch(self) -> list[_Waiting]:
        chosen = next_batch(
            (waiting.delivery for waiting in self._waiting),
            self._in_hand,
            most=share_of(len(self._waiting), writers=WRITERS),
        )
        receipts = {delivery.receipt for delivery in chosen}
        batch = [each for each in self._waiting if each.delivery.receipt in receipts]
        self._waiting = deque(
            each for each in self._waiting if each.delivery.receipt not in receipts
        )
        return batch

    def _wake(self) -> None:
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        self._sleepers.clear()

    async def _sleep(self) -> None:
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append(sleeper)
        await sleeper

    async def _answer(self, batch: Sequence[_Waiting]) -> None:
        try:
            answers = await self._write([waiting.delivery for waiting in batch])
        except Exception as error:  # noqa: BLE001  each request is told, and answers for itself
            if len(batch) == 1 or mongo.is_away(error):
                for waiting in batch:
                    if not waiting.answer.done():
                        waiting.answer.set_exception(error)
                return
            # One of them is at fault: each on its own shows which.
            for waiting in batch:
                await self._answer([waiting])
            return
        for waiting, answer in zip(batch, answers, strict=True):
            if not waiting.answer.done():
                waiting.answer.set_result(answer)

    async def _write(self, deliveries: Sequence[Delivery]) -> list[tuple[Taken, ...]]:
        batch = Batch.of(deliveries)
        await self._shelf.load(batch)
        is_told = await self._shelf.keep(batch, deliveries)
        await self._herald.tell(batch, is_told=is_told)
        return [batch.taken(delivery) for delivery in deliveries]


def _give_up(answer: asyncio.Future[tuple[Taken, ...]]) -> None:
    if not answer.done():
        answer.set_exception(TimeoutError())

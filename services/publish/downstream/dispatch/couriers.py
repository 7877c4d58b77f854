"""Couriers: try what is due, site by site, as far as each is to be troubled.

A site has a queue here while this process serves it. Nothing is asked of the store while
nothing happens, and a site that hangs holds up nobody else: what it may occupy is its own.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from structlog.typing import FilteringBoundLogger

from services.publish.downstream.deliveries import Delivery, DeliveryState, after
from services.publish.downstream.dispatch.ledger import Ledger
from services.publish.downstream.dispatch.queues import FULL, Queue
from services.publish.downstream.sites import Downstream, View
from services.publish.downstream.storage import SiteStore
from services.publish.rows import Row, cloudevent
from shared.answers import Answer, Verdict
from shared.metrics import Metrics
from shared.webhooks import Sender

_SEATS = 400
"""So many ordinary tries at once, of sites that answer well. Kills need no seat."""
_SLOW_AFTER_S = 2.0
"""Who takes longer than this loses its seat, not its try."""
_GIVES_WAY_AFTER_S = 1.0
"""So long may a try go on once there is a kill of the same story."""
_BODIES_KEPT = 500
_BODY_BYTES_KEPT = 32_000_000
_NOT_SENT = "waits for the kill"


class Bodies:
    """The newest events as they are sent, written once for all sites."""

    def __init__(self, row: Callable[[int], Awaitable[Row | None]]) -> None:
        self._row = row
        self._kept: OrderedDict[int, tuple[Row, bytes]] = OrderedDict()
        self._size = 0
        self._killed: OrderedDict[str, int] = OrderedDict()

    def keep(self, rows: Iterable[Row]) -> None:
        """Have these at hand."""
        for row in rows:
            if row.sequence not in self._kept:
                body = orjson.dumps(cloudevent(row))
                self._kept[row.sequence] = (row, body)
                self._size += len(body)
        while self._kept and (len(self._kept) > _BODIES_KEPT or self._size > _BODY_BYTES_KEPT):
            self._size -= len(self._kept.popitem(last=False)[1][1])

    def kill(self, article_id: str, sequence: int) -> None:
        """Let nothing of a story out any more that stands before its kill."""
        self._killed[article_id] = max(sequence, self._killed.get(article_id, 0))
        self._killed.move_to_end(article_id)
        while len(self._killed) > _BODIES_KEPT:
            self._killed.popitem(last=False)

    async def get(self, delivery: Delivery) -> tuple[str, bytes] | None:
        """Give an event's id and body; None for words that were taken back."""
        sequence = delivery.sequence
        if sequence < self._killed.get(delivery.article_id, 0):
            return None
        if sequence not in self._kept:
            row = await self._row(sequence)
            if row is None:
                return None
            self.keep([row])
            if sequence not in self._kept:  # larger than all that is kept together
                return (
                    None if row.is_redacted else (row.event_id, orjson.dumps(cloudevent(row)))
                )
        row, body = self._kept[sequence]
        return None if row.is_redacted else (row.event_id, body)


@dataclass(slots=True)
class _Seat:
    """A place among the ordinary tries, given back once and not later than after a while."""

    room: asyncio.Semaphore
    is_taken: bool = True

    def give_back(self) -> None:
        if self.is_taken:
            self.is_taken = False
            self.room.release()


@dataclass(slots=True)
class _Counter:
    """A site's counter: its queue, the tries under way, and when to look again."""

    queue: Queue
    tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    timer: asyncio.TimerHandle | None = None
    is_closing: bool = False
    page: asyncio.Task[None] | None = None


class Couriers:
    """Carries deliveries to the sites that this process serves. `serves` says if it may."""

    def __init__(
        self,
        store: SiteStore,
        sender: Sender,
        bodies: Bodies,
        metrics: Metrics,
        log: FilteringBoundLogger,
        *,
        now: Callable[[], datetime],
        serves: Callable[[], bool],
    ) -> None:
        self._store = store
        self._sender = sender
        self._metrics = metrics
        self._log = log
        self._now = now
        self._serves = serves
        self._counters: dict[str, _Counter] = {}
        self._room = asyncio.Semaphore(_SEATS)
        self._closing: set[asyncio.Task[None]] = set()
        self.bodies = bodies
        self.ledger = Ledger(store, self._lost)

    # --- whom it serves ------------------------------------------------------------------

    def open(self, site: Downstream, view: View) -> None:
        """Serve a site from now on."""
        self._counters[site.id] = _Counter(Queue(site, view))

    def look_again(self, site: Downstream, view: View) -> None:
        """Go on serving a site as it is now, and look again at what it is owed."""
        counter = self._counters[site.id]
        counter.queue.site, counter.queue.view = site, view
        self._begin_page(counter)
        self.nudge(site.id)

    def fall_behind(self, site_id: str) -> None:
        """Know that the store has more for a site than was taken in."""
        self._counters[site_id].queue.is_behind = True

    def finish(self, site_id: str) -> bool:
        """Begin nothing new for a site; tell whether nothing is under way any more."""
        counter = self._counters.get(site_id)
        if counter is None:
            return True
        counter.is_closing = True
        return not counter.tasks

    def close(self, site_id: str) -> None:
        """Serve a site no more: tries end here, and the store has what is left."""
        counter = self._counters.pop(site_id, None)
        if counter is None:
            return
        if counter.timer is not None:
            counter.timer.cancel()
        for task in (*counter.tasks.values(), counter.page):
            if task is not None:
                task.cancel()
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)

    async def finished(self, within_s: float) -> None:
        """Wait for all that is under way to end by itself."""
        tasks = [task for each in self._counters.values() for task in each.tasks.values()]
        if tasks:
            await asyncio.wait(tasks, timeout=within_s)

    async def closed(self) -> None:
        """Wait until what was closed has ended."""
        if self._closing:
            await asyncio.wait(self._closing)

    def queue(self, site_id: str) -> Queue | None:
        """Give a site's queue, if it is served here."""
        counter = self._counters.get(site_id)
        return counter.queue if counter else None

    def queues(self) -> list[Queue]:
        """Give all queues."""
        return [counter.queue for counter in self._counters.values()]

    def known(self, site_id: str, article_id: str) -> Delivery | None:
        """Give what the store may not know yet of a delivery."""
        counter = self._counters.get(site_id)
        held = counter.queue.get(article_id) if counter else None
        written = self.ledger.get(f"{site_id}:{article_id}")
        if held is not None and written is not None:
            return max(held, written, key=lambda each: each.sequence)
        return held or written

    # --- what it carries -----------------------------------------------------------------

    def owe(self, delivery: Delivery) -> None:
        """Carry a delivery; one that came before, or is done, changes nothing."""
        counter = self._counters.get(delivery.site)
        if counter is None:
            return
        written = self.ledger.get(delivery.key)
        if written is not None and written.sequence > delivery.sequence:
            return
        counter.queue.put(delivery)
        under_way = counter.queue.trying.get(delivery.article_id)
        if delivery.is_kill and under_way is not None and under_way < delivery.sequence:
            task = counter.tasks[delivery.article_id]
            asyncio.get_running_loop().call_later(_GIVES_WAY_AFTER_S, task.cancel)
        self.nudge(delivery.site)

    def nudge(self, site_id: str) -> None:
        """Begin whatever can begin for a site, and see to it that the rest begins in time."""
        counter = self._counters.get(site_id)
        if counter is None:
            return
        if counter.timer is not None:
            counter.timer.cancel()
            counter.timer = None
        if counter.is_closing:
            return
        now, monotonic = self._now(), time.monotonic()
        queue = counter.queue
        for delivery in queue.ready(now, monotonic):
            queue.trying[delivery.article_id] = delivery.sequence
            counter.tasks[delivery.article_id] = asyncio.create_task(
                self._carry(counter, delivery)
            )
        if queue.is_behind and not queue.rest:
            self._begin_page(counter)
        wait = queue.wakes_in(now, monotonic)
        if wait is not None:
            # Where all tries of a lane are under way, the end of one of them nudges.
            wait = max(wait, 0.05 if not counter.tasks else 1.0)
            counter.timer = asyncio.get_running_loop().call_later(wait, self.nudge, site_id)

    def _begin_page(self, counter: _Counter) -> None:
        if counter.page is None:
            counter.page = asyncio.create_task(self._turn_page(counter))

    async def _turn_page(self, counter: _Counter) -> None:
        """Take in what waits in the store, and what others wrote of what is here."""
        queue = counter.queue
        site_id = queue.site.id
        try:
            await self.ledger.flush()
            found = list((await self._store.known(site_id, list(queue.kills))).values())
            found += await self._store.pending_of_site(site_id, FULL, kills=True)
            rest = await self._store.pending_of_site(site_id, FULL, kills=False)
            queue.is_behind = len(rest) == FULL
            for delivery in (*found, *rest):
                self.take_in(delivery)
        except Exception as error:  # noqa: BLE001 - a store that is away comes back
            self._log.warning("page_not_read", site=queue.site.id, error=repr(error)[:300])
            await asyncio.sleep(1)
        finally:
            counter.page = None
        self.nudge(queue.site.id)

    def take_in(self, delivery: Delivery) -> None:
        """Carry what the store has; what a site has acknowledged is done."""
        known = self.known(delivery.site, delivery.article_id)
        if delivery.acknowledged_at is not None and delivery.state is DeliveryState.PENDING:
            delivery = delivery.changed(
                state=DeliveryState.DELIVERED,
                due_at=None,
                delivered=delivery.sequence,
                delivered_at=delivery.acknowledged_at,
            )
            self.ledger.put(delivery)
        elif known is not None and not _is_sooner(delivery, known):
            return
        counter = self._counters.get(delivery.site)
        if counter is not None:
            counter.queue.put(delivery)

    def _lost(self, delivery: Delivery) -> None:
        """Look again at what a site is owed: somebody was ahead of us."""
        counter = self._counters.get(delivery.site)
        if counter is not None:
            held = counter.queue.get(delivery.article_id)
            if held is not None and held.sequence == delivery.sequence:
                counter.queue.rest.pop(delivery.article_id, None)
                counter.queue.kills.pop(delivery.article_id, None)
            self._begin_page(counter)

    # --- one try -------------------------------------------------------------------------

    async def _carry(self, counter: _Counter, delivery: Delivery) -> None:
        queue = counter.queue
        answer: Answer | None = None
        try:
            answer = await self._try(queue, delivery)
        except asyncio.CancelledError:
            if self._counters.get(queue.site.id) is not counter:
                raise
            answer = Answer(None, "gave way to the kill")
        except Exception as error:  # noqa: BLE001 - no site is at fault, and none is forgotten
            self._log.warning("courier_stumbled", site=queue.site.id, error=repr(error)[:300])
        finally:
            queue.trying.pop(delivery.article_id, None)
            counter.tasks.pop(delivery.article_id, None)
        if self._counters.get(queue.site.id) is not counter:
            return
        self._end(queue, delivery, answer)
        is_gone = answer is not None and answer.verdict is Verdict.GONE
        if is_gone and not delivery.is_kill and queue.site.is_enabled:
            because = "The site answered 410 Gone."
            queue.site = _switched_off(queue.site, because)
            self.nudge(queue.site.id)
            await self._switch_off(queue.site.id, because)
        self.nudge(queue.site.id)

    async def _try(self, queue: Queue, delivery: Delivery) -> Answer | None:
        """Make one try; None where nothing was sent."""
        if not self._serves():
            return None
        seat = None
        if not delivery.is_kill and queue.is_proven and not queue.breaker.failures:
            await self._room.acquire()
            seat = _Seat(self._room)
        try:
            found = await self.bodies.get(delivery)
            if found is None:
                return Answer(None, _NOT_SENT)
            if queue.get(delivery.article_id) is not delivery:
                # Something newer came while there was no seat.
                return Answer(None, "gave way to what came after it")
            if seat is not None:
                asyncio.get_running_loop().call_later(_SLOW_AFTER_S, seat.give_back)
            site = queue.site
            answer = await self._sender.send(site.url or "", site.secrets, *found)
        finally:
            if seat is not None:
                seat.give_back()
        queue.breaker.saw(answer.verdict, time.monotonic())
        queue.is_proven |= answer.verdict is Verdict.TAKEN
        return answer

    def _end(self, queue: Queue, tried: Delivery, answer: Answer | None) -> None:
        """Note what came of a try: here at once, in the store a moment later."""
        current = queue.get(tried.article_id)
        if current is None:
            return
        now = self._now()
        if answer is None:
            later = now + timedelta(seconds=1)
            queue.put(current.changed(due_at=later))
            return
        chance = random.random()  # noqa: S311 - jitter
        ended = after(current, tried.sequence, answer, now, chance)
        queue.put(ended)
        self.ledger.put(ended)
        if tried.is_kill:
            queue.heard(ended, is_well=answer.verdict is Verdict.TAKEN)
        self._metrics.deliveries.labels(answer.verdict.value).inc()
        if answer.verdict is not Verdict.TAKEN:
            # The first failure and the end are news; what is between is kept in its delivery.
            if ended.attempts > 1 and ended.due_at is not None:
                return
            self._log.warning(
                "webhook_failed",
                site=queue.site.id,
                article_id=tried.article_id,
                answer=str(answer),
                attempts=ended.attempts,
                is_kill=tried.is_kill,
            )
        elif tried.is_kill and tried.since is not None:
            seconds = max(0.0, (now - tried.since).total_seconds())
            self._metrics.kill_delivery_seconds.observe(seconds)

    async def _switch_off(self, site_id: str, because: str) -> None:
        try:
            site = await self._store.get(site_id)
            if site is not None:
                await self._store.change(_switched_off(site, because))
        except Exception as error:  # noqa: BLE001 - it will answer 410 the next time too
            self._log.warning("site_not_switched_off", site=site_id, error=repr(error)[:300])


def _is_sooner(stored: Delivery, here: Delivery) -> bool:
    """Tell whether the store has what is not known here: a newer row, or an earlier try."""
    if stored.sequence != here.sequence:
        return stored.sequence > here.sequence
    if stored.due_at is None or stored.attempts:
        return False
    return here.due_at is None or stored.due_at < here.due_at


def _switched_off(site: Downstream, because: str) -> Downstream:
    return Downstream.model_validate(
        {**dict(site), "is_enabled": False, "disabled_because": because}
    )

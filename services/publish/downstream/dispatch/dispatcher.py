"""The dispatcher: follows the log, and writes what a row means for all its sites in one go.

One a process. It serves the shares of the sites that the lease gives it; for each share it
knows up to which row of the log the deliveries are made, and a process that takes a share over
goes on from there. Making them again changes nothing. A kill is sent first and written down
with its answer, or a moment later where there is none.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from structlog.typing import FilteringBoundLogger

from services.publish.bell import Bell
from services.publish.channels.tail import Tail
from services.publish.downstream.deliveries import Delivery, owed
from services.publish.downstream.directory import Directory
from services.publish.downstream.dispatch.couriers import Couriers
from services.publish.downstream.dispatch.queues import Queue
from services.publish.downstream.dispatch.watch import Watch
from services.publish.downstream.sites import View
from services.publish.downstream.storage import Kept, SiteStore
from services.publish.rows import Row
from services.publish.storage import PublishStore
from shared.events import ArticleKilled

_ROWS_AT_ONCE = 100
_PAIRS_AT_ONCE = 4000
"""Sites times stories that one write is about."""
_SITES_BEFORE_OTHERS = 100
"""Then the loop does something else for a moment: sending, above all."""
_PENDING_AT_ONCE = 5000
_FINISHED_WITHIN_S = 1.5
"""So long may tries go on when others shall have their sites."""
_ANSWERS_WITHIN_S = 1.0
"""What a site has not answered by then is written down as owed."""


@dataclass(slots=True)
class _Served:
    """A share that is served here."""

    cursor: int
    drained_by: float | None = None
    """When it is given up, whatever is under way; None while it is served."""
    sites: set[str] = field(default_factory=set)

    @property
    def is_draining(self) -> bool:
        """Whether others shall have it."""
        return self.drained_by is not None


@dataclass(frozen=True, slots=True)
class _Waiting:
    """How many kills wait for a site, and how many for too long."""

    kills: int
    overdue: int


class Dispatcher:
    """Makes deliveries of rows, for the sites of some shares."""

    def __init__(
        self,
        store: PublishStore,
        sites: SiteStore,
        directory: Directory,
        tail: Tail,
        couriers: Couriers,
        *,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._sites = sites
        self._directory = directory
        self._tail = tail
        self._couriers = couriers
        self._log = log
        self._now = now
        self._shares: dict[int, _Served] = {}
        self._given: dict[int, int] = {}
        self._late: dict[str, int] = {}
        self._undurable: dict[int, int] = {}
        self._settling: set[asyncio.Task[None]] = set()
        self.watch = Watch(sites, couriers.ledger, now)
        self._one_at_a_time = asyncio.Lock()
        self._one_kill_at_a_time = asyncio.Lock()
        self._kills_seen = 0
        self.woken = Bell()
        """Rung when there may be something to do."""

    # --- what the lease says ---------------------------------------------------------------

    def shares(self) -> frozenset[int]:
        """Give the shares that are served, or are about to be."""
        return frozenset(self._shares) | frozenset(self._given)

    def give(self, cursors: Mapping[int, int]) -> None:
        """Serve these shares from the rows behind their cursors on."""
        self._given |= cursors
        self.woken.ring()

    def cursors(self) -> dict[int, int]:
        """Tell for each share up to which row all is written down."""
        floor = min(self._undurable, default=None)
        return {
            number: share.cursor if floor is None else min(share.cursor, floor - 1)
            for number, share in self._shares.items()
        }

    def drain(self, shares: Collection[int]) -> None:
        """Begin nothing new for these shares: others shall have them."""
        for number in shares:
            self._given.pop(number, None)
            served = self._shares.get(number)
            if served is not None and served.drained_by is None:
                served.drained_by = time.monotonic() + _FINISHED_WITHIN_S

    async def drained(self) -> frozenset[int]:
        """Give the shares of which nothing is under way here any more."""
        done = {n: each for n, each in self._shares.items() if self._is_finished(each)}
        if not done:
            return frozenset()
        for share in done.values():
            self._stop(share)
        await self._couriers.closed()
        await self._couriers.ledger.flush()
        return frozenset(done)

    def _is_finished(self, share: _Served) -> bool:
        if share.drained_by is None:
            return False
        done = [self._couriers.finish(site) for site in share.sites]
        return all(done) or time.monotonic() >= share.drained_by

    def forget(self, shares: Collection[int]) -> None:
        """Serve these shares no more."""
        for number in shares:
            self._given.pop(number, None)
            served = self._shares.pop(number, None)
            for site in served.sites if served else ():
                self._forget_site(site)

    def _forget_site(self, site: str) -> None:
        self._couriers.close(site)
        self._late.pop(site, None)
        self.watch.forget(site)

    # --- what the directory says -------------------------------------------------------------

    def changed(self, kept: Iterable[Kept]) -> None:
        """Serve sites as they are now: new ones, changed ones, no more those that are gone."""
        for each in kept:
            share = self._shares.get(each.site.share)
            if share is None or share.is_draining:
                continue
            view = self._directory.view(each.site.id)
            if view is None:
                share.sites.discard(each.site.id)
                self._forget_site(each.site.id)
            elif each.site.id in share.sites:
                self._couriers.look_again(each.site, view)
            else:
                self._admit(share, each, view)
        self.woken.ring()

    def _admit(self, share: _Served, kept: Kept, view: View) -> None:
        share.sites.add(kept.site.id)
        if not kept.joined:
            self._late[kept.site.id] = kept.fanned
        self._couriers.open(kept.site, view)

    # --- following -----------------------------------------------------------------------

    async def run(self, every_s: float) -> None:
        """Follow the log, and do what the lease and the directory say."""
        while True:
            heard, grown = self.woken.rings, self._tail.grown.rings
            async with self._one_at_a_time:
                await self._take_over()
                moved = await self._follow()
                moved |= await self._follow_for_the_late()
            if not moved and self._tail.grown.rings == grown:
                await self.woken.wait(heard, every_s)

    async def listen(self) -> None:
        """Wake the dispatcher whenever the log has grown, and send kills ahead of all else."""
        while True:
            heard = self._tail.grown.rings
            if self._shares:
                await self._hurry_kills()
            self.woken.ring()
            await self._tail.grown.wait(heard, 60)

    async def _take_over(self) -> None:
        """Serve the shares that the lease gave: load what is pending, go on from their rows."""
        given, self._given = self._given, {}
        if not given:
            return
        try:
            everyone = self._directory.all()
            members = [site.id for site in everyone if site.share in given]
            kept = {each.site.id: each for each in await self._sites.some(members)}
            kills = await self._sites.pending_of_shares(given, kills=True, limit=10**6)
            rest = await self._sites.pending_of_shares(
                given, kills=False, limit=_PENDING_AT_ONCE
            )
        except BaseException:
            self._given = given | self._given
            raise
        for number, cursor in given.items():
            self._shares[number] = _Served(cursor)
        for id_, each in kept.items():
            view = self._directory.view(id_)
            if view is not None:
                self._admit(self._shares[each.site.share], each, view)
                if len(rest) == _PENDING_AT_ONCE:
                    self._couriers.fall_behind(id_)
        for delivery in (*kills, *rest):
            if delivery.site not in kept:
                continue  # of a site that is forgotten
            if delivery.channel == "webhook":
                self._couriers.take_in(delivery)
            else:
                self.watch.go_on(delivery)
        for id_ in kept:
            self._couriers.nudge(id_)
        self._kills_seen = min(self._kills_seen, *given.values())
        self._log.info("sites_taken_over", shares=len(given), sites=len(kept))

    async def _follow(self) -> bool:
        active = {n: each for n, each in self._shares.items() if not each.is_draining}
        if not active:
            return False
        low = min(each.cursor for each in active.values())
        rows = await self._tail.rows_after(low, _ROWS_AT_ONCE)
        if not rows:
            return False
        # Some shares may be further than others: for them the first rows are no news.
        for cursor in sorted({each.cursor for each in active.values()}):
            members = [
                site
                for each in active.values()
                if each.cursor == cursor
                for site in each.sites
                if site not in self._late
            ]
            await self._owe([row for row in rows if row.sequence > cursor], members)
        for number, each in active.items():
            # What was given up meanwhile may not have been made.
            if self._shares.get(number) is each and not each.is_draining:
                each.cursor = max(each.cursor, rows[-1].sequence)
        return True

    async def _follow_for_the_late(self) -> bool:
        """Make a page of the deliveries of sites that began behind their share."""
        groups: dict[int, list[str]] = {}
        joined: dict[str, int] = {}
        for id_, fanned in self._late.items():
            cursor = self._cursor_of(id_)
            if cursor is not None and fanned >= cursor:
                # Rows up to where it begins are no news to it.
                if fanned == cursor:
                    joined[id_] = fanned
            elif cursor is not None:
                groups.setdefault(fanned, []).append(id_)
        noted = dict(joined)
        for fanned, members in groups.items():
            cursors = [self._cursor_of(id_) or fanned for id_ in members]
            rows = await self._tail.rows_after(
                fanned, min(_ROWS_AT_ONCE, max(cursors) - fanned)
            )
            if not rows:
                continue
            await self._owe(rows, members)
            for id_ in members:
                if id_ in self._late and self._cursor_of(id_) is not None:
                    self._late[id_] = noted[id_] = rows[-1].sequence
        if noted:
            await self._sites.fanned(noted, frozenset(joined))
        for id_ in joined:
            self._late.pop(id_, None)
        return bool(noted)

    def _cursor_of(self, site_id: str) -> int | None:
        site = self._directory.get(site_id)
        share = self._shares.get(site.share) if site else None
        return None if share is None or share.is_draining else share.cursor

    # --- what rows mean --------------------------------------------------------------------

    async def _owe(self, rows: Sequence[Row], members: Sequence[str]) -> None:
        """Make deliveries of rows for sites: of a story only the newest of them counts."""
        if not rows or not members:
            return
        newest = list({row.article_id: row for row in rows}.values())
        kills = [row for row in newest if row.type == ArticleKilled.type]
        if kills:
            await self._send_kills(kills, members)
            self._write_down_soon(kills)
        rest = [row for row in newest if row.type != ArticleKilled.type]
        queues = self._queues(members)
        webhooks = [each for each in queues if each.site.channel == "webhook"]
        at_once = max(1, _PAIRS_AT_ONCE // max(1, len(webhooks)))
        for at in range(0, len(rest) if webhooks else 0, at_once):
            part = rest[at : at + at_once]
            self._couriers.bodies.keep(part)
            due = await self._due(part, webhooks)
            won = await self._sites.write(due)
            for delivery, kept in zip(due, won, strict=True):
                if kept:
                    self._couriers.owe(delivery)

    async def _due(self, rows: Sequence[Row], queues: Sequence[Queue]) -> list[Delivery]:
        """Tell what rows mean for sites, by what the store knows, and what is newer here."""
        found = await self._sites.of_articles([row.article_id for row in rows])
        known = {(each.site, each.article_id): each for each in found}
        now = self._now()
        due = []
        for count, queue in enumerate(queues, 1):
            for row in rows:
                before = self._newest(
                    known.get((queue.site.id, row.article_id)),
                    self._couriers.known(queue.site.id, row.article_id),
                )
                delivery = owed(queue.site, queue.view, row, before, now)
                if delivery is not None:
                    due.append(delivery)
            if count % _SITES_BEFORE_OTHERS == 0:
                await asyncio.sleep(0)
        return due

    @staticmethod
    def _newest(stored: Delivery | None, here: Delivery | None) -> Delivery | None:
        if stored is None or here is None:
            return here or stored
        return here if here.sequence >= stored.sequence else stored

    def _queues(self, members: Iterable[str]) -> list[Queue]:
        found = (self._couriers.queue(id_) for id_ in members)
        return [each for each in found if each is not None]

    # --- kills -----------------------------------------------------------------------------

    async def _hurry_kills(self) -> None:
        """Send kills as soon as they are in the log, whatever is being written down."""
        self._kills_seen = self._kills_seen or min(
            (each.cursor for each in self._shares.values()), default=0
        )
        while rows := await self._tail.rows_after(self._kills_seen, _ROWS_AT_ONCE):
            kills = [row for row in rows if row.type == ArticleKilled.type]
            self._kills_seen = rows[-1].sequence
            if kills:
                members = [
                    site
                    for share in self._shares.values()
                    if not share.is_draining
                    for site in share.sites
                ]
                await self._send_kills(kills, members)

    async def _send_kills(self, rows: Sequence[Row], members: Sequence[str]) -> None:
        """Send kills to whoever was sent the story; have sites that fetch watched for it."""
        for row in rows:
            self._couriers.bodies.kill(row.article_id, row.sequence)
        self._couriers.bodies.keep(rows)
        async with self._one_kill_at_a_time:
            due = await self._due(rows, self._queues(members))
            for delivery in due:
                self._send_kill(delivery)

    def _send_kill(self, delivery: Delivery) -> None:
        if delivery.channel == "webhook":
            self._couriers.owe(delivery)
        else:
            self.watch.begin(delivery)

    def _write_down_soon(self, kills: Sequence[Row]) -> None:
        """Write down what is not answered soon; until then the cursor stays before it."""
        for row in kills:
            self._undurable[row.sequence] = self._undurable.get(row.sequence, 0) + 1
        task = asyncio.create_task(self._write_down(kills))
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)

    async def _write_down(self, kills: Sequence[Row]) -> None:
        numbers = {row.sequence for row in kills}
        await asyncio.sleep(_ANSWERS_WITHIN_S)
        while True:
            try:
                for queue in self._couriers.queues():
                    for delivery in list(queue.kills.values()):
                        if delivery.sequence in numbers and not delivery.attempts:
                            self._couriers.ledger.put(delivery)
                await self._couriers.ledger.flush()
                break
            except Exception as error:  # noqa: BLE001 - a store that is away comes back
                self._log.warning("kills_not_written", error=repr(error)[:300])
                await asyncio.sleep(_ANSWERS_WITHIN_S)
        for number in numbers:
            left = self._undurable.pop(number, 1) - 1
            if left:
                self._undurable[number] = left

    def waiting(self, overdue_after: timedelta) -> _Waiting:
        """Count the kills that sites of this process have not taken."""
        kills = [each for queue in self._couriers.queues() for each in queue.kills.values()]
        kills += self.watch.waiting()
        limit = self._now() - overdue_after
        overdue = sum(1 for each in kills if each.since is not None and each.since < limit)
        return _Waiting(len(kills), overdue)

    async def leave(self) -> None:
        """End what is under way, and have it written down."""
        self.drain(self.shares())
        async with self._one_at_a_time:
            for share in self._shares.values():
                for site in share.sites:
                    self._couriers.finish(site)
            await self._couriers.finished(_FINISHED_WITHIN_S)
            for share in self._shares.values():
                self._stop(share)
            await self._couriers.closed()
            await self._couriers.ledger.flush()
            for task in self._settling:
                task.cancel()
            self._undurable.clear()

    def _stop(self, share: _Served) -> None:
        """End all tries of a share; what was only here is written down."""
        for site in share.sites:
            queue = self._couriers.queue(site)
            for delivery in queue.kills.values() if queue else ():
                if not delivery.attempts:
                    self._couriers.ledger.put(delivery)
            self._couriers.close(site)

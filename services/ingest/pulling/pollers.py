"""Asks each due source for news: a clock and a client, no opinions.

What comes goes the way of what wires push. A cursor moves only after its items are durable, and
only in the hands of whoever has the source's lease: whatever is killed when, the next poller
takes the same thing again, under the same receipt, and intake knows it for a repeat.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from prometheus_client import Counter
from structlog.typing import FilteringBoundLogger

from services.ingest.formats.parsed import Payload, Problem, UnknownFormatError, UnreadableError
from services.ingest.intake.decisions.deliveries import Taken
from services.ingest.intake.memory.storage import UnstorableError
from services.ingest.intake.pressure import Pressure
from services.ingest.intake.reception import (
    ItemTooLargeError,
    NothingInItError,
    Read,
    Reception,
    delivery_of,
    new_receipt,
)
from services.ingest.intake.shelf import ContestedError
from services.ingest.intake.writer import Writer
from services.ingest.pulling import WAYS
from services.ingest.pulling.due import Failed, Interrupted, PollOutcome, Went, after
from services.ingest.pulling.plan import DROPS, Kind
from services.ingest.pulling.pulled import UNREAD, Fate, Looked, Means, Pulled
from services.ingest.pulling.sightings import not_seen, sighting
from services.ingest.pulling.storage import Lease, LeaseLostError, PullStore
from services.ingest.pulling.web import PullFailedError
from services.ingest.sources.keys import Source
from services.ingest.sources.storage import SourceStore
from shared import database as mongo
from shared import streams
from shared.metrics import Metrics
from shared.tracing import traceparent

_AT_ONCE = 16
"""Sources that one process polls at a time; they mostly wait for servers."""

_PAUSED_LOOK = timedelta(seconds=30)
_SHOWN_IN_A_TRIAL = 3
"""Things that a trial fetches at most."""


class Pollers:
    """Polls the sources that are due, sharing them with any number of other processes."""

    def __init__(
        self,
        pulls: PullStore,
        sources: SourceStore,
        means: Means,
        *,
        reception: Reception,
        writer: Writer,
        pressure: Pressure,
        metrics: Metrics,
        log: FilteringBoundLogger,
        holder: str,
        lease_s: float,
        look_every_s: float,
    ) -> None:
        self._pulls = pulls
        self._sources = sources
        self._means = means
        self._reception = reception
        self._writer = writer
        self._pressure = pressure
        self._log = log
        self._holder = holder
        self._lease_s = lease_s
        self._look_every_s = look_every_s
        self._polls = Counter(
            "copydesk_polls_total",
            "Polls of sources; `failed` rises while a server is away or sends what is no copy.",
            ("outcome",),
            registry=metrics.registry,
        )

    async def run(self) -> None:
        """Poll what is due, for ever."""
        at_work: set[asyncio.Task[None]] = set()
        try:
            while True:
                at_work = {task for task in at_work if not task.done()}
                at_work |= await self._start(_AT_ONCE - len(at_work))
                await asyncio.sleep(self._look_every_s)
        finally:
            for task in at_work:
                task.cancel()
            await asyncio.gather(*at_work, return_exceptions=True)

    async def look(self) -> None:
        """Poll once what is due now."""
        await asyncio.gather(*await self._start(_AT_ONCE))

    async def _start(self, most: int) -> set[asyncio.Task[None]]:
        if most <= 0 or self._pressure.reason is not None:
            return set()
        leases = await self._pulls.lease_due(
            self._holder, now=self._means.now(), lease_s=self._lease_s, most=most
        )
        return {asyncio.create_task(self._serve(lease)) for lease in leases}

    # --- one source ----------------------------------------------------------------------

    async def _serve(self, lease: Lease) -> None:
        """Poll a source under its lease, and write down how it went."""
        keeping = asyncio.create_task(self._keep(lease))
        try:
            source = await self._sources.find(lease.source)
            if source is None or source.paused:
                due_at = self._means.now() + _PAUSED_LOOK
                await self._pulls.finish(lease, lease.standing, due_at)
                return
            outcome = await self._outcome(lease, source)
            standing, due_at = after(
                lease.standing,
                outcome,
                every_s=lease.plan.every_s,
                now=self._means.now(),
                chance=random.random(),  # noqa: S311  jitter
            )
            await self._pulls.finish(lease, standing, due_at)
            self._polls.labels(type(outcome).__name__.lower()).inc()
            if not isinstance(outcome, Went):
                self._log.warning(
                    "source_poll_failed",
                    source=lease.source,
                    reason=outcome.reason,
                    failures=standing.failures,
                    due_at=due_at.isoformat(),
                )
        except LeaseLostError:
            self._log.warning("poll_lease_lost", source=lease.source)
        except asyncio.CancelledError:
            with contextlib.suppress(Exception):
                await self._pulls.finish(lease, lease.standing, self._means.now())
            raise
        except Exception as error:  # noqa: BLE001  what is not known is logged with its stack
            # The lease runs out by itself, and then somebody tries again.
            if not mongo.is_away(error) and not streams.is_away(error):
                self._log.exception("source_poll_stumbled", source=lease.source)
        finally:
            keeping.cancel()

    async def _keep(self, lease: Lease) -> None:
        """Renew a lease as long as the poll runs: slow is not dead."""
        with contextlib.suppress(LeaseLostError):
            while True:
                await asyncio.sleep(self._lease_s / 3)
                try:
                    await self._pulls.renew(lease, now=self._means.now(), lease_s=self._lease_s)
                except Exception as error:
                    if not mongo.is_away(error):
                        raise

    async def _outcome(self, lease: Lease, source: Source) -> PollOutcome:
        try:
            return await self._poll(lease, source)
        except PullFailedError as error:
            return Failed(str(error), error.retry_after_s)
        except (ContestedError, TimeoutError) as error:
            return Interrupted(f"intake: {type(error).__name__}")
        except LeaseLostError:
            raise
        except Exception as error:  # noqa: BLE001  what is not known is logged with its stack
            if mongo.is_away(error) or streams.is_away(error):
                return Interrupted("a store is away")
            # A fault of ours must not be tried once a second for ever.
            self._log.exception("source_poll_stumbled", source=lease.source)
            return Failed(f"{type(error).__name__}: {error}")

    async def _poll(self, lease: Lease, source: Source) -> PollOutcome:
        progress = _Progress(lease, lease.seen)
        way = WAYS[lease.plan.kind](lease.plan, lease.cursor, self._means)
        async with aclosing(way) as steps:
            async for step in steps:
                if isinstance(step, Looked):
                    await self._pulls.move(lease, step.cursor, progress.seen)
                    progress.more = step.more
                    # What could not be read then, and has not changed, is no success now.
                    progress.unread = progress.unread or step.cursor.get(UNREAD)
                    continue
                await self._take(progress, source, step)
                if self._pressure.reason is not None:
                    return Interrupted(self._pressure.reason)
        if progress.things:
            self._log.info(
                "source_polled",
                source=lease.source,
                kind=lease.plan.kind.value,
                things=progress.things,
                items=progress.items,
            )
        if progress.unread is not None:
            return Failed(progress.unread)
        return Went(more=progress.more)

    async def _take(self, progress: _Progress, source: Source, pulled: Pulled) -> None:
        """Take one thing in, or quarantine it; then let go of it and move the cursor."""
        lease = progress.lease
        digest = sha256(pulled.name.encode(errors="replace") + b"\n" + pulled.content)
        attempt = digest.hexdigest()
        receipt = new_receipt(self._means.now())
        if lease.attempt == attempt and lease.receipt is not None:
            receipt = lease.receipt
        await self._pulls.begin(lease, attempt, receipt)
        payload = self._payload(pulled, source.facts.zone)
        fate = Fate.TAKEN
        cursor = pulled.cursor
        try:
            if pulled.fault:
                raise UnreadableError(_too_large(pulled.fault))  # noqa: TRY301  as if read
            read = await self._read(payload, lease.source, receipt)
            marks = [sighting(each) for each in read.items] if pulled.recurs else []
            if pulled.recurs:
                read = replace(read, items=not_seen(read.items, frozenset(progress.seen)))
            if read.items:
                progress.items += len(await self._send(read, payload, source, receipt, pulled))
            progress.seen = tuple(marks)
        except NothingInItError:
            progress.seen = ()
        except (
            UnreadableError,
            UnstorableError,
            ItemTooLargeError,
            UnknownFormatError,
        ) as error:
            problems = _problems_of(error)
            await self._reception.quarantine(
                payload,
                source=source,
                receipt=receipt,
                headers=pulled.headers,
                problems=problems,
            )
            fate = Fate.QUARANTINED
            if pulled.matters:
                progress.unread = f"quarantined: {problems[0].detail}"
                cursor = {**cursor, UNREAD: progress.unread[:300]}
        await pulled.settle(fate)
        await self._pulls.move(lease, cursor, progress.seen)
        progress.things += 1

    async def _send(
        self, read: Read, payload: Payload, source: Source, receipt: str, pulled: Pulled
    ) -> tuple[Taken, ...]:
        delivery = delivery_of(
            read,
            payload,
            source=source,
            receipt=receipt,
            headers=pulled.headers,
            traceparent=traceparent(),
        )
        return await self._writer.take(delivery)

    def _payload(self, pulled: Pulled, zone: str | None) -> Payload:
        return Payload(
            content=pulled.content,
            media_type=pulled.media_type,
            charset=pulled.charset,
            url=pulled.url,
            received_at=self._means.now(),
            zone=zone,
            file_name=pulled.headers.get("file"),
            told=pulled.told,
        )

    async def _read(self, payload: Payload, source: str, receipt: str) -> Read:
        return await self._reception.read_fitting(payload, source=source, receipt=receipt)

    # --- a trial -------------------------------------------------------------------------

    async def trial(self, source: str) -> dict[str, Any] | None:
        """Poll once and tell what would be made of it: nothing is kept, marked or moved.

        None where the source is not pulled from; raises `PullFailedError`.
        """
        lease = await self._pulls.find(source)
        if lease is None:
            return None
        items: list[dict[str, Any]] = []
        problems: list[dict[str, Any]] = []
        things = [each async for each in self._tried(lease)]
        for pulled in things:
            try:
                if pulled.fault:
                    raise UnreadableError(_too_large(pulled.fault))  # noqa: TRY301  as if read
                read = await self._read(self._payload(pulled, None), source, "")
            except NothingInItError:
                continue
            except (UnreadableError, ItemTooLargeError, UnknownFormatError) as error:
                problems += [each.to_json() for each in _problems_of(error)]
                continue
            problems += [each.to_json() for each in read.problems]
            items += [
                {
                    "article_id": arrival.article_id,
                    "item": arrival.item.to_ninjs(),
                    "extras": arrival.extras.to_json(),
                }
                for arrival in read.items
            ]
        pulled_from = [
            {"media_type": each.media_type, "bytes": len(each.content)} for each in things
        ]
        return {"pulled": pulled_from, "items": items, "problems": problems}

    async def _tried(self, lease: Lease) -> AsyncGenerator[Pulled, None]:
        """Give the first things there; of a feed also what is known already."""
        kind = lease.plan.kind
        cursor = lease.cursor if kind in (Kind.API, Kind.MAILBOX) else {}
        count = 0
        later = replace(self._means, now=self._in_a_minute)
        for means in (self._means, later) if kind in DROPS else (later,):
            way = WAYS[kind](lease.plan, cursor, means)
            async with aclosing(way) as steps:
                async for step in steps:
                    cursor = step.cursor
                    if isinstance(step, Pulled):
                        yield step
                        count += 1
                    if count == _SHOWN_IN_A_TRIAL:
                        return

    def _in_a_minute(self) -> datetime:
        return self._means.now() + timedelta(minutes=1)


@dataclass(slots=True)
class _Progress:
    """How far one poll has come."""

    lease: Lease
    seen: tuple[str, ...]
    things: int = 0
    items: int = 0
    more: bool = False
    unread: str | None = None


def _too_large(detail: str) -> Problem:
    return Problem(detail=detail, fix="send fewer items at a time", fatal=True)


def _problems_of(error: Exception) -> tuple[Problem, ...]:
    if isinstance(error, UnreadableError):
        return error.problems
    fix = "set the source's media type, or ask the wire to send it in another way"
    return (Problem(detail=str(error)[:500], fix=fix, fatal=True),)

"""From a request's bytes to a delivery: read, bounded, quarantined where it makes no sense."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from structlog.typing import FilteringBoundLogger

from services.ingest.batch import Delivery
from services.ingest.deliveries import RawItem
from services.ingest.identity import receipt_id
from services.ingest.keys import Source
from services.ingest.parsed import Parsed, Payload, Problem, UnknownFormatError, UnreadableError
from services.ingest.receive import Arrived, arrive
from services.ingest.storage import IngestStore
from shared.chronicle import Chronicle
from shared.lifecycle import State
from shared.timeline import Reason, TimelineRecord

READ_INLINE_BYTES = 32_768
"""JSON up to this is read in the event loop: a thread would cost more than the reading."""


class ItemTooLargeError(ValueError):
    """An item has more bytes than one may have."""


class NothingInItError(UnreadableError):
    """A payload was read well, and there is no item in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a payload turned out to hold."""

    format: str
    items: tuple[Arrived, ...]
    problems: tuple[Problem, ...]


class Reception:
    """Reads payloads, and keeps what cannot be read where it can be read again."""

    def __init__(
        self,
        read: Callable[[Payload], Parsed],
        *,
        store: IngestStore,
        chronicle: Chronicle,
        log: FilteringBoundLogger,
        max_item_bytes: int,
    ) -> None:
        self._read = read
        self._store = store
        self._chronicle = chronicle
        self._log = log
        self._max_item_bytes = max_item_bytes
        self._waiting = 0

    async def read(self, payload: Payload, *, source: str, receipt: str) -> Read:
        """Read a payload, outside the event loop where that takes long.

        Raises `UnreadableError`, `UnknownFormatError` and `ItemTooLargeError`.
        """
        if len(payload.content) <= READ_INLINE_BYTES and "json" in payload.media_type:
            return self._read_now(payload, source, receipt)
        busy = replace(payload, waiting=self._waiting)
        self._waiting += 1
        try:
            return await asyncio.to_thread(self._read_now, busy, source, receipt)
        finally:
            self._waiting -= 1

    def _read_now(self, payload: Payload, source: str, receipt: str) -> Read:
        try:
            parsed = self._read(payload)
            items = tuple(arrive(item, source=source, receipt=receipt) for item in parsed.items)
        except (UnreadableError, UnknownFormatError):
            raise
        except Exception as error:
            # A format that trips over copy it was not written for must not lose that copy.
            self._log.exception("format_failed", media_type=payload.media_type, receipt=receipt)
            raise UnreadableError(
                Problem(
                    detail=f"this could not be read: {type(error).__name__}: {error}"[:300],
                    fix="it is kept and will be read again; tell the operator its receipt",
                    fatal=True,
                )
            ) from error
        if not items:
            nothing = Problem(detail="there are no items", fix="send at least one", fatal=True)
            if parsed.problems:
                raise UnreadableError(*parsed.problems)
            raise NothingInItError(nothing)
        if len(payload.content) > self._max_item_bytes:
            _check_sizes(items, payload, self._max_item_bytes)
        return Read(format=parsed.format, items=items, problems=parsed.problems)

    async def quarantine(
        self,
        payload: Payload,
        *,
        source: Source,
        receipt: str,
        headers: Mapping[str, str],
        problems: tuple[Problem, ...],
    ) -> None:
        """Keep a delivery that cannot be read, with why, until somebody can."""
        delivery = RawItem(
            receipt=receipt,
            source=source.id,
            content=payload.content,
            sha256=sha256(payload.content).hexdigest(),
            size=len(payload.content),
            media_type=payload.media_type,
            charset=payload.charset,
            url=payload.url,
            headers=headers,
            received_at=payload.received_at,
            state="quarantined",
            problems=problems,
        )
        await self._store.keep_deliveries([delivery])
        record = TimelineRecord(
            article_id=receipt,
            revision=0,
            stage="ingest",
            event_id=receipt,
            at=payload.received_at,
            outcome="quarantined",
            state=State.QUARANTINED,
            reasons=tuple(
                Reason(rule="unreadable", explanation=problem.detail) for problem in problems
            ),
            details={"receipt": receipt},
        )
        await self._chronicle.append([record])
        self._log.warning(
            "delivery_quarantined",
            receipt=receipt,
            source=source.id,
            media_type=payload.media_type,
            problems=len(problems),
        )


def _check_sizes(items: tuple[Arrived, ...], payload: Payload, most: int) -> None:
    sizes = [len(arrived.item.model_dump_json()) for arrived in items if len(items) > 1] or [
        len(payload.content)
    ]
    if max(sizes) > most:
        raise ItemTooLargeError(f"an item has {max(sizes)} bytes; it may have {most}")


def new_receipt(now: datetime) -> str:
    """Make a receipt's id for a delivery that comes in now."""
    return receipt_id(now, secrets.randbits(80))


def delivery_of(
    read: Read,
    payload: Payload,
    *,
    source: Source,
    receipt: str,
    headers: Mapping[str, str],
    traceparent: str,
    replayed: bool = False,
) -> Delivery:
    """Make a delivery of what was read."""
    return Delivery(
        receipt=receipt,
        source=source.facts,
        payload=payload,
        headers=headers,
        traceparent=traceparent,
        format=read.format,
        items=read.items,
        problems=read.problems,
        replayed=replayed,
    )

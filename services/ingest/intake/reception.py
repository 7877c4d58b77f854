"""From a request's bytes to a delivery: read, bounded, quarantined where it makes no sense."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from structlog.typing import FilteringBoundLogger

from services.ingest.formats.parsed import (
    Parsed,
    Payload,
    Problem,
    UnknownFormatError,
    UnreadableError,
)
from services.ingest.formats.parts import unwrapped
from services.ingest.formats.recognise import holds_one
from services.ingest.formats.text.magic import kind_of
from services.ingest.identity.arrival import Arrival, arrive
from services.ingest.identity.ids import receipt_id
from services.ingest.intake.decisions.deliveries import Delivery, RawItem
from services.ingest.intake.memory.storage_deliveries import DeliveryStore
from services.ingest.sources.keys import Source
from shared.chronicle import Chronicle
from shared.lifecycle import State
from shared.timeline import Reason, TimelineRecord

_READ_INLINE_BYTES = 32_768
"""JSON up to this is read in the event loop: a thread would cost more than the reading."""


class ItemTooLargeError(ValueError):
    """An item has more bytes than one may have."""


class NothingInItError(UnreadableError):
    """A payload was read well, and there is no item in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a payload turned out to hold."""

    format: str
    items: tuple[Arrival, ...]
    problems: tuple[Problem, ...]
    too_large: Mapping[int, int] = field(default_factory=dict)
    """The size of each item that has too many bytes, by its place."""


class Reception:
    """Reads payloads, and keeps what cannot be read where it can be read again."""

    def __init__(
        self,
        read: Callable[[Payload], Parsed],
        *,
        read_picture: Callable[[Payload], Awaitable[Parsed]],
        store: DeliveryStore,
        chronicle: Chronicle,
        log: FilteringBoundLogger,
        max_item_bytes: int,
    ) -> None:
        self._read = read
        self._read_picture = read_picture
        self._store = store
        self._chronicle = chronicle
        self._log = log
        self._max_item_bytes = max_item_bytes
        self._waiting = 0
        self._turn = asyncio.Lock()

    async def read(self, payload: Payload, *, source: str, receipt: str) -> Read:
        """Read a payload, outside the event loop where that takes long.

        Raises `UnreadableError`, `UnknownFormatError` and `ItemTooLargeError`.
        """
        read = await self._read_all(payload, source, receipt)
        if read.too_large:
            raise ItemTooLargeError(self._told(max(read.too_large.values())))
        return read

    async def read_fitting(self, payload: Payload, *, source: str, receipt: str) -> Read:
        """Read a payload that nobody can be asked to divide: items too large are left out.

        Raises as `read` does, and `ItemTooLargeError` only where nothing would be left.
        """
        read = await self._read_all(payload, source, receipt)
        kept = tuple(
            item for place, item in enumerate(read.items) if place not in read.too_large
        )
        if not kept:
            raise ItemTooLargeError(self._told(max(read.too_large.values())))
        left_out = tuple(
            Problem(
                detail=f"{self._told(size)}; it is item {place + 1} and was left out",
                fix="send it in parts, or without what is not its text",
                pointer="",
                fatal=True,
            )
            for place, size in read.too_large.items()
        )
        return replace(read, items=kept, problems=read.problems + left_out)

    def _told(self, size: int) -> str:
        return f"an item has {size} bytes; it may have {self._max_item_bytes}"

    async def _read_all(self, payload: Payload, source: str, receipt: str) -> Read:
        if _is_picture(payload):
            parsed = await self._read_picture(payload)
            return _arrived(parsed, source=source, receipt=receipt)
        if len(payload.content) <= _READ_INLINE_BYTES and "json" in payload.media_type:
            async with self._turn:
                # Requests that come together are read one by one, and between two of them the
                # loop does what else is due: what was read before is stored meanwhile.
                await asyncio.sleep(0)
                return self._read_now(payload, source, receipt)
        busy = replace(payload, waiting=self._waiting)
        self._waiting += 1
        try:
            return await asyncio.to_thread(self._read_now, busy, source, receipt)
        finally:
            self._waiting -= 1

    def _check_size(self, payload: Payload) -> None:
        size = len(payload.content)
        if size > self._max_item_bytes and holds_one(payload):
            raise ItemTooLargeError(self._told(size))

    def _read_now(self, payload: Payload, source: str, receipt: str) -> Read:
        try:
            payload = unwrapped(payload)
            self._check_size(payload)
            parsed = self._read(payload)
            read = _arrived(parsed, source=source, receipt=receipt)
        except (ItemTooLargeError, UnreadableError, UnknownFormatError):
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
        return replace(
            read, too_large=_too_large(read.items, read.format, payload, self._max_item_bytes)
        )

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


def _arrived(parsed: Parsed, *, source: str, receipt: str) -> Read:
    items = tuple(arrive(item, source=source, receipt=receipt) for item in parsed.items)
    if not items:
        nothing = Problem(detail="there are no items", fix="send at least one", fatal=True)
        if parsed.problems:
            raise UnreadableError(*parsed.problems)
        raise NothingInItError(nothing)
    return Read(format=parsed.format, items=items, problems=parsed.problems)


_PICTURES = ("", "application/octet-stream")
"""What a picture may be called that is not called one."""


def _is_picture(payload: Payload) -> bool:
    """Tell a picture that comes by itself; one that is called a story is a mistake."""
    if payload.media_type.startswith("image/"):
        return True
    kind = kind_of(payload.content[:65_536]) if payload.media_type in _PICTURES else None
    return kind is not None and kind.name == "picture"


_CARRIERS = frozenset({"document", "email", "zip"})
"""Formats whose bytes are mostly pictures, fonts and other files; only the text is an item."""


def _too_large(
    items: tuple[Arrival, ...], name: str, payload: Payload, most: int
) -> dict[int, int]:
    if len(payload.content) <= most:
        return {}
    if len(items) == 1 and name not in _CARRIERS:
        return {0: len(payload.content)}
    sizes = [len(arrival.item.model_dump_json()) for arrival in items]
    return {place: size for place, size in enumerate(sizes) if size > most}


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

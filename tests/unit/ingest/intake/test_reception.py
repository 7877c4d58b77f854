from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime

import structlog

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Parsed, Payload
from services.ingest.intake.memory.storage_deliveries import DeliveryStore
from services.ingest.intake.reception import Reception
from shared.chronicle import Chronicle
from shared.database import connect

STORY = b'{"uri": "urn:wire:1", "headline": "Harbour reopens", "text": "It reopened."}'


async def test_between_requests_that_came_together_the_loop_does_what_else_is_due() -> None:
    order: list[str] = []

    def read(payload: Payload) -> Parsed:
        order.append("read")
        return parse_payload(payload)

    async def no_picture(_payload: Payload) -> Parsed:
        raise NotImplementedError

    database = connect("mongodb://127.0.0.1:1", service="test")  # nothing is stored here
    reception = Reception(
        read,
        read_picture=no_picture,
        store=DeliveryStore(database),
        chronicle=Chronicle(database),
        log=structlog.get_logger(),
        max_item_bytes=1_000_000,
    )
    payload = Payload(
        content=STORY, media_type="application/json", received_at=datetime.now(UTC)
    )

    async def what_else_is_due() -> None:
        while order.count("read") < 10:
            order.append("else")
            await asyncio.sleep(0)

    await asyncio.gather(
        what_else_is_due(),
        *(reception.read(payload, source="wire", receipt=f"r{n}") for n in range(10)),
    )

    assert order.count("read") == 10
    assert all("else" in pair for pair in itertools.pairwise(order))

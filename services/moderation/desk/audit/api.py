"""Edge: the audit's routes: checked, and carried out of the house."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime

from services.moderation.desk.audit.chain import NOTHING_BEFORE, Break, Entry, broken
from services.moderation.desk.audit.storage import AuditStore
from shared.service import operator_only


def audit_api(audit: AuditStore) -> APIRouter:
    """Give the operator's routes about the audit (`copydesk audit …`)."""
    router = APIRouter(
        prefix="/v1/audit", tags=["audit"], dependencies=[Depends(operator_only)]
    )

    @router.get("/verify")
    async def verify(
        number: Annotated[int | None, Query(ge=1)] = None,
        expected: Annotated[str | None, Query(alias="hash", max_length=64)] = None,
    ) -> dict[str, Any]:
        """Check the whole chain, and name the first break.

        `number` and `hash` are an end known from before: with them an end that was cut off is
        found too.
        """
        found, last = await _check(audit, number, expected)
        return {
            "ok": found is None,
            "entries": last.number if last else 0,
            "last_hash": last.hash if last else NOTHING_BEFORE,
            "break": found.model_dump() if found else None,
        }

    @router.get("")
    async def export(
        since: AwareDatetime | None = None, after: Annotated[int, Query(ge=0)] = 0
    ) -> StreamingResponse:
        """Give the entries as NDJSON, in order, with what the chain is checked by."""
        start = max(after, await audit.first_since(since) if since else 0)
        return StreamingResponse(lines(audit, start), media_type="application/x-ndjson")

    return router


async def lines(audit: AuditStore, after: int) -> AsyncIterator[bytes]:
    """Write entries as NDJSON."""
    async for page in audit.entries(after):
        yield b"".join(
            orjson.dumps(entry.model_dump(mode="json", exclude_none=True)) + b"\n"
            for entry in page
        )


async def _check(
    audit: AuditStore, number: int | None, expected: str | None
) -> tuple[Break | None, Entry | None]:
    last: Entry | None = None
    known: str | None = None
    async for page in audit.entries():
        before = (last.number, last.hash) if last else (0, NOTHING_BEFORE)
        found = broken(page, number=before[0], previous=before[1])
        if found:
            return found, last
        known = next((e.hash for e in page if e.number == number), known)
        last = page[-1]
    if number is not None and known is None:
        return Break(number=number, why=f"entry {number} is missing: the end was cut off"), last
    if number is not None and expected is not None and known != expected:
        return Break(number=number, why="it is not the entry that was there before"), last
    return None, last

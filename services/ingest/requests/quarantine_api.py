"""The operator's calls about what could not be read: list it, read it again, drop it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from services.ingest import described
from services.ingest.formats.parsed import Payload, UnknownFormatError, UnreadableError
from services.ingest.intake.reception import ItemTooLargeError, delivery_of
from services.ingest.requests.taking import Door
from services.ingest.sources.storage import SourceStore
from shared import clock
from shared.openapi import problems
from shared.problems import Problem
from shared.service import operator_only
from shared.timeline import TimelineRecord
from shared.tracing import traceparent


def quarantine_calls(door: Door, sources: SourceStore) -> APIRouter:
    """Give the calls."""
    router = APIRouter(
        prefix="/v1",
        tags=["quarantine"],
        dependencies=[Depends(operator_only)],
        responses=problems(401, 503),
    )

    @router.get("/quarantine", responses={200: {"model": described.Quarantine}})
    async def list_quarantine(
        source: str | None = None, limit: Annotated[int, Query(ge=1, le=1000)] = 100
    ) -> dict[str, Any]:
        """List what could not be read, oldest first."""
        return {
            "quarantined": await door.shelf.deliveries.quarantined(source=source, limit=limit)
        }

    @router.post(
        "/quarantine/{receipt}/replay",
        status_code=202,
        responses={202: {"model": described.Replayed}, **problems(404, 409, 413, 422)},
    )
    async def replay(receipt: str, media_type: str | None = None) -> dict[str, Any]:
        """Read a delivery again, as another media type if asked; then it goes its way."""
        return await _replay(door, sources, receipt, media_type)

    @router.delete("/quarantine/{receipt}", responses=problems(404))
    async def drop(receipt: str) -> dict[str, str]:
        """Delete a delivery's bytes and what was said of them; that it came is still known."""
        if not await door.shelf.deliveries.drop(receipt):
            raise Problem(404, "Nothing is quarantined under this receipt")
        await door.chronicle.redact(receipt)
        dropped = TimelineRecord(
            article_id=receipt,
            revision=0,
            stage="ingest",
            event_id=f"{receipt}:dropped",
            at=clock.now(),
            outcome="dropped",
            by="operator",
        )
        await door.chronicle.append([dropped])
        return {"dropped": receipt}

    return router


async def _replay(
    door: Door, sources: SourceStore, receipt: str, media_type: str | None
) -> dict[str, Any]:
    kept = await door.shelf.deliveries.delivery(receipt, with_content=True)
    if kept is None or kept.content is None or kept.state != "quarantined":
        raise Problem(404, "Nothing is quarantined under this receipt")
    source = await sources.find(kept.source)
    if source is None:
        raise Problem(409, "Its source is gone")
    # Dates without a year are those of the time it came; it arrives in the newsroom now.
    payload = Payload(
        content=kept.content,
        media_type=media_type or kept.media_type,
        charset=kept.charset,
        url=kept.url,
        received_at=kept.received_at,
        zone=source.facts.zone,
    )
    try:
        read = await door.reception.read(payload, source=source.id, receipt=receipt)
    except UnreadableError as error:
        errors = [problem.to_json() for problem in error.problems]
        raise Problem(422, "It still cannot be read", errors=errors) from error
    except UnknownFormatError as error:
        raise Problem(422, "It still cannot be read", str(error)) from error
    except ItemTooLargeError as error:
        raise Problem(413, "Too large", str(error)) from error
    delivery = delivery_of(
        read,
        payload,
        source=source,
        receipt=receipt,
        headers=kept.headers,
        traceparent=traceparent(),
        replayed=True,
    )
    taken = await door.writer.take(delivery)
    return {
        "receipt": receipt,
        "items": [
            {
                "article_id": each.standing.article_id,
                "revision": each.standing.revision,
                "state": each.standing.state,
            }
            for each in taken
        ],
    }

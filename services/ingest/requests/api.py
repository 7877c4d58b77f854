"""Where wires push articles and ask what became of them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import APIKeyHeader, HTTPBearer

from services.ingest import described
from services.ingest.requests.dry_run import validate
from services.ingest.requests.posted import read_request
from services.ingest.requests.replies import receipt_body, response
from services.ingest.requests.taking import Door, take_request
from services.ingest.requests.views import for_its_wire, whole
from services.ingest.requests.whereabouts import life
from shared.openapi import problems
from shared.problems import Problem


def wire_calls(door: Door) -> APIRouter:
    """Give the calls that wires make."""
    said = (
        HTTPBearer(scheme_name="source", description="A source's key.", auto_error=False),
        APIKeyHeader(name="X-API-Key", scheme_name="source_header", auto_error=False),
    )
    # They only describe; the gate, which compares in constant time, lets in.
    router = APIRouter(
        prefix="/v1", tags=["intake"], dependencies=[Depends(scheme) for scheme in said]
    )
    _sending(router, door)
    _asking(router, door)
    return router


def _sending(router: APIRouter, door: Door) -> None:
    most = door.settings.max_request_bytes

    @router.post(
        "/articles",
        status_code=202,
        response_class=Response,
        dependencies=[Depends(door.gate.wires)],
        max_body_size=most,
        openapi_extra=described.BODY_ONCE,
        responses=described.ARTICLES,
    )
    async def post_articles(request: Request) -> Response:
        """Take in one item, or many as application/x-ndjson; answered once it is durable."""
        return await take_request(door, request)

    @router.post(
        "/validate",
        dependencies=[Depends(door.gate.wires)],
        max_body_size=most,
        openapi_extra=described.BODY_DRY,
        responses=described.VALIDATE,
    )
    async def post_validate(request: Request) -> Response:
        """Tell what we would make of it, and every problem with its place. Keeps nothing."""
        return response(
            await validate(door, await read_request(request, door.gate, most_bytes=most))
        )


def _asking(router: APIRouter, door: Door) -> None:
    reading = problems(401, 404, 503)
    readers = [Depends(door.gate.readers)]

    @router.get(
        "/receipts/{receipt}",
        dependencies=readers,
        responses={200: {"model": described.Receipt}, **reading},
    )
    async def get_receipt(receipt: str, request: Request) -> dict[str, Any]:
        """Tell where a delivery is now."""
        reader = await door.gate.reader(request)
        delivery = await door.shelf.deliveries.delivery(receipt)
        if delivery is None or (reader is not None and reader.id != delivery.source):
            raise Problem(404, "No such receipt")
        view = whole if reader is None else for_its_wire
        return await receipt_body(door.chronicle, delivery, view)

    @router.get(
        "/articles/{article_id}",
        dependencies=readers,
        responses={200: {"model": described.Life}, **reading},
    )
    async def get_article(article_id: str, request: Request) -> dict[str, Any]:
        """Tell a story's whole life, over all stages."""
        reader = await door.gate.reader(request)
        source = await door.shelf.stories.source_of(article_id)
        if source is None or (reader is not None and reader.id != source):
            raise Problem(404, "No such article")
        view = whole if reader is None else for_its_wire
        return life(article_id, await door.chronicle.of(article_id), view)

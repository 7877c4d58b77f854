"""What an operator asks of any service: if it is live and ready, its metrics, events, keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from structlog.typing import FilteringBoundLogger

from shared.doors.callers import OperatorOnly
from shared.doors.operations import OPERATIONS_SIDE
from shared.metrics import Metrics
from shared.openapi import problems
from shared.problems import Problem
from shared.sealing import Seal


class Reseal(Protocol):
    """Seals stored secrets anew with the newest key, and counts them."""

    async def __call__(self, *, readable_only: bool) -> int:
        """Seal those that lie open, or all that the newest key has not sealed."""


def probes(
    described: Callable[[], dict[str, Any]],
    *,
    readiness: Callable[[], Awaitable[dict[str, str]]],
    counted: Metrics,
    guard: OperatorOnly,
) -> APIRouter:
    """Answer what probes and scrapers ask; strangers are told no more than yes or no."""
    router = APIRouter(tags=["operations"])

    @router.get("/livez")
    async def livez() -> dict[str, str]:
        """Tell that the process and its loop run, whatever else does."""
        return {"status": "live"}

    @router.get("/readyz", responses={503: {"description": "Not ready."}})
    async def readyz(request: Request) -> JSONResponse:
        """Tell whether work gets done here; the operator is told what is missing, too."""
        checks = await readiness()
        ready = set(checks.values()) == {"ok"}
        body: dict[str, Any] = {"status": "ready" if ready else "not ready"}
        if request.scope.get(OPERATIONS_SIDE) or guard.knows(request):
            body["checks"] = checks
        return JSONResponse(body, 200 if ready else 503)

    @router.get("/metrics", response_class=PlainTextResponse)
    async def metrics() -> Response:
        """Give the metrics in Prometheus's text format."""
        return Response(generate_latest(counted.registry), media_type=CONTENT_TYPE_LATEST)

    @router.get("/asyncapi")
    async def asyncapi() -> dict[str, Any]:
        """Describe the events that this service hears and sends (AsyncAPI 3.1)."""
        return described()

    return router


def rotation(
    seal: Seal, stores: Sequence[Reseal], *, guard: OperatorOnly, log: FilteringBoundLogger
) -> APIRouter:
    """Let the operator have the stored secrets sealed anew."""
    router = APIRouter(
        prefix="/v1/secrets",
        tags=["operations"],
        dependencies=[Depends(guard)],
        responses=problems(401, 503),
    )

    @router.post("/rotate", responses=problems(409))
    async def rotate() -> dict[str, int]:
        """Seal every stored secret with the newest of COPYDESK_SECRETS_KEY."""
        if not seal.is_set:
            raise Problem(409, "No key is set", "Set COPYDESK_SECRETS_KEY first.")
        count = sum([await reseal(readable_only=False) for reseal in stores])
        log.info("secrets_sealed", count=count)
        return {"sealed": count}

    return router

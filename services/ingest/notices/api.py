"""The operator's calls about the webhooks of sources."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.ingest import described
from services.ingest.notices.storage import NoticeStore
from services.ingest.sources.api import SourceId
from services.ingest.sources.gate import no_pepper
from services.ingest.sources.signatures import NoPepperError, secret_of
from services.ingest.sources.storage import SourceStore
from shared import clock
from shared.openapi import Responses, problems
from shared.problems import Problem
from shared.service import operator_only
from shared.webhooks import ForbiddenAddressError, check_url


class WebhookRequest(BaseModel):
    """Where a source is told what is sent back to it."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(min_length=1, max_length=2000)]


_A_WEBHOOK: Responses = {200: {"model": described.Webhook}}


def webhook_calls(
    store: NoticeStore, sources: SourceStore, *, pepper: bytes, allow_private: bool
) -> APIRouter:
    """Give the calls."""
    router = APIRouter(
        prefix="/v1/sources/{id_}/webhook",
        tags=["sources"],
        dependencies=[Depends(operator_only)],
        responses=problems(401, 404, 503),
    )

    async def shown(id_: str, version: int | None = None) -> dict[str, Any]:
        found = await store.described(id_, now=clock.now())
        if found is None:
            raise _no_webhook()
        secret = {} if version is None else {"webhook_secret": _secret(id_, version, pepper)}
        return {"source": id_, **found, **secret}

    @router.get("", responses=_A_WEBHOOK)
    async def get_webhook(id_: SourceId) -> dict[str, Any]:
        """Tell whether a source's webhook takes what it is told."""
        return await shown(id_)

    @router.put("", responses={**_A_WEBHOOK, **problems(422)})
    async def set_webhook(id_: SourceId, asked: WebhookRequest) -> dict[str, Any]:
        """Tell a source, from now on, what is sent back to it; a new secret is shown once."""
        if await sources.find(id_) is None:
            raise Problem(404, "No such source")
        _secret(id_, 1, pepper)  # before anything is kept
        try:
            await check_url(asked.url, allow_private=allow_private)
        except ForbiddenAddressError as error:
            raise _forbidden(error) from error
        version, is_new = await store.set_webhook(id_, asked.url, now=clock.now())
        return await shown(id_, version if is_new else None)

    @router.delete("", responses={200: {"model": described.NoWebhook}})
    async def remove_webhook(id_: SourceId) -> dict[str, Any]:
        """Tell a source nothing more; its receipts say why, as before."""
        if not await store.remove(id_):
            raise _no_webhook()
        return {"source": id_, "webhook": False}

    _mending(router, store, shown=shown)
    return router


def _mending(
    router: APIRouter, store: NoticeStore, *, shown: Callable[..., Awaitable[dict[str, Any]]]
) -> None:
    @router.post("/rotate-secret", responses=_A_WEBHOOK)
    async def rotate_webhook_secret(id_: SourceId) -> dict[str, Any]:
        """Sign by another secret; the one before signs along until the next."""
        version = await store.new_secret(id_)
        if version is None:
            raise _no_webhook()
        return await shown(id_, version)

    @router.post("/retry", responses=_A_WEBHOOK)
    async def retry_webhook(id_: SourceId) -> dict[str, Any]:
        """Try at once what waits, and again what was given up."""
        if await store.retry(id_, now=clock.now()) is None:
            raise _no_webhook()
        return await shown(id_)


def _secret(source: str, version: int, pepper: bytes) -> str:
    try:
        return secret_of(source, version, pepper, "webhook secret")
    except NoPepperError as error:
        raise no_pepper() from error


def _no_webhook() -> Problem:
    return Problem(404, "This source has no webhook", "`copydesk source webhook NAME URL`")


def _forbidden(error: ForbiddenAddressError) -> Problem:
    detail = str(error)
    return Problem(
        422,
        "It cannot be called",
        detail[:1].upper() + detail[1:],
        errors=[
            {
                "pointer": "/url",
                "detail": detail,
                "fix": "a public http or https address; COPYDESK_WEBHOOK_ALLOW_PRIVATE allows "
                "others",
            }
        ],
    )

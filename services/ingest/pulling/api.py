"""The operator's calls about pulling from sources."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from services.ingest import described
from services.ingest.pulling.plan import BadPlanError, PullPlan, make_plan
from services.ingest.pulling.pollers import Pollers
from services.ingest.pulling.storage import PullStore
from services.ingest.pulling.web import PullFailedError
from services.ingest.sources.api import SourceId
from services.ingest.sources.storage import SourceStore
from shared import clock
from shared.openapi import Responses, problems
from shared.problems import Problem
from shared.service import operator_only


class PollRequest(BaseModel):
    """How a source is to be pulled. A secret that is left out stays, where the URL does."""

    model_config = ConfigDict(extra="forbid")

    url: str
    every_s: Annotated[int, Field(strict=True)] | None = None
    media_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$", max_length=200)] | None = (
        None
    )
    next_field: Annotated[str, Field(pattern=r"^[\w.@$-]{1,200}$")] | None = None
    secret: SecretStr | None = None
    secret_header: str | None = None

    def plan(self, before: PullPlan | None) -> PullPlan:
        """Make the plan that is asked for, or refuse with 422."""
        secret = self.secret.get_secret_value() if self.secret else None
        if secret is None and before is not None and before.url == self.url:
            secret = before.secret
        try:
            return make_plan(
                self.url,
                every_s=self.every_s,
                media_type=self.media_type,
                next_field=self.next_field,
                secret=secret,
                secret_header=self.secret_header,
            )
        except BadPlanError as error:
            detail = str(error)
            raise Problem(
                422, "It cannot be polled", detail[:1].upper() + detail[1:]
            ) from error


def polling_calls(pulls: PullStore, sources: SourceStore, pollers: Pollers) -> APIRouter:
    """Give the operator's calls about pulling."""
    router = APIRouter(
        prefix="/v1/sources/{id_}/poll",
        tags=["sources"],
        dependencies=[Depends(operator_only)],
        responses=problems(401, 404, 503),
    )
    a_poll: Responses = {200: {"model": described.Poll}}

    async def shown(id_: str) -> dict[str, Any]:
        found = await pulls.described(id_, now=clock.now())
        if found is None:
            raise Problem(404, "This source is not polled")
        return {"source": id_, **found}

    @router.get("", responses=a_poll)
    async def get_poll(id_: SourceId) -> dict[str, Any]:
        """Tell how a source is polled, and how that goes."""
        return await shown(id_)

    @router.put("", responses={**a_poll, **problems(400, 422)})
    async def set_poll(id_: SourceId, asked: PollRequest) -> dict[str, Any]:
        """Poll a source from now on; its secret is never shown again."""
        if await sources.find(id_) is None:
            raise Problem(404, "No such source")
        before = await pulls.find(id_)
        plan = asked.plan(before.plan if before else None)
        await pulls.set_plan(id_, plan, now=clock.now())
        return await shown(id_)

    @router.delete("", responses={200: {"model": described.NotPolled}})
    async def remove_poll(id_: SourceId) -> dict[str, Any]:
        """Poll a source no more; what it pushes is still taken."""
        if not await pulls.remove(id_):
            raise Problem(404, "This source is not polled")
        return {"source": id_, "polled": False}

    @router.post("/test", responses={200: {"model": described.PollTrial}, **problems(502)})
    async def test_poll(id_: SourceId) -> dict[str, Any]:
        """Poll once as a dry run: what would be made of it, and every problem."""
        try:
            found = await pollers.trial(id_)
        except PullFailedError as error:
            raise Problem(502, "It could not be pulled from", str(error)) from error
        if found is None:
            raise Problem(404, "This source is not polled")
        return found

    return router

"""Edge: what the desk needs beside deciding: claims, owners, comments, many at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.moderation.decisions import (
    Decision,
    Remark,
    assign,
    claim,
    comment,
    release,
)
from services.moderation.desk.api import (
    NO_NOTE,
    Act,
    ArticleId,
    CaseDesk,
    Key,
    case_json,
    need_note,
    who,
)
from services.moderation.desk.key import DeskKey
from shared import clock
from shared.lifecycle import State
from shared.problems import Problem

COUNTED = (State.HELD, State.REJECTED, State.APPROVED, State.WITHHELD, State.CANCELED)
MOST_AT_ONCE = 200


class Claim(Act):
    """How long somebody wants a case, and whether from somebody else."""

    minutes: float = Field(default=10, gt=0, le=480)
    take_over: bool = False


class Assign(Act):
    """Who shall be asked."""

    owner: str = Field(min_length=1, max_length=100)


class Bulk(BaseModel):
    """One decision about many cases."""

    model_config = ConfigDict(extra="forbid")

    cases: list[str] = Field(min_length=1, max_length=MOST_AT_ONCE)
    act: Literal["approve", "reject"]
    note: str = Field(default="", max_length=4000)
    by: str = Field(default="desk", min_length=1, max_length=100)
    undo_s: float = Field(default=0, ge=0, le=60)


FREE = Claim()


def work_api(desk: CaseDesk, key: DeskKey) -> APIRouter:
    """Give the routes of the desk's daily work."""
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(key)])

    @router.get("/desk/counts")
    async def counts() -> dict[str, Any]:
        """Count the cases by state, and tell since when the oldest held one waits."""
        since = await desk.store.held_since()
        return {
            "counts": await desk.store.counts(COUNTED),
            "held_since": since.isoformat() if since else None,
        }

    @router.get("/articles/{article_id}/cases")
    async def cases_of(article_id: ArticleId) -> dict[str, Any]:
        """List every revision's case of an article, the newest first."""
        return {"cases": [case_json(case) for case in await desk.store.cases_of(article_id)]}

    @router.post("/cases/{case}/claim")
    async def claim_case(case: Key, request: Request, act: Claim = FREE) -> dict[str, Any]:
        """Ask others to leave a case alone for a while."""
        at, by = clock.now(), who(request, act)
        until = at + timedelta(minutes=act.minutes)
        taken = await desk.change(
            case, lambda c: claim(c, by=by, at=at, until=until, take_over=act.take_over)
        )
        return case_json(taken)

    @router.post("/cases/{case}/release")
    async def release_case(case: Key, request: Request, act: Act = NO_NOTE) -> dict[str, Any]:
        """Give a claim back."""
        at, by = clock.now(), who(request, act)
        return case_json(await desk.change(case, lambda c: release(c, by=by, at=at)))

    @router.post("/cases/{case}/assign")
    async def assign_case(case: Key, request: Request, act: Assign) -> dict[str, Any]:
        """Make somebody else the one who is asked: escalate, or hand over."""
        at, by = clock.now(), who(request, act)
        given = await desk.change(
            case, lambda c: assign(c, owner=act.owner, by=by, note=act.note, at=at)
        )
        return case_json(given)

    @router.post("/cases/{case}/comment")
    async def comment_case(case: Key, request: Request, act: Act = NO_NOTE) -> dict[str, Any]:
        """Say something for whoever looks next."""
        need_note(act.note, "comment")
        at, by = clock.now(), who(request, act)
        said = await desk.change(case, lambda c: comment(c, by=by, note=act.note, at=at))
        return case_json(said)

    @router.post("/desk/bulk")
    async def decide_many(request: Request, bulk: Bulk) -> dict[str, Any]:
        """Decide many cases alike; each is answered for itself."""
        act = Act(note=bulk.note, by=bulk.by, undo_s=bulk.undo_s)
        by = who(request, act)
        results = []
        for each in dict.fromkeys(bulk.cases):
            try:
                done = await desk.decide(each, bulk.act, act, by)
                results.append({"case": each, "status": 200, "state": done.state.value})
            except Problem as problem:
                results.append({"case": each, **problem.to_json()})
        return {"results": results}

    @router.get("/desk/decisions")
    async def export(
        since: AwareDatetime, limit: Annotated[int, Query(ge=1, le=100_000)] = 10_000
    ) -> StreamingResponse:
        """Export what people decided and arranged since then, as NDJSON: the audit."""
        return StreamingResponse(_audit(desk, since, limit), media_type="application/x-ndjson")

    return router


async def _audit(desk: CaseDesk, since: datetime, limit: int) -> AsyncIterator[bytes]:
    for case in await desk.store.decided_since(since, limit):
        about = {
            "article_id": case.article_id,
            "revision": case.revision,
            "headline": case.headline,
            "policy_version": case.verdict.policy_version if case.verdict else None,
            "verdict": case.verdict.state if case.verdict else None,
        }
        entries: list[Decision | Remark] = [*case.decisions, *case.remarks]
        lines = [
            {**about, **entry.model_dump(mode="json")}
            for entry in sorted(entries, key=lambda each: each.at)
        ]
        yield b"".join(orjson.dumps(line) + b"\n" for line in lines)

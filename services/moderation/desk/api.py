"""Edge: the desk's API. Routes translate; what may be done is said in `decisions`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from services.moderation.decisions import (
    Case,
    Decided,
    DeskStop,
    Refusal,
    StopAct,
    decide,
    decision_records,
    undo,
)
from services.moderation.desk.key import DeskKey
from services.moderation.desk.outbox import Outbox
from services.moderation.storage import CaseStore
from shared import clock
from shared.chronicle import Chronicle
from shared.events import Stopped
from shared.lifecycle import State
from shared.problems import Problem

ArticleId = Annotated[str, Path(pattern=r"^[a-z2-7]{20}$")]
Key = Annotated[str, Path(max_length=60, description="`article_id:revision`")]
TRIES = 20
"""Lost races against other writers before we give up; each loser looks again."""


class Act(BaseModel):
    """What a person says with a decision. `by` is for programs: a session has its own name."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(default="", max_length=4000)
    by: str = Field(default="desk", min_length=1, max_length=100)
    undo_s: float = Field(default=0, ge=0, le=60)
    """Seconds for which a decision is kept back, so that it can be undone unseen."""


NO_NOTE = Act()


class CaseDesk:
    """What the desk's routes share: how a case is changed, and what is sent then."""

    def __init__(self, store: CaseStore, outbox: Outbox, timeline: Chronicle) -> None:
        self.store = store
        self.outbox = outbox
        self.timeline = timeline

    async def existing(self, key: str) -> Case:
        """Give a case, or answer that there is none."""
        found = await self.store.case(key)
        if found is None:
            raise Problem(404, "No such case", f"Moderation has not judged {key} (yet).")
        return found

    async def change(self, key: str, act: Callable[[Case], Decided | Refusal]) -> Case:
        """Do something to a case as it is now, again while others change it meanwhile."""
        for _ in range(TRIES):
            before = await self.existing(key)
            outcome = act(before)
            if isinstance(outcome, Refusal):
                raise Problem(
                    409, outcome.title, outcome.detail, case=key, state=before.state.value
                )
            if not outcome.changed or await self.store.replace(before, outcome.case):
                return outcome.case
        raise Problem(
            503,
            "Too many decide about this case at once",
            "Look at it again, then repeat.",
            headers={"Retry-After": "1"},
        )

    async def decide(
        self, key: str, what: Literal["approve", "reject"], act: Act, by: str
    ) -> Case:
        """Approve or reject a case, and have it told."""
        if what == "reject":
            need_note(act.note, "rejection")
        article_id = key.partition(":")[0]
        newest = await self.store.newest_revision(article_id)
        at = clock.now()
        after = await self.change(
            key,
            lambda case: decide(
                case,
                what,
                newest=newest,
                by=by,
                note=act.note,
                at=at,
                undo_for=timedelta(seconds=act.undo_s),
            ),
        )
        if after.leaves_at and after.leaves_at <= at:
            await self.timeline.append(decision_records(after))
        self.outbox.wake()
        return after


def who(request: Request, act: Act) -> str:
    """Tell who acts: the session's person, or whom a program names."""
    return request.state.person or act.by


def need_note(note: str, what: str) -> None:
    """Answer that a note is missing."""
    if not note.strip():
        raise Problem(
            422,
            "A note is needed",
            f"Say why: a {what} goes on the record.",
            errors=[
                {
                    "pointer": "/note",
                    "detail": "the note is missing or empty",
                    "fix": 'send {"note": "why"}',
                }
            ],
        )


def desk_api(desk: CaseDesk, key: DeskKey) -> APIRouter:
    """Give the routes under /v1 by which people, and programs for them, decide."""
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(key)])
    store = desk.store

    @router.get("/cases")
    async def list_cases(
        state: State | None = None,
        source: str | None = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
        after: Annotated[str | None, Query(max_length=100)] = None,
    ) -> dict[str, Any]:
        """List cases, the longest waiting first; `next` goes into `after`."""
        page = await store.page(
            state=state.value if state else None, source=source, limit=limit, after=after
        )
        return {"cases": [case_json(case) for case in page.cases], "next": page.after}

    @router.get("/cases/{case}")
    async def show_case(case: Key) -> dict[str, Any]:
        """Give one case with its article and enrichment."""
        found = await desk.existing(case)
        newest = await store.newest_revision(found.article_id)
        return {**case_json(found), **_payload(found), "newest_revision": newest}

    @router.post("/cases/{case}/approve")
    async def approve(case: Key, request: Request, act: Act = NO_NOTE) -> dict[str, Any]:
        """Let a held or rejected revision pass."""
        return case_json(await desk.decide(case, "approve", act, who(request, act)))

    @router.post("/cases/{case}/reject")
    async def reject(case: Key, request: Request, act: Act = NO_NOTE) -> dict[str, Any]:
        """Refuse a held revision; the note says why."""
        return case_json(await desk.decide(case, "reject", act, who(request, act)))

    @router.post("/cases/{case}/undo")
    async def take_back(case: Key, request: Request, act: Act = NO_NOTE) -> dict[str, Any]:
        """Take back the last decision while it is still kept back."""
        by, at = who(request, act), clock.now()
        after = await desk.change(case, lambda c: undo(c, by=by, note=act.note, at=at))
        await desk.timeline.append(decision_records(after))
        return case_json(after)

    @router.post("/articles/{article_id}/kill", status_code=202)
    async def kill(article_id: ArticleId, request: Request, act: Act = NO_NOTE) -> JSONResponse:
        """Kill a story everywhere and for ever; the note says why."""
        return await _stopped(article_id, "kill", act, who(request, act))

    @router.post("/articles/{article_id}/recall", status_code=202)
    async def recall(
        article_id: ArticleId, request: Request, act: Act = NO_NOTE
    ) -> JSONResponse:
        """Recall a story for law or rights: its text is purged everywhere."""
        return await _stopped(article_id, "recall", act, who(request, act))

    async def _stopped(article_id: str, what: StopAct, act: Act, by: str) -> JSONResponse:
        need_note(act.note, what)
        newest = await store.newest_revision(article_id)
        latest = await store.case(f"{article_id}:{newest}") if newest else None
        said = _stop(article_id, latest, what, note=act.note, by=by, at=clock.now())
        stop = await store.keep_stop(said)
        desk.outbox.wake()
        body = {
            "article_id": article_id,
            "revision": stop.data.revision,
            "act": what,
            "event_id": stop.event.id,
            "state": stop.record.state,
            "known": latest is not None,
        }
        return JSONResponse(body, 202)

    return router


def _stop(
    article_id: str, latest: Case | None, what: StopAct, *, note: str, by: str, at: datetime
) -> DeskStop:
    """Write a stop; one of an article that has not come this far is taken all the same."""
    item = latest.article.item if latest and latest.article else None
    return DeskStop(
        act=what,
        data=Stopped(
            article_id=article_id,
            revision=latest.revision if latest else 0,
            source=latest.source if latest else "",
            reason=note,
            by=by,
            at=at,
            alt_ids=tuple(alt.value for alt in item.alt_ids) if item else (),
        ),
    )


def case_json(case: Case) -> dict[str, Any]:
    """Write a case as SHAPES has it: the verdict's fields, then the case's own.

    `state` is where the case is now; what the rules came to stands in `verdict`.
    """
    verdict = case.verdict
    return {
        "article_id": case.article_id,
        "revision": case.revision,
        "state": case.state.value,
        "reasons": [finding.model_dump(mode="json") for finding in verdict.reasons]
        if verdict
        else [],
        "rules_run": verdict.rules_run if verdict else {},
        "policy_version": verdict.policy_version if verdict else None,
        "verdict": verdict.state if verdict else None,
        "headline": case.headline,
        "source": case.source,
        "judged_at": case.judged_at.isoformat(),
        "deadline": case.deadline.isoformat() if case.deadline else None,
        "owner": case.owner,
        "leaves_at": case.leaves_at.isoformat() if case.leaves_at else None,
        "approvals": case.approvals,
        "lock": case.lock.model_dump(mode="json") if case.lock else None,
        "decisions": [decision.model_dump(mode="json") for decision in case.decisions],
        "remarks": [remark.model_dump(mode="json") for remark in case.remarks],
        "hash": case.hash,
    }


def _payload(case: Case) -> dict[str, Any]:
    article, enrichment = case.article, case.enrichment
    return {
        "article": {
            "item": article.item.to_ninjs(),
            "extras": article.extras.to_json(),
            "source": article.source.model_dump(mode="json"),
            "received_at": article.received_at.isoformat(),
        }
        if article
        else None,
        "enrichment": enrichment.model_dump(mode="json") if enrichment else None,
    }

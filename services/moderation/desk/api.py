"""Edge: the desk's API. Routes translate; what may be done is said in `decisions`."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from services.moderation.decisions import (
    Case,
    Decided,
    DeskStop,
    Refusal,
    Stop,
    decide,
    decision_records,
    undo,
)
from services.moderation.desk.outbox import Outbox
from services.moderation.storage import CaseStore
from shared import clock
from shared.chronicle import Chronicle
from shared.events import Stopped
from shared.lifecycle import State
from shared.problems import Problem

ArticleId = Annotated[str, Path(pattern=r"^[a-z2-7]{20}$")]
Revision = Annotated[int, Path(ge=1, le=10**15)]
Key = Annotated[str, Path(alias="case", pattern=r"^[a-z2-7]{20}:[1-9][0-9]{0,15}$")]
TRIES = 20
"""Lost races against other writers before we give up; each loser looks again."""


class Act(BaseModel):
    """What a person says with a decision."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(default="", max_length=4000)
    by: str = Field(default="desk", min_length=1, max_length=100)
    undo_s: float = Field(default=0, ge=0, le=60)
    """Seconds for which an approval is kept back, so that it can be undone unseen."""


NO_NOTE = Act()


class DeskKey:
    """Lets in whoever has the desk's token."""

    def __init__(self, token: SecretStr | None) -> None:
        self._token = token

    def admits(self, given: str) -> bool:
        """Compare without telling by the time how much was right."""
        if self._token is None:
            return False
        expected = self._token.get_secret_value()
        return hmac.compare_digest(given.encode(), expected.encode())

    def __call__(self, request: Request) -> None:
        """Refuse a request without the token."""
        if self._token is None:
            raise Problem(
                503,
                "The desk is closed",
                "No desk token is set. Set COPYDESK_DESK_TOKEN (or COPYDESK_DESK_TOKEN_FILE) "
                "for moderation, then call with it as bearer token.",
            )
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not self.admits(given.strip()):
            raise Problem(
                401,
                "This call is for the desk",
                "Send `Authorization: Bearer <COPYDESK_DESK_TOKEN>`.",
                headers={"WWW-Authenticate": "Bearer"},
            )


def desk_api(store: CaseStore, outbox: Outbox, timeline: Chronicle, key: DeskKey) -> APIRouter:
    """Give the routes under /v1 by which people, and programs for them, decide."""
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(key)])

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
        found = await _existing(store, case)
        newest = await store.newest_revision(found.article_id)
        return {**case_json(found), **_payload(found), "newest_revision": newest}

    @router.post("/cases/{case}/approve")
    async def approve(case: Key, act: Act = NO_NOTE) -> dict[str, Any]:
        """Let a held or rejected revision pass."""
        return await _decided(case, "approve", act)

    @router.post("/cases/{case}/reject")
    async def reject(case: Key, act: Act = NO_NOTE) -> dict[str, Any]:
        """Refuse a held revision; the note says why."""
        _need_note(act.note, "reject")
        return await _decided(case, "reject", act)

    @router.post("/cases/{case}/undo")
    async def take_back(case: Key, act: Act = NO_NOTE) -> dict[str, Any]:
        """Take back the last decision while it is still kept back."""
        for _ in range(TRIES):
            before = await _existing(store, case)
            outcome = undo(before, by=act.by, note=act.note, at=clock.now())
            if isinstance(outcome, Refusal):
                raise _conflict(outcome, before)
            if await store.replace(before, outcome.case):
                await timeline.append(decision_records(outcome.case))
                return case_json(outcome.case)
        raise _busy()

    @router.post("/articles/{article_id}/kill", status_code=202)
    async def kill(article_id: ArticleId, act: Act = NO_NOTE) -> JSONResponse:
        """Kill a story everywhere and for ever; the note says why."""
        return await _stopped(article_id, "kill", act)

    @router.post("/articles/{article_id}/recall", status_code=202)
    async def recall(article_id: ArticleId, act: Act = NO_NOTE) -> JSONResponse:
        """Recall a story for law or rights: its text is purged everywhere."""
        return await _stopped(article_id, "recall", act)

    async def _decided(
        key: str, what: Literal["approve", "reject"], act: Act
    ) -> dict[str, Any]:
        for _ in range(TRIES):
            before = await _existing(store, key)
            outcome = decide(
                before,
                what,
                newest=await store.newest_revision(before.article_id),
                by=act.by,
                note=act.note,
                at=clock.now(),
                undo_for=timedelta(seconds=act.undo_s),
            )
            if isinstance(outcome, Refusal):
                raise _conflict(outcome, before)
            if await _kept(before, outcome):
                return case_json(outcome.case)
        raise _busy()

    async def _kept(before: Case, outcome: Decided) -> bool:
        if not outcome.changed:
            return True
        if not await store.replace(before, outcome.case):
            return False
        if outcome.case.leaves_at and outcome.case.leaves_at <= clock.now():
            await timeline.append(decision_records(outcome.case))
        outbox.wake()
        return True

    async def _stopped(article_id: str, what: Stop, act: Act) -> JSONResponse:
        _need_note(act.note, what)
        newest = await store.newest_revision(article_id)
        latest = await store.case(f"{article_id}:{newest}") if newest else None
        stop = await store.keep_stop(
            _stop(article_id, newest, latest, what, act, at=clock.now())
        )
        outbox.wake()
        body = {
            "article_id": article_id,
            "revision": stop.data.revision,
            "act": what,
            "event_id": stop.event.id,
            "state": stop.record.state,
            "known": newest > 0,
        }
        return JSONResponse(body, 202)

    return router


def _stop(
    article_id: str, newest: int, latest: Case | None, what: Stop, act: Act, *, at: datetime
) -> DeskStop:
    """Write a stop; one of an article that has not come this far is taken all the same."""
    item = latest.article.item if latest and latest.article else None
    return DeskStop(
        act=what,
        data=Stopped(
            article_id=article_id,
            revision=newest,
            source=latest.source if latest else "",
            reason=act.note,
            by=act.by,
            at=at,
            alt_ids=tuple(alt.value for alt in item.alt_ids) if item else (),
        ),
    )


async def _existing(store: CaseStore, key: str) -> Case:
    found = await store.case(key)
    if found is None:
        raise Problem(404, "No such case", f"Moderation has not judged {key} (yet).")
    return found


def _need_note(note: str, what: str) -> None:
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


def _conflict(refusal: Refusal, case: Case) -> Problem:
    return Problem(409, refusal.title, refusal.detail, state=case.state.value, case=case.key)


def _busy() -> Problem:
    return Problem(
        503,
        "Too many decide about this case at once",
        "Look at it again, then repeat.",
        headers={"Retry-After": "1"},
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
        "decisions": [decision.model_dump(mode="json") for decision in case.decisions],
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

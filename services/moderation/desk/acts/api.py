"""Edge: deciding about cases, one by one and many at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from services.moderation.decisions import postpone
from services.moderation.desk.acts.asked import Act, Edit, Embargo, Postpone, Said
from services.moderation.desk.acts.desk import CaseDesk
from services.moderation.desk.people.door import Door, caller_of
from services.moderation.desk.shown import Key, case_json
from shared import clock
from shared.problems import Problem

_MOST_AT_ONCE = 200
_LARGEST_EDIT_BYTES = 2_000_000
_NO_NOTE = Act()
_NOTHING_SAID = Said()


class _Bulk(Act):
    """One decision about many cases."""

    cases: list[str] = Field(min_length=1, max_length=_MOST_AT_ONCE)
    act: Literal["approve", "reject", "send_back", "undo"]


def acts_api(desk: CaseDesk, door: Door) -> APIRouter:
    """Give the routes by which people, and programs for them, decide."""
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(door)])

    @router.post("/cases/{case}/approve")
    async def approve(case: Key, request: Request, act: Act = _NO_NOTE) -> dict[str, Any]:
        """Let a held or rejected revision pass, or tell an edit of one that has passed."""
        return case_json(await desk.decide(case, "approve", act, caller_of(request)))

    @router.post("/cases/{case}/reject")
    async def reject(case: Key, request: Request, act: Act = _NO_NOTE) -> dict[str, Any]:
        """Refuse a held revision; the note says why."""
        return case_json(await desk.decide(case, "reject", act, caller_of(request)))

    @router.post("/cases/{case}/send-back")
    async def send_back(case: Key, request: Request, act: Act = _NO_NOTE) -> dict[str, Any]:
        """Refuse a held revision and let its wire read why, in its receipt."""
        return case_json(await desk.decide(case, "send_back", act, caller_of(request)))

    @router.post("/cases/{case}/undo")
    async def take_back(
        case: Key, request: Request, said: Said = _NOTHING_SAID
    ) -> dict[str, Any]:
        """Take back the last decision while it is still kept back."""
        return case_json(await desk.undo(case, said.note, caller_of(request)))

    @router.post("/cases/{case}/edit", max_body_size=_LARGEST_EDIT_BYTES)
    async def edit_case(case: Key, request: Request, said: Edit) -> dict[str, Any]:
        """Change what goes out of a revision; it goes out with the next approval."""
        return case_json(await desk.edit(case, said, caller_of(request)))

    @router.post("/cases/{case}/postpone")
    async def hold_again(case: Key, request: Request, said: Postpone) -> dict[str, Any]:
        """Hold a held case for longer: it gets a new deadline."""
        at, caller = clock.now(), caller_of(request)
        until = at + timedelta(hours=said.hours)
        waits = await desk.arrange(
            case,
            lambda c: postpone(c, until=until, by=caller.name, note=said.note, at=at),
            caller,
        )
        return case_json(waits)

    @router.post("/cases/{case}/embargo")
    async def embargo_case(case: Key, request: Request, said: Embargo) -> dict[str, Any]:
        """Set, move or lift the desk's embargo on what has not gone out yet."""
        return case_json(await desk.embargo(case, said, caller_of(request)))

    _bulk(router, desk)
    return router


def _bulk(router: APIRouter, desk: CaseDesk) -> None:
    @router.post("/desk/bulk")
    async def decide_many(request: Request, bulk: _Bulk) -> dict[str, Any]:
        """Decide many cases alike, or take that back; each is answered for itself."""
        caller = caller_of(request)
        act = Act(
            note=bulk.note, undo_s=bulk.undo_s, take_over=bulk.take_over, state=bulk.state
        )
        results = []
        for each in dict.fromkeys(bulk.cases):
            try:
                done = (
                    await desk.undo(each, bulk.note, caller)
                    if bulk.act == "undo"
                    else await desk.decide(each, bulk.act, act, caller)
                )
                results.append({"case": each, "status": 200, "state": done.state.value})
            except Problem as problem:
                results.append({"case": each, **problem.to_json()})
        return {"results": results}

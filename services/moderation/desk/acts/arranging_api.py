"""Edge: what people arrange without deciding: claims, owners, comments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Depends, Request

from services.moderation.cases import Told
from services.moderation.decisions import assign, claim, comment, release
from services.moderation.desk.acts.asked import Assign, Claim, Said, need_note
from services.moderation.desk.acts.desk import CaseDesk
from services.moderation.desk.people.accounts import Caller, id_of, mentioned_in
from services.moderation.desk.people.door import Door, caller_of
from services.moderation.desk.people.storage import PeopleStore
from services.moderation.desk.shown import Key, case_json
from shared import clock

_FREE = Claim()
_NOTHING_SAID = Said()


def arranging_api(desk: CaseDesk, door: Door, people: PeopleStore) -> APIRouter:
    """Give the routes."""
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(door)])

    @router.post("/cases/{case}/claim")
    async def claim_case(case: Key, request: Request, act: Claim = _FREE) -> dict[str, Any]:
        """Ask others to leave a case alone for a while."""
        at, caller = clock.now(), caller_of(request)
        until = at + timedelta(minutes=act.minutes)
        taken = await desk.arrange(
            case,
            lambda c: claim(c, by=caller.name, at=at, until=until, take_over=act.take_over),
            caller,
        )
        return case_json(taken)

    @router.post("/cases/{case}/release")
    async def release_case(
        case: Key, request: Request, _said: Said = _NOTHING_SAID
    ) -> dict[str, Any]:
        """Give a claim back."""
        at, caller = clock.now(), caller_of(request)
        free = await desk.arrange(case, lambda c: release(c, by=caller.name, at=at), caller)
        return case_json(free)

    @router.post("/cases/{case}/assign")
    async def assign_case(case: Key, request: Request, act: Assign) -> dict[str, Any]:
        """Make a colleague the one who is asked."""
        return await _assigned(desk, people, case, act, by=caller_of(request), kind="assign")

    @router.post("/cases/{case}/escalate")
    async def escalate_case(case: Key, request: Request, act: Assign) -> dict[str, Any]:
        """Ask whoever decides hard cases."""
        return await _assigned(desk, people, case, act, by=caller_of(request), kind="escalate")

    @router.post("/cases/{case}/comment")
    async def comment_case(
        case: Key, request: Request, said: Said = _NOTHING_SAID
    ) -> dict[str, Any]:
        """Say something for whoever looks next; `@name` asks that person to."""
        need_note(said.note, "comment")
        at, by = clock.now(), caller_of(request).name
        asked = mentioned_in(said.note, await people.names())
        done = await desk.change(
            case, lambda c: comment(c, by=by, note=said.note, at=at, mentions=asked)
        )
        return case_json(done)

    return router


async def _assigned(
    desk: CaseDesk, people: PeopleStore, case: str, act: Assign, *, by: Caller, kind: Told
) -> dict[str, Any]:
    at = clock.now()
    known = {id_of(name): name for name in await people.names()}
    owner = known.get(id_of(act.owner), act.owner)
    given = await desk.arrange(
        case,
        lambda c: assign(c, owner=owner, by=by.name, note=act.note, at=at, kind=kind),
        by,
    )
    return case_json(given)

"""Edge: the front's routes: how it stands, and how it shall stand."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.front.arranging import FrontSaid, arranged, faults
from services.moderation.desk.front.storage import FrontStore
from services.moderation.desk.newsroom import Newsroom
from services.moderation.desk.people.door import Door, caller_of
from services.moderation.storage import CaseStore
from services.moderation.telling import front_arranged
from shared import clock
from shared.payloads import Arranged
from shared.problems import Problem
from shared.streams import Streams

_Word = Annotated[str, Query(pattern=r"^[a-z0-9-]{0,60}$")]


def front_api(
    fronts: FrontStore,
    cases: CaseStore,
    streams: Streams,
    *,
    newsroom: Newsroom,
    audit: AuditStore,
    door: Door,
) -> APIRouter:
    """Give the routes; arranging takes a moderator, as every act does."""
    router = APIRouter(prefix="/v1/desk/front", tags=["desk"], dependencies=[Depends(door)])

    @router.get("")
    async def show(edition: _Word = "", section: _Word = "") -> dict[str, Any]:
        """Give a front's pins, and what stands on it now and why, where publish answers."""
        asked = Arranged(edition=edition, section=section, number=1, by="", at=clock.now())
        found = await fronts.front(asked.article_id)
        places = await newsroom.front(edition, section)
        return {
            **await _shown(cases, found, edition, section),
            "places": places or [],
            "places_known": places is not None,
            "fronts": [
                {"edition": each.edition, "section": each.section, "pins": len(each.pins)}
                for each in await fronts.all()
            ],
        }

    @router.post("")
    async def arrange(request: Request, said: FrontSaid) -> dict[str, Any]:
        """Put stories in their places on a front, in place of all that was pinned before."""
        at, by = clock.now(), caller_of(request).name
        if found := faults(said, at):
            errors = [each.model_dump() for each in found]
            raise Problem(422, "No front can be like this", errors=errors)
        wanted = arranged(said, None, by=by, at=at)
        before = await fronts.front(wanted.article_id)
        if (before.number if before else 0) != said.number:
            raise _arranged_since(before)
        front = arranged(said, before, by=by, at=at)
        if not await fronts.keep(front):
            raise _arranged_since(await fronts.front(front.article_id))
        pins = ", ".join(f"{pin.place} {pin.article_id}" for pin in front.pins) or "no pins"
        note = f"{pins}. {said.note}".strip()
        await audit.note("front", by=by, about=front.article_id, at=at, note=note)
        await streams.send([front_arranged(front)])
        return await _shown(cases, front, front.edition, front.section)

    return router


def _arranged_since(front: Arranged | None) -> Problem:
    if front is None:
        return Problem(409, "Nobody has arranged this front yet", "Look at it again.", number=0)
    return Problem(
        409,
        f"It was arranged by {front.by} at {front.at:%H:%M} UTC",
        "Look at the front again.",
        number=front.number,
        decided_by=front.by,
        at=front.at.isoformat(),
    )


async def _shown(
    cases: CaseStore, front: Arranged | None, edition: str, section: str
) -> dict[str, Any]:
    pins = front.pins if front else ()
    headlines = {}
    for pin in pins:
        known = await cases.cases_of(pin.article_id)
        if known:
            over = known[0].overlay
            headlines[pin.article_id] = (over.headline if over else None) or known[0].headline
    return {
        "edition": edition,
        "section": section,
        "number": front.number if front else 0,
        "by": front.by if front else None,
        "at": front.at.isoformat() if front else None,
        "pins": [
            {**pin.model_dump(mode="json"), "headline": headlines.get(pin.article_id)}
            for pin in pins
        ],
    }

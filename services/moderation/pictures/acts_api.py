"""Edge: what chiefs do about a picture: kill, recall, release, and back again.

Ingest keeps pictures and tells all others of it; a held one is also let go by approving a case.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Request

from services.moderation.desk.acts.asked import Said, need_note
from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.newsroom import Newsroom
from services.moderation.desk.people.door import Door, caller_of
from shared import clock

_Source = Annotated[str, Path(max_length=200, pattern=r"^[A-Za-z0-9._-]+$")]
_Sha = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


def picture_acts_api(newsroom: Newsroom, audit: AuditStore, door: Door) -> APIRouter:
    """Give the route."""
    router = APIRouter(
        prefix="/v1/pictures", tags=["desk"], dependencies=[Depends(door), Depends(door.chief)]
    )

    @router.post("/{source}/{sha256}/{act}")
    async def act_on(
        source: _Source,
        sha256: _Sha,
        act: Literal["kill", "recall", "release", "reinstate"],
        request: Request,
        said: Said,
    ) -> dict[str, Any]:
        """End a picture in all stories of its source, or let it be shown; the note says why."""
        need_note(said.note, f"picture's {act}")
        by = caller_of(request).name
        done = await newsroom.act_on_picture(source, sha256, act, by=by, note=said.note)
        about = f"{source}:{sha256}"
        note = "" if act == "recall" else said.note
        await audit.note(f"picture_{act}", by=by, about=about, note=note, at=clock.now())
        return done

    return router

"""The one call at ingest for people of the desk: a canceled story may start anew."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.security import HTTPBearer
from pydantic import BaseModel, StringConstraints
from structlog.typing import FilteringBoundLogger

from services.ingest.intake.decisions.reinstatement import (
    Reinstatement,
    reinstate,
    reinstatement_record,
)
from services.ingest.intake.memory.storage import StoryStore
from services.ingest.sources.gate import Gate
from shared import clock
from shared.chronicle import Chronicle
from shared.openapi import problems
from shared.problems import Problem
from shared.written import Note

_ArticleId = Annotated[str, Path(pattern=r"^[a-z2-7]{20}$")]


class Signed(BaseModel):
    """Why the story starts anew, for its timeline. Who says so, is who the token is."""

    note: Annotated[Note, StringConstraints(min_length=1, max_length=4000)]


def desk_calls(
    gate: Gate, store: StoryStore, chronicle: Chronicle, log: FilteringBoundLogger
) -> APIRouter:
    """Give the call."""
    said = HTTPBearer(scheme_name="desk", description="COPYDESK_DESK_TOKEN", auto_error=False)
    router = APIRouter(
        prefix="/v1", tags=["the desk"], dependencies=[Depends(said), Depends(gate.staff)]
    )

    @router.post("/articles/{article_id}/reinstate", responses=problems(401, 404, 409, 503))
    async def reinstate_article(
        article_id: _ArticleId, signed: Signed, request: Request
    ) -> Reinstatement:
        """Let a killed story start anew, as `successor`, with what its wire sends from now on.

        Saying so again gives what was said first.
        """
        story = (await store.stories([article_id]))[article_id]
        if not story.changes:
            raise Problem(404, "No such article")
        wanted = reinstate(
            story, by=gate.staff.name_of(request), note=signed.note, at=clock.now()
        )
        stored = await store.reinstate(wanted)
        if stored is None:
            state = story.tombstone or "not canceled"
            raise Problem(
                409,
                "Only what is canceled can start anew",
                f"The story is {state}; what was recalled stays so.",
                state=state,
            )
        await chronicle.append([reinstatement_record(stored)])
        log.warning(
            "story_reinstated", article_id=article_id, successor=stored.successor, by=stored.by
        )
        return stored

    return router

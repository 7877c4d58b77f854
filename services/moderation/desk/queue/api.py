"""Edge: the queues' routes: counts, pages, what moves, and the queues that people keep."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from services.moderation.desk.people.accounts import Role, may
from services.moderation.desk.people.door import Door, caller_of, cookie_of
from services.moderation.desk.queue.rows import Filter, Sort
from services.moderation.desk.queue.saved import SavedQueue, SavedQueues
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.desk.queue.watching import Watching
from services.moderation.desk.shown import case_json
from services.moderation.storage import CaseStore
from shared.lifecycle import State
from shared.problems import Problem

_Text = Annotated[str | None, Query(max_length=200)]
_SHOWN_ALWAYS = (State.HELD, State.REJECTED, State.APPROVED, State.WITHHELD, State.CANCELED)


class NewQueue(BaseModel):
    """A queue to keep."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    filter: Filter
    sort: Sort = "deadline"
    shared: bool = False
    role: Role = "moderator"
    people: list[Annotated[str, Field(min_length=1, max_length=60)]] = Field(
        default=[], max_length=100
    )


def _asked(  # noqa: PLR0917 - FastAPI reads the query from it
    state: State | None = None,
    source: _Text = None,
    section: _Text = None,
    language: _Text = None,
    rule: _Text = None,
    topic: _Text = None,
    owner: _Text = None,
    mentions: _Text = None,
    urgency: Annotated[int | None, Query(ge=1, le=9)] = None,
    due_within_h: Annotated[float | None, Query(ge=0, le=8760)] = None,
    q: Annotated[str, Query(max_length=200)] = "",
) -> Filter:
    return Filter(
        state=state,
        source=source or None,
        section=section or None,
        language=language or None,
        rule=rule or None,
        topic=topic or None,
        owner=owner or None,
        mentions=mentions or None,
        urgency=urgency,
        due_within_h=due_within_h,
        q=q,
    )


def queue_api(
    store: CaseStore, queue: QueueStore, saved: SavedQueues, watching: Watching, door: Door
) -> APIRouter:
    """Give the routes."""
    router = APIRouter(prefix="/v1", tags=["queues"], dependencies=[Depends(door)])
    router.include_router(_kept(saved))

    @router.get("/cases/counts")
    async def counts() -> dict[str, int]:
        """Tell how many cases there are of each state: kept, not counted."""
        return {**{state.value: 0 for state in _SHOWN_ALWAYS}, **await queue.counts()}

    @router.get("/cases/keys")
    async def keys(
        wanted: Annotated[Filter, Depends(_asked)],
        limit: Annotated[int, Query(ge=1, le=2000)] = 1000,
    ) -> dict[str, Any]:
        """Name everything that matches: for deciding on many at once."""
        return {"cases": await queue.keys(wanted, limit)}

    @router.get("/cases")
    async def list_cases(
        wanted: Annotated[Filter, Depends(_asked)],
        sort: Sort = "oldest",
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
        after: Annotated[str | None, Query(max_length=200)] = None,
    ) -> dict[str, Any]:
        """List cases; `next` goes into `after`. `matches` is told with the first page."""
        found = await queue.page(
            wanted, sort=sort, after=after, limit=limit, count=after is None
        )
        rows = {row.key: row for row in found.rows}
        cases = await store.cases([*rows])
        return {
            "cases": [case_json(case, rows[case.key]) for case in cases],
            "next": found.after,
            "matches": found.matches,
        }

    @router.get("/desk/counts")
    async def desk_counts() -> dict[str, Any]:
        """Tell the counts, and since when the oldest held case waits."""
        since = await store.held_since()
        return {
            "counts": await counts(),
            "held_since": since.isoformat() if since else None,
        }

    _moving(router, watching, door)
    return router


def _moving(router: APIRouter, watching: Watching, door: Door) -> None:
    @router.get("/desk/events")
    async def events(request: Request) -> StreamingResponse:
        """Tell what moves, as server-sent events: `counts`, `moved`, `resync`."""
        if watching.is_full:
            raise Problem(503, "Too many look at the desk here", headers={"Retry-After": "30"})
        cookie = cookie_of(request)
        is_browser = caller_of(request).session is not None

        async def still_in() -> bool:
            return not is_browser or await door.person(cookie) is not None

        return StreamingResponse(
            watching.frames(still_in),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )


def _kept(saved: SavedQueues) -> APIRouter:
    router = APIRouter()

    @router.get("/queues")
    async def list_queues(request: Request) -> dict[str, Any]:
        """List the caller's queues and the shared ones."""
        me = caller_of(request).name
        return {
            "queues": [
                queue.model_dump(mode="json", exclude_none=True)
                for queue in await saved.all()
                if queue.shared or queue.owner == me
            ]
        }

    @router.post("/queues", status_code=201)
    async def keep(request: Request, new: NewQueue) -> dict[str, Any]:
        """Keep a queue; sharing one, and saying who may decide in it, takes a chief."""
        caller = caller_of(request)
        if new.shared and not may(caller.role, "chief"):
            raise Problem(403, "Sharing a queue takes a chief", needs="chief")
        owner = "" if new.shared else caller.name
        queue = SavedQueue(
            id=f"{owner}/{new.name}",
            name=new.name,
            owner=caller.name,
            shared=new.shared,
            role=new.role if new.shared else "moderator",
            people=tuple(new.people) if new.shared else (),
            filter=new.filter,
            sort=new.sort,
        )
        await saved.keep(queue)
        return queue.model_dump(mode="json", exclude_none=True)

    @router.delete("/queues/{id_:path}")
    async def drop(id_: str, request: Request) -> dict[str, Any]:
        """Keep a queue no longer."""
        caller = caller_of(request)
        found = next((queue for queue in await saved.all() if queue.id == id_), None)
        if found is None:
            raise Problem(404, "No such queue")
        if found.owner != caller.name and not may(caller.role, "chief"):
            raise Problem(403, "This queue is somebody else's", needs="chief")
        await saved.drop(id_)
        return {"queue": id_, "dropped": True}

    return router

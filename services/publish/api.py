"""What downstream sites ask for: a story, the log, the manifest; and what the desk may do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, Field

from services.publish.channels.sse import Listeners
from services.publish.channels.tail import Tail
from services.publish.conditional import answer
from services.publish.downstream.readers import Positions, Readers, log_view, story_view
from services.publish.downstream.sites import View
from services.publish.outcomes.released import Release, absolute
from services.publish.publication import Publication, short_id
from services.publish.release import reinstate as release_reinstate
from services.publish.release import unpublish as release_unpublish
from services.publish.rows import Row, cloudevent, hidden, sequence_from
from services.publish.storage import PublishStore
from shared.doors.callers import Bearers
from shared.lifecycle import State
from shared.openapi import problems
from shared.problems import Problem
from shared.written import Note

_BYTES_AT_ONCE = 8_000_000
_TRIES = 10
_LONGEST_WAIT_S = 60

_Number = Annotated[int, Query(ge=0, le=10**15)]


class Act(BaseModel):
    """Why a story is taken down or brought back. Who does it, is who the token is."""

    note: Note = Field(default="", max_length=4000)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the routes for sites read from."""

    store: PublishStore
    tail: Tail
    listeners: Listeners
    readers: Readers
    positions: Positions
    site_url: str


def reading(room: Reading) -> APIRouter:
    """Make the routes for sites."""
    router = APIRouter(prefix="/v1")
    router.include_router(_stories(room))
    router.include_router(_log(room))
    router.include_router(_manifest(room))
    return router


def _stories(room: Reading) -> APIRouter:
    router = APIRouter(tags=["stories"])

    @router.head("/articles/{article_id}", include_in_schema=False)
    @router.get("/articles/{article_id}")
    async def article(
        article_id: str, request: Request, view: Annotated[View, Depends(story_view)]
    ) -> Response:
        """Give a live story as ninjs 3.1; 410 after a kill, 451 after a recall."""
        found = (await room.store.publications([article_id])).get(article_id)
        if found is not None and not view.may_see(found.known_about):
            found = None
        live = _live_or_problem(found)
        assert live.live is not None
        page = live.live.canonical or absolute(room.site_url, live.live.path)
        return answer(
            request,
            live.live.item.encode(),
            "application/json",
            etag=_entity_tag(live),
            last_modified=live.modified_at,
            headers={"Link": f'<{page}>; rel="canonical"', **_for_whom(view)},
        )

    return router


def _log(room: Reading) -> APIRouter:
    router = APIRouter(tags=["the published log"], responses=problems(401))
    guarded = room.readers.log_guards

    @router.head("/events", dependencies=guarded, include_in_schema=False)
    @router.get("/events", dependencies=guarded)
    async def events(
        request: Request,
        view: Annotated[View, Depends(log_view)],
        after: _Number = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
        wait: Annotated[float, Query(ge=0, le=_LONGEST_WAIT_S)] = 0,
    ) -> Response:
        """Give the log's rows after a number, in order; ask again from `next`.

        With `wait`, an answer without rows comes only after so many seconds. A row that you may
        not see is there as `copydesk.hidden`. Another `epoch` than before: numbers were given
        anew, after a restore; compare what you hold by `/v1/diff` and begin again.
        """
        kept = _portion(await _rows(room, after, limit, wait))
        last = kept[-1].sequence if kept else after
        # Nobody has read what is not there yet.
        room.positions.note(view, min(last, room.tail.newest or 0) if not kept else last)
        shown = [cloudevent(r) if view.may_see(r.abouts) else hidden(r) for r in kept]
        body = {"events": shown, "next": last, "epoch": await room.tail.epoch()}
        return answer(request, orjson.dumps(body), "application/json", headers=_for_whom(view))

    @router.get("/events/stream", dependencies=guarded)
    async def stream(
        request: Request, view: Annotated[View, Depends(log_view)], after: str = "0"
    ) -> StreamingResponse:
        """Give the log as server-sent events, from `Last-Event-ID` or `after` on.

        `after=latest` begins with what comes next.
        """
        said = request.headers.get("last-event-id", after)
        if said == "latest":
            said = str(await room.store.last_sequence())
        return StreamingResponse(
            room.listeners.frames(
                sequence_from(said),
                lambda: room.readers.still(view),
                lambda sequence: room.positions.note(view, sequence),
            ),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return router


async def _rows(room: Reading, after: int, limit: int, wait_s: float) -> list[Row]:
    """Read the log, and wait for it to grow where it has no more."""
    ends = time.monotonic() + wait_s
    while True:
        heard = room.tail.grown.rings
        rows = await room.store.rows_after(after, limit)
        left = ends - time.monotonic()
        if rows or left <= 0:
            return rows
        # Looked for once for all who wait; one of them may be ahead of a log that was set back.
        while left > 0 and (room.tail.newest or 0) <= after:
            await room.tail.grown.wait(heard, left)
            if room.listeners.are_leaving:
                return []
            heard = room.tail.grown.rings
            left = ends - time.monotonic()


def _portion(rows: list[Row]) -> list[Row]:
    kept: list[Row] = []
    size = 0
    for row in rows:
        size += row.size
        if kept and size > _BYTES_AT_ONCE:
            break
        kept.append(row)
    return kept


def _manifest(room: Reading) -> APIRouter:
    router = APIRouter(tags=["the published log"], responses=problems(401))
    guarded = room.readers.log_guards

    @router.head("/manifest", dependencies=guarded, include_in_schema=False)
    @router.get("/manifest", dependencies=guarded)
    async def manifest(
        request: Request,
        view: Annotated[View, Depends(log_view)],
        since: _Number = 0,
        limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
    ) -> Response:
        """Give the state of every article told of after a number of the log, once each.

        From 0 it lists all; compare with what you hold. An article that changes while you page
        through comes again at the end. A page may have nothing that you may see: go on while
        `next` moves.
        """
        told = await room.store.told_after(since, limit)
        articles = [
            {
                "article_id": each.article_id,
                "revision": each.revision,
                "step": each.step,
                "hash": each.hash,
                "state": each.state.value,
                "sequence": each.sequence,
            }
            for each in told
            if view.may_see(each.abouts)
        ]
        body = {"articles": articles, "next": told[-1].sequence if told else since}
        return answer(request, orjson.dumps(body), "application/json", headers=_for_whom(view))

    return router


def _for_whom(view: View) -> dict[str, str]:
    """Keep what is made for one site out of shared caches."""
    private = {"Cache-Control": "private, no-cache"} if view.site else {}
    return {**private, "Vary": "Authorization"}


def acting(
    store: PublishStore,
    *,
    site_url: str,
    desk: Bearers,
    saved: Callable[[], None],
    now: Callable[[], datetime],
) -> APIRouter:
    """Make the routes for the desk."""
    router = APIRouter(prefix="/v1", dependencies=[Depends(desk)], tags=["the desk"])

    @router.post("/articles/{article_id}/unpublish")
    async def unpublish(article_id: str, act: Act, request: Request) -> dict[str, Any]:
        """Take a live story down until a person or a newer approved revision brings it back."""
        return await perform(article_id, act, desk.name_of(request), release_unpublish)

    @router.post("/articles/{article_id}/reinstate")
    async def reinstate(article_id: str, act: Act, request: Request) -> dict[str, Any]:
        """Bring back a story that a person took down."""
        return await perform(article_id, act, desk.name_of(request), release_reinstate)

    async def perform(
        article_id: str, act: Act, by: str, decide: Callable[..., Release | None]
    ) -> dict[str, Any]:
        for _ in range(_TRIES):
            found = (await store.publications([article_id])).get(article_id)
            if found is None:
                raise Problem(404, "No such story", "Nothing was ever published under this id.")
            decided = decide(found, by=by, note=act.note, now=now(), site_url=site_url)
            if decided is None:
                state = found.state
                hint = "; it starts anew by ingest's reinstate" * (state is State.CANCELED)
                raise Problem(
                    409,
                    "That cannot be done now",
                    f"The story is {state}{hint}.",
                    state=state,
                )
            [kept] = await store.save_releases([decided])
            if kept is not None and kept.publication is not None:
                saved()
                after = kept.publication
                return {"article_id": article_id, "state": after.state, "step": after.step}
        raise Problem(503, "The story is changing too quickly", headers={"Retry-After": "1"})

    return router


def _live_or_problem(publication: Publication | None) -> Publication:
    """Give the publication if it is live; else say why it is not, as far as readers may know.

    What was never live, waits, is on hold, was taken down or has expired is 404: it may come
    (back), and nobody learns from us that it exists.
    """
    if publication is None or (publication.live is None and not publication.is_gone):
        raise Problem(404, "There is no such story here")
    if publication.state is State.RECALLED:
        raise Problem(451, "This story was taken back for legal reasons")
    if publication.is_gone:
        raise Problem(410, "This story was withdrawn by its source")
    return publication


def _entity_tag(publication: Publication) -> str:
    """Name what is live: the story, its revision, and its words and pictures."""
    live = publication.live
    assert live is not None
    return f"{short_id(publication.article_id)}-r{live.revision}-{live.hash[:16]}"

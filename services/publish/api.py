"""What downstream sites ask for: a story, the log, the manifest; and what the desk may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, Field

from services.publish.channels.sse import Listeners
from services.publish.conditional import answer
from services.publish.publication import Publication, short_id
from services.publish.release import Release, absolute
from services.publish.release import reinstate as release_reinstate
from services.publish.release import unpublish as release_unpublish
from services.publish.rows import Row, cloudevent, sequence_from
from services.publish.storage import PublishStore
from shared.doors.callers import Bearers
from shared.lifecycle import State
from shared.problems import Problem
from shared.written import Note

BYTES_AT_ONCE = 8_000_000
TRIES = 10

Number = Annotated[int, Query(ge=0, le=10**15)]


class Act(BaseModel):
    """Why a story is taken down or brought back. Who does it, is who the token is."""

    note: Note = Field(default="", max_length=4000)


def reading(
    store: PublishStore,
    listeners: Listeners,
    *,
    site_url: str,
    readers: Bearers | None,
) -> APIRouter:
    """Make the routes for sites. `readers` None: the log is open to read."""
    router = APIRouter(prefix="/v1")
    guarded = [] if readers is None else [Depends(readers)]

    @router.head("/articles/{article_id}", include_in_schema=False)
    @router.get("/articles/{article_id}", tags=["stories"])
    async def article(article_id: str, request: Request) -> Response:
        """Give a live story as ninjs 3.1; 410 after a kill, 451 after a recall."""
        found = (await store.publications([article_id])).get(article_id)
        live = live_or_problem(found)
        assert live.live is not None
        link = f'<{live.live.canonical or absolute(site_url, live.path)}>; rel="canonical"'
        return answer(
            request,
            live.live.item.encode(),
            "application/json",
            etag=entity_tag(live),
            last_modified=live.modified_at,
            headers={"Link": link},
        )

    @router.head("/events", dependencies=guarded, include_in_schema=False)
    @router.get("/events", dependencies=guarded, tags=["the published log"])
    async def events(
        request: Request,
        after: Number = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> Response:
        """Give the log's rows after a number, in order; ask again from `next`."""
        rows = await store.rows_after(after, limit)
        kept: list[Row] = []
        size = 0
        for row in rows:
            size += row.size
            if kept and size > BYTES_AT_ONCE:
                break
            kept.append(row)
        last = kept[-1].sequence if kept else after
        body = {"events": [cloudevent(row) for row in kept], "next": last}
        return answer(request, orjson.dumps(body), "application/json")

    @router.get("/events/stream", dependencies=guarded, tags=["the published log"])
    async def stream(request: Request, after: str = "0") -> StreamingResponse:
        """Give the log as server-sent events, from `Last-Event-ID` or `after` on.

        `after=latest` begins with what comes next.
        """
        said = request.headers.get("last-event-id", after)
        if said == "latest":
            said = str(await store.last_sequence())
        return StreamingResponse(
            listeners.frames(sequence_from(said)),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    @router.head("/manifest", dependencies=guarded, include_in_schema=False)
    @router.get("/manifest", dependencies=guarded, tags=["the published log"])
    async def manifest(
        request: Request,
        since: Number = 0,
        limit: Annotated[int, Query(ge=1, le=5000)] = 1000,
    ) -> Response:
        """Give the state of every article told of after a number of the log, once each.

        From 0 it lists all; compare with what you hold. An article that changes while you page
        through comes again at the end.
        """
        told = await store.told_after(since, limit)
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
        ]
        body = {"articles": articles, "next": told[-1].sequence if told else since}
        return answer(request, orjson.dumps(body), "application/json")

    return router


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
        for _ in range(TRIES):
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


def live_or_problem(publication: Publication | None) -> Publication:
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


def entity_tag(publication: Publication) -> str:
    """Name what is live: the story and its revision."""
    assert publication.live is not None
    return f"{short_id(publication.article_id)}-r{publication.live.revision}"


def needs_a_token() -> Problem:
    """Answer who shows no token, or a wrong one."""
    return Problem(
        401,
        "This call needs a token",
        "Send `Authorization: Bearer …` with the token the operator gave you.",
        headers={"WWW-Authenticate": "Bearer"},
    )

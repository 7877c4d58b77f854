"""Edge: what reaches a whole story: kill, recall, unpublish, and back again. For chiefs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from services.moderation.cases import Case
from services.moderation.desk.acts.asked import Said, Stopping, need_note
from services.moderation.desk.acts.desk import CaseDesk
from services.moderation.desk.audit.chain import Happened
from services.moderation.desk.newsroom import Newsroom
from services.moderation.desk.people.accounts import Caller
from services.moderation.desk.people.door import Door, caller_of
from services.moderation.desk.queue.rows import as_slug, slug_of
from services.moderation.desk.shown import ArticleId
from services.moderation.telling import DeskStop, StopAct
from shared import clock
from shared.payloads import Stopped
from shared.problems import Problem
from shared.timeline import live_revision

_NOTHING_SAID = Stopping()


def stops_api(desk: CaseDesk, door: Door, newsroom: Newsroom) -> APIRouter:
    """Give the routes."""
    router = APIRouter(
        prefix="/v1/articles", tags=["desk"], dependencies=[Depends(door), Depends(door.chief)]
    )

    @router.get("/{article_id}/consequences")
    async def consequences(article_id: ArticleId) -> dict[str, Any]:
        """Tell what a kill would reach: what is live, which sites have it, and its slug."""
        latest = await _latest(desk, article_id)
        sites = await newsroom.deliveries(article_id)
        records = await desk.timeline.of(article_id)
        return {
            "article_id": article_id,
            "slug": _slug(latest, article_id),
            "live": live_revision(records),
            "sites": sites or [],
            "sites_known": sites is not None,
        }

    _ending(router, desk)
    _taking_down(router, desk, newsroom)
    return router


def _ending(router: APIRouter, desk: CaseDesk) -> None:
    @router.post("/{article_id}/kill", status_code=202)
    async def kill(
        article_id: ArticleId, request: Request, act: Stopping = _NOTHING_SAID
    ) -> JSONResponse:
        """Kill a story everywhere and for ever; the note says why, the slug which."""
        return await _stopped(desk, article_id, "kill", act, caller_of(request))

    @router.post("/{article_id}/recall", status_code=202)
    async def recall(
        article_id: ArticleId, request: Request, act: Stopping = _NOTHING_SAID
    ) -> JSONResponse:
        """Recall a story for law or rights: its text is purged everywhere."""
        return await _stopped(desk, article_id, "recall", act, caller_of(request))


def _taking_down(router: APIRouter, desk: CaseDesk, newsroom: Newsroom) -> None:
    @router.post("/{article_id}/unpublish")
    async def unpublish(article_id: ArticleId, request: Request, said: Said) -> dict[str, Any]:
        """Take a live story down; it can be brought back."""
        need_note(said.note, "unpublishing")
        by = caller_of(request).name
        done = await newsroom.unpublish(article_id, by=by, note=said.note)
        await _noted(desk, "unpublish", article_id, by, said.note)
        return done

    @router.post("/{article_id}/bring-back")
    async def bring_back(article_id: ArticleId, request: Request, said: Said) -> dict[str, Any]:
        """Bring back a story that a person took down."""
        by = caller_of(request).name
        done = await newsroom.bring_back(article_id, by=by, note=said.note)
        await _noted(desk, "bring_back", article_id, by, said.note)
        return done

    @router.post("/{article_id}/reinstate")
    async def reinstate(article_id: ArticleId, request: Request, said: Said) -> dict[str, Any]:
        """Let a story start anew that was killed by mistake."""
        need_note(said.note, "reinstatement")
        by = caller_of(request).name
        done = await newsroom.start_anew(article_id, by=by, note=said.note)
        await _noted(desk, "reinstate", article_id, by, said.note)
        return done


async def _noted(desk: CaseDesk, what: str, article_id: str, by: str, note: str) -> None:
    await desk.audit.note(what, by=by, about=article_id, note=note, at=clock.now())


async def _stopped(
    desk: CaseDesk, article_id: str, what: StopAct, act: Stopping, caller: Caller
) -> JSONResponse:
    need_note(act.note, what)
    latest = await _latest(desk, article_id)
    _need_slug(act.slug, latest, article_id, caller)
    said = _stop(article_id, latest, what, note=act.note, by=caller.name, at=clock.now())
    stop = await desk.store.owed.keep_stop(said)
    desk.outbox.wake()
    await desk.audit.append(
        [
            Happened(
                id=f"{article_id}:{what}",
                at=stop.data.at,
                by=stop.data.by,
                what=what,
                about=article_id,
                note=stop.data.reason if what == "kill" else "",
            )
        ]
    )
    body = {
        "article_id": article_id,
        "revision": stop.data.revision,
        "act": what,
        "event_id": stop.event.id,
        "state": stop.record.state,
        "known": latest is not None,
        "by": stop.data.by,
    }
    return JSONResponse(body, 202)


async def _latest(desk: CaseDesk, article_id: str) -> Case | None:
    newest = await desk.store.newest_revision(article_id)
    return await desk.store.case(f"{article_id}:{newest}") if newest else None


def _slug(latest: Case | None, article_id: str) -> str:
    return (slug_of(latest) if latest else "") or article_id


def _need_slug(given: str, latest: Case | None, article_id: str, caller: Caller) -> None:
    """Answer that the slug is missing, or another story's.

    The shared desk token acts for scripts, which know the story by its id: they may leave the
    slug out, but not get it wrong.
    """
    if not given.strip() and caller.is_shared:
        return
    wanted = _slug(latest, article_id)
    if as_slug(given) in {wanted, article_id, as_slug(latest.headline if latest else "")} - {
        ""
    }:
        return
    raise Problem(
        422,
        "Type the story's slug",
        f"It is {wanted}: this shows that you mean this story.",
        slug=wanted,
        errors=[
            {
                "pointer": "/slug",
                "detail": "the slug is missing or another story's",
                "fix": f'send {{"slug": "{wanted}"}}',
            }
        ],
    )


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

"""Edge: one story whole, the list of what is live, and the desk's figures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import AwareDatetime

from services.moderation.cases import Case
from services.moderation.desk.acts.desk import CaseDesk
from services.moderation.desk.audit.api import lines
from services.moderation.desk.newsroom import Newsroom
from services.moderation.desk.people.door import Door, caller_of
from services.moderation.desk.people.storage import PeopleStore
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.desk.shown import ArticleId, Key, case_json, whole_case_json
from services.moderation.desk.stories.live import public_life, timeline_json
from services.moderation.desk.stories.statistics import as_csv, figures
from services.moderation.storage import CaseStore
from shared import clock

_MOST_KIN = 20
_PAGE = 5000


def stories_api(
    desk: CaseDesk, queue: QueueStore, newsroom: Newsroom, people: PeopleStore, door: Door
) -> APIRouter:
    """Give the routes; none changes anything."""
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(door)])
    store = desk.store

    @router.get("/cases/{case}")
    async def show_case(case: Key) -> dict[str, Any]:
        """Give one case with its article and enrichment."""
        found = await desk.existing(case)
        revisions = await store.cases_of(found.article_id)
        earlier = next(
            (
                each
                for each in revisions
                if each.revision < found.revision
                and each.overlay
                and each.overlay.changes_words
            ),
            None,
        )
        return {
            **whole_case_json(found),
            "newest_revision": revisions[0].revision if revisions else found.revision,
            "earlier_edit": {
                "revision": earlier.revision,
                "overlay": earlier.overlay.model_dump(mode="json"),
            }
            if earlier and earlier.overlay
            else None,
        }

    @router.get("/articles/{article_id}/cases")
    async def cases_of(article_id: ArticleId) -> dict[str, Any]:
        """List every revision's case of an article, the newest first."""
        return {"cases": [case_json(case) for case in await store.cases_of(article_id)]}

    _story(router, desk, queue, newsroom)
    _live(router, desk)
    _figures(router, desk, people, door)
    return router


def _story(router: APIRouter, desk: CaseDesk, queue: QueueStore, newsroom: Newsroom) -> None:
    @router.get("/articles/{article_id}/story")
    async def story(article_id: ArticleId) -> dict[str, Any]:
        """Tell what stands around a case: what is live, sites, kin, the source's past."""
        records = await desk.timeline.of(article_id)
        live = public_life(article_id, records)
        cases = await desk.store.cases_of(article_id)
        newest = await desk.store.case(cases[0].key) if cases else None
        sites = await newsroom.deliveries(article_id) if live.sequence is not None else []
        return {
            "article_id": article_id,
            "live": live.model_dump(mode="json"),
            "sites": sites or [],
            "sites_known": sites is not None,
            "timeline": timeline_json(records),
            "revisions": [
                {
                    "revision": case.revision,
                    "state": case.state.value,
                    "edited": bool(case.edit),
                }
                for case in cases
            ],
            "kin": await _kin(desk.store, newest),
            "source": await queue.of_source(newest.source) if newest else {},
        }


async def _kin(store: CaseStore, case: Case | None) -> list[dict[str, Any]]:
    kin = case.enrichment.kin if case and case.enrichment else None
    copies = kin.copies[:_MOST_KIN] if kin else ()
    shared = {f"{copy.article_id}:{copy.revision}": copy.containment for copy in copies}
    return [
        {**_brief(each), "shared": shared[each.key]} for each in await store.cases([*shared])
    ]


def _live(router: APIRouter, desk: CaseDesk) -> None:
    @router.get("/desk/live")
    async def live(
        before: AwareDatetime | None = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> dict[str, Any]:
        """List stories by when they went live, the newest first; `next` goes into `before`."""
        moves = await desk.timeline.latest("publish", before or clock.now(), limit * 2)
        ids = [*dict.fromkeys(move.article_id for move in moves)][:limit]
        lives = [public_life(id_, await desk.timeline.of(id_)) for id_ in ids]
        keys = {
            each.article_id: f"{each.article_id}:{each.revision}"
            for each in lives
            if each.revision is not None
        }
        cases = {case.article_id: case for case in await desk.store.cases([*keys.values()])}
        stories = [
            {
                **each.model_dump(mode="json"),
                **_brief(cases[each.article_id]),
                "state": each.state,
            }
            for each in lives
            if each.article_id in cases
        ]
        return {"stories": stories, "next": moves[-1].at.isoformat() if moves else None}


def _figures(router: APIRouter, desk: CaseDesk, people: PeopleStore, door: Door) -> None:
    @router.get("/desk/people")
    async def names(request: Request) -> dict[str, Any]:
        """Name who can be asked, and who is asking."""
        caller = caller_of(request)
        return {"people": await people.names(), "me": caller.name, "role": caller.role}

    @router.get("/desk/statistics")
    async def statistics(
        days: Annotated[float, Query(gt=0, le=366)] = 30,
        form: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
    ) -> Response:
        """Tell how long stories wait, and how often people agree with each rule."""
        since = clock.now() - timedelta(days=days)
        found = figures(await _decided_since(desk.store, since), since)
        if form == "csv":
            headers = {"Content-Disposition": 'attachment; filename="desk.csv"'}
            return Response(as_csv(found), media_type="text/csv", headers=headers)
        return Response(found.model_dump_json(), media_type="application/json")

    @router.get("/desk/decisions", dependencies=[Depends(door.chief)])
    async def export(since: AwareDatetime) -> StreamingResponse:
        """Export what people did since then, as NDJSON: the audit."""
        after = await desk.audit.first_since(since)
        return StreamingResponse(lines(desk.audit, after), media_type="application/x-ndjson")


async def _decided_since(store: CaseStore, since: datetime) -> list[Case]:
    """Give every case that people have decided since: a figure over a part would be none."""
    found: dict[str, Case] = {}
    while page := await store.decided_since(since, _PAGE):
        new = [case for case in page if case.key not in found]
        found |= {case.key: case for case in new}
        if len(page) < _PAGE or not new:
            break
        since = [each for each in page[-1].decisions if not each.is_ours][-1].at
    return [*found.values()]


def _brief(case: Case) -> dict[str, Any]:
    headline = (
        case.overlay.headline if case.overlay and case.overlay.headline else case.headline
    )
    return {
        "article_id": case.article_id,
        "revision": case.revision,
        "state": case.state.value,
        "headline": headline,
        "source": case.source,
    }

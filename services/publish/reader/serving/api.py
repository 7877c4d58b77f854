"""Calls for machines about the site: search, and how a front came to be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Query, Request, params
from fastapi.responses import Response

from services.publish.conditional import answer
from services.publish.downstream.readers import log_view
from services.publish.downstream.sites import View as LogView
from services.publish.reader.catalogue.editions import base_language
from services.publish.reader.catalogue.view import View
from services.publish.reader.pages.lists import arrangement
from services.publish.reader.pages.searching import answer as answer_search
from services.publish.reader.pages.searching import is_cursor
from services.publish.reader.printing.press import Press
from services.publish.reader.printing.press import Request as Asked
from services.publish.reader.search.asked import LONGEST_QUERY, unreadable
from services.publish.reader.serving.site import Site
from shared.problems import Problem

_Word = Annotated[str, Query(max_length=LONGEST_QUERY)]


Shown = Callable[[LogView, Sequence[str]], Awaitable[set[str]]]
"""Tells which of some articles a reader of the log may be told of."""


def calls(site: Site, guards: Sequence[params.Depends], shown: Shown) -> APIRouter:
    """Make the calls, for whom the log is open; a site finds what its filters let it see."""
    router = APIRouter(prefix="/v1", dependencies=[*guards], tags=["the site"])
    _searching(router, site, shown)
    _arranging(router, site)
    return router


def _searching(router: APIRouter, site: Site, shown: Shown) -> None:
    @router.get("/search")
    async def search(  # noqa: PLR0917 - a query has as many fields as SHAPES says
        request: Request,
        reader: Annotated[LogView, Depends(log_view)],
        q: _Word = "",
        section: _Word = "",
        topic: _Word = "",
        place: _Word = "",
        person: _Word = "",
        language: _Word = "",
        since: Annotated[str, Query(max_length=40, alias="from")] = "",
        until: Annotated[str, Query(max_length=40, alias="to")] = "",
        sort: Annotated[str, Query(pattern="^(relevance|newest)$")] = "relevance",
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        after: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        """Search what is live; phrases in quotes, `-` before what shall not be there."""
        values = {
            "q": q,
            "section": section,
            "topic": topic,
            "place": place,
            "person": person,
            "language": language,
            "from": since,
            "to": until,
            "sort": sort,
            "limit": str(limit),
            "after": after,
        }
        if wrong := [*unreadable(values), *(["after"] if not is_cursor(after) else [])]:
            raise _unreadable(wrong)
        found = await site.search(
            lambda press, view, asked: answer_search(press, view, asked, values)
        )
        if reader.filters is not None:
            ids = [each["article_id"] for each in found["results"]]
            seen = await shown(reader, ids)
            found["results"] = [e for e in found["results"] if e["article_id"] in seen]
            found["total"] = len(
                found["results"]
            )  # how many others there are is not its matter
        return answer(request, orjson.dumps(found), "application/json")


def _arranging(router: APIRouter, site: Site) -> None:
    @router.get("/front")
    async def front(request: Request, edition: _Word = "", section: _Word = "") -> Response:
        """Tell what stands where on a front, and why."""
        found = await site.run(
            lambda press, view, asked: _explained(press, view, asked, edition, section)
        )
        return answer(request, orjson.dumps(found), "application/json")

    @router.get("/front/{article_id}")
    async def on_fronts(article_id: str, request: Request) -> Response:
        """Tell on which fronts a story stands, in which place, and why."""
        found = await site.run(
            lambda press, view, asked: _fronts_with(press, view, asked, article_id)
        )
        return answer(request, orjson.dumps(found), "application/json")

    @router.get("/fronts")
    async def fronts(request: Request) -> Response:
        """Give every front as people arranged it, pins that have ended among them."""
        found = [each.model_dump(mode="json") for each in await site.arranged()]
        return answer(request, orjson.dumps({"fronts": found}), "application/json")


_FIXES = {
    "from": "Write a day or a moment: 2026-11-23, 2026-11-23T09:00:00Z.",
    "to": "Write a day or a moment: 2026-11-23, 2026-11-23T09:00:00Z.",
    "after": "Give `next` of the answer before, as it was.",
}


def _unreadable(names: Sequence[str]) -> Problem:
    return Problem(
        422,
        "The request does not fit this call",
        errors=[
            {"pointer": f"/query/{name}", "detail": "It cannot be read.", "fix": _FIXES[name]}
            for name in names
        ],
    )


def _explained(
    press: Press, view: View, asked: Asked, edition: str, section: str
) -> dict[str, Any]:
    wanted = base_language(edition)
    beside = view.on(wanted if wanted in press.editions.all else press.editions.main)
    found, until, _ = arrangement(press, beside, section or None, asked)
    why = dict(found.why)
    placed = [story for story in found.stories if story.article_id in why]
    return {
        "edition": beside.edition,
        "section": section,
        "until": until.isoformat() if until else None,
        "places": [
            {
                "place": place,
                "article_id": story.article_id,
                "headline": story.headline,
                "url": story.url,
                "why": why[story.article_id],
            }
            for place, story in enumerate(placed, 1)
        ],
    }


def _fronts_with(press: Press, view: View, asked: Asked, article_id: str) -> dict[str, Any]:
    """Look at every edition's front, and at that of the story's section."""
    live = view.live([article_id])
    sections = ["", *(story.section for story in live)]
    fronts = [
        {"edition": edition, "section": section, "place": each["place"], "why": each["why"]}
        for edition in (view.has_stories(press.editions.all) if live else ())
        for section in sections
        for each in _explained(press, view, asked, edition, section)["places"]
        if each["article_id"] == article_id
    ]
    return {"article_id": article_id, "fronts": fronts}

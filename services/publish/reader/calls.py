"""Calls for machines about the site: search, and how a front came to be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Annotated, Any, Protocol

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.publish.about import About
from services.publish.conditional import answer
from services.publish.reader.editions import base_language
from services.publish.reader.lists import arrangement
from services.publish.reader.press import Press
from services.publish.reader.press import Request as Asked
from services.publish.reader.search.asked import LONGEST_QUERY
from services.publish.reader.searching import answer as answer_search
from services.publish.reader.site import Site
from services.publish.reader.view import View

Word = Annotated[str, Query(max_length=LONGEST_QUERY)]


class Seeing(Protocol):
    """What a caller may see."""

    def may_see(self, abouts: Iterable[About] | None) -> bool:
        """Tell whether a story that was ever about this may be told of."""
        ...


Sees = Callable[[Request], Awaitable[Seeing]]


def calls(site: Site, guards: Sequence[Any], sees: Sees) -> APIRouter:
    """Make the calls. `guards` ask who may read the log, `sees` tells what a caller may."""
    router = APIRouter(prefix="/v1", dependencies=[*guards], tags=["the site"])

    @router.get("/search")
    async def search(  # noqa: PLR0917 - a query has as many fields as SHAPES says
        request: Request,
        q: Word = "",
        section: Word = "",
        topic: Word = "",
        place: Word = "",
        person: Word = "",
        language: Word = "",
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
        seen = await sees(request)
        found = await site.run(
            lambda press, view, asked: answer_search(press, view, asked, values, seen.may_see)
        )
        return answer(request, orjson.dumps(found), "application/json")

    @router.get("/front")
    async def front(request: Request, edition: Word = "", section: Word = "") -> Response:
        """Tell what stands where on a front, and why."""
        found = await site.run(
            lambda press, view, asked: _explained(press, view, asked, edition, section)
        )
        return answer(request, orjson.dumps(found), "application/json")

    @router.get("/fronts")
    async def fronts(request: Request) -> Response:
        """Give every front as people arranged it, pins that have ended among them."""
        found = [each.model_dump(mode="json") for each in await site.arranged()]
        return answer(request, orjson.dumps({"fronts": found}), "application/json")

    return router


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

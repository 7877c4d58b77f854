"""Edge: the pictures of a case, and each to look at."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response

from services.moderation.cases import Case
from services.moderation.desk.acts.desk import CaseDesk
from services.moderation.desk.people.door import Door
from services.moderation.desk.shown import Key
from services.moderation.pictures.storage import CasePictures, Noted
from services.moderation.pictures.telling import meant
from shared.media import Picture, pictures_of
from shared.objects import Objects
from shared.problems import Problem

_SHOWN_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"})
"""What browsers draw and nothing runs in: no SVG."""
_HEADERS = {
    "Cache-Control": "private, max-age=60",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def pictures_api(
    desk: CaseDesk, pictures: CasePictures, originals: Objects, door: Door
) -> APIRouter:
    """Give the routes; none changes anything: choices about pictures go with an edit."""
    router = APIRouter(prefix="/v1", tags=["desk"], dependencies=[Depends(door)])

    @router.get("/cases/{case}/pictures")
    async def of_case(case: Key) -> dict[str, Any]:
        """List the pictures that a revision names, those that are there with what looks alike.

        `picture` is what an edit's `pictures` name one by.
        """
        found = await desk.existing(case)
        if found.article is None:
            return {"pictures": []}
        named = pictures_of(found.article.item)
        names = {name for each in named for name in each.names}
        noted = await pictures.named(found.source, names)
        return {
            "pictures": [
                await _written(pictures, found, each, _meant(each, noted)) for each in named
            ]
        }

    @router.get("/pictures/{source}/{sha256}")
    async def look(
        source: Annotated[str, Path(max_length=200)],
        sha256: Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")],
    ) -> Response:
        """Give a picture as its source sent it, to people at the desk only."""
        noted = await pictures.one(source, sha256)
        if noted is None or noted.ended == "recalled":
            raise Problem(404, "No such picture")
        if noted.media.media_type not in _SHOWN_TYPES:
            raise Problem(415, "No browser can show this", noted.media.media_type)
        found = await originals.get(sha256)
        if found is None:
            raise Problem(404, "No such picture", "Its bytes are not in the object store.")
        return Response(found, media_type=noted.media.media_type, headers=_HEADERS)

    return router


async def _written(
    pictures: CasePictures, case: Case, named: Picture, noted: Noted | None
) -> dict[str, Any]:
    key = named.uri or next(iter(named.hrefs), "")
    edits = case.overlay.pictures if case.overlay and case.overlay.pictures else ()
    edit = next((each for each in edits if each.picture == key), None)
    says = named.says.or_else(noted.media.says) if noted else named.says
    media = noted.media if noted else None
    alike = await pictures.alike(media) if media else []
    return {
        "picture": key,
        "name": named.name,
        "kind": named.kind,
        "says": says.model_dump(mode="json", exclude_none=True),
        "state": (noted.ended or media.pub_status if noted and media else "not here yet"),
        "held": media.held if media else None,
        "reason": noted.reason if noted else "",
        "media": media.model_dump(mode="json", exclude={"hrefs", "guids", "says"})
        if media
        else None,
        "look": f"/v1/pictures/{media.source}/{media.sha256}" if media else None,
        "alike": [
            {**each.model_dump(), "look": f"/v1/pictures/{each.source}/{each.sha256}"}
            for each in alike
        ],
        "edit": edit.model_dump(mode="json") if edit else None,
    }


def _meant(named: Picture, noted: list[Noted]) -> Noted | None:
    media = meant(named, [each.media for each in noted])
    return next((each for each in noted if each.media is media), None)

"""Edge: `GET /media/{sha256}/{width}`: a picture, while a live story shows it.

What is unknown, embargoed, on hold or not shown (yet) is one and the same answer: nobody learns
here which bytes the newsroom has. What readers had and was taken back is gone, for good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.publish.conditional import answer
from services.publish.pictures.darkroom.ranges import part_of
from services.publish.pictures.darkroom.renditions import CannotRenderError, Renditions
from services.publish.pictures.shown.recipes import (
    AUTO,
    MEDIA_TYPES,
    Wanted,
    form_for,
    is_sha256,
    wanted,
)
from services.publish.pictures.shown.showing import Kept
from services.publish.pictures.storage import PictureStore
from shared.problems import Problem

_KEPT_FOR = "public, max-age=60, must-revalidate"
"""A minute, as a picture may be killed; then who has it asks whether it still may be shown."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Disposition": "inline",
    "Accept-Ranges": "bytes",
}

States = Callable[[str], Awaitable[set[tuple[str, str]]]]
"""Gives (state, focal point) of the stories that show a picture or showed it
(`Catalog.pictured`)."""


def media_calls(
    store: PictureStore, renditions: Renditions, states: States, now: Callable[[], datetime]
) -> APIRouter:
    """Make the route."""
    router = APIRouter(tags=["the site"])

    @router.head("/media/{sha256}/{name}", include_in_schema=False)
    @router.get("/media/{sha256}/{name}")
    async def media(sha256: str, name: str, request: Request) -> Response:
        """Give a picture in one of its sizes: 320, 640, 960 or 1600 wide.

        As JPEG, or WebP where that is accepted by name; `.jpg` and `.webp` behind the width ask
        for one. 410 once it was taken back.
        """
        asked = wanted(name)
        if asked is None or not is_sha256(sha256):
            raise _nothing()
        stories = await states(sha256)
        shown = {state for state, _ in stories}
        if asked.focus not in (None, AUTO, *(focus for _, focus in stories)):
            # Nobody shows it cut like that: renditions are made for pages, not for guesses.
            raise _nothing()
        kept = await store.of_bytes(sha256) if shown else []
        match _may_be_fetched(shown, kept, now()):
            case "gone":
                raise Problem(410, "This picture was withdrawn by its source")
            case "unknown":
                raise _nothing()
        form = asked.form or form_for(request.headers.get("accept", ""))
        exactly = Wanted(width=asked.width, focus=asked.focus, form=form)
        try:
            made = await renditions.give(sha256, exactly)
        except CannotRenderError as error:
            raise Problem(500, "This picture cannot be shown", str(error)) from error
        if made is None:
            headers = {"Retry-After": "5"}
            raise Problem(503, "This picture is not at hand just now", headers=headers)
        return _sent(request, made, form, chosen=not asked.form)

    return router


def _may_be_fetched(
    shown: set[str], kept: list[tuple[Kept, bool]], now: datetime
) -> Literal["yes", "gone", "unknown"]:
    """Decide from the stories that show a picture, and what each source's use has come to.

    Each use comes with whether a person has released it although another source's was killed.
    """
    if "live" in shown and any(
        each.may_be_shown(now, released=released) for each, released in kept
    ):
        return "yes"
    has_ended = any(each.ended for each, _ in kept)
    lost_its_stories = "live" not in shown and bool(shown & {"killed", "recalled"})
    if shown and (has_ended or lost_its_stories):
        return "gone"
    return "unknown"


def _sent(request: Request, made: bytes, form: str, *, chosen: bool) -> Response:
    etag = hashlib.sha256(made).hexdigest()[:32]
    headers = {**_HEADERS, "Cache-Control": _KEPT_FOR}
    if chosen:
        headers["Vary"] = "Accept"
    whole = answer(request, made, MEDIA_TYPES[form], etag=etag, headers=headers)
    said = request.headers.get("range")
    if whole.status_code != 200 or said is None or request.method == "HEAD":  # noqa: PLR2004 - OK
        return whole
    if request.headers.get("if-range", f'"{etag}"') != f'"{etag}"':
        return whole
    part = part_of(said, len(made))
    if part is None:
        return whole
    headers |= {"ETag": f'"{etag}"'}
    if part == (0, 0):
        headers["Content-Range"] = f"bytes */{len(made)}"
        return Response(status_code=416, headers=headers)
    start, end = part
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(made)}"
    return Response(made[start:end], 206, headers, media_type=MEDIA_TYPES[form])


def _nothing() -> Problem:
    return Problem(404, "There is no such picture here")

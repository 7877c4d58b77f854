"""Edge: the page at /desk, signing in and out, and its files.

The page holds no data: its script reads the same API as programs do, so whatever is shown
comes through `textContent`, and no copy of a wire is ever read as HTML.
"""

from __future__ import annotations

import hashlib
from html import escape
from importlib import resources
from string import Template
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from services.moderation.desk.key import DeskKey, same_origin
from services.moderation.desk.sessions import (
    COOKIE,
    LASTS,
    LONGEST_NAME,
    csrf_of,
    open_session,
)
from shared import clock
from shared.problems import Problem

ASSETS = {"desk.js": "text/javascript", "desk.css": "text/css"}
LARGEST_FORM_BYTES = 10_000
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer, forms come with Origin: null
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def desk_page(key: DeskKey) -> APIRouter:
    """Give the routes under /desk."""
    router = APIRouter(prefix="/desk", include_in_schema=False)
    files = {name: _read(name) for name in ASSETS}
    page, login = Template(_read("page.html")), Template(_read("login.html"))

    @router.get("")
    async def desk(request: Request) -> HTMLResponse:
        person = key.person(request)
        if person is None:
            return _html(login.substitute(problem=""))
        csrf = csrf_of(key.token, request.cookies[COOKIE])
        return _html(page.substitute(person=escape(person), csrf=csrf))

    @router.post("/login")
    async def sign_in(request: Request) -> Response:
        form = await _form(request)
        name = " ".join(form.get("name", "").split())[:LONGEST_NAME]
        if not same_origin(request) or not key.admits(form.get("token", "").strip()):
            problem = '<p role="alert">That is not the desk’s token.</p>'
            return _html(login.substitute(problem=problem), status=403)
        if not name:
            problem = '<p role="alert">Your name goes on the record: please give it.</p>'
            return _html(login.substitute(problem=problem), status=422)
        answer = RedirectResponse("/desk", status_code=303, headers=HEADERS)
        answer.set_cookie(
            COOKIE,
            open_session(key.token, name, now=clock.now()),
            max_age=int(LASTS.total_seconds()),
            path="/",
            secure=True,
            httponly=True,
            samesite="lax",
        )
        return answer

    @router.post("/logout")
    async def sign_out(request: Request) -> Response:
        if not same_origin(request):
            raise Problem(403, "This did not come from the desk's own page")
        answer = RedirectResponse("/desk", status_code=303, headers=HEADERS)
        answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
        return answer

    @router.get("/assets/{name}")
    async def asset(name: str, request: Request) -> Response:
        if name not in files:
            raise Problem(404, "No such file")
        etag = f'"{hashlib.sha256(files[name].encode()).hexdigest()[:16]}"'
        headers = {
            "ETag": etag,
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(files[name], media_type=ASSETS[name], headers=headers)

    return router


def _html(text: str, *, status: int = 200) -> HTMLResponse:
    return HTMLResponse(text, status, headers=HEADERS)


def _read(name: str) -> str:
    return (resources.files("services.moderation.desk") / name).read_text(encoding="utf-8")


async def _form(request: Request) -> dict[str, str]:
    body = (await request.body())[: LARGEST_FORM_BYTES + 1]
    if len(body) > LARGEST_FORM_BYTES:
        raise Problem(413, "The form is too large")
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    return {name: values[0] for name, values in fields.items()}

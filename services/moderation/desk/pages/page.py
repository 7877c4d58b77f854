"""Edge: the page at /desk, signing in and out, and its files.

The page holds no data: its script reads the same API as programs do, so whatever is shown
comes through `textContent`, and no copy of a wire is ever read as HTML.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from importlib import resources
from urllib.parse import parse_qs

import jinja2
import orjson
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.pages.texts import Texts
from services.moderation.desk.people.accounts import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Person,
    csrf_of,
    hashed,
    id_of,
)
from services.moderation.desk.people.door import (
    PLAIN_COOKIE,
    SECURE_COOKIE,
    Door,
    address_of,
    cookie_of,
    over_tls,
    same_origin,
    too_many,
)
from services.moderation.desk.people.secrets import (
    Passwords,
    new_second_factor,
    new_token,
    second_factor_uri,
    step_of,
)
from shared import clock
from shared.problems import Problem

_SCRIPTS = (
    "api.js",
    "make.js",
    "state.js",
    "queue.js",
    "story.js",
    "acts.js",
    "bulk.js",
    "views.js",
    "front.js",
    "toasts.js",
    "pictures.js",
    "sites.js",
)
_ASSETS = {
    "desk.css": "text/css",
    **dict.fromkeys(("desk.js", *_SCRIPTS), "text/javascript"),
}
_LANGUAGE_COOKIE = "desk-language"
_LARGEST_FORM_BYTES = 10_000
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer, forms come with Origin: null
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SignIn:
    """Opens sessions, and ends them."""

    def __init__(
        self, door: Door, passwords: Passwords, audit: AuditStore, *, lasts: timedelta
    ) -> None:
        self.door = door
        self.passwords = passwords
        self.audit = audit
        self.lasts = lasts

    async def known(self, request: Request, form: Mapping[str, str]) -> Person | None:
        """Give who signs in, if name, password and code are right; guesses are counted."""
        name, now = form.get("name", ""), clock.now()
        account, address = id_of(name), address_of(request)
        wait = await self.door.sign_ins.wait_s(address, account)
        if wait:
            raise too_many(wait)
        person = await self.door.people.person(name)
        known = None if person is None or person.disabled else person
        right = await self.passwords.fits(
            form.get("password", ""), known.password_hash if known else None
        )
        if not right or known is None:
            return None
        if secret := self.door.people.second_factor(known):
            step = step_of(secret, form.get("code", ""), now, after=known.totp_step)
            if step is None or not await self.door.people.use_code(known, step):
                return None
        await self.door.sign_ins.was_right(address, account)
        if self.passwords.is_outdated(known.password_hash):
            anew = await self.passwords.hash(form.get("password", ""))
            await self.door.people.rehash(known, anew)
        return known

    async def open(self, request: Request, person: Person, answer: Response) -> None:
        """Give a browser a session of its own; one that it came with ends."""
        if old := cookie_of(request):
            await self.door.people.end_session(hashed(old))
        cookie, now = new_token(), clock.now()
        await self.door.people.open_session(hashed(cookie), person, now, now + self.lasts)
        secure = over_tls(request)
        answer.set_cookie(
            SECURE_COOKIE if secure else PLAIN_COOKIE,
            cookie,
            max_age=int(self.lasts.total_seconds()),
            path="/",
            secure=secure,
            httponly=True,
            samesite="lax",
        )
        await self.audit.note("signed_in", by=person.name, about=person.name, at=now)

    async def end(self, request: Request, answer: Response) -> None:
        """End a browser's session, here and in the browser."""
        if cookie := cookie_of(request):
            await self.door.people.end_session(hashed(cookie))
        answer.delete_cookie(
            SECURE_COOKIE, path="/", secure=True, httponly=True, samesite="lax"
        )
        answer.delete_cookie(PLAIN_COOKIE, path="/", httponly=True, samesite="lax")


class _Pages:
    """The two pages in every language."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._templates = jinja2.Environment(
            loader=jinja2.FunctionLoader(_read),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
        )

    def write(
        self, name: str, request: Request, *, status: int = 200, **values: str
    ) -> HTMLResponse:
        """Write a page in the language that was chosen."""
        language = self.texts.chosen(
            request.cookies.get(_LANGUAGE_COOKIE), request.headers.get("accept-language", "")
        )
        texts = self.texts.of(language)
        catalog = orjson.dumps(dict(texts)).decode().replace("<", "\\u003c")
        written = self._templates.get_template(name).render(
            language=language,
            languages=self.texts.languages,
            catalog=Markup(catalog),  # noqa: S704 - our own JSON, with no < in it
            gettext=lambda text: texts.get(text, text),
            _=lambda text: texts.get(text, text),
            **values,
        )
        return HTMLResponse(written, status, headers=_HEADERS)


def desk_page(sign_in: SignIn, texts: Texts) -> APIRouter:
    """Give the routes under /desk."""
    router = APIRouter(prefix="/desk", include_in_schema=False)
    pages = _Pages(texts)

    @router.get("")
    async def desk(request: Request) -> Response:
        cookie = cookie_of(request)
        person = await sign_in.door.person(cookie)
        signed_in, known = await sign_in.door.by_single_sign_on(request)
        if person is not None and (not signed_in or known == person):
            return pages.write(
                "page.html",
                request,
                person=person.name,
                role=person.role,
                csrf=csrf_of(cookie),
            )
        if known is None:
            problem = "You are signed in, but the desk has no account of your name."
            return pages.write("login.html", request, problem=problem if signed_in else "")
        answer = RedirectResponse("/desk", status_code=303, headers=_HEADERS)
        await sign_in.open(request, known, answer)
        return answer

    @router.post("/language", max_body_size=_LARGEST_FORM_BYTES)
    async def language(request: Request) -> Response:
        wish = (await _form(request)).get("language", "")
        answer = RedirectResponse("/desk", status_code=303, headers=_HEADERS)
        if same_origin(request) and wish in texts.languages:
            answer.set_cookie(
                _LANGUAGE_COOKIE, wish, max_age=31_536_000, path="/", samesite="lax"
            )
        return answer

    router.include_router(_signing(sign_in, pages))
    router.include_router(_assets())
    router.include_router(_own_account(sign_in))
    return router


def _signing(sign_in: SignIn, pages: _Pages) -> APIRouter:
    router = APIRouter()

    @router.post("/login", max_body_size=_LARGEST_FORM_BYTES)
    async def login(request: Request) -> Response:
        form = await _form(request)
        refused = "The name, the password or the code is wrong."
        if not same_origin(request):
            return pages.write("login.html", request, status=403, problem=refused)
        try:
            person = await sign_in.known(request, form)
        except Problem as problem:
            answer = pages.write(
                "login.html",
                request,
                status=problem.status,
                problem="Too many tries. Wait a quarter of an hour.",
            )
            answer.headers.update(problem.headers)
            return answer
        if person is None:
            return pages.write("login.html", request, status=403, problem=refused)
        inside = RedirectResponse("/desk", status_code=303, headers=_HEADERS)
        await sign_in.open(request, person, inside)
        return inside

    @router.post("/logout", max_body_size=_LARGEST_FORM_BYTES)
    async def logout(request: Request) -> Response:
        if not same_origin(request):
            raise Problem(403, "This did not come from the desk's own page")
        answer = RedirectResponse("/desk", status_code=303, headers=_HEADERS)
        await sign_in.end(request, answer)
        return answer

    return router


def _assets() -> APIRouter:
    router = APIRouter(prefix="/assets")
    files = {name: _read(name) for name in _ASSETS}

    @router.get("/{name}")
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
        return Response(files[name], media_type=_ASSETS[name], headers=headers)

    return router


def _own_account(sign_in: SignIn) -> APIRouter:
    """Give what people change of their own account; a reader may, too."""
    router = APIRouter(prefix="/me")
    people = sign_in.door.people

    async def me(request: Request, form: Mapping[str, str]) -> Person:
        cookie = cookie_of(request)
        person = await sign_in.door.person(cookie)
        right = same_origin(request) and form.get("csrf") == csrf_of(cookie)
        if person is None or not right:
            raise Problem(403, "This did not come from the desk's own page")
        account, address = person.id, address_of(request)
        if wait := await sign_in.door.sign_ins.wait_s(address, account):
            raise too_many(wait)
        if not await sign_in.passwords.fits(form.get("password", ""), person.password_hash):
            raise Problem(403, "The password is wrong")
        await sign_in.door.sign_ins.was_right(address, account)
        return person

    @router.post("/password", max_body_size=_LARGEST_FORM_BYTES)
    async def password(request: Request) -> dict[str, bool]:
        form = await _form(request)
        person = await me(request, form)
        new = form.get("new", "")
        if not SHORTEST_PASSWORD <= len(new) <= LONGEST_PASSWORD:
            raise Problem(
                422, "The new password is too short", f"At least {SHORTEST_PASSWORD} signs."
            )
        await people.change(person.id, password_hash=await sign_in.passwords.hash(new))
        await people.end_sessions(person.id, but=hashed(cookie_of(request)))
        await sign_in.audit.note(
            "password_changed", by=person.name, about=person.name, at=clock.now()
        )
        return {"changed": True}

    @router.post("/second-factor", max_body_size=_LARGEST_FORM_BYTES)
    async def second_factor(request: Request) -> dict[str, str]:
        person = await me(request, await _form(request))
        secret = new_second_factor()
        await people.change(person.id, totp=secret, totp_step=0)
        await sign_in.audit.note(
            "second_factor_made", by=person.name, about=person.name, at=clock.now()
        )
        return {"secret": secret, "uri": second_factor_uri(secret, person.name)}

    @router.post("/sessions", max_body_size=_LARGEST_FORM_BYTES)
    async def end_others(request: Request) -> dict[str, bool]:
        person = await me(request, await _form(request))
        await people.end_sessions(person.id, but=hashed(cookie_of(request)))
        return {"ended": True}

    return router


def _read(name: str) -> str:
    folder = resources.files("services.moderation.desk.pages")
    return (folder / name).read_text(encoding="utf-8")


async def _form(request: Request) -> dict[str, str]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM_BYTES:
            raise Problem(413, "The form is too large")
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    except ValueError as error:
        raise Problem(422, "The form has too many fields") from error
    return {name: values[0] for name, values in fields.items()}

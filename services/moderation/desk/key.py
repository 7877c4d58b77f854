"""Edge: who may use the desk: a bearer of its token, or a browser's session.

A browser's changing request must also show the session's CSRF token and come from our own
page; a bearer needs neither, since no other site can make a browser send one.
"""

from __future__ import annotations

import hmac

from fastapi import Request
from pydantic import SecretStr

from services.moderation.desk.sessions import COOKIE, csrf_of, who_is
from shared import clock
from shared.problems import Problem

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class DeskKey:
    """Lets in whoever has the desk's token; `person` is the name in a session."""

    callers: tuple[str, ...] = ("desk",)

    def __init__(self, token: SecretStr | None) -> None:
        self._token = token.get_secret_value() if token else None

    @property
    def token(self) -> str:
        """The desk's token; without one the desk is closed to everybody."""
        if not self._token:
            raise Problem(
                503,
                "The desk is closed",
                "No desk token is set. Set COPYDESK_DESK_TOKEN (or COPYDESK_DESK_TOKEN_FILE) "
                "for moderation, then call with it as bearer token.",
            )
        return self._token

    def admits(self, given: str) -> bool:
        """Compare without telling by the time how much was right."""
        return hmac.compare_digest(given.encode(), self.token.encode())

    def person(self, request: Request) -> str | None:
        """Give the name in the request's session, if it has a valid one."""
        session = request.cookies.get(COOKIE, "")
        return who_is(self.token, session, now=clock.now()) if session else None

    def __call__(self, request: Request) -> None:
        """Refuse a request without token or session."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.admits(given.strip()):
            request.state.person = None
            return
        person = self.person(request)
        if given or person is None:
            raise Problem(
                401,
                "This call is for the desk",
                "Send `Authorization: Bearer <COPYDESK_DESK_TOKEN>`, or sign in at /desk.",
                headers={"WWW-Authenticate": "Bearer"},
            )
        if request.method not in READING:
            self._guard(request)
        request.state.person = person

    def _guard(self, request: Request) -> None:
        expected = csrf_of(self.token, request.cookies.get(COOKIE, ""))
        given = request.headers.get("x-csrf-token", "")
        if not (
            same_origin(request) and hmac.compare_digest(given.encode(), expected.encode())
        ):
            raise Problem(
                403,
                "This did not come from the desk's own page",
                "Reload the desk and try again; programs use the bearer token.",
            )


def same_origin(request: Request) -> bool:
    """Tell whether a browser sent this from a page of ours; without an Origin it is not."""
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "") != ""

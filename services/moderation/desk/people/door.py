"""Edge: who is calling: a person's browser, a machine's token, or the shared desk token.

A browser's changing request must also show the session's CSRF token and come from our own
page; a bearer needs neither, since no other site can make a browser send one.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Sequence

from fastapi import Request
from pydantic import SecretStr

from services.moderation.desk.people.accounts import (
    SHARED,
    Caller,
    Person,
    Role,
    csrf_of,
    hashed,
    lesser,
    may,
)
from services.moderation.desk.people.storage import PeopleStore
from shared import clock
from shared.doors.callers import Only
from shared.doors.throttle import SignIns
from shared.problems import Problem

SECURE_COOKIE = "__Host-desk"
PLAIN_COOKIE = "desk"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Door:
    """Lets in whoever is known, for what their role may do."""

    callers: tuple[str, ...] = ("desk",)

    def __init__(
        self,
        people: PeopleStore,
        sign_ins: SignIns,
        *,
        shared_token: SecretStr | None,
        shared_role: Role,
        sso_header: str | None,
        sso_proxies: Sequence[_Network],
    ) -> None:
        self.people = people
        self.sign_ins = sign_ins
        self.chief = Only(("desk",), self._chief)
        self._shared = shared_token.get_secret_value() if shared_token else None
        self._shared_role: Role = shared_role
        self._sso_header = sso_header
        self._sso_proxies = sso_proxies

    async def __call__(self, request: Request) -> None:
        """Refuse who is not known, and a reader who would change something."""
        caller = await self._caller(request)
        request.state.caller = caller
        if request.method not in _READING:
            self._needs(caller, "moderator")

    async def _chief(self, request: Request) -> None:
        self._needs(caller_of(request), "chief")

    @staticmethod
    def _needs(caller: Caller, role: Role) -> None:
        if not may(caller.role, role):
            raise Problem(
                403,
                f"This takes a {role}",
                f"{caller.name} is a {caller.role}.",
                role=caller.role,
                needs=role,
            )

    async def _caller(self, request: Request) -> Caller:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if given:
            return await self._bearer(scheme, given.strip())
        cookie = cookie_of(request)
        person = await self.person(cookie)
        if person is None:
            raise _who_are_you()
        if request.method not in _READING:
            _guard(request, cookie)
        return Caller(name=person.name, role=person.role, session=hashed(cookie))

    async def person(self, cookie: str) -> Person | None:
        """Give whose browser it is."""
        return await self.people.whose_session(hashed(cookie), clock.now()) if cookie else None

    async def _bearer(self, scheme: str, given: str) -> Caller:
        if scheme.lower() != "bearer":
            raise _who_are_you()
        if self._shared and hmac.compare_digest(given.encode(), self._shared.encode()):
            return Caller(name=SHARED, role=self._shared_role)
        token = await self.people.token(hashed(given), clock.now())
        if token is not None:
            owner = await self.people.person(token.name)
            if owner is None:
                return Caller(name=token.name, role=token.role)
            if not owner.disabled:
                return Caller(name=owner.name, role=lesser(owner.role, token.role))
        if not self._shared and not await self.people.tokens():
            raise Problem(
                503,
                "The desk is closed to programs",
                "No token is set. Set COPYDESK_DESK_TOKEN (or COPYDESK_DESK_TOKEN_FILE) for "
                "moderation, or make one with `copydesk user token`.",
            )
        raise _who_are_you()

    async def by_single_sign_on(self, request: Request) -> tuple[bool, Person | None]:
        """Tell whether a proxy of ours has signed somebody in, and whose account it is."""
        if not self._sso_header or request.client is None:
            return False, None
        name = request.headers.get(self._sso_header, "")
        try:
            peer = ipaddress.ip_address(request.client.host)
        except ValueError:
            return False, None
        if not name or not any(peer in network for network in self._sso_proxies):
            return False, None
        person = await self.people.person(name)
        return True, None if person is None or person.disabled else person


def caller_of(request: Request) -> Caller:
    """Give who makes the request, once the door has let them in."""
    caller: Caller = request.state.caller
    return caller


def cookie_of(request: Request) -> str:
    """Give the session's secret. The plain cookie counts only where there is no TLS."""
    if secure := request.cookies.get(SECURE_COOKIE, ""):
        return secure
    proto = request.headers.get("x-forwarded-proto", request.url.scheme)
    return "" if proto == "https" else request.cookies.get(PLAIN_COOKIE, "")


def over_tls(request: Request) -> bool:
    """Tell whether the browser came by TLS, or from this machine, which is as good."""
    scheme, _, host = request.headers.get("origin", "").partition("://")
    if not scheme:
        scheme, host = request.url.scheme, request.headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return scheme == "https" or name in _LOOPBACK


def same_origin(request: Request) -> bool:
    """Tell whether a browser sent this from a page of ours; without an Origin it is not."""
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "") != ""


def address_of(request: Request) -> str:
    """Give where a request came from."""
    return request.client.host if request.client else ""


def too_many(wait_s: int) -> Problem:
    """Answer who guesses too often."""
    return Problem(
        429,
        "Too many tries",
        f"Try again in {wait_s} seconds.",
        headers={"Retry-After": str(wait_s)},
    )


def _guard(request: Request, cookie: str) -> None:
    given = request.headers.get("x-csrf-token", "")
    if not (
        same_origin(request) and hmac.compare_digest(given.encode(), csrf_of(cookie).encode())
    ):
        raise Problem(
            403,
            "This did not come from the desk's own page",
            "Reload the desk and try again; programs use a bearer token.",
        )


def _who_are_you() -> Problem:
    return Problem(
        401,
        "This call is for the desk",
        "Send `Authorization: Bearer …` with a token of the desk, or sign in at /desk.",
        headers={"WWW-Authenticate": "Bearer"},
    )

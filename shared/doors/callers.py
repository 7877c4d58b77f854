"""Who may make a call: a guard that a route names, asked before its body is read."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol, runtime_checkable

from fastapi import Depends, FastAPI, Request
from fastapi.routing import iter_route_contexts
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import SecretStr

from shared.problems import Problem

EVERYONE = "everyone"


@runtime_checkable
class Guard(Protocol):
    """A dependency that lets some callers in and answers the others with a `Problem`.

    A route names it by `Depends`. It is asked before the body is read, and by FastAPI after
    that, so it must not mind being asked twice.
    """

    callers: tuple[str, ...]
    """`source`, `site`, `desk`, `operator`, `everyone`; for the table in docs/security.md."""

    def __call__(self, request: Request) -> Awaitable[None] | None:
        """Let the request pass, or raise a Problem."""


class Only:
    """A guard made of a function."""

    def __init__(
        self, callers: tuple[str, ...], check: Callable[[Request], Awaitable[None]]
    ) -> None:
        self.callers = callers
        self._check = check

    async def __call__(self, request: Request) -> None:
        """Ask the function."""
        await self._check(request)


class Bearers:
    """Lets in who shows one of a few fixed tokens, each of which has a name."""

    def __init__(
        self, tokens: Mapping[str, SecretStr | None], *, refusal: Callable[[], Problem]
    ) -> None:
        self.callers = tuple(tokens)
        self._tokens = {
            name: token.get_secret_value().encode()
            for name, token in tokens.items()
            if token and token.get_secret_value()
        }
        self._refusal = refusal

    async def __call__(self, request: Request) -> None:
        """Refuse whoever shows none of them."""
        self.name_of(request)

    def name_of(self, request: Request) -> str:
        """Tell whose token the request shows; it is refused where it is nobody's."""
        found = self._found(request)
        if not found:
            raise self._refusal()
        return found[0]

    def knows(self, request: Request) -> bool:
        """Tell whether the request shows one of the tokens."""
        return bool(self._found(request))

    def _found(self, request: Request) -> list[str]:
        given = credential_of(request.headers).encode()
        # A list: every token is compared, so that the time taken tells nothing.
        return [
            name for name, token in self._tokens.items() if hmac.compare_digest(given, token)
        ]


_OPERATOR = HTTPBearer(
    scheme_name="operator", description="COPYDESK_OPERATOR_TOKEN", auto_error=False
)


class OperatorOnly:
    """Lets only the operator in: `Authorization: Bearer` with COPYDESK_OPERATOR_TOKEN."""

    callers: tuple[str, ...] = ("operator",)

    async def __call__(
        self,
        request: Request,
        _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_OPERATOR)] = None,
    ) -> None:
        """Refuse others, and everybody while no token is set."""
        if _operator_token(request) is None:
            raise Problem(
                503,
                "No operator token is set",
                "Set COPYDESK_OPERATOR_TOKEN for this service, then call with it as bearer "
                "token.",
            )
        if not self.knows(request):
            raise Problem(
                401,
                "This call is for the operator",
                "Send `Authorization: Bearer <COPYDESK_OPERATOR_TOKEN>`.",
                headers={"WWW-Authenticate": "Bearer"},
            )

    def knows(self, request: Request) -> bool:
        """Tell whether it is the operator who asks."""
        token = _operator_token(request)
        given = credential_of(request.headers).encode()
        return token is not None and hmac.compare_digest(given, token)


def _operator_token(request: Request) -> bytes | None:
    token = request.app.state.operator_token
    return token.get_secret_value().encode() if token and token.get_secret_value() else None


def credential_of(headers: Mapping[str, str]) -> str:
    """Give the bearer token, or the `X-API-Key`, that a request shows."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return headers.get("x-api-key", "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One method of one route: who may make it, and what of it the doors must know."""

    method: str
    path: str
    callers: tuple[str, ...]
    guards: tuple[Guard, ...]
    largest_body: int | None
    """In bytes; None where the route says nothing of it."""


def calls_of(app: FastAPI) -> Iterator[Call]:
    """Give the calls of an app in the order they are matched."""
    for route in iter_route_contexts(app.routes):
        if route.path is None or route.methods is None:
            continue
        guards = tuple(
            depends.dependency
            for depends in getattr(route, "dependencies", ())
            if isinstance(depends.dependency, Guard)
        )
        callers = guards[0].callers if guards else (EVERYONE,)
        for guard in guards[1:]:
            callers = tuple(each for each in callers if each in guard.callers)
        for method in sorted(route.methods):
            yield Call(
                method=method,
                path=route.path,
                callers=callers,
                guards=guards,
                largest_body=getattr(route, "max_body_size", None),
            )

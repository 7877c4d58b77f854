"""Errors over HTTP: RFC 9457 problem details, never a traceback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

MEDIA_TYPE = "application/problem+json"


class Problem(HTTPException):
    """An answer that says what is wrong, where, and what the caller can do.

    `errors` holds `{"pointer" | "xpath" | "line", "detail", "fix"}` (SHAPES, “Intake”).
    """

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        # An HTTPException, so that FastAPI lets it pass where it reads a body.
        super().__init__(status, title)
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = errors
        self.headers: dict[str, str] = dict(headers or {})
        self.members = members

    def to_json(self) -> dict[str, Any]:
        """Write the problem as the body of an answer."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = [dict(error) for error in self.errors]
        return body | self.members

    def to_response(self) -> Response:
        """Write the problem as `application/problem+json`."""
        return Response(
            orjson.dumps(self.to_json()),
            status_code=self.status,
            media_type=MEDIA_TYPE,
            headers=self.headers,
        )


def ended_early() -> Problem:
    """Answer who hung up: nobody reads it, but without it the log has a fault of ours."""
    return Problem(400, "The request ended early")


def answer_problems(app: FastAPI) -> None:
    """Let every error of the app leave as a problem."""

    @app.exception_handler(Problem)
    async def _problem(_request: Request, problem: Problem) -> Response:
        return problem.to_response()

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        title = HTTPStatus(error.status_code).phrase
        detail = str(error.detail) if error.detail != title else ""
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            # Starlette names the methods of the first route only.
            headers["Allow"] = ", ".join(_allowed(app, request))
        return Problem(error.status_code, title, detail, headers=headers).to_response()

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> Response:
        errors = [
            {
                "pointer": "/" + "/".join(str(part) for part in problem["loc"]),
                "detail": problem["msg"],
                "fix": "See the API's description at /docs.",
            }
            for problem in error.errors()
        ]
        return Problem(422, "The request does not fit this call", errors=errors).to_response()

    @app.exception_handler(UnicodeEncodeError)
    async def _unwritable(_request: Request, _error: UnicodeEncodeError) -> Response:
        # JSON may name half of a pair; no store takes it, so it can only be the caller's.
        detail = "Some text in it has half of a surrogate pair, which is no character."
        return Problem(422, "The request does not fit this call", detail).to_response()

    @app.exception_handler(ClientDisconnect)
    async def _hung_up(_request: Request, _error: ClientDisconnect) -> Response:
        return ended_early().to_response()

    @app.exception_handler(Exception)
    async def _unexpected(_request: Request, _error: Exception) -> Response:
        # Starlette raises it again after the answer, so that the server's log has the stack.
        detail = "The fault is ours and is logged; nothing was lost. Try again."
        return Problem(500, "Something went wrong here", detail).to_response()


def _allowed(app: FastAPI, request: Request) -> list[str]:
    return [
        method
        for method in ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in app.routes
        )
    ]

"""The OpenAPI description of a service: what FastAPI writes, with errors as they really are.

Every error of ours is a problem (RFC 9457), also where FastAPI would promise its own 422.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp

from shared.problems import MEDIA_TYPE

_INTEGER = {"schema": {"type": "integer", "minimum": 0}}
_RETRY_AFTER = {"description": "Seconds to wait.", **_INTEGER}
_CHALLENGE = {
    "description": "How to say who you are.",
    "required": True,
    "schema": {"type": "string"},
}
_SAID = {
    400: "The request itself is malformed.",
    401: "Who calls is not known, or may not.",
    403: "Not now, or not by you.",
    404: "There is no such thing, or it is not yours to see.",
    408: "The request came too slowly.",
    409: "Something else is happening to it.",
    413: "Too large.",
    415: "A media type or encoding that is not read here.",
    422: "It was read, and cannot be taken as it is; `errors` say where and what to do.",
    429: "Too much at once.",
    502: "A server that had to be asked gave no good answer.",
    503: "Not now: something is behind or away. Try again.",
}
_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": _CHALLENGE},
    429: {"Retry-After": _RETRY_AFTER | {"required": True}},
    503: {"Retry-After": _RETRY_AFTER},
}


class Fault(BaseModel):
    """One thing that is wrong: where (one of pointer, xpath, line), why, and the way out."""

    pointer: str | None = Field(None, description="JSON pointer (RFC 6901)")
    xpath: str | None = None
    line: int | None = Field(None, ge=1)
    detail: str
    fix: str


class ProblemDetails(BaseModel):
    """An error, by RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[Fault] | None = None


Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """Describe the errors a call may answer with, for FastAPI's `responses`."""
    return {
        status: {
            "description": _SAID[status],
            "headers": _HEADERS.get(status, {}),
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
            },
        }
        for status in statuses
    }


class App(FastAPI):
    """FastAPI that describes its errors as they are, behind the doors it is given."""

    doors: Callable[[ASGIApp], ASGIApp] | None = None

    def build_middleware_stack(self) -> ASGIApp:
        """Put the doors before all else: what they refuse has met nothing of ours."""
        inner = super().build_middleware_stack()
        return inner if self.doors is None else self.doors(inner)

    def openapi(self) -> dict[str, Any]:
        """Give the description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _with_problems(super().openapi())
        return self.openapi_schema


def _with_problems(described: dict[str, Any]) -> dict[str, Any]:
    for calls in described["paths"].values():
        for call in calls.values():
            responses = call.get("responses", {})
            if "HTTPValidationError" in repr(responses.get("422")):
                responses["422"] = problems(422)[422]
            if "422" in responses and "requestBody" in call:
                responses.setdefault("400", problems(400)[400])
    schemas = described.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    written = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(written.pop("$defs"))
    schemas["ProblemDetails"] = written
    return described

"""Calls to the services, by whoever holds the newsroom's tokens."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from services.control.machine.roster import read_roster
from services.control.machine.tokens import DESK, OPERATOR, read_tokens
from services.control.terminal import CommandError

Model = TypeVar("Model", bound=BaseModel)

_TIMEOUT_S = 30.0


class RefusedError(CommandError):
    """A service said no; `status` and `problem` are its own."""

    def __init__(
        self,
        message: str,
        status: int,
        problem: Mapping[str, Any],
        retry_after_s: float | None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.problem = problem
        self.title = str(problem.get("title") or f"status {status}")
        self.retry_after_s = retry_after_s


class Calls:
    """The services of one newsroom: the one up on a data directory, or wherever it is said.

    `COPYDESK_INGEST_URL`, `COPYDESK_MODERATION_URL` and so on outweigh the directory.
    """

    def __init__(self, data: Path, environment: Mapping[str, str] | None = None) -> None:
        self._data = data
        self._environment = os.environ if environment is None else environment
        self._client = httpx.Client(timeout=_TIMEOUT_S, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def url(self, service: str) -> str:
        """Tell where a service answers."""
        if url := self._environment.get(f"COPYDESK_{service.upper()}_URL"):
            return url.rstrip("/")
        roster = read_roster(self._data)
        if roster is None:
            raise CommandError(
                f"no newsroom is up on {self._data}; start one with "
                f"`copydesk up --data {self._data}`, or say where {service} is with "
                f"COPYDESK_{service.upper()}_URL"
            )
        return roster.url(service)

    def operations(self, service: str) -> str:
        """Tell where a service answers the operator: on the port of its own, where one is set.

        COPYDESK_OPERATIONS_PORT is then the same for every service, as in the containers.
        """
        url = self.url(service)
        port = self._environment.get("COPYDESK_OPERATIONS_PORT")
        if not port or not self._environment.get(f"COPYDESK_{service.upper()}_URL"):
            return url
        return str(httpx.URL(url).copy_with(port=int(port))).rstrip("/")

    def operator(self) -> str:
        """Give the operator's token."""
        return self._token(OPERATOR)

    def desk(self) -> str:
        """Give the token of the desk's API."""
        return self._token(DESK)

    def _token(self, name: str) -> str:
        token = read_tokens(self._data, self._environment).get(name)
        if token is None:
            raise CommandError(
                f"{name} is not set, and {self._data} has no tokens.json with it"
            )
        return token

    def ask(
        self,
        method: str,
        url: str,
        *,
        token: str | None = None,
        json: object = None,
        content: bytes | None = None,
        params: Mapping[str, str] | Mapping[str, int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Ask, and turn a refusal or no answer into an error that says what to do."""
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        try:
            response = self._client.request(
                method,
                url,
                json=json,
                content=content,
                params=None if params is None else dict(params),
                headers=sent,
            )
        except httpx.HTTPError as error:
            raise CommandError(f"{url} does not answer: {error}") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise CommandError(f"{url!r} cannot be asked for: {error}") from error
        if response.is_success:
            return response
        raise _refusal(response)

    def read(self, response: httpx.Response, model: type[Model]) -> Model:
        """Read an answer; one that is not what SHAPES says is an error, with its place."""
        try:
            return model.model_validate_json(response.content)
        except ValidationError as error:
            message = f"{response.request.url} answered something unexpected: {error}"
            raise CommandError(message) from error


def _refusal(response: httpx.Response) -> RefusedError:
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    if not isinstance(problem, dict):
        problem = {}
    what = problem.get("title") or response.reason_phrase
    lines = [f"{response.request.url} says {response.status_code} {what}"]
    if detail := problem.get("detail"):
        lines.append(str(detail))
    for part in problem.get("errors") or ():
        place = part.get("pointer") or part.get("xpath") or part.get("line") or ""
        fix = f" ({part['fix']})" if part.get("fix") else ""
        lines.append(f"  {place}: {part.get('detail', '')}{fix}")
    after = response.headers.get("retry-after", "")
    retry_after_s = float(after) if after.isdigit() else None
    return RefusedError("\n".join(lines), response.status_code, problem, retry_after_s)

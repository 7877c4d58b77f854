"""`copydesk send`: files to intake, as a wire would send them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.control.calls import Calls, RefusedError
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.commands.stories.explain import in_colour
from services.control.commands.texts import MediaType, content_of, guess
from services.control.keys import forget_key, key_of
from services.control.terminal import CommandError, err, out, say, say_json

_UNAUTHORIZED = 401
_TRY_AGAIN = frozenset({429, 503})
_PATIENCE_S = 120.0
"""How long in all a file is offered to an intake that asks us to come back later."""


def send(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Wire copy.")],
    *,
    source: Annotated[
        str, typer.Option(help="The source to send as; it is made where there is none.")
    ] = "local",
    key: Annotated[
        str | None,
        typer.Option(envvar="COPYDESK_SOURCE_KEY", help="The source's key, if you have it."),
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="Intake's address, instead of the local newsroom's.")
    ] = None,
    media_type: MediaType = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Post files to intake and say what became of each; exit code 1 if one was refused."""
    if url is not None and key is None:
        raise typer.BadParameter("another intake than the local one needs --key")
    answers: list[dict[str, Any]] = []
    with Calls(data) as calls:
        desk = _Sender(calls, data, source, key, (url or calls.url("ingest")).rstrip("/"))
        for file in _with_progress(files):
            answer = desk.send(file, media_type)
            answers.append(answer)
            if not as_json:
                say(_line(answer))
    if as_json:
        say_json(answers)
    if any(answer["status"] >= httpx.codes.BAD_REQUEST for answer in answers):
        raise typer.Exit(1)


class _Sender:
    def __init__(
        self, calls: Calls, data: Path, source: str, key: str | None, url: str
    ) -> None:
        self._calls = calls
        self._data = data
        self._source = source
        self._given_key = key
        self._url = url

    def send(self, file: Path, media_type: str | None) -> dict[str, Any]:
        """Offer one file, again later where intake asks for it."""
        content = content_of(file)
        kind = media_type or guess(file, content)
        deadline = time.monotonic() + _PATIENCE_S
        fresh = False
        while True:
            try:
                response = self._calls.ask(
                    "POST",
                    f"{self._url}/v1/articles",
                    token=self._given_key or key_of(self._calls, self._data, self._source),
                    content=content,
                    headers={"Content-Type": kind},
                )
            except RefusedError as error:
                if error.status == _UNAUTHORIZED and self._given_key is None and not fresh:
                    fresh = True
                    forget_key(self._data, self._source)
                    continue
                wait = error.retry_after_s or 1.0
                if error.status in _TRY_AGAIN and time.monotonic() + wait < deadline:
                    err.print(f"{error.title}; again in {wait:g} s", style="dim")
                    time.sleep(wait)
                    continue
                return {"file": str(file), "status": error.status, **error.problem}
            return {"file": str(file), "status": response.status_code, **_body(response)}


def _body(response: httpx.Response) -> dict[str, Any]:
    if "ndjson" in response.headers.get("content-type", ""):
        lines = [httpx.Response(200, content=line).json() for line in response.iter_lines()]
        return {"lines": lines}
    body = response.json()
    if not isinstance(body, dict):
        raise CommandError(f"{response.request.url} answered something unexpected: {body}")
    return body


def _line(answer: dict[str, Any]) -> str:
    file = escape(answer["file"])
    if "lines" in answer:
        states = [str(line.get("state") or line["status"]) for line in answer["lines"]]
        counted = ", ".join(f"{states.count(each)} {each}" for each in dict.fromkeys(states))
        return f"{file}: {counted}"
    if answer["status"] >= httpx.codes.BAD_REQUEST:
        faults = "".join(
            f"\n    {escape(str(fault.get('detail')))} ({escape(str(fault.get('fix', '')))})"
            for fault in answer.get("errors", [])
        )
        state = in_colour(str(answer.get("state", answer["status"])))
        return f"{file}: {state} {escape(str(answer.get('title', '')))}{faults}"
    items = answer.get("items") or [answer]
    repeat = " (a repeat)" if answer["status"] == httpx.codes.OK else ""
    return "\n".join(
        f"{file}: {in_colour(str(item['state']))}{repeat} as {item['article_id']} "
        f"revision {item['revision']}"
        for item in items
    )


def _with_progress(files: Sequence[Path]) -> Iterator[Path]:
    progress = Progress(
        TextColumn("sending"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal or not out.is_terminal,
    )
    with progress:
        yield from progress.track(files)

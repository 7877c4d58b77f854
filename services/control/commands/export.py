"""`copydesk export`: the whole site as files, from the published log.

It reads the log over HTTP as any site does, and writes the pages that publish would show.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import httpx
import orjson
import typer
from pydantic import SecretStr

from services.control.calls import Calls, RefusedError
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import CommandError, say
from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from services.publish.rows import Row
from shared.payloads import Arranged

_ROWS_AT_ONCE = 500
_LOOK_AGAIN_AFTER_S = 0.5
_AGAIN_AFTER_S = 2.0


class _Reading(SiteSettings):
    """What a closed log asks for."""

    events_token: SecretStr | None = None


def export(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    follow: Annotated[
        bool, typer.Option("--follow", help="Keep them in step with the log, until Ctrl-C.")
    ] = False,
    site_url: Annotated[
        str | None,
        typer.Option(help="Where readers will find the files; else COPYDESK_SITE_URL."),
    ] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Write the site as static files; what is killed goes first, and leaves a 410 marker."""
    with Calls(data) as calls:
        url = calls.url("publish")
        settings = SiteSettings()
        if site_url or "site_url" not in settings.model_fields_set:
            settings = SiteSettings(site_url=site_url or url)
        exported = Export(directory, settings, partial(_picture, calls, url))
        try:
            while True:
                try:
                    written = _step(calls, url, exported)
                except CommandError as error:
                    if not follow:
                        raise
                    say(f"{error}; trying again")
                    time.sleep(_AGAIN_AFTER_S)
                    continue
                if written or not follow:
                    _say(exported, written, as_json=as_json)
                if not follow:
                    return
                time.sleep(_LOOK_AGAIN_AFTER_S)
        finally:
            exported.close()


def _step(calls: Calls, url: str, exported: Export) -> int:
    """Read the log to its end, then write what it changed; give how many files."""
    if exported.sequence:
        last = list(_rows(calls, url, exported.sequence - 1, 1))
        if not exported.is_of(last[0] if last else None):
            exported.begin_anew()
    while rows := list(_rows(calls, url, exported.sequence, _ROWS_AT_ONCE)):
        exported.take(rows)
    answer = calls.ask("GET", f"{url}/v1/fronts", token=_token())
    exported.arrange(tuple(Arranged.model_validate(each) for each in answer.json()["fronts"]))
    return exported.flush(datetime.now(UTC))


def _rows(calls: Calls, url: str, after: int, limit: int) -> Iterator[Row]:
    answer: httpx.Response = calls.ask(
        "GET", f"{url}/v1/events", params={"after": after, "limit": limit}, token=_token()
    )
    for event in orjson.loads(answer.content)["events"]:
        yield _row_of(event)


def _picture(calls: Calls, url: str, path: str) -> bytes | None:
    """Fetch a picture; one that was killed meanwhile leaves no file, nor fails the others."""
    try:
        return calls.ask("GET", url + path).content
    except RefusedError:
        return None


def _row_of(event: Mapping[str, Any]) -> Row:
    """Read a row of the log as it was sent."""
    data = {**event.get("data", {})}
    item = data.pop("item", None)
    return Row(
        sequence=int(event["sequence"]),
        event_id=str(event.get("id", event["sequence"])),
        type=str(event["type"]),
        article_id=str(event.get("subject", "")),
        step=int(data.get("step", 0)),
        revision=int(data.get("revision", 0)),
        time=datetime.fromisoformat(event.get("time", "1970-01-01T00:00:00+00:00")),
        data=data,
        item=None if item is None else orjson.dumps(item).decode(),
        hash=data.get("hash"),
        is_redacted=bool(data.get("redacted")),
    )


def _token() -> str | None:
    secret = _Reading().events_token
    return secret.get_secret_value() if secret else None


def _say(exported: Export, written: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(orjson.dumps({"sequence": exported.sequence, "files": written}).decode())
    else:
        say(f"{written} files written, as of row {exported.sequence} of the log")

"""`copydesk watch`: the published log as it is written, or one story on its way."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Annotated

import httpx
import typer
from rich.markup import escape

from services.control.answers import Life, LogEvent, LogPage, Record
from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.commands.stories.explain import in_colour
from services.control.terminal import CommandError, err, say, say_line

_LOOK_AGAIN_AFTER_S = 0.5
_AGAIN_AFTER_S = 1.0
_SILENCE_S = 60.0
"""Longer than the stream's keep-alives are apart: nothing for this long means it broke."""

_STYLES = {
    "published": "green",
    "updated": "cyan",
    "corrected": "yellow",
    "killed": "red",
    "unpublished": "magenta",
}


def watch(
    article_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Follow this story instead of the log.")
    ] = None,
    after: Annotated[
        int | None,
        typer.Option(min=0, help="Begin after this sequence; 0 shows all. Else what is new."),
    ] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Follow what is published, until Ctrl-C; or one story, stage by stage."""
    with Calls(data) as calls:
        if article_id is not None:
            for record in _records(calls, article_id):
                _say_record(record, as_json=as_json)
            return
        url = calls.url("publish")
        start = _end_of_log(calls, url) if after is None else after
        for event in _follow(url, start):
            _say_event(event, as_json=as_json)


def _follow(url: str, after: int) -> Iterator[LogEvent]:
    """Read server-sent events for ever; where the line breaks, go on after the last one."""
    last = after
    timeout = httpx.Timeout(10, read=_SILENCE_S)
    while True:
        try:
            with httpx.stream(
                "GET",
                f"{url}/v1/events/stream",
                headers={"Last-Event-ID": f"{last:016}", "Accept": "text/event-stream"},
                timeout=timeout,
            ) as response:
                response.raise_for_status()
                for data in data_of(response.iter_lines()):
                    event = LogEvent.model_validate_json(data)
                    if int(event.sequence) > last:
                        last = int(event.sequence)
                        yield event
        except httpx.HTTPStatusError as error:
            raise CommandError(f"{url} says {error.response.status_code}") from error
        except httpx.HTTPError:
            err.print("the line broke; trying again …", style="dim")
        time.sleep(_AGAIN_AFTER_S)


def data_of(lines: Iterator[str]) -> Iterator[str]:
    """Give the data of each server-sent event; comments and other fields are passed over."""
    kind, data = "message", list[str]()
    for line in lines:
        if not line:
            if data and kind != "resync":
                yield "\n".join(data)
            kind, data = "message", []
        elif line.startswith("data:"):
            data.append(line.removeprefix("data:").removeprefix(" "))
        elif line.startswith("event:"):
            kind = line.removeprefix("event:").strip()


def _end_of_log(calls: Calls, url: str) -> int:
    last = 0
    while True:
        answer = calls.ask("GET", f"{url}/v1/events", params={"after": last, "limit": 1000})
        page = calls.read(answer, LogPage)
        if not page.events:
            return last
        last = int(page.events[-1].sequence)


def _records(calls: Calls, article_id: str) -> Iterator[tuple[int, Record]]:
    """Give each record of a story as it comes, for ever."""
    seen = set[tuple[int, str, str, str]]()
    url = f"{calls.url('ingest')}/v1/articles/{article_id}"
    while True:
        life = calls.read(calls.ask("GET", url, token=calls.operator()), Life)
        for revision in life.revisions:
            for record in revision.records:
                key = (
                    revision.revision, record.stage, record.outcome, record.at.isoformat()
                )  # fmt: skip
                if key not in seen:
                    seen.add(key)
                    yield revision.revision, record
        time.sleep(_LOOK_AGAIN_AFTER_S)


def _say_event(event: LogEvent, *, as_json: bool) -> None:
    if as_json:
        say_line(event.model_dump_json())
        sys.stdout.flush()
        return
    kind = event.type.split(".")[-2]
    style = _STYLES.get(kind, "default")
    at = event.time.astimezone().strftime("%H:%M:%S")
    what = escape(event.headline() or event.subject)
    say(f"{int(event.sequence):>6}  {at}  [{style}]{kind:<11}[/] {what}")


def _say_record(found: tuple[int, Record], *, as_json: bool) -> None:
    revision, record = found
    if as_json:
        line = record.model_dump_json()
        say_line(f'{{"revision":{revision},"record":{line}}}')
        sys.stdout.flush()
        return
    why = "; ".join(reason.explanation or reason.rule for reason in record.reasons)
    at = record.at.astimezone().strftime("%H:%M:%S")
    say(f"{at}  r{revision}  {record.stage:<10} {in_colour(record.outcome)}  {escape(why)}")

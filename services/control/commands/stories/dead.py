"""`copydesk dead`: what the stages gave up on, and what becomes of it."""

from __future__ import annotations

from typing import Annotated

import typer

from services.control.answers import DeadEntry
from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.machine.roster import SERVICES
from services.control.terminal import CommandError, say, say_json, say_table

app = typer.Typer(no_args_is_help=True, help="What the stages gave up on.")

_Limit = Annotated[
    int, typer.Option(min=1, max=1000, help="At most this many of each service.")
]
_Id = Annotated[str, typer.Argument(metavar="ID", help="As `copydesk dead list` shows it.")]


@app.command("list")
def list_dead(data: Data = DEFAULT_DATA, limit: _Limit = 100, as_json: AsJson = False) -> None:
    """List dead letters, newest first."""
    with Calls(data) as calls:
        found = [entry for _, entry in _find(calls, limit)]
    if as_json:
        say_json([entry.model_dump(mode="json") for entry in found])
        return
    rows = [
        (
            entry.id,
            entry.stream,
            entry.event_id or "?",
            entry.reason or "",
            entry.count or "",
            entry.last or "",
        )
        for entry in found
    ]
    columns = ("id", "stream", "event", "reason", "tries", "last")
    say_table(columns, rows, none="nothing is dead")


@app.command("show")
def show(dead_id: _Id, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show one dead letter whole: the entry as it came, the error, its stack."""
    with Calls(data) as calls:
        _, entry = _one(calls, dead_id)
    if as_json:
        say_json(entry.model_dump(mode="json"))
        return
    for name, value in entry.model_dump(mode="json", exclude={"fields", "stack"}).items():
        say_table(("", ""), [(name, value)], none="")
    for name, value in entry.fields.items():
        say_table(("", ""), [(f"entry.{name}", value)], none="")
    if entry.stack:
        say_table(("",), [(entry.stack,)], none="")


@app.command("replay")
def replay(
    dead_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]…", help="Which ones.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All there are.")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Put dead letters back into their streams; they pass the same guards as ever."""
    _each("POST", dead_ids or [], data, everything=everything, done="replayed")


@app.command("drop")
def drop(
    dead_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]…", help="Which ones.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All there are.")] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Delete dead letters for good."""
    _each("DELETE", dead_ids or [], data, everything=everything, done="dropped")


def _each(method: str, ids: list[str], data: Data, *, everything: bool, done: str) -> None:
    if not ids and not everything:
        raise typer.BadParameter("name dead letters by their ID, or say --all")
    with Calls(data) as calls:
        chosen = _find(calls, 1000) if everything else [_one(calls, one) for one in ids]
        for url, entry in chosen:
            end = "/replay" if method == "POST" else ""
            calls.ask(
                method,
                f"{url}/v1/dead/{entry.stream}/{entry.id}{end}",
                token=calls.operator(),
            )
            say(f"{done} {entry.stream} {entry.id}")
    if not chosen:
        say("nothing is dead")


def _one(calls: Calls, dead_id: str) -> tuple[str, DeadEntry]:
    for url, entry in _find(calls, 1000):
        if entry.id == dead_id:
            return url, entry
    raise CommandError(f"there is no dead letter {dead_id}; `copydesk dead list` shows them")


def _find(calls: Calls, limit: int) -> list[tuple[str, DeadEntry]]:
    """Ask each service for its own, and merge."""
    found = []
    for service in SERVICES:
        url = calls.operations(service)
        answer = calls.ask(
            "GET", f"{url}/v1/dead", token=calls.operator(), params={"limit": limit}
        )
        found += [(url, DeadEntry.model_validate(entry)) for entry in answer.json()["dead"]]
    return sorted(found, key=lambda each: each[1].last or "", reverse=True)

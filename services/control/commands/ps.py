"""`copydesk ps`: who works in the newsroom."""

from __future__ import annotations

from typing import Annotated

import typer

from services.control.commands.up import DEFAULT_DATA, Data
from services.control.roster import read_roster
from services.control.terminal import CommandError, say_json, say_table

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def ps(data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show the processes of the newsroom in --data, and where its servers are."""
    roster = read_roster(data)
    if roster is None:
        raise CommandError(
            f"no newsroom is up on {data}; `copydesk up --data {data}` starts one"
        )
    if as_json:
        say_json(roster.model_dump(mode="json"))
        return
    rows: list[tuple[object, ...]] = [
        (worker.service, worker.url, worker.pid) for worker in roster.services
    ]
    rows += [("redis", roster.redis_url, ""), ("mongo", roster.mongo_url, "")]
    say_table(("service", "address", "pid"), rows, none="")

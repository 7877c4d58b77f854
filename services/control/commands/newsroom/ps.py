"""`copydesk ps`: who works in the newsroom."""

from __future__ import annotations

from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.machine.roster import read_roster
from services.control.terminal import CommandError, say_json, say_table


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

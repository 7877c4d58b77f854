"""`copydesk quarantine`: what intake could not read; the bytes are kept."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import say, say_json, say_table

app = typer.Typer(no_args_is_help=True, help="What intake could not read.")


@app.command("list")
def list_quarantine(data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List what is quarantined, oldest first."""
    with Calls(data) as calls:
        url = f"{calls.operations('ingest')}/v1/quarantine"
        found = calls.ask("GET", url, token=calls.operator()).json()["quarantined"]
    if as_json:
        say_json(found)
        return
    rows = [
        (
            one.get("receipt", ""),
            one.get("source", ""),
            one.get("media_type", ""),
            "; ".join(str(fault.get("detail", "")) for fault in one.get("errors", ())),
        )
        for one in found
    ]
    say_table(("receipt", "source", "type", "why"), rows, none="nothing is quarantined")


@app.command("drop")
def drop(
    receipts: Annotated[list[str], typer.Argument(metavar="RECEIPT…", help="Which ones.")],
    data: Data = DEFAULT_DATA,
) -> None:
    """Delete what deliveries said, for good: no replay brings it back."""
    with Calls(data) as calls:
        for receipt in receipts:
            url = f"{calls.operations('ingest')}/v1/quarantine/{receipt}"
            calls.ask("DELETE", url, token=calls.operator())
            say(f"{receipt}: dropped")


@app.command("replay")
def replay(
    receipts: Annotated[list[str], typer.Argument(metavar="RECEIPT…", help="Which ones.")],
    media_type: Annotated[
        str | None, typer.Option(help="Read them as this, instead of as what they came.")
    ] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Read deliveries again, once it is known how; then they go their way."""
    params = {} if media_type is None else {"media_type": media_type}
    with Calls(data) as calls:
        for receipt in receipts:
            url = f"{calls.operations('ingest')}/v1/quarantine/{receipt}/replay"
            answer = calls.ask("POST", url, token=calls.operator(), params=params).json()
            for item in answer["items"]:
                state = escape(str(item["state"]))
                say(f"{receipt}: {state} as {item['article_id']} revision {item['revision']}")

"""`copydesk kills`: which sites had a killed story, and how far its kill is at each."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.text import Text

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import say_json, say_table

_STYLES = {
    "waiting": "yellow",
    "delivered": "green",
    "acknowledged": "bold green",
    "overdue": "bold red",
}


def kills(
    article_id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="The story's article_id; else the newest kills."),
    ] = None,
    *,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many kills.")] = 50,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show for each kill who had the story, over all channels, and who has taken it down."""
    with Calls(data) as calls:
        url = f"{calls.operations('publish')}/v1/kills"
        if article_id is not None:
            url = f"{url}/{article_id}"
        answer = calls.ask("GET", url, token=calls.operator(), params={"limit": limit})
        found: list[dict[str, Any]] = answer.json()["kills"]
    if as_json:
        say_json(found)
        return
    rows = [
        (
            kill["article_id"],
            kill["killed_at"],
            site["site"],
            site["channel"],
            Text(site["state"], style=_STYLES.get(site["state"], "")),
            site["at"] or "",
            site["attempts"],
            site["answer"],
        )
        for kill in found
        for site in kill["sites"] or [_NOBODY]
    ]
    columns = ("story", "killed", "site", "channel", "state", "at", "tries", "last answer")
    say_table(columns, rows, none="nothing was killed")


_NOBODY = {
    "site": "nobody had it",
    "channel": "",
    "state": "",
    "at": "",
    "attempts": "",
    "answer": "",
}

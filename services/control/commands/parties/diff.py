"""`copydesk diff`: what a site holds against what it should hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import CommandError, say_json, say_table


def diff(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help='What the site holds: `{"articles": [{"article_id", "step" | "hash"}]}`, '
            "or the list alone; - is standard input.",
            allow_dash=True,
            dir_okay=False,
        ),
    ],
    *,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="COPYDESK_SITE_TOKEN", help="A site's token: compare within its products."
        ),
    ] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Tell what a site is to delete, to update and to fetch."""
    held = _read(file)
    with Calls(data) as calls:
        url = f"{calls.url('publish')}/v1/diff"
        answer: dict[str, list[str]] = calls.ask(
            "POST", url, token=token or calls.operator(), json=held
        ).json()
    if as_json:
        say_json(answer)
        return
    rows = [(act, article_id) for act, ids in answer.items() for article_id in ids]
    say_table(("do", "story"), rows, none="nothing differs")


def _read(file: Path) -> dict[str, Any]:
    try:
        held = json.loads(sys.stdin.read() if str(file) == "-" else file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from error
    return held if isinstance(held, dict) else {"articles": held}

"""`copydesk export`: the whole site as files, from the published log."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import orjson
import typer

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import CommandError, say, say_line

_LOOK_AGAIN_AFTER_S = 0.5
_AGAIN_AFTER_S = 2.0


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
    # The site's pages and what draws them: no other command waits for them to be loaded.
    from services.control.far_log import FarLog  # noqa: PLC0415

    with Calls(data) as calls:
        log = FarLog(calls)
        exported = log.exported(directory, site_url)
        try:
            while True:
                try:
                    written = log.carry_into(exported)
                except CommandError as error:
                    if not follow:
                        raise
                    say(f"{error}; trying again")
                    time.sleep(_AGAIN_AFTER_S)
                    continue
                if written or not follow:
                    if as_json:
                        told = {"sequence": exported.sequence, "files": written}
                        say_line(orjson.dumps(told).decode())
                    else:
                        say(
                            f"{written} files written, as of row {exported.sequence} of the log"
                        )
                if not follow:
                    return
                time.sleep(_LOOK_AGAIN_AFTER_S)
        finally:
            exported.close()

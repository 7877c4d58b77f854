"""`copydesk policy`: what a newsroom lets pass, checked before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from services.control.commands.options import AsJson
from services.control.commands.texts import read_policy_file
from services.control.terminal import say, say_json

app = typer.Typer(no_args_is_help=True, help="What the newsroom lets pass.")

PolicyFile = Annotated[Path, typer.Argument(metavar="FILE", help="A policy, in TOML.")]


@app.command("check")
def check(file: PolicyFile, *, as_json: AsJson = False) -> None:
    """Check a policy: every mistake with its line and a fix, or the version it would have."""
    policy = read_policy_file(file)
    if as_json:
        say_json(policy.model_dump(mode="json"))
        return
    say(f"{escape(str(file))} is policy [bold]{escape(policy.version)}[/]")

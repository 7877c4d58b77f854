"""`copydesk`, the operator's command."""

from __future__ import annotations

import sys

import typer

from services.control.commands.ps import ps
from services.control.commands.up import up
from services.control.terminal import CommandError, err

app = typer.Typer(
    name="copydesk",
    help="Run a newsroom and see what it does.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(up)
app.command()(ps)


def run() -> None:
    """Start the command: exit code 0, 1 (it failed) or 2 (asked wrongly)."""
    try:
        app()
    except CommandError as error:
        err.print(f"copydesk: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(1)

"""`copydesk`, the operator's command."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True)


@app.callback()
def copydesk() -> None:
    """Run a newsroom and see what it does."""


def run() -> None:
    """Start the command; the entry point of the package."""
    app()

"""`copydesk`, the operator's command."""

from __future__ import annotations

import sys

import typer

from services.control.commands.newsroom.demo import demo
from services.control.commands.newsroom.ps import ps
from services.control.commands.newsroom.up import up
from services.control.commands.parties import (
    people,
    policies,
    products,
    secrets,
    sites,
    sources,
)
from services.control.commands.parties.diff import diff
from services.control.commands.stories import dead, quarantine
from services.control.commands.stories.explain import explain
from services.control.commands.stories.export import export
from services.control.commands.stories.kills import kills
from services.control.commands.stories.send import send
from services.control.commands.stories.watch import watch
from services.control.commands.texts import enrich, judge, parse
from services.control.terminal import CommandError, err

app = typer.Typer(
    name="copydesk",
    help="Run a newsroom and see what it does.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_RUNNING = "Run a newsroom"
_STORIES = "Its stories"
_OTHERS = "Who it deals with"
_TEXTS = "With no service running"

app.command(rich_help_panel=_RUNNING)(up)
app.command(rich_help_panel=_RUNNING)(ps)
app.command(rich_help_panel=_RUNNING)(demo)
app.command(rich_help_panel=_STORIES)(send)
app.command(rich_help_panel=_STORIES)(watch)
app.command(rich_help_panel=_STORIES)(explain)
app.command(rich_help_panel=_STORIES)(kills)
app.command(rich_help_panel=_STORIES)(export)
app.add_typer(dead.app, name="dead", rich_help_panel=_STORIES)
app.add_typer(quarantine.app, name="quarantine", rich_help_panel=_STORIES)
app.add_typer(sources.app, name="source", rich_help_panel=_OTHERS)
app.add_typer(sites.app, name="site", rich_help_panel=_OTHERS)
app.add_typer(products.app, name="product", rich_help_panel=_OTHERS)
app.command(rich_help_panel=_OTHERS)(diff)
app.add_typer(people.app, name="user", rich_help_panel=_OTHERS)
app.add_typer(people.audit, name="audit", rich_help_panel=_OTHERS)
app.add_typer(policies.app, name="policy", rich_help_panel=_OTHERS)
app.add_typer(secrets.app, name="secrets", rich_help_panel=_OTHERS)
app.command(rich_help_panel=_TEXTS)(parse)
app.command(rich_help_panel=_TEXTS)(enrich)
app.command(rich_help_panel=_TEXTS)(judge)


def run() -> None:
    """Start the command: exit code 0, 1 (it failed) or 2 (asked wrongly)."""
    try:
        app()
    except CommandError as error:
        err.print(f"copydesk: {error}", style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(1)

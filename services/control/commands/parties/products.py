"""`copydesk product`: filters with a name, that sites are given."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.commands.parties.sites import FILTER_HELP
from services.control.terminal import say, say_json, say_table

app = typer.Typer(no_args_is_help=True, help="Filters with a name, that sites are given.")

_Name = Annotated[str, typer.Argument(metavar="NAME", help="The product's id.")]


@app.command("add")
def add(
    name: _Name,
    *,
    filter_: Annotated[str, typer.Option("--filter", metavar="FILTER", help=FILTER_HELP)],
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Name a filter."""
    with Calls(data) as calls:
        url = f"{calls.operations('publish')}/v1/products"
        asked = {"product": name, "filter": filter_}
        answer = calls.ask("POST", url, token=calls.operator(), json=asked).json()
    if as_json:
        say_json(answer)
    else:
        say(f"{escape(name)}: {escape(filter_)}")


@app.command("list")
def list_products(*, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List the products."""
    with Calls(data) as calls:
        url = f"{calls.operations('publish')}/v1/products"
        found = calls.ask("GET", url, token=calls.operator()).json()["products"]
    if as_json:
        say_json(found)
        return
    rows = [(each["product"], each["filter"]) for each in found]
    none = "no products yet; `copydesk product add NAME --filter FILTER`"
    say_table(("product", "filter"), rows, none=none)


@app.command("remove")
def remove(name: _Name, *, data: Data = DEFAULT_DATA) -> None:
    """Forget a product that no site has any more."""
    with Calls(data) as calls:
        calls.ask(
            "DELETE",
            f"{calls.operations('publish')}/v1/products/{name}",
            token=calls.operator(),
        )
    say(f"{escape(name)} is forgotten")

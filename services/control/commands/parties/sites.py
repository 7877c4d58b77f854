"""`copydesk site`: downstream sites, what they may see, and what each is owed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.markup import escape

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import say, say_json, say_table

app = typer.Typer(no_args_is_help=True, help="Downstream sites, and what each is owed.")

_Name = Annotated[str, typer.Argument(metavar="NAME", help="The site's id.")]
FILTER_HELP = (
    "As in `section=world,business topic=medtop:11000000 place=FR language=en urgency<=3`."
)


class _Channel(StrEnum):
    """How a site takes what is told."""

    WEBHOOK = "webhook"
    POLL = "poll"
    SSE = "sse"
    STREAM = "stream"


class _State(StrEnum):
    """How far a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"


@app.command("add")
def add(
    name: _Name,
    *,
    channel: Annotated[
        _Channel | None,
        typer.Option(help="How it takes what is told; without it webhook, where it has a URL."),
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where its webhooks go.")] = None,
    filters: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="FILTER",
            help=f"{FILTER_HELP} Repeatable: it sees what any lets through.",
        ),
    ] = None,
    products: Annotated[
        list[str] | None,
        typer.Option("--product", metavar="PRODUCT", help="A named filter; repeatable."),
    ] = None,
    after: Annotated[
        int | None,
        typer.Option(
            min=0, help="Begin after this row of the log; 0 sends all. Else what is new."
        ),
    ] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Register a site and show its token, and a webhook's secret, this once."""
    asked = {
        "site": name,
        "channel": (channel or (_Channel.WEBHOOK if url else _Channel.POLL)).value,
        "url": url,
        "filters": filters or [],
        "products": products or [],
        "after": after,
    }
    _say_credentials(_ask(data, "POST", "", asked), as_json=as_json)


@app.command("list")
def list_sites(*, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List the sites."""
    found = _ask(data, "GET", "")["sites"]
    if as_json:
        say_json(found)
        return
    rows = [
        (
            site["site"],
            site["channel"],
            site.get("url") or "",
            " | ".join([*site["filters"], *site["products"]]) or "everything",
            site["read_to"] if site["channel"] != "webhook" else "",
            "" if site["is_enabled"] else f"off: {site.get('disabled_because') or 'by hand'}",
        )
        for site in found
    ]
    columns = ("site", "channel", "url", "sees", "log read to", "state")
    none = "no sites yet; `copydesk site add NAME --channel webhook --url URL`"
    say_table(columns, rows, none=none)


@app.command("show")
def show(name: _Name, *, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show a site."""
    found = _ask(data, "GET", f"/{name}")
    if as_json:
        say_json(found)
        return
    for field, value in found.items():
        say(f"{escape(field)}: {escape(str(value))}")


@app.command("rotate-secret")
def rotate_secret(name: _Name, *, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Make a new secret; the one before stays good beside it until the next change."""
    _say_credentials(_ask(data, "POST", f"/{name}/secret"), as_json=as_json)


@app.command("rotate-token")
def rotate_token(name: _Name, *, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Make a new token; the one before is refused within a second."""
    _say_credentials(_ask(data, "POST", f"/{name}/token"), as_json=as_json)


@app.command("enable")
def enable(name: _Name, *, data: Data = DEFAULT_DATA) -> None:
    """Send to a site again that was switched off after errors."""
    _ask(data, "POST", f"/{name}/enable")
    say(f"{escape(name)} is on")


@app.command("remove")
def remove(name: _Name, *, data: Data = DEFAULT_DATA) -> None:
    """Forget a site: nothing more is sent to it, not even a kill of what it has."""
    _ask(data, "DELETE", f"/{name}")
    say(f"{escape(name)} is forgotten")


@app.command("deliveries")
def deliveries(
    name: _Name,
    *,
    state: Annotated[_State, typer.Option(help="Which ones.")] = _State.DEAD,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """List what a site is owed, has, or could not be given."""
    found = _ask(data, "GET", f"/{name}/deliveries", params={"state": state.value})
    if as_json:
        say_json(found["deliveries"])
        return
    rows = [
        (
            one["article_id"],
            one["state"],
            "kill" if one["is_kill"] else "",
            one["attempts"],
            one["due_at"] or "",
            one["answer"] or "",
        )
        for one in found["deliveries"]
    ]
    columns = ("story", "state", "", "tries", "next", "last answer")
    say_table(columns, rows, none=f"nothing is {state.value}")


@app.command("retry")
def retry(
    name: _Name,
    article_id: Annotated[str, typer.Argument(metavar="ID", help="The story's article_id.")],
    *,
    data: Data = DEFAULT_DATA,
) -> None:
    """Try a delivery again now."""
    answer = _ask(data, "POST", f"/{name}/deliveries/{article_id}/retry")
    say(f"{escape(name)} {escape(article_id)}: {answer['state']}")


def _ask(
    data: Data,
    method: str,
    path: str,
    json: object = None,
    params: dict[str, str] | None = None,
) -> dict[str, Any]:
    with Calls(data) as calls:
        url = f"{calls.operations('publish')}/v1/sites{path}"
        answer: dict[str, Any] = calls.ask(
            method, url, token=calls.operator(), json=json, params=params
        ).json()
        return answer


def _say_credentials(answer: dict[str, Any], *, as_json: bool) -> None:
    shown = {key: answer[key] for key in ("site", "token", "secret") if key in answer}
    if as_json:
        say_json(shown)
        return
    for key in ("token", "secret"):
        if key in shown:
            say(f"{key} of {escape(shown['site'])}: [bold]{escape(shown[key])}[/]")
    say("[dim]Shown this once; others: copydesk site rotate-token, rotate-secret[/]")

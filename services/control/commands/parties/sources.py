"""`copydesk source`: the wires, their keys, rights and trust."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from services.control.calls import Calls, RefusedError
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.commands.texts import MediaType, content_of, guess
from services.control.keys import key_of
from services.control.terminal import CommandError, say, say_json, say_table

app = typer.Typer(no_args_is_help=True, help="The wires: their keys, rights and trust.")

_Name = Annotated[str, typer.Argument(metavar="NAME", help="The source's id.")]
_Rights = Annotated[
    list[str] | None,
    typer.Option(
        metavar="AGENCY",
        help="An agency whose copy it may carry, repeatable; `self` for a source of its own.",
    ),
]
_Poll = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Pull from here: a feed, a sitemap or an API (http, https), "
        "imaps://user@host/INBOX, ftps:// or sftp://user@host/DIR, s3://KEYID@BUCKET/PREFIX, "
        "or folder:NAME below COPYDESK_POLL_FOLDERS_ROOT.",
    ),
]
_Zone = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE",
        help="Where its clocks are (Europe/Berlin): times without a zone are read so.",
    ),
]
_Every = Annotated[int | None, typer.Option(min=1, metavar="SECONDS", help="How often.")]
_PolledType = Annotated[
    str | None, typer.Option(help="What it gives, where its server does not say it rightly.")
]
_NextField = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="An API's field with the next page's address, such as next_page."
    ),
]
_SecretFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Holds the password, API key or SSH key; - is stdin.",
    ),
]
_SecretHeader = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Send the key in this header, such as x-api-key."),
]

_Webhook = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="Tell the wire here, signed, what the desk sends back to it."
    ),
]

_NOT_FOUND = 404


class _Trust(StrEnum):
    """How far a wire's word goes."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class _Canonical(StrEnum):
    """Where the canonical link of a source's stories points."""

    US = "us"
    ORIGIN = "origin"


@app.command("add")
def add(
    name: _Name,
    *,
    rights: _Rights = None,
    trust: _Trust = _Trust.NORMAL,
    canonical: Annotated[_Canonical, typer.Option(help="Of its stories here.")] = _Canonical.US,
    zone: _Zone = None,
    rate_limit: Annotated[
        int | None, typer.Option(min=1, help="Items a minute it may send.")
    ] = None,
    signed: Annotated[
        bool, typer.Option("--signed", help="Its requests must be signed (Standard Webhooks).")
    ] = False,
    poll: _Poll = None,
    every: _Every = None,
    media_type: _PolledType = None,
    next_field: _NextField = None,
    secret_file: _SecretFile = None,
    secret_header: _SecretHeader = None,
    webhook: _Webhook = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Add a wire and show its key, this once; with --poll, pull from it too."""
    plan = _plan(
        poll=poll,
        every_s=every,
        media_type=media_type,
        next_field=next_field,
        secret=_secret(secret_file),
        secret_header=secret_header,
    )
    asked = {
        "source": name,
        "rights": rights or [],
        "trust": trust.value,
        "canonical": canonical.value,
        "signed": signed,
        **({"zone": zone} if zone else {}),
        **({} if rate_limit is None else {"rate_limit": rate_limit}),
    }
    _say_new(data, _ask(data, "POST", "", asked), webhook, as_json=as_json)
    if plan:
        try:
            _ask(data, "PUT", f"/{name}/poll", plan)
        except RefusedError as error:
            message = f"{name} is there, but is not polled: {error}\nTry `copydesk source poll`"
            raise CommandError(message) from error


def _say_new(data: Path, answer: dict[str, Any], webhook: str | None, *, as_json: bool) -> None:
    """Set the webhook and show what is shown once; the key also where there is no webhook."""
    name, untold = answer["source"], None
    if webhook:
        try:
            told = _ask(data, "PUT", f"/{name}/webhook", {"url": webhook})
            answer["webhook_secret"] = told.get("webhook_secret")
        except RefusedError as error:
            untold = error
    _say_key(answer, as_json=as_json)
    if untold:
        message = (
            f"{name} is there, but has no webhook: {untold}\nTry `copydesk source webhook`"
        )
        raise CommandError(message) from untold


@app.command("list")
def list_sources(data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List the wires."""
    found = _ask(data, "GET", "")["sources"]
    if as_json:
        say_json(found)
        return
    columns = ("source", "trust", "rights", "last item", "paused", "alerts")
    rows = [
        (
            source.get("source", ""),
            source.get("trust", ""),
            ", ".join(source.get("rights", ())),
            source.get("last_item_at") or "never",
            "yes" if source.get("paused") else "",
            "; ".join(alert["reason"] for alert in source.get("alerts", ())),
        )
        for source in found
    ]
    say_table(columns, rows, none="no sources yet; `copydesk source add NAME`")


@app.command("show")
def show(name: _Name, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show what is known of a wire and what it sent."""
    found = _ask(data, "GET", f"/{name}")
    for part in ("poll", "webhook"):
        try:
            found[part] = _ask(data, "GET", f"/{name}/{part}")
        except RefusedError as error:
            if error.status != _NOT_FOUND:
                raise
    if not as_json:
        usual = found.pop("usual_items_by_hour_of_week", [])
        found["usual items a week"] = round(sum(usual))
        found["alerts"] = [alert["reason"] for alert in found.get("alerts", ())]
        found["alerts_before"] = len(found.get("alerts_before", ()))
    _say_facts(found, as_json=as_json)


@app.command("poll")
def poll_it(
    name: _Name,
    url: Annotated[
        str | None, typer.Argument(metavar="URL", help="As in `source add --poll`.")
    ] = None,
    *,
    every: _Every = None,
    media_type: _PolledType = None,
    next_field: _NextField = None,
    secret_file: _SecretFile = None,
    secret_header: _SecretHeader = None,
    stop: Annotated[bool, typer.Option("--stop", help="Pull from it no more.")] = False,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Pull from a wire, in another way, or no more. At the same URL the secret stays."""
    if stop:
        _say_facts(_ask(data, "DELETE", f"/{name}/poll"), as_json=as_json)
        return
    if url is None:
        raise typer.BadParameter("say what to pull from: a URL, or --stop")
    plan = _plan(
        poll=url,
        every_s=every,
        media_type=media_type,
        next_field=next_field,
        secret=_secret(secret_file),
        secret_header=secret_header,
    )
    _say_facts(_ask(data, "PUT", f"/{name}/poll", plan), as_json=as_json)


@app.command("webhook")
def webhook_of(
    name: _Name,
    url: Annotated[
        str | None, typer.Argument(metavar="URL", help="A public http or https address.")
    ] = None,
    *,
    new_secret: Annotated[
        bool, typer.Option("--new-secret", help="Sign by another; the last signs along.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try at once what waits or was given up.")
    ] = False,
    stop: Annotated[bool, typer.Option("--stop", help="Tell it nothing more.")] = False,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Tell a wire at its webhook what the desk sends back to it, and show how that goes.

    A new address gets a new secret, shown once.
    """
    calls: dict[str, tuple[bool, str, str]] = {
        "URL": (url is not None, "PUT", ""),
        "--new-secret": (new_secret, "POST", "/rotate-secret"),
        "--retry": (retry, "POST", "/retry"),
        "--stop": (stop, "DELETE", ""),
    }
    asked = [(method, path) for wanted, method, path in calls.values() if wanted]
    if len(asked) > 1:
        raise typer.BadParameter(f"one at a time: {', '.join(calls)}")
    method, path = asked[0] if asked else ("GET", "")
    body = {"url": url} if url is not None else None
    answer = _ask(data, method, f"/{name}/webhook{path}", body)
    if answer.get("webhook_secret") is None:
        answer.pop("webhook_secret", None)
    _say_facts(answer, as_json=as_json)


@app.command("change")
def change(
    name: _Name,
    *,
    rights: _Rights = None,
    trust: _Trust | None = None,
    canonical: _Canonical | None = None,
    zone: _Zone = None,
    rate_limit: Annotated[
        int | None, typer.Option(min=1, help="Items a minute it may send.")
    ] = None,
    webhook: _Webhook = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Change a wire's rights, trust, limit or webhook; its keys stay, and what is not named."""
    named = {
        "rights": rights,
        "trust": trust and trust.value,
        "canonical": canonical and canonical.value,
        "zone": zone,
        "rate_limit": rate_limit,
    }
    asked = {field: value for field, value in named.items() if value is not None}
    if not asked and webhook is None:
        raise typer.BadParameter(
            "say what changes: --rights, --trust, --canonical, --zone, --rate-limit, --webhook"
        )
    facts = _ask(data, "PUT", f"/{name}", asked)
    if webhook is not None:
        facts["webhook"] = _ask(data, "PUT", f"/{name}/webhook", {"url": webhook})
    _say_facts(facts, as_json=as_json)


@app.command("rotate-key")
def rotate_key(name: _Name, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Give a wire another key; the one before stays good until the next rotation."""
    _say_key(_ask(data, "POST", f"/{name}/rotate-key"), as_json=as_json)


@app.command("rotate-secret")
def rotate_secret(name: _Name, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Let a wire sign by another secret; the one before stays good until the next rotation."""
    _say_facts(_ask(data, "POST", f"/{name}/rotate-secret"), as_json=as_json)


@app.command("pause")
def pause(name: _Name, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Take nothing more from a wire but kills and holds, and poll it no more."""
    _say_facts(_ask(data, "POST", f"/{name}/pause"), as_json=as_json)


@app.command("resume")
def resume(name: _Name, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Take copy from a wire again, and poll it within half a minute."""
    _say_facts(_ask(data, "POST", f"/{name}/resume"), as_json=as_json)


@app.command("test")
def try_out(
    name: _Name,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE…]", help="Wire copy; - is stdin. Without, it is polled."),
    ] = None,
    *,
    key: Annotated[
        str | None, typer.Option(envvar="COPYDESK_SOURCE_KEY", help="The source's key.")
    ] = None,
    media_type: MediaType = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show what intake would make of files from this wire, and every problem; keeps nothing.

    Without a file it is polled once, as a dry run: nothing is kept, marked or moved.
    """
    if not files:
        say_json(_ask(data, "POST", f"/{name}/poll/test"))
        return
    with Calls(data) as calls:
        url = f"{calls.url('ingest')}/v1/validate"
        token = key or key_of(calls, data, name)
        for file in files:
            content = content_of(file)
            kind = media_type or guess(file, content)
            answer = calls.ask(
                "POST", url, token=token, content=content, headers={"Content-Type": kind}
            )
            say_json({"file": str(file), **answer.json()})


def _ask(data: Path, method: str, path: str, json: object = None) -> dict[str, Any]:
    with Calls(data) as calls:
        url = f"{calls.operations('ingest')}/v1/sources{path}"
        answer: dict[str, Any] = calls.ask(
            method, url, token=calls.operator(), json=json
        ).json()
        return answer


def _plan(*, poll: str | None, **how: str | int | None) -> dict[str, Any] | None:
    given = {field: value for field, value in how.items() if value is not None}
    if poll is None:
        if given:
            raise typer.BadParameter("it is polled only with --poll URL")
        return None
    return {"url": poll, **given}


def _secret(file: Path | None) -> str | None:
    return None if file is None else content_of(file).decode().strip()


def _say_key(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json({name: value for name, value in answer.items() if value is not None})
        return
    say(f"key of {escape(answer['source'])}: [bold]{escape(answer['key'])}[/]")
    for what in ("signing_secret", "webhook_secret"):
        if secret := answer.get(what):
            say(f"{what.replace('_', ' ')}: [bold]{escape(secret)}[/]")
    say("[dim]It is shown this once; another: copydesk source rotate-key[/]")


def _say_facts(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json(answer)
        return
    for name, value in answer.items():
        if isinstance(value, dict):
            say(f"{escape(name)}:")
            for inner, shown in value.items():
                say(f"  {escape(inner)}: {escape(str(shown))}")
            continue
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        say(f"{escape(name)}: {escape(str(shown))}")

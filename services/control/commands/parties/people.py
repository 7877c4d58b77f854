"""`copydesk user` and `copydesk audit`: who may use the desk, and what they did."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

import typer
from rich.markup import escape

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import CommandError, say, say_json, say_line, say_table

app = typer.Typer(no_args_is_help=True, help="Who may use the desk.")
audit = typer.Typer(no_args_is_help=True, help="What people did, in a chain.")

_Name = Annotated[str, typer.Argument(metavar="NAME", help="The name, as it goes on record.")]


class _Role(StrEnum):
    """What somebody may do: read; decide; or stop whole stories, too."""

    READER = "reader"
    MODERATOR = "moderator"
    CHIEF = "chief"


_SecondFactor = Annotated[
    bool | None,
    typer.Option(
        "--totp/--no-totp", help="Make a second factor, for an authenticator app; or drop it."
    ),
]


@app.command("add")
def add(
    name: _Name,
    *,
    role: Annotated[_Role, typer.Option(help="What they may do.")] = _Role.MODERATOR,
    totp: _SecondFactor = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make an account and show its password, this once."""
    asked = {"name": name, "role": role.value, "totp": bool(totp)}
    _say_secret(_ask(data, "POST", "", asked), as_json=as_json)


@app.command("list")
def list_people(*, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """List accounts and machines' tokens."""
    found = _ask(data, "GET", "")
    if as_json:
        say_json(found)
        return
    rows = [
        (
            each["user"],
            each["role"],
            "disabled" if each["disabled"] else "",
            "second factor" if each["second_factor"] else "",
        )
        for each in found["people"]
    ]
    rows += [
        (each["name"], each["role"], "token", f"until {each['ends_at'][:10]}")
        for each in found["tokens"]
    ]
    columns = ("name", "role", "", "")
    say_table(columns, rows, none="nobody yet; `copydesk user add NAME --role chief`")


@app.command("disable")
def disable(name: _Name, *, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Close an account: its sessions and tokens end at once."""
    answer = _ask(data, "POST", f"/{quote(name)}/disable")
    if as_json:
        say_json(answer)
        return
    say(f"[bold]{escape(answer['user'])}[/] is out; {answer['tokens']} tokens ended")


@app.command("reset")
def reset(
    name: _Name,
    *,
    role: Annotated[_Role | None, typer.Option(help="Another role.")] = None,
    totp: _SecondFactor = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Give an account a new password, and open it again."""
    asked = {"role": role.value if role else None, "totp": totp}
    _say_secret(_ask(data, "POST", f"/{quote(name)}/reset", asked), as_json=as_json)


@app.command("token")
def token(
    name: _Name,
    *,
    role: Annotated[_Role, typer.Option(help="What it may do.")],
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it holds.")] = 90,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Make a bearer token for a machine and show it, this once."""
    answer = _ask(data, "POST", "/tokens", {"name": name, "role": role.value, "days": days})
    if as_json:
        say_json(answer)
        return
    say(f"[bold]{escape(answer['name'])}[/] is a {answer['role']} until {answer['ends_at']}")
    say_line(f"token\t{answer['token']}")


@audit.command("verify")
def verify(
    *,
    number: Annotated[
        int | None, typer.Option(min=1, help="An entry known from before.")
    ] = None,
    hash_: Annotated[str | None, typer.Option("--hash", help="That entry's hash.")] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Check the chain; a break is named, and the exit code is 1."""
    known: dict[str, str] = {}
    if number is not None:
        known["number"] = str(number)
    if hash_ is not None:
        known["hash"] = hash_
    with Calls(data) as calls:
        url = f"{calls.operations('moderation')}/v1/audit/verify"
        answer = calls.ask("GET", url, token=calls.operator(), params=known).json()
    if as_json:
        say_json(answer)
    found = answer["break"]
    if found is not None:
        raise CommandError(f"the audit is broken at entry {found['number']}: {found['why']}")
    if not as_json:
        say(f"{answer['entries']} entries hold; keep the last elsewhere:")
        say_line(f"--number {answer['entries']} --hash {answer['last_hash']}")


@audit.command("export")
def export(
    *,
    since: Annotated[str | None, typer.Option(help="A time, 2026-11-01T00:00:00Z.")] = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Write the entries as NDJSON, with what the chain is checked by."""
    with Calls(data) as calls:
        url = f"{calls.operations('moderation')}/v1/audit"
        wanted = {"since": since} if since else {}
        answer = calls.ask("GET", url, token=calls.operator(), params=wanted)
        for line in answer.text.splitlines():
            say_line(line)


def _say_secret(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json(answer)
        return
    say(f"[bold]{escape(answer['user'])}[/] is a {answer['role']}; shown this once:")
    for what in ("password", "totp_secret", "totp_uri"):
        if what in answer:
            say_line(f"{what}\t{answer[what]}")


def _ask(
    data: Any, method: str, path: str, asked: dict[str, Any] | None = None
) -> dict[str, Any]:
    with Calls(data) as calls:
        url = f"{calls.operations('moderation')}/v1/people{path}"
        found: dict[str, Any] = calls.ask(
            method, url, token=calls.operator(), json=asked
        ).json()
        return found

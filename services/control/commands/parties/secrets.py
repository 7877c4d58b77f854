"""`copydesk secrets`: the key that seals the secrets of sources, sites and people."""

from __future__ import annotations

import typer

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import say, say_json
from shared.sealing import new_key

app = typer.Typer(no_args_is_help=True, help="The key that seals stored secrets.")

_KEEPERS = ("ingest", "moderation", "publish")


@app.command("new-key")
def make_key() -> None:
    """Make a key: put it first in COPYDESK_SECRETS_KEY, a comma, then the one before."""
    say(new_key())


@app.command("rotate")
def rotate(data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Seal every stored secret with the newest key, once every process has it."""
    sealed = {}
    with Calls(data) as calls:
        for service in _KEEPERS:
            url = f"{calls.operations(service)}/v1/secrets/rotate"
            sealed[service] = calls.ask("POST", url, token=calls.operator()).json()["sealed"]
    if as_json:
        say_json(sealed)
        return
    for service, count in sealed.items():
        say(f"{service}: {count} sealed anew")

"""`copydesk policy`: what a newsroom lets pass, checked before it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.text import Text

from services.control.calls import Calls
from services.control.commands.explain import in_colour
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.commands.texts import content_of, read_policy_file
from services.control.terminal import say, say_json, say_table

app = typer.Typer(no_args_is_help=True, help="What the newsroom lets pass.")

_PolicyFile = Annotated[Path, typer.Argument(metavar="FILE", help="A policy, in TOML.")]


@app.command("check")
def check(file: _PolicyFile, *, as_json: AsJson = False) -> None:
    """Check a policy: every mistake with its line and a fix, or the version it would have."""
    policy = read_policy_file(file)
    if as_json:
        say_json(policy.model_dump(mode="json"))
        return
    say(f"{escape(str(file))} is policy [bold]{escape(policy.version)}[/]")


@app.command("shadow")
def shadow(
    file: _PolicyFile,
    *,
    hours: Annotated[float, typer.Option(min=0.1, help="How far back to try it.")] = 24,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Try a policy on the last hours' stories, and list what would have ended otherwise."""
    with Calls(data) as calls:
        answer = calls.ask(
            "POST",
            f"{calls.operations('moderation')}/v1/policy/shadow",
            token=calls.operator(),
            content=content_of(file),
            headers={"Content-Type": "application/toml"},
            params={"hours": str(hours)},
        ).json()
    if as_json:
        say_json(answer)
        return
    differences = answer["differences"]
    rows = [
        (
            f"{one['article_id']}:{one['revision']}",
            Text.from_markup(f"{in_colour(one['before'])} → {in_colour(one['after'])}"),
            " ".join(
                [
                    *(f"+{rule}" for rule in one["said_more"]),
                    *(f"-{rule}" for rule in one["said_less"]),
                ]
            ),
            one["headline"],
        )
        for one in differences
    ]
    say_table(
        ("story", "verdict", "rules", "headline"), rows, none="nothing would be different"
    )
    say(
        f"{len(differences)} of {answer['judged']} stories would be judged otherwise by "
        f"{escape(answer['policy_version'])} than by {escape(answer['in_force'])}"
    )

"""`copydesk explain`: a story's whole life, and why it is where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape

from services.control.answers import Life, OnFront, OnFronts, Reason, Record
from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.terminal import CommandError, err, say, say_json

_STATE_STYLES = {
    "published": "green",
    "corrected": "green",
    "approved": "green",
    "scheduled": "cyan",
    "held": "yellow",
    "withheld": "yellow",
    "quarantined": "red",
    "rejected": "red",
    "canceled": "red",
    "recalled": "red",
    "dead": "red",
}


def explain(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="The story's article_id.")],
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Tell a story's whole life: what each stage, rule and person decided, when and why."""
    with Calls(data) as calls:
        answer = calls.ask(
            "GET", f"{calls.url('ingest')}/v1/articles/{article_id}", token=calls.operator()
        )
        fronts = _fronts(calls, article_id)
        if as_json:
            say_json({**answer.json(), "fronts": [each.model_dump() for each in fronts]})
            return
        for line in lay_out(calls.read(answer, Life), fronts):
            say(line)


def _fronts(calls: Calls, article_id: str) -> tuple[OnFront, ...]:
    """Ask publish where the story stands; a life is told without it too."""
    try:
        url = f"{calls.url('publish')}/v1/front/{article_id}"
        answer = calls.ask("GET", url, token=calls.operator())
    except CommandError as error:
        err.print(f"Whether it is on a front is not known: {error}", style="dim", markup=False)
        return ()
    return calls.read(answer, OnFronts).fronts


def lay_out(life: Life, fronts: Sequence[OnFront] = ()) -> list[str]:
    """Write a life as lines: where it stands; revisions, records, reasons, each under each."""
    first = f"[bold]{escape(life.article_id)}[/] is {in_colour(life.state or 'unknown')}"
    lines = [first + _beside(life)]
    for each in fronts:
        front = f"{each.edition} front" + (f" of {each.section}" if each.section else "")
        lines.append(f"  {escape(front)}, place {each.place}: [dim]{escape(each.why)}[/]")
    for revision in life.revisions:
        lines += ["", f"[bold]revision {revision.revision}[/]"]
        for record in revision.records:
            lines.append(_line(record))
            lines += [f"{'':37}{_why(reason)}" for reason in record.reasons]
    return lines


def _beside(life: Life) -> str:
    """Say what is live while something newer is somewhere else: “r1 live, r2 held”."""
    newest = life.revisions[-1] if life.revisions else None
    live = life.live_revision
    if live is None or newest is None or newest.revision == live:
        return ""
    state = in_colour(newest.state or life.state or "unknown")
    return f" (r{live} [green]live[/], r{newest.revision} {state})"


def in_colour(state: str) -> str:
    """Mark up a state or outcome."""
    style = _STATE_STYLES.get(state, "default")
    return f"[{style}]{escape(state)}[/]"


def _line(record: Record) -> str:
    at = record.at.strftime("%Y-%m-%d %H:%M:%S.") + f"{record.at.microsecond // 1000:03}"
    by = f" by {escape(record.by)}" if record.by else ""
    rules = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    versions = f"  [dim]({escape(rules)})[/]" if rules else ""
    return f"  {at}  {record.stage:<10} {in_colour(record.outcome)}{by}{versions}"


def _why(reason: Reason) -> str:
    score = "" if reason.score is None else f" {reason.score:.2f}"
    said = f": {escape(reason.explanation)}" if reason.explanation else ""
    return f"[bold]{escape(reason.rule)}[/] [dim]{reason.severity}{score}[/]{said}"

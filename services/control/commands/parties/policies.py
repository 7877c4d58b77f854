"""`copydesk policy`: what a newsroom lets pass: checked, tried, in force, and how it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from services.control.calls import Calls
from services.control.commands.options import DEFAULT_DATA, AsJson, Data
from services.control.commands.review import moment
from services.control.commands.stories.explain import in_colour
from services.control.commands.texts import content_of, read_policy_file
from services.control.terminal import err, say, say_json, say_table

app = typer.Typer(no_args_is_help=True, help="What the newsroom lets pass.")

_PolicyFile = Annotated[Path, typer.Argument(metavar="FILE", help="A policy, in TOML.")]
_Since = Annotated[
    str, typer.Option(metavar="WHEN", help="How far back: 24h, 7d, 2026-11-23, …")
]
_A_PAGE = 200
_TOML = {"Content-Type": "application/toml"}


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
    since: _Since = "24h",
    hours: Annotated[float | None, typer.Option(min=0.1, hidden=True)] = None,
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Try a policy on the stories judged since then: which would end otherwise."""
    now = datetime.now(UTC)
    start = now - timedelta(hours=hours) if hours else moment(since, now)
    with Calls(data) as calls:
        desk = calls.url("moderation")
        pages = [*_tried(calls, content_of(file), start, now)]
    differences = [one for page in pages for one in page["differences"]]
    for one in differences:
        one["link"] = f"{desk}{one['link']}"
    judged = sum(page["judged"] for page in pages)
    if as_json:
        last = pages[-1]
        say_json(
            {
                "policy_version": last["policy_version"],
                "in_force": last["in_force"],
                "judged": judged,
                "differences": differences,
            }
        )
        return
    rows = [
        (
            Text(f"{one['article_id']}:{one['revision']}", style=f"link {one['link']}"),
            Text.from_markup(f"{in_colour(one['before'])} → {in_colour(one['after'])}"),
            " ".join(
                [
                    *(f"+{rule}" for rule in one["said_more"]),
                    *(f"-{rule}" for rule in one["said_less"]),
                ]
            ),
            one["headline"],
            one["link"],
        )
        for one in differences
    ]
    say_table(
        ("story", "verdict", "rules", "headline", "link"),
        rows,
        none="nothing would be different",
    )
    say(
        f"{len(differences)} of {judged} stories would be judged otherwise by "
        f"{escape(pages[-1]['policy_version'])} than by {escape(pages[-1]['in_force'])}"
    )


def _tried(
    calls: Calls, policy: bytes, since: datetime, now: datetime
) -> Iterator[dict[str, Any]]:
    """Have the policy tried a page at a time; the bar shows how far the time has been gone."""
    whole = max((now - since).total_seconds(), 0.001)
    with _progress() as advance:
        after: str | None = None
        judged = 0
        while True:
            page = calls.ask(
                "POST",
                f"{calls.operations('moderation')}/v1/policy/shadow",
                token=calls.operator(),
                content=policy,
                headers=_TOML,
                params={
                    "hours": str(whole / 3600),
                    "limit": str(_A_PAGE),
                    **({"after": after} if after else {}),
                },
            ).json()
            yield page
            judged += page["judged"]
            after = page["next"]
            until = page["until"] and datetime.fromisoformat(page["until"])
            done = (until - since).total_seconds() / whole if until and after else 1.0
            advance(min(max(done, 0.0), 1.0), f"{judged} stories")
            if after is None:
                return


class _progress:  # noqa: N801 - used as a function
    """A bar on stderr: stdout is what other programs read."""

    def __enter__(self) -> Callable[[float, str], None]:
        self._bar = Progress(
            TextColumn("judging anew"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[said]}"),
            TimeElapsedColumn(),
            console=err,
            transient=True,
        )
        task = self._bar.add_task("", total=1.0, said="")
        self._bar.start()
        return lambda done, said: self._bar.update(task, completed=done, said=said)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


@app.command("activate")
def activate(
    file: _PolicyFile,
    *,
    note: Annotated[str, typer.Option(help="Why; it goes on the record.")] = "",
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Put a policy in force in the running newsroom, within ten seconds in every process."""
    read_policy_file(file)
    with Calls(data) as calls:
        answer = _change(calls, "activate", note, content_of(file))
    _say_change(answer, as_json=as_json)


@app.command("back")
def back(
    *,
    note: Annotated[str, typer.Option(help="Why; it goes on the record.")] = "",
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Put in force again what was before the last change."""
    with Calls(data) as calls:
        answer = _change(calls, "back", note, b"")
    _say_change(answer, as_json=as_json)


def _change(calls: Calls, what: str, note: str, content: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = calls.ask(
        "POST",
        f"{calls.operations('moderation')}/v1/policy/{what}",
        token=calls.operator(),
        content=content,
        headers=_TOML,
        params={"note": note},
    ).json()
    return answer


def _say_change(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json(answer)
        return
    say(
        f"[bold]{escape(answer['policy_version'])}[/] is in force in place of "
        f"{escape(answer['before'])}; every process has it within ten seconds. "
        "`copydesk policy back` undoes it."
    )


@app.command("show")
def show(*, data: Data = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Show which policy is in force, and who changed it when."""
    with Calls(data) as calls:
        answer = calls.ask(
            "GET", f"{calls.operations('moderation')}/v1/policy", token=calls.operator()
        ).json()
    if as_json:
        say_json(answer)
        return
    say(f"[bold]{escape(answer['policy_version'])}[/] is in force")
    rows = [
        (one["at"][:19], one["by"], one["before"], one["policy_version"], one["note"])
        for one in answer["activations"]
    ]
    say_table(("at", "by", "from", "to", "why"), rows, none="it has never been changed")


@app.command("report")
def report(
    *,
    since: _Since = "30d",
    data: Data = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show per rule how often people agreed with it, from what they decided at the desk.

    Rules that people overrule most stand first. The threshold is the lowest score from which
    on people rejected at least half.
    """
    now = datetime.now(UTC)
    days = max((now - moment(since, now)).total_seconds() / 86_400, 0.001)
    with Calls(data) as calls:
        answer = calls.ask(
            "GET",
            f"{calls.operations('moderation')}/v1/policy/report",
            token=calls.operator(),
            params={"days": str(days)},
        ).json()
    if as_json:
        say_json(answer)
        return
    rows = [
        (
            one["rule"],
            f"{one['rate']:.0%}",
            str(one["agreed"]),
            str(one["overruled"]),
            "" if one["alone_rate"] is None else f"{one['alone_rate']:.0%} of {one['alone']}",
            " ".join(_share(week) for week in one["weeks"][-8:]),
            "" if one["suggested_hold_at"] is None else f"{one['suggested_hold_at']:g}",
        )
        for one in answer["rules"]
    ]
    say_table(
        ("rule", "agreed", "rejected", "let pass", "alone", "by week", "hold from"),
        rows,
        none="nobody has decided anything since then",
    )
    say(f"{answer['decided']} decided cases since {answer['since'][:10]}")


def _share(week: dict[str, Any]) -> str:
    whole = week["agreed"] + week["overruled"]
    return f"{week['agreed'] / whole:.0%}" if whole else "–"

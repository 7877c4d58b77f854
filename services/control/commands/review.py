"""`copydesk enrich --since`: what today's steps would make of stories enriched before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from services.control.answers import Answer
from services.control.calls import Calls
from services.control.terminal import err, out, say, say_json, say_table

# As in texts.py: the steps and their data are a second to import.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from services.enrichment.again import Review

_A_PAGE = 100
_SPAN = re.compile(r"(\d{1,5})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class _Stored(Answer):
    """A story as it was enriched; its parts are read by those who know them."""

    at: datetime
    article: dict[str, object]
    enrichment: dict[str, object]


class _Page(Answer):
    """Some of the stories enriched since a moment, and how many there are in all."""

    total: int
    enrichments: tuple[_Stored, ...]
    next: str | None = None


def moment(text: str, now: datetime) -> datetime:
    """Read `90m`, `24h`, `7d`, a date, or a date and time (in UTC where it does not say)."""
    if span := _SPAN.fullmatch(text):
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            "a span such as 24h or 7d, or a date such as 2026-11-23 or 2026-11-23T08:00Z",
            param_hint="--since",
        ) from error
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def review_since(since: datetime, data: Path, *, as_json: bool) -> None:
    """Enrich stored stories with the steps installed here, and say what would be otherwise."""
    from services.enrichment.again import Reviewing
    from services.enrichment.enrich import warm_up
    from shared.articles import Article, Enrichment

    warm_up()
    reviewing = Reviewing()
    with Calls(data) as calls:
        for stored in _with_progress(calls, since):
            reviewing.look_at(
                Article.model_validate(stored.article),
                Enrichment.model_validate(stored.enrichment),
                stored.at,
            )
    review = reviewing.review()
    if as_json:
        say_json({"since": since.isoformat(), **review.model_dump(mode="json")})
    else:
        _say(review)


def _with_progress(calls: Calls, since: datetime) -> Iterator[_Stored]:
    progress = Progress(
        TextColumn("enriching"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
    url = f"{calls.operations('enrichment')}/v1/enrichments"
    asked = {"since": since.isoformat(), "limit": str(_A_PAGE)}
    with progress:
        bar = progress.add_task("")
        while True:
            response = calls.ask("GET", url, token=calls.operator(), params=asked)
            page = calls.read(response, _Page)
            progress.update(bar, total=page.total)
            for stored in page.enrichments:
                yield stored
                progress.advance(bar)
            if page.next is None:
                return
            asked["after"] = page.next


def _say(review: Review) -> None:
    rows = [
        (
            step.step,
            ", ".join(f"{version} ({count})" for version, count in step.versions.items()),
            step.today,
            step.stories,
        )
        for step in review.steps
    ]
    none = "every step is as it was, and finds what it found"
    say_table(("step", "was", "is", "stories that change"), rows, none=none)
    for change in review.fields:
        if out.is_terminal:
            stories = f"would be another in {change.stories}, such as"
            say(f"\n[bold]{escape(change.field)}[/] {stories}")
        examples = [
            (f"{each.article_id}:{each.revision}", sign, text)
            for each in change.examples
            for sign, text in (("-", each.before), ("+", each.after))
        ]
        say_table(("story", "", change.field), examples, none="")
    say(f"{review.changed} of {review.stories} stories would change; nothing was changed")

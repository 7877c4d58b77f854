"""`copydesk demo`: a newsroom at work, from the wires to the site, with invented copy."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.live import Live
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from services.control.calls import Calls
from services.control.commands.newsroom.up import opened, until_asked_to_stop, wait_until_ready
from services.control.commands.stories.explain import in_colour
from services.control.demo.play import Happening, Play, Story, WrongEndingError, weightiest
from services.control.machine.ports import find_free_base
from services.control.machine.roster import SERVICES
from services.control.terminal import CommandError, out, say

_SHOW_AGAIN_AFTER_S = 0.1
_STAGES = ("ingest", "enrichment", "moderation", "publish")


def demo(
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the newsroom up afterwards, until Ctrl-C.")
    ] = False,
) -> None:
    """Start a newsroom, send it invented wire copy, and show each story's way and outcome.

    Uses free ports and a temporary directory. Exit code 1 if a story ends where it should not.
    """
    began = time.monotonic()
    with ExitStack() as everything:
        data = Path(everything.enter_context(tempfile.TemporaryDirectory(prefix="copydesk-")))
        with until_asked_to_stop():
            say("Starting a newsroom: two embedded servers, four services …")
            newsroom = everything.enter_context(
                opened(find_free_base(len(SERVICES)), data, {}, _without_settings(os.environ))
            )
            wait_until_ready(newsroom)
            calls = everything.enter_context(Calls(data, {}))
            say(f"It is up after {time.monotonic() - began:.1f} s.")
            play = _perform(calls)
            _say_ending(play, calls, time.monotonic() - began)
            if keep:
                say("The newsroom stays up until Ctrl-C.")
                while True:
                    for line in newsroom.tend():
                        say(line)
                    time.sleep(0.5)
            return
        say("Stopping …")
    if not keep:
        raise CommandError("stopped before the end")


def _without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what is set for a real newsroom: the demo must not come near its servers."""
    return {
        name: value for name, value in environment.items() if not name.startswith("COPYDESK_")
    }


def _perform(calls: Calls) -> Play:
    try:
        if out.is_terminal:
            return _on_terminal(calls)
        play = Play(calls, tell=_say_happening, look=_nothing, announce=_say_title)
        play.perform()
    except WrongEndingError as error:
        raise CommandError(f"this is not how it should end:\n{error}") from error
    return play


def _nothing() -> None:
    """Show nothing between happenings: there is no picture to refresh."""


def _on_terminal(calls: Calls) -> Play:
    title = ""
    shown_at = 0.0

    def set_title(said: str) -> None:
        nonlocal title
        title = said

    def show() -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at > _SHOW_AGAIN_AFTER_S:
            shown_at = time.monotonic()
            live.update(_table(title, play.stories), refresh=True)

    with Live(console=out, auto_refresh=False, transient=True) as live:
        play = Play(calls, tell=lambda _: show(), look=show, announce=set_title)
        play.perform()
    out.print(_table("Where each story ended, and why", play.stories))
    return play


def _table(title: str, stories: dict[str, Story]) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", header_style="dim",
        box=None, pad_edge=False, expand=True,
    )  # fmt: skip
    table.add_column("story", no_wrap=True, min_width=14)
    table.add_column("what came", overflow="ellipsis", no_wrap=True, min_width=24, ratio=2)
    table.add_column("way", no_wrap=True, min_width=len(_STAGES))
    table.add_column("now", no_wrap=True, min_width=12)
    table.add_column("why", overflow="ellipsis", no_wrap=True, ratio=4)
    for story in stories.values():
        now = in_colour(story.state) + (f" r{story.newest}" if story.newest > 1 else "")
        table.add_row(story.name, story.about, _way(story), now, Text(story.why))
    return table


def _way(story: Story) -> Text:
    """Draw how far the story has come: one mark a stage."""
    been = {record.stage for _, record in story.records()}
    way = Text()
    for stage in _STAGES:
        way.append("●" if stage in been else "○", "green" if stage in been else "dim")
    return way


def _say_title(title: str) -> None:
    say(f"\n{title}")


def _say_happening(happening: Happening) -> None:
    story, record = happening.story, happening.record
    why = " ".join(weightiest(record.reasons))
    by = f" by {record.by}" if record.by else ""
    at = record.at.astimezone().strftime("%H:%M:%S")
    line = f"  {at}  {story.name:<15} r{happening.revision}  {record.stage:<10} "
    say(escape(f"{line}{record.outcome}{by}" + (f": {why}" if why else "")))


def _say_ending(play: Play, calls: Calls, took_s: float) -> None:
    states = [story.state for story in play.stories.values()]
    counted = ", ".join(f"{states.count(each)} {each}" for each in dict.fromkeys(states))
    site = calls.url("publish")
    for line in (
        "",
        f"{len(states)} stories, each where it should be after {took_s:.0f} s: {counted}.",
        f"  site      {site}/",
        f"  feeds     {site}/feed.xml  {site}/atom.xml  {site}/feed.json",
        f"  log       {site}/v1/events  (live: {site}/v1/events/stream)",
        f"  desk      {calls.url('moderation')}/desk",
        f"  intake    {calls.url('ingest')}/v1/articles  ({calls.url('ingest')}/docs)",
        "They go with the demo; `copydesk demo --keep` leaves them up, `make run` is for more.",
    ):
        say(line)

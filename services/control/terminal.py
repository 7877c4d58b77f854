"""What the command says and how: for people on a terminal, for programs elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from shared.written import visible


class _PlainConsole(Console):
    """A console on which no text of others moves the cursor: control signs are written out."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render, whatever it is: tables, bars and lines come by here."""
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield Segment(visible(segment.text), segment.style)


out = _PlainConsole(highlight=False)
err = _PlainConsole(stderr=True, highlight=False)


class CommandError(Exception):
    """What was asked could not be done; the message is for whoever asked. Exit code 1."""


def say(line: str) -> None:
    """Print a line for people, with Rich's mark-up on a terminal."""
    out.print(line, soft_wrap=True)


def say_json(value: Any) -> None:
    """Print JSON, in full and nothing else, so that it can be piped on."""
    say_line(json.dumps(value, ensure_ascii=False, indent=2))


def say_line(line: str) -> None:
    """Print a line for programs, as it is but for control signs."""
    sys.stdout.write(visible(line) + "\n")


def say_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, none: str) -> None:
    """Print a table on a terminal; elsewhere one line a row, its cells apart by tabs.

    Cells are plain, whatever they hold; one that shall have colours is a `Text`.
    """
    if not rows:
        if out.is_terminal:
            say(f"[dim]{none}[/]")
        return
    if not out.is_terminal:
        for row in rows:
            cells = (" ".join(str(cell).split()) for cell in row)
            say_line("\t".join(cells))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(
            *(cell if isinstance(cell, Text) else Text(visible(str(cell))) for cell in row)
        )
    out.print(table)

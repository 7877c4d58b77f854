"""What the command says and how: for people on a terminal, for programs elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class CommandError(Exception):
    """What was asked could not be done; the message is for whoever asked. Exit code 1."""


def say(line: str) -> None:
    """Print a line for people, with Rich's mark-up on a terminal."""
    out.print(line, soft_wrap=True)


def say_json(value: Any) -> None:
    """Print JSON, in full and nothing else, so that it can be piped on."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


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
            sys.stdout.write("\t".join(cells) + "\n")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(str(cell)) for cell in row))
    out.print(table)

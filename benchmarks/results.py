"""Where benchmarks leave what they found: a table for people, `results.json` for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"
COLUMNS = ("name", "value", "unit", "against", "ratio", "goal")


def keep(rows: Sequence[dict[str, Any]]) -> None:
    """Merge rows into `results.json`: one for each name and what it is measured against."""
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    merged = {(row["name"], row["against"]): row for row in [*known, *rows]}
    text = json.dumps(list(merged.values()), indent=1, ensure_ascii=False)
    RESULTS.write_text(text + "\n")


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Lay rows out in columns."""
    cells = [COLUMNS, *([_cell(row.get(name)) for name in COLUMNS] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )


def _cell(value: object) -> str:
    return "" if value is None else str(value)

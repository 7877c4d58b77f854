"""The text of a story in ANPA as HTML, with its tables; pure."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterator, Sequence

from services.ingest.formats.telex.anpa.top import typography
from services.ingest.formats.wording.paragraphs import (
    looks_tabular,
    paragraphs,
)


def body_of(story: Sequence[str]) -> str:
    """Write the story: a tab begins a paragraph, other lines go on with it."""
    written: list[str] = []
    lines = [line.replace("\x1d", "   ") for line in story]
    for part in paragraphs([*_set_apart(lines)]):
        if looks_tabular([line.lstrip("\t") for line in part]) and len(part) > 2:
            written.append(_preformatted(part))
            continue
        text = typography(" ".join(line.strip().rstrip("<").lstrip("^") for line in part))
        if text and text != "-":
            written.append(f"<p>{html.escape(text, quote=False)}</p>")
    return "".join(written)


def _set_apart(lines: Sequence[str]) -> Iterator[str]:
    """Put blank lines around a head within the story, and below a line that `<` ends."""
    for line, following in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        is_head = line.lstrip().startswith("^")
        if is_head:
            yield ""
        yield line
        ends = line.rstrip().endswith("<") and not looks_tabular([line, following])
        if is_head or ends:
            yield ""


def tabular_body(story: Sequence[str]) -> str:
    """Write a table as it was set."""
    lines = [
        line.removeprefix("\t").replace("\x1d", "\t").rstrip("<=> \t").lstrip("^")
        for line in story
    ]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return _preformatted(lines) if lines else ""


def _preformatted(lines: Sequence[str]) -> str:
    text = "\n".join(line.expandtabs(8).rstrip().rstrip("<") for line in lines)
    plain = text.replace("``", '"').replace("''", '"')
    return f"<pre>{html.escape(plain, quote=False)}</pre>"

"""Results and standings of SportsML as tables, where it is the only content; pure.

https://iptc.org/standards/sportsml-g2/. Who played and how it ended, and where teams stand:
what a reader can check against the file. Statistics and plays stay unread.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    descendants,
    words,
)

_MOST_ROWS = 500
_FIGURES = {
    "rank": "rank",
    "events-played": "played",
    "wins": "won",
    "ties": "drawn",
    "losses": "lost",
    "standing-points": "points",
}


def sports_tables(content: Element) -> str:
    """Write the events and standings as tables; empty where there are none with names."""
    tables = [
        table
        for name, rows in (("sports-event", _results), ("standing", _standing))
        for one in descendants(content, name)
        if (table := _table(_title(one), [*rows(one)][:_MOST_ROWS]))
    ]
    return "\n".join(tables)


def _table(title: str, rows: list[tuple[str, ...]]) -> str:
    if len(rows) < 2:
        return ""
    head = f"<h2>{html.escape(title, quote=False)}</h2>\n" if title else ""
    written = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell, quote=False)}</td>' for cell in row)}</tr>"
        for row in rows
    )
    return f"{head}<table>{written}</table>"


def _title(one: Element) -> str:
    for kind in ("event-metadata", "standing-metadata"):
        for about in children(one, kind):
            return attribute(about, "event-name") or _name_in(about)
    return ""


def _results(event: Element) -> Iterator[tuple[str, ...]]:
    rows = [
        (name, attribute(stats, "score") or attribute(stats, "rank") or "")
        for kind in ("team", "player")
        for one in children(event, kind)
        if (name := _name(one, kind))
        for stats in [*children(one, f"{kind}-stats")][:1]
    ]
    if len(rows) == 1:  # the other side is not named
        yield ("", "")
    if any(figure for _, figure in rows):
        yield from rows


def _standing(standing: Element) -> Iterator[tuple[str, ...]]:
    rows: list[dict[str, str]] = []
    for team in children(standing, "team"):
        name = _name(team, "team")
        figures: dict[str, str] = {}
        for stats in children(team, "team-stats"):
            for one in (stats, *descendants(stats, "outcome-totals")):
                for key in _FIGURES:
                    if value := attribute(one, key):
                        figures.setdefault(key, value)
        if name:
            rows.append({"name": name, **figures})
    known = [key for key in _FIGURES if any(key in row for row in rows)]
    if not known:
        return
    yield ("team", *(_FIGURES[key] for key in known))
    for row in rows:
        yield (row["name"], *(row.get(key, "") for key in known))


def _name(one: Element, kind: str) -> str:
    return next(
        (name for about in children(one, f"{kind}-metadata") if (name := _name_in(about))), ""
    )


def _name_in(about: Element) -> str:
    for name in children(about, "name"):
        parts = (attribute(name, part) for part in ("first", "last"))
        written = attribute(name, "full") or " ".join(filter(None, parts)) or words(name)
        if written:
            return written
    return ""

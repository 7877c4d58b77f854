"""Bakes companies, family names and more first names from packages not needed at run time.

    uv run --no-project --with pytickersymbols==1.17.10 --with names==0.3.0 \
        python services/enrichment/data/bake_names.py

writes `organisations/indices.tsv.gz`, `surnames.txt.gz` and `more_first_names.tsv.gz`.
Sources: companies of the large stock indices from pytickersymbols (MIT); names from the United
States' census of 1990 (public domain) by names (MIT). Run `bake.py` first: what are ordinary
English words comes from there.
"""

from __future__ import annotations

import gzip
import importlib
import io
import re
from pathlib import Path

_HERE = Path(__file__).parent
_MOST_SURNAMES = 40_000


def _main() -> None:
    """Bake everything."""
    common = frozenset(_read("common_words.txt.gz"))
    known = frozenset(line.split("\t")[0] for line in _read("first_names.tsv.gz"))
    places = frozenset(line.split("\t")[0] for line in _read("cities.tsv.gz"))
    places |= frozenset(
        name
        for line in (_HERE / "countries.tsv").read_text("utf-8").splitlines()
        for name in re.split(r"[\t|]", line)
    )
    surnames = _surnames(common)
    people = known.union(surnames)
    _write("organisations/indices.tsv.gz", _companies(common, places | people))
    _write("surnames.txt.gz", surnames)
    _write("more_first_names.tsv.gz", _first_names(common | known, places))


_FORM = re.compile(
    r",? (?:Inc|Incorporated|Corp|Corporation|Co|Company|plc|PLC|Ltd|Limited|LLC|LP|L\.P|N\.V"
    r"|NV|S\.A|SA|SE|AG|AB|ASA|A/S|Oyj|SpA|S\.p\.A|KGaA|GmbH|Holdings?|Group|& Co|REIT"
    r"|Trust)\.?$"
)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_SHORTEST = 4


def _companies(common: frozenset[str], taken: frozenset[str]) -> list[str]:
    """Each company, then the shorter name that copy uses, where that is no ordinary word."""
    source = importlib.import_module("pytickersymbols").PyTickerSymbols()
    found: dict[str, set[str]] = {}
    for stock in source.get_all_stocks():
        name = _BRACKETS.sub("", " ".join(stock["name"].split())).removeprefix("The ").strip()
        if not name[:1].isupper() or len(name) < _SHORTEST:
            continue
        short = name
        while (shorter := _FORM.sub("", short)) != short:
            short = shorter
        words = [word.lower().strip(".,&") for word in short.split()]
        if all(word in common for word in words if word) or short in taken:
            short = name if name != short else ""
        if short and len(short) >= _SHORTEST:
            found.setdefault(short, set()).add(name)
    return [
        "\t".join(filter(None, (short, "|".join(sorted(others - {short})))))
        for short, others in sorted(found.items())
    ]


def _census(file: str) -> list[str]:
    """Give the names of one of the census's lists, the most frequent first."""
    folder = Path(importlib.import_module("names").__file__ or "").parent
    return [line.split()[0] for line in (folder / file).read_text("ascii").splitlines() if line]


def _surnames(common: frozenset[str]) -> list[str]:
    names = (name.title() for name in _census("dist.all.last")[:_MOST_SURNAMES])
    return sorted(
        {name for name in names if name.lower() not in common and len(name) >= _SHORTEST - 1}
    )


def _first_names(known: frozenset[str], places: frozenset[str]) -> list[str]:
    women = {name.title() for name in _census("dist.female.first")}
    men = {name.title() for name in _census("dist.male.first")}
    return [
        f"{name}\t{'' if name in women & men else 'f' if name in women else 'm'}"
        for name in sorted(women | men)
        if not {name, name.lower()} & known and name not in places and len(name) >= _SHORTEST
    ]


def _read(file: str) -> list[str]:
    return gzip.decompress((_HERE / file).read_bytes()).decode().splitlines()


def _write(file: str, lines: list[str]) -> None:
    """Compress without a time, so that the same data make the same file."""
    buffer = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, buffer, mtime=0) as packed:
        packed.write(("\n".join(lines) + "\n").encode())
    (_HERE / file).write_bytes(buffer.getvalue())


if __name__ == "__main__":
    _main()

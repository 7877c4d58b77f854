"""Every benchmark, one after the other, and one table at the end: `make bench`."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.results import RESULTS, table

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
# What to run, and the seconds it may take on two slow cores; most take half of it.
BENCHMARKS = (
    (("event_plane", "--articles", "15000", "--rounds", "3"), 90),
    (("peers",), 150),
    (("intake", "--requests", "1500", "--rounds", "3"), 120),
    (("enrichment",), 40),
    (("rules",), 60),
    (("renditions",), 60),
    (("html_body", "--rounds", "1"), 65),
    (("kin",), 300),
    (("site",), 600),
    (("pipeline",), 420),
    (("kill_fanout",), 150),
)


def run(arguments: tuple[str, ...], within_s: float) -> str | None:
    """Run one benchmark; tell what went wrong, if something did."""
    name, *options = arguments
    process = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{name}", *options], process_group=0
    )
    try:
        ended = process.wait(within_s)
    except subprocess.TimeoutExpired:
        return f"not done within {within_s:g} s"
    else:
        return f"ended with exit code {ended}" if ended else None
    finally:
        process.terminate()  # does nothing to one that has ended
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)


def main() -> None:
    without: list[str] = []
    failed = False
    for number, (arguments, within_s) in enumerate(BENCHMARKS, 1):
        name = arguments[0]
        print(f"[{number}/{len(BENCHMARKS)}] {name} …", flush=True)
        if name == "html_body" and not (CORPUS / "html").is_dir():
            without.append(f"{name}: skipped, ../shared/corpus/html is missing")
            print(f"  {without[-1]}", flush=True)
            continue
        began = time.monotonic()
        if wrong := run(arguments, within_s):
            failed = True
            without.append(f"{name}: {wrong}")
            print(f"  {without[-1]}", flush=True)
        print(f"  {time.monotonic() - began:.0f} s", flush=True)
    if RESULTS.exists():
        print("\n" + table(json.loads(RESULTS.read_text())))
    for reason in without:
        print(f"{reason}; its rows above, if any, are of an earlier run")
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

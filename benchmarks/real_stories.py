"""Enrichment of stories that no one here wrote, at first sight and seen before.

    python -m benchmarks.real_stories

The true bodies of ../shared/corpus/html that have 500 to 900 words; longer ones end at the
paragraph after which they have some 750. A story is new to a process only once, so that several
are started, one after the other, each as warm as a service is; a story's time is the least of
all, in CPU time of one core. What counts is the interpreter that production runs: an image is
measured by running this in it.
"""

from __future__ import annotations

import json
import platform
import re
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks import results
from services.enrichment.enrich import enrich, warm_up
from services.enrichment.steps.kin import Similar
from shared.articles import Article
from shared.memory import settle_memory
from tests.labelled.scoring import NOW, Story
from tests.labelled.third import PAGES, headline_of, there

GOAL_MS = 5.0
WORDS = range(500, 901)
CUT = 750
PROCESSES = 4
AGAIN = 5
"""How often each process sees its stories again."""
NAME = "enrichment, {count} real stories of 500 to 900 words, {sight}: {figure}"


def main() -> None:
    """Measure, print, and keep the rows; or say why there is nothing to measure."""
    found = rows()
    if not found:
        print(WITHOUT)
        return
    print(results.table(found))
    results.keep(found)


WITHOUT = (
    f"real stories: skipped, {PAGES.relative_to(PAGES.parents[2])} is not beside this checkout"
)


def rows() -> list[dict[str, Any]]:
    """Give median and 95th percentile at first sight and of stories seen before."""
    if not there():
        return []
    runs = [_in_a_process_of_its_own() for _ in range(PROCESSES)]
    first = [min(times) for times in zip(*[run[0] for run in runs], strict=True)]
    again = [
        min(times) for times in zip(*[times for run in runs for times in run[1:]], strict=True)
    ]
    figures = (
        ("first sight", "median", statistics.median(first)),
        ("first sight", "p95", _at_95_percent(first)),
        ("seen before", "median", statistics.median(again)),
        ("seen before", "p95", _at_95_percent(again)),
    )
    return [
        {
            "name": NAME.format(count=len(first), sight=sight, figure=figure),
            "value": round(value, 2),
            "unit": "ms",
            "against": interpreter(),
            "ratio": None,
            "goal": f"<= {GOAL_MS} ms",
        }
        for sight, figure, value in figures
    ]


def interpreter() -> str:
    """Name the Python that runs this, and whether it was built to be quick (PGO).

    Distributions keep to themselves how they build theirs; Debian's has it.
    """
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    if "--enable-optimizations" in options:
        built = "built with PGO"
    else:
        built = "a distribution's" if "'--prefix=/usr'" in options else "built without PGO"
    return f"{platform.python_implementation()} {platform.python_version()}, {built}"


def _at_95_percent(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def _in_a_process_of_its_own() -> list[list[float]]:
    """Give the milliseconds of each story, each time that a new process saw them all."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.real_stories", "--once"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    times: list[list[float]] = json.loads(done.stdout)
    return times


def _see_all() -> None:
    stories = [*_stories()]
    warm_up()
    settle_memory()  # as a service does at the end of its start
    print(json.dumps([[_ms(story) for story in stories] for _ in range(1 + AGAIN)]))


def _ms(story: Article) -> float:
    began = time.process_time()
    enrich(story, Similar(), NOW)
    return (time.process_time() - began) * 1_000


def _stories() -> Iterator[Article]:
    truth = json.loads((PAGES / "ground-truth.json").read_text("utf-8"))
    for name, page in sorted(truth.items()):
        body = page["articleBody"]
        if len(body.split()) not in WORDS:
            body = _cut(body)
        if len(body.split()) in WORDS:
            yield Story(name[:8], {"headline": headline_of(name)}, body).article()


def _cut(body: str) -> str:
    """End a body with the paragraph in which it has so many words."""
    kept: list[str] = []
    count = 0
    for piece in re.split(r"(\n+)", body):
        if count >= CUT:
            break
        kept.append(piece)
        count += len(piece.split())
    return "".join(kept).strip()


if __name__ == "__main__":
    if sys.argv[1:] == ["--once"]:
        _see_all()
    else:
        main()

"""The story out of a web page: ours against trafilatura's settings and resiliparse.

On the pages of ../shared/corpus/html, by the measure of the article-extraction-benchmark they
come from: overlap of runs of four words with what people marked as the article, precision and
recall averaged over pages. The pages are also split in two at random, many times: how often
does ours win on both halves? Time is CPU time on one core, the page's head included for ours.

    python -m benchmarks.html_body [--rounds 3]
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from trafilatura import extract

from benchmarks.results import keep, table
from services.ingest.formats.page import web_page
from services.ingest.formats.parsed import Payload, UnreadableError
from shared.memory import settle_memory

PAGES = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "html"
RECEIVED_AT = datetime(2026, 11, 23, tzinfo=UTC)
WORD = re.compile(r"\w+")
TAG = re.compile(r"<[^>]*>")
SPLITS = 200
SLOWEST_MS = 20


def ours(page: bytes) -> str:
    payload = Payload(content=page, media_type="text/html", received_at=RECEIVED_AT)
    try:
        body = web_page.parse(payload).items[0].item.body()
    except UnreadableError:
        return ""
    return html.unescape(TAG.sub(" ", body.value)) if body else ""


def with_trafilatura(**settings: Any) -> Callable[[bytes], str]:
    def run(page: bytes) -> str:
        text = page.decode("utf-8", "replace")
        return extract(text, include_comments=False, **settings) or ""

    return run


def with_resiliparse(page: bytes) -> str:
    text = page.decode("utf-8", "replace")
    return extract_plain_text(text, main_content=True, alt_texts=False, links=False)


WAYS: Mapping[str, Callable[[bytes], str]] = {
    "copydesk": ours,
    "trafilatura, for precision": with_trafilatura(favor_precision=True),
    "trafilatura, fast": with_trafilatura(fast=True, include_tables=False),
    "trafilatura, as it comes": with_trafilatura(),
    "resiliparse": with_resiliparse,
}


def runs(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    if len(words) < size:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float


def score(wanted: str, found: str) -> Score:
    a, b = runs(wanted), runs(found)
    common = sum((a & b).values())
    if not a and not b:
        return Score(1.0, 1.0)
    return Score(common / max(1, sum(b.values())), common / max(1, sum(a.values())))


def f1(scores: Sequence[Score]) -> float:
    precision = sum(one.precision for one in scores) / len(scores)
    recall = sum(one.recall for one in scores) / len(scores)
    return 2 * precision * recall / max(1e-9, precision + recall)


def wins_on_halves(scores: Mapping[str, Sequence[Score]], other: str) -> float:
    """How many of the random halves of the pages ours wins."""
    chance = random.Random(20261123)
    count = len(scores["copydesk"])
    won = 0
    for _ in range(SPLITS):
        half = chance.sample(range(count), count // 2)
        mine, theirs = ([scores[name][i] for i in half] for name in ("copydesk", other))
        won += f1(mine) > f1(theirs)
    return won / SPLITS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    truth_file = PAGES / "ground-truth.json"
    if not truth_file.exists():
        print("../shared/corpus/html is not here: nothing to measure")
        return 0
    truth = {
        name: said["articleBody"] for name, said in json.loads(truth_file.read_text()).items()
    }
    pages = {
        name: gzip.decompress((PAGES / f"{name}.html.gz").read_bytes())
        for name in sorted(truth)
    }

    scores: dict[str, list[Score]] = {}
    spent: dict[str, float] = {}
    for run in WAYS.values():
        run(next(iter(pages.values())))  # what it loads at first use is not the page's
    settle_memory()  # as each of our services does once it has started; all ways gain by it
    for way, run in WAYS.items():
        best = float("inf")
        for _ in range(rounds):
            started = time.process_time()
            found = {name: run(page) for name, page in pages.items()}
            best = min(best, time.process_time() - started)
        spent[way] = best / len(pages) * 1000
        scores[way] = [score(truth[name], found[name]) for name in pages]

    print(f"{len(pages)} pages; the best of {rounds} rounds\n")
    print(f"{'':28} {'precision':>9} {'recall':>7} {'F1':>7} {'ms/page':>8} {'ours wins':>10}")
    for way, listed in scores.items():
        precision = sum(one.precision for one in listed) / len(listed)
        recall = sum(one.recall for one in listed) / len(listed)
        wins = "" if way == "copydesk" else f"{wins_on_halves(scores, way):.0%}"
        print(
            f"{way:28} {precision:9.4f} {recall:7.4f} {f1(listed):7.4f} {spent[way]:8.1f} "
            f"{wins:>10}"
        )
    rows = results(scores, spent)
    print("\n" + table(rows))
    keep(rows)
    return 0 if all(row["ratio"] is None or row["ratio"] > 1 for row in rows[:-1]) else 1


def results(
    scores: Mapping[str, Sequence[Score]], spent: Mapping[str, float]
) -> list[dict[str, Any]]:
    mine = f1(scores["copydesk"])
    rows = [
        {
            "name": "body text of HTML pages, F1 of four-word runs",
            "value": round(mine, 4),
            "unit": "F1",
            "against": way,
            "theirs": round(f1(listed), 4),
            "ratio": round(mine / f1(listed), 4),
            "goal": "> 1",
        }
        for way, listed in scores.items()
        if way != "copydesk"
    ]
    rows.append(
        {
            "name": "body text of HTML pages, CPU time of a page",
            "value": round(spent["copydesk"], 1),
            "unit": "ms",
            "against": "trafilatura, fast",
            "theirs": round(spent["trafilatura, fast"], 1),
            "ratio": round(spent["copydesk"] / spent["trafilatura, fast"], 2),
            "goal": f"<= {SLOWEST_MS} ms",
        }
    )
    return rows


if __name__ == "__main__":
    sys.exit(main())

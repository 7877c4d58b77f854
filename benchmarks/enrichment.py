"""Enrichment, rules only: milliseconds a step at three lengths, and how well each step finds.

    python -m benchmarks.enrichment

The stories timed are the labelled ones, joined to the length wanted. Times are CPU time of one
core, the best of several rounds; `ratio` gives the whole relative to a loop of plain Python
that calibrates the machine in the same run. Stories that are not ours are timed as
`benchmarks.real_stories` says.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from benchmarks import real_stories, results
from services.enrichment.enrich import enrich, warm_up
from services.enrichment.steps import (
    amounts,
    entities,
    keywords,
    quotes,
    style,
    summary,
    topics,
)
from services.enrichment.steps.kin import Similar
from services.enrichment.words import read
from shared.articles import Article
from shared.memory import settle_memory
from tests.labelled.scoring import LANGUAGES, NOW, SECOND, Score, Story, scores, stories
from tests.labelled.third import there, third

LENGTHS = (100, 700, 3_000)
ROUNDS = 7
STORIES = 6
GOAL_MS = 5.0
NAME = "enrichment, {words} words: {step}"


def main() -> None:
    """Measure, print, and keep the rows."""
    warm_up()
    settle_memory()  # as a service does at the end of its start
    calibration = best(calibrate)
    rows = [row for words in LENGTHS for row in speed(words, calibration)]
    rows += real_stories.rows()
    rows += quality()
    print(results.table(rows))
    if not there():
        print(real_stories.WITHOUT)
    results.keep(rows)


def speed(words: int, calibration: float) -> list[dict[str, Any]]:
    """Milliseconds a story for each step and for the whole, at one length."""
    texts = [of_length(words, start) for start in range(STORIES)]
    given = [read(text) for text in texts]
    named = [entities.find_names(each, None).people for each in given]
    key = [keywords.pick_keywords(each, "en") for each in given]
    articles = [article(text) for text in texts]
    work: dict[str, Callable[[], object]] = {
        "words": lambda: [read(text) for text in texts],
        "entities": lambda: [entities.find_names(each, None) for each in given],
        "quotes": lambda: [
            quotes.read_quotes(each, people) for each, people in zip(given, named, strict=True)
        ],
        "amounts": lambda: [amounts.read_amounts(each) for each in given],
        "topics": lambda: [topics.pick_topics("Snails on strike", each) for each in given],
        "keywords": lambda: [keywords.pick_keywords(each, "en") for each in given],
        "summary": lambda: [
            summary.summarise(each, words) for each, words in zip(given, key, strict=True)
        ],
        "style": lambda: [style.find_style("Snails on strike", each) for each in given],
        "everything": lambda: [enrich(each, Similar(), NOW) for each in articles],
    }
    found = []
    for step, run in work.items():
        ms = best(run) * 1_000 / STORIES
        whole = step == "everything"
        found.append(
            {
                "name": NAME.format(words=words, step=step),
                "value": round(ms, 3),
                "unit": "ms",
                "against": "calibration loop" if whole else None,
                "ratio": round(ms / 1_000 / calibration, 2) if whole else None,
                "goal": f"<= {GOAL_MS} ms" if whole and words == 700 else None,
            }
        )
    return found


def quality() -> list[dict[str, Any]]:
    """Precision and recall of each step over the labelled sets; only the third is not ours."""
    sets: dict[str, dict[str, Score]] = {
        "labelled stories (ours, seen while the rules were written)": scores(),
        "second set (ours, seen since)": scores(SECOND),
        "languages (ours, seen since)": scores(LANGUAGES),
    }
    rows = []
    if there():
        sets["third set (not ours, labelled before the rules; counts)"] = third().scores
        untold = len(third().untold) / max(1, third().news)
        rows.append(_share("third set: news stories without a topic", untold, "<= 0.08"))
    for told, steps in sets.items():
        for step, score in steps.items():
            for figure in ("precision", "recall", "f1"):
                goal = GOALS.get((step, figure)) if told.startswith("third") else None
                name = f"enrichment, {told}: {step}, {figure}"
                rows.append(_share(name, getattr(score, figure), goal))
    return rows


GOALS = {
    ("people", "f1"): ">= 0.92",
    ("organisations", "f1"): ">= 0.82",
    ("organisations", "precision"): ">= 0.90",
    ("places", "f1"): ">= 0.90",
    ("speakers", "precision"): ">= 0.90",
    ("topic_roots", "f1"): ">= 0.80",
}
"""What the third set must reach."""


def _share(name: str, value: float, goal: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": "share",
        "against": None,
        "ratio": None,
        "goal": goal,
    }


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of several runs, after one that warms up."""
    work()
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def calibrate() -> int:
    """A fixed amount of plain Python: about what a dictionary-heavy step does."""
    seen: dict[str, int] = {}
    for number in range(40_000):
        word = str(number % 997)
        seen[word] = seen.get(word, 0) + len(word)
    return len(seen)


def of_length(words: int, start: int) -> str:
    """English labelled stories, joined until they have that many words."""
    told = [story for story in stories() if story.name.startswith("en-")]
    told = told[start * 5 :] + told[: start * 5]
    kept: list[str] = []
    count = 0
    for story in told * (1 + words // 1_000):
        if "link_farm" in story.labels.get("set_aside", ""):
            continue
        for paragraph in story.text.split("\n\n"):
            if count < words:
                kept.append(paragraph)
                count += len(paragraph.split())
    return "\n\n".join(kept)


def article(text: str) -> Article:
    """The text as it would arrive."""
    return Story("benchmark", {"headline": "Snails on strike"}, text).article()


if __name__ == "__main__":
    main()

"""The rules: milliseconds a story at three lengths, and how often each rule is right.

    python -m benchmarks.rules

Times are CPU time of one core, the best of several rounds, on labelled stories joined to the
length wanted. Precision and recall are over the labelled cases of tests/labelled/rules.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from benchmarks.enrichment import of_length
from benchmarks.results import keep, table
from services.enrichment.enrich import enrich
from services.enrichment.steps.kin import Similar
from services.moderation.judge import judge
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from shared.articles import Article, Enrichment
from tests.labelled.rules.scoring import SETS, held, scores
from tests.labelled.scoring import NOW, Story

LENGTHS = (100, 700, 3_000)
ROUNDS = 15
STORIES = 6
GOAL_MS = 1.5
PRECISION, RECALL = 0.9, 0.8


def main() -> int:
    """Measure, print, and keep the rows."""
    rows = [*speed(), *quality()]
    print(table(rows))
    keep(rows)
    return 0


def speed() -> list[dict[str, Any]]:
    """Milliseconds a story for all rules together, at each length."""
    policy = read_policy(default_policy_text(), rules=RULE_NAMES)
    found = []
    per_word: dict[int, float] = {}
    for words in LENGTHS:
        stories = [_enriched(of_length(words, start)) for start in range(STORIES)]
        best = float("inf")
        for _ in range(ROUNDS):
            began = time.process_time()
            for article, enrichment in stories:
                judge(article, enrichment, policy)
            best = min(best, time.process_time() - began)
        ms = best * 1_000 / STORIES
        per_word[words] = ms / words
        found.append(
            {
                "name": f"rules, {words} words: all",
                "value": round(ms, 3),
                "unit": "ms",
                "against": "a word at 100 words",
                "ratio": round(per_word[words] / per_word[LENGTHS[0]], 2),
                "goal": f"<= {GOAL_MS} ms" if words == 700 else None,
            }
        )
    return found


def _enriched(text: str) -> tuple[Article, Enrichment]:
    article = Story("benchmark", {"headline": "Snails on strike"}, text).article()
    return article, enrich(article, Similar(), NOW)


_WHICH = {
    "blind (seen since)": SETS[:1],
    "stranger's (seen since its first run)": ("stranger",),
    "codes' (seen since its first run)": ("codes",),
    "lawyer's (seen since its first run)": ("lawyer",),
    "outside (seen since its first run)": ("outside",),
    "all": SETS,
}
"""Sets of cases, and whether who last mended the rules had read them."""


def quality() -> list[dict[str, Any]]:
    """Precision and recall of each rule, and how many ordinary stories are held."""
    found, every = held()
    ordinary = {
        "name": f"rules, {every} ordinary stories (seen since): held",
        "value": round(len(found) / every, 4),
        "unit": "share",
        "against": None,
        "ratio": None,
        "goal": "<= 0.02",
    }
    return [ordinary, *_right()]


def _right() -> list[dict[str, Any]]:
    """Precision and recall of each rule, on the cases written before the rules and on all."""
    return [
        {
            "name": f"rules, {which} cases: {rule}, {figure}",
            "value": round(getattr(score, figure), 3),
            "unit": "share",
            "against": None,
            "ratio": None,
            "goal": f">= {goal}",
        }
        for which, sets in _WHICH.items()
        for rule, score in scores(sets).items()
        for figure, goal in (("precision", PRECISION), ("recall", RECALL))
    ]


if __name__ == "__main__":
    sys.exit(main())

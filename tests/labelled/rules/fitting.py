"""Fits the weights of `services/moderation/cast/harmed.py` on the labelled cases.

A story that names a victim has one whom the weights should find, and nobody else is told to be
one: of a good story the best of those named is pushed up, of a bad one all are pushed down. The
start is the table as it stands, and holds the weights where few cases say anything. Prints the
table anew, and how it does on each fifth of the cases when it was fitted on the other four.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable

from services.moderation.cast.harmed import ENOUGH, WEIGHTS, signs_of
from services.moderation.story import Story
from tests.labelled.rules.scoring import SETS, Case, cases

_ROUNDS, _STEP, _HOLD, _FIFTHS = 150, 0.05, 0.02, 5
_CLEARLY_NOT = -2.0
_SMALLEST = 0.05

_Told = tuple[bool, list[set[str]]]
"""Whether a story names a victim, and what is told of each of those it names."""


def _told(case: Case) -> _Told | None:
    article = case.article()
    story = Story(article=article, enrichment=case.enrichment(article))
    skipped = story.has("crime.character") or story.has("crime.waived")
    if skipped or not story.has("crime.sexual"):
        return None
    signs = [signs for _, signs in signs_of(story)]
    return ("victims" in case.wanted, signs) if signs else None


def _score(weights: dict[str, float], signs: Iterable[str]) -> float:
    return sum(weights.get(sign, 0.0) for sign in signs) - ENOUGH


def _fit(told: list[_Told]) -> dict[str, float]:
    weights = dict(WEIGHTS)
    order, chance = list(told), random.Random(1)
    for turn in range(_ROUNDS):
        chance.shuffle(order)
        step = _STEP * (1 - turn / _ROUNDS)
        for wanted, named in order:
            scores = [_score(weights, signs) for signs in named]
            best = scores.index(max(scores))
            pushed = (
                [(best, 1 - 1 / (1 + math.exp(-scores[best])))]
                if wanted
                else [
                    (n, -1 / (1 + math.exp(-s)))
                    for n, s in enumerate(scores)
                    if s > _CLEARLY_NOT
                ]
            )
            for number, push in pushed:
                for sign in named[number]:
                    held = weights.get(sign, 0.0) - WEIGHTS.get(sign, 0.0)
                    weights[sign] = weights.get(sign, 0.0) + step * (push - _HOLD * held)
    return weights


def _right(weights: dict[str, float], told: Iterable[_Told]) -> tuple[int, int, int]:
    found = [
        (wanted, any(_score(weights, signs) >= 0 for signs in named)) for wanted, named in told
    ]
    return found.count((True, True)), found.count((False, True)), found.count((True, False))


def _main() -> None:
    read = [
        _told(case)
        for name in SETS
        for case in cases(name)
        if "victims" in case.wanted | case.unwanted
    ]
    told = [each for each in read if each is not None]
    random.Random(5).shuffle(told)
    for fifth in range(_FIFTHS):
        others = [each for number, each in enumerate(told) if number % _FIFTHS != fifth]
        hits, false, missed = _right(_fit(others), told[fifth::_FIFTHS])
        print(f"# {hits} found, {false} false, {missed} missed")  # noqa: T201 - for people
    for sign, weight in sorted(_fit(told).items()):
        if abs(weight) >= _SMALLEST:
            print(f'    "{sign}": {round(weight, 2)},')  # noqa: T201 - for people


if __name__ == "__main__":
    _main()

"""Fits the weights of `services/moderation/headlines/elsewhere/told.py` on the labelled cases.

    python -m tests.labelled.rules.fitting_headlines

Every good case is taken with its own headline and with two others' of its language, of which one
is given the text's town where both name one: a desk's two stories often play in the same. Both
kinds weigh the same, whatever their numbers. Prints the table, and how it does on each fifth of
the cases when it was fitted on the other four.
"""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Iterable, Iterator
from itertools import groupby

from services.moderation.headlines.elsewhere.signs import signs_of
from services.moderation.headlines.elsewhere.told import ENOUGH
from services.moderation.meanings.vocabulary import LANGUAGES
from services.moderation.story import Story
from tests.labelled.rules.scoring import SETS, Case, cases

_OTHERS = (7, 31)
"""How far on in the list of its language the stories are whose headlines a case is given."""
_TOWN_WEIGHS = 4.0
"""One in some thirty exchanged headlines can be given its text's town; one in eight had it."""
_ROUNDS, _STEP, _HOLD, _FIFTHS = 150, 0.5, 1e-4, 5

_Row = tuple[bool, float, dict[str, float]]
"""Whether the headline is another's, what that weighs, and what tells it."""


def main() -> None:
    """Fit, print the table, and how it does on what it was not fitted on."""
    rows, right, wrong = _rows()
    for name, weight in sorted(_fit(rows).items()):
        print(f'    "{name}": {weight:.2f},')  # noqa: T201 - for people
    order = list(range(len(rows)))
    random.Random(1).shuffle(order)
    doubted = [0, 0]
    for fifth in range(_FIFTHS):
        weights = _fit([rows[at] for at in order if at % _FIFTHS != fifth])
        for at in order:
            other, _, signs = rows[at]
            if at % _FIFTHS == fifth and _sum(weights, signs) > ENOUGH:
                doubted[other] += 1
    print(f"# right headlines doubted: {doubted[0]} of {right}")  # noqa: T201 - for people
    print(f"# others' headlines doubted: {doubted[1]} of {wrong}")  # noqa: T201 - for people


def _rows() -> tuple[list[_Row], int, int]:
    told = {
        (case.headline, str(case.body)): case
        for name in (*SETS, "ordinary")
        for case in cases(name)
        if case.headline
        and case.language in LANGUAGES
        and "headline_mismatch" not in case.wanted
    }
    every = sorted(told.values(), key=lambda case: case.language)
    rows: list[_Row] = []
    counts = [0, 0]
    for _, spoken in groupby(every, key=lambda case: case.language):
        stories = [(case, _story(case)) for case in spoken]
        for at, (case, story) in enumerate(stories):
            counts[0] += 1
            rows += _row(story, other=False)
            for far in _OTHERS:
                another, its = stories[(at + far) % len(stories)]
                counts[1] += 1
                rows += _row(_story(_with(case, another.headline)), other=True)
                if far == _OTHERS[0] and (moved := _moved(another.headline, its, story)):
                    counts[1] += 1
                    rows += _row(_story(_with(case, moved)), other=True, weight=_TOWN_WEIGHS)
    rights = sum(not other for other, _, _ in rows)
    share = rights / (len(rows) - rights)
    weighed = [
        (other, weight * share if other else weight, signs) for other, weight, signs in rows
    ]
    return weighed, counts[0], counts[1]


def _story(case: Case) -> Story:
    article = case.article()
    return Story(article=article, enrichment=case.enrichment(article))


def _with(case: Case, headline: str) -> Case:
    return dataclasses.replace(case, headline=headline)


def _moved(headline: str, its: Story, story: Story) -> str | None:
    """Give a headline with another story's town in the place of its own."""
    towns = [place.name for place in its.enrichment.places if place.name in headline]
    here = [place.name for place in story.enrichment.places if place.name in story.text]
    return headline.replace(towns[0], here[0]) if towns and here else None


def _row(story: Story, *, other: bool, weight: float = 1.0) -> Iterator[_Row]:
    signs = signs_of(story)
    if signs is not None:
        yield other, weight, signs


def _sum(weights: dict[str, float], signs: dict[str, float]) -> float:
    return sum(weights[name] * value for name, value in signs.items())


def _fit(rows: list[_Row]) -> dict[str, float]:
    """Fit a logistic curve by steps down its slope, each sign on the scale of its spread."""
    names = [*rows[0][2]]
    spread = {name: _spread(row[2][name] for row in rows) or 1.0 for name in names}
    scaled = [
        (float(other), weight, [signs[name] / spread[name] for name in names])
        for other, weight, signs in rows
    ]
    total = sum(weight for _, weight, _ in scaled)
    weights = [0.0] * len(names)
    moving = [0.0] * len(names)
    for _ in range(_ROUNDS):
        slope = [-_HOLD * each for each in weights]
        for other, weight, values in scaled:
            sure = sum(map(float.__mul__, weights, values))
            missing = weight * (other - 1 / (1 + math.exp(-max(-30.0, min(30.0, sure))))) / total
            slope = [each + missing * value for each, value in zip(slope, values, strict=True)]
        moving = [0.9 * each + down for each, down in zip(moving, slope, strict=True)]
        weights = [each + _STEP * move for each, move in zip(weights, moving, strict=True)]
    return {name: each / spread[name] for name, each in zip(names, weights, strict=True)}


def _spread(values: Iterable[float]) -> float:
    every = [*values]
    mean = sum(every) / len(every)
    return math.sqrt(sum((value - mean) ** 2 for value in every) / len(every))


if __name__ == "__main__":
    main()

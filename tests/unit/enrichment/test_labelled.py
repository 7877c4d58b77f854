"""Floors under what the steps find in the labelled stories (`tests/labelled`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.labelled.scoring import (
    LANGUAGES,
    SECOND,
    STORIES,
    Score,
    enriched,
    scores,
    stories,
)

FLOORS = {  # step: precision, recall
    "language": (0.98, 0.98),
    "dateline": (0.95, 0.95),
    "credits": (0.95, 0.95),
    "marker": (0.95, 0.95),
    "set_aside": (0.90, 0.90),
    "people": (0.95, 0.95),
    "roles": (0.95, 0.90),
    "organisations": (0.90, 0.90),
    "places": (0.95, 0.95),
    "quotes": (0.95, 0.95),
    "amounts": (0.95, 0.95),
    "topics": (0.95, 0.90),
    "topic_roots": (0.95, 0.90),
    "section": (0.95, 0.95),
    "style": (0.90, 0.90),
}

FLOORS_OF_THE_SECOND = {
    "language": (0.98, 0.98),
    "dateline": (0.98, 0.98),
    "credits": (0.98, 0.98),
    "marker": (0.98, 0.98),
    "set_aside": (0.98, 0.98),
    "body": (0.98, 0.98),
    "people": (0.98, 0.98),
    "roles": (0.95, 0.95),
    "organisations": (0.95, 0.80),
    "places": (0.97, 0.95),
    "quotes": (0.98, 0.95),
    "amounts": (0.98, 0.98),
    "topics": (0.95, 0.88),
    "topic_roots": (0.88, 0.95),
    "section": (0.90, 0.90),
}

FLOORS_OF_LANGUAGES = {
    "language": (0.98, 0.98),
    "dateline": (0.98, 0.98),
    "people": (0.95, 0.95),
    "organisations": (0.90, 0.90),
    "places": (0.92, 0.92),
    "quotes": (0.95, 0.95),
    "topics": (0.95, 0.88),
}

_scores = cache(scores)


def test_there_are_enough_stories_in_enough_languages() -> None:
    told = stories()

    assert len(told) >= 60
    assert len({story.labels["language"] for story in told}) >= 15


@pytest.mark.parametrize("step", FLOORS)
def test_a_step_finds_what_the_labels_say(step: str) -> None:
    score: Score = _scores()[step]
    precision, recall = FLOORS[step]

    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.missed


@pytest.mark.parametrize("step", FLOORS_OF_THE_SECOND)
def test_a_step_does_as_well_on_the_second_set(step: str) -> None:
    score: Score = _scores(SECOND)[step]
    precision, recall = FLOORS_OF_THE_SECOND[step]

    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.missed


@pytest.mark.parametrize("step", FLOORS_OF_LANGUAGES)
def test_a_step_does_well_in_the_languages_we_claim(step: str) -> None:
    score: Score = _scores(LANGUAGES)[step]
    precision, recall = FLOORS_OF_LANGUAGES[step]

    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.missed


@pytest.mark.parametrize("folder", [STORIES, SECOND, LANGUAGES], ids=lambda folder: folder.name)
def test_no_step_fails_on_a_labelled_story(folder: Path) -> None:
    failed = {story.name: enriched(story).degraded for story in stories(folder)}

    assert not {name: steps for name, steps in failed.items() if steps}

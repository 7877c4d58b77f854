"""Floors under what the steps find on pages that no one here wrote (`tests/labelled/third`)."""

from __future__ import annotations

import pytest

from tests.labelled.third import there, third

pytestmark = pytest.mark.skipif(
    not there(), reason="the pages of ../shared/corpus/html are not beside this checkout"
)

FLOORS = {  # step: precision, recall
    "people": (0.97, 0.93),
    "organisations": (0.92, 0.85),
    "places": (0.94, 0.89),
    "quotes": (0.95, 0.89),
    "speakers": (0.94, 0.94),
    "dateline": (0.99, 0.99),
    "topic_roots": (0.93, 0.85),
}


@pytest.mark.parametrize("step", FLOORS)
def test_a_step_finds_what_the_labels_of_the_pages_say(step: str) -> None:
    score = third().scores[step]
    precision, recall = FLOORS[step]

    assert score.precision >= precision, score.wrong
    assert score.recall >= recall, score.missed


def test_few_news_stories_have_no_topic() -> None:
    found = third()

    assert len(found.untold) <= 0.08 * found.news, found.untold


def test_no_step_fails_on_a_page() -> None:
    assert not third().failed

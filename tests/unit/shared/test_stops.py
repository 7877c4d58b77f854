from __future__ import annotations

import pytest

from shared.events import ArticleCanceled, ArticleRecalled, ArticleWithheld
from shared.lifecycle import State
from shared.payloads import Stopped
from shared.stops import Stop, gravest, stop_of, stop_record
from tests.factories import MONDAY


def a_stop(
    kind: type[ArticleCanceled | ArticleRecalled | ArticleWithheld],
    revision: int = 2,
    *,
    doubt: bool = False,
) -> Stop:
    data = Stopped(
        article_id="a", revision=revision, source="wire", reason="why", at=MONDAY, doubt=doubt
    )
    return stop_of(kind.of(data, at=MONDAY))


@pytest.mark.parametrize(
    ("stop", "covered"),
    [
        (a_stop(ArticleCanceled), {1, 2, 3}),
        (a_stop(ArticleRecalled), {1, 2, 3}),
        (a_stop(ArticleWithheld), {1, 2}),
        (a_stop(ArticleWithheld, doubt=True), set()),
    ],
    ids=["a kill", "a recall", "a hold", "our own doubt, which a person decides on"],
)
def test_a_stop_reaches_no_further_than_it_says(stop: Stop, covered: set[int]) -> None:
    assert {revision for revision in (1, 2, 3) if stop.covers(revision)} == covered


def test_a_recall_is_graver_than_a_kill_and_a_kill_than_a_hold() -> None:
    hold, kill = a_stop(ArticleWithheld), a_stop(ArticleCanceled)
    recall = a_stop(ArticleRecalled)

    assert gravest((hold, recall, kill), 1) is recall
    assert gravest((kill, hold), 1) is kill
    assert gravest((hold,), 3) is None


def test_every_stage_writes_a_stop_down_alike_and_as_of_then() -> None:
    data = Stopped(article_id="a", revision=2, source="wire", reason="why", at=MONDAY)
    event = ArticleCanceled.of(data, at=MONDAY)

    record = stop_record(event, stop_of(event), stage="enrichment")

    assert (record.stage, record.at, record.state) == ("enrichment", MONDAY, State.CANCELED)
    assert [(why.rule, why.explanation) for why in record.reasons] == [("wire", "why")]

from __future__ import annotations

import pytest

from services.enrichment.again import EXAMPLES, Reviewing, differing
from services.enrichment.enrich import STEPS, enrich
from services.enrichment.steps.kin import Similar
from shared.articles import Article, Copy, Enrichment, Kin
from tests.factories import MONDAY, an_article


def enriched(article: Article) -> Enrichment:
    return enrich(article, Similar.nothing(), MONDAY)


def as_if(enrichment: Enrichment, **before: object) -> Enrichment:
    """An enrichment as an earlier version of the steps might have told it."""
    return Enrichment.model_validate(enrichment.model_dump() | before)


def test_what_was_enriched_by_the_same_steps_stays_as_it_is() -> None:
    article = an_article()
    reviewing = Reviewing()

    reviewing.look_at(article, enriched(article), MONDAY)
    review = reviewing.review()

    assert (review.stories, review.changed) == (1, 0)
    assert (review.steps, review.fields) == ((), ())


def test_a_changed_field_is_counted_with_its_step_and_shown_where_it_differs() -> None:
    article = an_article()
    now = enriched(article)
    stored = as_if(now, summary="x" * 500, steps={**now.steps, "summary": "0"})
    reviewing = Reviewing()

    for _ in range(EXAMPLES + 1):
        reviewing.look_at(article, stored, MONDAY)
    review = reviewing.review()

    assert (review.stories, review.changed) == (EXAMPLES + 1, EXAMPLES + 1)
    [step], [change] = review.steps, review.fields
    assert (step.step, step.versions, step.today) == ("summary", {"0": 4}, STEPS["summary"])
    assert step.stories == EXAMPLES + 1
    assert (change.field, change.step, change.stories) == ("summary", "summary", EXAMPLES + 1)
    assert len(change.examples) == EXAMPLES
    assert change.examples[0].article_id == article.article_id
    assert len(change.examples[0].before) < 200
    assert change.examples[0].after == now.summary[: len(change.examples[0].after)]


def test_a_raised_version_that_changes_nothing_is_told_with_no_story() -> None:
    article = an_article()
    now = enriched(article)
    reviewing = Reviewing()

    reviewing.look_at(article, as_if(now, steps={**now.steps, "quotes": "0"}), MONDAY)
    [step] = reviewing.review().steps

    assert (step.step, step.stories) == ("quotes", 0)


def test_kin_is_of_its_time_and_not_compared() -> None:
    now = enriched(an_article())
    kin = Kin(cluster="c", copies=(Copy(article_id="x", revision=1, containment=1.0),))

    assert [*differing(as_if(now, kin=kin), now)] == []


@pytest.mark.parametrize(("tier", "fields"), [("rules", {"people"}), ("models", set[str]())])
def test_what_models_said_is_not_held_against_the_rules(tier: str, fields: set[str]) -> None:
    now = enriched(an_article())
    people = ({"name": "Somebody Else", "mentions": 1},)

    found = {name for name, _, _ in differing(as_if(now, tier=tier, people=people), now)}

    assert found == fields

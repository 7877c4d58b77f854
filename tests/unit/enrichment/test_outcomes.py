"""What enrichment tells of a revision."""

from __future__ import annotations

import dataclasses

import orjson

from services.enrichment.outcomes import Outcome, tell
from tests.factories import MONDAY, a_received, an_enrichment


def test_what_was_heard_is_passed_on_with_fields_we_do_not_know() -> None:
    event = a_received()
    data = orjson.dumps(event.data.model_dump(mode="json") | {"mood": "grim"})
    heard = dataclasses.replace(event, written=data)
    article = heard.data.article
    outcome = Outcome(
        article.article_id, 1, at=MONDAY, article=article, enrichment=an_enrichment(article)
    )

    [told] = tell(heard, outcome)

    assert orjson.loads(told.to_fields()["data"])["mood"] == "grim"

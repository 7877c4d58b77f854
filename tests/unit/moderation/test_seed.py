"""The copy this project was started for, through enrichment, before the default policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.enrichment.copy import copy_of
from services.enrichment.enrich import enrich
from services.enrichment.steps.kin import Similar
from services.moderation.judge import judge
from tests.unit.moderation.stories import NOON, a_story, the_default_policy


@pytest.fixture
def seed(corpus: Path) -> tuple[str, str]:
    (file,) = (corpus / "seed").glob("*.txt")
    headline, _, body = file.read_text(encoding="utf-8").partition("\n\n")
    return headline, body


@pytest.mark.parametrize(
    ("named", "reasons"),
    [
        (("self",), {"rights", "republished", "link_farm"}),
        (("Thomson Reuters",), {"republished", "link_farm"}),
    ],
    ids=["without rights", "with rights"],
)
def test_a_scraped_re_host_is_held_with_its_reasons_marked(
    seed: tuple[str, str], named: tuple[str, ...], reasons: set[str]
) -> None:
    headline, body = seed
    article = a_story(headline=headline, body=body, source_rights=named).article
    enrichment = enrich(article, Similar(), NOON)

    verdict = judge(article, enrichment, the_default_policy())

    assert verdict.state == "held"
    found = {reason.rule: reason for reason in verdict.reasons}
    assert found.keys() == reasons
    assert all(reason.spans for reason in verdict.reasons)
    assert found["link_farm"].score >= 0.9
    copy = copy_of(article.item).text
    farm = found["link_farm"].spans[0]
    assert copy[farm.start : farm.end].count("https://") > 10

"""The whole of enrichment on one story, and on the one that this project was started for."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.enrichment.copy import copy_of
from services.enrichment.enrich import LONGEST_ANALYSED, STEPS, enrich
from services.enrichment.steps import dateline
from services.enrichment.steps.kin import Similar
from shared.articles import (
    Amount,
    Article,
    Enrichment,
    Extras,
    Quote,
    SourceFacts,
    StyleSignal,
    WireDateline,
)
from shared.ninjs import Item, Text
from tests.factories import MONDAY, an_article
from tests.unit.enrichment.stories import a_text

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def enriched(article: Article) -> Enrichment:
    return enrich(article, Similar.nothing(), NOW)


def spans_hold(article: Article, enrichment: Enrichment) -> None:
    texts = {
        "copy": copy_of(article.item).text,
        "headline": enrichment.headline,
        "body": enrichment.body,
    }
    for aside in enrichment.set_aside:
        assert texts[aside.span.of][aside.span.start : aside.span.end] == aside.text
    signals: list[Quote | Amount | StyleSignal] = [
        *enrichment.quotes, *enrichment.amounts, *enrichment.style
    ]  # fmt: skip
    for found in signals:
        assert found.text in texts[found.span.of][found.span.start : found.span.end]


def test_an_ordinary_story_keeps_every_word() -> None:
    article = an_article()

    enrichment = enriched(article)

    body = article.item.body()
    assert body is not None
    assert enrichment.body == body.value
    assert enrichment.headline == article.item.headline()
    assert enrichment.set_aside == ()
    assert enrichment.degraded == ()
    assert enrichment.steps == STEPS
    assert enrichment.dateline is not None
    assert enrichment.dateline.agency == "Example Wire"
    spans_hold(article, enrichment)


def test_enriching_again_gives_the_same() -> None:
    article = an_article(body=a_text(5))

    assert enriched(article) == enriched(article)


def test_a_story_leaves_nothing_for_the_collector() -> None:
    article = an_article(body=a_text(5))
    enriched(article)
    gc.collect()

    enriched(article)

    assert gc.collect() == 0


def test_a_wires_own_dateline_and_byline_are_used() -> None:
    article = an_article(
        body="The harbour opened.",
        by="By ANN ROE",
        extras=Extras(dateline=WireDateline(place="OSLO", country="NO")),
    )

    enrichment = enriched(article)

    assert enrichment.dateline is not None
    assert (enrichment.dateline.place, enrichment.dateline.method) == ("Oslo", "wire")
    assert [credit.name for credit in enrichment.credits] == ["Ann Roe"]


def test_a_step_that_fails_costs_its_result_and_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError

    monkeypatch.setattr(dateline, "read_dateline", fail)

    enrichment = enriched(an_article())

    assert enrichment.dateline is None
    assert enrichment.degraded == ("dateline: LookupError",)
    assert enrichment.body


def test_a_text_that_is_too_long_is_kept_whole_and_read_in_part() -> None:
    text = "\n\n".join(a_text(seed, 60) for seed in range(40))
    assert len(text) > LONGEST_ANALYSED

    enrichment = enriched(an_article(body=text))

    assert enrichment.body == text
    assert enrichment.degraded == ("text_too_long",)


@pytest.mark.parametrize("body", ["", " ", "\n\n\n", "\u200b"])
def test_nothing_to_read_is_no_failure(body: str) -> None:
    enrichment = enriched(an_article(headline="", body=body, language=None))

    assert (enrichment.body, enrichment.headline, enrichment.word_count) == ("", "", 0)
    assert enrichment.language.code == "und"
    assert enrichment.degraded == ()


# --- the copy this project was started for -----------------------------------------------

SEED = "000_76b618a28dac39f5.txt"


def the_seed(corpus: Path, change: tuple[str, str] = ("", "")) -> Article:
    """Give the scraped page as it is posted: the first line is its headline."""
    text = (corpus / "seed" / SEED).read_text(encoding="utf-8")
    headline, _, body = text.partition("\n")
    if change[0]:
        body = body.replace(*change)
    return Article(
        article_id="s" * 20,
        revision=1,
        source=SourceFacts(id="a-blog"),
        received_at=MONDAY,
        item=Item(
            headlines=(Text(value=headline),),
            bodies=(Text(value=body, content_type="text/plain"),),
        ),
    )


@pytest.fixture(
    params=[("", ""), ("\n\n", "\n"), (" ", "\u00a0"), ("\n", "\r\n"), ("\n\n", "\n \n\n")],
    ids=["as it came", "no blank lines", "no-break spaces", "CRLF", "more blank lines"],
)
def seed(request: pytest.FixtureRequest, corpus: Path) -> Article:
    return the_seed(corpus, request.param)


def test_the_seeds_headline_has_no_breadcrumb(seed: Article) -> None:
    enrichment = enriched(seed)

    crumb = enrichment.set_aside[0]
    assert (crumb.kind, crumb.text, crumb.span.start, crumb.span.end) == (
        "breadcrumb", "HomeNews", 0, 8,
    )  # fmt: skip
    assert enrichment.headline.startswith("Russia seeks")
    assert enrichment.headline.endswith("ties")


def test_the_seeds_nine_paragraphs_are_kept_word_for_word(seed: Article, corpus: Path) -> None:
    lines = (corpus / "seed" / SEED).read_text(encoding="utf-8").split("\n\n")
    story = [line for line in lines if len(line) > 120 and "http" not in line][:9]

    enrichment = enriched(seed)

    assert enrichment.body.split("\n\n") == story
    assert "http" not in enrichment.body
    assert "by admin" not in enrichment.body


def test_the_seeds_dateline_is_dated_by_its_weekday(seed: Article) -> None:
    found = enriched(seed).dateline

    assert found is not None
    assert found.model_dump() == {
        "place": "Moscow", "region": None, "country": "RU", "date": "2023-01-30",
        "agency": "Reuters", "method": "weekday", "confidence": 0.9,
    }  # fmt: skip


def test_the_seeds_writers_are_credited(seed: Article) -> None:
    found = enriched(seed).credits

    assert [(credit.role, credit.name.split()[-1], credit.place) for credit in found] == [
        ("writing", "Davis", None),
        ("additional_reporting", "Baptista", "Beijing"),
        ("editing", "Faulconbridge", None),
    ]


def test_the_seeds_footer_is_kept_and_scored_as_a_link_farm(seed: Article) -> None:
    enrichment = enriched(seed)

    kinds = [aside.kind for aside in enrichment.set_aside]
    assert kinds == [
        "breadcrumb", "repeated_headline", "machine_byline", "credits", "standards", "source",
        "tail", "link_farm",
    ]  # fmt: skip
    farm = enrichment.set_aside[-1]
    assert farm.score >= 0.95
    assert "news7.asia" in farm.text
    spans_hold(seed, enrichment)


def test_the_seed_is_an_agencys_story_re_hosted_in_english(seed: Article) -> None:
    enrichment = enriched(seed)

    assert enrichment.provenance.model_dump() == {
        "agency": "Reuters", "carrier": "news7.asia", "rehosted": True,
    }  # fmt: skip
    assert enrichment.language.code == "en"

"""Ordinary things to test with: a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from shared.articles import Article, Enrichment, Extras, Finding, Language, SourceFacts, Verdict
from shared.events import ArticleReceived
from shared.ninjs import Item, Text
from shared.payloads import Received

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

BODY = (
    "PORTSMOUTH, Nov 23 (Example Wire) - Ferries resumed on Monday after a two-day stoppage."
    "\n\n"
    "The operator said it had cancelled fourteen sailings.\n\n"
    "Passengers are asked to check in an hour early."
)


def an_item(
    *, headline: str = "Ferries resume after storm", body: str = BODY, **more: Any
) -> Item:
    return Item.model_validate(
        {
            "uri": "urn:newsml:wire.example.org:20261123:ferries",
            "version": "1",
            "language": "en",
            "headlines": (Text(role="main", value=headline),),
            "bodies": (Text(role="main", content_type="text/plain", value=body),),
            **more,
        }
    )


def an_article(
    article_id: str = "abcdefghij2345677654",
    revision: int = 1,
    *,
    source: SourceFacts | None = None,
    extras: Extras | None = None,
    **item: Any,
) -> Article:
    return Article(
        article_id=article_id,
        revision=revision,
        source=source or SourceFacts(id="example-wire"),
        received_at=MONDAY,
        item=an_item(**item),
        extras=extras or Extras(),
    )


def a_received(article: Article | None = None, **article_facts: Any) -> ArticleReceived:
    article = article or an_article(**article_facts)
    data = Received(article_id=article.article_id, revision=article.revision, article=article)
    return ArticleReceived.of(data, at=MONDAY)


def an_enrichment(article: Article | None = None, **more: Any) -> Enrichment:
    article = article or an_article()
    body = article.item.body()
    return Enrichment.model_validate(
        {
            "article_id": article.article_id,
            "revision": article.revision,
            "headline": article.item.headline(),
            "body": body.value if body else "",
            "language": Language(code="en", confidence=0.99),
            "word_count": 30,
            "reading_minutes": 1,
            **more,
        }
    )


def a_verdict(article: Article | None = None, **more: Any) -> Verdict:
    article = article or an_article()
    reasons: tuple[Finding, ...] = ()
    return Verdict.model_validate(
        {
            "article_id": article.article_id,
            "revision": article.revision,
            "state": "approved",
            "reasons": reasons,
            "policy_version": "1",
            **more,
        }
    )

"""Approvals and stops of one story: a test names only what it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shared.articles import Extras, SourceFacts
from shared.events import (
    ApprovalRevoked,
    ArticleApproved,
    ArticleCanceled,
    ArticleRecalled,
    ArticleWithheld,
)
from shared.payloads import Approved, Revoked, Stopped
from tests.factories import MONDAY, a_verdict, an_article, an_enrichment

STORY = "abcdefghij2345677654"
SITE = "http://site.example"


def an_approval(
    revision: int = 1,
    *,
    article_id: str = STORY,
    decision: int = 1,
    decided_by: str = "policy",
    enrichment: dict[str, Any] | None = None,
    extras: Extras | None = None,
    source: SourceFacts | None = None,
    **item: Any,
) -> ArticleApproved:
    article = an_article(article_id, revision, extras=extras, source=source, **item)
    data = Approved(
        article_id=article_id,
        revision=revision,
        decision=decision,
        by=decided_by,
        at=MONDAY,
        article=article,
        enrichment=an_enrichment(article, **(enrichment or {})),
        verdict=a_verdict(article),
    )
    return ArticleApproved.of(data, at=MONDAY, nth=decision)


def _stopped(
    revision: int, number: int, at: datetime, article_id: str, *, doubt: bool = False
) -> Stopped:
    return Stopped(
        article_id=article_id,
        revision=revision,
        number=number,
        source="example-wire",
        at=at,
        doubt=doubt,
    )


def a_kill(revision: int = 1, *, number: int = 1, article_id: str = STORY) -> ArticleCanceled:
    data = _stopped(revision, number, MONDAY, article_id)
    return ArticleCanceled.of(data, at=MONDAY, nth=number)


def a_hold(revision: int = 1, *, number: int = 1, article_id: str = STORY) -> ArticleWithheld:
    data = _stopped(revision, number, MONDAY, article_id)
    return ArticleWithheld.of(data, at=MONDAY, nth=number)


def a_doubt(revision: int = 1) -> ArticleWithheld:
    """Make a hold of our own: an embargo that nobody can read."""
    data = _stopped(revision, 1, MONDAY, STORY, doubt=True)
    return ArticleWithheld.of(data, at=MONDAY)


def a_revocation(revision: int = 1, *, decision: int = 1) -> ApprovalRevoked:
    """Take approvals back that have left: the original of this copy was killed."""
    why = "A story was killed, and this one has its words."
    data = Revoked(
        article_id=STORY, revision=revision, decision=decision, reason=why, at=MONDAY
    )
    return ApprovalRevoked.of(data, at=MONDAY, nth=decision)


def a_recall(revision: int = 1, *, number: int = 1, article_id: str = STORY) -> ArticleRecalled:
    data = _stopped(revision, number, MONDAY, article_id)
    return ArticleRecalled.of(data, at=MONDAY, nth=number)

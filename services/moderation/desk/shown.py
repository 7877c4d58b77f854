"""A case as the desk's API and page show it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path

from services.moderation.cases import Case
from services.moderation.decisions import release_of
from services.moderation.desk.queue.rows import Row, row_of, slug_of
from services.moderation.embargoes import embargoed_until

ArticleId = Annotated[str, Path(pattern=r"^[a-z2-7]{20}$")]
Key = Annotated[str, Path(max_length=60, description="`article_id:revision`")]


def case_json(case: Case, row: Row | None = None) -> dict[str, Any]:
    """Write a case as SHAPES has it: the verdict's fields, then the case's own.

    `state` is where the case is now; what the rules came to stands in `verdict`.
    """
    verdict = case.verdict
    return {
        "article_id": case.article_id,
        "revision": case.revision,
        "state": case.state.value,
        "reasons": [finding.model_dump(mode="json") for finding in verdict.reasons]
        if verdict
        else [],
        "rules_run": verdict.rules_run if verdict else {},
        "policy_version": verdict.policy_version if verdict else None,
        "verdict": verdict.state if verdict else None,
        "release": release_of(case),
        "headline": case.headline,
        "source": case.source,
        "judged_at": case.judged_at.isoformat(),
        "deadline": case.deadline.isoformat() if case.deadline else None,
        "owner": case.owner,
        "leaves_at": case.leaves_at.isoformat() if case.leaves_at else None,
        "approvals": case.approvals,
        "newer": case.newer or None,
        "lock": case.lock.model_dump(mode="json") if case.lock else None,
        "decisions": [decision.model_dump(mode="json") for decision in case.decisions],
        "remarks": [remark.model_dump(mode="json") for remark in case.remarks],
        "edit": case.edit,
        "carried": case.carried,
        "overlay": case.overlay.model_dump(mode="json") if case.overlay else None,
        "hash": case.hash,
        **(_row_json(row) if row else {}),
    }


def _row_json(row: Row) -> dict[str, Any]:
    """Write what a queue shows of a case beside it."""
    return {
        "section": row.section or None,
        "language": row.language or None,
        "urgency": row.urgency,
        "slug": row.slug,
        "topics": list(row.topics),
        "rules": list(row.rules),
        "edited": row.edited,
    }


def whole_case_json(case: Case) -> dict[str, Any]:
    """Write a case with its article and enrichment."""
    article, enrichment = case.article, case.enrichment
    body = article.item.body() if article else None
    until = embargoed_until(case)
    return {
        **case_json(case, row_of(case)),
        "slug": slug_of(case) or case.article_id,
        "article": {
            "item": article.item.to_ninjs(),
            "extras": article.extras.to_json(),
            "source": article.source.model_dump(mode="json"),
            "received_at": article.received_at.isoformat(),
        }
        if article
        else None,
        "embargoed_until": until.isoformat() if until else None,
        "raw": body.value if body else None,
        "enrichment": enrichment.model_dump(mode="json") if enrichment else None,
    }

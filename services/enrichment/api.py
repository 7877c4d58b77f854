"""Edge: stories as they were enriched, for the operator (`copydesk enrich --since`)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime

from services.enrichment.storage import EnrichmentStore
from shared.service import operator_only


def enrichments_api(store: EnrichmentStore) -> APIRouter:
    """Give the operator's one route about what is stored."""
    router = APIRouter(tags=["operations"], dependencies=[Depends(operator_only)])

    @router.get("/v1/enrichments")
    async def enrichments(
        since: Annotated[AwareDatetime, Query(description="Enriched at this moment or later.")],
        after: Annotated[str, Query(description="`next` of the page before.")] = "",
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> dict[str, Any]:
        """List stories with their enrichments in the order they were enriched.

        `total` counts all since then; a story whose texts were recalled is not listed.
        """
        moment: datetime = since
        page = await store.enriched_since(moment, after, limit)
        return {
            "total": await store.count_since(moment),
            "enrichments": [
                {"at": at, "article": article, "enrichment": enrichment}
                for at, article, enrichment in page.stories
            ],
            "next": page.after,
        }

    return router

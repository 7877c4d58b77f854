"""A small stage to test the loop with: it remembers revisions and tells of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import FastAPI

from shared.articles import Article
from shared.database import Collection, insert_if_absent
from shared.events import ArticleEnriched, Event
from shared.lifecycle import State
from shared.payloads import Enriched
from shared.service import Service
from shared.settings import Settings
from shared.stage import Stage
from shared.timeline import TimelineRecord
from tests.factories import an_enrichment


class Store:
    """Documents under `article_id:revision`, each with the order it was first decided in."""

    def __init__(self, documents: Collection) -> None:
        self.documents = documents

    async def load(self, events: Sequence[Event]) -> list[int]:
        return [0 for _ in events]

    async def save(
        self, decided: Sequence[tuple[Event, dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        return await insert_if_absent(self.documents, [document for _, document in decided])


def decide(event: Event, _context: int, now: datetime) -> dict[str, Any]:
    headline = event.data.article.item.headline()
    if headline == "POISON":
        raise ValueError("nobody can read this")
    if headline == "DEADLY":
        os._exit(137)
    return {"_id": event.key, "at": now, "article": event.data.article.model_dump(mode="json")}


def tell(event: Event, stored: dict[str, Any]) -> list[Event]:
    article = Article.model_validate(stored["article"])
    enrichment = an_enrichment(article)
    data = Enriched(
        article_id=article.article_id,
        revision=article.revision,
        article=article,
        enrichment=enrichment,
    )
    return [ArticleEnriched.of(data, at=stored["at"], cause=event)]


def record(event: Event, stored: dict[str, Any]) -> TimelineRecord:
    return TimelineRecord(
        article_id=event.data.article_id,
        revision=event.data.revision,
        stage="enrichment",
        event_id=event.id,
        at=stored["at"],
        outcome="enriched",
        state=State.ENRICHED,
    )


def stage_of(service: Service) -> Stage[int, dict[str, Any]]:
    store = Store(service.database["documents"])
    return Stage(
        hears="article.received",
        load=store.load,
        decide=decide,
        save=store.save,
        tell=tell,
        record=record,
    )


def build() -> FastAPI:
    """Be a service, so that tests can kill it."""
    service = Service("enrichment", Settings())
    service.stage(stage_of(service))
    return service.app()

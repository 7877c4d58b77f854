"""Enrichment: ArticleReceived -> ArticleEnriched.

Works out what a text says about itself and passes the article on.
Run with `uvicorn --factory services.enrichment.main:build`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from fastapi import FastAPI

from services.enrichment import outcomes
from services.enrichment.api import enrichments_api
from services.enrichment.enrich import warm_up
from services.enrichment.models.pool import ModelPool
from services.enrichment.settings import EnrichmentSettings
from services.enrichment.storage import INDEXES, EnrichmentStore
from shared import clock
from shared.events import Event
from shared.service import Service
from shared.stage import Stage
from shared.stops import STOPS, stop_of, stop_record


def build(settings: EnrichmentSettings | None = None) -> FastAPI:
    """Wire enrichment together, with settings from the environment unless they are given."""
    settings = settings or EnrichmentSettings()
    service = Service("enrichment", settings)
    store = EnrichmentStore(service.database, kin_days=settings.kin_days)

    async def forget() -> None:
        gone = await store.forget(clock.now())
        if gone:
            service.log.info("bands_forgotten", count=gone)

    load: Callable[[Sequence[Event]], Awaitable[Sequence[outcomes.Known]]] = store.load
    if settings.enrichment_models:
        models = ModelPool(
            workers=settings.enrichment_models_workers,
            budget_ms=settings.enrichment_models_budget_ms,
            spacy_model=settings.enrichment_spacy_model,
            log=service.log,
        )
        service.on_start(models.start)
        service.on_stop(models.stop)

        async def load(events: Sequence[Event]) -> Sequence[outcomes.Known]:
            return await models.add_to(await store.load(events), events)

    service.indexes(INDEXES)
    service.on_start(partial(asyncio.to_thread, warm_up))
    # What is kept out is read alike, and passed on to nobody.
    for stream, look_up in (("article.received", load), ("article.kept_out", store.load)):
        service.stage(
            Stage(
                hears=stream,
                load=look_up,  # reads the copies and looks up what is like them, for a batch
                decide=outcomes.decide,  # pure: event + what was loaded -> outcome
                save=store.save,  # insert if absent; gives back what is stored
                tell=outcomes.tell,  # pure: event + stored outcome -> the events to send
                record=outcomes.record,
            )
        )
    service.stage(
        Stage(
            hears="article.canceled",
            load=store.nothing,
            decide=lambda event, _nothing, _now: outcomes.Ended(stop_of(event)),
            save=store.stop,
            tell=outcomes.tell_ended,
            record=lambda event, ended: stop_record(event, ended.stop, stage=service.name),
            concerns=STOPS,
            brake=False,
        )
    )
    service.reconcile(store)
    service.reconcile(store.known)
    service.every(settings.forget_every_s, forget, name="forget")
    app = service.app()
    app.include_router(enrichments_api(store))
    return app

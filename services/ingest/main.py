"""Ingest: (wires) -> ArticleReceived | ArticleCanceled.

Takes in what wires push, tells what is news, and keeps every byte of it.
Run with `uvicorn --factory services.ingest.main:build`.
"""

from __future__ import annotations

from datetime import timedelta

from fastapi import FastAPI

from services.ingest import api, operators
from services.ingest.closing import closing_stage
from services.ingest.express import ExpressLane
from services.ingest.formats import parse_payload
from services.ingest.gate import Gate
from services.ingest.intake import WRITERS, Intake
from services.ingest.keys import Doorkeeper
from services.ingest.pressure import Pressure
from services.ingest.reception import Reception
from services.ingest.settings import IngestSettings
from services.ingest.storage import INDEXES, AnswerStore, IngestStore, SourceStore
from shared import clock
from shared.service import Service

HOURLY = 3600


def build() -> FastAPI:
    """Wire ingest together, with settings from the environment."""
    settings = IngestSettings()
    service = Service("ingest", settings)
    store = IngestStore(service.database)
    sources = SourceStore(service.database)
    answers = AnswerStore(service.database)
    pepper = settings.key_pepper.get_secret_value().encode()
    if not pepper:
        service.log.warning("key_pepper_missing", setting="COPYDESK_KEY_PEPPER")
    doorkeeper = Doorkeeper(sources.find, pepper=pepper, remember_s=settings.source_cache_s)
    intake = Intake(
        store,
        chronicle=service.timeline,
        streams=service.streams,
        metrics=service.metrics,
        log=service.log,
        now=clock.now,
    )
    desk = api.Desk(
        settings=settings,
        gate=Gate(
            doorkeeper,
            staff_tokens=(settings.operator_token, settings.desk_token),
            rate_limit=settings.rate_limit,
            rate_window_s=settings.rate_window_s,
        ),
        reception=Reception(
            parse_payload,
            store=store,
            chronicle=service.timeline,
            log=service.log,
            max_item_bytes=settings.max_item_bytes,
        ),
        intake=intake,
        pressure=Pressure(
            service.streams,
            lambda: service.redis.info("memory"),
            high_water=settings.high_water,
            every_s=settings.pressure_every_s,
        ),
        store=store,
        answers=answers,
        chronicle=service.timeline,
    )

    async def flush_statistics() -> None:
        await sources.count(intake.take_counts())

    async def forget_answers() -> None:
        await answers.forget(clock.now() - timedelta(hours=settings.idempotency_hours))

    service.indexes(INDEXES)
    for number in range(WRITERS):
        service.run(intake.run, name=f"intake {number + 1}")
    service.run(desk.pressure.watch, name="pressure")
    service.every(settings.statistics_every_s, flush_statistics, name="statistics")
    service.every(HOURLY, forget_answers, name="idempotency_keys")
    service.stage(closing_stage(store))
    service.reconcile(store)
    app = service.app()
    app.add_middleware(
        ExpressLane,
        path="/v1/articles",
        handler=lambda request: api.take_request(desk, request),
    )
    app.include_router(api.routes(desk))
    app.include_router(operators.routes(desk, sources, doorkeeper, pepper=pepper))
    return app

"""Ingest: (wires) -> ArticleReceived | ArticleCanceled.

Takes in what wires push and pollers pull, tells what is news, and keeps every byte of it.
Run with `uvicorn --factory services.ingest.main:build`.
"""

from __future__ import annotations

from datetime import timedelta

from fastapi import FastAPI

from services.ingest import (
    api,
    desk_calls,
    operators,
    poll_calls,
    storage_habits,
    storage_pulls,
)
from services.ingest.addresses import read_networks
from services.ingest.closing import closing_stage
from services.ingest.express import ExpressLane
from services.ingest.formats import parse_payload
from services.ingest.gate import Gate
from services.ingest.intake import WRITERS, Intake
from services.ingest.keys import Doorkeeper
from services.ingest.pollers import Pollers
from services.ingest.pressure import Pressure
from services.ingest.pulling.pulled import Means
from services.ingest.pulling.web import Guard, Web
from services.ingest.reception import Reception
from services.ingest.settings import IngestSettings
from services.ingest.storage import INDEXES, AnswerStore, IngestStore, SourceStore
from services.ingest.storage_habits import HabitStore
from services.ingest.vigil import Vigil
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
            pepper=pepper,
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
    pulls = storage_pulls.PullStore(service.database)
    pollers = Pollers(
        pulls,
        sources,
        Means(
            web=Web(
                Guard(read_networks(settings.poll_allow_networks)),
                timeout_s=settings.poll_timeout_s,
                most_bytes=settings.max_request_bytes,
            ),
            folders_root=settings.poll_folders_root,
            most_bytes=settings.max_request_bytes,
            timeout_s=settings.poll_timeout_s,
            now=clock.now,
        ),
        reception=desk.reception,
        intake=intake,
        pressure=desk.pressure,
        metrics=service.metrics,
        log=service.log,
        holder=service.consumer,
        lease_s=settings.poll_lease_s,
        look_every_s=settings.poll_look_every_s,
    )

    habits = HabitStore(service.database)
    vigil = Vigil(habits, sources, metrics=service.metrics, log=service.log, now=clock.now)

    async def flush_statistics() -> None:
        counts = intake.take_counts()
        await sources.count(counts)
        await vigil.note(counts)

    async def forget_answers() -> None:
        await answers.forget(clock.now() - timedelta(hours=settings.idempotency_hours))

    service.indexes([*INDEXES, *storage_pulls.INDEXES, *storage_habits.INDEXES])
    service.on_start(sources.drop_readable_secrets)
    for number in range(WRITERS):
        service.run(intake.run, name=f"intake {number + 1}")
    service.run(desk.pressure.watch, name="pressure")
    service.every(settings.statistics_every_s, flush_statistics, name="statistics")
    service.every(settings.vigil_every_s, vigil.look, name="vigil")
    service.every(HOURLY, forget_answers, name="idempotency_keys")
    if settings.pollers == "on":
        service.run(pollers.run, name="pollers")
    service.stage(closing_stage(store))
    service.reconcile(store)
    app = service.app()
    app.add_middleware(
        ExpressLane,
        path="/v1/articles",
        handler=lambda request: api.take_request(desk, request),
    )
    app.include_router(api.routes(desk))
    app.include_router(operators.routes(desk, sources, habits, doorkeeper, pepper=pepper))
    app.include_router(desk_calls.routes(desk.gate, store, service.timeline, service.log))
    app.include_router(poll_calls.routes(pulls, sources, pollers))
    return app

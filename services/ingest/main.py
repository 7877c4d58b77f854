"""Ingest: (wires) -> ArticleReceived | ArticleCanceled.

Takes in what wires push and pollers pull, tells what is news, and keeps every byte of it.
Run with `uvicorn --factory services.ingest.main:build`.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from fastapi import FastAPI

from services.ingest.formats import parse_payload
from services.ingest.intake.closing import closing_stage
from services.ingest.intake.memory import storage as stories_kept
from services.ingest.intake.memory.storage_owed import Owed
from services.ingest.intake.pressure import Pressure
from services.ingest.intake.reception import Reception
from services.ingest.intake.shelf import Shelf
from services.ingest.intake.telling import Herald
from services.ingest.intake.writer import WRITERS, Writer
from services.ingest.notices.wiring import Notices
from services.ingest.pictures.wiring import Pictures
from services.ingest.pulling import storage as pulls_kept
from services.ingest.pulling.addresses import read_networks
from services.ingest.pulling.api import polling_calls
from services.ingest.pulling.pollers import Pollers
from services.ingest.pulling.pulled import Means
from services.ingest.pulling.web import Guard, Web
from services.ingest.requests import idempotency
from services.ingest.requests.api import wire_calls
from services.ingest.requests.desk_api import desk_calls
from services.ingest.requests.express import ExpressLane
from services.ingest.requests.idempotency import AnswerStore
from services.ingest.requests.quarantine_api import quarantine_calls
from services.ingest.requests.taking import Door, take_request
from services.ingest.settings import IngestSettings
from services.ingest.sources import storage_habits
from services.ingest.sources.api import source_calls
from services.ingest.sources.gate import Gate
from services.ingest.sources.keys import Doorkeeper
from services.ingest.sources.limits import Quotas
from services.ingest.sources.storage import SourceStore
from services.ingest.sources.storage_habits import HabitStore
from services.ingest.sources.vigil import Vigil
from shared import clock
from shared.doors.throttle import Limit
from shared.service import Service

_HOURLY = 3600


def build() -> FastAPI:
    """Wire ingest together, with settings from the environment."""
    settings = IngestSettings()
    service = Service("ingest", settings)
    shelf = Shelf(service.database, clock.now)
    herald = Herald(
        chronicle=service.timeline,
        streams=service.streams,
        metrics=service.metrics,
        log=service.log,
    )
    sources = SourceStore(service.database)
    pepper = settings.key_pepper.get_secret_value().encode()
    if not pepper:
        service.log.warning("key_pepper_missing", setting="COPYDESK_KEY_PEPPER")
    doorkeeper = Doorkeeper(sources.find, pepper=pepper, remember_s=settings.source_cache_s)
    pictures = Pictures(service, settings, shelf, clock.now)
    door = _door(
        service,
        settings,
        shelf,
        Writer(shelf, herald),
        pictures=pictures,
        doorkeeper=doorkeeper,
        pepper=pepper,
    )
    habits = HabitStore(service.database)
    notices = Notices(service, settings, shelf.stories, sources, pepper=pepper)
    _watch_sources(service, settings, herald, sources, habits, notices=notices)
    pulls = pulls_kept.PullStore(service.database, service.seal)
    service.sealed(pulls.reseal)
    guard = Guard(read_networks(settings.poll_allow_networks))
    pollers = _pollers(service, settings, door, pulls, sources, guard=guard)
    pictures.run_in(pulls, sources, guard)

    service.indexes(
        [
            *stories_kept.INDEXES,
            *idempotency.INDEXES,
            *pulls_kept.INDEXES,
            *storage_habits.INDEXES,
        ]
    )
    service.on_start(sources.drop_readable_secrets)
    _run_intake(service, settings, door)
    if settings.pollers == "on":
        service.run(pollers.run, name="pollers")
    service.stage(
        closing_stage(
            shelf.stories,
            end_pictures=pictures.story_stopped,
            forget_answers=door.answers.forget_words,
            tell_wires=notices.tell,
            forget_notices=notices.forget,
        )
    )
    app = service.app()
    app.add_middleware(
        ExpressLane,
        path="/v1/articles",
        handler=partial(take_request, door),
    )
    app.include_router(wire_calls(door))
    app.include_router(source_calls(sources, habits, doorkeeper, pepper=pepper))
    app.include_router(quarantine_calls(door, sources))
    app.include_router(desk_calls(door.gate, shelf.stories, service.timeline, service.log))
    app.include_router(polling_calls(pulls, sources, pollers))
    app.include_router(notices.calls())
    pictures.add_calls(app, door.gate)
    return app


def _run_intake(service: Service, settings: IngestSettings, door: Door) -> None:
    """Write what was taken, tell again what was lost, and forget answers nobody asks for."""

    async def forget_answers() -> None:
        await door.answers.forget(clock.now() - timedelta(hours=settings.idempotency_hours))

    for number in range(WRITERS):
        service.run(door.writer.run, name=f"intake {number + 1}")
    service.run(door.pressure.watch, name="pressure")
    service.every(_HOURLY, forget_answers, name="idempotency_keys")
    for kills in (True, False):
        service.reconcile(Owed(service.database, door.shelf.stories, kills=kills))


def _door(
    service: Service,
    settings: IngestSettings,
    shelf: Shelf,
    writer: Writer,
    *,
    pictures: Pictures,
    doorkeeper: Doorkeeper,
    pepper: bytes,
) -> Door:
    return Door(
        settings=settings,
        gate=Gate(
            doorkeeper,
            Quotas(service.throttle),
            staff_tokens={"operator": settings.operator_token, "desk": settings.desk_token},
            rate_limit=Limit(settings.rate_limit, settings.rate_window_s),
            pepper=pepper,
        ),
        reception=Reception(
            parse_payload,
            read_picture=pictures.read,
            store=shelf.deliveries,
            chronicle=service.timeline,
            log=service.log,
            max_item_bytes=settings.max_item_bytes,
        ),
        writer=writer,
        pressure=Pressure(
            service.streams,
            lambda: service.redis.info("memory"),
            high_water=settings.high_water,
            every_s=settings.pressure_every_s,
        ),
        shelf=shelf,
        answers=AnswerStore(service.database),
        chronicle=service.timeline,
    )


def _watch_sources(
    service: Service,
    settings: IngestSettings,
    herald: Herald,
    sources: SourceStore,
    habits: HabitStore,
    *,
    notices: Notices,
) -> None:
    """Keep what each source sends, and tell when one has gone quiet or skips numbers."""
    vigil = Vigil(
        habits,
        sources,
        metrics=service.metrics,
        log=service.log,
        now=clock.now,
        more=notices.alerts,
    )

    async def flush_statistics() -> None:
        counts = herald.take_counts()
        await sources.count(counts)
        await vigil.note(counts)

    service.every(settings.statistics_every_s, flush_statistics, name="statistics")
    service.every(settings.vigil_every_s, vigil.look, name="vigil")


def _pollers(
    service: Service,
    settings: IngestSettings,
    door: Door,
    pulls: pulls_kept.PullStore,
    sources: SourceStore,
    *,
    guard: Guard,
) -> Pollers:
    means = Means(
        web=Web(
            guard,
            timeout_s=settings.poll_timeout_s,
            most_bytes=settings.max_request_bytes,
        ),
        folders_root=settings.poll_folders_root,
        most_bytes=settings.max_request_bytes,
        timeout_s=settings.poll_timeout_s,
        now=clock.now,
    )
    return Pollers(
        pulls,
        sources,
        means,
        reception=door.reception,
        writer=door.writer,
        pressure=door.pressure,
        metrics=service.metrics,
        log=service.log,
        holder=service.consumer,
        lease_s=settings.poll_lease_s,
        look_every_s=settings.poll_look_every_s,
    )

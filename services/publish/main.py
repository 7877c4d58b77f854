"""Publish: ArticleApproved, ArticleCanceled -> ArticlePublished and what follows it.

Decides what is live, numbers it for ever in the published log, and shows it to the world.
Run with `uvicorn --factory services.publish.main:build`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from fastapi import APIRouter, FastAPI

from services.publish.api import Reading, acting, reading
from services.publish.channels.log import Log
from services.publish.channels.public_stream import PublicStream
from services.publish.channels.sse import Listeners
from services.publish.channels.tail import Tail
from services.publish.downstream.readers import needs_a_token
from services.publish.downstream.sites import View
from services.publish.downstream.wiring import Downstreams
from services.publish.pictures.deciding import Decided, decided_or_heard_record
from services.publish.pictures.wiring import Pictures
from services.publish.reader.pages.arrangements import Arrangements
from services.publish.reader.wiring import ReadersSite
from services.publish.settings import PublishSettings
from services.publish.storage import INDEXES, PublishStore
from services.publish.timer import release_due
from shared import clock
from shared.doors.callers import Bearers
from shared.events import ArticleApproved, ArticleCanceled, Event, FrontArranged, MediaStored
from shared.leaving import call_on_leaving
from shared.service import Service
from shared.stage import Stage


def build() -> FastAPI:
    """Wire publish together, with settings from the environment."""
    settings = PublishSettings()
    service = Service("publish", settings)
    store = PublishStore(service.database)
    arrangements = Arrangements(service.database)
    service.indexes(INDEXES)
    log = Log(store, service.timeline.append, service.metrics, clock.now)
    pictures = Pictures(service, store, settings, told=log.saved)
    _hear(service, log, pictures, arrangements)
    tail = Tail(store, log.told)
    listeners = Listeners(
        store,
        tail,
        retry_ms=settings.sse_retry_ms,
        keep_alive_s=settings.sse_keep_alive_s,
    )
    _run_log(service, settings, store, log=log, tail=tail)
    service.on_start(partial(call_on_leaving, listeners.leave))
    downstream = Downstreams(service, store, tail, settings)
    readers_site = ReadersSite(
        settings,
        store,
        log=log,
        arrangements=arrangements,
        say=service.log,
        now=clock.now,
        is_teller=downstream.is_first,
    )
    readers_site.run_in(service)
    app = service.app()
    app.state.readers = downstream.readers
    app.include_router(pictures.calls(readers_site.site.pictured))
    for router in _calls(settings, store, log, downstream, listeners=listeners, tail=tail):
        app.include_router(router)
    readers_site.include(
        app,
        guards=downstream.readers.log_guards,
        shown=partial(_shown, store),
        is_open=not settings.events_token_required,
        log_seen=lambda: tail.newest or 0,
        is_leaving=lambda: listeners.are_leaving,
    )
    return app


def _hear(service: Service, log: Log, pictures: Pictures, arrangements: Arrangements) -> None:
    """Hear what is approved, killed, or to be had; a kill is held up by nothing."""

    async def save(decisions: Sequence[tuple[Event, Decided]]) -> list[Decided | None]:
        kept = await pictures.deciding.save(decisions)
        arranged = [each.data for each, _ in decisions if isinstance(each, FrontArranged)]
        await arrangements.save(arranged)
        log.saved.ring()
        return kept

    for event, brake in (
        (ArticleApproved, True),
        (ArticleCanceled, False),
        (MediaStored, True),
    ):
        service.stage(
            Stage(
                hears=event.stream,
                load=pictures.deciding.load,
                decide=pictures.deciding.decide,
                save=save,
                tell=_nothing_yet,
                record=decided_or_heard_record,
                brake=brake,
            )
        )


def _run_log(
    service: Service, settings: PublishSettings, store: PublishStore, *, log: Log, tail: Tail
) -> None:
    """Keep numbering what is to be told, telling it, and releasing what is due."""
    stream = PublicStream(service.redis, store, service.log, keep=settings.public_keep)
    every_s = settings.drain_every_s
    service.run(partial(log.run, every_s), name="log")
    service.run(partial(stream.run, log.told, every_s), name="public stream")
    service.run(partial(tail.run, every_s), name="tail of the log")
    service.every(
        settings.due_every_s,
        partial(release_due, store, log.saved, clock.now, site_url=settings.site_url),
        name="timer",
    )


def _calls(
    settings: PublishSettings,
    store: PublishStore,
    log: Log,
    downstream: Downstreams,
    *,
    listeners: Listeners,
    tail: Tail,
) -> Iterator[APIRouter]:
    """Give the calls of sites, of the desk and of operators."""
    yield reading(
        Reading(
            store,
            tail,
            listeners,
            downstream.readers,
            downstream.positions,
            settings.site_url,
        )
    )
    desk = {"operator": settings.operator_token, "desk": settings.desk_token}
    yield acting(
        store,
        site_url=settings.site_url,
        desk=Bearers(desk, refusal=needs_a_token),
        saved=log.saved.ring,
        now=clock.now,
    )
    yield from downstream.routers()


async def _shown(store: PublishStore, view: View, article_ids: Sequence[str]) -> set[str]:
    """Give those of these stories that whoever has this view may see."""
    if view.filters is None:
        return {*article_ids}
    found = await store.publications(article_ids)
    return {id_ for id_, each in found.items() if view.may_see(each.known_about)}


def _nothing_yet(_event: Event, _stored: Decided) -> Sequence[Event]:
    """Tell nothing: what there is to tell waits in the outbox, for the log to number it."""
    return ()

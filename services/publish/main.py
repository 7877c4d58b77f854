"""Publish: ArticleApproved, ArticleCanceled -> ArticlePublished and what follows it.

Decides what is live, numbers it for ever in the published log, and shows it to the world.
Run with `uvicorn --factory services.publish.main:build`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import FastAPI

from services.publish.api import acting, needs_a_token, reading
from services.publish.channels.log import Log
from services.publish.channels.public_stream import PublicStream
from services.publish.channels.sse import Listeners
from services.publish.channels.webhook import Couriers
from services.publish.records import decided_record
from services.publish.release import Release, release
from services.publish.renderers.page import Pages
from services.publish.settings import PublishSettings
from services.publish.site import Reading, site
from services.publish.sites_api import sites_api
from services.publish.storage import INDEXES, Decision, PublishStore
from services.publish.storage_sites import INDEXES as SITE_INDEXES
from services.publish.storage_sites import SiteStore
from services.publish.story import Site
from services.publish.timer import release_due
from shared import clock
from shared.doors.callers import Bearers
from shared.events import ArticleApproved, ArticleCanceled, Event
from shared.service import Service
from shared.stage import Stage


def build() -> FastAPI:
    """Wire publish together, with settings from the environment."""
    settings = PublishSettings()
    service = Service("publish", settings)
    store = PublishStore(service.database)
    service.indexes(INDEXES)
    log = Log(store, service.timeline.append, service.metrics, clock.now)

    async def save(decisions: Sequence[Decision]) -> list[Release | None]:
        kept = await store.save(decisions)
        log.saved.ring()
        return kept

    for event, brake in ((ArticleApproved, True), (ArticleCanceled, False)):
        service.stage(
            Stage(
                hears=event.stream,
                load=store.load,
                decide=partial(release, site_url=settings.site_url),
                save=save,
                tell=nothing_yet,
                record=decided_record,
                brake=brake,
            )
        )

    stream = PublicStream(service.redis, store, service.log, keep=settings.public_keep)
    listeners = Listeners(
        store,
        log.told,
        retry_ms=settings.sse_retry_ms,
        keep_alive_s=settings.sse_keep_alive_s,
    )
    every_s = settings.drain_every_s
    service.run(partial(log.run, every_s), name="log")
    service.run(partial(stream.run, log.told, every_s), name="public stream")
    service.run(partial(listeners.watch, every_s), name="listeners")
    service.on_start(listeners.leave_with_the_process)
    service.every(
        settings.due_every_s,
        partial(release_due, store, log.saved, clock.now, site_url=settings.site_url),
        name="timer",
    )

    sites = SiteStore(service.database)
    service.indexes(SITE_INDEXES)
    couriers = Couriers(
        store,
        sites,
        log.told,
        clock.now,
        service.log,
        allow_private=settings.webhook_allow_private,
        look_every_s=max(every_s, 1.0),
    )
    service.run(partial(couriers.run, every_s), name="couriers")

    app = service.app()
    readers = {"operator": settings.operator_token, "site": settings.events_token}
    desk = {"operator": settings.operator_token, "desk": settings.desk_token}
    required = settings.events_token_required
    app.include_router(
        reading(
            store,
            listeners,
            site_url=settings.site_url,
            readers=Bearers(readers, refusal=needs_a_token) if required else None,
        )
    )
    app.include_router(
        acting(
            store,
            site_url=settings.site_url,
            desk=Bearers(desk, refusal=needs_a_token),
            saved=log.saved.ring,
            now=clock.now,
        )
    )
    app.include_router(
        sites_api(
            sites,
            store,
            now=clock.now,
            rung=log.told.ring,
            allow_private=settings.webhook_allow_private,
        )
    )
    shown = Site(
        url=settings.site_url,
        title=settings.site_title,
        description=settings.site_description,
        language=settings.site_language,
        principles=settings.publishing_principles,
    )
    app.include_router(site(Reading(store, Pages(), shown, clock.now)))
    return app


def nothing_yet(_event: Event, _stored: Release) -> Sequence[Event]:
    """Tell nothing: what there is to tell waits in the outbox, for the log to number it."""
    return ()

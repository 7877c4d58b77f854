"""The desk wired together: who comes in, and what they may ask. The stages need none of it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from fastapi import FastAPI

from services.moderation.desk.acts.api import acts_api
from services.moderation.desk.acts.arranging_api import arranging_api
from services.moderation.desk.acts.desk import CaseDesk
from services.moderation.desk.acts.outbox import Outbox
from services.moderation.desk.acts.stops_api import stops_api
from services.moderation.desk.audit.api import audit_api
from services.moderation.desk.front.api import front_api
from services.moderation.desk.newsroom import Newsroom
from services.moderation.desk.pages.page import SignIn, desk_page
from services.moderation.desk.pages.texts import Texts
from services.moderation.desk.people.api import people_api
from services.moderation.desk.people.door import Door
from services.moderation.desk.people.secrets import Passwords
from services.moderation.desk.people.storage import PeopleStore
from services.moderation.desk.queue.api import queue_api
from services.moderation.desk.queue.rights import Rights
from services.moderation.desk.queue.saved import SavedQueues
from services.moderation.desk.queue.watching import Watching
from services.moderation.desk.stories.api import stories_api
from services.moderation.memory.remembered import Memory
from services.moderation.pictures.acts_api import picture_acts_api
from services.moderation.pictures.api import pictures_api
from services.moderation.pictures.releases import Releases
from services.moderation.settings import ModerationSettings
from shared import clock
from shared.doors.throttle import SignIns, Throttle
from shared.leaving import call_on_leaving
from shared.objects import open_objects
from shared.service import Service

_FORGET_EVERY_S = 600


def open_desk(
    app: FastAPI,
    service: Service,
    settings: ModerationSettings,
    memory: Memory,
    outbox: Outbox,
) -> Door:
    """Let people in. The stages do not need any of this."""
    store, queue, audit = memory.cases, memory.queue, memory.audit
    people, saved = memory.people, SavedQueues(service.database)
    passwords, watching = Passwords(settings.desk_password_mib), Watching(queue)
    door, newsroom = _door(service, settings, people), _newsroom(settings)

    async def forget_ended() -> None:
        await people.forget_ended(clock.now())

    service.run(watching.run, name="watching")
    service.every(_FORGET_EVERY_S, forget_ended, name="sessions")
    service.on_stop(newsroom.close)
    service.on_start(partial(call_on_leaving, watching.leave))
    releases = Releases(memory.pictures, newsroom)
    rights = Rights(saved, queue)
    desk = CaseDesk(store, outbox, service.timeline, audit, rights, releases=releases)
    for router in (
        queue_api(store, queue, saved, watching, door),
        stories_api(desk, queue, newsroom, people, door),
        pictures_api(desk, memory.pictures, open_objects(settings, "originals"), door),
        picture_acts_api(newsroom, audit, door),
        acts_api(desk, door),
        arranging_api(desk, door, people),
        stops_api(desk, door, newsroom),
        front_api(
            memory.fronts,
            store,
            service.streams,
            newsroom=newsroom,
            audit=audit,
            door=door,
        ),
        people_api(people, passwords, audit),
        audit_api(audit),
        desk_page(
            SignIn(door, passwords, audit, lasts=timedelta(hours=settings.desk_session_h)),
            Texts(),
        ),
    ):
        app.include_router(router)
    return door


def _door(service: Service, settings: ModerationSettings, people: PeopleStore) -> Door:
    return Door(
        people,
        SignIns(Throttle(service.redis)),
        shared_token=settings.desk_token,
        shared_role=settings.desk_token_role,
        sso_header=settings.sso_header,
        sso_proxies=settings.sso_networks,
    )


def _newsroom(settings: ModerationSettings) -> Newsroom:
    return Newsroom(
        publish_url=settings.publish_url,
        ingest_url=settings.ingest_url,
        operations_port=settings.operations_port,
        operator_token=settings.operator_token,
    )

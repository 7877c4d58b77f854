"""Moderation: ArticleEnriched -> ArticleApproved (or held, or rejected).

Judges by a policy, and lets people judge what it holds.
Run with `uvicorn --factory services.moderation.main:build`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from fastapi import FastAPI, Request

from services.moderation.cases import Case
from services.moderation.desk.acts.api import acts_api
from services.moderation.desk.acts.arranging_api import arranging_api
from services.moderation.desk.acts.desk import CaseDesk
from services.moderation.desk.acts.outbox import Outbox
from services.moderation.desk.acts.stops_api import stops_api
from services.moderation.desk.audit.api import audit_api
from services.moderation.desk.audit.storage import INDEXES as AUDIT_INDEXES
from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.front.api import front_api
from services.moderation.desk.front.storage import INDEXES as FRONT_INDEXES
from services.moderation.desk.front.storage import FrontStore
from services.moderation.desk.newsroom import Newsroom
from services.moderation.desk.pages.page import SignIn, desk_page
from services.moderation.desk.pages.texts import Texts
from services.moderation.desk.people.api import people_api
from services.moderation.desk.people.door import Door, caller_of
from services.moderation.desk.people.secrets import Passwords
from services.moderation.desk.people.storage import INDEXES as PEOPLE_INDEXES
from services.moderation.desk.people.storage import PeopleStore
from services.moderation.desk.queue.api import queue_api
from services.moderation.desk.queue.mending import Mending
from services.moderation.desk.queue.rights import Rights
from services.moderation.desk.queue.saved import INDEXES as SAVED_INDEXES
from services.moderation.desk.queue.saved import SavedQueues
from services.moderation.desk.queue.storage import INDEXES as QUEUE_INDEXES
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.desk.queue.watching import Watching
from services.moderation.desk.stories.api import stories_api
from services.moderation.histories.storage import INDEXES as HISTORY_INDEXES
from services.moderation.histories.storage import HistoryStore
from services.moderation.judge import Known, judge_revision
from services.moderation.pictures.acts_api import picture_acts_api
from services.moderation.pictures.api import pictures_api
from services.moderation.pictures.releases import Releases
from services.moderation.pictures.second_looks import SecondLooks
from services.moderation.pictures.storage import INDEXES as PICTURE_INDEXES
from services.moderation.pictures.storage import CasePictures
from services.moderation.pictures.telling import picture_record
from services.moderation.policies.admission import PolicyKeepers
from services.moderation.policies.api import policies_api
from services.moderation.policies.in_force import LOOK_EVERY_S, PolicyInForce
from services.moderation.policies.storage import INDEXES as POLICY_INDEXES
from services.moderation.policies.storage import PolicyStore
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.settings import ModerationSettings
from services.moderation.storage import INDEXES, CaseStore
from services.moderation.telling import events_told, verdict_record
from shared import clock
from shared.articles import Article
from shared.doors.throttle import SignIns, Throttle
from shared.events import Event, MediaWithdrawn
from shared.leaving import call_on_leaving
from shared.lifecycle import State
from shared.media import Media, MediaEnd, pictures_of
from shared.objects import open_objects
from shared.service import Service
from shared.stage import Stage
from shared.stops import STOPS, Stop, stop_of, stop_record

_WATCH_HELD_EVERY_S = 15
_FORGET_EVERY_S = 600


def build(settings: ModerationSettings | None = None) -> FastAPI:
    """Wire moderation together, with settings from the environment unless they are given."""
    settings = settings or ModerationSettings()
    policy = read_policy(settings.policy or default_policy_text(), rules=RULE_NAMES)
    service = Service("moderation", settings)
    queue, audit = QueueStore(service.database), AuditStore(service.database)
    memory = _Memory(
        cases=CaseStore(service.database, service.timeline, queue),
        queue=queue,
        audit=audit,
        histories=HistoryStore(service.database),
        policies=PolicyStore(service.database),
        pictures=CasePictures(service.database),
        people=PeopleStore(service.database, service.seal),
        fronts=FrontStore(service.database),
    )
    outbox = Outbox(
        memory.cases, service.streams, service.timeline, every_s=settings.desk_drain_every_s
    )
    in_force = PolicyInForce(memory.policies, policy)

    async def look_at_policy() -> None:
        if await in_force.look():
            service.log.info("policy_changed", policy_version=in_force.policy.version)

    async def forget_histories() -> None:
        await memory.histories.forget(clock.now())

    async def watch_held() -> None:
        since = await memory.cases.held_since()
        age = (clock.now() - since).total_seconds() if since else 0
        service.metrics.held_oldest.set(max(age, 0))

    service.log.info("policy_read", policy_version=policy.version)
    for indexes in (
        INDEXES,
        QUEUE_INDEXES,
        AUDIT_INDEXES,
        PEOPLE_INDEXES,
        SAVED_INDEXES,
        POLICY_INDEXES,
        HISTORY_INDEXES,
        PICTURE_INDEXES,
        FRONT_INDEXES,
    ):
        service.indexes(indexes)
    service.on_start(look_at_policy)
    service.stage(
        Stage(
            hears="article.enriched",
            load=memory.known,  # what deciding needs, for a whole batch at once
            # pure: event + known -> case
            decide=lambda event, what, now: judge_revision(
                event, what, now, policy=in_force.policy
            ),
            save=memory.open,  # insert if absent; gives back what is stored
            tell=events_told,  # pure: event + stored case -> the events to send
            record=verdict_record,
        )
    )
    service.stage(
        Stage(
            hears="article.canceled",
            load=memory.cases.nothing,
            decide=lambda event, _known, _now: (
                stop_of(event) if isinstance(event, STOPS) else event.data
            ),
            save=memory.end,
            tell=lambda _event, _stop: [],
            record=lambda event, stop: (
                stop_record(event, stop, stage=service.name)
                if isinstance(stop, Stop)
                else picture_record(event)
            ),
            concerns=(*STOPS, MediaWithdrawn),
            brake=False,
        )
    )
    service.stage(
        Stage(
            hears="media.stored",
            load=memory.cases.nothing,
            decide=lambda event, _known, _now: event.data,
            save=memory.note,
            tell=lambda _event, _media: [],
            record=lambda event, _media: picture_record(event),
        )
    )
    service.reconcile(memory.cases)
    service.reconcile(memory.fronts)
    service.run(outbox.run, name="outbox")
    looks = SecondLooks(
        memory.pictures,
        memory.cases,
        outbox,
        service.timeline,
        lambda: in_force.policy,
        log=service.log,
    )
    service.every(settings.desk_drain_every_s, looks.run, name="second looks")
    service.every(_WATCH_HELD_EVERY_S, watch_held, name="held")
    service.every(LOOK_EVERY_S, look_at_policy, name="policy")
    service.every(_FORGET_EVERY_S, forget_histories, name="histories")
    mending = Mending(memory.cases, queue, audit)
    service.every(settings.reconcile_every_s, mending.run, name="mending")
    service.sealed(memory.people.reseal)
    app = service.app()
    door = _open_desk(app, service, settings, memory, outbox)

    async def chief(request: Request) -> str:
        await door(request)
        await door.chief(request)
        return caller_of(request).name

    app.include_router(
        policies_api(
            memory.policies,
            in_force,
            memory.cases.decided_since,
            admits=PolicyKeepers(chief),
            record=audit.note,
        )
    )
    return app


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the stages and the desk remember."""

    cases: CaseStore
    queue: QueueStore
    audit: AuditStore
    histories: HistoryStore
    policies: PolicyStore
    pictures: CasePictures
    people: PeopleStore
    fronts: FrontStore

    async def known(self, events: Sequence[Event]) -> list[Known]:
        """Load what judging needs, with each source's past."""
        sources = (event.data.article.source.id for event in events)
        pasts = await self.histories.of(sources, clock.now())
        return [
            replace(
                each,
                history=pasts[event.data.article.source.id],
                media=await self._media(event.data.article),
            )
            for event, each in zip(events, await self.cases.known(events), strict=True)
        ]

    async def _media(self, article: Article) -> tuple[Media, ...]:
        names = {name for each in pictures_of(article.item) for name in each.names}
        found = await self.pictures.named(article.source.id, names) if names else []
        return tuple(each.media for each in found)

    async def note(self, decided: Sequence[tuple[Event, Media]]) -> list[Media | None]:
        """Keep what is told of pictures."""
        await self.pictures.note([event for event, _ in decided], clock.now())
        return [media for _, media in decided]

    async def end(
        self, decided: Sequence[tuple[Event, Stop | MediaEnd]]
    ) -> list[Stop | MediaEnd | None]:
        """Close what is stopped, and note the ends of pictures."""
        stops = [(event, each) for event, each in decided if isinstance(each, Stop)]
        stopped = iter(await self.stop(stops))
        ends = [event for event, each in decided if isinstance(each, MediaEnd)]
        await self.pictures.note(ends, clock.now())
        return [next(stopped) if isinstance(e, Stop) else e for _, e in decided]

    async def open(self, decided: Sequence[tuple[Event, Case]]) -> list[Case | None]:
        """Open the cases, and count them in their sources' pasts."""
        articles = [(case.key, case.article) for _, case in decided if case.article]
        await self.pictures.note_uses(articles)
        stored = await self.cases.open(decided)
        # Second: of a picture and a case that come at one moment, one finds the other.
        await self.pictures.mark_named((each for _, each in articles), clock.now())
        await self.histories.count([case for _, case in decided])
        for case in stored:
            if case is not None and case.state is State.RECALLED:  # it came meanwhile
                await self.pictures.forget_uses(case.article_id)
        return stored

    async def stop(self, decided: Sequence[tuple[Event, Stop]]) -> Sequence[Stop | None]:
        """Close what is stopped; a recall takes the words out of the audit as well."""
        stopped = await self.cases.stop(decided)
        await self.histories.count_killed(
            (event.data.source for event, _ in decided if event.data.source), clock.now()
        )
        for _, tombstone in decided:
            if tombstone.state is State.RECALLED:
                await self.audit.purge(tombstone.article_id)
                await self.cases.forget_names(tombstone.article_id)
                await self.pictures.forget_uses(tombstone.article_id)
        return stopped


def _open_desk(
    app: FastAPI,
    service: Service,
    settings: ModerationSettings,
    memory: _Memory,
    outbox: Outbox,
) -> Door:
    """Let people in. The stages do not need any of this."""
    store, queue, audit = memory.cases, memory.queue, memory.audit
    people, saved = memory.people, SavedQueues(service.database)
    passwords, watching = Passwords(settings.desk_password_mib), Watching(queue)
    door = Door(
        people,
        SignIns(Throttle(service.redis)),
        shared_token=settings.desk_token,
        shared_role=settings.desk_token_role,
        sso_header=settings.sso_header,
        sso_proxies=settings.sso_networks,
    )
    newsroom = Newsroom(
        publish_url=settings.publish_url,
        ingest_url=settings.ingest_url,
        operations_port=settings.operations_port,
        operator_token=settings.operator_token,
    )

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

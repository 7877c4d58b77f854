"""Moderation: ArticleEnriched -> ArticleApproved (or held, or rejected).

Judges by a policy, and lets people judge what it holds.
Run with `uvicorn --factory services.moderation.main:build`.
"""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request

from services.moderation.desk.acts.outbox import Outbox
from services.moderation.desk.opening import open_desk
from services.moderation.desk.people.door import Door, caller_of
from services.moderation.desk.queue.mending import Mending
from services.moderation.judge import judge_revision
from services.moderation.memory.remembered import INDEXES, Memory
from services.moderation.pictures.second_looks import SecondLooks
from services.moderation.pictures.telling import noted_record
from services.moderation.policies.admission import PolicyKeepers
from services.moderation.policies.api import policies_api
from services.moderation.policies.in_force import LOOK_EVERY_S, PolicyInForce
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.settings import ModerationSettings
from services.moderation.telling import events_told, verdict_record
from shared import clock
from shared.events import KilledKnown, MediaWithdrawn
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
    service.log.info("policy_read", policy_version=policy.version)
    service.indexes(INDEXES)
    memory = Memory.of(service)
    in_force = PolicyInForce(memory.policies, policy)
    outbox = Outbox(
        memory.cases, service.streams, service.timeline, every_s=settings.desk_drain_every_s
    )
    _judge(service, memory, in_force)
    _hear_of_ends_and_pictures(service, memory)
    _send_what_is_decided(service, settings, memory, outbox, in_force)
    _keep_true(service, settings, memory, in_force)
    app = service.app()
    door = open_desk(app, service, settings, memory, outbox)
    app.include_router(_policies(memory, in_force, door))
    return app


def _judge(service: Service, memory: Memory, in_force: PolicyInForce) -> None:
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


def _hear_of_ends_and_pictures(service: Service, memory: Memory) -> None:
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
                else noted_record(event)
            ),
            concerns=(*STOPS, KilledKnown, MediaWithdrawn),
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
            record=lambda event, _media: noted_record(event),
        )
    )


def _send_what_is_decided(
    service: Service,
    settings: ModerationSettings,
    memory: Memory,
    outbox: Outbox,
    in_force: PolicyInForce,
) -> None:
    """Have what people decide, and what a look at pictures changes, leave the house."""
    service.reconcile(memory.cases.owed)
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


def _keep_true(
    service: Service, settings: ModerationSettings, memory: Memory, in_force: PolicyInForce
) -> None:
    """Do what is due again and again: the policy in force, queues, counts, what has ended."""

    async def look_at_policy() -> None:
        if await in_force.look():
            service.log.info("policy_changed", policy_version=in_force.policy.version)

    async def forget_histories() -> None:
        await memory.histories.forget(clock.now())

    async def watch_held() -> None:
        since = await memory.cases.held_since()
        age = (clock.now() - since).total_seconds() if since else 0
        service.metrics.held_oldest.set(max(age, 0))

    service.on_start(look_at_policy)
    service.every(_WATCH_HELD_EVERY_S, watch_held, name="held")
    service.every(LOOK_EVERY_S, look_at_policy, name="policy")
    service.every(_FORGET_EVERY_S, forget_histories, name="histories")
    mending = Mending(memory.cases, memory.queue, memory.audit)
    service.every(settings.reconcile_every_s, mending.run, name="mending")
    service.sealed(memory.people.reseal)


def _policies(memory: Memory, in_force: PolicyInForce, door: Door) -> APIRouter:
    async def chief(request: Request) -> str:
        await door(request)
        await door.chief(request)
        return caller_of(request).name

    return policies_api(
        memory.policies,
        in_force,
        memory.cases.decided_since,
        admits=PolicyKeepers(chief),
        record=memory.audit.note,
    )

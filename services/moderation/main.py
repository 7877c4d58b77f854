"""Moderation: ArticleEnriched -> ArticleApproved (or held, or rejected).

Judges by a policy, and lets people judge what it holds.
Run with `uvicorn --factory services.moderation.main:build`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from fastapi import FastAPI

from services.moderation.decisions import Case, events_told, verdict_record
from services.moderation.desk.api import CaseDesk, desk_api
from services.moderation.desk.key import DeskKey
from services.moderation.desk.outbox import Outbox
from services.moderation.desk.page import desk_page
from services.moderation.desk.work_api import work_api
from services.moderation.histories.storage import INDEXES as HISTORY_INDEXES
from services.moderation.histories.storage import HistoryStore
from services.moderation.judge import Known, judge_revision
from services.moderation.policies.admission import PolicyKeepers
from services.moderation.policies.api import policies_api
from services.moderation.policies.in_force import LOOK_EVERY_S, PolicyInForce
from services.moderation.policies.storage import INDEXES as POLICY_INDEXES
from services.moderation.policies.storage import PolicyStore
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.settings import ModerationSettings
from services.moderation.storage import INDEXES, CaseStore
from shared import clock
from shared.events import Event
from shared.service import Service
from shared.stage import Stage
from shared.stops import Stop, stop_of, stop_record

WATCH_HELD_EVERY_S = 15
FORGET_EVERY_S = 3600


def build(settings: ModerationSettings | None = None) -> FastAPI:
    """Wire moderation together, with settings from the environment unless they are given."""
    settings = settings or ModerationSettings()
    policy = read_policy(settings.policy or default_policy_text(), rules=RULE_NAMES)
    service = Service("moderation", settings)
    store = CaseStore(service.database, service.timeline)
    outbox = Outbox(
        store, service.streams, service.timeline, every_s=settings.desk_drain_every_s
    )

    policies, histories = PolicyStore(service.database), HistoryStore(service.database)
    in_force = PolicyInForce(policies, policy)

    async def look_at_policy() -> None:
        if await in_force.look():
            service.log.info("policy_changed", policy_version=in_force.policy.version)

    async def known(events: Sequence[Event]) -> list[Known]:
        pasts = await histories.of(
            (event.data.article.source.id for event in events), clock.now()
        )
        return [
            replace(each, history=pasts[event.data.article.source.id])
            for event, each in zip(events, await store.known(events), strict=True)
        ]

    async def opened(decided: Sequence[tuple[Event, Case]]) -> list[Case | None]:
        stored = await store.open(decided)
        await histories.count([case for _, case in decided])
        return stored

    async def stopped(
        decided: Sequence[tuple[Event, Stop]],
    ) -> list[Stop | None]:
        kept = await store.stop(decided)
        await histories.count_killed(event.data.source for event, _ in decided)
        return kept

    async def forget_histories() -> None:
        await histories.forget(clock.now())

    async def watch_held() -> None:
        since = await store.held_since()
        age = (clock.now() - since).total_seconds() if since else 0
        service.metrics.held_oldest.set(max(age, 0))

    service.log.info("policy_read", policy_version=policy.version)
    service.indexes((*INDEXES, *POLICY_INDEXES, *HISTORY_INDEXES))
    service.on_start(look_at_policy)
    service.stage(
        Stage(
            hears="article.enriched",
            load=known,  # what deciding needs, for a whole batch at once
            # pure: event + known -> case
            decide=lambda event, what, now: judge_revision(
                event, what, now, policy=in_force.policy
            ),
            save=opened,  # insert if absent; gives back what is stored
            tell=events_told,  # pure: event + stored case -> the events to send
            record=verdict_record,
        )
    )
    service.stage(
        Stage(
            hears="article.canceled",
            load=store.nothing,
            decide=lambda event, _known, _now: stop_of(event),
            save=stopped,
            tell=lambda _event, _stop: [],
            record=partial(stop_record, stage=service.name),
            brake=False,
        )
    )
    service.reconcile(store)
    service.run(outbox.run, name="outbox")
    service.every(WATCH_HELD_EVERY_S, watch_held, name="held")
    service.every(LOOK_EVERY_S, look_at_policy, name="policy")
    service.every(FORGET_EVERY_S, forget_histories, name="histories")
    app = service.app()
    desk, key = CaseDesk(store, outbox, service.timeline), DeskKey(settings.desk_token)
    app.include_router(desk_api(desk, key))
    app.include_router(work_api(desk, key))
    app.include_router(desk_page(key))
    app.include_router(
        policies_api(policies, in_force, store.decided_since, admits=PolicyKeepers())
    )
    return app

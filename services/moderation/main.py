"""Moderation: ArticleEnriched -> ArticleApproved (or held, or rejected).

Judges by a policy, and lets people judge what it holds.
Run with `uvicorn --factory services.moderation.main:build`.
"""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI

from services.moderation.decisions import events_told, verdict_record
from services.moderation.desk.api import CaseDesk, desk_api
from services.moderation.desk.key import DeskKey
from services.moderation.desk.outbox import Outbox
from services.moderation.desk.page import desk_page
from services.moderation.desk.shadow_api import policy_api
from services.moderation.desk.work_api import work_api
from services.moderation.judge import judge_revision
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.settings import ModerationSettings
from services.moderation.storage import INDEXES, CaseStore
from shared import clock
from shared.service import Service
from shared.stage import Stage
from shared.stops import stop_of, stop_record

WATCH_HELD_EVERY_S = 15


def build(settings: ModerationSettings | None = None) -> FastAPI:
    """Wire moderation together, with settings from the environment unless they are given."""
    settings = settings or ModerationSettings()
    policy = read_policy(settings.policy or default_policy_text(), rules=RULE_NAMES)
    service = Service("moderation", settings)
    store = CaseStore(service.database, service.timeline)
    outbox = Outbox(
        store, service.streams, service.timeline, every_s=settings.desk_drain_every_s
    )

    async def watch_held() -> None:
        since = await store.held_since()
        age = (clock.now() - since).total_seconds() if since else 0
        service.metrics.held_oldest.set(max(age, 0))

    service.log.info("policy_read", policy_version=policy.version)
    service.indexes(INDEXES)
    service.stage(
        Stage(
            hears="article.enriched",
            load=store.known,  # what deciding needs, for a whole batch at once
            decide=partial(judge_revision, policy=policy),  # pure: event + known -> case
            save=store.open,  # insert if absent; gives back what is stored
            tell=events_told,  # pure: event + stored case -> the events to send
            record=verdict_record,
        )
    )
    service.stage(
        Stage(
            hears="article.canceled",
            load=store.nothing,
            decide=lambda event, _known, _now: stop_of(event),
            save=store.stop,
            tell=lambda _event, _stop: [],
            record=partial(stop_record, stage=service.name),
            brake=False,
        )
    )
    service.reconcile(store)
    service.run(outbox.run, name="outbox")
    service.every(WATCH_HELD_EVERY_S, watch_held, name="held")
    app = service.app()
    desk, key = CaseDesk(store, outbox, service.timeline), DeskKey(settings.desk_token)
    app.include_router(desk_api(desk, key))
    app.include_router(work_api(desk, key))
    app.include_router(desk_page(key))
    app.include_router(policy_api(store, policy.version))
    return app

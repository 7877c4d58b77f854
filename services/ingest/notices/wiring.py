"""The wiring of this room: what runs for the webhooks of sources, and what it is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter

from services.ingest.intake.memory.storage import StoryStore
from services.ingest.notices.api import webhook_calls
from services.ingest.notices.courier import NoticeCourier
from services.ingest.notices.storage import INDEXES, NoticeStore
from services.ingest.settings import IngestSettings
from services.ingest.sources.storage import SourceStore
from services.ingest.sources.storage_habits import Alert
from shared import clock
from shared.service import Service
from shared.webhooks import Sender


class Notices:
    """What ingest does to tell wires what was sent back to them, in one process."""

    def __init__(
        self,
        service: Service,
        settings: IngestSettings,
        stories: StoryStore,
        sources: SourceStore,
        *,
        pepper: bytes,
    ) -> None:
        self._store = NoticeStore(service.database, service.seal)
        sender = Sender(clock.now, allow_private=settings.webhook_allow_private)
        courier = NoticeCourier(
            self._store,
            stories,
            sender,
            pepper=pepper,
            holder=service.consumer,
            now=clock.now,
            log=service.log,
            look_every_s=settings.webhook_look_every_s,
            lease_s=settings.webhook_lease_s,
        )
        self.tell = courier.owe
        self.forget = self._store.purge
        self.alerts: Callable[[], Awaitable[list[Alert]]] = courier.alerts
        self._calls = webhook_calls(
            self._store, sources, pepper=pepper, allow_private=settings.webhook_allow_private
        )
        service.indexes(INDEXES)
        service.sealed(self._store.reseal)
        service.run(courier.run, name="notices")
        service.on_stop(sender.close)

    def calls(self) -> APIRouter:
        """Give the operator's calls."""
        return self._calls

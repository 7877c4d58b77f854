"""Wires the room together: readers, stores, fetchers, janitor and calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from fastapi import FastAPI

from services.ingest.formats.parsed import Parsed, Payload
from services.ingest.intake.shelf import Shelf
from services.ingest.pictures import storage
from services.ingest.pictures.api import picture_calls
from services.ingest.pictures.facts import RefusedError
from services.ingest.pictures.fetching import Clerk, Fetchers
from services.ingest.pictures.files.readers import PictureReaders
from services.ingest.pictures.items import item_of, refused
from services.ingest.pictures.janitor import Janitor
from services.ingest.pictures.keeper import Keeper
from services.ingest.pulling.storage import PullStore
from services.ingest.pulling.web import Guard, Web
from services.ingest.settings import IngestSettings
from services.ingest.sources.gate import Gate
from services.ingest.sources.storage import SourceStore
from shared.events import Event
from shared.objects import open_objects
from shared.service import Service

_COUNTED_EVERY_S = 10


class Pictures:
    """The pictures of the newsroom, as `main` runs them."""

    def __init__(
        self,
        service: Service,
        settings: IngestSettings,
        shelf: Shelf,
        now: Callable[[], datetime],
    ) -> None:
        self._service = service
        self._settings = settings
        self._shelf = shelf
        self._now = now
        self._media = storage.MediaStore(service.database)
        self._errands = storage.ErrandStore(service.database)
        self._objects = open_objects(settings, "originals")
        self._readers = PictureReaders(
            workers=settings.picture_readers,
            memory_bytes=settings.picture_memory_bytes,
            most_pixels=settings.picture_max_pixels,
            timeout_s=settings.picture_timeout_s,
            log=service.log,
        )
        self._keeper = Keeper(
            self._media,
            self._errands,
            shelf.stories,
            self._objects,
            deliveries=shelf.deliveries,
            streams=service.streams,
            now=now,
            log=service.log,
        )

    async def read(self, payload: Payload) -> Parsed:
        """Read a picture that comes by itself; raises `UnreadableError`."""
        try:
            return item_of(payload, await self._readers.read(payload.content))
        except RefusedError as error:
            raise refused(error) from error

    async def story_stopped(self, event: Event) -> None:
        """End the pictures that end with an item."""
        await self._keeper.story_stopped(event)

    def run_in(self, pulls: PullStore, sources: SourceStore, guard: Guard) -> None:
        """Run the clerk, the fetchers and the janitor in the service."""
        service, settings = self._service, self._settings
        service.indexes(storage.INDEXES)
        service.reconcile(self._media)
        service.on_stop(self._readers.stop)
        if settings.pictures == "off":
            return
        clerk = Clerk(self._shelf.stories, self._errands, self._keeper, self._now)
        fetchers = Fetchers(
            self._errands,
            self._keeper,
            self._readers,
            Web(
                guard,
                timeout_s=settings.picture_timeout_s,
                most_bytes=settings.picture_max_bytes,
            ),
            pulls=pulls,
            sources=sources,
            deliveries=self._shelf.deliveries,
            chronicle=service.timeline,
            metrics=service.metrics,
            log=service.log,
            now=self._now,
            lease_s=settings.picture_lease_s,
        )
        janitor = Janitor(
            self._media,
            self._errands,
            self._keeper,
            self._objects,
            self._readers,
            now=self._now,
            log=service.log,
            grace=timedelta(seconds=settings.picture_grace_s),
            keep=timedelta(days=settings.picture_keep_days),
        )

        async def look() -> None:
            await clerk.look()
            await fetchers.look()

        service.every(settings.picture_look_every_s, look, name="pictures")
        service.every(_COUNTED_EVERY_S, fetchers.count, name="pictures_waiting")
        service.every(settings.picture_janitor_every_s, janitor.run, name="pictures_janitor")
        service.on_stop(fetchers.stop)

    def add_calls(self, app: FastAPI, gate: Gate) -> None:
        """Answer the calls about pictures."""
        app.include_router(
            picture_calls(
                gate,
                self._keeper,
                self._media,
                self._readers,
                most_bytes=self._settings.picture_max_bytes,
            )
        )

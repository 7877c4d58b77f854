"""The pictures of one process, wired: what decides, what follows, what answers."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter

from services.publish.bell import Bell
from services.publish.pictures.darkroom.api import States, media_calls
from services.publish.pictures.darkroom.renditions import Darkroom, Renditions
from services.publish.pictures.deciding import Deciding
from services.publish.pictures.following import Following
from services.publish.pictures.storage import INDEXES, PictureStore
from services.publish.settings import PublishSettings
from services.publish.storage import PublishStore
from shared import clock
from shared.objects import open_objects
from shared.service import Service

_SWEEP_EVERY_S = 3600


class Pictures:
    """Runs with the service; `told` is rung when stories were told anew."""

    def __init__(
        self, service: Service, store: PublishStore, settings: PublishSettings, *, told: Bell
    ) -> None:
        service.indexes(INDEXES)
        self._store = PictureStore(service.database)
        kept = open_objects(settings, "renditions")
        self._darkroom = Darkroom(settings.rendition_memory_mb, service.log)
        self._renditions = Renditions(
            self._store, open_objects(settings, "originals"), kept, self._darkroom
        )
        following = Following(self._store, store, kept, told, site_url=settings.site_url)
        self.deciding = Deciding(
            store, self._store, following.heard, clock.now, site_url=settings.site_url
        )
        service.run(partial(following.run, settings.drain_every_s), name="pictures")
        service.every(_SWEEP_EVERY_S, following.sweep, name="renditions")
        service.on_stop(self._darkroom.stop)

    def calls(self, states: States) -> APIRouter:
        """Give the route of the pictures."""
        return media_calls(self._store, self._renditions, states, clock.now)

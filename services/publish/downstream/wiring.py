"""The wiring of this room: what runs for downstream sites, and what it is given."""

from __future__ import annotations

import resource
from functools import partial

from fastapi import APIRouter

from services.publish.channels.tail import Tail
from services.publish.downstream.calls.operator_api import Office, operator_api
from services.publish.downstream.calls.site_api import site_api
from services.publish.downstream.directory import Directory
from services.publish.downstream.dispatch.couriers import Bodies, Couriers
from services.publish.downstream.dispatch.dispatcher import Dispatcher
from services.publish.downstream.dispatch.lease import Lease, Tenure
from services.publish.downstream.readers import Positions, Readers
from services.publish.downstream.storage import INDEXES, SiteStore
from services.publish.settings import PublishSettings
from services.publish.storage import PublishStore
from shared import clock
from shared.service import Service
from shared.webhooks import Sender

_FILES_WANTED = 65_536
"""A connection a site; the usual 1,024 are too few for a thousand of them."""

_FIRST_SHARE = 0


class Downstreams:
    """Everything that publish does for downstream sites, in one process."""

    def __init__(
        self, service: Service, store: PublishStore, tail: Tail, settings: PublishSettings
    ) -> None:
        self._store = store
        self._sites = SiteStore(service.database, service.seal)
        self._directory = Directory(self._sites)
        self._sender = Sender(clock.now, allow_private=settings.webhook_allow_private)
        self.positions = Positions(self._sites)
        self.readers = Readers(
            self._directory,
            tokens={"operator": settings.operator_token, "site": settings.events_token},
            is_open=not settings.events_token_required,
        )
        self._tenure = tenure = Tenure()
        couriers = Couriers(
            self._sites,
            self._sender,
            Bodies(store.row),
            service.metrics,
            service.log,
            now=clock.now,
            serves=tenure.holds,
        )
        self._dispatcher = Dispatcher(
            store, self._sites, self._directory, tail, couriers, log=service.log, now=clock.now
        )

        async def newest() -> int:
            return tail.newest if tail.newest is not None else await tail.look()

        self._lease = Lease(
            service.consumer,
            self._sites,
            self._directory,
            self._dispatcher,
            tenure=tenure,
            metrics=service.metrics,
            log=service.log,
            first_cursor=newest,
            lease_s=settings.sites_lease_s,
            overdue_after_s=settings.kill_overdue_after_s,
        )
        self._settings = settings
        service.indexes(INDEXES)
        service.on_start(self._begin)
        service.sealed(self._sites.reseal)
        service.run(self._lease.run, name="lease of sites")
        service.run(
            partial(self._dispatcher.run, settings.drain_every_s * 20), name="dispatcher"
        )
        service.run(self._dispatcher.listen, name="kills")
        service.run(couriers.ledger.run, name="deliveries' ledger")
        service.run(self.positions.run, name="positions of sites")
        service.on_stop(self._lease.leave)
        service.on_stop(self._sender.close)

    def is_first(self) -> bool:
        """Tell whether this process is the one of all that does what only one shall do."""
        return self._tenure.holds() and _FIRST_SHARE in self._dispatcher.shares()

    def routers(self) -> list[APIRouter]:
        """Give the calls of the operator and of sites."""
        rung = self._lease.soon.ring
        office = Office(
            self._sites,
            self._store,
            self.positions,
            clock.now,
            rung,
            self._settings.webhook_allow_private,
            self._settings.kill_overdue_after_s,
        )
        sites = site_api(
            self._sites, self._store, self.readers, self.positions, now=clock.now, rung=rung
        )
        return [operator_api(office), sites]

    async def _begin(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _FILES_WANTED if hard == resource.RLIM_INFINITY else min(_FILES_WANTED, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        await self._sites.migrate()

"""How a service runs: stores, stages, background work, probes, and an orderly end.

A service answers `/livez` at once and becomes ready when its stores are there, its groups exist
and its subscribers listen. What stops listening is started again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from pymongo.errors import PyMongoError
from redis.exceptions import RedisError
from starlette.types import ASGIApp

from shared import chronicle, clock
from shared.asyncapi import describe
from shared.chronicle import Chronicle
from shared.connection import connect_redis
from shared.database import Index, connect, ensure_indexes
from shared.database import is_away as mongo_is_away
from shared.dead_letters import dead_letters
from shared.doors.callers import OperatorOnly
from shared.doors.connections import limit_connections
from shared.doors.layer import Crowd, Doors
from shared.doors.operations import OperationsServer
from shared.doors.swagger import docs_page
from shared.doors.throttle import Throttle
from shared.logs import configure_logs
from shared.memory import settle_memory, share_heaps
from shared.metrics import Metrics
from shared.openapi import App
from shared.probes import Reseal, probes, rotation
from shared.problems import Problem, answer_problems
from shared.reconcile import Ledger, OpenWork, reconcile
from shared.reconcile import Patience as ReconcilePatience
from shared.recovery import Patience
from shared.sealing import Seal
from shared.settings import Settings
from shared.stage import Stage, StageRunner
from shared.streams import Streams
from shared.streams import is_away as redis_is_away
from shared.subscription import Subscription, make_broker, start_broker, stop_broker

_Work = Callable[[], Awaitable[object]]


_WATCH_EVERY_S = 1.0
_GRACE_S = 10.0
"""How long a batch in hand may take to finish once the process is asked to leave."""


class Service:
    """One of the four services in one process."""

    def __init__(self, name: str, settings: Settings) -> None:
        share_heaps()
        self.name = name
        self.settings = settings
        self.log = configure_logs(name, settings.log_level)
        self.metrics = Metrics()
        self.redis = connect_redis(settings.redis_url)
        self.database = connect(settings.mongo_url, service=name, name=settings.mongo_database)
        self.streams = Streams(self.redis)
        self.throttle = Throttle(self.redis)
        self.seal = Seal(settings.secrets_key.get_secret_value())
        self.timeline = Chronicle(self.database)
        self.consumer = f"{name}-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
        self._broker = make_broker(
            settings.redis_url, logging.getLogger("faststream"), _GRACE_S
        )
        self._subscriptions: list[Subscription] = []
        self._indexes: list[Index] = [*chronicle.INDEXES]
        self._work: list[tuple[str, _Work]] = []
        self._at_start: list[_Work] = []
        self._at_stop: list[_Work] = []
        self._sealed: list[Reseal] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._started = False
        self.every(settings.janitor_every_s, self._tidy, name="janitor")

    # --- what it consists of -------------------------------------------------------------

    def stage(self, stage: Stage[Any, Any]) -> None:
        """Run a stage, as the consumer group named after this service."""
        settings = self.settings
        runner = StageRunner(
            stage,
            service=self.name,
            consumer=self.consumer,
            streams=self.streams,
            chronicle=self.timeline,
            metrics=self.metrics,
            log=self.log,
            patience=Patience(
                reclaim_after_s=settings.reclaim_after_s,
                retry_after_s=settings.retry_after_s,
                max_failures=settings.max_failures,
            ),
            batch_size=settings.batch_size,
        )
        self._subscriptions.append(Subscription(self._broker, runner))
        for name, work in (
            ("keep_alive", runner.recovery.keep_alive),
            ("retry", runner.recovery.retry),
            ("reclaim", runner.recovery.reclaim),
        ):
            self.run(work, name=f"{name} {stage.hears}")
        self.on_stop(runner.recovery.leave)

    def indexes(self, indexes: Sequence[Index]) -> None:
        """Ensure these indexes before anything runs."""
        self._indexes += indexes

    def reconcile(self, ledger: Ledger) -> None:
        """Send again what this service has decided and the next stage never saw."""
        settings = self.settings
        patience = ReconcilePatience(
            stalled_after=timedelta(seconds=settings.stalled_after_s),
            stalled_kill_after=timedelta(seconds=settings.stalled_kill_after_s),
            margin=timedelta(seconds=settings.backlog_margin_s),
        )

        def resent(work: OpenWork) -> None:
            self.metrics.resent.labels(self.name).inc()
            self.log.warning("event_resent", key=work.key, open_since=work.since.isoformat())

        async def run() -> None:
            await reconcile(
                ledger,
                chronicle=self.timeline,
                streams=self.streams,
                patience=patience,
                now=clock.now,
                resent=resent,
            )

        self.every(settings.reconcile_every_s, run, name="reconcile")

    def run(self, work: _Work, *, name: str) -> None:
        """Run a loop for as long as the service lives; it is begun again when it raises."""
        self._work.append((name, work))

    def every(self, seconds: float, work: _Work, *, name: str) -> None:
        """Run something at start and then again and again, `seconds` after it ended."""

        async def repeat() -> None:
            while True:
                await work()
                await asyncio.sleep(seconds)

        self.run(repeat, name=name)

    def on_start(self, work: _Work) -> None:
        """Run something once the stores are there, before any stage listens."""
        self._at_start.append(work)

    def sealed(self, reseal: Reseal) -> None:
        """Seal anew, when the operator says so, what is not sealed with the newest key.

        What is not sealed at all is sealed at start.
        """
        self._sealed.append(reseal)

        async def seal_what_is_open() -> None:
            if self.seal.is_set:
                await reseal(readable_only=True)
            else:
                self.log.warning("secrets_key_missing", setting="COPYDESK_SECRETS_KEY")

        self.on_start(seal_what_is_open)

    def on_stop(self, work: _Work) -> None:
        """Run something once nothing is read any more."""
        self._at_stop.append(work)

    # --- its life ------------------------------------------------------------------------

    def app(self) -> FastAPI:
        """Give the ASGI app that runs all this in its lifespan."""

        @contextlib.asynccontextmanager
        async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
            os.umask(0o077)  # what a service writes is its owner's
            limit_connections(per_client=self.settings.connections_per_client)
            operations = self._operations(app)
            life = asyncio.create_task(self._supervised("life", self._live))
            try:
                yield
            finally:
                if operations is not None:
                    await operations.stop()
                await self._leave(life)

        app = App(
            title=f"Copydesk {self.name}",
            version="1",
            lifespan=lifespan,
            docs_url=None,
            redoc_url=None,
            # Traces travel in events and lines of the log; FastAPI's own would ask at each
            # request whether somebody has set up OpenTelemetry.
            telemetry={"tracing": False, "metrics": False, "logs": False},
        )
        app.state.operator_token = self.settings.operator_token
        app.doors = lambda inner: self._doors(inner, app)
        answer_problems(app)

        async def store_fault(_request: Request, error: Exception) -> Response:
            return self._answer_store_fault(error)

        for kind in (RedisError, PyMongoError):
            app.add_exception_handler(kind, store_fault)
        app.include_router(docs_page(app.title))
        app.include_router(
            probes(
                lambda: describe(self.name, self._broker),
                readiness=self.readiness,
                counted=self.metrics,
                guard=operator_only,
            )
        )
        heard = [subscription.stream for subscription in self._subscriptions]
        app.include_router(
            dead_letters(
                self.name, heard, streams=self.streams, guard=operator_only, log=self.log
            )
        )
        if self._sealed:
            app.include_router(
                rotation(self.seal, self._sealed, guard=operator_only, log=self.log)
            )
        return app

    def _doors(self, inner: ASGIApp, app: FastAPI) -> Doors:
        settings = self.settings
        return Doors(
            inner,
            app,
            throttle=self.throttle,
            crowd=Crowd(
                requests=settings.requests_per_client,
                streams=settings.streams_per_client,
                per_s=settings.requests_per_client_s,
            ),
            has_operations=settings.operations_port is not None,
        )

    def _operations(self, app: FastAPI) -> OperationsServer | None:
        port = self.settings.operations_port
        if port is None:
            return None
        server = OperationsServer(app, host=self.settings.operations_host, port=port)
        server.start()
        return server

    async def _live(self) -> None:
        await ensure_indexes(self.database, self._indexes)
        for subscription in self._subscriptions:
            await self.streams.ensure_group(subscription.stream, self.name)
        for work in self._at_start:
            await work()
        await start_broker(self._broker)
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._supervised(name, work)) for name, work in self._work
            ]
        if not self._started:
            settle_memory()
        self._started = True
        self.log.info("service_started", consumer=self.consumer)
        while True:
            await asyncio.sleep(_WATCH_EVERY_S)
            for subscription in self._subscriptions:
                if not subscription.listens:
                    # FastStream stops for good when a stream or group is lost (a flush, say).
                    await self.streams.ensure_group(subscription.stream, self.name)
                    await subscription.restart()
                    self.log.warning("subscriber_restarted", stream=subscription.stream)
                subscription.adapt()

    async def _supervised(self, name: str, work: _Work) -> None:
        while True:
            try:
                await work()
            except Exception as error:
                if redis_is_away(error) or mongo_is_away(error):
                    self.log.warning("store_away", task=name, error=str(error)[:300])
                else:
                    self.log.exception("task_failed", task=name)
                await asyncio.sleep(_WATCH_EVERY_S)
            else:
                return

    async def _leave(self, life: asyncio.Task[None]) -> None:
        self.log.info("service_leaving")
        await _end([life])
        await stop_broker(self._broker)
        for work in self._at_stop:
            with contextlib.suppress(Exception):
                await work()
        await _end(self._tasks)
        await self.redis.aclose()
        self.database.client.close()
        self.log.info("service_left")

    async def _tidy(self) -> None:
        """Trim, forget dead consumers, and read the gauges."""
        idle_ms = int((self.settings.reclaim_after_s * 10 + 60) * 1000)
        for subscription in self._subscriptions:
            stream = subscription.stream
            await self.streams.ensure_group(stream, self.name)
            await self.streams.trim(stream)
            await self.streams.forget_consumers(stream, self.name, idle_ms=idle_ms)
            await self.streams.trim_dead(stream)
            waiting = await self.streams.waiting(stream, self.name)
            if waiting is None:
                continue
            age = time.time() - waiting.oldest_ms / 1000 if waiting.oldest_ms else 0
            self.metrics.stream_lag.labels(stream, self.name).set(waiting.lag)
            self.metrics.stream_pending.labels(stream, self.name).set(waiting.pending)
            self.metrics.stream_oldest.labels(stream, self.name).set(max(0, age))
            dead = await self.streams.count_dead(stream)
            self.metrics.dead_letters.labels(stream).set(dead)

    def _answer_store_fault(self, error: Exception) -> Response:
        if redis_is_away(error) or mongo_is_away(error):
            return Problem(
                503,
                "A store is away",
                "Redis or MongoDB cannot be reached or refuses writes. Try again.",
                headers={"Retry-After": "5"},
            ).to_response()
        self.log.error("store_fault", error=f"{type(error).__name__}: {error}"[:500])
        return Problem(500, "A store gave an unexpected answer").to_response()

    # --- what it answers -----------------------------------------------------------------

    async def readiness(self) -> dict[str, str]:
        """Say of each thing the service needs `ok`, or what is wrong with it."""
        checks = {"started": "ok" if self._started else "waits for its stores"}
        for name, ping in (
            ("redis", self.redis.ping),
            ("mongo", lambda: self.database.command("ping")),
        ):
            try:
                await asyncio.wait_for(ping(), timeout=2)
                checks[name] = "ok"
            except Exception as error:  # noqa: BLE001 - whatever it is, it is not ready
                checks[name] = f"{type(error).__name__}: {error}"[:200]
        for subscription in self._subscriptions:
            stream = subscription.stream
            listens = "ok" if subscription.listens else "does not listen"
            checks[f"subscriber {stream}"] = listens
            if checks["redis"] == "ok":
                exists = await self.streams.waiting(stream, self.name) is not None
                checks[f"group {stream}"] = "ok" if exists else "is missing"
        return checks


operator_only = OperatorOnly()
"""For `Depends`: lets only the operator in."""


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel until they end: a library that is just finishing may swallow a cancellation.

    Until Python 3.12 `asyncio.wait_for` does (https://github.com/python/cpython/issues/86296).
    """
    while pending := [task for task in tasks if not task.done()]:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=0.5)

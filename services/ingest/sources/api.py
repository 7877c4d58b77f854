"""The operator's calls: sources and their keys, and what could not be read."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool

from services.ingest import described
from services.ingest.formats.until import zone_of
from services.ingest.sources import signatures
from services.ingest.sources.gate import no_pepper
from services.ingest.sources.keys import (
    LIVE_KEYS,
    SOURCE_ID,
    Doorkeeper,
    Source,
    StoredKey,
    make_key,
    stored_key,
)
from services.ingest.sources.storage import SourceStore
from services.ingest.sources.storage_habits import Alert, HabitStore
from shared import clock
from shared.articles import SourceFacts, Trust
from shared.openapi import Responses, problems
from shared.problems import Problem
from shared.service import operator_only

_Limit = Annotated[int, Field(ge=1, le=1_000_000_000, strict=True)]
SourceId = Annotated[str, Path(description="The source's name.", examples=["wire"])]


def _a_zone(name: str) -> str:
    if zone_of(name) is None:
        raise ValueError("this is no time zone; write an IANA name such as Europe/Berlin")
    return name


_Zone = Annotated[
    str, Field(max_length=60, examples=["Europe/Berlin"]), AfterValidator(_a_zone)
]
"""Where a source's clocks are: its embargoes without a zone are read there."""


class SourceRequest(BaseModel):
    """What the operator says of a wire. The wire itself can set none of it."""

    model_config = ConfigDict(extra="forbid")

    source: Annotated[str, Field(pattern=rf"^{SOURCE_ID.pattern}$")]
    rights: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = ()
    trust: Trust = "normal"
    canonical: Literal["us", "origin"] = "us"
    zone: _Zone | None = None
    rate_limit: _Limit | None = None
    signed: StrictBool = False
    """Whether each of its requests must be signed by Standard Webhooks."""


class SourceChange(BaseModel):
    """What of a source changes; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    source: str | None = None
    rights: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] | None = None
    trust: Trust | None = None
    canonical: Literal["us", "origin"] | None = None
    zone: _Zone | None = None
    rate_limit: _Limit | None = None
    signed: StrictBool | None = None


class KeyAnswer(BaseModel):
    """A source's new key; it is shown this once."""

    source: str
    key: str
    signing_secret: str | None = None


class SecretAnswer(BaseModel):
    """A source's new signing secret."""

    source: str
    signing_secret: str


def source_calls(
    sources: SourceStore, habits: HabitStore, doorkeeper: Doorkeeper, *, pepper: bytes
) -> APIRouter:
    """Give the operator's calls."""
    router = APIRouter(
        prefix="/v1", dependencies=[Depends(operator_only)], responses=problems(401, 503)
    )
    register = _Register(sources, doorkeeper, pepper)
    _reading(router, sources, habits)
    _adding(router, register)
    _renewing(router, register)
    _pausing(router, register)
    return router


@dataclass(frozen=True, slots=True)
class _Register:
    """The sources, with what makes their keys, and who lets them in."""

    sources: SourceStore
    doorkeeper: Doorkeeper
    pepper: bytes

    def new_key(self, source: str) -> tuple[str, StoredKey]:
        key = make_key(source, secrets.token_bytes(20))
        return key, stored_key(key, pepper=self.pepper, now=clock.now())

    def secret_of(self, source: str, version: int) -> str:
        try:
            return signatures.secret_of(source, version, self.pepper)
        except signatures.NoPepperError as error:
            raise no_pepper() from error

    async def another_secret(self, source: Source) -> str:
        secret = self.secret_of(source.id, source.signing_version + 1)
        if await self.sources.next_secret(source) is None:
            raise Problem(409, "The secret was changed at the same time", "Try again.")
        return secret

    async def existing(self, id_: str) -> Source:
        source = await self.sources.find(id_)
        if source is None:
            raise _no_such_source()
        return source

    async def set_paused(self, id_: str, *, paused: bool) -> dict[str, Any]:
        if not await self.sources.set_paused(id_, paused=paused):
            raise _no_such_source()
        self.doorkeeper.forget(id_)
        return {"source": id_, "paused": paused}


def _no_such_source() -> Problem:
    return Problem(404, "No such source")


_A_SOURCE: Responses = {200: {"model": described.SourceDescription}, **problems(404)}


def _reading(router: APIRouter, sources: SourceStore, habits: HabitStore) -> None:
    @router.get("/sources", tags=["sources"], responses={200: {"model": described.SourceList}})
    async def list_sources() -> dict[str, Any]:
        """List the wires with what they sent."""
        alerts: dict[str, list[dict[str, Any]]] = {}
        for alert in await habits.open_alerts():
            alerts.setdefault(alert.source, []).append(_told(alert))
        return {
            "sources": [
                {**each, "alerts": alerts.get(each["source"], [])}
                for each in await sources.described()
            ]
        }

    @router.get("/sources/{id_}", tags=["sources"], responses=_A_SOURCE)
    async def get_source(id_: SourceId) -> dict[str, Any]:
        """Tell what we know of a wire and what it sent."""
        found = await sources.described(id_)
        if not found:
            raise _no_such_source()
        now = clock.now()
        begun = {id_: datetime.fromisoformat(found[0]["created_at"])}
        usual = (await habits.habits(begun, now))[id_].usual(now)
        return {
            **found[0],
            "alerts": [
                _told(alert) for alert in await habits.open_alerts() if alert.source == id_
            ],
            "alerts_before": await habits.history(id_),
            "usual_items_by_hour_of_week": usual,
        }


def _adding(router: APIRouter, register: _Register) -> None:
    @router.post("/sources", status_code=201, tags=["sources"], responses=problems(409))
    async def add_source(asked: SourceRequest) -> KeyAnswer:
        """Add a wire; its key is in the answer and nowhere else."""
        key, stored = register.new_key(asked.source)
        secret = register.secret_of(asked.source, 1) if asked.signed else None
        source = Source(
            facts=SourceFacts(
                id=asked.source,
                trust=asked.trust,
                rights=asked.rights,
                canonical=asked.canonical,
                zone=asked.zone,
            ),
            keys=(stored,),
            rate_limit=asked.rate_limit,
            signed=asked.signed,
            signing_version=1 if asked.signed else 0,
        )
        if not await register.sources.add(source, at=clock.now()):
            raise Problem(
                409, "There is such a source", "Use rotate-key to give it another key."
            )
        return KeyAnswer(source=asked.source, key=key, signing_secret=secret)

    @router.put("/sources/{id_}", tags=["sources"], responses=_A_SOURCE)
    async def change_source(id_: SourceId, asked: SourceChange) -> dict[str, Any]:
        """Change a wire's rights, trust and limits; its keys stay, and what is left out."""
        before = await register.existing(id_)
        if asked.source not in (None, id_):
            raise Problem(422, "A source keeps its id")
        after = _changed(before, asked)
        secret = {}
        if after.signed and not before.signed:
            secret = {"signing_secret": await register.another_secret(before)}
        await register.sources.set_facts(after)
        register.doorkeeper.forget(id_)
        described = (await register.sources.described(id_))[0]
        return described | secret


def _renewing(router: APIRouter, register: _Register) -> None:
    @router.post("/sources/{id_}/rotate-key", tags=["sources"], responses=problems(404, 409))
    async def rotate_key(id_: SourceId) -> KeyAnswer:
        """Give a wire another key; the one before stays good until the next rotation."""
        source = await register.existing(id_)
        key, stored = register.new_key(id_)
        keys = (*source.keys, stored)[-LIVE_KEYS:]
        if not await register.sources.set_keys(source, keys):
            raise Problem(409, "The keys were changed at the same time", "Try again.")
        register.doorkeeper.forget(id_)
        return KeyAnswer(source=id_, key=key)

    @router.post("/sources/{id_}/rotate-secret", tags=["sources"], responses=problems(404, 409))
    async def rotate_secret(id_: SourceId) -> SecretAnswer:
        """Let a wire sign by another secret; the one before stays good until the next."""
        secret = await register.another_secret(await register.existing(id_))
        register.doorkeeper.forget(id_)
        return SecretAnswer(source=id_, signing_secret=secret)


def _pausing(router: APIRouter, register: _Register) -> None:
    a_pause: Responses = {200: {"model": described.Paused}, **problems(404)}

    @router.post("/sources/{id_}/pause", tags=["sources"], responses=a_pause)
    async def pause(id_: SourceId) -> dict[str, Any]:
        """Take nothing more from a wire but kills and holds."""
        return await register.set_paused(id_, paused=True)

    @router.post("/sources/{id_}/resume", tags=["sources"], responses=a_pause)
    async def resume(id_: SourceId) -> dict[str, Any]:
        """Take copy from a wire again."""
        return await register.set_paused(id_, paused=False)


def _told(alert: Alert) -> dict[str, Any]:
    return {"kind": alert.kind, "since": alert.since.isoformat(), "reason": alert.reason}


def _changed(before: Source, asked: SourceChange) -> Source:
    facts = before.facts
    return Source(
        facts=SourceFacts(
            id=before.id,
            trust=facts.trust if asked.trust is None else asked.trust,
            rights=facts.rights if asked.rights is None else asked.rights,
            canonical=facts.canonical if asked.canonical is None else asked.canonical,
            zone=facts.zone if asked.zone is None else asked.zone,
        ),
        keys=before.keys,
        rate_limit=before.rate_limit if asked.rate_limit is None else asked.rate_limit,
        signed=before.signed if asked.signed is None else asked.signed,
        signing_version=before.signing_version,
    )

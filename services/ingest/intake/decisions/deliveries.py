"""A delivery: as it is read, as it is kept, and what became of each of its items; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from services.ingest.formats.parsed import Payload, Problem
from services.ingest.identity.arrival import Arrival
from shared.articles import SourceFacts
from shared.lifecycle import State
from shared.timeline import Reason


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one item of a delivery."""

    article_id: str
    revision: int
    outcome: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One delivery as it came, and what became of it.

    `same_as` is the receipt that holds the bytes, of a delivery that only repeats.
    """

    receipt: str
    source: str
    content: bytes | None
    sha256: str
    size: int
    media_type: str
    charset: str | None
    url: str | None
    headers: Mapping[str, str]
    received_at: datetime
    state: Literal["taken", "quarantined"] = "taken"
    format: str = ""
    standings: tuple[Standing, ...] = ()
    problems: tuple[Problem, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One readable delivery on its way in."""

    receipt: str
    source: SourceFacts
    payload: Payload
    headers: Mapping[str, str]
    traceparent: str
    format: str
    items: tuple[Arrival, ...]
    problems: tuple[Problem, ...] = ()
    replayed: bool = False
    """Out of quarantine: the bytes are kept already."""

    @cached_property
    def article_ids(self) -> frozenset[str]:
        """Give the stories its items belong to."""
        return frozenset(arrival.article_id for arrival in self.items)

    @property
    def must_be_taken(self) -> bool:
        """Tell whether there is a kill or hold in it, which no backlog keeps out."""
        return any(arrival.candidate.status != "usable" for arrival in self.items)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one item of a delivery, for the answer to its sender."""

    standing: Standing
    reasons: tuple[Reason, ...]

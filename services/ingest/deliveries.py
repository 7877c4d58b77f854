"""A delivery as it came, and in short what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.ingest.parsed import Problem
from shared.lifecycle import State


@dataclass(frozen=True, slots=True)
class Outcome:
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
    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    same_as: str | None = None

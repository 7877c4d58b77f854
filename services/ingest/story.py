"""What deciding about an item knows of its story, and what it decides; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from shared.lifecycle import State
from shared.ninjs import PubStatus
from shared.timeline import Reason

Outcome = Literal["received", "repeated", "superseded", "withheld", "canceled", "blocked"]
"""`blocked`: kept, and going nowhere, because its story is canceled or recalled."""

MOVES_ON: frozenset[Outcome] = frozenset({"received", "withheld", "canceled"})
"""The outcomes that make a story's newest revision and are told to the other stages."""


class Mark(NamedTuple):
    """What orders two revisions and tells them apart."""

    version: int | None
    created: datetime | None
    fingerprint: str


class Revision(NamedTuple):
    """One revision of a story, as far as deciding about the next one needs it."""

    number: int
    mark: Mark
    outcome: Outcome
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What we know of an article before an item of it is decided.

    `highest` is the highest number claimed, which may belong to a revision that came too late.
    `revisions` holds them all, by number, where they were read (`complete`), else is empty.
    `held` marks the last hold that named the story by another name than its own.
    `changes` counts the writes of the head, for its compare-and-set. `successor` is the article
    as which a person let a canceled one start anew, and `reinstates` that article's way back.
    """

    article_id: str
    newest: Revision | None = None
    highest: int = 0
    tombstone: State | None = None
    held: Mark | None = None
    revisions: Mapping[int, Revision] = field(default_factory=dict)
    complete: bool = False
    changes: int = 0
    successor: str = ""
    reinstates: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that came in.

    `name_killed`: an earlier kill named it by one of its altIds; `name_held`: the mark of an
    earlier hold that did. `by_name`: it is a notice about a story of another name. `doubt`: why
    we withhold it ourselves; it holds nothing but its own revision.
    """

    status: PubStatus
    mark: Mark
    receipt: str
    name_killed: bool = False
    name_held: Mark | None = None
    by_name: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of one item: its revision, why, and the story after it."""

    outcome: Outcome
    revision: int
    state: State
    reasons: tuple[Reason, ...] = ()
    calls_person: bool = False
    same_as: str | None = None
    """Of a repeat: the receipt of what it repeats."""
    story: Story

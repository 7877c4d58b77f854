"""One item of a batch: what it is called, what was decided, and what is kept of it; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from services.ingest.identity.arrival import Arrival
from services.ingest.identity.names import hold_names, other_spellings
from services.ingest.intake.decisions.deliveries import Delivery, Standing
from services.ingest.intake.decisions.kept import Kept
from services.ingest.story import Candidate, Decision, Mark
from shared.articles import Article, Killed
from shared.lifecycle import State


class BatchItem(NamedTuple):
    """An item and where it stands."""

    delivery: Delivery
    place: int
    arrival: Arrival

    @property
    def is_kill(self) -> bool:
        """Tell whether it takes a story back."""
        return self.arrival.candidate.status == "canceled"

    @property
    def source(self) -> str:
        """Give the wire it came from."""
        return self.delivery.source.id

    @property
    def is_hold(self) -> bool:
        """Tell whether its wire asks to hold a story back; our own doubt holds none."""
        candidate = self.arrival.candidate
        return candidate.status == "withheld" and candidate.doubt is None

    @property
    def is_stop(self) -> bool:
        """Tell whether it is a kill or a hold, which may be meant for stories it only names."""
        return self.is_kill or self.is_hold

    def named(self) -> tuple[str, ...]:
        """Give the other names by which a kill or a hold may mean a story."""
        return hold_names(self.arrival.item) if self.is_hold else self.arrival.other_names

    def stop_names(self) -> tuple[str, ...]:
        """Give every name by which a kill or a hold may mean a story."""
        uri = self.arrival.item.uri
        return (uri, *self.named()) if uri else self.named()

    def spelled_otherwise(self) -> tuple[str, ...]:
        """Give the names that it bears, or by which it means a story, as others spell them."""
        names = self.stop_names() if self.is_stop else (
            *((uri,) if (uri := self.arrival.item.uri) else ()), *self.arrival.other_names
        )  # fmt: skip
        return other_spellings(names)

    def about(self, article_id: str) -> Candidate:
        """Give the candidate as it concerns a story: its own, or one that it only names."""
        candidate = self.arrival.candidate
        if article_id == self.arrival.article_id:
            return candidate
        return replace(candidate, by_name=True)


def alike(name: str) -> str:
    """Mark a spelling that nobody wrote, so that it is no name of a story's own."""
    return f"\x00{name}"


@dataclass(slots=True)
class Filing:
    """An item and one story it is decided for; `claimed` once its revision is stored."""

    item: BatchItem
    article_id: str
    decision: Decision
    killed: tuple[Killed, ...] = ()
    names: tuple[str, ...] = ()
    claimed: bool = False
    _kept: tuple[Decision, Kept] | None = None

    def kept(self) -> Kept:
        """Give what is stored for the item as it is decided now."""
        if self._kept is None or self._kept[0] is not self.decision:
            self._kept = (self.decision, self._as_decided())
        return self._kept[1]

    def _as_decided(self) -> Kept:
        delivery, _, arrival = self.item
        return Kept(
            article=Article(
                article_id=self.article_id,
                revision=self.decision.revision,
                source=delivery.source,
                received_at=delivery.payload.received_at,
                item=arrival.item,
                extras=arrival.extras,
                reinstates=self.decision.story.reinstates,
                killed=self.killed,
                names=self.names,
            ),
            mark=arrival.candidate.mark,
            outcome=self.decision.outcome,
            state=self.decision.state,
            reasons=self.decision.reasons,
            calls_person=self.decision.calls_person,
            receipt=delivery.receipt,
            traceparent=delivery.traceparent,
            format=delivery.format,
            written=arrival.written,
        )

    def standing(self) -> Standing:
        """Tell in short what became of it."""
        decision = self.decision
        return Standing(self.article_id, decision.revision, decision.outcome, decision.state)

    @property
    def is_repeat(self) -> bool:
        """Tell whether it moved nothing."""
        return self.decision.outcome == "repeated"

    @property
    def needs_claim(self) -> bool:
        """Tell whether its revision has still to be stored."""
        return not self.is_repeat and not self.claimed


class Name(NamedTuple):
    """One of a wire's names: the articles that bear it, and whether a kill or hold named it."""

    bearers: frozenset[str]
    killed: bool
    held: Mark | None = None


class Buried(NamedTuple):
    """A story that was stopped for ever: whose it was, by what, and when."""

    source: str
    state: State
    at: datetime


NOBODY = Name(frozenset(), killed=False)

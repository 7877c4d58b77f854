"""Many deliveries decided together, each item on the outcome of the one before; pure.

A kill or a hold may be meant for several stories: its own, and those that its uri or altIds
name. It is filed under each that is known; a kill blocks the others should they come, and a
hold holds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from services.ingest.identity.arrival import Arrival
from services.ingest.identity.ids import named_id
from services.ingest.identity.names import spellings
from services.ingest.intake.decisions.deliveries import Delivery, RawItem, Standing, Taken
from services.ingest.intake.decisions.filing import (
    NOBODY,
    BatchItem,
    Buried,
    Filing,
    Name,
    alike,
)
from services.ingest.intake.decisions.kept import Kept, record_of
from services.ingest.receive import block, decide, hold_back, last_hold, overtaken, stop_targets
from services.ingest.story import Mark, Story
from shared.articles import Killed
from shared.lifecycle import State
from shared.timeline import TimelineRecord


@dataclass(slots=True)
class Batch:
    """What one bulk write is about: stories as loaded, filings, and stories as decided."""

    items: Sequence[BatchItem]
    names: Mapping[tuple[str, str], Name] = field(default_factory=dict)
    buried: Mapping[str, Mapping[str, Buried]] = field(default_factory=dict)
    """By a folded name: the stopped stories that bore it, whoever's they were."""
    successors: dict[str, str] = field(default_factory=dict)
    """Of canceled articles: those as which a person let them start anew."""
    stories: dict[str, Story] = field(default_factory=dict)
    filings: list[Filing] = field(default_factory=list)
    _by_receipt: dict[str, list[Filing]] = field(default_factory=dict)
    after: dict[str, Story] = field(default_factory=dict)
    lagging: set[str] = field(default_factory=set)
    unfinished: list[Kept] = field(default_factory=list)
    """Revisions that a stopped process claimed and did no more with: done here, with ours."""

    @classmethod
    def of(cls, deliveries: Sequence[Delivery]) -> Batch:
        """Begin with every item of every delivery, in order."""
        return cls(
            [
                BatchItem(delivery, place, arrival)
                for delivery in deliveries
                for place, arrival in enumerate(delivery.items)
            ]
        )

    # --- what has to be loaded -----------------------------------------------------------

    def bearers(self) -> list[tuple[str, str, str]]:
        """Give each (source, name, article_id) that the items say belong together."""
        return [
            (item.source, name, item.arrival.article_id)
            for item in self.items
            for name in (
                *item.arrival.other_names,
                *(() if item.is_stop else map(alike, item.spelled_otherwise())),
            )
        ]

    def names_to_try(self) -> set[tuple[str, str]]:
        """Give each (source, name) under which a stop may mean a story, spelled otherwise."""
        return {
            (item.source, key)
            for item in self.items
            if item.is_stop
            for name in item.spelled_otherwise()
            for key in (name, alike(name))
        }

    def killed_names(self) -> dict[tuple[str, str], str]:
        """Give the receipt of the kill that names each (source, name)."""
        return {
            (item.source, name): item.delivery.receipt
            for item in self.items
            if item.is_kill
            for name in item.stop_names()
        }

    def held_names(self) -> dict[tuple[str, str], Mark]:
        """Give the mark of the hold that names each (source, name)."""
        return {
            (item.source, name): item.arrival.candidate.mark
            for item in self.items
            if item.is_hold
            for name in item.stop_names()
        }

    def names_to_watch(self) -> set[str]:
        """Give the folded names by which a stopped story may be coming back."""
        return {
            name for item in self.items if not item.is_stop for name in item.arrival.stop_names
        }

    def to_bury(self) -> dict[str, Buried]:
        """Give each known story that a kill of this batch is meant for."""
        return {
            id_: Buried(item.source, State.CANCELED, item.delivery.payload.received_at)
            for item in self.items
            if item.is_kill
            for id_ in self.meant_by(item)
            if (story := self.stories.get(id_)) and story.newest is not None
        }

    def killed_before(self, arrival: Arrival, source: str) -> tuple[Killed, ...]:
        """Give the stopped stories one of whose names an item bears, its own left out."""
        met = {
            id_: buried
            for name in arrival.stop_names
            for id_, buried in self.buried.get(name, {}).items()
            if id_ != arrival.article_id
        }
        return tuple(
            Killed(
                article_id=id_,
                by="name",
                same_source=buried.source == source,
                recalled=buried.state is State.RECALLED,
                at=buried.at,
            )
            for id_, buried in met.items()
        )

    def article_ids(self) -> set[str]:
        """Give every article that something is decided about."""
        own = {item.arrival.article_id for item in self.items}
        return own.union(*(self.meant_by(item) for item in self.items if item.is_stop))

    def meant_by(self, stop: BatchItem) -> tuple[str, ...]:
        """Give the articles a kill or a hold is meant for, known or not, its own first."""
        ids = {stop.arrival.article_id: None}
        ids |= {named_id(stop.source, name): None for name in stop.named()}
        for name in stop.stop_names():
            ids |= dict.fromkeys(sorted(self.names.get((stop.source, name), NOBODY).bearers))
        if not any(map(self._is_known, ids)):
            ids |= dict.fromkeys(self._meant_otherwise(stop))
        lives = [*ids]
        for id_ in lives:
            lives += [self.successors[id_]] if id_ in self.successors else []
        return tuple(dict.fromkeys(lives))

    def _meant_otherwise(self, stop: BatchItem) -> Iterator[str]:
        """Give what a stop means whose names nobody bears as they are written.

        A spelling that fits several stories of its wire means none of them.
        """
        for name in stop.spelled_otherwise():
            bearers = {
                id_
                for key in (name, alike(name))
                for id_ in self.names.get((stop.source, key), NOBODY).bearers
            }
            found = sorted(bearers | {named_id(stop.source, name)})
            known = [id_ for id_ in found if self._is_known(id_)]
            if len(known) <= 1:
                yield from known or (
                    id_ for id_ in found if id_ in bearers or id_ not in self.stories
                )

    def _is_known(self, article_id: str) -> bool:
        story = self.after.get(article_id) or self.stories.get(article_id)
        return story is not None and story.newest is not None

    def source_of(self) -> dict[str, str]:
        """Tell the source of each article: none is named but by an item of its wire."""
        return {
            id_: item.source
            for item in self.items
            for id_ in (self.meant_by(item) if item.is_stop else (item.arrival.article_id,))
        }

    def follow_successors(self) -> bool:
        """Turn to what loaded stories start anew as; tell whether there is more to load."""
        found = {
            id_: story.successor
            for id_, story in self.stories.items()
            if story.successor and id_ not in self.successors
        }
        self.successors |= found
        self.items = [self._in_its_next_life(item, found) for item in self.items]
        return bool(found)

    @staticmethod
    def _in_its_next_life(item: BatchItem, found: Mapping[str, str]) -> BatchItem:
        successor = found.get(item.arrival.article_id)
        if successor is None:
            return item
        return item._replace(arrival=replace(item.arrival, article_id=successor))

    # --- deciding ------------------------------------------------------------------------

    def decide_all(self) -> None:
        """Decide every item on the stories as loaded."""
        self.after = dict(self.stories)
        self.filings = []
        self._by_receipt = {}
        for item in self.items:
            if item.is_stop:
                self._decide_stop(item)
            else:
                self._add_entry(self._with_stopped_names(item), item.arrival.article_id)

    def _add_entry(self, item: BatchItem, article_id: str) -> Filing:
        decision = decide(item.about(article_id), self.after[article_id])
        self.after[article_id] = decision.story
        killed = () if item.is_stop else self.killed_before(item.arrival, item.source)
        filing = Filing(item, article_id, decision, killed, self._own_names(item))
        self.filings.append(filing)
        self._by_receipt.setdefault(item.delivery.receipt, []).append(filing)
        return filing

    def _own_names(self, item: BatchItem) -> tuple[str, ...]:
        """Give the names that tell the story from all others of its wire, folded.

        What another of its stories bears as well (a package's number) tells of neither.
        """
        common = spellings(
            name
            for name in item.arrival.other_names
            if self.names.get((item.source, name), NOBODY).bearers - {item.arrival.article_id}
        )
        return tuple(name for name in item.arrival.stop_names if name not in common)

    def _decide_stop(self, stop: BatchItem) -> None:
        meant = self.meant_by(stop)
        own, *others = (self.after[id_] for id_ in meant if id_ in self.after)
        for story in stop_targets(own, others):
            self._add_entry(stop, story.article_id)
        for story in (own, *others):
            if self.after[story.article_id].newest is None:
                self._await(stop, story.article_id)

    def _await(self, stop: BatchItem, article_id: str) -> None:
        """Keep in mind that a story was killed or held before it came."""
        story = self.after[article_id]
        kept = block(story) if stop.is_kill else hold_back(story, stop.arrival.candidate)
        self.after[article_id] = kept

    def _with_stopped_names(self, item: BatchItem) -> BatchItem:
        """Tell an item of the kills and holds that named it before it came."""
        names = [
            self.names.get((item.source, name), NOBODY) for name in item.arrival.other_names
        ]
        killed = any(name.killed for name in names)
        holds = [name.held for name in names if name.held is not None]
        if not killed and not holds:
            return item
        candidate = replace(
            item.arrival.candidate, name_killed=killed, name_held=last_hold(holds)
        )
        return item._replace(arrival=replace(item.arrival, candidate=candidate))

    def want_all_revisions(self) -> set[str]:
        """Give the articles of which a late item should be decided knowing all revisions."""
        return {
            filing.article_id
            for filing in self.filings
            if filing.decision.outcome in {"superseded", "blocked"}
            and not self.stories[filing.article_id].complete
        }

    def moved(self) -> list[Story]:
        """Give the stories whose heads have to move."""
        return [
            story
            for id_, story in self.after.items()
            if id_ in self.lagging or story != self.stories[id_]
        ]

    # --- deciding again what another process was faster with -----------------------------

    def decide_again(self, stories: Mapping[str, Story]) -> tuple[list[Filing], list[Filing]]:
        """Decide about these stories anew, as others have left them.

        Gives the filings that are about them, and those among them whose stored revision has
        another outcome now.
        """
        self.stories = dict(stories)
        self.after = dict(stories)
        overtaken_now: list[Filing] = []
        again = [filing for filing in self.filings if filing.article_id in stories]
        for filing in again:
            story = self.after[filing.article_id]
            if filing.claimed:
                before = filing.decision.outcome
                filing.decision = overtaken(filing.decision, story)
                if filing.decision.outcome != before:
                    overtaken_now.append(filing)
            else:
                filing.decision = decide(filing.item.about(filing.article_id), story)
                self.after[filing.article_id] = filing.decision.story
        return again + self._stop_what_became_known(stories), overtaken_now

    def _stop_what_became_known(self, stories: Mapping[str, Story]) -> list[Filing]:
        """Stop, or still wait for, the stories that a kill or a hold meant before they came."""
        filings = []
        for stop in self.items:
            if not stop.is_stop:
                continue
            aimed = {filing.article_id for filing in self.filings if filing.item is stop}
            for id_ in self.meant_by(stop):
                if id_ in aimed or id_ not in stories:
                    continue
                if self.after[id_].newest is None:
                    self._await(stop, id_)
                elif self.after[id_].tombstone is None:
                    filings.append(self._add_entry(stop, id_))
        return filings

    # --- what came of it -----------------------------------------------------------------

    def standings(self, delivery: Delivery) -> tuple[Standing, ...]:
        """Tell in short what became of each item of a delivery."""
        return tuple(filing.standing() for filing in self._of(delivery))

    def kept(self) -> list[Kept]:
        """Give every revision that is stored with this batch, others' unfinished ones last."""
        return [
            filing.kept() for filing in self.filings if not filing.is_repeat
        ] + self.unfinished

    def records(self) -> list[TimelineRecord]:
        """Write the lines of the timeline that this batch adds."""
        repeats = [_repeat_record(filing) for filing in self.filings if filing.is_repeat]
        return [record_of(kept) for kept in self.kept()] + repeats

    def taken(self, delivery: Delivery) -> tuple[Taken, ...]:
        """Give one answer an item; a kill answers with the first story it stopped."""
        answers: dict[int, Taken] = {}
        for filing in self._of(delivery):
            answers.setdefault(
                filing.item.place, Taken(filing.standing(), filing.decision.reasons)
            )
        return tuple(answers[place] for place in sorted(answers))

    def raw_item(self, delivery: Delivery) -> RawItem:
        """Keep a delivery's bytes, unless it all repeats one that is kept, or is recalled."""
        own = self._of(delivery)
        firsts = {filing.decision.same_as for filing in own}
        only_repeats = all(filing.decision.outcome == "repeated" for filing in own)
        same_as = firsts.pop() if only_repeats and len(firsts) == 1 else None
        recalled = all(filing.decision.state is State.RECALLED for filing in own)
        payload = delivery.payload
        return RawItem(
            receipt=delivery.receipt,
            source=delivery.source.id,
            content=None if same_as or recalled else payload.content,
            sha256=sha256(payload.content).hexdigest(),
            size=len(payload.content),
            media_type=payload.media_type,
            charset=payload.charset,
            url=payload.url,
            headers=delivery.headers,
            received_at=payload.received_at,
            format=delivery.format,
            standings=self.standings(delivery),
            problems=delivery.problems,
            same_as=same_as,
        )

    def _of(self, delivery: Delivery) -> list[Filing]:
        return self._by_receipt[delivery.receipt]


def _repeat_record(filing: Filing) -> TimelineRecord:
    """Note a repeat: it moved nothing."""
    delivery = filing.item.delivery
    return TimelineRecord(
        article_id=filing.article_id,
        revision=filing.decision.revision,
        stage="ingest",
        event_id=delivery.receipt,
        at=delivery.payload.received_at,
        outcome="repeated",
        details={"receipt": delivery.receipt},
    )

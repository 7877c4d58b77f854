"""A story's state as people read it, whatever is repeated, written late or cut off half way.

A newsroom on paper: events are decided on by `release`, its lines and the log's wait to be
written, and each may be written at any later moment, or be lost with its process, in which case
its event is delivered again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.publish.outcomes.records import decided_record, step_records
from services.publish.outcomes.released import Release
from services.publish.publication import Publication
from services.publish.release import due, reinstate, release, unpublish
from shared.events import Event
from shared.lifecycle import State, leads_to
from shared.stops import stop_of, stop_record
from shared.timeline import TimelineRecord, state_of
from tests.factories import MONDAY
from tests.unit.publish.stories import SITE, STORY, a_hold, a_kill, a_recall, an_approval

TICK = timedelta(minutes=7)


class Paper:
    """Publish, its timeline and its clock."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.publication: Publication | None = None
        self.timeline: dict[str, TimelineRecord] = {}
        self.heard: list[Event] = []
        self.unwritten: list[tuple[Event, TimelineRecord]] = []
        self.approvals: dict[int, int] = {}

    def tick(self) -> None:
        """Nothing here happens at one moment with something else, but a step and its moves."""
        self.now += timedelta(seconds=1)

    def write(self, *records: TimelineRecord) -> None:
        """Insert each unless it is there: what was written first stays."""
        before = state_of(self.timeline.values())
        for record in records:
            self.timeline.setdefault(record.key, record)
        after = state_of(self.timeline.values())
        assert before in (None, after) or after is not None

    def approve(self, revision: int, due_at: datetime | None, expires: datetime | None) -> None:
        """Let moderation approve a revision, once more where that may bring something back."""
        nth = self.approvals.get(revision, 0) + 1
        present = self.publication and self.publication.live
        if nth > 1 and not (
            self.publication
            and self.publication.state is State.UNPUBLISHED
            and self.publication.newest == revision
            and not present
        ):
            return
        if revision < max(self.approvals, default=0):
            return
        self.approvals[revision] = nth
        event = an_approval(revision, decision=nth, embargoed_until=due_at, expires=expires)
        for stage, state in (("enrichment", State.ENRICHED), ("moderation", State.APPROVED)):
            self.write(
                TimelineRecord(
                    article_id=STORY, revision=revision, stage=stage,
                    event_id=f"{stage}:{nth if state is State.APPROVED else 1}",
                    at=self.now, outcome=state.value, state=state,
                )
            )  # fmt: skip
            self.tick()
        self.hear(event)

    def stop(self, event: Event) -> None:
        """Let the kill lane say something; the other stages write it down at once."""
        for stage in ("enrichment", "moderation"):
            self.write(stop_record(event, stop_of(event), stage=stage))
        self.tick()
        self.hear(event)

    def hear(self, event: Event) -> None:
        """Decide and save; the line waits."""
        if event not in self.heard:
            self.heard.append(event)
        decided = release(event, self.publication, self.now, site_url=SITE)
        self.publication = decided.publication or self.publication
        self.unwritten.append((event, decided_record(event, decided)))

    def change(self, decided: Release | None) -> None:
        """Save what a person or the clock did."""
        if decided is not None:
            self.publication = decided.publication

    def drain(self) -> None:
        """Log what waits, and write where it took the story."""
        if self.publication is not None:
            outbox = self.publication.outbox
            ids = {step.event_id: step.step for step in outbox if step.event_id}
            self.write(*step_records(STORY, outbox, ids))
            self.publication = self.publication.changed(outbox=())

    def settle(self) -> None:
        """Deliver again what was not acknowledged; write what waits, the last first."""
        keys = {record.event_id for record in self.timeline.values()}
        for event in self.heard:
            if event.id not in keys:
                self.tick()
                self.hear(event)
        while self.unwritten:
            self.write(self.unwritten.pop()[1])
        self.drain()

    @property
    def expected(self) -> State | None:
        """Where the documents say that the story's newest revision is."""
        if self.publication is None:
            return None
        waits = self.publication.next is not None
        if waits and self.publication.state is not State.UNPUBLISHED:
            return State.SCHEDULED
        return self.publication.state


_REVISION = st.integers(1, 4)
_MOMENT = st.none() | st.integers(-2, 6)
ACTS = st.one_of(
    st.tuples(st.just("approve"), _REVISION, _MOMENT, _MOMENT),
    st.tuples(st.just("hold"), _REVISION, st.integers(1, 2), st.none()),
    st.tuples(st.sampled_from(["kill", "recall"]), _REVISION, st.none(), st.none()),
    st.tuples(
        st.sampled_from(["unpublish", "reinstate", "clock", "drain"]),
        st.just(0), st.none(), st.none(),
    ),
    st.tuples(
        st.sampled_from(["repeat", "write", "lose"]), st.integers(0, 9), st.none(), st.none()
    ),
)  # fmt: skip


def at(paper: Paper, ticks: int | None) -> datetime | None:
    return None if ticks is None else paper.now + ticks * TICK


def do(paper: Paper, kind: str, number: int, first: int | None, second: int | None) -> None:
    publication = paper.publication
    match kind:
        case "approve":
            paper.approve(number, at(paper, first), at(paper, second))
        case "hold":
            paper.stop(a_hold(number, number=first or 1))
        case "kill":
            paper.stop(a_kill(number))
        case "recall":
            paper.stop(a_recall(number))
        case "unpublish" if publication:
            paper.change(unpublish(publication, by="ada", now=paper.now, site_url=SITE))
        case "reinstate" if publication:
            paper.change(reinstate(publication, by="ada", now=paper.now, site_url=SITE))
        case "clock":
            paper.now += TICK
            while paper.publication and (
                step := due(paper.publication, paper.now, site_url=SITE)
            ):
                paper.change(step)
                paper.tick()
        case "drain":
            paper.drain()
        case "repeat" if paper.heard:
            paper.hear(paper.heard[number % len(paper.heard)])
        case "write" if paper.unwritten:
            paper.write(paper.unwritten.pop(number % len(paper.unwritten))[1])
        case "lose" if paper.unwritten:
            paper.unwritten.pop(number % len(paper.unwritten))
    paper.tick()


@given(st.lists(ACTS, max_size=14))
@settings(max_examples=300)
def test_the_state_is_the_documents_whatever_is_repeated_and_written_late(
    acts: Sequence[tuple[str, int, int | None, int | None]],
) -> None:
    paper = Paper()

    for act in acts:
        do(paper, *act)
    paper.settle()

    assert state_of(paper.timeline.values()) is paper.expected


@given(st.lists(ACTS, max_size=14), st.data())
def test_the_order_in_which_lines_are_written_does_not_matter(
    acts: Sequence[tuple[str, int, int | None, int | None]], data: st.DataObject
) -> None:
    paper = Paper()
    for act in acts:
        do(paper, *act)
    paper.settle()
    records = [*paper.timeline.values()]

    shuffled = data.draw(st.permutations(records))

    assert state_of(shuffled) is state_of(records)


@given(st.lists(ACTS, max_size=14))
def test_a_line_that_comes_late_moves_no_state_the_lifecycle_does_not_allow(
    acts: Sequence[tuple[str, int, int | None, int | None]],
) -> None:
    paper = Paper()
    for act in acts:
        do(paper, *act)
    paper.settle()
    records = sorted(paper.timeline.values(), key=lambda record: record.at)
    newest = [record for record in records if record.revision == 4]

    states = [state_of(newest[:seen]) for seen in range(1, len(newest) + 1)]

    for before, after in pairwise(states):
        assert before is None or after in (None, before) or leads_to(before, after)


def test_a_story_whose_publisher_stalled_before_its_line_is_live_and_says_so() -> None:
    """As it was found: saved as scheduled, stopped for five seconds, published by the clock."""
    paper = Paper()
    paper.approve(1, MONDAY + timedelta(minutes=1), None)
    paper.unwritten.clear()
    do(paper, "clock", 0, None, None)
    do(paper, "drain", 0, None, None)

    paper.settle()

    assert state_of(paper.timeline.values()) is State.PUBLISHED
    [scheduled] = [r for r in paper.timeline.values() if r.outcome == "scheduled"]
    [published] = [r for r in paper.timeline.values() if r.outcome == "published"]
    assert scheduled.at < published.at
    assert "Embargoed until" in scheduled.reasons[0].explanation

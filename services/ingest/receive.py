"""What becomes of an item that came in: news, a repeat, too old, a hold, a kill? Pure.

`arrival.arrive` works out which story an item belongs to, `decide` what becomes of it given
what we know of that story (`story.Story`).

Rules (DESIGN, section 2, “Identity”):

* An item that equals the newest revision in all but transmission times is a repeat.
* Which of two is older is told by the wire's versions where both have one, else by their
  `versionCreated`, else by candidate. What is older is kept and goes nowhere.
* The same version with other content is a conflict: a new revision, flagged.
* A kill is never too old, and never a repeat while its story is not canceled.
* A hold may name its stories by altId, as a kill does. What the wire wrote before such a hold
  does not end it, whichever comes first; what it wrote after does.
* Our own doubt about an embargo withholds the new revision and nothing else.
* What comes after a kill stays canceled; a newer usable revision calls a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.ingest.identity.versions import LARGEST_REVISION
from services.ingest.story import MOVES_ON, Candidate, Decision, Mark, Outcome, Revision, Story
from shared.lifecycle import State
from shared.timeline import Reason


def stop_targets(own: Story, named: Sequence[Story]) -> tuple[Story, ...]:
    """Tell which stories a kill or a hold is meant for: its own, and those it names.

    A notice with an id of its own stops the stories it names and becomes a revision of each;
    when it names none that we know, its own (unknown) story is the one.
    """
    known = tuple(story for story in (own, *named) if story.newest is not None)
    return known or (own,)


def block(story: Story) -> Story:
    """Keep a story that a kill named from coming, when we do not have it yet."""
    return replace(story, tombstone=story.tombstone or State.CANCELED)


def hold_back(story: Story, hold: Candidate) -> Story:
    """Keep a story that a hold named from going out, when we do not have it yet."""
    return replace(story, held=last_hold([*filter(None, (story.held,)), hold.mark]))


def last_hold(holds: Iterable[Mark]) -> Mark | None:
    """Give the latest of some holds; one that tells no time only where there is no other."""
    return max(
        holds,
        key=lambda hold: hold.created.timestamp() if hold.created else float("-inf"),
        default=None,
    )


def decide(candidate: Candidate, story: Story) -> Decision:
    """Decide what becomes of an item, given its story.

    For `superseded` and `blocked` the story should be complete, so that the same late item
    sent twice is a repeat; with an incomplete one the answer is right but for that.
    """
    if candidate.status == "canceled":
        return _kill(candidate, story)
    if story.tombstone is not None:
        return _after_the_kill(candidate, story, story.tombstone)
    if candidate.name_killed:
        return _killed_by_name(candidate, story)
    newest = story.newest
    held_by_itself = newest is not None and newest.outcome == "withheld"
    others = None if held_by_itself else candidate.name_held
    hold = last_hold(filter(None, (story.held, others)))
    if newest is None:
        return _kept_back(candidate, story, hold) or _newer(candidate, story)
    if candidate.mark.fingerprint == newest.mark.fingerprint:
        if _ends_the_hold(candidate, newest):
            return _newer(candidate, story)
        return _repeat(candidate, story, newest)
    if candidate.by_name and candidate.status == "withheld":
        return _hold_by_name(candidate, story, newest)
    age = _compare(candidate.mark, newest.mark)
    if age < 0:
        return _older(candidate, story)
    held = _kept_back(candidate, story, hold)
    if held is not None:
        return held
    if age == 0 and candidate.mark.version is not None:
        explanation = f"version {candidate.mark.version} came again with other content"
        return _newer(
            candidate, story, Reason(rule="version_conflict", explanation=explanation)
        )
    return _newer(candidate, story)


def _compare(mark: Mark, other: Mark) -> int:
    """Tell whether `mark` is older (-1), of the same version (0) or newer (1)."""
    if mark.version is not None and other.version is not None:
        return (mark.version > other.version) - (mark.version < other.version)
    if mark.created is not None and other.created is not None:
        return -1 if mark.created < other.created else 1
    return 1


def _number(candidate: Candidate, story: Story, *, above: int) -> int:
    """Choose the revision: the wire's version where it is free and above, else the next."""
    version = candidate.mark.version
    if (
        version is not None
        and max(1, above + 1) <= version <= LARGEST_REVISION
        and version not in story.revisions
    ):
        return version
    return story.highest + 1


def _with(story: Story, revision: Revision, *, newest: bool) -> Story:
    return replace(
        story,
        newest=revision if newest else story.newest,
        highest=max(story.highest, revision.number),
        revisions={**story.revisions, revision.number: revision}
        if story.complete
        else story.revisions,
    )


def _kept_aside(candidate: Candidate, story: Story, number: int, outcome: Outcome) -> Story:
    revision = Revision(number, candidate.mark, outcome, candidate.receipt)
    return _with(story, revision, newest=False)


def _newer(candidate: Candidate, story: Story, *reasons: Reason) -> Decision:
    number = _number(candidate, story, above=story.newest.number if story.newest else 0)
    if story.reinstates and story.newest is None:
        explanation = f"a person let it start anew, canceled as {story.reinstates}"
        reasons = (*reasons, Reason(rule="reinstated", explanation=explanation))
    if candidate.doubt:
        reasons = (*reasons, Reason(rule="embargo_unclear", explanation=candidate.doubt))
    outcome: Outcome = "withheld" if candidate.status == "withheld" else "received"
    return Decision(
        outcome=outcome,
        revision=number,
        state=State.WITHHELD if outcome == "withheld" else State.RECEIVED,
        reasons=reasons,
        story=_with(
            story, Revision(number, candidate.mark, outcome, candidate.receipt), newest=True
        ),
    )


def _hold_by_name(candidate: Candidate, story: Story, newest: Revision) -> Decision:
    """Hold a story by a notice whose version counts other things, so that only times tell."""
    mark = candidate.mark._replace(version=None)
    if _compare(mark, newest.mark) < 0:
        return _older(replace(candidate, mark=mark), story)
    # The story's own versions count on from the one it has.
    mark = _later(mark, newest.mark)._replace(version=newest.mark.version)
    return _newer(replace(candidate, mark=mark), hold_back(story, candidate))


_HELD_BY_NAME = Reason(rule="hold", explanation="a hold named the story by one of its altIds")


def _kept_back(candidate: Candidate, story: Story, hold: Mark | None) -> Decision | None:
    """Withhold what the wire wrote before a hold that named its story.

    Where times are not told, only the first to come counts as written before.
    """
    newest = story.newest
    is_wires_hold = candidate.status != "usable" and candidate.doubt is None
    if hold is None or is_wires_hold or candidate.by_name:
        return None
    created, until = candidate.mark.created, hold.created
    if created is None or until is None:
        before = newest is None
    else:
        ended = newest is not None and newest.outcome == "received"
        ended = ended and newest is not None and (newest.mark.created or until) > until
        before = created <= until and not ended
    if not before:
        return None
    mark = candidate.mark._replace(created=max(filter(None, (created, until)), default=None))
    return _newer(
        # The wire's own hold outweighs our doubt: nobody here may let it pass.
        replace(candidate, status="withheld", mark=mark, doubt=None),
        replace(story, held=hold),
        _HELD_BY_NAME,
    )


def _ends_the_hold(candidate: Candidate, newest: Revision) -> bool:
    """Tell that the words which a hold kept back are sent anew, after it."""
    if candidate.status != "usable" or newest.outcome != "withheld":
        return False
    mark, kept = candidate.mark, newest.mark
    if mark.created is not None and kept.created is not None:
        return mark.created > kept.created
    return mark.version is not None and mark.version > (kept.version or 0)


def _repeat(candidate: Candidate, story: Story, newest: Revision) -> Decision:
    """Move the newest revision's mark on, so that what lies between is known to be late."""
    bumped = _compare(candidate.mark, newest.mark) > 0
    mark = _later(candidate.mark, newest.mark) if bumped else newest.mark
    return Decision(
        outcome="repeated",
        revision=newest.number,
        state=_STATE_OF[newest.outcome],
        same_as=newest.receipt,
        story=replace(story, newest=newest._replace(mark=mark)),
    )


def _later(mark: Mark, other: Mark) -> Mark:
    """Take over what the later mark says, and keep what it leaves open."""
    return Mark(
        other.version if mark.version is None else mark.version,
        other.created if mark.created is None else mark.created,
        mark.fingerprint,
    )


def _seen_before(candidate: Candidate, story: Story) -> Revision | None:
    same = [
        revision
        for revision in story.revisions.values()
        if revision.mark.fingerprint == candidate.mark.fingerprint
    ]
    return max(same, key=lambda revision: revision.number) if same else None


def _older(candidate: Candidate, story: Story) -> Decision:
    seen = _seen_before(candidate, story)
    if seen:
        return Decision(
            outcome="repeated",
            revision=seen.number,
            state=State.SUPERSEDED,
            same_as=seen.receipt,
            story=story,
        )
    number = _number(candidate, story, above=0)
    newest = story.newest.number if story.newest else 0
    explanation = f"older than revision {newest}, which came before it"
    return Decision(
        outcome="superseded",
        revision=number,
        state=State.SUPERSEDED,
        reasons=(Reason(rule="too_late", explanation=explanation),),
        story=_kept_aside(candidate, story, number, "superseded"),
    )


def _after_the_kill(candidate: Candidate, story: Story, tombstone: State) -> Decision:
    seen = _seen_before(candidate, story)
    if seen:
        return Decision(
            outcome="repeated",
            revision=seen.number,
            state=tombstone,
            same_as=seen.receipt,
            story=story,
        )
    late = story.newest is not None and _compare(candidate.mark, story.newest.mark) < 0
    number = _number(candidate, story, above=0)
    explanation = f"the story is {tombstone} and stays so"
    return Decision(
        outcome="blocked",
        revision=number,
        state=tombstone,
        reasons=(Reason(rule="tombstone", explanation=explanation),),
        calls_person=not late and candidate.status == "usable",
        story=_kept_aside(candidate, story, number, "blocked"),
    )


def _killed_by_name(candidate: Candidate, story: Story) -> Decision:
    """Cancel a story that an earlier kill named by an altId which only now turns out its."""
    reason = Reason(rule="tombstone", explanation="an earlier kill named one of its altIds")
    if story.newest is None:
        blocked = _after_the_kill(
            candidate, replace(story, tombstone=State.CANCELED), State.CANCELED
        )
        return replace(blocked, reasons=(reason,))
    return replace(_cancel(candidate, story), reasons=(reason,), calls_person=True)


def _kill(candidate: Candidate, story: Story) -> Decision:
    if story.tombstone is not None:
        return Decision(
            outcome="repeated",
            revision=story.newest.number if story.newest else 0,
            state=story.tombstone,
            same_as=story.newest.receipt if story.newest else None,
            story=story,
        )
    canceled = _cancel(candidate, story)
    if story.newest is None:
        explanation = "a kill for a story we do not know; it is blocked should it come"
        reason = Reason(rule="unknown_story", explanation=explanation)
        return replace(canceled, reasons=(reason,), calls_person=True)
    return canceled


def _cancel(candidate: Candidate, story: Story) -> Decision:
    newest = story.newest
    number = _number(candidate, story, above=newest.number if newest else 0)
    # A kill that is older than what it kills must not make what follows look newer than it is.
    mark = candidate.mark
    if newest is not None and _compare(mark, newest.mark) < 0:
        mark = newest.mark._replace(fingerprint=mark.fingerprint)
    after = _with(story, Revision(number, mark, "canceled", candidate.receipt), newest=True)
    return Decision(
        outcome="canceled",
        revision=number,
        state=State.CANCELED,
        story=replace(after, tombstone=State.CANCELED),
    )


_STATE_OF: dict[Outcome, State] = {
    "received": State.RECEIVED,
    "withheld": State.WITHHELD,
    "canceled": State.CANCELED,
    "superseded": State.SUPERSEDED,
    "blocked": State.CANCELED,
}


def fold(head: Story, revisions: Sequence[Revision]) -> Story:
    """Work out a story from all its revisions, where its head may lag behind them.

    Revisions that moved on have rising numbers, so the highest of them is the newest.
    """
    moved = [revision for revision in revisions if revision.outcome in MOVES_ON]
    newest = max(moved, key=lambda revision: revision.number, default=None)
    if newest is None or (head.newest is not None and head.newest.number >= newest.number):
        newest = head.newest
    killed = any(revision.outcome == "canceled" for revision in moved)
    return replace(
        head,
        newest=newest,
        highest=max([head.highest, *(revision.number for revision in revisions)]),
        tombstone=head.tombstone or (State.CANCELED if killed else None),
        revisions={revision.number: revision for revision in revisions},
        complete=True,
    )


def overtaken(decision: Decision, story: Story) -> Decision:
    """Decide again about a revision that is claimed, when its story moved on meanwhile."""
    if decision.outcome not in {"received", "withheld"} or story.newest is None:
        return decision
    if story.tombstone is not None:
        reason = Reason(
            rule="tombstone", explanation=f"the story is {story.tombstone} and stays so"
        )
        return replace(
            decision, outcome="blocked", state=story.tombstone, reasons=(reason,), story=story
        )
    if story.newest.number > decision.revision:
        explanation = f"older than revision {story.newest.number}, which came at the same time"
        reason = Reason(rule="too_late", explanation=explanation)
        return replace(
            decision,
            outcome="superseded",
            state=State.SUPERSEDED,
            reasons=(reason,),
            story=story,
        )
    if decision.outcome == "received" and _is_before_its_hold(story):
        return replace(
            decision,
            outcome="withheld",
            state=State.WITHHELD,
            reasons=(_HELD_BY_NAME,),
            story=replace(story, newest=story.newest._replace(outcome="withheld")),
        )
    return replace(decision, story=story)


def _is_before_its_hold(story: Story) -> bool:
    """Tell that a hold named the story while its newest revision was on its way in."""
    newest, hold = story.newest, story.held
    if newest is None or hold is None:
        return False
    if newest.mark.created is None or hold.created is None:
        return all(one.number == newest.number for one in story.revisions.values())
    return newest.mark.created <= hold.created

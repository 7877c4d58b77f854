"""What the desk says of when a story may go out, and what the wire's own embargo says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.moderation.cases import Case
from services.moderation.decisions import (
    Decided,
    Refusal,
    changed_case,
    decide,
    edit,
    leaving,
    left,
    overtaken,
)
from services.moderation.embargoes import (
    UNDONE_WITHIN,
    Wish,
    carried_over,
    embargo,
    embargo_record,
    embargoed_until,
    undo_embargo,
)
from services.moderation.judge import Known, judge_revision
from services.moderation.telling import decision_records, events_told, standing_approval
from services.publish.public_item.item import public_revision
from shared.articles import Overlay
from shared.events import ArticleEnriched
from shared.lifecycle import State
from shared.ninjs import Item
from shared.payloads import Approved, Enriched
from tests.unit.moderation.stories import NOON, a_story, the_default_policy

SOON, HOUR = timedelta(seconds=1), timedelta(hours=1)
ONE, TWO, SIX = NOON + HOUR, NOON + 2 * HOUR, NOON + 6 * HOUR


def arrived(*, wire: datetime | None = None, revision: int = 1) -> ArticleEnriched:
    article, enrichment = a_story(revision=revision)
    item = Item.model_validate({**dict(article.item), "embargoed_until": wire})
    article = type(article).model_validate({**dict(article), "item": item})
    data = Enriched(
        article_id="a" * 20, revision=revision, article=article, enrichment=enrichment
    )
    return ArticleEnriched.of(data, at=NOON)


def a_case(state: State = State.HELD, *, wire: datetime | None = None, **more: Any) -> Case:
    event = arrived(wire=wire, revision=more.get("revision", 1))
    case = judge_revision(event, Known(), NOON, policy=the_default_policy())
    approvals = int(state is State.APPROVED)
    given = {"state": state, "outcome": state, "approvals": approvals, **more}
    return Case.model_validate({**{n: getattr(case, n) for n in Case.model_fields}, **given})


def asked(case: Case, until: datetime | None, **more: Any) -> Decided | Refusal:
    instead = more.pop("instead", False)
    given: dict[str, Any] = {
        "newest": 1, "by": "ida", "note": "why", "at": NOON + SOON, "is_live": False, **more
    }  # fmt: skip
    return embargo(case, Wish(until=until, instead=instead), **given)


def embargoed(case: Case, until: datetime | None, **more: Any) -> Case:
    outcome = asked(case, until, **more)
    assert isinstance(outcome, Decided), outcome
    return outcome.case


def due(case: Case) -> datetime | None:
    """Tell when publish would let out what stands approved."""
    told = standing_approval(case)
    assert told
    return public_revision(told.data, "", "").due_at


@pytest.mark.parametrize(
    ("wire", "desk", "instead", "holds"),
    [
        (None, ONE, False, ONE),
        (TWO, ONE, False, TWO),
        (ONE, TWO, False, TWO),
        (ONE, None, False, ONE),
        (TWO, ONE, True, ONE),
        (TWO, None, True, None),
        (None, None, True, None),
    ],
    ids=[
        "the desk's alone", "the wire's is later", "the desk's is later", "the wire's alone",
        "a chief's in place of it", "lifted by a chief", "nothing to lift",
    ],
)  # fmt: skip
def test_the_later_embargo_holds_unless_it_is_put_in_place_of_the_wires(
    wire: datetime | None, desk: datetime | None, instead: bool, holds: datetime | None
) -> None:
    case = embargoed(a_case(wire=wire), desk, instead=instead)
    passed = decide(case, "approve", newest=1, by="ida", note="", at=NOON + 2 * SOON)

    assert isinstance(passed, Decided)
    assert embargoed_until(case) == holds
    assert due(passed.case) == holds


def test_what_goes_out_names_the_embargo_that_held() -> None:
    case = embargoed(a_case(wire=TWO), ONE, instead=True)
    passed = decide(case, "approve", newest=1, by="ida", note="", at=NOON + 2 * SOON)
    assert isinstance(passed, Decided)
    told = standing_approval(passed.case)
    assert told

    item = public_revision(told.data, "", "").item

    assert ONE.isoformat()[:16] in item
    assert TWO.isoformat()[:16] not in item


def test_an_embargo_on_what_is_held_is_undone_as_if_it_had_not_been() -> None:
    before = embargoed(a_case(), ONE)
    case = embargoed(before, SIX, at=NOON + 2 * SOON)

    back = undo_embargo(case, by="kim", note="", at=NOON + 3 * SOON)

    assert isinstance(back, Decided)
    assert embargoed_until(back.case) == ONE
    assert [each.kind for each in back.case.remarks] == ["embargo"] * 3
    assert undo_embargo(back.case, by="kim", note="", at=NOON + 4 * SOON) is None
    assert "18:00" in embargo_record(case).reasons[0].explanation


def test_an_embargo_that_is_moved_later_is_told_at_once_and_can_still_be_undone() -> None:
    waiting = a_case(State.APPROVED, wire=ONE)

    case = embargoed(waiting, SIX, undo_for=HOUR)
    told = left(case)
    back = undo_embargo(told, by="ida", note="", at=NOON + 5 * SOON)

    assert (case.leaves_at, due(case)) == (NOON + SOON, SIX)
    assert isinstance(back, Decided)
    assert due(back.case) == ONE
    assert back.case.approvals == 3
    assert back.case.edit == 2


def test_an_embargo_that_is_lifted_is_kept_back_and_undone_unseen() -> None:
    waiting = left(embargoed(a_case(State.APPROVED), SIX))

    case = embargoed(waiting, None, at=NOON + 2 * SOON, undo_for=timedelta(seconds=10))
    back = undo_embargo(case, by="ida", note="", at=NOON + 5 * SOON)

    assert case.leaves_at == NOON + 12 * SOON
    assert due(case) is None
    assert isinstance(back, Decided)
    assert (back.case.leaves_at, back.case.approvals, back.case.edit) == (None, 2, 1)
    assert due(back.case) == SIX


def test_an_embargo_cannot_be_undone_for_ever_nor_after_something_else() -> None:
    case = embargoed(a_case(), ONE)
    edited = edit(case, {"headline": "x"}, newest=1, by="ida", note="", at=NOON + 2 * SOON)
    assert isinstance(edited, Decided)

    late = undo_embargo(case, by="ida", note="", at=NOON + SOON + UNDONE_WITHIN + SOON)

    assert isinstance(late, Refusal)
    assert undo_embargo(edited.case, by="ida", note="", at=NOON + 3 * SOON) is None


def test_words_edited_afterwards_leave_the_embargo_where_it_is() -> None:
    case = embargoed(a_case(), ONE)
    for changes in ({"headline": "New words"}, {}):
        edited = edit(case, changes, newest=1, by="ida", note="", at=NOON + 2 * SOON)
        assert isinstance(edited, Decided)
        case = edited.case
        assert embargoed_until(case) == ONE
    assert case.overlay
    assert not case.overlay.changes_words


@pytest.mark.parametrize(
    ("case", "more"),
    [
        (a_case(State.REJECTED), {}),
        (a_case(State.CANCELED), {}),
        (a_case(State.SUPERSEDED), {}),
        (a_case(), {"newest": 2}),
        (a_case(State.APPROVED), {"is_live": True}),
        (a_case(State.APPROVED, leaves_at=TWO), {}),
        (a_case(State.APPROVED, edits=(Overlay(number=1, by="i", at=NOON, slug="x"),)), {}),
    ],
    ids=["rejected", "killed", "superseded", "older", "live", "about to leave", "edited"],
)
def test_an_embargo_is_refused_where_it_could_not_hold(case: Case, more: Any) -> None:
    assert isinstance(asked(case, ONE, **more), Refusal)


def test_asking_for_what_stands_changes_nothing() -> None:
    case = embargoed(a_case(), ONE)

    assert asked(case, ONE) == Decided(case, changed=False)
    assert asked(a_case(), None) == Decided(a_case(), changed=False)


@pytest.mark.parametrize("state", [State.HELD, State.APPROVED])
def test_the_next_revision_keeps_the_embargo_of_the_one_before(state: State) -> None:
    next_ = a_case(state, revision=2)

    case = carried_over(next_, SIX, "ida")

    assert case is not None
    assert embargoed_until(case) == SIX
    assert carried_over(case, SIX, "ida") is None
    assert carried_over(next_, NOON, "ida") is None
    if state is State.APPROVED:
        assert due(case) == SIX
        (told,) = events_told(arrived(revision=2), case)
        assert told.data.overlay.embargo == SIX
        assert case.edit_approved == 1


def test_the_life_of_a_story_says_until_when_and_why() -> None:
    case = embargoed(a_case(State.APPROVED), SIX)

    (record,) = decision_records(case)

    assert record.reasons[0].rule == "embargo"
    assert record.reasons[0].explanation == f"Embargo until {SIX:%Y-%m-%d %H:%M %Z}. why"


def test_an_edit_approved_before_the_approval_left_goes_with_it_or_not_at_all() -> None:
    minute = timedelta(minutes=1)
    first = decide(
        a_case(), "approve", newest=1, by="ida", note="", at=NOON + SOON, undo_for=minute
    )
    assert isinstance(first, Decided)
    words = edit(first.case, {"headline": "x"}, newest=1, by="ida", note="", at=NOON + 2 * SOON)
    assert isinstance(words, Decided)
    again = decide(
        words.case, "approve", newest=1, by="ida", note="", at=NOON + 3 * SOON, undo_for=minute
    )
    assert isinstance(again, Decided)
    told = standing_approval(again.case)

    closed = overtaken(again.case, 2, "e", NOON + 4 * SOON)

    assert told
    assert isinstance(told.data, Approved)
    assert (told.data.edit, told.data.decision) == (1, 1)
    assert closed is not None
    assert closed.state is State.SUPERSEDED
    assert standing_approval(closed) is None


def test_the_embargo_of_what_was_overtaken_is_not_undone() -> None:
    told = asked(a_case(State.APPROVED), ONE)
    assert isinstance(told, Decided)
    gone = left(told.case)
    known = overtaken(gone, 2, "event", NOON + 2 * SOON)
    assert known is not None

    refused = undo_embargo(known, by="kim", note="", at=NOON + 3 * SOON)

    assert isinstance(refused, Refusal)
    assert refused.facts == {"newer": 2}


def test_what_was_done_to_an_overtaken_revision_does_not_wait_for_ever() -> None:
    """As an earlier version of ours left it: told of the newer one, and an act after that."""
    told = asked(a_case(State.APPROVED), ONE)
    assert isinstance(told, Decided)
    stuck = changed_case(told.case, newer=2)
    assert leaving(stuck) is None

    freed = overtaken(stuck, 2, "event", NOON + 2 * SOON)

    assert freed is not None
    assert (freed.leaves_at, freed.state, freed.approvals) == (None, State.APPROVED, 1)
    assert freed.decisions[-1].act == "overtaken"
    assert overtaken(freed, 2, "event", NOON + 2 * SOON) is None

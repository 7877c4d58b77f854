"""What people may do to a case, and what is told of it."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any, Literal

import orjson
import pytest

from services.moderation.cases import Case
from services.moderation.decisions import (
    Decided,
    Refusal,
    decide,
    edit,
    leaving,
    left,
    overtaken,
    owed_since,
    stopped,
    undo,
)
from services.moderation.judge import Known, judge_revision
from services.moderation.telling import (
    DeskStop,
    decision_records,
    events_told,
    sent_back_told,
    standing_approval,
)
from shared.events import ArticleEnriched
from shared.lifecycle import TOMBSTONES, State
from shared.payloads import Enriched, Stopped
from shared.stops import Stop
from tests.unit.moderation.stories import NOON, a_story, the_default_policy

LATER = NOON + timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


def a_case(state: State = State.HELD, **more: Any) -> Case:
    article, enrichment = a_story()
    data = Enriched(article_id="a" * 20, revision=1, article=article, enrichment=enrichment)
    event = ArticleEnriched.of(data, at=NOON)
    case = judge_revision(event, Known(), NOON, policy=the_default_policy())
    fields = {name: getattr(case, name) for name in Case.model_fields}
    approvals = int(state is State.APPROVED)
    given = {"state": state, "outcome": state, "approvals": approvals, **more}
    return Case.model_validate({**fields, **given})


def decided(case: Case, act: Literal["approve", "reject", "send_back"], **more: Any) -> Case:
    given: dict[str, Any] = {"newest": 1, "by": "ida", "note": "why", "at": LATER, **more}
    outcome = decide(case, act, **given)
    assert isinstance(outcome, Decided)
    return outcome.case


def sent(case: Case) -> Case:
    marked = leaving(case)
    assert marked is not None
    return marked


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        (State.HELD, "approve", State.APPROVED),
        (State.HELD, "reject", State.REJECTED),
        (State.REJECTED, "approve", State.APPROVED),
    ],
)
def test_a_person_decides_what_waits(
    state: State, act: Literal["approve", "reject"], after: State
) -> None:
    case = decided(a_case(state), act)

    assert case.state is after
    assert case.changes == 1
    (decision,) = case.decisions
    assert (decision.act, decision.by, decision.note) == (act, "ida", "why")
    assert (decision.before, decision.after, decision.at) == (state, after, LATER)


@pytest.mark.parametrize(
    ("state", "act"),
    [(State.APPROVED, "reject")]
    + [
        (state, act)
        for state in (*TOMBSTONES, State.WITHHELD, State.SUPERSEDED)
        for act in ("approve", "reject")
    ],
)
def test_what_has_moved_on_is_refused(state: State, act: Literal["approve", "reject"]) -> None:
    outcome = decide(a_case(state), act, newest=1, by="ida", note="why", at=LATER)

    assert isinstance(outcome, Refusal)


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_deciding_again_what_one_decided_changes_nothing(
    act: Literal["approve", "reject"],
) -> None:
    case = decided(a_case(), act)

    again = decide(case, act, newest=1, by="ida", note="me again", at=LATER)

    assert again == Decided(case, changed=False)


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_who_comes_second_is_told_who_decided_and_when(
    act: Literal["approve", "reject"],
) -> None:
    case = decided(a_case(), "approve")

    refused = decide(case, act, newest=1, by="bo", note="me too", at=LATER)

    assert isinstance(refused, Refusal)
    assert refused.title == "It is approved by ida since 12:05 UTC"
    assert refused.facts == {
        "decided_by": "ida",
        "at": LATER.isoformat(),
        "state": "approved",
    }


def test_what_the_policy_let_pass_says_so() -> None:
    refused = decide(a_case(State.APPROVED), "approve", newest=1, by="bo", note="", at=LATER)

    assert isinstance(refused, Refusal)
    assert refused.facts["decided_by"] == "policy"


def test_a_newer_revision_is_decided_on_instead() -> None:
    outcome = decide(a_case(), "approve", newest=2, by="ida", note="", at=LATER)

    assert isinstance(outcome, Refusal)
    assert outcome.title == "A newer revision has come"
    assert outcome.facts == {"newer": 2}


def test_an_approval_is_told_with_who_and_why() -> None:
    event = standing_approval(decided(decided(a_case(), "reject"), "approve", note="after all"))

    assert event is not None
    assert event.id == f"{'a' * 20}:1:copydesk.article.approved.v1"
    assert (event.data.decision, event.data.by, event.data.note) == (1, "ida", "after all")
    assert event.time == event.data.at == LATER


def test_a_second_approval_of_one_revision_is_another_event() -> None:
    again = decided(a_case(State.REJECTED, approvals=1), "approve")

    event = standing_approval(again)

    assert event is not None
    assert event.id.endswith("approved.v1:2")
    assert event.data.decision == 2


def test_the_policys_approval_stays_the_same_whatever_came_later() -> None:
    case = a_case(State.APPROVED)
    killed = stopped(case, a_tombstone(State.CANCELED))

    assert killed is not None
    event = ArticleEnriched.of(
        Enriched.model_validate(
            {
                "article_id": case.article_id,
                "revision": 1,
                "article": case.article,
                "enrichment": case.enrichment,
            }
        ),
        at=NOON,
    )
    assert events_told(event, killed) == events_told(event, case) != []
    assert events_told(event, a_case(State.HELD)) == []


def test_what_was_heard_is_passed_on_with_fields_we_do_not_know() -> None:
    article, enrichment = a_story()
    data = Enriched(article_id="a" * 20, revision=1, article=article, enrichment=enrichment)
    event = ArticleEnriched.of(data, at=NOON)
    written = orjson.dumps(data.model_dump(mode="json") | {"mood": "grim"})
    heard = dataclasses.replace(event, written=written)
    case = judge_revision(heard, Known(), NOON, policy=the_default_policy())

    [told] = events_told(heard, case)

    assert orjson.loads(told.to_fields()["data"])["mood"] == "grim"


# --- keeping back ------------------------------------------------------------------------


def test_a_decision_kept_back_can_be_taken_back() -> None:
    case = decided(a_case(), "approve", undo_for=MINUTE)

    outcome = undo(case, by="ida", note="", at=LATER + MINUTE / 2)

    assert isinstance(outcome, Decided)
    assert outcome.case.state is State.HELD
    assert outcome.case.approvals == 0
    assert outcome.case.leaves_at is None
    (record,) = decision_records(outcome.case)
    assert (record.outcome, record.state) == ("undone", None)


def test_nobody_waits_for_an_undo_longer_than_a_minute() -> None:
    case = decided(a_case(), "approve", undo_for=MINUTE * 60)

    assert case.leaves_at == LATER + MINUTE


@pytest.mark.parametrize("when", ["due", "leaving", "left", "never decided", "undone"])
def test_what_has_left_cannot_be_taken_back(when: str) -> None:
    case = decided(a_case(), "approve", undo_for=MINUTE)
    at = LATER
    if when == "due":
        at = LATER + MINUTE
    elif when == "leaving":
        case = sent(case)
    elif when == "left":
        case = left(case)
    elif when == "never decided":
        case = a_case()
    else:
        taken_back = undo(case, by="ida", note="", at=LATER)
        assert isinstance(taken_back, Decided)
        case = taken_back.case

    assert isinstance(undo(case, by="ida", note="", at=at), Refusal)


def test_the_next_stage_owes_its_record_once_an_approval_has_left() -> None:
    kept_back = decided(a_case(), "approve")

    assert owed_since(a_case()) is None
    assert owed_since(a_case(State.APPROVED)) == NOON
    assert owed_since(kept_back) is None
    assert owed_since(left(sent(kept_back))) == LATER


def test_a_wire_is_told_once_its_story_has_been_sent_back_and_could_not_be_undone() -> None:
    kept_back = decided(a_case(), "send_back", undo_for=MINUTE)
    done = left(sent(kept_back))
    undone = undo(kept_back, by="ida", note="", at=LATER)

    assert sent_back_told(kept_back) == []
    assert owed_since(kept_back) is None
    assert owed_since(done) == LATER
    (event,) = sent_back_told(done)
    assert event == sent_back_told(sent(kept_back))[0]
    assert (event.data.reason, event.data.source) == ("why", done.source)
    assert "ida" not in event.data.model_dump_json()
    assert isinstance(undone, Decided)
    assert sent_back_told(undone.case) == []


def test_a_sending_back_is_told_also_where_somebody_approves_before_it_was() -> None:
    returned = sent(decided(a_case(), "send_back"))
    approved = left(sent(decided(returned, "approve")))
    again = left(sent(decided(left(sent(decided(a_case(), "reject"))), "approve")))

    assert [event.data.decision for event in sent_back_told(approved)] == [1]
    assert sent_back_told(again) == []


# --- kills -------------------------------------------------------------------------------


def a_tombstone(state: State, revision: int = 1) -> Stop:
    return Stop.model_validate(
        {
            "event_id": "e",
            "article_id": "a" * 20,
            "state": state,
            "revision": revision,
            "by": "wire",
            "at": LATER,
        }
    )


def test_a_kill_stops_an_approval_that_has_not_left() -> None:
    case = decided(a_case(), "approve", undo_for=MINUTE)

    killed = stopped(case, a_tombstone(State.CANCELED))

    assert killed is not None
    assert (killed.state, killed.leaves_at, killed.closed_by) == (State.CANCELED, None, "e")
    assert standing_approval(killed) is None
    assert killed.decisions == case.decisions


def test_a_kill_stops_once_and_a_recall_even_what_is_killed() -> None:
    killed = stopped(a_case(), a_tombstone(State.CANCELED))
    assert killed is not None

    recalled = stopped(killed, a_tombstone(State.RECALLED))

    assert stopped(killed, a_tombstone(State.CANCELED)) is None
    assert recalled is not None
    assert (recalled.article, recalled.enrichment, recalled.headline) == (None, None, "")
    assert recalled.hash is not None
    assert stopped(recalled, a_tombstone(State.CANCELED)) is None


def test_a_hold_reaches_the_revisions_up_to_its_own() -> None:
    assert stopped(a_case(), a_tombstone(State.WITHHELD, revision=0)) is None
    held = stopped(a_case(), a_tombstone(State.WITHHELD, revision=1))
    assert held is not None
    assert held.state is State.WITHHELD


# --- newer revisions ---------------------------------------------------------------------


def test_what_is_held_waits_no_more_once_a_newer_revision_has_come() -> None:
    closed = overtaken(a_case(), 2, "e", LATER)

    assert closed is not None
    assert (closed.state, closed.closed_by, closed.newer) == (State.SUPERSEDED, "e", 2)
    assert overtaken(closed, 2, "e", LATER) is None


def test_an_approval_that_has_not_left_is_taken_back_when_a_newer_revision_comes() -> None:
    case = decided(a_case(), "approve", undo_for=MINUTE)

    closed = overtaken(case, 2, "e", LATER)

    assert closed is not None
    assert (closed.state, closed.approvals, closed.leaves_at) == (State.SUPERSEDED, 0, None)
    assert standing_approval(closed) is None
    assert leaving(closed) is not None
    (record,) = decision_records(closed)
    assert (record.outcome, record.state) == ("superseded", State.SUPERSEDED)
    assert record.reasons[0].explanation == "Revision 2 came before it left."


def test_an_approval_that_has_been_sent_stands_when_a_newer_revision_comes() -> None:
    case = sent(decided(a_case(), "approve"))

    known = overtaken(case, 2, "e", LATER)

    assert known is not None
    assert (known.state, known.newer, known.leaving) == (State.APPROVED, 2, True)
    assert standing_approval(known) is not None


def test_nothing_of_an_older_revision_is_marked_as_sent() -> None:
    assert leaving(decided(a_case(), "approve")) is not None
    assert leaving(a_case(State.APPROVED, leaves_at=LATER, newer=2)) is None


# --- edits -------------------------------------------------------------------------------


def edited(case: Case, **changes: Any) -> Case:
    outcome = edit(case, changes, newest=1, by="ida", note="", at=LATER)
    assert isinstance(outcome, Decided)
    return outcome.case


def test_an_edit_goes_out_with_the_approval_under_its_number() -> None:
    case = edited(edited(a_case(), headline="First try"), headline="Ferries come earlier")

    event = standing_approval(decided(case, "approve"))

    assert event is not None
    assert event.data.edit == 2
    assert event.data.overlay is not None
    assert event.data.overlay.headline == "Ferries come earlier"
    assert event.data.enrichment.headline != "Ferries come earlier"


def test_what_is_out_is_corrected_by_another_approval() -> None:
    out = left(sent(decided(a_case(), "approve")))

    corrected = decided(edited(out, public_note="The boat leaves at six."), "approve")

    event = standing_approval(corrected)
    assert event is not None
    assert corrected.decisions[-1].act == "correct"
    assert (event.data.decision, event.data.edit) == (2, 1)
    assert event.id.endswith("approved.v1:2")


def test_a_correction_that_is_taken_back_leaves_what_was_out() -> None:
    out = left(sent(decided(a_case(), "approve")))
    case = decided(edited(out, headline="Other"), "approve", undo_for=MINUTE)

    outcome = undo(case, by="ida", note="", at=LATER)

    assert isinstance(outcome, Decided)
    event = standing_approval(outcome.case)
    assert outcome.case.state is State.APPROVED
    assert event is not None
    assert (event.data.decision, event.data.edit, event.data.overlay) == (1, 0, None)


def test_an_edit_without_changes_drops_the_one_before() -> None:
    case = edited(edited(a_case(), headline="Other"))

    event = standing_approval(decided(case, "approve"))

    assert event is not None
    assert event.data.overlay is None or event.data.overlay.is_empty


def test_who_approves_what_was_edited_meanwhile_is_told() -> None:
    refused = decide(
        edited(a_case(), headline="Other"),
        "approve", newest=1, by="bo", note="", at=LATER, edit=0,
    )  # fmt: skip

    assert isinstance(refused, Refusal)
    assert refused.facts["decided_by"] == "ida"


def test_an_older_revision_is_not_edited() -> None:
    refused = edit(a_case(), {"headline": "x"}, newest=2, by="ida", note="", at=LATER)

    assert isinstance(refused, Refusal)
    assert refused.facts == {"newer": 2}


def test_a_persons_kill_goes_down_the_kill_lane_signed() -> None:
    data = Stopped(
        article_id="a" * 20, revision=3, source="w", reason="untrue", by="ida", at=NOON
    )
    kill = DeskStop(act="kill", data=data)

    assert kill.event.stream == "article.canceled"
    assert kill.event.id == f"{'a' * 20}:3:copydesk.article.canceled.v1"
    assert (kill.record.stage, kill.record.by) == ("desk", "ida")
    assert DeskStop(act="recall", data=data).record.state is State.RECALLED

"""Who is asked by name, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.moderation.cases import Case
from services.moderation.decisions import (
    Decided,
    Refusal,
    assign,
    claim,
    comment,
    postpone,
    release,
)
from services.moderation.desk.people.accounts import mentioned_in
from services.moderation.desk.queue.rows import row_of
from shared.lifecycle import State
from tests.unit.moderation.test_decisions import LATER, MINUTE, a_case, decided

NAMES = ("Ida", "Ida Holm", "Bo Lind", "Bo Berg", "Åsa O'Neill")


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("@Ida Holm who said so?", ("Ida Holm",)),
        ("@Ida, who said so?", ("Ida",)),
        ("@Idaho moves its polls", ()),
        ("mail desk@ida.example", ()),
        ("@bo  lind and (@BO BERG)", ("Bo Lind", "Bo Berg")),
        ("@bo, whichever of you", ()),
        ("@Åsa's turn", ("Åsa O'Neill",)),
        ("@Ida Holmgren is somebody else", ("Ida",)),
        ("nobody", ()),
    ],
    ids=str,
)
def test_a_note_asks_whom_it_names_and_nobody_who_is_called_nearly_so(
    note: str, asked: tuple[str, ...]
) -> None:
    assert mentioned_in(note, NAMES) == asked
    assert mentioned_in(note, ()) == ()


def asked_of(*outcomes: Decided | Refusal) -> Case:
    assert isinstance(outcomes[-1], Decided)
    return outcomes[-1].case


def test_who_is_asked_stays_so_until_they_have_done_something() -> None:
    asked = asked_of(
        comment(a_case(), by="ida", note="@Bo @ida", at=LATER, mentions=("Bo", "ida"))
    )
    by_another = asked_of(comment(asked, by="kim", note="Me too", at=LATER + MINUTE))
    answered = asked_of(comment(by_another, by="Bo", note="The ministry", at=LATER + MINUTE))
    again = asked_of(
        comment(answered, by="ida", note="@Bo", at=LATER + 2 * MINUTE, mentions=("Bo",))
    )

    assert row_of(asked).mentions == row_of(by_another).mentions == ("Bo",)
    assert row_of(answered).mentions == ()
    assert row_of(again).mentions == ("Bo",)
    assert row_of(decided(again, "reject", by="Bo", at=LATER + 3 * MINUTE)).mentions == ()


def test_who_was_given_a_story_is_asked_while_it_waits() -> None:
    given = asked_of(assign(a_case(), owner="Bo", by="ida", note="", at=LATER))
    given_on = asked_of(assign(given, owner="kim", by="Bo", note="", at=LATER + MINUTE))
    own = asked_of(assign(a_case(), owner="ida", by="ida", note="", at=LATER))
    waits = asked_of(
        postpone(given, until=LATER + timedelta(hours=4), by="ida", note="", at=LATER)
    )

    assert (given.asked, given_on.asked, own.asked) == (("Bo",), ("kim",), ())
    assert waits.asked == ("Bo",)
    assert decided(given, "approve", by="ida").asked == ()
    assert a_case(State.HELD, owner="Bo").asked == ()


def test_a_claim_is_given_back_by_whose_it_is() -> None:
    until = LATER + 9 * MINUTE
    claimed = asked_of(claim(a_case(), by="ida", at=LATER, until=until))

    by_another = release(claimed, by="bo", at=LATER + MINUTE)

    assert isinstance(by_another, Refusal)
    assert by_another.facts["claimed_by"] == "ida"
    assert asked_of(release(claimed, by="ida", at=LATER + MINUTE)).lock is None
    assert asked_of(release(claimed, by="bo", at=until + MINUTE)).lock is None

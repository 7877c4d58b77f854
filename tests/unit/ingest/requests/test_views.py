"""What a wire reads of its own story tells nothing of the desk, and nothing of others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.ingest.requests.views import for_its_wire
from services.ingest.requests.whereabouts import life, whereabouts
from shared.lifecycle import State
from shared.timeline import Reason, TimelineRecord

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
OWN, OTHER = "a" * 20, "b2c3d4e5f6g7h2i3j4k5"
SECRETS = ("Ada Lovelace", "lawyers", OTHER, "0.97", "embargo of another")


def a_record(stage: str, state: State, **more: Any) -> TimelineRecord:
    return TimelineRecord(
        article_id=OWN,
        revision=1,
        stage=stage,
        event_id=f"{stage}:Ada Lovelace",
        at=NOON + timedelta(minutes=list(State).index(state)),
        outcome=state.value,
        state=state,
        **more,
    )


RECORDS = [
    a_record("ingest", State.RECEIVED, details={"receipt": "r1"}),
    a_record("enrichment", State.ENRICHED, details={"copies": 1, "of": OTHER}),
    a_record(
        "moderation",
        State.HELD,
        reasons=(
            Reason(rule="duplicate", explanation=f"100 % of it is here, as {OTHER}."),
            Reason(rule="killed_before", explanation=f"{OTHER} was killed."),
            Reason(rule="new_rule", explanation=f"Like {OTHER}:3, and {OWN}:1.", score=0.97),
        ),
        by="policy",
    ),
    a_record(
        "desk",
        State.REJECTED,
        reasons=(Reason(rule="desk", explanation="Our lawyers say no."),),
        by="Ada Lovelace",
        details={"note": "Our lawyers say no.", "embargo of another": True},
    ),
]


@pytest.mark.parametrize("told", [life(OWN, RECORDS, for_its_wire)], ids=["timeline"])
def test_no_note_no_name_and_no_other_story_is_told(told: dict[str, Any]) -> None:
    receipt = whereabouts(RECORDS, 1, for_its_wire)

    for secret in SECRETS:
        assert secret not in str(told)
        assert secret not in str(receipt)
    assert told["state"] == receipt["state"] == receipt["verdict"] == "rejected"
    rules = [reason["rule"] for reason in receipt["reasons"]]
    assert rules == ["review", "new_rule", "desk"]


def test_our_own_people_read_all_of_it() -> None:
    told = str(life(OWN, RECORDS))

    for secret in SECRETS:
        assert secret in told


def test_a_wire_reads_why_the_desk_sent_a_story_back() -> None:
    record = a_record(
        "desk",
        State.REJECTED,
        by="Ada Lovelace",
        reasons=(Reason(rule="sent_back", explanation="Who says so?"),),
        details={"note": "Who says so?"},
    )

    seen = for_its_wire(record)

    assert (seen.by, seen.reasons[0].explanation) == ("desk", "Who says so?")
    assert "note" not in seen.details

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.ingest.requests.whereabouts import life, revision_state, whereabouts
from shared.lifecycle import State
from shared.timeline import Reason, TimelineRecord

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_record(
    stage: str, state: State | None, *, revision: int = 1, minute: int = 0, **more: Any
) -> TimelineRecord:
    return TimelineRecord(
        **{
            "article_id": "a",
            "revision": revision,
            "stage": stage,
            "event_id": f"{stage}:{minute}",
            "at": NOON + timedelta(minutes=minute),
            "outcome": state or "noted",
            "state": state,
            **more,
        }
    )


PUBLISHED = [
    a_record("ingest", State.RECEIVED, minute=0),
    a_record("enrichment", State.ENRICHED, minute=1),
    a_record("moderation", State.APPROVED, minute=2),
    a_record(
        "publish",
        State.PUBLISHED,
        minute=3,
        details={"url": "https://example.org/a", "sequence": 7},
    ),
]


def test_a_receipt_tells_where_it_was_published() -> None:
    where = whereabouts(PUBLISHED, 1)

    assert where == {
        "state": "published",
        "verdict": "approved",
        "reasons": [],
        "published": {
            "url": "https://example.org/a",
            "sequence": 7,
            "at": "2026-11-23T12:03:00+00:00",
        },
        "live_revision": 1,
    }


def test_a_life_says_what_is_live_while_something_newer_waits() -> None:
    held = a_record("moderation", State.HELD, revision=2, minute=5)
    down = a_record("publish", State.CANCELED, revision=2, minute=6, details={"sequence": 8})

    assert life("a", [*PUBLISHED, held])["state"] == "held"
    assert life("a", [*PUBLISHED, held])["live_revision"] == 1
    assert whereabouts([*PUBLISHED, held], 2)["live_revision"] == 1
    assert life("a", [*PUBLISHED, held, down])["live_revision"] is None
    assert life("a", [held])["live_revision"] is None


def test_the_last_word_is_the_verdict_and_all_reasons_are_given() -> None:
    finding = Reason(rule="shouting", explanation="Mostly capitals.", severity="doubt")
    note = Reason(rule="desk", explanation="It is an acronym.")
    records = [
        a_record("moderation", State.HELD, minute=1, reasons=(finding,)),
        a_record("desk", State.APPROVED, minute=2, reasons=(note,)),
    ]

    where = whereabouts(records, 1)

    assert where["verdict"] == "approved"
    assert [reason["rule"] for reason in where["reasons"]] == ["shouting", "desk"]


def test_without_a_verdict_the_reasons_are_those_of_intake() -> None:
    late = Reason(rule="too_late", explanation="older than revision 2")
    where = whereabouts([a_record("ingest", State.SUPERSEDED, reasons=(late,))], 1)

    assert (where["state"], where["verdict"]) == ("superseded", None)
    assert where["reasons"][0]["rule"] == "too_late"


@pytest.mark.parametrize(
    ("newer", "state"),
    [
        ([a_record("ingest", State.RECEIVED, revision=2, minute=5)], "published"),
        ([a_record("moderation", State.HELD, revision=2, minute=5)], "published"),
        ([a_record("publish", State.PUBLISHED, revision=2, minute=5)], "superseded"),
        ([a_record("ingest", State.SUPERSEDED, revision=2, minute=5)], "published"),
        ([a_record("ingest", State.WITHHELD, revision=2, minute=5)], "withheld"),
        ([a_record("ingest", State.CANCELED, revision=2, minute=5)], "canceled"),
    ],
    ids=["received", "held", "live", "too late", "a hold", "a kill"],
)
def test_a_live_revision_stays_live_until_a_newer_one_is(
    newer: list[TimelineRecord], state: str
) -> None:
    assert revision_state([*PUBLISHED, *newer], 1) == state


def test_a_waiting_revision_is_superseded_as_soon_as_a_newer_one_comes() -> None:
    records = [
        a_record("moderation", State.HELD, minute=1),
        a_record("ingest", State.RECEIVED, revision=2, minute=2),
    ]

    assert revision_state(records, 1) == "superseded"
    assert revision_state(records, 2) == "received"


def test_a_life_is_told_revision_by_revision() -> None:
    told = life("a", [*PUBLISHED, a_record("ingest", State.RECEIVED, revision=2, minute=9)])

    assert told["article_id"] == "a"
    assert [each["revision"] for each in told["revisions"]] == [1, 2]
    stages = [record["stage"] for record in told["revisions"][0]["records"]]
    assert stages == ["ingest", "enrichment", "moderation", "publish"]
    assert set(told["revisions"][0]["records"][0]) >= {
        "stage",
        "at",
        "outcome",
        "reasons",
        "versions",
    }

"""Cases as rows of a queue: what they are found and sorted by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.moderation.decisions import stopped
from services.moderation.desk.queue.rows import Filter, as_slug, fits, row_of
from shared.lifecycle import State
from tests.unit.moderation.stories import NOON
from tests.unit.moderation.test_decisions import a_case, a_tombstone, edited

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("queue", "is_in"),
    [
        ({}, True),
        ({"state": "held", "source": "harbour-wire", "section": "news"}, True),
        ({"state": "approved"}, False),
        ({"language": "de"}, False),
        ({"owner": "desk"}, False),
        ({"q": "FERRY  timetáble"}, True),
        ({"q": "ferry zebra"}, False),
        ({"rule": "shouting"}, False),
        ({"urgency": 8}, False),
        ({"urgency": 9}, True),
        ({"due_within_h": 1}, False),
        ({"due_within_h": 3}, True),
    ],
    ids=str,
)
def test_a_row_is_in_a_queue_where_all_of_it_fits(queue: dict[str, Any], is_in: bool) -> None:
    row = row_of(a_case(deadline=NOON + 2 * HOUR))

    assert fits(row, Filter.model_validate(queue), NOON) is is_in


def test_rows_sort_by_deadline_and_urgency_and_those_without_come_last() -> None:
    soon, late, never = (
        row_of(a_case(deadline=deadline)) for deadline in (NOON + HOUR, NOON + 30 * HOUR, None)
    )

    assert soon.due < late.due < never.due
    assert soon.urge < late.urge < never.urge


def test_a_row_shows_what_would_go_out() -> None:
    row = row_of(edited(a_case(), headline="Boats\nearlier", section="sport", slug="Früh!"))

    assert (row.headline, row.section, row.slug) == ("Boats\nearlier", "sport", "fruh")
    assert row.edited
    assert "boats earlier" in row.text


def test_a_recalled_case_leaves_no_word_in_its_row() -> None:
    recalled = stopped(a_case(), a_tombstone(State.RECALLED))

    assert recalled is not None
    row = row_of(recalled)
    assert (row.headline, row.slug, row.text, row.topics) == ("", "", "", ())


@pytest.mark.parametrize("typed", ["Früh am Pier", "FRUH-AM-PIER", " früh  am_pier! "])
def test_a_slug_is_compared_as_people_type_it(typed: str) -> None:
    assert as_slug(typed) == "fruh-am-pier"

from datetime import date

import pytest

from services.enrichment.steps.dates import read_dates
from services.enrichment.words import read

THURSDAY = date(2024, 11, 28)


@pytest.mark.parametrize(
    ("text", "said", "day", "method"),
    [
        ("The port opened on Monday.", "Monday", "2024-11-25", "weekday"),
        ("The port opened on Thursday.", "Thursday", "2024-11-28", "weekday"),
        ("The port opened last Thursday.", "last Thursday", "2024-11-21", "weekday"),
        ("The port opens next Monday.", "next Monday", "2024-12-02", "weekday"),
        ("The port opened yesterday.", "yesterday", "2024-11-27", "relative"),
        ("Der Hafen hat heute geöffnet.", "heute", "2024-11-28", "relative"),
        ("Le port a rouvert lundi.", "lundi", "2024-11-25", "weekday"),
        ("The port opened on Nov. 12.", "Nov. 12", "2024-11-12", "nearest"),
        ("The port opens on Jan. 3.", "Jan. 3", "2025-01-03", "nearest"),
        ("It opened on 3 May 2021.", "3 May 2021", "2021-05-03", "stated"),
        ("It opened on May 3, 2021.", "May 3, 2021", "2021-05-03", "stated"),
    ],
)
def test_named_days_are_resolved(text: str, said: str, day: str, method: str) -> None:
    [found] = read_dates(read(text), THURSDAY)

    assert (found.text, found.date, found.method) == (said, day, method)
    assert text[found.span.start : found.span.end] == said


@pytest.mark.parametrize(
    "text",
    ["They may 3 times march.", "It fell 3 percent in May.", "On 31 February it rained."],
)
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert read_dates(read(text), THURSDAY) == ()


def test_without_a_day_to_count_from_only_full_dates_are_read() -> None:
    found = read_dates(read("On Monday, on Nov. 12 and on 3 May 2021."), None)

    assert [each.date for each in found] == ["2021-05-03"]

"""What stands above the headline of a press release."""

from __future__ import annotations

import pytest

from services.ingest.formats.wording.release_heads import is_no_headline


@pytest.mark.parametrize(
    "line",
    [
        "FOR IMMEDIATE RELEASE", "Press Release", "Pressemitteilung Nr. 12/2026", "Persbericht",
        "23 November 2026", "Bergen, 23 November 2026", "Montag, 23. November 2026",
        "2026年11月23日", "Contact: Mia Nord, +47 555", "報道関係者各位", "Press release no. 7",
    ],
)  # fmt: skip
def test_is_no_headline(line: str) -> None:
    assert is_no_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Gulls return to the quay", "Elections on 3 May 2027", "1984", "Source: ferry sank",
        "Release the gulls", "Storm of 23 November 2026 kills five",
        "Press release angers mayor",
    ],
)  # fmt: skip
def test_is_a_headline(line: str) -> None:
    assert not is_no_headline(line)

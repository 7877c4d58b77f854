"""Inputs made after public bug reports of other programs come out right."""

from __future__ import annotations

import pytest

from tests.unit.ingest.formats.reports.carriers import CARRIERS
from tests.unit.ingest.formats.reports.feeds import FEEDS
from tests.unit.ingest.formats.reports.report import Report, faults
from tests.unit.ingest.formats.reports.wires import WIRES


@pytest.mark.parametrize(
    "report", [pytest.param(one, id=one.about) for one in (*FEEDS, *WIRES, *CARRIERS)]
)
def test_what_was_reported_of_others_is_right_here(report: Report) -> None:
    assert faults(report) == []

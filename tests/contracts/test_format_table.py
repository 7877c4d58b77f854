"""docs/wires.md tells of every format what its table here says."""

from __future__ import annotations

from services.ingest.formats import FORMATS
from tests.contracts.format_table import ABOUT, PAGE, written


def test_every_format_has_its_row_and_no_other() -> None:
    assert ABOUT.keys() == FORMATS.keys()


def test_the_page_has_the_table_as_it_is() -> None:
    page = PAGE.read_text("utf-8")

    assert page == written(page), "run python -m tests.contracts.format_table"

"""Copy in the habits of many agencies, all of it invented, says what its table says it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.ingest.formats.expectations import cases, check

FILES = Path(__file__).parent / "agency_copy"


@pytest.mark.parametrize(("file", "index", "key", "wanted"), cases(FILES / "expected.json"))
def test_what_is_in_the_file_is_in_the_item(
    file: str, index: int | None, key: str, wanted: Any
) -> None:
    check(FILES / file, index, key, wanted)


def test_every_file_is_in_the_table() -> None:
    told = {case.values[0] for case in cases(FILES / "expected.json")}

    assert {path.name for path in FILES.iterdir()} == {*told, "expected.json"}

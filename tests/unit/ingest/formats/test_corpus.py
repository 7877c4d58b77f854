"""What the corpus says is in its files (`expected.json`) is what we read from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.ingest.formats.expectations import cases, check

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus"
EXPECTED = CORPUS / "wire" / "expected.json"

pytestmark = pytest.mark.skipif(not EXPECTED.exists(), reason="../shared/corpus is not here")


@pytest.mark.parametrize(("file", "index", "key", "wanted"), cases(EXPECTED))
def test_what_is_in_the_file_is_in_the_item(
    file: str, index: int | None, key: str, wanted: Any
) -> None:
    check(CORPUS / file, index, key, wanted)

"""What fuzzing began with, and whatever it has broken: both hold on every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.ingest.formats import FORMATS
from tests.fuzz import BY_HAND, samples
from tests.fuzz.target import a_payload, check

KEPT = [
    pytest.param(name, path, id=f"{name} {path.name}")
    for folder in ("seeds", "findings")
    for name in BY_HAND
    for path in samples(folder, name)
]


@pytest.mark.parametrize(("name", "path"), KEPT)
def test_what_was_found_once_holds(name: str, path: Path) -> None:
    check(name, path.read_bytes())


@pytest.mark.parametrize("name", BY_HAND)
def test_every_seed_is_a_story_of_its_format(name: str) -> None:
    for path in samples("seeds", name):
        assert FORMATS[name](a_payload(path.read_bytes())).items[0].item.headline(), path.name

"""What fuzzing began with, and whatever it has broken: both hold on every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.ingest.formats import FORMATS
from tests.fuzz import ALL, BY_HAND, samples
from tests.fuzz.target import a_payload, check

KEPT = [
    pytest.param(name, path, id=f"{name} {path.name}")
    for folder in ("seeds", "findings")
    for name in ALL
    for path in samples(folder, name)
]


@pytest.mark.parametrize(("name", "path"), KEPT)
def test_what_was_found_once_holds(name: str, path: Path) -> None:
    check(name, path.read_bytes())


@pytest.mark.parametrize("name", [name for name in BY_HAND if name in FORMATS])
def test_every_seed_is_a_story_or_the_end_of_one(name: str) -> None:
    for path in samples("seeds", name):
        item = FORMATS[name](a_payload(path.read_bytes())).items[0].item

        assert item.headline() or item.pub_status == "canceled", path.name

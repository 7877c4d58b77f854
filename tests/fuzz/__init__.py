"""Fuzzing of the formats that are parsed by hand: `make fuzz`.

`seeds/<format>` holds invented copy to begin with, `findings/<format>` every input that broke
something once. Unit tests read both on every run (tests/unit/ingest/formats/test_fuzzed.py).
"""

from pathlib import Path

BY_HAND = ("anpa", "iptc7901", "email", "plain_text")
"""The formats whose grammar we read ourselves, without a parser of JSON, XML or HTML."""

HERE = Path(__file__).parent


def samples(folder: str, name: str) -> list[Path]:
    """Give the kept inputs of a format: `seeds` or `findings`."""
    return sorted((HERE / folder / name).glob("*"))

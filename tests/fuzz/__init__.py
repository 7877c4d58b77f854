"""Fuzzing of what we read by hand, or walk by hand behind a library's parser: `make fuzz`.

`seeds/<format>` holds invented copy to begin with, `findings/<format>` every input that broke
something once. Unit tests read both on every run (tests/unit/ingest/formats/test_fuzzed.py).
"""

from pathlib import Path

BY_HAND = (
    "anpa", "iptc7901", "email", "plain_text", "activity_pub", "arc", "cap", "drupal", "ghost",
    "newsml_g2", "schema_org", "sitemap", "wordpress_rest", "zip",
)  # fmt: skip
"""What is fuzzed. Documents are not: whatever their libraries do, they do in a process of their
own, which says so or is ended."""

HERE = Path(__file__).parent


def samples(folder: str, name: str) -> list[Path]:
    """Give the kept inputs of a format: `seeds` or `findings`."""
    return sorted((HERE / folder / name).glob("*"))

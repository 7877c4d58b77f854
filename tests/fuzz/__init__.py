"""Fuzzing of what we read by hand, or walk by hand behind a library's parser: `make fuzz`.

`seeds/<format>` holds invented copy to begin with, `findings/<format>` every input that broke
something once. Unit tests read both on every run (tests/unit/ingest/formats/test_fuzzed.py).
"""

from pathlib import Path

BY_HAND = (
    "anpa", "iptc7901", "email", "plain_text", "activity_pub", "arc", "cap", "drupal", "ghost",
    "newsml_g2", "plain_records", "schema_org", "sitemap", "web_page", "wordpress_rest", "zip",
)  # fmt: skip
DOCUMENTS = ("docx", "odt", "pdf", "rtf", "tnef")
"""Read here without the process of their own: what their libraries trip over ends in words, and
what they take too long for is found."""
ALL = (*BY_HAND, *DOCUMENTS)

HERE = Path(__file__).parent


def samples(folder: str, name: str) -> list[Path]:
    """Give the kept inputs of a format: `seeds` or `findings`."""
    return sorted((HERE / folder / name).glob("*"))

from __future__ import annotations

import pytest

from services.ingest.formats.text.sender import name_and_address


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("Ann Lee <ann@wire.example>", "Ann Lee", "ann@wire.example"),
        ('"Lee, Ann" <ann@wire.example>', "Lee, Ann", "ann@wire.example"),
        ('"The \\"Wire\\"" <a@b.example>, c@d.example', 'The "Wire"', "a@b.example"),
        ("ann@wire.example", "", "ann@wire.example"),
        ("ann@wire.example (Ann Lee)", "Ann Lee", "ann@wire.example"),
        ("<ann@wire.example>", "", "ann@wire.example"),
        ("Ann Lee", "Ann Lee", ""),
        ("", "", ""),
        ("(" * 10_000, "", ""),
        ("<" * 10_000 + ">" * 10_000, "", ""),
        ("a@" * 10_000, "", ""),
    ],
)
def test_the_first_sender_is_read_and_brackets_without_end_are_nobody(
    line: str, name: str, address: str
) -> None:
    assert name_and_address(line) == (name, address)

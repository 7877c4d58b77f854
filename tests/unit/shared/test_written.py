from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.written import one_line, plain_note, visible


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Ann  Lee", "Ann Lee"),
        ("Ann\x1b[31m Lee\x00", "Ann [31m Lee"),
        ("Ann\r\nLee\u2028", "Ann Lee"),
        ("eeL \u202ennA", "eeL nnA"),
        ("\u0007", ""),
        ("Zoë 李", "Zoë 李"),
    ],
)
def test_a_name_is_one_line_without_control_signs(said: str, name: str) -> None:
    assert one_line(said) == name


def test_a_note_keeps_its_lines_and_loses_control_signs() -> None:
    assert plain_note("One\r\n\ttwo\x1b[2J\u202e\n") == "One\n\ttwo[2J"


@given(st.text())
def test_what_is_written_out_is_printable_and_the_same_json(text: str) -> None:
    said = json.dumps([text], ensure_ascii=False)

    assert json.loads(visible(said)) == [text]
    assert not set(visible(text)) & {*map(chr, [*range(9), 11, 12, 27, 127, 155, 0x202E])}

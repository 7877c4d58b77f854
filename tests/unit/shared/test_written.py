from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.written import one_line, plain_note, visible, without_credentials


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


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("see https://ann:sesame@wire.example/a?b=c@d", "see https://wire.example/a?b=c@d"),
        ('<a href="http://ann@wire.example">', '<a href="http://wire.example">'),
        ('{"href":"imaps://a%40b:c@host/x"}', '{"href":"imaps://host/x"}'),
        ("write to https://wire.example or ann@wire.example", None),
        ("https://wire.example/@ann/1", None),
        ("tag:wire.example,2026:1", None),
    ],
)
def test_user_and_password_are_taken_out_of_addresses(text: str, public: str | None) -> None:
    assert without_credentials(text) == (public or text)


def test_many_beginnings_of_addresses_take_no_more_than_their_length() -> None:
    began = time.perf_counter()
    without_credentials("a://b:" * 200_000)

    assert time.perf_counter() - began < 5

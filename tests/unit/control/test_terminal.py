"""What others wrote is printed, and moves no cursor."""

from __future__ import annotations

import io

import pytest
from rich.table import Table

from services.control import terminal

HOSTILE = "kill\x1b[2J\x9b31m\u202e\x07"


@pytest.mark.parametrize("is_terminal", [True, False])
def test_control_signs_are_written_out(is_terminal: bool) -> None:
    printed = io.StringIO()
    console = terminal._PlainConsole(
        file=printed, force_terminal=is_terminal, color_system=None, width=200
    )
    table = Table("x")
    table.add_row(HOSTILE)

    console.print(HOSTILE, markup=False)
    console.print(table)

    said = printed.getvalue()
    assert said.startswith("kill\\u001b[2J\\u009b31m\\u202e")
    assert not set(said) & set("\x1b\x9b\u202e\x07")


def test_they_are_in_json_and_in_lines_too(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say_json({"a": HOSTILE})
    terminal.say_table(("a",), [(HOSTILE,)], none="")

    assert not set(capsys.readouterr().out) & set("\x1b\x9b\u202e\x07")

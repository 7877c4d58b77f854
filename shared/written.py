"""What people write into forms and calls: names of one line, notes of several. Pure.

A control sign in a name moves the cursor of whoever reads it in a terminal or a log; signs that
turn the direction of writing make a name look like another.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator

_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_DIRECTIONS}\ufeff]")
_IN_NOTES = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_DIRECTIONS}\ufeff]")
_CREDENTIALS = re.compile(r"://(?<=[A-Za-z0-9+.-]://)[^\s/?#\"'<>\\]{1,512}@(?=[^\s@])")
_RAW = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_DIRECTIONS}\ufeff]")


def one_line(text: str) -> str:
    """Give a name without control signs, on one line, its spaces single."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def plain_note(text: str) -> str:
    """Give a note without control signs but line breaks and tabs."""
    return _IN_NOTES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def without_credentials(text: str) -> str:
    """Take user and password out of every address in a text: `https://ann:secret@host/`."""
    return _CREDENTIALS.sub("://", text)


def visible(text: str) -> str:
    """Write out the control signs of a text, as JSON does; line breaks and tabs stay."""
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _name(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


def _note(value: object) -> object:
    return plain_note(value) if isinstance(value, str) else value


_Name = Annotated[str, BeforeValidator(_name)]
"""A name as somebody gives it to a call."""
Note = Annotated[str, BeforeValidator(_note)]
"""Words that go on the record."""

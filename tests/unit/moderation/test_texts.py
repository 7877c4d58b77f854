"""The desk's texts: each language has them all, so that nobody reads two at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from typing import get_args

import pytest

from services.moderation.cases import Act, Told
from services.moderation.desk.pages.texts import Texts
from services.moderation.desk.people.accounts import Role
from shared.lifecycle import State

TEXTS = Texts()
SAID = re.compile(r"""(?<![\w.])_\(\s*"((?:[^"\\]|\\.)+)\"""")
PLACES = re.compile(r"\{\w+\}")


def said() -> Iterator[str]:
    """Give every text that the page's files say, and the words that come from services."""
    folder = resources.files("services.moderation.desk.pages")
    for file in folder.iterdir():
        if file.name.endswith((".js", ".html", "page.py")):
            yield from SAID.findall(file.read_text(encoding="utf-8"))
    yield from (state.value for state in State if state is not State.QUARANTINED)
    for words in (Act, Told, Role):
        yield from get_args(words)


@pytest.mark.parametrize("language", [code for code in TEXTS.languages if code != "en"])
def test_a_language_has_every_text_with_every_value_in_it(language: str) -> None:
    texts = TEXTS.of(language)

    assert [text for text in said() if text not in texts] == []
    assert [
        text
        for text, written in texts.items()
        if sorted(PLACES.findall(text)) != sorted(PLACES.findall(written))
    ] == []


@pytest.mark.parametrize(
    ("wish", "accepted", "language"),
    [
        (None, "de-AT,de;q=0.9,en;q=0.8", "de"),
        (None, "", "en"),
        (None, ",;q=1,*", "en"),
        ("en", "de", "en"),
        ("../../etc", "de", "de"),
    ],
)
def test_the_language_is_the_one_wished_for_or_the_browsers(
    wish: str | None, accepted: str, language: str
) -> None:
    assert TEXTS.chosen(wish, accepted) == language

"""Words looked for in one pass: in a text, of several kinds."""

import pytest

from services.enrichment.needles import any_of, kinds_in

HALF = "\ud83d"
"""Half a letter, which the automaton cannot read."""


@pytest.mark.parametrize("beside", ["", HALF], ids=["whole letters", "half a letter"])
def test_any_of_some_words_are_found_anywhere(beside: str) -> None:
    told = any_of(("photo", "©"))

    assert told(f"a photograph{beside}")
    assert not told(f"a drawing{beside}")


@pytest.mark.parametrize("beside", ["", HALF], ids=["whole letters", "half a letter"])
def test_words_of_several_kinds_are_told_at_once_where_they_overlap(beside: str) -> None:
    kinds = kinds_in({"work": ("photo", "edit"), "picture": ("photo", "image"), "mark": ("»",)})

    assert kinds(f"{beside}photos") == [(len(beside), frozenset({"work", "picture"}))]
    assert kinds(f"home » edited{beside}") == [
        (5, frozenset({"mark"})),
        (7, frozenset({"work"})),
    ]
    assert kinds(f"nothing{beside}") == []

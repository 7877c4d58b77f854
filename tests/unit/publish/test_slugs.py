from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publish.slugs import (
    LONGEST_SLUG,
    section_slug,
    short_id_in,
    slug,
    story_path,
)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Russia seeks ‘new level’ of China ties", "russia-seeks-new-level-of-china-ties"),
        ("China's top diplomat", "chinas-top-diplomat"),
        ("Çeşme’de yangın — İzmir", "cesmede-yangin-izmir"),
        ("Łódź, Århus & Tromsø", "lodz-arhus-tromso"),
        ("Москва и мир", "москва-и-мир"),
        ("东京 2026", "东京-2026"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("50% off!!!", "50-off"),
        ("…", ""),
        ("a\u200bb\u202ec\u2066d", "abcd"),
    ],
)
def test_a_headline_becomes_an_address(headline: str, expected: str) -> None:
    assert slug(headline) == expected


def test_german_spells_its_umlauts_out() -> None:
    assert slug("Öl für Straßen", "de-CH") == "oel-fuer-strassen"
    assert slug("Öl för", "sv") == "ol-for"


def test_a_long_headline_is_cut_at_a_word() -> None:
    cut = slug("harbour " * 40)

    assert len(cut) <= LONGEST_SLUG
    assert cut.endswith("harbour")


@pytest.mark.parametrize(
    ("section", "expected"), [("World", "world"), ("v1", "news"), ("", "news"), ("a/b", "a-b")]
)
def test_a_section_is_never_one_of_our_own_paths(section: str, expected: str) -> None:
    assert section_slug(section) == expected


def test_the_short_id_is_found_at_the_end() -> None:
    path = story_path("world", slug("Élan vital"), "abcdefghij")

    assert path == "/world/elan-vital-abcdefghij"
    assert short_id_in(path) == "abcdefghij"
    assert short_id_in("/world/abcdefghij") == "abcdefghij"
    assert short_id_in("/world/elan-vital") is None
    assert short_id_in(story_path("world", "", "abcdefghij")) == "abcdefghij"


@given(st.text(max_size=300))
def test_any_text_gives_a_clean_slug(text: str) -> None:
    written = slug(text)

    assert len(written) <= LONGEST_SLUG
    assert not written.startswith("-")
    assert not written.endswith("-")
    assert all(char == "-" or unicodedata.category(char)[0] in "LMN" for char in written), (
        written
    )

from __future__ import annotations

import re

import pytest

from services.moderation import lexicon

_BY_WORD = ("sense.", "plain.", "overstated.", "person.", "deed.")


def test_a_star_stands_at_a_phrases_ends_only() -> None:
    """One within a phrase is a letter to look for: nothing has ever matched such a phrase.

    A headline's senses are read by `headlines/senses/spoken.py`, word by word.
    """
    starred = [
        (group, language, phrase)
        for group, by_language in lexicon.groups().items()
        for language, phrases in by_language.items()
        for phrase in phrases
        for word in re.split(r"[=/| …]" if group.startswith(_BY_WORD) else r"[=/|]", phrase)
        if "*" in word.strip("* ")
    ]

    assert starred == []


@pytest.mark.parametrize("group", ["headline.fields", "court.forbids", "rehost.whole"])
def test_what_rules_read_in_all_languages_has_words_in_each(group: str) -> None:
    assert {"en", "de", "fr", "es", "it", "pt", "nl", "sv"} <= lexicon.groups()[group].keys()

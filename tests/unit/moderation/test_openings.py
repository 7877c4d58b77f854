"""Patterns are tried only where they may begin, and find there what they find anywhere."""

from __future__ import annotations

import re

import pytest

from services.moderation.known.children import young
from services.moderation.known.people.openings import BEFORE_A_NAME, matches
from tests.labelled.rules.scoring import cases

_WAYS = (
    r"§[^.§]{0,20}\btold|\b(?:accused|a(?:bus|ttack)er),? (?:the )?§|‡ of §",
    r"\b(?:[\w-]*)(?:schwester|frau) §",
    rf"\b{BEFORE_A_NAME}(?:[\w-]*)(?:schwester|frau|iend|old),? §|§ ‡",
    r"\b(?:s?he|an?|in (?:her|his) suit)\b[^.§]{0,20}§",
    r"(?:^|[.] {1,2}|  )the [^.§]{0,40}§",
    r"(?:^|[.] {1,2})(?:the|a) [^.§]{0,40}§|  ?then|\.  ?a",
    r"\b(?:x|)y|\b(?:told )?(?:by|of) §|[¢¤] §",
    r"\b[st]old §| §|\b\w+ed §|told §|\b(?=t)told §|\bl'amie §|\b(?:un )*ami §",
)
_TEXT = (
    "the wife of § told it. a krankenschwester § accused the §, ¢, and abuser § of § in his "
    "suit, as he told §.  the § ‡ of §.   the sister of §; l'amie § sold § by §. untold § y "
    "the § un un ami §, attacker § friend, § unfriend-friend § old ,§"
)


@pytest.mark.parametrize("source", _WAYS)
def test_they_find_what_finditer_finds(source: str) -> None:
    pattern = re.compile(source)
    assert [match.span() for match in matches(pattern, _TEXT)] == [
        match.span() for match in pattern.finditer(_TEXT)
    ]


def test_the_rules_patterns_find_the_same_in_every_labelled_case() -> None:
    patterns = [
        pattern
        for module in (young,)
        for pattern in vars(module).values()
        if isinstance(pattern, re.Pattern)
    ]
    texts = [
        re.sub(r"[A-Z]\w+ [A-Z]\w+", "§", case.body).lower()
        for case in cases("named") + cases("ninth")
        if "victims" in case.wanted | case.unwanted
    ]
    assert texts
    for text in texts:
        for pattern in patterns:
            assert [match.span() for match in matches(pattern, text)] == [
                match.span() for match in pattern.finditer(text)
            ], pattern.pattern[:80]

"""Ages are looked for only where one may begin; no way of telling one is lost by that."""

from __future__ import annotations

import re

import pytest

from services.moderation import people
from services.moderation.folding import fold
from tests.labelled.rules.scoring import SETS, cases

_AGES = (
    " 15, ",
    " (17) ",
    ", 14, ",
    " (sixteen) ",
    " dreizehnjährige ",
    " §, 12. ",
    " eleven. ",
)


@pytest.mark.parametrize("name", SETS)
def test_finds_every_age_that_looking_everywhere_finds(name: str) -> None:
    for number, case in enumerate(cases(name)):
        text = f"{case.headline} {case.body}"
        for said in (text, re.sub(r" [a-z]{3} ", _AGES[number % len(_AGES)], text)):
            signs = fold(said).text

            everywhere = [match.span() for match in people._AGE.finditer(signs)]

            assert [match.span() for match in people._ages(signs)] == everywhere

"""The labelled cases: what every rule must find, and leave alone."""

from __future__ import annotations

import pytest

from services.moderation.rules import RULES
from tests.labelled.rules.scoring import SETS, cases, held, scores

UNCASED = {"reinstated", "blocked_terms", "unread"}
"""Rules that look at one fact and have tests of their own."""


@pytest.mark.parametrize("name", SETS)
def test_every_rule_is_mostly_right(name: str) -> None:
    for rule, score in scores([name]).items():
        assert score.precision >= 0.9, (rule, score)
        assert score.recall >= 0.8, (rule, score)


def test_every_rule_has_cases_good_and_bad() -> None:
    found = [case for name in SETS for case in cases(name)]

    assert len(found) >= 150
    wanted = {rule for case in found for rule in case.wanted}
    assert wanted >= {rule.name for rule in RULES} - UNCASED
    assert len({case.language for case in found}) >= 8


def test_ordinary_stories_are_let_pass() -> None:
    found, every = held()

    assert every > 900
    assert len(found) <= 0.02 * every, [(case.language, case.headline) for case in found]

from __future__ import annotations

from services.moderation.judge import judge
from services.moderation.rules.origin.reinstated import reinstated
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story, the_default_policy


def test_blocks_a_story_that_starts_anew() -> None:
    [finding] = ask(reinstated, a_story(reinstates="b" * 20))

    assert finding.severity == "block"
    assert "b" * 20 in finding.explanation


def test_a_person_sees_it_and_only_until_one_has_let_it_pass() -> None:
    story, policy = a_story(reinstates="b" * 20), the_default_policy()

    assert judge(*story, policy).state == "held"
    assert judge(*story, policy, approved_before=True).state == "approved"

"""The policy file: what it may say, and how its mistakes are answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.moderation.policy import PolicyError, default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from shared.articles import SourceFacts
from tests.unit.moderation.stories import a_policy, the_default_policy

ROOT = Path(__file__).parents[3]


def problems(text: str) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        read_policy(text, rules=RULE_NAMES)
    return [str(problem) for problem in caught.value.problems]


def test_the_version_tells_name_and_content() -> None:
    one = read_policy('version = "7"', rules=RULE_NAMES)
    same = read_policy('# a comment\nversion = "7"', rules=RULE_NAMES)
    other = read_policy('version = "7"\nowner = "night"', rules=RULE_NAMES)

    assert one.version.startswith("7+")
    assert one.version == same.version
    assert one.version != other.version


def test_the_default_policy_speaks_of_every_rule() -> None:
    assert set(the_default_policy().rules) == RULE_NAMES


def test_the_policy_in_deploy_is_the_default() -> None:
    deployed = (ROOT / "deploy" / "policy" / "default.toml").read_text(encoding="utf-8")

    assert deployed == default_policy_text()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "version: 'version' is missing (add version = \"…\")"),
        (
            'version = "1"\n[rules.shoutin]\nhold_at = 0.5',
            (
                "line 2, rules.shoutin: there is no rule 'shoutin' "
                "(did you mean 'shouting'? the rules are "
            ),
        ),
        (
            'version = "1"\n[rules.shouting]\nhold_att = 0.5',
            "line 3, rules.shouting.hold_att: there is no setting 'hold_att' here (did you",
        ),
        (
            'version = "1"\n[rules.shouting]\nhold_at = 60',
            "line 3, rules.shouting.hold_at: 60 is out of range (write a figure of at most 1)",
        ),
        (
            'version = "1"\n[trust]\nmedium = 1',
            "line 3, trust.medium: 'medium' is not one of its values (write one of 'low', ",
        ),
        (
            'version = "1"\n[rules.shouting]\nhold_at = 0.5\n\n[rules.rights]\nhold_at = "x"',
            "line 6, rules.rights.hold_at: this is another kind of value (you wrote 'x'; ",
        ),
        (
            'version = "1"\n[[blocked_terms]]\nphrase = "a"\n[[blocked_terms]]\nphrase="a*b"',
            "line 5, blocked_terms.1.phrase: a * stands within 'a*b' (write words, ",
        ),
        (
            'version = "1"\n[sources.gossip]\noff = ["manners"]',
            "line 3, sources.gossip.off: there is no rule 'manners' (the rules are ",
        ),
        (
            'version = "1"\n[rules.insults]\nreject_at = 0.9',
            "line 2, rules.insults: insults may hold a story, never reject it alone",
        ),
        (
            'version = "1"\nowner = desk',
            "line 2, column 9: this is not TOML: Invalid value (write it as ",
        ),
    ],
    ids=[
        "no version",
        "no such rule",
        "no such setting",
        "out of range",
        "no such trust",
        "text for a figure",
        "star within a word",
        "no such rule at a source",
        "a rule that must not reject",
        "not TOML",
    ],
)
def test_a_mistake_is_answered_with_its_place_and_a_fix(text: str, problem: str) -> None:
    (found,) = problems(text)

    assert found.startswith(problem)


def test_every_mistake_is_named_at_once() -> None:
    found = problems('version = 1\nowners = "x"\n[rules.rights]\nblock = "burn"')

    assert len(found) == 3


def test_a_doubt_may_be_told_never_to_hold() -> None:
    assert a_policy('[rules.shouting]\nhold_at = "never"').rule("shouting").hold_at is None


def test_agencies_have_many_names() -> None:
    policy = a_policy('[agencies]\nReuters = ["Thomson Reuters"]')

    names = ["Reuters", "REUTERS", "Thomson  Reuters", "Reuters News Agency", "The Reuters"]
    assert {policy.agency_key(name) for name in names} == {"reuters"}
    assert policy.agency_key("Reutersville") != "reuters"


def test_a_source_is_an_agency_that_its_name_begins_with() -> None:
    policy = the_default_policy()

    assert policy.is_own("Associated Press", SourceFacts(id="ap-world"))
    assert policy.is_own("dpa", SourceFacts(id="dpa"))
    assert not policy.is_own("Reuters", SourceFacts(id="not-reuters"))
    assert not policy.is_own("AP", SourceFacts(id="apple-news"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [("[rules.shouting]\nhold_att = 0.5", "'hold_at'"), ("[rules.shoutin]", "'shouting'")],
    ids=["a setting", "a rule"],
)
def test_a_name_that_is_nearly_right_is_told_what_was_meant(text: str, meant: str) -> None:
    with pytest.raises(PolicyError) as refused:
        a_policy(text)

    assert f"did you mean {meant}?" in str(refused.value)

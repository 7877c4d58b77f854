from __future__ import annotations

import pytest

from services.moderation.rules.law.blocked_terms import blocked_terms
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_policy, a_story


def with_term(phrase: str, more: str = "") -> str:
    return f'[[blocked_terms]]\nphrase = "{phrase}"\n{more}'


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("Operation Walrus", "About operation\n WALRUS today", "operation\n WALRUS"),
        ("walrus", "The ｗａｌｒｕｓ swims", "ｗａｌｒｕｓ"),
        ("walrus", "The wal\u200brus swims", "wal\u200brus"),
        ("walrus", "The w\u00adalrus swims", "w\u00adalrus"),
        ("straße", "In der STRASSE 5", "STRASSE"),
        ("walrus*", "Two walruses swim", "walruses"),
        ("*berg", "An iceberg ahead", "iceberg"),
        ("*alru*", "Two walruses swim", "walruses"),
        ("e-mail list", "the e-mail list", "e-mail list"),
        ("ﬁsh", "one fish", "fish"),
    ],
)
def test_finds_a_phrase_however_it_is_written(phrase: str, text: str, found: str) -> None:
    (finding,) = ask(blocked_terms, a_story(body=text), a_policy(with_term(phrase)))

    (span,) = finding.spans
    assert (finding.severity, finding.score) == ("block", 1.0)
    assert text[span.start : span.end] == found


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("walrus", "Two walruses swim"),
        ("operation walrus", "operation of a walrus"),
        ("ass", "a passing class"),
    ],
)
def test_finds_whole_words_only(phrase: str, text: str) -> None:
    assert ask(blocked_terms, a_story(body=text), a_policy(with_term(phrase))) == []


def test_looks_at_the_headline_too_and_says_why() -> None:
    policy = a_policy(with_term("walrus", 'severity = "doubt"\nbecause = "court order"'))

    (finding,) = ask(blocked_terms, a_story(headline="Walrus seen"), policy)

    assert finding.severity == "doubt"
    assert finding.spans[0].of == "headline"
    assert finding.explanation == (
        "The policy lists “walrus”: court order; reword it, or ask who keeps the list."
    )


def test_a_term_of_another_language_does_not_count() -> None:
    policy = a_policy(with_term("gift", 'language = "de"'))

    assert ask(blocked_terms, a_story(body="A gift for you", language="en-GB"), policy) == []
    assert len(ask(blocked_terms, a_story(body="Das Gift", language="de-AT"), policy)) == 1

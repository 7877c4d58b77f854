"""What holds for every rule: it survives any article, signs its findings, gives real places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.policy import BlockedTerm, Policy
from services.moderation.rules import RULES, VersionedRule
from shared.articles import Copy, Dateline, Kin, Provenance, SetAside, Span
from tests.unit.moderation.stories import (
    Story,
    a_policy,
    a_story,
    before_rules,
    the_default_policy,
)

EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])

nasty = st.text(max_size=300) | st.sampled_from(
    [
        "",
        " \n\n ",
        "\u202eabc\u202c",
        "pаypal \u200bhid\u200bden",
        "a@b.cc +49 30 1234567 DE89370400440532013000 4111 1111 1111 1111",
        "https://a.test/ " * 30,
        "FUCKING LOUD HEADLINE \ud83d\ude00",
        "“" * 500,
        "İstanbul ﬁne ½ ﷺ",
        "\x00\ufeff\U000e0001",
    ]
)
names = st.none() | st.text(max_size=20) | st.sampled_from(["Reuters", "A.P.", ".", "The News"])


@st.composite
def stories(draw: st.DrawFn) -> Story:
    headline = draw(nasty)
    score = draw(st.floats(min_value=0, max_value=1))
    kind = draw(st.sampled_from(["link_farm", "source", "machine_byline", "tail", "other"]))
    agency = draw(names)
    dateline = Dateline(place="X", agency=draw(names), method="none", confidence=0.1)
    return a_story(
        headline=headline,
        raw_headline=draw(nasty),
        body=draw(nasty),
        source=draw(st.sampled_from(["w", "reuters", "-", "some-wire"])),
        source_rights=tuple(draw(st.lists(st.text(max_size=10), max_size=3))),
        language=draw(st.sampled_from(["en", "und", "zh", "ar", "de-AT", ""])),
        item_type=draw(st.sampled_from(["text", "picture", "composite"])),
        set_aside=(
            SetAside(kind=kind, text=draw(nasty), span=Span(start=0, end=5), score=score),
        ),
        provenance=Provenance(agency=agency, rehosted=draw(st.booleans())),
        dateline=draw(st.none() | st.just(dateline)),
        kin=draw(
            st.none()
            | st.just(
                Kin(
                    cluster="c",
                    copies=(Copy(article_id="b" * 20, revision=1, containment=score),),
                )
            )
        ),
    )


def test_names_are_unique_and_those_of_their_modules() -> None:
    names = [rule.name for rule in RULES]

    assert len(set(names)) == len(names)
    for rule in RULES:
        assert rule.find.__module__.split(".")[-1] == rule.name


@EVERY_RULE
@given(story=stories(), term=st.sampled_from(["abc", "*den", "pay*", "FUCKING loud"]))
def test_survives_any_article(rule: VersionedRule, story: Story, term: str) -> None:
    policy = Policy.model_validate(
        {**a_policy().model_dump(), "blocked_terms": (BlockedTerm(phrase=term),)}
    )

    findings = [*rule.find(before_rules(story), policy)]

    for finding in findings:
        assert finding.rule == rule.name
        assert 0 <= finding.score <= 1
        assert finding.explanation.endswith((".", "”."))
        for span in finding.spans:
            assert 0 <= span.start < span.end
            texts = {"headline": story.enrichment.headline, "body": story.enrichment.body}
            assert span.of == "copy" or span.end <= len(texts[span.of])


@EVERY_RULE
@given(story=stories())
def test_says_the_same_again(rule: VersionedRule, story: Story) -> None:
    policy = the_default_policy()

    once = [*rule.find(before_rules(story), policy)]
    again = [*rule.find(before_rules(story), policy)]

    assert once == again


@EVERY_RULE
def test_has_nothing_against_an_ordinary_story(rule: VersionedRule) -> None:
    story = a_story()

    assert [*rule.find(before_rules(story), the_default_policy())] == []


@EVERY_RULE
def test_is_quick_with_much_of_anything(rule: VersionedRule) -> None:
    for piece in ("a", "“", "1 ", "@", "fucking ", "\u200b", "é", "www.", "а", "(12) "):
        body = piece * (200_000 // len(piece))
        story = a_story(headline=body[:2000], body=body)

        # The suite's time limit stands guard: what is quadratic does not come back.
        for _ in rule.find(before_rules(story), the_default_policy()):
            pass

from __future__ import annotations

import pytest

from services.moderation.rules.law.attribution import attribution
from tests.unit.moderation.rules.hearing import said
from tests.unit.moderation.stories import a_story

MAYOR = "Mayor Max Moe met the builders in a car park. The town hall opens on Monday."


@pytest.mark.parametrize(
    "headline", ["Mayor took bribes from builders", "How the mayor pocketed bribes"]
)
def test_a_charge_in_the_headline_counts_as_one(headline: str) -> None:
    found = said(attribution, a_story(headline=headline, body=MAYOR))

    assert [severity for severity, _ in found] == ["doubt"]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Mayor took bribes from builders", f"A court has convicted him. {MAYOR}"),
        ("Mayor took bribes, says prosecutor", f"The charge is read on Monday. {MAYOR}"),
        ("Burglars took cash from builders", MAYOR),
        ("Mayor warns of bribes", MAYOR),
    ],
)
def test_a_headline_that_is_settled_or_of_nobody_is_none(headline: str, body: str) -> None:
    assert said(attribution, a_story(headline=headline, body=body)) == []


@pytest.mark.parametrize(
    "body",
    [
        (
            "Rui Doe gave Elmford the lead in the first half after a fullback and substitute"
            " goalkeeper Max Moe failed to clear a cross. The league leaders won the match, and"
            " the striker scored a late penalty."
        ),
        (
            "Ann Roe, until now carefully shielded from the exposure of public life, made her"
            " debut on Sunday on her mother's train through the state, where she met voters."
        ),
    ],
)
def test_what_only_sounds_like_a_charge_is_none(body: str) -> None:
    assert said(attribution, a_story(headline="Elmford on Sunday", body=body)) == []

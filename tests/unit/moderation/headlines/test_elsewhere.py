"""A headline over another story: its words are not there, and mean something else."""

from __future__ import annotations

import pytest

from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story

GIRL = (
    "A girl of three nearly died in a northern town after her father had smoked a packet of"
    " cigarettes in their small bedroom, a newspaper said on Friday. The child was found"
    " without a breath in the morning and was taken to a hospital, where doctors brought her"
    " back with oxygen. They said that smoke had filled the room, whose window was shut against"
    " the cold. The father has sworn never to touch tobacco again. Half of the men in the"
    " country smoke, and doctors warn that their families suffer as well."
)
TRADE = (
    "The two countries will seek to broaden their trade deal to include services and"
    " investment, a minister said on Friday. Exports of copper and fruit have risen by a fifth"
    " since tariffs were cut, and ministers hope that banks and insurers will follow. The"
    " minister said that talks would begin in spring and might last for a year. Growers of"
    " grapes welcome the deal, while makers of shoes fear cheap imports and ask for a longer"
    " time. A vote in the lower house is expected before the summer recess, and few doubt it."
)


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Police capture gunman in harbour city", GIRL),
        ("Guinea calls two days of prayer", GIRL),
        ("Granddaughter of dictator rejoins far-right party", GIRL),
        ("Crown closes lower as importers buy dollars", GIRL),
        ("Greek socialists give premier green light for election", TRADE),
        ("Embassies in capital warned of attacks", TRADE),
    ],
)
def test_a_headline_over_another_subject_is_held(headline: str, body: str) -> None:
    (found,) = ask(headline_mismatch, a_story(headline=headline, body=body))

    assert found.score >= 0.9


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Girl nearly dies from cigarette smoke", GIRL),
        ("Toddler saved after dad's smoking filled bedroom", GIRL),
        ("Two nations to widen commerce pact", TRADE),
        ("Minister hopes to broaden trade deal", TRADE),
    ],
)
def test_a_headline_in_other_words_for_the_same_is_let_be(headline: str, body: str) -> None:
    assert ask(headline_mismatch, a_story(headline=headline, body=body)) == []

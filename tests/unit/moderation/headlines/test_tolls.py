from __future__ import annotations

import pytest

from services.moderation.headlines.counted.tolls import tells_another_toll


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        (
            "five dead in ferry fire",
            "two people died when a ferry caught fire. 118 were saved.",
        ),
        ("drei tote bei brand", "bei einem brand sind zwei menschen gestorben."),
        ("quatre morts dans un accident", "deux personnes sont mortes sur la route."),
    ],
)
def test_another_number_of_dead_is_told(headline: str, text: str) -> None:
    assert tells_another_toll(headline, text)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("three dead in crash", "a man and two women died on the road."),
        ("three dead in crash", "two people died at once, and a third later."),
        ("five dead in fire", "two people died on monday. three more died on tuesday."),
        ("two dead in fire", "a couple died in their flat."),
        ("two dead in fire", "officials said two people had died."),
        ("1,200 dead in quake", "the quake killed 1,200 people."),
        ("dead heat at the races", "two horses were level, and nobody died."),
    ],
)
def test_what_may_be_the_same_number_is_not(headline: str, text: str) -> None:
    assert not tells_another_toll(headline, text)

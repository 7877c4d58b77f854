from __future__ import annotations

import pytest

from services.moderation.rules.form.shouting import shouting
from tests.unit.moderation.rules.hearing import said
from tests.unit.moderation.stories import a_story


@pytest.mark.parametrize(
    "headline",
    [
        "Minister resigns over ferry contract",
        "NATO, EU: OPEC",
        "EU, UN and WHO agree on new rules",
        "港湾委員会がフェリーの時刻表を承認しました",
        "وافق مجلس الميناء على جدول العبّارات",
        "",
        "2026: 1,000,000,000",
    ],
)
def test_leaves_ordinary_and_short_headlines_alone(headline: str) -> None:
    assert said(shouting, a_story(headline=headline)) == []


@pytest.mark.parametrize(
    ("headline", "share"),
    [
        ("MINISTER RESIGNS", 1.0),
        ("МИНИСТР УХОДИТ В ОТСТАВКУ", 1.0),
        ("MINISTER RESIGNS at once", 0.71),
    ],
)
def test_doubts_capitals_by_their_share(headline: str, share: float) -> None:
    assert said(shouting, a_story(headline=headline)) == [("doubt", share)]

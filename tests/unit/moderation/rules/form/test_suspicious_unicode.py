from __future__ import annotations

import pytest

from services.moderation.rules.form.suspicious_unicode import suspicious_unicode
from tests.unit.moderation.rules.hearing import ask, marked, said
from tests.unit.moderation.stories import BODY, a_story


@pytest.mark.parametrize(
    ("text", "severity", "shown"),
    [
        ("Pay \u202e000,1$\u202c now", "block", ["\u202e"]),
        ("Isolated \u2066text\u2069 here", "doubt", ["\u2066", "\u2069"]),
        ("Send it by pаypal today", "doubt", ["pаypal"]),
        ("A fo\u200brbidden word", "doubt", ["\u200b"]),
        ("A stray\u200b mark", "note", ["\u200b"]),
    ],
    ids=["override", "isolates", "Cyrillic а in a Latin word", "hidden in a word", "stray"],
)
def test_objects_to_what_reads_otherwise_than_it_is_stored(
    text: str, severity: str, shown: list[str]
) -> None:
    story = a_story(body=f"{BODY} {text}")

    (finding,) = ask(suspicious_unicode, story)

    assert finding.severity == severity
    assert marked(suspicious_unicode, story) == shown


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Zwölf Boxkämpfer – “schnell”, ‘leise’ … 5 µm, 3 Ω 😀👩‍👩‍👧", "de"),
        ("Москва и iPhone 15, SMS-сообщение", "ru"),
        ("می‌خواهم", "fa"),
        ("The Δt of the α-helix", "en"),
        ("東京 Tokyo とうきょう", "ja"),
    ],
    ids=["typography", "Russian with Latin names", "Persian joiner", "science", "Japanese"],
)
def test_leaves_what_languages_need_alone(text: str, language: str) -> None:
    assert ask(suspicious_unicode, a_story(body=text, language=language)) == []


def test_a_right_to_left_language_may_set_its_direction() -> None:
    assert said(suspicious_unicode, a_story(body="\u202bשלום\u202c", language="he")) == [
        ("note", 0.1)
    ]


def test_looks_for_what_enrichment_took_out_in_the_headline_as_it_came() -> None:
    story = a_story(headline="Harbour opens", raw_headline="Har\u200bbour opens")

    assert said(suspicious_unicode, story)[0][0] == "doubt"
    assert marked(suspicious_unicode, story)[0] == "Harbour"

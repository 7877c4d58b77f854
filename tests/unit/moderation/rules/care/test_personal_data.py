from __future__ import annotations

import pytest

from services.moderation.rules.care.personal_data import personal_data
from tests.unit.moderation.rules.hearing import ask, marked, said
from tests.unit.moderation.stories import BODY, a_story


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to her at marit.holm77@mail.example if you dare.", "marit.holm77@mail.example"),
        ("He lives behind the pier; his mobile: 0171 555 1234.", "0171 555 1234"),
        ("Neighbours call him on +47 22 33 44 55 at night.", "+47 22 33 44 55"),
        ("He gave his account, DE89 3704 0044 0532 0130 00.", "DE89 3704 0044 0532 0130 00"),
        ("The account is GB82WEST12345698765432.", "GB82WEST12345698765432"),
        ("Her card, 4111 1111 1111 1111, was copied.", "4111 1111 1111 1111"),
    ],
    ids=["e-mail", "mobile", "international", "IBAN", "IBAN in one piece", "card"],
)
def test_doubts_and_marks_what_leads_to_a_private_person(text: str, found: str) -> None:
    story = a_story(body=f"{BODY}\n\n{text}")

    (finding,) = ask(personal_data, story)

    assert finding.severity == "doubt"
    assert finding.score >= 0.7
    assert marked(personal_data, story) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Press contact: Ida Holm, +47 22 33 44 55, ida.holm@harbour.example.",
        "Write to info@harbour.example or newsdesk@harbour.example.",
        "(Reporting by Ida Holm; ida.holm@wire.example)",
        "Media enquiries: tel. 022 333 4455.",
        "-- Ida Holm, Harbour Bonds +47 22 33 44 55",
        "-- Harbour Newsdesk 212-555-1610",
        "김하나 기자 hana77@mail.example",
    ],
    ids=[
        "spokesperson",
        "offices",
        "reporter",
        "press telephone",
        "signed",
        "desk",
        "Korean reporter",
    ],
)
def test_only_notes_what_is_given_to_be_printed(text: str) -> None:
    story = a_story(body=f"{BODY}\n\n{text}")

    assert said(personal_data, story) == [("note", 0.2)]


@pytest.mark.parametrize(
    "text",
    [
        "The index rose 1,234,567 points to 12.345.678 on 23-11-2026 at 10:30.",
        "They won 6-4 3-6 7-5 after 2026-11-23 12:30:00 and 1990-2000-2010.",
        "Case 2026-123-4567 concerns 4111 1111 1111 1112 tonnes.",
        "The bill is DE00 3704 0044 0532 0130 00 too long.",
        "It cost $200 000 000 or €1 234 567 890.",
        "Follow @harbourboard for news.",
        "El número máximo está en la ampliación de 340.922.712 acciones.",
        "ISBN 978-3-16-148410-0 is out.",
    ],
    ids=["figures", "scores", "no card", "no account", "sums", "handle", "shares", "book"],
)
def test_leaves_other_numbers_alone(text: str) -> None:
    assert ask(personal_data, a_story(body=f"{BODY}\n\n{text}")) == []


def test_more_finds_weigh_more() -> None:
    one = a_story(body="Mail ann.lee@mail.example now.")
    two = a_story(body="Mail ann.lee@mail.example or bo.lee@mail.example now.")

    assert said(personal_data, two)[0][1] > said(personal_data, one)[0][1]

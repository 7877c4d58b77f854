"""dpa's digitalwires JSON; the copy in it is invented."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.ingest.formats.reading import read, read_one

ENTRY: dict[str, Any] = {
    "format": "digitalwires@0.9.1",
    "type": "composite",
    "entry_id": "x1",
    "urn": "urn:newsml:agentur.example:20260302:1",
    "version_created": "2026-03-02T14:04:58+01:00",
    "version": 2,
    "pubstatus": "usable",
    "signal": "sig:correction",
    "embargoed": None,
    "language": "de",
    "urgency": 4,
    "kicker": "Verkehr",
    "headline": "Fähren legen wieder ab",
    "subhead": None,
    "teaser": "Nach zwei Tagen fahren wieder Schiffe.",
    "byline": "Von Mia Muster, ag",
    "dateline": "Musterhafen (ag) - ",
    "article_html": '<section class="main"><p>Sie fahren.</p></section>',
    "infobox_html": '<section class="infobox"><p>Drei Fähren</p></section>',
    "creditline": "ag",
    "notepad": {
        "public_html": "<section><p>Bild folgt</p></section>",
        "nonpublic_html": "<section><p>Redaktion: 0987</p></section>",
    },
    "ednotes": [
        {"role": "w:editorialnote", "ednote": "Bild folgt", "is_publishable": True},
        {"role": "w:contacts", "ednote": "Autorin: 0123", "is_publishable": False},
    ],
    "associations": [
        {
            "type": "image",
            "urn": "urn:newsml:agentur.example:20260302:2",
            "headline": "Hafen",
            "caption": "Eine Fähre.",
            "creditline": "Ida Bild/ag",
            "renditions": [{"mimetype": "image/jpeg", "url": "https://bild.example/1.jpeg"}],
        }
    ],
    "categories": [
        {"type": "dnltype:creator", "name": "Mia Muster", "qcode": None},
        {"type": "dnltype:dpasubject", "name": "Verkehr", "qcode": "medtop:20000337"},
        {"type": "dnltype:geosubject", "name": "Nordland", "qcode": "dpacountry:67"},
        {"type": "dnltype:desk", "name": "Wirtschaft", "qcode": "dpacat:wi"},
        {"type": "dnltype:genre", "name": "Meldung", "qcode": "dpatextgenre:1"},
        {"type": "dnltype:keyword", "name": "Fähren", "qcode": None},
        {"type": "dnltype:locationcreated", "name": "Musterhafen", "qcode": None},
        {"type": "dnltype:urgency", "name": "4", "qcode": "urgency:4"},
    ],
}


def test_an_entry_is_read_in_iptc_terms() -> None:
    item, extras = read_one(ENTRY)

    assert read(ENTRY).format == "digitalwires"
    assert (item.uri, item.type, item.version) == (ENTRY["urn"], "text", "2")
    assert [(one.role, one.value) for one in item.headlines] == [
        ("main", "Fähren legen wieder ab"),
        ("kicker", "Verkehr"),
    ]
    assert item.by == "Von Mia Muster, ag"
    assert item.bodies[0].value == (
        "<section><p>Sie fahren.</p></section><section><p>Drei Fähren</p></section>"
    )
    assert item.descriptions[0].value == "Nach zwei Tagen fahren wieder Schiffe."
    assert [one.uri for one in item.subjects] == [
        "http://cv.iptc.org/newscodes/mediatopic/20000337"
    ]
    assert [place.name for place in item.places] == ["Nordland"]
    assert [genre.name for genre in item.genres] == ["Meldung"]
    assert item.located == "Musterhafen"
    assert extras.dateline is not None
    assert (extras.dateline.place, extras.dateline.agency) == ("Musterhafen", "ag")
    assert (extras.categories, extras.keywords) == (("wi",), ("Fähren",))
    assert [author.name for author in extras.authors] == ["Mia Muster"]
    assert extras.signals == ("sig:correction",)


def test_what_dpa_keeps_from_publication_is_a_private_note() -> None:
    item, extras = read_one(ENTRY)

    assert item.ed_note == "Bild folgt"
    assert extras.notes == ("Autorin: 0123", "Redaktion: 0987")


def test_pictures_go_beside_the_story() -> None:
    (picture,) = read_one(ENTRY).item.associations

    assert (picture["type"], picture["by"]) == ("picture", "Ida Bild/ag")
    assert picture["uri"] == "urn:newsml:agentur.example:20260302:2"
    assert picture["renditions"][0]["href"] == "https://bild.example/1.jpeg"


def test_a_picture_alone_is_a_picture() -> None:
    caption = [{"role": "drol:caption", "description": "Eine Fähre."}]

    item = read_one(
        {**ENTRY, "article_html": None, "infobox_html": None, "descriptions": caption}
    ).item

    assert (item.type, len(item.renditions)) == ("picture", 1)
    assert ("caption", "Eine Fähre.") in [(one.role, one.value) for one in item.descriptions]


def test_the_queue_gives_each_entry() -> None:
    second = {**ENTRY, "urn": "urn:newsml:agentur.example:20260302:3"}

    assert len(read({"entries": [ENTRY, second]}).items) == 2


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"pubstatus": "canceled"}, "canceled"),
        ({"pubstatus": "withheld"}, "withheld"),
        ({"ednotes": [{"ednote": "ACHTUNG: HOLD", "is_publishable": False}]}, "withheld"),
        ({"embargoed": "heute Abend"}, "withheld"),
        ({}, "usable"),
    ],
    ids=["kill", "hold", "a hold in a private note", "an embargo nobody can read", "news"],
)
def test_the_status_is_heard_wherever_it_is_said(change: dict[str, Any], status: str) -> None:
    assert read_one({**ENTRY, **change}).item.pub_status == status


def test_an_embargo_keeps_its_time() -> None:
    item = read_one({**ENTRY, "embargoed": "2026-03-02T19:00:00+01:00"}).item

    assert item.embargoed_until is not None
    assert item.embargoed_until.isoformat() == "2026-03-02T19:00:00+01:00"


@pytest.mark.parametrize(
    "change",
    [
        {"categories": "x"},
        {"categories": [{"type": 7, "name": []}]},
        {"associations": [{"renditions": "x"}, 3]},
        {"notepad": ["x"], "ednotes": {"a": 1}},
        {"urn": None, "article_html": 5},
        {"descriptions": ["x"], "headline": {"a": 1}},
    ],
)
def test_parts_of_the_wrong_kind_leave_the_rest_standing(change: dict[str, Any]) -> None:
    item, _ = read_one({**ENTRY, **change})

    assert item.language == "de"
    assert item.to_ninjs()

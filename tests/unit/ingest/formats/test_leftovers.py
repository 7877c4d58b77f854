"""What systems on the way leave in an item; the copy is invented."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.ingest.formats.reading import read_one

STORY: dict[str, Any] = {
    "uri": "urn:x:1",
    "versioncreated": "2026-11-23T08:00:00Z",
    "headline": "Gulls return",
    "body_html": "<p>They came back.</p>",
}


def test_soft_marks_leave_the_slug() -> None:
    assert (
        read_one(STORY | {"slugline": "gul\u00adls\u200b-return"}).item.slugline
        == "gulls-return"
    )


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("ByStaff Reporter", "By Staff Reporter"),
        ("Byron Nord", "Byron Nord"),
        ("By Mia Nord", "By Mia Nord"),
    ],
)
def test_a_lost_blank_comes_back(sent: str, read: str) -> None:
    assert read_one(STORY | {"byline": sent}).item.by == read


def test_a_note_to_editors_leaves_the_text() -> None:
    body = "<p>EDITOR'S NOTE: Pictures follow.</p><p>They came back.</p>"
    item = read_one(STORY | {"body_html": body}).item

    assert item.bodies[0].value == "<p>They came back.</p>"
    assert item.ed_note == "EDITOR'S NOTE: Pictures follow."


def test_a_note_to_readers_stays_and_a_text_that_is_all_note_too() -> None:
    for body in (
        "<p>Editor's note: it was 40.</p><p>They came.</p>",
        "<p>EDITOR'S NOTE: x y</p>",
    ):
        assert read_one(STORY | {"body_html": body}).item.bodies[0].value == body


@pytest.mark.parametrize("sent", ["", None])
def test_when_its_content_changed_stands_in_for_a_version_without_a_date(sent: Any) -> None:
    story = STORY | {"versioncreated": sent, "contentmodified": "2026-11-23T07:00:00Z"}
    created = read_one(story).item.version_created

    assert created is not None
    assert created.isoformat() == "2026-11-23T07:00:00+00:00"


def test_a_number_above_ap_s_keyword_is_no_slug() -> None:
    content = (
        b"\x16\x16\x01a9006\r\nr i \x13\x11BC-AP-Top 11-23 0210\r\n"
        b"\x02*9006< ^AP-Top Gulls,210<\r\n^AP top gulls at 8 a.m.<\r\n"
        b"\tThey came back.\r\n\x03XX-NY-11-23-26 0810GMT<\x04"
    )
    item = read_one(content, media_type="text/plain").item

    assert item.headline() == "AP top gulls at 8 a.m."
    assert item.bodies[0].value == "<p>They came back.</p>"
    assert "9006" not in (item.slugline or "")


def test_what_dpa_says_to_editors_is_the_ednote_and_its_contacts_are_not() -> None:
    content = (
        b"\x01abc062 4 pl 211  dpa 061\r\n\r\nMoewen/\r\n\x02Moewen kehren heim =\r\n"
        b"    Norddeich (dpa) - Sie sind da.\r\n# dpa-Notizblock\r\n"
        b"## Redaktionelle Hinweise\r\n- Bild folgt\r\n"
        b"## dpa-Kontakte\r\n- Autor: Mia Muster\r\n"
        b"\x03231108 NOV 26\x04"
    )
    item = read_one(content, media_type="text/plain").item

    assert item.ed_note == "Bild folgt"


def test_the_title_of_nitf_in_g2_is_the_headline_where_there_is_no_other() -> None:
    content = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1">'
        '<itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta/><contentSet>'
        "<inlineXML><nitf><head><title>Gulls return</title></head><body><body.content>"
        "<p>They came.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"
    )

    assert read_one(content, media_type="application/xml").item.headline() == "Gulls return"

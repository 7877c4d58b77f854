"""Warnings by CAP; invented."""

from __future__ import annotations

import pytest

from tests.unit.ingest.formats.reading import read, read_one


def an_alert(**said: str) -> str:
    fields = {
        "identifier": "wx-1", "sender": "wx@quay.example", "sent": "2026-11-23T07:00:00+01:00",
        "status": "Actual", "msgType": "Alert", "scope": "Public", **said,
    }  # fmt: skip
    infos = fields.pop("infos", INFO)
    written = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">{written}{infos}</alert>'


INFO = (
    "<info><language>en</language><event>Storm</event><severity>Extreme</severity>"
    "<expires>2026-11-24T07:00:00+01:00</expires>"
    "<headline>Storm off Northisle</headline>"
    "<description>Stay away.</description><instruction>Tie up boats.</instruction>"
    "<area><areaDesc>Northisle</areaDesc></area></info>"
)


def test_an_alert_is_an_urgent_item_with_its_area_and_end() -> None:
    item = read_one(an_alert(), media_type="application/cap+xml").item

    assert item.headline() == "Storm off Northisle"
    assert (item.urgency, item.pub_status, item.language) == (1, "usable", "en")
    assert item.expires is not None
    assert item.expires.isoformat() == "2026-11-24T07:00:00+01:00"
    assert [place.name for place in item.places] == ["Northisle"]
    assert "Tie up boats." in item.bodies[0].value


def test_a_cancel_kills_what_it_refers_to() -> None:
    alert = an_alert(
        identifier="wx-2",
        msgType="Cancel",
        references="wx@quay.example,wx-1,2026-11-23T07:00:00",
    )
    first = read_one(an_alert(), media_type="text/xml").item
    item = read_one(alert, media_type="text/xml").item

    assert item.pub_status == "canceled"
    assert first.uri in [other.value for other in item.alt_ids]


@pytest.mark.parametrize("status", ["Exercise", "Test", "Draft", "System"])
def test_what_is_no_real_warning_is_withheld(status: str) -> None:
    assert (
        read_one(an_alert(status=status), media_type="text/xml").item.pub_status == "withheld"
    )


def test_each_language_is_an_item() -> None:
    both = INFO + INFO.replace(">en<", ">nb<").replace("Storm off", "Uvær ved")

    assert [
        one.item.language for one in read(an_alert(infos=both), media_type="text/xml").items
    ] == [
        "en",
        "nb",
    ]

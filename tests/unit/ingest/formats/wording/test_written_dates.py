"""Dates as feeds and people write them, in many languages; what is not sure is none."""

from __future__ import annotations

from datetime import UTC

import pytest

from services.ingest.formats.wording.dates import moment
from services.ingest.formats.wording.written_dates import Near

SURE = {
    "2026-11-23 13:55:44.364419679 +0200 CEST": "2026-11-23T13:55:44+02:00",
    "lun., 23 nov. 2026 08:10:30 +0100": "2026-11-23T08:10:30+01:00",
    "11/23/2026 08:10:00 AM": "2026-11-23T08:10:00+00:00",
    "12/23/2026 12:05 AM": "2026-12-23T00:05:00+00:00",
    "1795421430": "2026-11-23T08:10:30+00:00",
    "1795421430000": "2026-11-23T08:10:30+00:00",
    "Monday, November 23, 2026 - 08:10": "2026-11-23T08:10:00+00:00",
    "Пн, 23 ноя 2026 08:10:30 +0300": "2026-11-23T08:10:30+03:00",
    "Mon, 23 Nov 2026 24:00:00 +0000": "2026-11-24T00:00:00+00:00",
    "2026年11月23日 午後8時10分": "2026-11-23T20:10:00+00:00",
    "2026년 11월 23일 오전 8:10": "2026-11-23T08:10:00+09:00",
    "Δευ, 23 Νοε 2026 08:10:30 +0200": "2026-11-23T08:10:30+02:00",
    "2026. november 23. 08:10": "2026-11-23T08:10:00+00:00",
    "23 de noviembre de 2026, 8:10": "2026-11-23T08:10:00+00:00",
    "pon., 23 listopada 2026 08:10:30 +0100": "2026-11-23T08:10:30+01:00",
    "Sunday, 23-Nov-26 08:10:30 GMT": "2026-11-23T08:10:30+00:00",
    "Mon Nov 23 08:10:30 UTC 2026": "2026-11-23T08:10:30+00:00",
}


@pytest.mark.parametrize(("written", "read"), SURE.items(), ids=SURE)
def test_a_date_is_read_however_it_is_written(written: str, read: str) -> None:
    found = moment(written)

    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize(
    "written",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-01",
        "3/4/2026 10:00",
        "listopad 2026",
        "tomorrow",
        "25:10 on 3 May 2026",
        "",
        "99/99/2026",
    ],
)
def test_what_is_not_sure_is_no_date(written: str) -> None:
    assert moment(written) is None


@pytest.mark.parametrize(
    ("written", "near", "read"),
    [
        ("23 Nov 2026 10:30:00 IST", Near(zone="Asia/Kolkata"), "2026-11-23T10:30:00+05:30"),
        ("23 Nov 2026 10:30:00 IST", Near(language="en-IN"), "2026-11-23T10:30:00+05:30"),
        ("23 Nov 2026 10:30:00 IST", Near(host="a.example.il"), "2026-11-23T10:30:00+02:00"),
        ("23 Nov 2026 10:30:00 CST", Near(zone="Asia/Shanghai"), "2026-11-23T10:30:00+08:00"),
        ("23 Nov 2026 10:30:00 CST", Near(), "2026-11-23T10:30:00-06:00"),
        ("3/4/2026 10:00", Near(language="en-US"), "2026-03-04T10:00:00+00:00"),
        ("3/4/2026 10:00", Near(language="fr-FR"), "2026-04-03T10:00:00+00:00"),
        ("23 Nov 2026 10:00", Near(zone="Europe/Berlin"), "2026-11-23T10:00:00+01:00"),
    ],
)  # fmt: skip
def test_where_it_was_written_tells_what_it_means(written: str, near: Near, read: str) -> None:
    found = moment(written, near)

    assert found is not None
    assert found.isoformat() == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mon, 23 Nov 2026 08:10:30 America/New_York", "2026-11-23T13:10:30"),
        ("2026-11-23T08:10:30[Europe/Berlin]", "2026-11-23T07:10:30"),
        ("2026-11-23T08:10:30+01:00[Europe/Berlin]", "2026-11-23T07:10:30"),
        ("Mon, 23 Nov 2026 20:10:30 PM GMT", "2026-11-23T20:10:30"),
        ("Mon, 23 Nov 2026 08:10:30 GMT+2", "2026-11-23T06:10:30"),
        ("Senin, 23 November 2026 08:10 WIB", "2026-11-23T01:10:00"),
        ("23 Agustus 2026 08:10 WIB", "2026-08-23T01:10:00"),
        ("/Date(1795421430000)/", "2026-11-23T08:10:30"),
        ("/Date(1795421430000+0100)/", "2026-11-23T08:10:30"),
        ("Sept. 23, 2026 8 a.m. EDT", "2026-09-23T12:00:00"),
        ("23η Νοεμβρίου 2026 10:10 EET", "2026-11-23T08:10:00"),
        ("1º de dezembro de 2026 08:10", "2026-12-01T08:10:00"),
        ("२३ नवंबर २०२६ 08:10", "2026-11-23T08:10:00"),
        ("23 พฤศจิกายน 2569 08:10", "2026-11-23T08:10:00"),
        ("23 tháng 11 năm 2026 08:10", "2026-11-23T08:10:00"),
    ],
)  # fmt: skip
def test_what_programs_and_languages_write_is_read(written: str, read: str) -> None:
    found = moment(written)

    assert found is not None
    assert found.astimezone(UTC).isoformat() == f"{read}+00:00"

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from services.enrichment.steps.dateline import read_dateline
from shared.articles import Dateline, WireDateline

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def read(lead: str, **given: object) -> Dateline | None:
    return read_dateline([lead], now=NOW, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lead", "place", "country", "agency"),
    [
        ("MOSCOW, Jan 30 (Reuters) – The port", "Moscow", "RU", "Reuters"),
        ("LONDON Jan 30 (Reuters) - The port", "London", "GB", "Reuters"),
        ("WASHINGTON (AP) — The port", "Washington", "US", "AP"),
        ("WASHINGTON — The port", "Washington", "US", None),
        ("SAN FRANCISCO (AP) _ The port", "San Francisco", "US", "AP"),
        ("Indianapolis – The port", "Indianapolis", "US", None),
        ("New York, NY – The port", "New York", "US", None),
        ("Paris, 30 janv 2023 (AFP) – Le port", "Paris", "FR", "AFP"),
        ("BERLIN, 30. Januar (dpa) - Der Hafen", "Berlin", "DE", "dpa"),
        ("Wien (APA) - Der Hafen", "Wien", "AT", "APA"),
        ("Frankfurt (dpa/lhe) - Der Hafen", "Frankfurt", "DE", "dpa"),
        ("Monterrey (México), 30 nov (EFE).- El puerto", "Monterrey", "MX", "EFE"),
        ("КАЗАНЬ, 19 ноября. /ТАСС/. Порт открылся", "Казань", "RU", "TASS"),
        ("مسقط (رويترز) - الميناء", "مسقط", "OM", "Reuters"),
        ("新华社西宁11月20日电 港口", "西宁", "CN", "Xinhua"),
        ("【札幌共同】港は", "札幌", "JP", "Kyodo"),
        ("(서울=연합뉴스) 항구", "서울", "KR", "Yonhap"),
        ("Madrid, 30 ene (EFE).- El puerto", "Madrid", "ES", "EFE"),
        ("(ANSA) - ROMA, 30 GEN - Il porto", "Roma", "IT", "ANSA"),
        ("Lisboa, 30 jan (Lusa) – O porto", "Lisboa", "PT", "Lusa"),
        ("DEN HAAG (ANP) - De haven", "Den Haag", "NL", "ANP"),
        ("BEIJING, Jan. 30 (Xinhua) -- The port", "Beijing", "CN", "Xinhua"),
        ("TOKYO, Jan 30, Kyodo - The port", "Tokyo", "JP", "Kyodo"),
        ("MOSCOW, January 30. /TASS/. The port", "Moscow", "RU", "TASS"),
        ("NEW YORK, Jan. 30 /PRNewswire/ -- The port", "New York", "US", "PR Newswire"),
        ("New Delhi, Jan 30 (PTI) The port", "New Delhi", "IN", "PTI"),
        ("NEW DELHI: The port", "New Delhi", "IN", None),
        ("BEIRUT, Lebanon — The port", "Beirut", "LB", None),
        ("SYDNEY, Australia (AFP) - The port", "Sydney", "AU", "AFP"),
        ("PORT-AU-PRINCE, Haiti (AP) — The port", "Port-au-Prince", "HT", "AP"),
        ("RIO DE JANEIRO (Reuters) - The port", "Rio de Janeiro", "BR", "Reuters"),
        ("LONDON/PARIS, Jan 30 (Reuters) - The port", "London/Paris", "GB", "Reuters"),
        ("PORTSMOUTH, Nov 23 (Example Wire) - Ferries", "Portsmouth", "GB", "Example Wire"),
    ],
)
def test_datelines_of_many_agencies(
    lead: str, place: str, country: str, agency: str | None
) -> None:
    found = read(lead)

    assert found is not None
    assert (found.place, found.country, found.agency) == (place, country, agency)


@pytest.mark.parametrize(
    ("leads", "place"),
    [
        (["By Ann Roe", "The Daily Snail", "HOLLIDAYSBURG — A jury said"], "Hollidaysburg"),
        (["Van onze sportredactie", "OUDENAARDE - Ze won"], "Oudenaarde"),
        (["IMMENSTADT. Der Hafen bleibt zu"], "Immenstadt"),
        (["SAN JOSE, Calif.--(BUSINESS WIRE)--Snail Inc."], "San Jose"),
        (["The port was closed.", "UPDATE — The port is open"], None),
        (["The port was closed.", "OSLO — The port is open"], None),
    ],
)
def test_papers_file_without_an_agency(leads: list[str], place: str | None) -> None:
    found = read_dateline(leads, now=NOW)

    assert (found.place if found else None) == place


def test_a_region_is_told_from_the_place() -> None:
    found = read("DEKALB, Ill. (AP) — The port")

    assert found is not None
    assert (found.place, found.region, found.country) == ("Dekalb", "Illinois", "US")


@pytest.mark.parametrize("dash", ["-", "–", "—", "--", "―", "‒"])
def test_dashes_of_all_kinds(dash: str) -> None:
    found = read(f"OSLO, Jan 30 (Reuters) {dash} The port")

    assert found is not None
    assert found.place == "Oslo"


@pytest.mark.parametrize(
    "lead",
    [
        "Paris - the city of light - is empty in August.",
        "The company – which makes buoys – said nothing.",
        "BREAKING — Fire at the port",
        "UPDATE - The port is open",
        "Apple – The company said nothing.",
        "In London – A new port opened.",
        "“We said – no.”",
        "Example.Net - Footage of the port",
        "BREAKING. The port is open",
        "Nobody (of those asked) said a word - at first.",
        "EU: Ministers meet",
        "",
        "-",
        "—" * 50,
    ],
)
def test_a_dash_in_an_ordinary_sentence_makes_no_dateline(lead: str) -> None:
    assert read(lead) is None


@pytest.mark.parametrize(
    ("lead", "date", "method"),
    [
        ("MOSCOW, Jan 30, 2021 (Reuters) - The port", "2021-01-30", "stated"),
        ("MOSCOW, Jan 30 (Reuters) - The port said on Monday", "2023-01-30", "weekday"),
        ("BERLIN, 30. Januar (dpa) - Der Hafen hat am Montag", "2023-01-30", "weekday"),
        ("PARIS, 30 janvier (AFP) - Le port a rouvert lundi", "2023-01-30", "weekday"),
        ("MADRID, 30 enero (EFE) - El puerto abrió el martes", "2024-01-30", "weekday"),
        ("MOSCOW, Jan 30 (Reuters) - The port", "2026-01-30", "nearest_past"),
        ("MOSCOW, Dec 30 (Reuters) - The port", "2025-12-30", "nearest_past"),
        ("MOSCOW, Nov 23 (Reuters) - The port", "2026-11-23", "nearest_past"),
        ("PARIS, 30/01/2022 (AFP) - Le port", "2022-01-30", "stated"),
        ("MOSCOW, Feb 29 (Reuters) - The port", "2024-02-29", "nearest_past"),
    ],
)
def test_the_year_comes_from_the_text(lead: str, date: str, method: str) -> None:
    found = read(lead)

    assert found is not None
    assert (found.date, found.method) == (date, method)


def test_the_items_own_date_outweighs_the_weekday() -> None:
    sent = datetime(2024, 1, 31, tzinfo=UTC)

    found = read("MOSCOW, Jan 30 (Reuters) - It said on Monday", item_dates=[sent])

    assert found is not None
    assert (found.date, found.method) == ("2024-01-30", "item")


def test_a_re_hosts_late_date_does_not_outweigh_the_weekday() -> None:
    scraped = datetime(2026, 11, 20, tzinfo=UTC)

    found = read("MOSCOW, Jan 30 (Reuters) - It said on Monday", item_dates=[scraped])

    assert found is not None
    assert (found.date, found.method) == ("2023-01-30", "weekday")


def test_a_dateline_without_a_date_takes_the_items() -> None:
    sent = datetime(2024, 1, 31, tzinfo=UTC)

    dated = read("OSLO (AP) - The port", item_dates=[sent])
    undated = read("OSLO (AP) - The port")

    assert dated is not None
    assert (dated.date, dated.method) == ("2024-01-31", "item")
    assert undated is not None
    assert (undated.date, undated.method) == (None, "undated")


def test_a_known_weekday_is_surer_than_a_guessed_year() -> None:
    surer = read("OSLO, Jan 30 (Reuters) - It said on Monday")
    guessed = read("OSLO, Jan 30 (Reuters) - The port")

    assert surer is not None
    assert guessed is not None
    assert surer.confidence > guessed.confidence


def test_a_wires_own_dateline_outweighs_the_text() -> None:
    wire = WireDateline(text="Paris, March 3, 2025 (AFP)", place="PARIS", country="France")

    found = read("The port reopened.", wire=wire)

    assert found is not None
    assert (found.place, found.country, found.date) == ("Paris", "FR", "2025-03-03")
    assert (found.agency, found.method) == ("AFP", "wire")


@pytest.mark.parametrize("lead", ["A" * 100_000, "A, " * 30_000, "(" * 50_000, "Jan " * 20_000])
def test_a_strange_lead_takes_no_time(lead: str) -> None:
    began = time.perf_counter()
    read(lead)

    assert time.perf_counter() - began < 1

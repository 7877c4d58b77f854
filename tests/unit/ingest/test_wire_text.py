"""What the words of an item say of it, in set forms only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest import wire_text
from shared.articles import PubStatus

RECEIVED_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def status(
    headline: str, *, note: str = "", body: str = ""
) -> tuple[PubStatus, datetime | None]:
    said, until, _ = wire_text.status_of(
        "usable", headlines=[headline], notes=[note], body=body, received_at=RECEIVED_AT
    )
    return said, until


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Embargoed to 0001 Friday November 27 GMT", datetime(2026, 11, 27, 0, 1, tzinfo=UTC)),
        ("EMBARGOED UNTIL 10am EST, Nov. 24", datetime(2026, 11, 24, 15, tzinfo=UTC)),
        ("EMBARGOED FOR NOON GMT ON NOVEMBER 24, 2026", datetime(2026, 11, 24, 12, tzinfo=UTC)),
        ("EMBARGOED UNTIL MIDNIGHT GMT 24 NOVEMBER", datetime(2026, 11, 25, tzinfo=UTC)),
        ("Sperrfrist: 24. November, 10.00 Uhr MEZ", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("SPERRFRIST: 24.11.2026 10:00 MEZ", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        (
            "Sous embargo jusqu'au 24 novembre à 10h00 GMT",
            datetime(2026, 11, 24, 10, tzinfo=UTC),
        ),
        ("EMBARGO 2026-11-24T10:00:00+01:00", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("EMBARGOED until 5pm GMT on January 2", datetime(2027, 1, 2, 17, tzinfo=UTC)),
        ("EMBARGOED until 10.00 on November 24", None),
        ("EMBARGOED until further notice", None),
        ("EMBARGOED until 99:99 GMT November 64", None),
    ],
)
def test_the_end_of_an_embargo_needs_day_time_and_zone(
    line: str, until: datetime | None
) -> None:
    assert wire_text.embargo_end(line, RECEIVED_AT) == until


@pytest.mark.parametrize(
    "headline",
    [
        "EU LIFTS ARMS EMBARGO ON LOWMARSH",
        "Trade embargo ends",
        "Floods kill nine",
        "KILLER WHALE FREED",
        "Council to hold talks",
        "HOLD THE DOOR, SAYS STAR",
        "Shares held as retraction of claim looms",
        "Withdrawn from circulation: the last paper notes",
        "Bitte streichen: im zweiten Absatz den Namen",
        "Meldung über Brücke zurückgezogen, sagt Amt",
        "Anulación de la multa, dice el juez",
    ],
)
def test_news_about_such_things_is_news(headline: str) -> None:
    assert status(headline) == ("usable", None)


@pytest.mark.parametrize(
    "headline",
    [
        "MANDATORY KILL: Bridge",
        "KILL NOTICE",
        "ACHTUNG: STORNO",
        "ANNULATION: Pont",
        "BC-US--Bridge-KILL",
        "BC-US--Bridge, MANDATORY KILL",
        "BULLETIN KILL",
        "WITHDRAWN-Bridge opens",
        "Bitte streichen: abc0412 (Brücke)",
        "NOTICIA ANULADA: puente",
    ],
)
def test_set_phrases_kill(headline: str) -> None:
    assert status(headline)[0] == "canceled"


@pytest.mark.parametrize(
    "body",
    [
        "<p>The story headlined “Bridge opens” is wrong and was withdrawn.</p>",
        "<p>Sorry.</p><p>There will be no substitute story.</p>",
        "<p>Die Meldung abc0412 ist zu streichen.</p>",
    ],
)
def test_a_notice_kills_by_its_text(body: str) -> None:
    assert status("Bridge opens", body=body)[0] == "canceled"


def test_a_notice_names_what_it_cites() -> None:
    cited = wire_text.cited_names(
        "Kill urn:newsml:w.example:2026:n1, please; also tag:w,2026:2."
    )

    assert [name.value for name in cited] == ["urn:newsml:w.example:2026:n1", "tag:w,2026:2"]


def test_a_kill_of_a_long_story_kills_by_its_headline() -> None:
    assert (
        status("MANDATORY KILL: Bridge", body="<p>" + "words " * 3000 + "</p>")[0] == "canceled"
    )


@pytest.mark.parametrize(
    "headline",
    ["HOLD", "HOLD: Bridge", "ACHTUNG: HOLD - Brücke", "BITTE NICHT VERWENDEN: Brücke"],
)
def test_a_hold_withholds(headline: str) -> None:
    assert status(headline)[0] == "withheld"


@pytest.mark.parametrize(
    "note", ["No embargo", "Embargo: none", "The embargo has been lifted", "Embargo lifted"]
)
def test_an_embargo_that_is_none_holds_nothing(note: str) -> None:
    assert status("Bridge", note=note) == ("usable", None)


def test_a_time_in_a_field_goes_before_words() -> None:
    until = datetime(2026, 11, 24, tzinfo=UTC)

    said = wire_text.status_of(
        "usable",
        headlines=["EMBARGOED: Bridge"],
        embargoed_until=until,
        received_at=RECEIVED_AT,
    )

    assert said == ("usable", until, ())


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("UPDATE 2-Bridge opens", "UPDATE 2"),
        ("BRIDGE/ (UPDATE 1)", "UPDATE 1"),
        ("Bridge (2nd Ld-Writethru)", "2nd Ld-Writethru"),
        ("Update on bridge", None),
        ("CORRECTED-UPDATE 1-Bridge opens", "CORRECTED-UPDATE 1"),
        ("Corrected figures please council", None),
        ("Bridge (2026)", None),
    ],
)
def test_version_markers(line: str, marker: str | None) -> None:
    assert wire_text.marker_of(line) == marker


@pytest.mark.parametrize(
    ("text", "place", "region", "agency"),
    [
        ("LOWMARSH, Ohio (AP) — Cars", "LOWMARSH", "Ohio", "AP"),
        ("Port Ellis (dpa/lw) - Cars", "Port Ellis", None, "dpa/lw"),
        ("SÃO PAULO, 23 nov 2026 (EFE).- Los", "SÃO PAULO", None, "EFE"),
        ("MADRID, Nov 23 (EFE) - Cars", "MADRID", None, "EFE"),
        ("He said (as ever) that", None, None, None),
    ],
)
def test_datelines(
    text: str, place: str | None, region: str | None, agency: str | None
) -> None:
    read = wire_text.dateline_of(text)

    assert (read and read.place, read and read.region, read and read.agency) == (
        place, region, agency,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Bell and Tom Reed", ["Ann Bell", "Tom Reed"]),
        ("By Ann Bell, Example Press", ["Ann Bell"]),
        ("Von Jürgen Kai und Ida Okafor, dpa", ["Jürgen Kai", "Ida Okafor"]),
        ("Example Press", []),
        ("By our staff", ["our staff"]),
    ],
)
def test_authors(byline: str, names: list[str]) -> None:
    assert [author.name for author in wire_text.authors_of(byline)] == names


def test_columns_stay_and_wrapped_lines_join() -> None:
    lines = ["   One", "goes on.", "", "Team     Won   Lost", "Port       1      2", "", "Two."]

    assert wire_text.to_html(lines) == (
        "<p>One goes on.</p><pre>Team     Won   Lost\nPort       1      2</pre><p>Two.</p>"
    )

"""What the words of an item say of it, in set forms only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import EmbargoField, FieldsRead
from services.ingest.formats.wording.bylines import authors_of
from services.ingest.formats.wording.datelines import dateline_above, dateline_of
from services.ingest.formats.wording.embargo.ends import embargo_end
from services.ingest.formats.wording.markers import marker_of
from services.ingest.formats.wording.paragraphs import to_html, without_end_mark
from services.ingest.formats.wording.stops import cited_names
from shared.articles import Extras
from shared.ninjs import Item, PubStatus, Text
from tests.unit.ingest.formats.reading import a_payload

RECEIVED_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def status(
    headline: str, *, note: str = "", body: str = "", embargo: str | None = None
) -> tuple[PubStatus, datetime | None]:
    """Read an item of a format that has no fields but these."""
    texts = (Text(content_type="text/html", value=body),) if body else ()
    item = Item(headlines=(Text(value=headline),), bodies=texts, ed_note=note or None)
    embargoes = (EmbargoField(embargo),) if embargo else ()
    read = FieldsRead(item=item, extras=Extras(), embargoes=embargoes)
    made = complete(read, a_payload("")).parsed.item
    return made.pub_status, made.embargoed_until


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Embargoed to 0001 Friday November 27 GMT", datetime(2026, 11, 27, 0, 1, tzinfo=UTC)),
        ("EMBARGOED UNTIL 10am EST, Nov. 24", datetime(2026, 11, 24, 15, tzinfo=UTC)),
        ("EMBARGOED UNTIL 5 P.M. EST, NOV. 24", datetime(2026, 11, 24, 22, tzinfo=UTC)),
        ("Sperrfrist 24. November 14.20 Uhr", datetime(2026, 11, 24, 13, 20, tzinfo=UTC)),
        (
            "Sperrfrist 24. November 14.20 Uhr Ortszeit",
            datetime(2026, 11, 25, 2, 20, tzinfo=UTC),  # the latest that it can mean
        ),
        ("Sperrfrist: 24. November, 10 Uhr", datetime(2026, 11, 24, 9, tzinfo=UTC)),
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
        (
            "EMBARGOED until Tuesday 24 November 0001 GMT",
            datetime(2026, 11, 24, 0, 1, tzinfo=UTC),
        ),
        ("Embargo: 24/11/2026 10:00 CET", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("Embargo: 11/24/2026 10:00 CET", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("Embargo: 3/4/2026 10:00 CET", None),
        (
            "Sperrfrist bis Dienstag, 24.11., 10.00 Uhr MEZ",
            datetime(2026, 11, 24, 9, tzinfo=UTC),
        ),
        (
            "Embargado hasta el 24 de noviembre a las 10.00 GMT",
            datetime(2026, 11, 24, 10, tzinfo=UTC),
        ),
        ("Embargoed for release Nov 24 at 10am ET", datetime(2026, 11, 24, 15, tzinfo=UTC)),
        ("EMBARGOED until 10.00 on November 24", datetime(2026, 11, 24, 22, tzinfo=UTC)),
        ("EMBARGOED until further notice", None),
        ("EMBARGOED until 99:99 GMT November 64", None),
    ],
)
def test_the_end_of_an_embargo_needs_day_and_time(line: str, until: datetime | None) -> None:
    end = embargo_end(line, RECEIVED_AT)

    assert (end and end.at) == until


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
        "Embargo: how oil came back",
        "Embargo: 20 Länder machen mit",
        "Heavy snow advisory for the north",
        "Kill the messenger: a story of our time",
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
        "Achtung, Meldung zurückgezogen",
        "UTGÅR: bron",
        "***KILL***",
        "Kill: BC-US--Bridge",
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
        "<p>Editors are asked to kill the item slugged BRIDGE.</p>",
        "<p>Kindly kill our earlier story on the bridge.</p>",
        "<p>The story “Bridge opens” has been withdrawn.</p>",
        "<p>Bitte streichen Sie die Meldung abc0412.</p>",
        "<p>Merci d’annuler la dépêche pont.</p>",
        "<p>Se ruega anular la noticia sobre el puente.</p>",
    ],
)
def test_a_notice_kills_by_its_text(body: str) -> None:
    assert status("Bridge opens", body=body)[0] == "canceled"


def test_a_notice_names_what_it_cites() -> None:
    cited = cited_names("Kill urn:newsml:w.example:2026:n1, please; also tag:w,2026:2.")

    assert [name.value for name in cited] == ["urn:newsml:w.example:2026:n1", "tag:w,2026:2"]


def test_a_kill_of_a_long_story_kills_by_its_headline() -> None:
    assert (
        status("MANDATORY KILL: Bridge", body="<p>" + "words " * 3000 + "</p>")[0] == "canceled"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>LOWMARSH (EW) - The story “Bridge” was withdrawn by its publisher.</p>",
        "<p>The story “Bridge” was withdrawn by its publisher on Monday.</p>",
        "<p>Kill the story, the editor said.</p>" + "<p>And so on and on.</p>" * 200,
        "<p>Bitte streichen Sie in der Meldung abc0412 den letzten Satz.</p>",
    ],
    ids=["below a dateline", "by somebody else", "in a long story", "a sentence of it"],
)
def test_a_story_about_a_withdrawal_is_no_kill(body: str) -> None:
    assert status("Bridge opens", body=body)[0] == "usable"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Please hold the story slugged BRIDGE until further notice.</p>",
        "<p>EDITORS: Please do not use our report on the bridge.</p>",
        "<p>HOLD - bridge</p><p>More to come.</p>",
        "<p>Bitte verwenden Sie die Meldung abc0412 vorerst nicht.</p>",
    ],
)
def test_a_notice_holds_by_its_text(body: str) -> None:
    assert status("Bridge", body=body)[0] == "withheld"


def test_an_embargo_on_top_of_the_story_is_one() -> None:
    body = "<p>EMBARGOED UNTIL 0600 GMT NOV 24</p><p>Cars.</p>" + "<p>More.</p>" * 900

    assert status("Bridge", body=body) == ("usable", datetime(2026, 11, 24, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    "headline", ["ADVISORY-Bridge story moves at noon", "EDITORS' ADVISORY", "NOTE TO EDITORS"]
)
def test_an_advisory_is_withheld(headline: str) -> None:
    assert status(headline)[0] == "withheld"


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


def test_a_time_in_a_field_goes_with_a_word_that_has_none() -> None:
    until = datetime(2026, 11, 24, tzinfo=UTC)

    said = status("EMBARGOED: Bridge", embargo="2026-11-24T00:00:00Z")

    assert said == ("usable", until)


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
        ("BC-US--Bridge, 1st Ld-Writethru,412", "1st Ld-Writethru"),
        ("Read all about it, extra", None),
        ("ADVISORY-Bridge", "ADVISORY"),
    ],
)
def test_version_markers(line: str, marker: str | None) -> None:
    assert marker_of(line) == marker


@pytest.mark.parametrize(
    ("text", "place", "region", "agency"),
    [
        ("LOWMARSH, Ohio (AP) — Cars", "LOWMARSH", "Ohio", "AP"),
        ("Port Ellis (dpa/lw) - Cars", "Port Ellis", None, "dpa/lw"),
        ("SÃO PAULO, 23 nov 2026 (EFE).- Los", "SÃO PAULO", None, "EFE"),
        ("MADRID, Nov 23 (EFE) - Cars", "MADRID", None, "EFE"),
        ("Cádiz (España), 23 nov (EFX).- Los", "Cádiz", None, "EFX"),
        ("LOWMARSH, Ohio--(EX WIRE)--Cars", "LOWMARSH", "Ohio", "EX WIRE"),
        ("He said (as ever) that", None, None, None),
    ],
)
def test_datelines(
    text: str, place: str | None, region: str | None, agency: str | None
) -> None:
    read = dateline_of(text)

    assert (read and read.place, read and read.region, read and read.agency) == (
        place, region, agency,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "region", "date", "agency"),
    [
        ("BALLINA, March 2 EWS - Cars", "BALLINA", None, "March 2", "EWS"),
        ("PORT ELLIS - Cars", "PORT ELLIS", None, None, None),
        ("LOWMARSH, Ohio _ Cars", "LOWMARSH", "Ohio", None, None),
        ("UPDATE - Cars", None, None, None, None),
        ("KEY RESULTS - Cars", None, None, None, None),
        ("Port Ellis - Cars", None, None, None, None),
    ],
)
def test_datelines_above_a_story_without_parentheses(
    text: str, place: str | None, region: str | None, date: str | None, agency: str | None
) -> None:
    read = dateline_above(text)

    found = (read.place, read.region, read.date, read.agency) if read else (None,) * 4
    assert found == (place, region, date, agency)


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
    assert [author.name for author in authors_of(byline)] == names


def test_columns_stay_and_wrapped_lines_join() -> None:
    lines = ["   One", "goes on.", "", "Team     Won   Lost", "Port       1      2", "", "Two."]

    assert to_html(lines) == (
        "<p>One goes on.</p><pre>Team     Won   Lost\nPort       1      2</pre><p>Two.</p>"
    )


def test_a_date_alone_is_no_place() -> None:
    read = dateline_of("Nov 23 (EX) - Ferry Co:")

    assert read is not None
    assert (read.place, read.date, read.agency) == (None, "Nov 23", "EX")


def test_bullets_are_paragraphs() -> None:
    assert to_html(["Ferry Co:", "* SAYS ONE", "* SAYS TWO"]) == (
        "<p>Ferry Co:</p><p>* SAYS ONE</p><p>* SAYS TWO</p>"
    )


def test_results_stay_line_by_line() -> None:
    lines = ["Division 1:", "Lowmarsh-Port Ellis 1-0 (1-0)", "Ballina-Cádiz 2-2 (1-1)"]

    assert to_html(lines) == f"<p>{'<br/>'.join(lines)}</p>"


@pytest.mark.parametrize(
    "last", ["(Schluss) ann/bob", "-30-", "NNNN", "LMW0001    2026-11-23/10:11", "(Ende)"]
)
def test_marks_of_the_end_are_no_story(last: str) -> None:
    kept = without_end_mark(["Words.", "", last, ""])

    assert [line for line in kept if line] == ["Words."]


@pytest.mark.parametrize(
    "headline",
    [
        "Bridge opens - under embargo until tomorrow",
        "STRICTLY UNDER EMBARGO UNTIL 6.00AM ON TUESDAY",
        "Under strict embargo until Tuesday morning",
        "Please find our release below. It is embargoed until Tuesday, 6 o'clock.",
    ],
)
def test_press_offices_say_embargo_in_many_places(headline: str) -> None:
    assert status(headline)[0] == "withheld"


@pytest.mark.parametrize(
    "headline",
    ["Lowmarsh remains under embargo until 2030", "Port under embargo, say traders"],
)
def test_trade_under_embargo_is_news(headline: str) -> None:
    assert status(headline) == ("usable", None)


def test_a_subject_without_a_time_leaves_the_end_to_the_note() -> None:
    note = "EMBARGOED UNTIL 10am EST, Nov. 24"

    assert status("EMBARGOED: 40 bridges open", note=note) == (
        "usable",
        datetime(2026, 11, 24, 15, tzinfo=UTC),
    )
    assert status("EMBARGOED until Wednesday: 40 bridges", note=note) == ("withheld", None)

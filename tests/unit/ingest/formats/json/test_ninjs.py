from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.ingest.formats.parsed import UnreadableError
from tests.unit.ingest.formats.reading import at, read, read_one

IN_THREE = {
    "uri": "urn:x:1",
    "version": "2",
    "versionCreated": "2026-11-23T08:10:30Z",
    "firstCreated": "2026-11-23T07:00:00+01:00",
    "embargoedUntil": "2026-11-23T09:00:00Z",
    "expires": "2026-12-23T09:00:00Z",
    "pubStatus": "usable",
    "urgency": 3,
    "language": "en",
    "slugline": "FERRIES",
    "located": "Portsmouth",
    "by": "By A",
    "edNote": "Adds quote",
    "usageTerms": "No archive",
    "copyrightNotice": "(c) X",
    "copyrightHolder": "X",
    "headlines": [{"role": "main", "value": "Ferries resume"}],
    "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "Short."}],
    "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>They sail.</p>"}],
    "subjects": [{"name": "ferries", "uri": "http://cv.example.org/1"}],
    "genres": [{"name": "Update", "literal": "u"}],
    "people": [{"name": "Ada", "rel": "about"}],
    "organisations": [{"name": "X plc", "symbols": [{"exchange": "XLON", "symbol": "X"}]}],
    "places": [{"name": "P", "geoJSON": {"type": "Point", "coordinates": [1.5, 2]}}],
    "infoSources": [{"name": "X", "role": "originator"}],
    "altIds": [{"role": "usn", "value": "L1"}],
    "renditions": [{"name": "web", "href": "https://e.org/1", "contentType": "text/html"}],
    "associations": [{"name": "p", "rel": "illustration", "uri": "urn:x:2", "type": "picture"}],
}
IN_ONE = {
    "uri": "urn:x:1",
    "version": "2",
    "versioncreated": "2026-11-23T08:10:30+0000",
    "firstcreated": "2026-11-23T06:00:00Z",
    "embargoed": "2026-11-23T09:00:00Z",
    "expires": "2026-12-23T09:00:00Z",
    "pubstatus": "usable",
    "urgency": "3",
    "language": "en",
    "slugline": "FERRIES",
    "located": "Portsmouth",
    "byline": "By A",
    "ednote": "Adds quote",
    "usageterms": "No archive",
    "copyrightnotice": "(c) X",
    "copyrightholder": "X",
    "headline": "Ferries resume",
    "description_text": "Short.",
    "body_html": "<p>They sail.</p>",
    "subject": [{"name": "ferries", "scheme": "http://cv.example.org/", "code": "1"}],
    "genre": [{"name": "Update", "code": "u"}],
    "person": [{"name": "Ada", "rel": "about"}],
    "organisation": [{"name": "X plc", "symbols": [{"exchange": "XLON", "ticker": "X"}]}],
    "place": [{"name": "P", "geojson": {"type": "Point", "coordinates": [1.5, 2]}}],
    "infosource": [{"name": "X", "role": "originator"}],
    "altids": {"usn": "L1"},
    "renditions": {"web": {"href": "https://e.org/1", "mimetype": "text/html"}},
    "associations": {"p": {"rel": "illustration", "uri": "urn:x:2", "type": "picture"}},
}
SPELLED_DIFFERENTLY = {"headlines", "descriptions", "subjects", "first_created"}


def test_version_three_and_version_one_say_the_same() -> None:
    three, one = read_one(IN_THREE).item, read_one(IN_ONE).item

    assert one.model_dump(exclude=SPELLED_DIFFERENTLY) == three.model_dump(
        exclude=SPELLED_DIFFERENTLY
    )
    assert one.first_created == three.first_created == datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert one.headline() == three.headline() == "Ferries resume"
    assert one.descriptions[0].value == three.descriptions[0].value == "Short."
    assert one.subjects[0].uri == three.subjects[0].uri == "http://cv.example.org/1"


def test_version_three_comes_out_as_it_went_in() -> None:
    written = read_one(IN_THREE).item.to_ninjs()
    written.pop("standard")

    assert written == {
        **IN_THREE,
        "type": "text",
        "firstCreated": "2026-11-23T07:00:00+01:00",
        "associations": [
            {
                "name": "p",
                "rel": "illustration",
                "uri": "urn:x:2",
                "type": "picture",
                "pubStatus": "usable",
            }
        ],
    }


def test_a_newsrooms_own_fields_are_kept_beside_the_item() -> None:
    item, extras = read_one(
        {
            "guid": "urn:x:1",
            "headline": "H",
            "body_html": "<p>B</p>",
            "source": "AAP",
            "service": [{"name": "Advisory", "code": "m"}],
            "authors": [{"name": "John", "role": {"name": "Writer"}, "biography": "bio"}],
            "keywords": ["a", "b", "a"],
            "wordcount": 7,
            "charcount": 40,
            "evolvedfrom": "urn:x:0",
            "dateline": {
                "text": "SYDNEY, Nov 23 AAP -",
                "located": {"city": "Sydney", "state": "NSW", "country": "Australia"},
                "source": "AAP",
            },
            "extra": {"doi": "10.1/2", "nested": {"a": 1}},
            "priority": 6,
        }
    )

    assert extras.categories == ("m",)
    assert extras.original_source == "AAP"
    assert [(one.name, one.role) for one in item.info_sources] == [("AAP", "originator")]
    assert [(one.name, one.role, one.biography) for one in extras.authors] == [
        ("John", "Writer", "bio")
    ]
    assert extras.keywords == ("a", "b")
    assert (extras.word_count, item.bodies[0].word_count) == (7, 7)
    assert extras.evolved_from == "urn:x:0"
    assert extras.dateline is not None
    assert (extras.dateline.place, extras.dateline.agency) == ("Sydney", "AAP")
    assert extras.notes == ("doi: 10.1/2",)
    assert item.urgency is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("usable", "usable"),
        ("stat:canceled", "canceled"),
        ("Cancelled", "canceled"),
        ("killed", "canceled"),
        ("on-hold", "withheld"),
        ("spiked?", "withheld"),
    ],
)
def test_the_wires_words_for_the_status(said: str, meant: str) -> None:
    assert read_one({**IN_THREE, "pubStatus": said}).item.pub_status == meant


def test_embargoed_without_an_end_is_withheld() -> None:
    item = {key: value for key, value in IN_ONE.items() if key != "embargoed"}

    parsed = read({**item, "pubstatus": "embargoed"})

    assert parsed.items[0].item.pub_status == "withheld"
    assert at(parsed.problems, "/embargoedUntil").fix


def test_iptc_codes_without_a_scheme_are_named_for_good() -> None:
    codes = [
        {"code": "04001000"},
        {"code": "20000002"},
        {"code": "medtop:20000002"},
        {"code": "x"},
    ]

    subjects = read_one({**IN_ONE, "subject": codes}).item.subjects

    assert [subject.uri for subject in subjects] == [
        "http://cv.iptc.org/newscodes/subjectcode/04001000",
        "http://cv.iptc.org/newscodes/mediatopic/20000002",
        "http://cv.iptc.org/newscodes/mediatopic/20000002",
        None,
    ]
    assert [subject.literal for subject in subjects] == [code["code"] for code in codes]


def test_associations_keep_names_and_points_of_interest_and_lose_the_empty_ones() -> None:
    item = read_one(
        {
            **IN_ONE,
            "associations": {
                "featuremedia": {
                    "guid": "pic/1",
                    "type": "picture",
                    "headline": "A ferry",
                    "renditions": {
                        "original": {
                            "href": "https://e.org/1.jpg",
                            "poi": {"x": 10, "y": 20},
                            "width": 100.0,
                        }
                    },
                },
                "sidebars": [{"guid": "urn:x:7", "headline": "One"}, {"guid": "urn:x:8"}],
                "empty": None,
            },
        }
    ).item

    names = [one["name"] for one in item.associations]
    assert names == ["featuremedia", "sidebars", "sidebars"]
    picture = item.associations[0]
    assert picture["uri"] == "urn:copydesk:guid:pic%2F1"
    assert picture["renditions"][0]["poi"] == {"x": 10, "y": 20}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"urgency": 11}, "/urgency"),
        ({"urgency": "high"}, "/urgency"),
        ({"versionCreated": "yesterday"}, "/versionCreated"),
        ({"versionCreated": "2026-11-23T08:00:00"}, "/versionCreated"),
        ({"language": "klingon language"}, "/language"),
        ({"type": "poem"}, "/type"),
        ({"headlines": [{"value": 1}, "two", None, [3]]}, "/headlines/3"),
        ({"slugline": ["a"]}, "/slugline"),
        ({"renditions": [{"name": "x", "href": "javascript:x"}]}, "/renditions/0/href"),
    ],
)
def test_a_fault_is_told_with_its_pointer_and_the_item_is_taken(
    change: dict[str, Any], pointer: str
) -> None:
    parsed = read({**IN_THREE, **change})

    assert len(parsed.items) == 1
    problem = at(parsed.problems, pointer)
    assert problem.detail
    assert problem.fix
    assert not problem.fatal


def test_an_item_that_says_nothing_is_refused() -> None:
    with pytest.raises(UnreadableError) as refused:
        read({"standard": {"version": "3.1"}, "urgency": 3})

    assert at(refused.value.problems, "/uri").fatal


def test_a_list_and_a_feed_give_each_item() -> None:
    assert len(read([IN_THREE, IN_ONE]).items) == 2
    assert len(read({"items": [IN_THREE, IN_ONE, {"urgency": 1}]}).items) == 2


def test_bodies_lose_scripts_and_keep_tables_and_preformatted_text() -> None:
    markup = (
        "<p onclick='x'>a<script>x()</script></p><table><tr><td>1</td></tr></table>"
        "<pre>  x\n  y</pre><a href='javascript:x'>l</a>"
    )

    body = read_one({**IN_ONE, "body_html": markup}).item.bodies[0].value

    assert "<table><tbody><tr><td>1</td></tr></tbody></table>" in body
    assert "<pre>  x\n  y</pre>" in body
    assert "onclick" not in body
    assert "script" not in body


def test_a_kill_in_words_only_is_a_kill() -> None:
    words = {"headline": "MANDATORY KILL: FERRIES", "body_html": "<p>Kill the story.</p>"}

    assert read_one({"guid": "urn:x:1", "type": "text", **words}).item.pub_status == "canceled"


@pytest.mark.parametrize(
    ("headline", "note", "status"),
    [
        ("Ferries", "HOLD: do not use", "withheld"),
        ("HOLD: Ferries", "", "withheld"),
        ("Ferries", "EMBARGOED until further notice", "withheld"),
        ("Ferries", "MANDATORY KILL", "canceled"),
        ("Ferries", "Adds quote", "usable"),
    ],
)
def test_what_a_note_says_of_the_status_is_heard(headline: str, note: str, status: str) -> None:
    item = read_one({"uri": "urn:x:1", "headline": headline, "ednote": note}).item

    assert item.pub_status == status


@pytest.mark.parametrize(
    ("subject", "uri"),
    [
        (
            {"code": "20000344", "scheme": "mediatopics"},
            "http://cv.iptc.org/newscodes/mediatopic/20000344",
        ),
        (
            {"code": "04000000", "scheme": "iptc_subject_codes"},
            "http://cv.iptc.org/newscodes/subjectcode/04000000",
        ),
        (
            {"code": "medtop:04000000", "scheme": "http://cv.iptc.org/newscodes/mediatopic/"},
            "http://cv.iptc.org/newscodes/mediatopic/04000000",
        ),
        ({"code": "20000344", "scheme": "desks"}, None),
    ],
)
def test_newscodes_are_known_by_the_names_newsrooms_give_them(
    subject: dict[str, str], uri: str | None
) -> None:
    item = read_one({"uri": "urn:x:1", "headline": "A", "subject": [{**subject, "name": "n"}]})

    assert item.item.subjects[0].uri == uri


def test_a_title_stands_in_for_a_headline() -> None:
    assert read_one({"uri": "urn:x:1", "title": "Ferries", "type": "text"}).item.headline() == (
        "Ferries"
    )


def test_a_packages_members_are_told_in_groups() -> None:
    package = {
        "uri": "urn:x:p",
        "type": "composite",
        "headline": "Ferries",
        "associations": {
            "main": [{"uri": "urn:x:1", "type": "text", "headline": "They sail"}],
            "side": {"uri": "urn:x:2", "type": "picture"},
        },
    }

    root, main, side = read_one(package).extras.groups

    assert [ref.idref for ref in root.refs] == ["main", "side"]
    assert [(ref.residref, ref.headline) for ref in main.refs] == [("urn:x:1", "They sail")]
    assert [ref.residref for ref in side.refs] == ["urn:x:2"]


def test_the_story_in_html_is_the_body_where_none_is_called_the_main_one() -> None:
    bodies = [
        {"role": "text", "contenttype": "text/plain", "value": "Ferries\nThey sail."},
        {"role": "html5", "contenttype": "text/html", "value": "<p>They sail.</p>"},
    ]

    item = read_one({"uri": "urn:x:1", "headlines": [{"value": "F"}], "bodies": bodies}).item

    body = item.body()
    assert body is not None
    assert body.value == "<p>They sail.</p>"
    assert len(item.bodies) == 2


def test_a_wires_own_xml_is_no_body_beside_one_that_can_be_shown() -> None:
    own = "<XNITF><HEAD><DEST>ALL</DEST></HEAD><BODY><P>They sail.</P></BODY></XNITF>"
    bodies = [
        {"role": "xnitf", "contenttype": "application/xml", "value": own},
        {"role": "html5", "contenttype": "text/html", "value": "<p>They sail.</p>"},
    ]

    item = read_one({"uri": "urn:x:1", "headlines": [{"value": "F"}], "bodies": bodies}).item

    assert [body.value for body in item.bodies] == ["<p>They sail.</p>"]


def test_of_a_body_in_nitf_only_its_content_is_the_story() -> None:
    nitf = (
        '<?xml version="1.0"?><nitf><head><title>F</title></head><body><body.head><hedline>'
        "<hl1>Ferries</hl1></hedline><byline>By Ann</byline></body.head><body.content><block>"
        "<p>They sail.</p></block></body.content><body.end/></body></nitf>"
    )
    bodies = [{"contenttype": "text/vnd.IPTC.NITF", "value": nitf}]

    item = read_one({"uri": "urn:x:1", "headlines": [{"value": "F"}], "bodies": bodies}).item

    assert [body.value for body in item.bodies] == ["<p>They sail.</p>"]


def test_a_body_and_its_form_are_known_also_in_one_word() -> None:
    item = read_one(
        {
            "uri": "urn:x:1",
            "versionCreated": "2026-11-23T08:00:00Z",
            "bodyXhtml": "<p>They sail.</p>",
        }
    ).item

    assert [(body.content_type, body.value) for body in item.bodies] == [
        ("text/html", "<p>They sail.</p>")
    ]


def test_a_dateline_in_words_gives_place_and_agency() -> None:
    dateline = read_one({**IN_ONE, "located": None, "dateline": "LOWMARSH (LMW) -"})[1].dateline

    assert dateline is not None
    assert (dateline.text, dateline.place, dateline.agency) == (
        "LOWMARSH (LMW) -",
        "LOWMARSH",
        "LMW",
    )


@pytest.mark.parametrize("profile", ["advisory", "Advisory", "INFO"])
def test_what_is_for_newsrooms_only_is_withheld(profile: str) -> None:
    item, extras = read_one({**IN_ONE, "profile": profile})

    assert item.pub_status == "withheld"
    assert "advisory" in extras.signals


def test_an_ordinary_profile_holds_nothing_back() -> None:
    assert read_one({**IN_ONE, "profile": "PUBL"}).item.pub_status == "usable"


def test_how_to_use_an_item_is_a_note_and_no_description() -> None:
    item = read_one({**IN_ONE, "ednote": None, "description_usage": "Sent again at noon"}).item

    assert item.ed_note == "Sent again at noon"
    assert "Sent again at noon" not in [text.value for text in item.descriptions]


@pytest.mark.parametrize(
    "byline",
    [
        ["Ann Bell", "Bo Ek"],
        [{"name": "Ann Bell"}, {"name": "Bo Ek"}],
        {"name": "Ann Bell, Bo Ek"},
    ],
    ids=["names", "people", "one of all"],
)
def test_a_byline_in_parts_is_one_line(byline: object) -> None:
    assert read_one({**IN_ONE, "byline": byline}).item.by == "Ann Bell, Bo Ek"


def test_mark_up_that_was_escaped_once_too_often_is_mark_up() -> None:
    item = read_one({**IN_ONE, "body_html": "&lt;p&gt;One &amp;amp; two.&lt;/p&gt;"}).item

    assert item.bodies[0].value == "<p>One &amp; two.</p>"


@pytest.mark.parametrize(
    ("update", "signal", "status"),
    [
        ("RÄ", "sig:correction", "usable"),
        ("UV", "sig:update", "usable"),
        ("AVPUB", "AVPUB", "withheld"),
    ],
    ids=["corrected", "updated", "no longer published"],
)
def test_tts_kind_of_update_is_a_signal(update: str, signal: str, status: str) -> None:
    signals = {"updatetype": update, "retransmission": False}

    item, extras = read_one({**IN_ONE, "signals": signals, "replacing": ["urn:x:0"]})

    assert (extras.signals, extras.evolved_from) == ((signal,), "urn:x:0")
    assert item.pub_status == status


def test_results_are_no_story() -> None:
    item = read_one(
        {**IN_ONE, "body_sportsml": "<sports-content><p>1-0</p></sports-content>"}
    ).item

    assert [body.value for body in item.bodies] == ["<p>They sail.</p>"]


def test_without_a_byline_those_who_sign_make_one() -> None:
    people = [{"byline": "Eva Ek/BYRÅ", "firstname": "Eva", "lastname": "Ek"}]

    item, extras = read_one({**IN_ONE, "byline": "", "bylines": people})

    assert item.by == "Eva Ek/BYRÅ"
    assert [author.name for author in extras.authors] == ["Eva Ek"]

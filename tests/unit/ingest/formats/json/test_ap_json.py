from __future__ import annotations

from typing import Any

from services.ingest.formats.json.ap_json import ADVISORY
from tests.unit.ingest.formats.reading import at, read, read_one

ITEM: dict[str, Any] = {
    "uri": "https://api.example.org/media/v/content/abc?qt=secret&et=session",
    "altids": {"itemid": "abc", "friendlykey": "42", "referenceid": "Storm", "transref": "s1"},
    "version": 2,
    "type": "text",
    "urgency": 4,
    "pubstatus": "usable",
    "signals": ["newscontent"],
    "headline": "Storm hits coast",
    "headline_extended": "A storm hit the coast on Monday",
    "slugline": "BC-EU--Storm, 1st Ld-Writethru",
    "ednote": "Eds: Updates.",
    "bylines": [{"by": "By ANNA B", "title": "AP writer"}],
    "datelinelocation": {"city": "Lisbon", "countryname": "Portugal"},
    "usageterms": ["Editorial only.", "No sales."],
    "subject": [
        {"rels": ["category"], "code": "i", "name": "i"},
        {"code": "9f", "name": "Storms", "scheme": "http://cv.ap.org/id/", "rels": ["direct"]},
    ],
    "renditions": {"nitf": {"href": "https://api.example.org/n", "words": 206}},
}


def wrapped(**change: Any) -> dict[str, Any]:
    return {"api_version": "1.1", "data": {"item": {**ITEM, **change}}}


def test_an_item_is_read_in_iptc_terms() -> None:
    item, extras = read_one(wrapped())

    assert item.uri == "https://api.example.org/media/v/content/abc"
    assert item.slugline == "EU--Storm"
    assert extras.take_key == "1st Ld-Writethru"
    assert item.by == "ANNA B (AP writer)"
    assert item.ed_note == "Updates."
    assert item.usage_terms == "Editorial only., No sales."
    assert item.descriptions[0].value == "A storm hit the coast on Monday"
    assert [subject.uri for subject in item.subjects] == ["http://cv.ap.org/id/9f"]
    assert extras.categories == ("i",)
    assert extras.sequence == "s1"
    assert extras.word_count == 206
    assert extras.dateline is not None
    assert extras.dateline.place == "Lisbon"


def test_only_names_of_the_item_alone_are_alternative_ids() -> None:
    item = read_one(wrapped()).item

    assert {alt.value for alt in item.alt_ids} == {"abc", "42"}


def test_a_page_of_the_feed_gives_each_item() -> None:
    parsed = read({"data": {"items": [{"meta": {}, "item": ITEM}, {"item": ITEM}]}})

    assert parsed.format == "ap_json"
    assert len(parsed.items) == 2


def test_text_that_is_only_referred_to_is_told() -> None:
    parsed = read(wrapped())

    assert at(parsed.problems, "/data/item/renditions").fix.startswith("fetch")
    assert not parsed.items[0].item.bodies


def test_text_that_came_along_is_the_body() -> None:
    item = read_one(
        {**wrapped(), "nitf": {"body_html": "<block id='Main'><p>Waves.</p></block>"}}
    )

    assert item.item.bodies[0].value == "<p>Waves.</p>"


def test_what_is_no_news_is_marked_as_an_advisory() -> None:
    assert ADVISORY in read_one(wrapped(signals=["whole"])).extras.signals
    assert ADVISORY not in read_one(wrapped()).extras.signals


def test_an_embargo_keeps_its_time() -> None:
    item = read_one(wrapped(pubstatus="embargoed", embargoed="2026-12-01T00:00:00Z")).item

    assert item.pub_status == "usable"
    assert item.embargoed_until is not None


def test_a_picture_is_by_its_photographer() -> None:
    item, extras = read_one(
        wrapped(
            type="picture",
            photographer={"name": "Anna B"},
            description_caption="Waves.",
            description_creditline="AP",
        )
    )

    assert item.by == "Anna B"
    assert "Waves." in [text.value for text in item.descriptions]
    assert extras.creditline == "AP"


def test_an_item_of_another_wire_in_such_a_wrapper_is_no_advisory() -> None:
    other = {
        "data": {"item": {"uri": "urn:w:1", "headLine": "Storm", "bodyXhtml": "<p>S.</p>"}}
    }

    item, extras = read_one(other)

    assert item.bodies[0].value == "<p>S.</p>"
    assert ADVISORY not in extras.signals

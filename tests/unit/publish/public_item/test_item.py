from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from services.publish.public_item.item import CORRECTION_NOTE, public_item, public_revision
from shared.articles import Author, Extras, SourceFacts
from shared.ninjs import Item
from tests.factories import an_article, an_enrichment
from tests.unit.publish.stories import an_approval

BODY = "First paragraph of the story.\n\nSecond one, with <angle> & ampersand."


@pytest.fixture(scope="module")
def ninjs() -> Draft202012Validator:
    path = Path(__file__).parents[5] / "shared/corpus/ninjs/schema/ninjs-schema_3.1.json"
    if not path.is_file():
        pytest.skip("../shared/corpus is not here: it has the schema of ninjs 3.1")
    geo = Resource.from_contents(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
    )
    registry: Registry[Any] = Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", geo
    )
    schema = json.loads(path.read_text("utf-8"))
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


def public(
    *, extras: Extras | None = None, enrichment: dict[str, Any] | None = None, **item: Any
) -> dict[str, Any]:
    article = an_article(extras=extras, **item)
    return public_item(article, an_enrichment(article, **(enrichment or {}))).to_ninjs()


class TestWhatItSays:
    def test_the_headline_is_clean_and_the_title_keeps_the_marker(self) -> None:
        item = public(
            headline="UPDATE 2-Ferries resume",
            enrichment={"headline": "Ferries resume", "marker": "UPDATE 2-"},
        )

        assert item["headlines"][0]["value"] == "Ferries resume"
        assert item["title"] == "UPDATE 2-Ferries resume"

    def test_a_body_goes_out_as_html_and_as_plain_text(self) -> None:
        item = public(body=BODY)

        html, plain = item["bodies"]
        assert (html["contentType"], plain["contentType"]) == ("text/html", "text/plain")
        assert html["value"] == (
            "<p>First paragraph of the story.</p>"
            "<p>Second one, with &lt;angle&gt; &amp; ampersand.</p>"
        )
        assert plain["value"] == BODY

    def test_topics_people_and_places_are_named(self) -> None:
        item = public(
            enrichment={
                "topics": [{"qcode": "medtop:20000343", "name": "transport", "relevance": 0.8}],
                "people": [{"name": "Carla Minister", "mentions": 2}],
                "places": [{"name": "Portsmouth", "lat": 50.8, "lon": -1.1, "mentions": 1}],
                "provenance": {"agency": "Example Wire", "carrier": "Carrier"},
            }
        )

        [subject] = item["subjects"]
        assert subject["uri"] == "http://cv.iptc.org/newscodes/mediatopic/20000343"
        assert subject["relevance"] == 80
        assert {"name": "Carla Minister", "rel": "mentions"} in item["people"]
        assert item["places"][0]["geoJSON"]["coordinates"] == [-1.1, 50.8]
        assert [s["role"] for s in item["infoSources"]] == ["originator", "carrier"]

    def test_writers_stand_in_for_a_byline_that_a_machine_wrote(self) -> None:
        item = public(
            by="admin",
            enrichment={
                "set_aside": [
                    {
                        "kind": "machine_byline",
                        "text": "by admin",
                        "span": {"start": 0, "end": 8},
                    }
                ],
                "credits": [{"role": "writing", "name": "Guy Faulconbridge"}],
            },
        )

        assert item["by"] == "Guy Faulconbridge"

    def test_an_item_without_a_proper_uri_gets_one(self) -> None:
        assert public(uri="not a uri")["uri"] == "urn:copydesk:abcdefghij2345677654"

    def test_the_language_of_the_text_outweighs_a_wrong_label(self) -> None:
        sure = {"language": {"code": "de", "confidence": 0.98}}
        unsure = {"language": {"code": "de", "confidence": 0.4}}

        assert public(language="en", enrichment=sure)["language"] == "de"
        assert public(language="en-GB", enrichment=unsure)["language"] == "en-GB"


class TestWhatItDoesNotSay:
    def test_nothing_meant_for_editors_leaves(self) -> None:
        item = public(
            ed_note="Editors: call Zebra desk before use.",
            people=[
                {
                    "name": "Ada Example",
                    "contactInfo": [{"type": "email", "value": "zebra@wire.example"}],
                }
            ],
            associations=[
                {"name": "photo", "uri": "urn:x:photo", "edNote": "zebra", "type": "picture"}
            ],
            extras=Extras(
                notes=("zebra only",), authors=(Author(name="Ada", email="zebra@x.example"),)
            ),
        )

        assert "zebra" not in json.dumps(item).lower()
        assert item["associations"] == [
            {"name": "photo", "uri": "urn:x:photo", "type": "picture", "pubStatus": "usable"}
        ]

    @pytest.mark.parametrize(
        "field",
        ["descriptions", "headlines", "title", "slugline"],
    )
    def test_nothing_set_aside_comes_back_through_another_field(self, field: str) -> None:
        farm = "Buy cheap zebra shoes at great prices today only"
        leaks: dict[str, Any] = {
            "descriptions": [{"role": "summary", "value": f"Intro. {farm} and more"}],
            "headlines": [
                {"role": "main", "value": "Ferries resume"},
                {"role": "short", "value": farm},
            ],
            "title": farm,
            "slugline": farm,
        }
        given = {field: leaks[field]}

        item = public(
            **({"headline": "Ferries resume"} if field != "headlines" else {}) | given,
            enrichment={
                "headline": "Ferries resume",
                "set_aside": [
                    {"kind": "link_farm", "text": farm, "span": {"start": 0, "end": 9}}
                ],
            },
        )

        assert "zebra" not in json.dumps(item).lower()

    def test_what_the_story_says_too_is_no_leak(self) -> None:
        item = public(
            headline="Ferries resume after the storm today",
            descriptions=[
                {"role": "summary", "value": "Ferries resume after the storm today."}
            ],
            enrichment={
                "set_aside": [
                    {
                        "kind": "repeated_headline",
                        "text": "Ferries resume after the storm today",
                        "span": {"start": 0, "end": 9},
                    }
                ]
            },
        )

        assert item["descriptions"][0]["value"] == "Ferries resume after the storm today."

    def test_a_killed_association_stays_behind(self) -> None:
        gone = {"name": "photo", "uri": "urn:x:photo", "pubStatus": "canceled"}

        assert "associations" not in public(associations=[gone])


class TestRevision:
    def test_the_hash_is_that_of_the_text_that_is_sent(self) -> None:
        revision = public_revision(an_approval(1).data)

        assert revision.hash == hashlib.sha256(revision.item.encode()).hexdigest()
        assert list(orjson.loads(revision.item)) == sorted(orjson.loads(revision.item))

    def test_the_same_story_has_the_same_hash(self) -> None:
        assert public_revision(an_approval(1).data) == public_revision(an_approval(1).data)

    def test_syndicated_copy_points_to_its_origin_where_its_wire_wants_that(self) -> None:
        extras = Extras(url="https://wire.example/story")
        origin = SourceFacts(id="example-wire", canonical="origin")

        theirs = public_revision(an_approval(1, source=origin, extras=extras).data)
        ours = public_revision(an_approval(1, extras=extras).data)

        assert (theirs.canonical, ours.canonical) == ("https://wire.example/story", None)

    def test_a_correction_without_words_gets_ours(self) -> None:
        approval = an_approval(1, extras=Extras(signals=("sig:correction",)))

        assert public_revision(approval.data).correction == CORRECTION_NOTE


class TestNinjs:
    def test_a_rich_story_is_valid(self, ninjs: Draft202012Validator) -> None:
        item = public(
            embargoed_until="2026-11-23T07:00:00Z",
            expires="2027-01-01T00:00:00Z",
            by="By Ada Example",
            urgency=3,
            rights_info={"linkedRights": "https://x.example/r", "strange": 1},
            digital_source_type={"name": "Digital creation", "more": {}},
            alt_ids=[{"role": "slug", "value": "x"}],
            organisations=[{"name": "Ferries plc", "symbols": [{"symbol": "FER", "odd": 1}]}],
            genres=[{"name": "Update", "rel": "x"}],
            info_sources=[{"name": "Example Wire", "role": "provider"}],
            renditions=[{"name": "main", "href": "javascript:alert(1)"}],
            associations=[
                {
                    "name": "photo",
                    "uri": "urn:x:photo",
                    "type": "picture",
                    "renditions": [{"name": "web", "href": "https://x.example/p.jpg"}],
                }
            ],
            enrichment={
                "places": [{"name": "Rome", "lat": 41.9, "lon": 12.5, "mentions": 1}],
                "topics": [{"qcode": "medtop:20000343", "name": "t", "relevance": 1.4}],
                "credits": [{"role": "editing", "name": "Ben Sample", "place": "Rome"}],
            },
        )

        assert [error.message for error in ninjs.iter_errors(item)] == []
        assert "renditions" not in item

    def test_real_copy_is_valid(self, ninjs: Draft202012Validator, corpus: Path) -> None:
        for file in sorted((corpus / "ninjs/examples").glob("ninjs31-*.json")):
            wire = Item.model_validate_json(file.read_bytes())
            article = an_article().model_copy(update={"item": wire})

            item = public_item(article, an_enrichment()).to_ninjs()

            assert [error.message for error in ninjs.iter_errors(item)] == [], file.name

    @given(text=st.text(max_size=200), headline=st.text(max_size=80))
    def test_any_text_is_written_as_json_and_html(self, text: str, headline: str) -> None:
        clean = text.encode("utf-8", "ignore").decode()
        title = headline.encode("utf-8", "ignore").decode()

        item = public(headline=title, body=clean, enrichment={"body": clean})

        written = json.dumps(item)
        assert "<script" not in item["bodies"][0]["value"].lower() if item["bodies"] else True
        assert json.loads(written) == item


def test_user_and_password_of_an_address_are_not_published() -> None:
    url = "https://ann:sesame@wire.example/story"
    origin = SourceFacts(id="wire", canonical="origin", rights=("self",))
    approval = an_approval(
        1, uri=url, source=origin, extras=Extras(url=url), body=f"See {url} for more."
    )

    revision = public_revision(approval.data)

    assert "sesame" not in revision.model_dump_json()
    assert revision.canonical == "https://wire.example/story"

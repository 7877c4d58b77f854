"""RSS: items as sites send them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import UnreadableError
from services.ingest.formats.xml import rss
from services.ingest.formats.xml.document import MOST_ITEMS
from tests.unit.ingest.formats.reading import read
from tests.unit.ingest.formats.samples import RSS, a_payload


def test_an_item_has_its_story_teaser_authors_and_date() -> None:
    item, extras = rss.parse(a_payload(RSS)).items[0]

    assert item.headline() == "Bridge & ferry open"
    assert item.bodies[0].value.startswith("<p>The bridge and the ferry are open again.</p>")
    assert 'href="https://post.example/b"' in item.bodies[0].value
    assert item.descriptions[0].value == "Both are open."
    assert item.by == "Ida Okafor, Tom Reed"
    assert item.version_created == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert extras.url == "https://post.example/a/1?x=1"
    assert (extras.original_source, item.language) == ("Harbour News", "en-gb")
    assert item.alt_ids[0].value == "post-771"
    assert item.associations[0]["uri"] == "https://pics.example.org/1.jpg"


def test_the_longer_text_is_the_story() -> None:
    swapped = RSS.replace(
        "<description>Both are open.</description>",
        "<description>" + "Both are open. " * 50 + "</description>",
    )

    item = rss.parse(a_payload(swapped)).items[0].item

    assert item.bodies[0].value.count("Both are open.") == 50


def test_undated_items_are_taken_and_empty_ones_told() -> None:
    parsed = rss.parse(a_payload(RSS))

    assert parsed.items[1].item.version_created is None
    assert [problem.xpath for problem in parsed.problems] == [
        "/rss/channel/item[2]",  # has no guid
        "/rss/channel/item[3]",  # has nothing
    ]


def test_a_tombstone_is_a_kill() -> None:
    killed = rss.parse(a_payload(RSS)).items[-1].item

    assert (killed.pub_status, killed.ed_note) == ("canceled", "Wrong man named")
    assert killed.alt_ids[0].value == "post-700"


def test_a_doctype_in_a_feed_is_refused() -> None:
    bomb = RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss', 1)

    with pytest.raises(UnreadableError) as refused:
        rss.parse(a_payload(bomb))

    assert refused.value.problems[-1].line == 2


def test_a_doctype_that_declares_nothing_is_passed_over() -> None:
    netscape = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss'
    )

    assert rss.parse(a_payload(RSS.replace("<rss", netscape, 1))).items


def test_a_feed_without_end_is_cut_off_and_said_so() -> None:
    endless = "<rss><channel>" + "<item><title>x</title></item>" * 100_000

    parsed = rss.parse(a_payload(endless))

    assert len(parsed.items) == MOST_ITEMS
    assert "first" in parsed.problems[0].detail


def test_rdf_is_rss() -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about="https://post.example/1">
      <title>One</title><link>https://post.example/1</link></item></rdf:RDF>"""

    assert rss.parse(a_payload(rdf)).items[0].item.uri == "https://post.example/1"


def test_an_ampersand_out_of_place_is_mended_and_told() -> None:
    parsed = rss.parse(a_payload(RSS.replace("Undated", "Fish & chips&nbsp;daily")))

    assert parsed.items[1].item.headline() == "Fish & chips daily"
    assert parsed.problems[0].line == RSS[: RSS.index("Undated")].count("\n") + 1


def test_an_item_that_is_not_well_formed_does_not_take_the_others_with_it() -> None:
    feed = """<rss><channel><title>F</title>
    <item><guid>1</guid><title>One</title></item>
    <item><guid>2</guid><title>Two <b>broken</title></item>
    <item><guid>3</guid><title>Three</title></item>
    </channel></rss>"""

    parsed = rss.parse(a_payload(feed))

    assert [one.item.headline() for one in parsed.items] == ["One", "Three"]
    assert [problem.line for problem in parsed.problems] == [3]


def test_a_feed_that_was_cut_off_loses_its_last_item() -> None:
    feed = "<rss><channel>\n<item><title>One</title></item>\n<item><title>Two</title><desc"

    parsed = rss.parse(a_payload(feed))

    assert [one.item.headline() for one in parsed.items] == ["One"]


IN_CAPITALS = """<RSS VERSION="2.0"><CHANNEL><TITLE>Harbour News</TITLE>
<LINK>https://post.example/</LINK><ITEM><TITLE>Ferry sails</TITLE>
<GUID ISPERMALINK="false">n-1</GUID><LINK>https://post.example/1</LINK>
<PUBDATE>Mon, 23 Nov 2026 08:10:30 GMT</PUBDATE><EMBARGODATE>2099-01-01T00:00:00Z</EMBARGODATE>
<DESCRIPTION>The ferry sails again.</DESCRIPTION></ITEM></CHANNEL></RSS>"""


@pytest.mark.parametrize(
    "written",
    [
        IN_CAPITALS,
        IN_CAPITALS.replace("RSS", "rss").replace("CHANNEL", "channel"),
        IN_CAPITALS.replace("ITEM", "Item").replace("TITLE", "Title"),
    ],
    ids=["all of it", "the items", "their first letters"],
)
def test_names_in_capitals_are_read_and_told(written: str) -> None:
    parsed = read(written, media_type="application/rss+xml")

    ((item, extras),) = parsed.items
    assert (parsed.format, item.headline()) == ("rss", "Ferry sails")
    assert item.version_created == datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)
    assert item.embargoed_until == datetime(2099, 1, 1, tzinfo=UTC)
    assert extras.url == "https://post.example/1"
    (told,) = parsed.problems
    assert "capitals" in told.detail
    assert told.xpath in ("/RSS", "/rss")
    assert told.fix

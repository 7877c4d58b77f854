"""NewsML 1.2: items in components, with pictures beside the text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import Parsed, ParsedItem, UnreadableError
from services.ingest.formats.xml import newsml_1_2
from tests.unit.ingest.formats.samples import NEWSML_1_2, a_payload


def parse(old: bytes = b"", new: bytes = b"") -> Parsed:
    assert old in NEWSML_1_2
    return newsml_1_2.parse(a_payload(NEWSML_1_2.replace(old, new) if old else NEWSML_1_2))


def test_a_revision_belongs_to_its_story() -> None:
    first = parse().items[0].item
    second = parse(b"PONT7:2U", b"PONT7:3U").items[0].item

    assert first.uri == second.uri == "urn:newsml:wire.example:20261123:PONT7"
    assert first.alt_ids[0].value == "urn:newsml:wire.example:20261123:PONT7:2U"
    assert first.version == "2"


def test_a_number_that_is_the_story_s_own_is_no_revision() -> None:
    twelfth = parse(b"PONT7:2U", b"PONT:12").items[0].item
    thirteenth = parse(b"PONT7:2U", b"PONT:13").items[0].item

    assert (twelfth.uri, thirteenth.uri) == (
        "urn:newsml:wire.example:20261123:PONT:12", "urn:newsml:wire.example:20261123:PONT:13",
    )  # fmt: skip


def test_lines_and_metadata_go_to_their_places() -> None:
    item, extras = parse().items[0]

    assert item.headline() == "Le pont est rouvert"
    assert (item.slugline, item.by, item.language) == ("Pont-trafic", "Par Luc Martin", "fr")
    assert item.bodies[0].value == "<p>Le pont a rouvert lundi, un an après.</p>"
    assert (item.urgency, extras.word_count, extras.sequence) == (3, 9, "88")
    assert item.first_created == datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert [subject.uri for subject in item.subjects] == [
        "http://cv.iptc.org/newscodes/subjectcode/04015003",
        "http://cv.iptc.org/newscodes/subjectcode/04000000",
    ]
    assert (item.usage_terms, item.copyright_notice, item.ed_note) == (
        "Presse", "EXW 2026", "Photo suit",
    )  # fmt: skip
    assert extras.dateline is not None
    assert (extras.dateline.place, extras.dateline.agency) == ("Lyon", "EXW")
    assert extras.authors[0].name == "Luc Martin"


def test_a_picture_goes_beside_the_text() -> None:
    (picture,) = parse().items[0].item.associations

    assert picture["headlines"] == [{"role": "main", "value": "Le pont, lundi"}]
    assert picture["renditions"][0]["title"] == "pont.jpg"


@pytest.mark.parametrize(
    ("said", "status"),
    [(b"Canceled", "canceled"), (b"Withheld", "withheld"), (b"Usable", "usable")],
)
def test_the_status_is_the_status(said: bytes, status: str) -> None:
    parsed = parse(b'<Status FormalName="Usable"/>', b'<Status FormalName="%s"/>' % said)

    assert parsed.items[0].item.pub_status == status


def test_an_instruction_to_delete_is_a_kill() -> None:
    parsed = parse(
        b'<Urgency FormalName="3"/>',
        b'<Urgency FormalName="3"/><Instruction FormalName="Delete"/>',
    )

    assert parsed.items[0].item.pub_status == "canceled"


A_CHANGE = (
    b"<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId>"
    b"<DateId>20261123</DateId><NewsItemId>PONT7</NewsItemId>"
    b'<RevisionId PreviousRevision="2" Update="A">3</RevisionId></NewsIdentifier>'
    b'</Identification><NewsManagement><Status FormalName="Usable"/></NewsManagement>'
    b'<Update><Delete DuidRef="photo"/></Update></NewsItem></NewsML>'
)


def test_a_mere_change_of_parts_does_not_empty_the_story() -> None:
    changed = newsml_1_2.parse(a_payload(A_CHANGE))

    assert changed.items == ()
    [problem] = changed.problems
    assert "only changes parts" in problem.detail
    assert problem.xpath == "/NewsML/NewsItem/Update"


def test_a_mere_change_of_parts_that_kills_is_a_kill() -> None:
    [kill] = newsml_1_2.parse(a_payload(A_CHANGE.replace(b"Usable", b"Canceled"))).items

    assert kill.item.pub_status == "canceled"


def test_an_embargo_ends_when_the_status_will_change() -> None:
    parsed = parse(
        b'<Status FormalName="Usable"/>',
        b'<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
        b"<DateAndTime>20261124T080000Z</DateAndTime></StatusWillChange>",
    )

    assert parsed.items[0].item.embargoed_until == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert parsed.items[0].item.pub_status == "usable"


def test_an_embargo_without_end_withholds() -> None:
    parsed = parse(b'<Status FormalName="Usable"/>', b'<Status FormalName="Embargoed"/>')

    assert parsed.items[0].item.pub_status == "withheld"
    assert parsed.problems[0].xpath == "/NewsML/NewsItem/NewsManagement/Status"


def an_item(components: str, management: str = "", kind: str = "News") -> ParsedItem:
    """Read an item of a kind with these components in its outermost one."""
    return newsml_1_2.parse(
        a_payload(
            "<NewsML><NewsEnvelope><DateAndTime>20261123T073000Z</DateAndTime></NewsEnvelope>"
            "<NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId>"
            "<DateId>20261123</DateId><NewsItemId>ferry</NewsItemId>"
            "<RevisionId>1</RevisionId>"
            "<PublicIdentifier>urn:newsml:wire.example:20261123:ferry:1</PublicIdentifier>"
            "</NewsIdentifier></Identification>"
            f"<NewsManagement><NewsItemType FormalName='{kind}'/>{management}</NewsManagement>"
            f"<NewsComponent>{components}</NewsComponent></NewsItem></NewsML>"
        )
    ).items[0]


def a_text(data: str, role: str = "Main") -> str:
    return (
        f"<NewsComponent><Role FormalName='{role}'/><ContentItem><MediaType FormalName='Text'/>"
        f"<DataContent>{data}</DataContent></ContentItem></NewsComponent>"
    )


def a_form(href: str, role: str, kind: str = "Photo") -> str:
    return (
        f"<NewsComponent><Role FormalName='{role}'/><ContentItem Href='{href}'>"
        f"<MediaType FormalName='{kind}'/></ContentItem></NewsComponent>"
    )


PHOTO = (
    "<NewsComponent Duid='photo0'><NewsLines><HeadLine>Rowers pull hard</HeadLine>"
    "<ByLine>Pia Lens</ByLine><CreditLine>EXW PHOTO</CreditLine></NewsLines>"
    "<DescriptiveMetadata><SubjectCode><Subject FormalName='15000000'/></SubjectCode>"
    "</DescriptiveMetadata>"
    + a_text("<p>Rowers on Sunday</p>", "Caption")
    + a_form("big.jpg", "HighDef")
    + a_form("small.jpg", "Thumbnail")
    + "</NewsComponent>"
)


def test_the_sizes_of_a_picture_are_one_picture_with_its_caption() -> None:
    second = PHOTO.replace("big", "big2").replace("small", "small2")

    item, _ = an_item(a_text("<p>Boats raced.</p>") + PHOTO + second)

    assert [
        [rendition["name"] for rendition in one["renditions"]] for one in item.associations
    ] == [["HighDef", "Thumbnail"]] * 2
    assert item.associations[0]["headlines"] == [{"role": "main", "value": "Rowers pull hard"}]
    assert item.associations[0]["descriptions"] == [
        {"role": "caption", "value": "Rowers on Sunday"}
    ]
    assert item.associations[0]["by"] == "Pia Lens"


def test_what_is_said_of_a_picture_is_not_said_of_the_story() -> None:
    item, extras = an_item(a_text("<p>Boats raced.</p>") + PHOTO)

    assert (item.by, item.subjects, item.headline()) == (None, (), "")
    assert (extras.creditline, extras.authors) == (None, ())


def test_a_gallery_is_several_pictures() -> None:
    gallery = a_form("a.jpg", "Photo") + a_form("b.jpg", "Photo")

    item, _ = an_item(
        a_text("<p>Boats raced.</p>") + f"<NewsComponent>{gallery}</NewsComponent>"
    )

    assert [one["uri"] for one in item.associations] == [
        "urn:copydesk:guid:a.jpg", "urn:copydesk:guid:b.jpg",
    ]  # fmt: skip


def test_sizes_in_one_component_are_told_apart() -> None:
    sizes = "<ContentItem Href='{}.jpg'><MediaType FormalName='Photo'/></ContentItem>"
    both = "<Role FormalName='Main'/>" + sizes.format("a") + sizes.format("b")

    item, _ = an_item(
        a_text("<p>Boats raced.</p>")
        + f"<NewsComponent EquivalentsList='yes'>{both}</NewsComponent>"
    )

    assert [one["name"] for one in item.associations[0]["renditions"]] == [
        "rendition1", "rendition2",
    ]  # fmt: skip


def test_an_item_that_says_it_is_a_photo_is_one() -> None:
    both = a_text("<p>Rowers on Sunday</p>", "Text") + a_form("a.jpg", "Main")

    story, photo = an_item(both).item, an_item(both, kind="Photo").item

    assert story.type == "text"
    assert (photo.type, photo.bodies) == ("picture", ())
    assert photo.descriptions[0].value == "Rowers on Sunday"
    assert photo.renditions[0].title == "a.jpg"


def test_the_address_of_a_text_is_no_picture() -> None:
    addressed = a_text("<p>Boats raced.</p>").replace(
        "<ContentItem>", "<ContentItem Href='https://wire.example/7'>"
    )

    item, _ = an_item(addressed)

    assert item.associations == ()
    assert item.bodies[0].value == "<p>Boats raced.</p>"


INNER = (
    "<nitf><head><docdata{status}><ed-msg info='Adds quote'/>{dates}</docdata>"
    "<tobject><tobject.subject tobject.subject.refnum='IPTC:04000000'/></tobject></head>"
    "<body><body.head><hedline><hl1>Boats race</hl1><hl2>Crowds come</hl2></hedline>"
    "<byline>By Ida Okafor</byline><dateline><location>Lowmarsh</location>"
    "<story.date norm='20261123T071500Z'>20261123T071500Z</story.date></dateline>"
    "<abstract><p>&lt;p&gt;In short&lt;/p&gt;</p></abstract></body.head>"
    "<body.content><p>Boats raced.</p></body.content>"
    "<body.content><p>Crowds came.</p></body.content></body></nitf>"
)


@pytest.mark.parametrize(
    "data", ["{}", "<![CDATA[<?xml version='1.0'?>{}]]>"], ids=["as mark-up", "as text"]
)
def test_nitf_inside_is_read_also_where_it_came_as_text(data: str) -> None:
    item, extras = an_item(a_text(data.format(INNER.format(status="", dates=""))))

    assert [text.value for text in item.headlines] == ["Boats race", "Crowds come"]
    assert item.bodies[0].value == "<p>Boats raced.</p><p>Crowds came.</p>"
    assert (item.by, item.ed_note) == ("By Ida Okafor", "Adds quote")
    assert item.descriptions[0].value == "In short"
    assert [subject.uri for subject in item.subjects] == [
        "http://cv.iptc.org/newscodes/subjectcode/04000000"
    ]
    assert extras.dateline is not None
    assert (extras.dateline.text, extras.dateline.place) == ("Lowmarsh", "Lowmarsh")


@pytest.mark.parametrize(
    ("inside", "outside", "status"),
    [
        ("canceled", "Usable", "canceled"),
        ("withheld", "Usable", "withheld"),
        ("embargoed", "Usable", "withheld"),
        ("usable", "Withheld", "withheld"),
        ("usable", "Retracted", "canceled"),
        ("usable", "Usable", "usable"),
    ],
)
def test_the_more_careful_of_two_statuses_counts(
    inside: str, outside: str, status: str
) -> None:
    nitf = INNER.format(status=f" management-status='{inside}'", dates="")

    item, _ = an_item(a_text(nitf), f"<Status FormalName='{outside}'/>")

    assert item.pub_status == status


def test_a_release_inside_is_an_embargo() -> None:
    nitf = INNER.format(status="", dates="<date.release norm='20261124T080000Z'/>")

    item, _ = an_item(a_text(nitf))

    assert item.embargoed_until == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_an_expiry_before_the_end_of_an_embargo_hides_neither() -> None:
    item, _ = an_item(
        a_text("<p>Boats raced.</p>"),
        "<Status FormalName='Embargoed'/>"
        "<StatusWillChange><FutureStatus FormalName='Canceled'/>"
        "<DateAndTime>20261130T080000Z</DateAndTime></StatusWillChange>"
        "<StatusWillChange><FutureStatus FormalName='Usable'/>"
        "<DateAndTime>20261124T080000Z</DateAndTime></StatusWillChange>",
    )

    assert item.expires == datetime(2026, 11, 30, 8, tzinfo=UTC)
    assert (item.pub_status, item.embargoed_until) == (
        "usable", datetime(2026, 11, 24, 8, tzinfo=UTC),
    )  # fmt: skip


def test_a_wire_s_own_wrapping_keeps_its_paragraphs() -> None:
    wrapped = (
        "<newstext><body><news.content><p>One.</p><p>Two.</p></news.content></body></newstext>"
    )

    item, _ = an_item(a_text(wrapped))

    assert item.bodies[0].value == "<p>One.</p><p>Two.</p>"


def test_a_press_release_has_its_lines_in_components() -> None:
    item, _ = an_item(
        a_text("<html><body><b>Ferries report</b></body></html>", "HeadLine")
        + a_text("<html><body><p>Up 3 per cent</p></body></html>", "SubHeadLine")
        + a_text("<html><body><p>Ferries did well.</p></body></html>", "Body")
        + a_text("<html><body><p>Ring Bo Ek, 555 0100</p></body></html>", "Contact")
    )

    assert [text.value for text in item.headlines] == ["Ferries report", "Up 3 per cent"]
    assert item.bodies[0].value == "<p>Ferries did well.</p>"


def test_an_item_without_a_date_is_as_old_as_its_envelope() -> None:
    item, _ = an_item(a_text("<p>Boats raced.</p>"))

    assert item.version_created == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_two_items_are_two() -> None:
    start, end = NEWSML_1_2.index(b"<NewsItem "), NEWSML_1_2.index(b"</NewsML>")
    item = NEWSML_1_2[start:end]

    parsed = parse(item, item + item.replace(b"PONT7", b"PONT8"))

    assert [one.item.uri for one in parsed.items] == [
        "urn:newsml:wire.example:20261123:PONT7", "urn:newsml:wire.example:20261123:PONT8",
    ]  # fmt: skip


def test_other_xml_is_refused() -> None:
    with pytest.raises(UnreadableError):
        newsml_1_2.parse(a_payload("<NewsML/>"))

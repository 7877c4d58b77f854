"""NewsML-G2: items, packages and messages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import Parsed, ParsedItem, UnreadableError
from services.ingest.formats.xml import newsml_g2
from services.ingest.identity.names import other_names
from shared.articles import Author
from shared.ninjs import Item
from tests.unit.ingest.formats.samples import NEWSML_G2, a_payload


def parse(content: str = NEWSML_G2) -> Parsed:
    return newsml_g2.parse(a_payload(content))


def changed(old: str, new: str) -> Item:
    assert old in NEWSML_G2
    return parse(NEWSML_G2.replace(old, new)).items[0].item


def test_a_message_gives_its_news_and_says_what_it_passed_over() -> None:
    parsed = parse()

    assert [one.item.type for one in parsed.items] == ["text", "composite"]
    assert [problem.xpath for problem in parsed.problems] == [
        "/newsMessage/itemSet/conceptItem"
    ]


def test_a_concept_alone_is_no_news_and_no_fault() -> None:
    alone = NEWSML_G2[NEWSML_G2.index("<conceptItem") : NEWSML_G2.index(" </itemSet>")]

    parsed = parse(alone)

    assert parsed.items == ()
    assert "no news" in parsed.problems[0].detail


def test_metadata_go_to_their_ninjs_places() -> None:
    item, extras = parse().items[0]

    assert (item.uri, item.version) == ("urn:newsml:wire.example:20261123:ferry", "3")
    assert item.version_created == datetime(2026, 11, 23, 6, 58, tzinfo=UTC)
    assert (item.urgency, item.language, item.slugline) == (2, "en-GB", "FERRY/ (UPDATE 2)")
    assert (item.by, item.located) == ("By Ann Bell", "Port Ellis")
    assert item.copyright_notice == "(c) Example Wire 2026"
    assert item.usage_terms == "Print only"
    assert item.descriptions[0].value == "The ferry sails again."
    assert extras.authors == (Author(name="Ann Bell"),)
    assert extras.take_key == "UPDATE 2"
    assert (extras.original_source, extras.creditline) == ("Harbour News", "Harbour News")
    assert extras.word_count == 41
    assert extras.evolved_from == "urn:newsml:wire.example:0"
    assert [(alt.role, alt.value) for alt in item.alt_ids] == [("short", "FERRY7")]


def test_subjects_have_uris_where_the_scheme_is_known_or_declared() -> None:
    item, _ = parse().items[0]

    assert [(one.uri or one.literal, one.name) for one in item.subjects] == [
        ("http://cv.iptc.org/newscodes/mediatopic/20000343", "shipping"),
        ("http://codes.example.org/lmw/x9", "Harbours"),
        ("zzz:7", None),
    ]
    assert [person.name for person in item.people] == ["Joe Quay"]


def test_private_notes_do_not_travel_with_the_copy() -> None:
    item, extras = parse().items[0]

    assert item.ed_note == "Picture follows"
    assert "desk only" not in item.bodies[0].value
    assert set(extras.notes) == {"Ring the desk first", "Contact: desk only."}


def test_renditions_and_links_are_references() -> None:
    item, _ = parse().items[0]

    assert (item.renditions[0].name, item.renditions[0].width) == ("highRes", 900)
    assert item.associations[0]["uri"] == "urn:newsml:wire.example:1"


def test_a_package_keeps_its_groups() -> None:
    groups = parse().items[1].extras.groups

    assert [(group.id, group.role) for group in groups] == [
        ("r", "grp:root"),
        ("m", "grp:main"),
    ]
    assert groups[0].refs[0].idref == "m"
    assert groups[1].refs[0].headline == "Ferry sails"


@pytest.mark.parametrize(
    "said", ["stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/canceled"]
)
def test_a_canceled_item_is_a_kill_of_what_it_came_from_as_well(said: str) -> None:
    item = changed('<pubStatus qcode="stat:usable"/>', f'<pubStatus qcode="{said}"/>')

    assert item.pub_status == "canceled"
    assert "urn:newsml:wire.example:0" in [alt.value for alt in item.alt_ids]


def test_withheld_is_withheld() -> None:
    assert changed("stat:usable", "stat:withheld").pub_status == "withheld"


def test_an_embargo_has_its_time() -> None:
    item = changed(
        "<firstCreated>", "<embargoed>2026-11-24T09:00:00+01:00</embargoed><firstCreated>"
    )

    assert item.embargoed_until == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert item.pub_status == "usable"


def test_an_embargo_without_time_withholds() -> None:
    parsed = parse(NEWSML_G2.replace("<firstCreated>", "<embargoed/><firstCreated>"))

    assert parsed.items[0].item.pub_status == "withheld"
    assert parsed.problems[-1].xpath == "/newsMessage/itemSet/newsItem/itemMeta/embargoed"


def test_an_embargo_in_the_note_without_a_field_withholds() -> None:
    assert (
        changed("Picture follows", "STRICTLY EMBARGOED until further notice").pub_status
        == "withheld"
    )


def test_html_as_data_is_cleaned_and_plain_text_gets_paragraphs() -> None:
    start, end = NEWSML_G2.index("<inlineXML"), NEWSML_G2.index("</inlineXML>") + 12
    written = "&lt;p>One.&lt;/p>&lt;script>x&lt;/script>"
    html = f'<inlineData contenttype="text/html">{written}</inlineData>'
    plain = '<inlineData contenttype="text/plain">One line\ngoes on.\n\nTwo.</inlineData>'

    as_html = parse(NEWSML_G2[:start] + html + NEWSML_G2[end:]).items[0].item.bodies[0].value
    as_plain = parse(NEWSML_G2[:start] + plain + NEWSML_G2[end:]).items[0].item.bodies[0].value

    assert as_html == "<p>One.</p>"
    assert as_plain == "<p>One line goes on.</p><p>Two.</p>"


def test_one_paragraph_with_indented_lines_is_many() -> None:
    wrapped = (
        "<p>(Adds quote)\n    By Ann Bell\n    The ferry left\nat dawn.\n    All is well.</p>"
    )

    body = changed(
        "<p>The ferry left Port Ellis at dawn.</p><ul><li>First sailing: 06:00</li></ul>",
        wrapped,
    )

    assert body.bodies[0].value == (
        "<p>(Adds quote)</p><p>By Ann Bell</p><p>The ferry left at dawn.</p><p>All is well.</p>"
    )


def test_an_item_without_guid_is_taken_with_a_problem() -> None:
    parsed = parse(NEWSML_G2.replace('guid="urn:newsml:wire.example:20261123:ferry" ', ""))

    assert parsed.items[0].item.uri is None
    assert (
        parsed.problems[0].xpath == "/newsMessage/itemSet/conceptItem"
        or parsed.problems[-1].xpath
    )


def test_other_xml_is_refused() -> None:
    with pytest.raises(UnreadableError):
        parse("<a/>")


def test_of_several_headlines_the_one_in_the_items_language_is_the_main_one() -> None:
    document = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:w:1" xml:lang="fi">'
        '<itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta>'
        '<headline xml:lang="sv">Färjan går</headline><headline xml:lang="fi">Lautta</headline>'
        "</contentMeta></newsItem>"
    )

    (item,) = parse(document).items

    assert [text.value for text in item.item.headlines] == ["Lautta", "Färjan går"]


def an_item(item_meta: str = "", content_meta: str = "", content: str = "") -> ParsedItem:
    document = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:w:1" xml:lang="de">'
        f'<itemMeta><itemClass qcode="ninat:text"/>{item_meta}</itemMeta>'
        f"<contentMeta>{content_meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )
    (item,) = parse(document).items
    return item


XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
)


def test_a_note_with_a_constraint_on_its_publication_stays_with_the_newsroom() -> None:
    item, extras = an_item(
        "<edNote>Bild folgt</edNote>"
        '<edNote role="w:contacts" pubconstraint="w:nonpublic">Autorin: 0123</edNote>'
    )

    assert item.ed_note == "Bild folgt"
    assert extras.notes == ("Autorin: 0123",)


def test_a_hold_in_a_private_note_is_a_hold() -> None:
    note = '<edNote pubconstraint="w:nonpublic">HOLD: Zahlen falsch</edNote>'

    assert an_item(note).item.pub_status == "withheld"


def test_a_notepad_in_mark_up_is_parted_into_what_may_and_may_not_go_further() -> None:
    item, extras = an_item(
        '<edNote role="w:notepad"><section xmlns="http://www.w3.org/1999/xhtml">'
        '<section class="np-public"><ul><li>Bild folgt</li><li>Internet: w.example</li></ul>'
        '</section><section class="np-nonpublic"><p>Redaktion: 0987</p></section></section>'
        "</edNote>"
    )

    assert item.ed_note == "Bild folgt\nInternet: w.example"
    assert extras.notes == ("Redaktion: 0987",)


@pytest.mark.parametrize(
    "headlines",
    [
        '<headline rank="3">Verkehr</headline><headline rank="1">Fähre legt ab</headline>',
        '<headline role="x">Verkehr</headline><headline role="title">Fähre legt ab</headline>',
        '<headline role="w:seo">Verkehr</headline><headline>Fähre legt ab</headline>',
    ],
    ids=["by rank", "a title and a subtitle", "one without a role"],
)
def test_the_headline_is_the_main_one_wherever_it_stands(headlines: str) -> None:
    texts = an_item(content_meta=headlines).item.headlines

    assert [text.value for text in texts] == ["Fähre legt ab", "Verkehr"]
    assert texts[0].role == "main"


def test_a_name_is_written_out_where_there_is_also_a_short_one() -> None:
    item = an_item(
        content_meta='<subject type="cpnat:geoArea" qcode="w:1"><name role="nrol:mnemonic">NOR'
        '</name><name role="nrol:display">Nordland</name></subject>'
    ).item

    assert [place.name for place in item.places] == ["Nordland"]


def test_a_desk_that_is_a_category_is_one() -> None:
    extras = an_item(
        content_meta='<subject type="w:category" qcode="wcat:wi"><name>Geld</name></subject>'
    ).extras

    assert extras.categories == ("wi",)


def test_a_header_in_the_story_is_no_part_of_it_but_its_lead_is() -> None:
    header = (
        '<header><time>02.03.2026</time><ul class="slugline"><li>Verkehr</li></ul>'
        '<h1>Fähre legt ab</h1><p class="byline">Von Mia M.</p><p>Der Vorspann.</p></header>'
    )
    story = f"{XHTML}<body>{header}<p>Sie fährt.</p></body></html></inlineXML>"

    item = an_item(content_meta="<headline>Fähre legt ab</headline>", content=story).item

    assert item.bodies[0].value == "<p>Der Vorspann.</p><p>Sie fährt.</p>"


def test_a_box_beside_the_story_keeps_its_paragraphs() -> None:
    story = (
        f"{XHTML}<body><p>A.</p><aside><h3>Box</h3><p>B.</p></aside></body></html></inlineXML>"
    )

    assert an_item(content=story).item.bodies[0].value == "<p>A.</p><h3>Box</h3><p>B.</p>"


def test_nitfs_abstract_describes_an_item_without_a_description() -> None:
    story = (
        "<inlineXML><nitf><body><body.head><abstract><p>In short.</p></abstract></body.head>"
        "<body.content><p>At length.</p></body.content></body></nitf></inlineXML>"
    )

    assert [text.value for text in an_item(content=story).item.descriptions] == ["In short."]
    described = an_item(content_meta="<description>Mine.</description>", content=story).item
    assert [text.value for text in described.descriptions] == ["Mine."]


def test_a_creator_who_signs_with_by_is_the_byline() -> None:
    item, extras = an_item(content_meta="<creator><name>By ANN BELL and BO EK</name></creator>")

    assert item.by == "By ANN BELL and BO EK"
    assert [author.name for author in extras.authors] == ["ANN BELL", "BO EK"]


@pytest.mark.parametrize(
    ("alt_id", "is_its_own"),
    [
        ("<altId>APA0123</altId>", False),
        ('<altId type="ap:recordSequenceNumber">2</altId>', False),
        ('<altId type="ap:referenceId">EU--Storm</altId>', False),
        ('<altId type="ap:itemId">bca71494</altId>', True),
        ('<altId type="w:revision" id="w.example-5932656"/>', True),
    ],
    ids=["number of the day", "number of the version", "slug", "id", "in an attribute"],
)
def test_only_names_that_no_other_story_has_let_a_kill_reach_it(
    alt_id: str, *, is_its_own: bool
) -> None:
    item = an_item(content_meta=alt_id).item

    assert len(item.alt_ids) == 1
    assert bool(other_names(item)) is is_its_own


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ("<profile>Advisory</profile>", "withheld"),
        ("<profile>Text</profile>", "usable"),
        ('<pubStatus qcode="stat:withdrawn"/>', "canceled"),
    ],
    ids=["an advisory", "an ordinary profile", "taken back by its source"],
)
def test_what_is_not_for_readers_does_not_go_to_them(meta: str, status: str) -> None:
    assert an_item(meta).item.pub_status == status


@pytest.mark.parametrize(
    ("signal", "status"), [("newscontent", "usable"), ("derivative", "withheld")]
)
def test_of_ap_only_what_is_signalled_as_news_content_is_usable(
    signal: str, status: str
) -> None:
    document = NEWSML_G2.replace("urn:newsml:wire.example:20261123:ferry", "tag:ap.org,2026:1")
    document = document.replace("sig:update", f"apsig:{signal}")

    assert parse(document).items[0].item.pub_status == status


@pytest.mark.parametrize(
    "above",
    ["<h1>Ferry</h1><h2>It sails</h2>", "<p>(Adds quote)</p><p>* Points</p><p>By Ann Bell</p>"],
    ids=["headings", "what a wire puts above its story"],
)
def test_the_dateline_is_found_below_what_stands_above_the_story(above: str) -> None:
    text = "<p>LOWMARSH, May 5 (LMW) - It sails.</p>"
    story = f"{XHTML}<body>{above}{text}</body></html></inlineXML>"

    dateline = an_item(content=story).extras.dateline

    assert dateline is not None
    assert (dateline.place, dateline.agency) == ("LOWMARSH", "LMW")


def test_who_information_is_from_is_the_original_source() -> None:
    extras = an_item(
        '<provider literal="ag"><name>Agentur</name></provider>',
        '<infoSource role="isrol:originfo"><name>Hafenwacht</name></infoSource>',
    ).extras

    assert extras.original_source == "Hafenwacht"


def test_links_of_older_items_are_followed_too() -> None:
    item, extras = an_item(
        '<link rel="irel:evolvedFrom" guidref="urn:w:0"/>'
        '<link rel="irel:seeAlso" guidref="urn:w:7"/>'
    )

    assert extras.evolved_from == "urn:w:0"
    assert [one["uri"] for one in item.associations] == ["urn:w:7"]


def a_sports_item(inner: str, kind: str = "application/sportsml+xml") -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:9" version="1">'
        '<itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:usable"/></itemMeta>'
        "<contentMeta><headline>Rovers win</headline></contentMeta><contentSet>"
        f'<inlineXML contenttype="{kind}">{inner}</inlineXML></contentSet></newsItem>'
    )


def test_results_of_sportsml_become_a_table_and_what_is_left_out_is_told() -> None:
    teams = "".join(
        f'<team><team-metadata><name full="{name}"/></team-metadata>'
        f'<team-stats score="{score}"/></team>'
        for name, score in (("Northisle Rovers", 2), ("Quay Town", 1))
    )
    parsed = newsml_g2.parse(
        a_payload(
            a_sports_item(
                f"<sports-content><sports-event>{teams}</sports-event></sports-content>"
            )
        )
    )

    assert parsed.items[0].item.bodies[0].value == (
        "<table><tbody><tr><td>Northisle Rovers</td><td>2</td></tr>"
        "<tr><td>Quay Town</td><td>1</td></tr></tbody></table>"
    )
    assert "sportsml" in parsed.problems[0].detail


@pytest.mark.parametrize("kind", ["application/x-weather+xml", "application/sportsml+xml"])
def test_content_that_nobody_reads_is_told(kind: str) -> None:
    parsed = newsml_g2.parse(a_payload(a_sports_item("<wx><t c='3'/></wx>", kind)))

    assert not parsed.items[0].item.bodies
    assert kind in parsed.problems[0].detail

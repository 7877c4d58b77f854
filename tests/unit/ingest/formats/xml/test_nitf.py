"""NITF: what a wire's mark-up says is what the item says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import ParsedItem, UnreadableError
from services.ingest.formats.xml import nitf
from shared.articles import Author
from tests.unit.ingest.formats.samples import NITF, a_payload


def read(content: str = NITF) -> ParsedItem:
    return nitf.parse(a_payload(content)).items[0]


def test_tells_headline_slugline_byline_and_abstract() -> None:
    item, extras = read()

    assert item.headline() == "Lowmarsh bridge opens again"
    assert [text.value for text in item.headlines] == [
        "Lowmarsh bridge opens again", "Lorries stay banned",
    ]  # fmt: skip
    assert item.slugline == "Lowmarsh Bridge"
    assert item.by == "By Tom Reed"
    assert extras.authors == (Author(name="Tom Reed", role="Transport Writer"),)
    assert item.descriptions[0].value == "The old bridge carries cars once more."


def test_keeps_an_id_that_is_no_uri_literally_as_well() -> None:
    item, _ = read()

    assert item.uri == "urn:copydesk:guid:lmw-2026-771"
    assert [(alt.role, alt.value) for alt in item.alt_ids] == [("guid", "lmw-2026-771")]


def test_tells_subjects_by_their_scheme() -> None:
    item, _ = read()

    assert [subject.uri for subject in item.subjects] == [
        "http://cv.iptc.org/newscodes/subjectcode/11000000",
        "http://cv.iptc.org/newscodes/mediatopic/20000523",
    ]
    assert [subject.name for subject in item.subjects] == ["Politics", "Labour"]


def test_tells_people_organisations_and_places() -> None:
    item, extras = read()

    assert [person.name for person in item.people] == ["Ida Okafor"]
    assert [one.name for one in item.organisations] == ["Lowmarsh Town Council"]
    assert [(one.name, one.literal) for one in item.places] == [("Lowmarsh", "GB")]
    assert extras.dateline is not None
    assert (extras.dateline.place, extras.dateline.country) == ("Lowmarsh", "GB")


def test_the_body_keeps_paragraphs_tables_and_preformatted_text_and_is_safe() -> None:
    body = read().item.bodies[0].value

    assert body.startswith("<p>Cars crossed the Lowmarsh bridge on Monday, a year after cracks")
    assert "<h2>Next steps</h2>" in body
    assert "<td>1,204</td>" in body
    assert "<pre>LEFT    RIGHT\n1       2</pre>" in body
    assert "&amp; that.<br/>Bye." in body
    assert body.endswith("<p>Sam Field added to this report.</p>")
    assert not any(word in body for word in ("script", "onclick", "alert", "caption"))


def test_media_are_references_beside_the_story() -> None:
    (media,) = read().item.associations

    assert media["uri"] == "https://pics.example.org/b.jpg"
    assert media["descriptions"] == [{"role": "caption", "value": "The bridge at dawn"}]
    assert media["renditions"][0]["width"] == 640


def test_keeps_what_only_wires_have() -> None:
    item, extras = read()

    assert (extras.sequence, extras.take_key, extras.categories) == ("0417", "2ND LEAD", ("d",))
    assert extras.keywords == ("bridge", "traffic")
    assert item.ed_note == "Adds quote from the mayor."
    assert item.usage_terms == "No archive use"
    assert item.copyright_holder == "Lowmarsh Wire"
    assert item.expires == datetime(2026, 11, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("usable", "usable"),
        ("withheld", "withheld"),
        ("canceled", "canceled"),
        ("cancelled", "canceled"),
    ],
)
def test_management_status_is_the_status(said: str, status: str) -> None:
    changed = NITF.replace('management-status="usable"', f'management-status="{said}"')

    assert read(changed).item.pub_status == status


def test_a_status_that_nobody_knows_holds_the_item_and_says_where() -> None:
    parsed = nitf.parse(a_payload(NITF.replace('status="usable"', 'status="maybe"')))

    assert parsed.items[0].item.pub_status == "withheld"
    assert [problem.xpath for problem in parsed.problems] == [
        "/nitf/head/docdata/@management-status"
    ]


def test_a_release_after_the_issue_is_an_embargo() -> None:
    embargoed = NITF.replace(
        "<date.expire", '<date.release norm="20261124T000100+0000"/><date.expire'
    )

    item = read(embargoed).item

    assert item.embargoed_until == datetime(2026, 11, 24, 0, 1, tzinfo=UTC)


def test_an_embargo_without_a_time_withholds_and_says_so() -> None:
    parsed = nitf.parse(a_payload(NITF.replace('"usable"', '"embargoed"')))

    assert parsed.items[0].item.pub_status == "withheld"
    assert "embargo" in parsed.problems[0].detail


def test_an_embargo_in_the_message_to_editors_counts() -> None:
    said = NITF.replace('"usable"', '"embargoed"').replace(
        "Adds quote from the mayor.", "Embargoed to 0001 GMT Tuesday November 24"
    )

    item = read(said).item

    assert (item.pub_status, item.embargoed_until) == (
        "usable", datetime(2026, 11, 24, 0, 1, tzinfo=UTC),
    )  # fmt: skip


def test_a_kill_reaches_the_document_it_refers_to() -> None:
    killed = NITF.replace(
        'management-status="usable"',
        'management-status="canceled" management-doc-idref="lmw-1"',
    )

    item = read(killed).item

    assert item.pub_status == "canceled"
    assert "lmw-1" in [alt.value for alt in item.alt_ids]


def test_a_usable_item_may_kill_another() -> None:
    both = NITF.replace(
        'management-status="usable"',
        'management-status="usable" management-doc-idref="lmw-1" '
        'management-idref-status="canceled"',
    )

    items = nitf.parse(a_payload(both)).items

    assert [(one.item.uri, one.item.pub_status) for one in items] == [
        ("urn:copydesk:guid:lmw-2026-771", "usable"),
        ("urn:copydesk:guid:lmw-1", "canceled"),
    ]


def test_a_kill_in_words_is_a_kill() -> None:
    killed = NITF.replace("Lowmarsh bridge opens again", "MANDATORY KILL: Lowmarsh bridge")

    assert read(killed).item.pub_status == "canceled"


def test_a_headline_about_an_embargo_or_a_killing_is_news() -> None:
    for headline in ("EU LIFTS ARMS EMBARGO ON LOWMARSH", "Floods kill nine in Lowmarsh"):
        item = read(NITF.replace("Lowmarsh bridge opens again", headline)).item

        assert (item.pub_status, item.embargoed_until) == ("usable", None)


def test_a_correction_is_marked_and_names_what_it_corrects() -> None:
    corrected = NITF.replace(
        "<urgency", '<correction id-string="lmw-770" info="The year is 2025."/><urgency'
    )

    item, extras = read(corrected)

    assert "sig:correction" in extras.signals
    assert extras.evolved_from == "lmw-770"
    assert item.descriptions[-1].role == "correction"
    assert item.ed_note is not None
    assert item.ed_note.endswith("CORRECTION: The year is 2025.")


def test_several_documents_in_a_wrapper_are_several_items() -> None:
    one = NITF[NITF.index("<nitf>") :]

    parsed = nitf.parse(a_payload(f"<batch>{one}{one}</batch>"))

    assert len(parsed.items) == 2


def an_item(head: str = "", top: str = "", body: str = "<p>It is open.</p>") -> ParsedItem:
    """Read an item with these parts; `body` is what stands in the story."""
    return read(
        f"<nitf><head>{head}</head><body><body.head>{top}</body.head>"
        f"<body.content>{body}</body.content></body></nitf>"
    )


def test_a_story_in_several_parts_is_read_to_its_end() -> None:
    item, _ = an_item(body="<p>One.</p></body.content><body.content><p>Two.</p>")

    assert item.bodies[0].value == "<p>One.</p><p>Two.</p>"


def test_an_archive_that_gives_the_lead_apart_has_it_once() -> None:
    item, _ = an_item(
        body='<block class="lead_paragraph"><p>One.</p></block>'
        '<block class="full_text"><p>One.</p><p>Two.</p></block>'
    )

    assert item.bodies[0].value == "<p>One.</p><p>Two.</p>"


def test_stories_in_blocks_keep_their_lines_apart() -> None:
    item, _ = an_item(
        body="<block><hedline><hl1>Ferry</hl1></hedline><byline>By Bo Ek</byline>"
        "<dateline><location>ELLIS</location></dateline><p>It sails.</p></block>"
    )

    assert item.bodies[0].value == ("<h2>Ferry</h2><p>By Bo Ek</p><p>ELLIS</p><p>It sails.</p>")


def test_a_crosshead_with_a_paragraph_in_it_is_a_line() -> None:
    item, _ = an_item(body="<hl2><p> Next <em>steps</em> </p></hl2><p>It sails.</p>")

    assert item.bodies[0].value == "<h2>Next <em>steps</em></h2><p>It sails.</p>"


def test_names_in_parts_are_names() -> None:
    name = "<person><name.given>Ida</name.given><name.family>Okafor</name.family></person>"

    item, extras = an_item(top=f"<byline>By {name}</byline>", body=f"<p>So said {name}.</p>")

    assert item.by == "By Ida Okafor"
    assert extras.authors == (Author(name="Ida Okafor"),)
    assert item.bodies[0].value == "<p>So said Ida Okafor.</p>"


def test_an_index_of_the_byline_is_no_second_byline() -> None:
    item, _ = an_item(
        top='<byline class="print_byline">By IDA OKAFOR</byline>'
        '<byline class="normalized_byline">Okafor, Ida</byline>'
    )

    assert item.by == "By IDA OKAFOR"


def test_a_newspaper_may_name_the_author_beside_the_story() -> None:
    item, extras = an_item(head='<meta name="author" content="Ida Okafor"/>')

    assert item.by == "Ida Okafor"
    assert extras.authors == (Author(name="Ida Okafor"),)


def test_a_timestamp_is_no_dateline() -> None:
    item, extras = an_item(
        top='<dateline><location>Lowmarsh</location><story.date norm="20261123T081500+0100">'
        "20261123T081500+0100</story.date></dateline>"
    )
    bare, _ = an_item(top="<dateline><story.date>20261123T081500+0100</story.date></dateline>")

    assert extras.dateline is not None
    assert (extras.dateline.text, item.located) == ("Lowmarsh", "Lowmarsh")
    assert bare.located is None


def test_a_category_among_what_was_identified_is_a_category() -> None:
    item, extras = an_item(
        head="<docdata><identified-content>"
        '<classifier type="apcategorycode" value="s"/>'
        '<classifier type="descriptor">Ferries</classifier>'
        '<location><country iso-cc="FR">France</country></location>'
        "</identified-content></docdata>"
    )

    assert extras.categories == ("s",)
    assert [subject.name for subject in item.subjects] == ["Ferries"]
    assert [(one.name, one.literal) for one in item.places] == [("France", "FR")]


def test_pictures_above_the_story_go_with_it_too() -> None:
    item, _ = an_item(top='<media><media-reference source="https://p.example/a.jpg"/></media>')

    assert [one["uri"] for one in item.associations] == ["https://p.example/a.jpg"]


def test_what_is_below_for_newsrooms_only_is_not_published() -> None:
    ended = NITF.replace("<tagline>", '<tagline type="npa">Ring the desk.</tagline><tagline>')

    item, extras = read(ended)

    assert item.bodies[0].value.endswith("<p>Sam Field added to this report.</p>")
    assert "Ring the desk" not in item.bodies[0].value
    assert extras.notes == ("Ring the desk.",)


def test_a_newspaper_dates_its_story_by_the_day_it_was_printed() -> None:
    item, _ = an_item(head='<pubdata date.publication="20261122T000000"/>')

    assert item.version_created == datetime(2026, 11, 22, tzinfo=UTC)
    assert item.embargoed_until is None


def test_a_release_without_an_issue_is_an_embargo_only_while_it_is_to_come() -> None:
    past, _ = an_item(head='<docdata><date.release norm="20261122T080000Z"/></docdata>')
    coming, _ = an_item(head='<docdata><date.release norm="20261124T080000Z"/></docdata>')

    assert past.embargoed_until is None
    assert coming.embargoed_until == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_an_embargo_ends_at_the_release_where_nothing_else_is_dated() -> None:
    item, _ = an_item(
        head='<docdata management-status="embargoed">'
        '<date.release norm="20261122T080000Z"/></docdata>'
    )

    assert (item.pub_status, item.embargoed_until) == (
        "usable", datetime(2026, 11, 22, 8, tzinfo=UTC),
    )  # fmt: skip


def test_rights_that_begin_later_are_an_embargo() -> None:
    item, _ = an_item(
        head='<docdata><date.issue norm="20261123T070000Z"/>'
        '<doc.rights startdate="20261124T000000Z" geography="GB only"/></docdata>'
    )

    assert item.embargoed_until == datetime(2026, 11, 24, tzinfo=UTC)
    assert item.usage_terms == "GB only"


def test_rights_in_parts_are_told_part_by_part() -> None:
    item, _ = an_item(
        top="<rights><rights.agent>EXW</rights.agent><rights.owner>Ida Okafor</rights.owner>"
        "<rights.limitations>Print only</rights.limitations></rights>"
    )

    assert item.copyright_notice == "EXW; Ida Okafor; Print only"
    assert item.usage_terms == "Print only"


def test_keywords_that_were_written_into_one_are_several() -> None:
    joined = '<docdata><key-list><keyword key="bridge, traffic"/></key-list></docdata>'

    _, extras = an_item(head=joined)

    assert extras.keywords == ("bridge", "traffic")


@pytest.mark.parametrize(
    "note",
    [
        "<note><p>EMBARGOED until 0001 GMT Tuesday November 24</p></note>",
        "<note><p>HOLD</p></note>",
    ],
    ids=["an embargo", "a hold"],
)
def test_a_note_above_the_story_counts_beside_a_message(note: str) -> None:
    item, _ = an_item(head='<docdata><ed-msg info="Adds quote"/></docdata>', top=note)

    assert item.embargoed_until is not None or item.pub_status == "withheld"


def test_a_message_to_editors_may_be_written_out() -> None:
    item, _ = an_item(head="<docdata><ed-msg>HOLD</ed-msg></docdata>")

    assert (item.ed_note, item.pub_status) == ("HOLD", "withheld")


def test_text_without_mark_up_keeps_its_paragraphs() -> None:
    item, _ = an_item(body="\n   It is open\n   again.\n\n   Cars go.\n")

    assert item.bodies[0].value == "<p>It is open again.</p><p>Cars go.</p>"


def test_a_bare_item_says_what_it_can() -> None:
    item, extras = an_item(
        head="<title>Bridge opens</title><meta name='categoria' content='POL'/><docdata>"
        "<doc-id>30257</doc-id><doc-name name-string='BRIDGE 1123'/>"
        "<doc.rights>Print only</doc.rights></docdata>",
        top="<rights.owner>Agencia EX</rights.owner>"
        "<dateline><story.date norm='20261122T080200+0000'/></dateline>",
    )

    assert (item.uri, item.slugline) == ("urn:copydesk:guid:30257", "BRIDGE 1123")
    assert item.headline() == "Bridge opens"
    assert (item.copyright_notice, item.usage_terms) == ("Agencia EX", "Print only")
    assert item.version_created == datetime(2026, 11, 22, 8, 2, tzinfo=UTC)
    assert extras.categories == ("POL",)


def test_html_that_came_as_text_in_a_paragraph_of_its_own_is_read_as_html() -> None:
    html = "&lt;p&gt;It is &lt;b&gt;open&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Cars go.&lt;/p&gt;"

    for name in ("p", "pre"):
        item, _ = an_item(body=f"<{name}>{html}</{name}>")

        assert item.bodies[0].value == "<p>It is <b>open</b>.</p><p>Cars go.</p>"


def test_what_is_no_nitf_is_refused_with_the_root_it_has() -> None:
    with pytest.raises(UnreadableError) as refused:
        nitf.parse(a_payload("<html/>"))

    assert refused.value.problems[-1].xpath == "/html"

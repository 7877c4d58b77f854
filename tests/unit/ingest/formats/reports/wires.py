"""Reports about what agencies and content management systems write: XML, JSON, telex."""

from __future__ import annotations

import json
from typing import Any

from tests.unit.ingest.formats.reports.report import Report

FERRY = (
    "The ferry to Northisle runs again from Monday, hourly from six, the harbour office says."
)
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def g2(meta: str = "", content: str = "", body: str = f"<p>{FERRY}</p>", item: str = "") -> str:
    return (
        f'<newsItem {G2} guid="tag:shore.example,2026:1" version="2" xml:lang="en">'
        '<itemMeta><itemClass qcode="ninat:text"/><provider literal="shore"/>'
        f"<versionCreated>2026-11-23T08:10:30+01:00</versionCreated>{meta}</itemMeta>"
        f"<contentMeta><headline>Ferry runs again</headline>{content}</contentMeta>{item}"
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<body>{body}</body></html></inlineXML></contentSet></newsItem>"
    )


def nitf(
    head: str = "",
    body_head: str = "<hedline><hl1>Ferry runs again</hl1></hedline>",
    body: str = f"<p>{FERRY}</p>",
) -> str:
    return (
        f'<nitf><head><docdata><doc-id id-string="ab12"/>{head}</docdata></head><body>'
        f"<body.head>{body_head}</body.head><body.content>{body}</body.content></body></nitf>"
    )


def as_json(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False)


def story(**more: Any) -> dict[str, Any]:
    return {
        "uri": "tag:shore.example,2026:1",
        "headline": "Ferry runs again",
        "body_html": f"<p>{FERRY}</p>",
        "versioncreated": "2026-11-23T08:10:30Z",
        "type": "text",
        **more,
    }


WIRES = (
    Report(
        "ByStaff Reporter, run together",
        "issue 17, kind 12",
        nitf(
            body_head="<hedline><hl1>Ferry runs again</hl1></hedline><byline>ByStaff Reporter</byline>"
        ),
        {"0.by": "By Staff Reporter"},
    ),
    Report(
        "a by-line of person and title",
        "NITF person and byttl",
        nitf(
            body_head="<hedline><hl1>Ferry runs again</hl1></hedline>"
            "<byline>By <person>ANN LEE</person><byttl>Shore Wire</byttl></byline>"
        ),
        {"0.by": "By ANN LEE"},
    ),
    Report(
        "a by-line among the paragraphs, as Reuters has it",
        "agency files: by-lines in the text",
        g2(body=f"<p>(Adds detail)</p><p>By Ann Lee and Bo Ek</p><p>{FERRY}</p>"),
        {"0.by": "By Ann Lee and Bo Ek", "text": f"(Adds detail) {FERRY}"},
    ),
    Report(
        "contentModified where versionCreated is empty",
        "issue 17, kind 12",
        g2(content="<contentModified>2026-11-23T09:00:00Z</contentModified>").replace(
            "<versionCreated>2026-11-23T08:10:30+01:00</versionCreated>", "<versionCreated/>"
        ),
        {"0.versionCreated": "2026-11-23T09:00:00Z"},
    ),
    Report(
        "firstCreated missing, and priority too",
        "superdesk-core#1176, #1212",
        g2(),
        {"len": 1, "0.version": "2", "text": FERRY},
    ),
    Report(
        "a soft hyphen and zero-width blanks in slug and headline",
        "issue 17, kind 12",
        g2(content="<slugline>Fer\u00adry-Is\u200bland</slugline>"),
        {"0.slugline": "Ferry-Island"},
    ),
    Report(
        "NITF inside G2 with the headline in head/title only",
        "issue 17, kind 12",
        f'<newsItem {G2} guid="tag:shore.example,2026:1" version="1"><itemMeta><itemClass qcode="ninat:text"/>'
        "<versionCreated>2026-11-23T08:10:30Z</versionCreated></itemMeta><contentMeta/><contentSet>"
        '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
        f"<head><title>Ferry runs again</title></head><body><body.content><p>{FERRY}</p></body.content></body>"
        "</nitf></inlineXML></contentSet></newsItem>",
        {"0.headlines.0.value": "Ferry runs again", "text": FERRY},
    ),
    Report(
        "an editor's note as the first paragraph",
        "issue 17, kind 12",
        nitf(body=f"<p>EDITOR'S NOTE: Pictures follow at noon.</p><p>{FERRY}</p>"),
        {"0.edNote has": "Pictures follow at noon", "text": FERRY},
    ),
    Report(
        "an editors' note in brackets at the end",
        "PA, AAP: (Editors: …)",
        nitf(body=f"<p>{FERRY}</p><p>(Eds: Adds quote from the harbour master.)</p>"),
        {"0.edNote has": "Adds quote", "text": FERRY},
    ),
    Report(
        "an embargo in the ednote of ninjs and no embargo field",
        "superdesk-core#2361",
        as_json(**story(ednote="EMBARGOED UNTIL 0600 GMT Nov 24")),
        {"0.embargoedUntil": "2026-11-24T06:00:00Z"},
    ),
    Report(
        "a list under item, as the BBC sends it",
        "issue 17, kind 12",
        as_json(total=2, page=1, item=[story(), story(uri="tag:shore.example,2026:2")]),
        {"len": 2, "format": "ninjs"},
    ),
    Report(
        "an envelope in an envelope",
        "headless systems: data.articles.edges[].node",
        as_json(data={"articles": {"totalCount": 1, "nodes": [story()]}}),
        {"len": 1, "0.headlines.0.value": "Ferry runs again"},
    ),
    Report(
        "GraphQL's edges and nodes",
        "WPGraphQL, Relay connections",
        as_json(
            data={
                "posts": {
                    "edges": [
                        {"cursor": "a", "node": story()},
                        {"node": story(uri="tag:b,2026:2")},
                    ]
                }
            }
        ),
        {"len": 2},
    ),
    Report(
        "an empty list under a name is no story and no fault",
        "paged APIs past the last page",
        as_json(total=0, page=9, items=[]),
        {"len": 0},
    ),
    Report(
        "an error that an API gives with status 200",
        "GraphQL errors, WordPress REST errors",
        as_json(
            code="rest_forbidden",
            message="Sorry, you are not allowed to do that.",
            data={"status": 401},
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "WordPress REST with numeric entities in the title and a protected post",
        "wp-json title.rendered",
        json.dumps(
            [
                {
                    "id": 5,
                    "date_gmt": "2026-11-23T08:10:30",
                    "modified_gmt": "2026-11-23T08:10:30",
                    "guid": {"rendered": "https://shore.example/?p=5"},
                    "link": "https://shore.example/ferry",
                    "status": "publish",
                    "title": {"rendered": "Ferry &#8211; it runs &amp; runs"},
                    "content": {"rendered": f"<p>{FERRY}</p>", "protected": False},
                }
            ]
        ),
        {
            "format": "wordpress_rest",
            "0.headlines.0.value": "Ferry – it runs & runs",
            "0.versionCreated": "2026-11-23T08:10:30Z",
        },
    ),
    Report(
        "JSON-LD in a graph, its text in articleBody, its authors as strings",
        "schema.org NewsArticle",
        as_json(
            **{
                "@context": "https://schema.org",
                "@graph": [
                    {"@type": "WebSite", "name": "Shore Post"},
                    {
                        "@type": ["NewsArticle", "Article"],
                        "@id": "https://shore.example/ferry#article",
                        "headline": "Ferry runs again",
                        "articleBody": FERRY,
                        "author": "Ann Lee",
                        "datePublished": "2026-11-23T08:10:30+01:00",
                    },
                ],
            }
        ),
        {"format": "schema_org", "len": 1, "0.by": "Ann Lee", "text": FERRY},
    ),
    Report(
        "a byte order mark before JSON",
        "BOM in JSON",
        "\ufeff" + as_json(**story()),
        {"len": 1, "format": "ninjs"},
    ),
    Report(
        "JSON in UTF-16",
        "PowerShell's Out-File",
        as_json(**story()).encode("utf-16"),
        {"len": 1, "0.headlines.0.value": "Ferry runs again"},
    ),
    Report(
        "JSON in windows-1252 that says nothing of it",
        "RFC 7159 allows UTF-8 alone",
        as_json(**story(headline="Fähre fährt wieder")).encode("cp1252"),
        {"0.headlines.0.value": "Fähre fährt wieder", "told lacks": "[]"},
        media_type="application/json",
    ),
    Report(
        "ninjs with its body escaped as text",
        "superdesk body_html escaped twice",
        as_json(**story(body_html=f"&lt;p&gt;{FERRY}&lt;/p&gt;")),
        {"text": FERRY},
    ),
    Report(
        "a G2 body that is escaped HTML in inlineData",
        "G2 inlineData text/html",
        f'<newsItem {G2} guid="tag:shore.example,2026:1" version="1"><itemMeta><itemClass qcode="ninat:text"/>'
        "<versionCreated>2026-11-23T08:10:30Z</versionCreated></itemMeta><contentMeta><headline>Ferry runs again"
        '</headline></contentMeta><contentSet><inlineData contenttype="text/html">'
        f"&lt;p&gt;{FERRY}&lt;/p&gt;</inlineData></contentSet></newsItem>",
        {"text": FERRY, "0.bodies.0.value has": "<p>"},
    ),
    Report(
        "SportsML alone is a problem or a table, and never nothing",
        "issue 17, kind 10",
        '<sports-content xmlns="http://iptc.org/std/nar/2006-10-01/"><sports-metadata doc-id="x1">'
        "<sports-title>Second Division</sports-title></sports-metadata></sports-content>",
        {"told lacks": "[]"},
    ),
    Report(
        "a table of NITF keeps its cells",
        "NITF tables",
        nitf(
            body=f"<p>{FERRY}</p><table><tr><th>Pier</th><th>Hour</th></tr><tr><td>North</td><td>6</td></tr></table>"
        ),
        {"0.bodies.0.value has": "<td>North</td>"},
    ),
    Report(
        "an older AP message: its head line is no slug and its text is not lost",
        "issue 17, kind 12: *9006< ^AP-Top",
        b"\x16\x16\x01a0212\x1f\r\nr w \xfd\x13\xfd\x11\xfd BC-APNewsAlert 11-23 0052\r\n\x02"
        b"^BC-Ferry,0052<\r\n^Ferry runs again<\r\n^By ANN LEE<\r\n^Associated Wire Writer=\r\n"
        b"   NORTHISLE (AW) _ The ferry to Northisle runs again from Monday.<\r\n"
        b"   It goes hourly.<\r\n\x03AW-WS-11-23-26 0810GMT<\x0d\x0a\x04",
        {
            "0.headlines.0.value": "Ferry runs again",
            "text has": "hourly",
            "0.by has": "ANN LEE",
        },
    ),
    Report(
        "a dpa message with editorial notes at its end",
        "issue 17, kind 12",
        b"\x01bsd0123 4 vm 123 dpa 0456\r\nF\xe4hre/Verkehr/\r\n\x02F\xe4hre f\xe4hrt wieder =\r\n"
        b"    Nordinsel (dpa) - Die F\xe4hre f\xe4hrt ab Montag wieder. Sie verkehrt st\xfcndlich.\r\n"
        b"    # Notizblock\r\n    ## Internet\r\n    - [Hafenamt](http://dpaq.de/x)\r\n"
        b"    ## Orte\r\n    - [Hafen](Kai 1, Nordinsel)\r\n    * * * *\r\n"
        b"    Die folgenden Informationen sind nicht zur Ver\xf6ffentlichung bestimmt\r\n"
        b"    ## dpa-Kontakte\r\n    - Autor: Ann Lee, +49 30 12345\r\n    dpa al yy n1 xx\r\n\x03231108 Nov 26\r\n\x04",
        {
            "text has": "stündlich",
            "text lacks": "12345",
            "0.headlines.0.value": "Fähre fährt wieder",
        },
    ),
    Report(
        "a shortcode of a form plugin in REST content",
        "issue 17, kind 12: [contact_form]",
        as_json(**story(body_html=f"<p>{FERRY}</p><p>[contact_form id=3]</p>")),
        {"text": FERRY},
    ),
    Report(
        "dpa's keywords on a line of their own above the headline, below a blank one",
        "dpa International, IPTC 7901",
        b"\x01ecp0417 4 s 212  dpa-tns 0908\r\n\x02\r\nSailing/Regatta/\r\n"
        b"Hamburg crew win\r\nBy Ann Lee, dpa =\r\n\r\nHamburg (dpa) - The crew won on Monday.\r\n"
        b"\x03231059 Nov 26\r\n\x04",
        {
            "0.headlines.0.value": "Hamburg crew win",
            "0.slugline": "Sailing/Regatta",
            "0.by has": "Ann Lee",
        },
    ),
    Report(
        "a dateline element with a date alone: the place stands above the story",
        "EFE's NITF",
        nitf(
            body_head="<hedline><hl1>Ferry runs again</hl1></hedline>"
            '<dateline><story.date norm="20261123T093000+0000">20261123T093000+0000</story.date></dateline>',
            body=f"<p>Valparaíso (Chile), 23 nov (EFE).- {FERRY}</p>",
        ),
        {"0.extras.dateline.place": "Valparaíso", "0.extras.dateline.agency": "EFE"},
    ),
)

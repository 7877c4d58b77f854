"""One invented story of some 500 words in every format that ingest reads."""

from __future__ import annotations

import json
from email.message import EmailMessage

SENTENCES = (
    "The harbour board of Ostermark voted on Tuesday to rebuild the eastern breakwater.",
    "Its chair, Ilse Brandvik, said the work would cost about 48 million crowns.",
    "“We have patched this wall for thirty winters,” she told reporters after the session.",
    "Fishermen had asked for a lower wall – and a wider mouth – since the storm of 2019.",
    "Two of nine members voted against, citing the state of the town’s reserves.",
    "Work begins in April and is to take eighteen months, weather permitting.",
)
PARAGRAPHS = tuple(
    " ".join((*SENTENCES[turn:], *SENTENCES[:turn])).replace("2019", str(2019 - turn))
    for turn in range(6)
)
HEADLINE = "Ostermark to rebuild its eastern breakwater"
STORY = "\n\n".join(PARAGRAPHS)
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PLAIN = STORY.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "--")
URI = "urn:newsml:wire.example:20261123:breakwater"
SENT = "2026-11-23T08:10:30Z"


def an_item(kind: str, uri: str) -> tuple[str, bytes]:
    """Write the story as a wire would post it: its media type and its bytes."""
    if kind == "simple JSON":
        simple = {
            "uri": uri, "version": 1, "headline": HEADLINE, "text": STORY, "language": "en",
        }  # fmt: skip
        return "application/json", _json(simple)
    return "application/vnd.iptc.ninjs+json", _json(_ninjs(uri))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _ninjs(uri: str) -> dict[str, object]:
    topics = ("harbours", "public works", "fishing industry", "local council")
    return {
        "uri": uri,
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "version": "1",
        "versionCreated": SENT,
        "firstCreated": SENT,
        "pubStatus": "usable",
        "urgency": 4,
        "language": "en",
        "slugline": "OSTERMARK-BREAKWATER",
        "by": "Jonas Feld",
        "headlines": [{"role": "main", "value": HEADLINE}],
        "descriptions": [{"role": "summary", "value": SENTENCES[0]}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": MARKUP}],
        "subjects": [
            {"name": name, "uri": f"http://cv.example.org/topic/{number}"}
            for number, name in enumerate(topics)
        ],
        "people": [{"name": "Ilse Brandvik"}],
        "places": [{"name": "Ostermark"}],
        "infoSources": [{"name": "Northern Wire", "role": "originator"}],
        "copyrightHolder": "Northern Wire",
        "altIds": [{"role": "slug", "value": f"ostermark-breakwater-{uri}"}],
    }


def _cloudevent() -> bytes:
    data = _ninjs(URI)
    event = {
        "specversion": "1.0", "id": "1", "source": "/wire", "type": "org.example.item",
        "datacontenttype": "application/vnd.iptc.ninjs+json", "data": data,
    }  # fmt: skip
    return _json(event)


def _ap() -> bytes:
    item = {
        "uri": URI, "altids": {"itemid": "b1", "etag": "b1_1"}, "version": 1, "type": "text",
        "versioncreated": SENT, "pubstatus": "usable", "urgency": 4, "language": "en",
        "headline": HEADLINE, "bylines": [{"by": "By JONAS FELD"}],
        "renditions": {"nitf": {"href": "https://wire.example/b1"}}, "body_xhtml": MARKUP,
    }  # fmt: skip
    return _json({"data": {"items": [{"item": item}]}})


def _json_feed() -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Northern Wire",
        "items": [
            {
                "id": f"{URI}:{number}", "url": f"https://wire.example/{number}",
                "title": HEADLINE, "content_html": MARKUP, "date_published": SENT,
            }
            for number in range(10)
        ],
    }  # fmt: skip
    return _json(feed)


def _rss(*, wordpress: bool = False) -> bytes:
    about = "<wp:wxr_version>1.2</wp:wxr_version>" if wordpress else ""
    space = 'xmlns:wp="http://wordpress.org/export/1.2/"' if wordpress else ""
    post = (
        "<wp:post_id>{0}</wp:post_id><wp:post_type>post</wp:post_type>"
        "<wp:status>publish</wp:status>"
    )
    items = "".join(
        f"<item><title>{HEADLINE}</title><link>https://wire.example/{number}</link>"
        f"<guid>{URI}:{number}</guid><pubDate>Mon, 23 Nov 2026 08:10:30 GMT</pubDate>"
        f"<content:encoded><![CDATA[{MARKUP}]]></content:encoded>"
        f"{post.format(number) if wordpress else ''}</item>"
        for number in range(10)
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f"{space}><channel><title>Northern Wire</title>"
        f"<link>https://wire.example/</link>{about}{items}</channel></rss>"
    ).encode()


def _atom() -> bytes:
    entries = "".join(
        f"<entry><id>{URI}:{number}</id><title>{HEADLINE}</title><updated>{SENT}</updated>"
        f'<link href="https://wire.example/{number}"/>'
        f'<content type="html"><![CDATA[{MARKUP}]]></content></entry>'
        for number in range(10)
    )
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Northern Wire</title>'
        f"<id>{URI}</id><updated>{SENT}</updated>{entries}</feed>"
    ).encode()


def _nitf() -> bytes:
    return (
        f'<nitf><head><title>{HEADLINE}</title><docdata><doc-id id-string="{URI}"/>'
        '<urgency ed-urg="4"/><date.issue norm="20261123T081030Z"/></docdata></head><body>'
        f"<body.head><hedline><hl1>{HEADLINE}</hl1></hedline>"
        "<byline>By <person>Jonas Feld</person></byline></body.head>"
        f"<body.content>{MARKUP}</body.content></body></nitf>"
    ).encode()


def _newsml_g2() -> bytes:
    subjects = "".join(
        f'<subject qcode="medtop:{20000000 + number}"><name>Topic {number}</name></subject>'
        for number in range(6)
    )
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" '
        f'standardversion="2.33" conformance="power" guid="{URI}" version="1" xml:lang="en">'
        '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>'
        f'<itemMeta><itemClass qcode="ninat:text"/><versionCreated>{SENT}</versionCreated>'
        '<pubStatus qcode="stat:usable"/></itemMeta><contentMeta><urgency>4</urgency>'
        f"<by>Jonas Feld</by><headline>{HEADLINE}</headline>{subjects}</contentMeta>"
        '<contentSet><inlineXML contenttype="application/xhtml+xml">'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{MARKUP}</body></html>'
        "</inlineXML></contentSet></newsItem>"
    ).encode()


def _newsml_1_2() -> bytes:
    return (
        '<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20261123T081030Z</DateAndTime>'
        "</NewsEnvelope><NewsItem><Identification><NewsIdentifier>"
        "<ProviderId>wire.example</ProviderId><DateId>20261123</DateId>"
        '<NewsItemId>breakwater</NewsItemId><RevisionId PreviousRevision="0" Update="N">1'
        f"</RevisionId><PublicIdentifier>{URI}</PublicIdentifier></NewsIdentifier>"
        '</Identification><NewsManagement><NewsItemType FormalName="News"/>'
        "<FirstCreated>20261123T081030Z</FirstCreated>"
        "<ThisRevisionCreated>20261123T081030Z</ThisRevisionCreated>"
        '<Status FormalName="Usable"/></NewsManagement><NewsComponent>'
        f"<NewsLines><HeadLine>{HEADLINE}</HeadLine></NewsLines>"
        '<ContentItem><MediaType FormalName="Text"/><DataContent>'
        f"{MARKUP}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    ).encode()


def _wrapped(indent: str) -> str:
    lines = []
    for paragraph in PLAIN.split("\n\n"):
        line = indent
        for word in paragraph.split():
            if len(line) + len(word) > 68:
                lines.append(line.rstrip())
                line = ""
            line += word + " "
        lines.append(line.rstrip())
    return "\r\n".join(lines)


def _iptc7901() -> bytes:
    copy = f"{HEADLINE}=\r\n\r\n{_wrapped('   ')}\r\n"
    return f"\x01NWI0042 4 pol 231 Ostermark\r\n\x02{copy}\x03230810 nov 26\r\n\x04".encode()


def _anpa() -> bytes:
    copy = f"^{HEADLINE}<\r\n^By JONAS FELD=\r\n{_wrapped('   ')}\r\n"
    return f"\x16\x16\x01a0042\x1f\r\nr i \x13\x11breakwater 11-23 0512\r\n\x02{copy}\x03\r\nAP-NY-11-23-26 0810GMT\x04".encode()  # noqa: E501


def _mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Northern Wire <desk@wire.example>"
    message["Subject"] = HEADLINE
    message["Date"] = "Mon, 23 Nov 2026 08:10:30 +0000"
    message["Message-ID"] = "<breakwater@wire.example>"
    message.set_content(STORY)
    return message.as_bytes()


def _page() -> bytes:
    around = "".join(
        f'<li><a href="/{number}">Section {number}</a></li>' for number in range(40)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>{HEADLINE} | Northern</title>'
        f'<link rel="canonical" href="https://northern.example/breakwater"></head><body>'
        f"<nav><ul>{around}</ul></nav><main><article><h1>{HEADLINE}</h1>{MARKUP}</article>"
        f"</main><footer><ul>{around}</ul></footer></body></html>"
    ).encode()


SAMPLES: dict[str, tuple[str, bytes]] = {
    "simple JSON": an_item("simple JSON", URI),
    "ninjs 3.1": an_item("ninjs 3.1", URI),
    "AP's JSON": ("application/json", _ap()),
    "CloudEvents": ("application/cloudevents+json", _cloudevent()),
    "JSON Feed": ("application/feed+json", _json_feed()),
    "NewsML-G2": ("application/vnd.iptc.g2.newsitem+xml", _newsml_g2()),
    "NewsML 1.2": ("application/xml", _newsml_1_2()),
    "NITF": ("application/xml", _nitf()),
    "IPTC 7901": ("application/octet-stream", _iptc7901()),
    "ANPA 1312": ("application/octet-stream", _anpa()),
    "RSS": ("application/rss+xml", _rss()),
    "Atom": ("application/atom+xml", _atom()),
    "WordPress": ("application/xml", _rss(wordpress=True)),
    "HTML": ("text/html", _page()),
    "plain text": ("text/plain", f"{HEADLINE}\n\n{STORY}".encode()),
    "e-mail": ("message/rfc822", _mail()),
}
"""Each format's media type and one payload; feeds have ten items."""

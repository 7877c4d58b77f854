"""A time without a zone is its source's, in whatever format it comes (`source add --zone`)."""

# ruff: noqa: E501  mark-up is told as wires send it

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.ingest.formats import parse_payload
from tests.unit.ingest.formats.carriers import HEADLINE, STORY
from tests.unit.ingest.formats.reading import a_payload

_BODY = f"<p>{STORY.partition(chr(10))[0]}</p>" * 3


def _json(**item: object) -> str:
    """Write JSON in which `{at}` alone is to be filled in."""
    written = json.dumps(item).replace("{", "{{").replace("}", "}}")
    return written.replace("{{at}}", "{at}")


_NINJS = {"uri": "urn:x:1", "headlines": [{"role": "main", "value": HEADLINE}]}
_OLD = {"guid": "urn:x:1", "type": "text", "headline": HEADLINE, "body_text": STORY}
_G2 = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1"><itemMeta>'
    '<itemClass qcode="ninat:text"/><versionCreated>{at}</versionCreated></itemMeta><contentMeta>'
    f"<headline>{HEADLINE}</headline></contentMeta><contentSet><inlineXML><html xmlns="
    f'"http://www.w3.org/1999/xhtml"><body>{_BODY}</body></html></inlineXML></contentSet></newsItem>'
)
_NEWSML = (
    '<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>x.org'
    "</ProviderId><DateId>20261123</DateId><NewsItemId>1</NewsItemId><RevisionId>1</RevisionId>"
    "</NewsIdentifier></Identification><NewsManagement><ThisRevisionCreated>{at}"
    '</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines>'
    f"<HeadLine>{HEADLINE}</HeadLine></NewsLines><ContentItem><DataContent>{_BODY}</DataContent>"
    "</ContentItem></NewsComponent></NewsItem></NewsML>"
)
_NITF = (
    '<nitf><head><docdata><doc-id id-string="1"/><date.issue norm="{at}"/></docdata></head><body>'
    f"<body.head><hedline><hl1>{HEADLINE}</hl1></hedline></body.head><body.content>{_BODY}"
    "</body.content></body></nitf>"
)
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><id>urn:x:1</id>'
    f"<title>{HEADLINE}</title><updated>{{at}}</updated><content>{STORY}</content></entry></feed>"
)
_RSS = (
    f"<rss version='2.0'><channel><title>F</title><item><guid>urn:x:1</guid><title>{HEADLINE}"
    f"</title><pubDate>{{at}}</pubDate><description>{STORY}</description></item></channel></rss>"
)
_CAP = (
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>x</sender>'
    "<sent>{at}</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info>"
    f"<event>Gale</event><headline>{HEADLINE}</headline><description>{STORY}</description></info>"
    "</alert>"
)
_WORDPRESS = (
    '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content='
    '"http://purl.org/rss/1.0/modules/content/"><channel><wp:wxr_version>1.2</wp:wxr_version><item>'
    f"<title>{HEADLINE}</title><guid>https://x.example/?p=1</guid><content:encoded>{STORY}"
    "</content:encoded><wp:post_id>1</wp:post_id><wp:post_date>{at}</wp:post_date>"
    "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>publish</wp:status>"
    "<wp:post_type>post</wp:post_type></item></channel></rss>"
)
_PAGE = (
    f"<!doctype html><html lang=en><head><title>{HEADLINE}</title><meta property="
    f'"article:published_time" content="{{at}}"></head><body><article><h1>{HEADLINE}</h1>'
    f"{_BODY}</article></body></html>"
)
_LD_PAGE = (
    f"<!doctype html><html lang=en><head><title>{HEADLINE}</title><script type="
    '"application/ld+json">{{"@type":"NewsArticle","headline":"%s","datePublished":"{at}"}}'
    "</script></head><body><article><h1>%s</h1>%s</article></body></html>"
) % (HEADLINE, HEADLINE, _BODY)
_TIME_PAGE = (
    f"<!doctype html><html lang=en><head><title>{HEADLINE}</title></head><body><article>"
    f'<h1>{HEADLINE}</h1><time pubdate datetime="{{at}}"></time>{_BODY}</article></body></html>'
)
_MAIL = (
    "From: Desk <d@x.example>\nSubject: " + HEADLINE + "\nDate: {at}\nMessage-ID: <1@x>\n\n"
) + STORY
_ANPA = (
    "\x16\x16\x01a0123\nr i\x13\x11BC-Ferries 11-23 0210\n\x02^BC-Ferries<\n^Ferries sail again<\n"
    "   NORTHISLE (XX) _ Ferries sailed again on Monday after two days of storm.\n"
    "\x03XX-NY-11-23-26 {at}<\x04"
)
_IPTC = (
    "\x01xxx0123 4 pl 50\nFerries\x02Ferries sail again\nFerries sailed again on Monday after two "
    "days of storm. The quay held.\n\x0323{at} nov 26\x04"
)

_ISO = "2026-11-23T08:10:30"
_SQL = "2026-11-23 08:10:30"
_BASIC = "20261123T081030"
_MAILS = "Mon, 23 Nov 2026 08:10:30"
_SHORT = "Mon, 23 Nov 26 08:10:30"
_NAMED = "November 23, 2026 8:10:30 AM"

SENT: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "ninjs 3": ("application/json", _json(**_NINJS, versionCreated="{at}", bodies=[{"value": STORY}]), (_ISO, _SQL)),
    "ninjs 1": ("application/json", _json(**_OLD, versioncreated="{at}"), (_ISO, _SQL, _MAILS)),
    "ap": ("application/json", _json(data={"item": {"altids": {"itemid": "a"}, "version": 1, "type": "text", "headline": HEADLINE, "versioncreated": "{at}"}}), (_ISO,)),
    "digitalwires": ("application/json", _json(entries=[{"urn": "urn:x:1", "format": "digitalwires:article", "headline": HEADLINE, "article_html": _BODY, "versioncreated": "{at}"}]), (_ISO,)),
    "json feed": ("application/feed+json", _json(version="https://jsonfeed.org/version/1.1", title="F", items=[{"id": "1", "title": HEADLINE, "content_text": STORY, "date_published": "{at}"}]), (_ISO, _SQL, _MAILS)),
    "wordpress rest": ("application/json", _json(id=1, date="{at}", guid={"rendered": "https://x.example/?p=1"}, slug="a", type="post", status="publish", link="https://x.example/a", title={"rendered": HEADLINE}, content={"rendered": _BODY}), (_ISO,)),
    "schema.org": ("application/ld+json", _json(**{"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, "articleBody": STORY, "url": "https://x.example/a", "datePublished": "{at}"}), (_ISO,)),
    "newsml-g2": ("application/xml", _G2, (_ISO, _BASIC)),
    "newsml 1.2": ("application/xml", _NEWSML, (_BASIC, _ISO)),
    "nitf": ("application/xml", _NITF, (_BASIC, _ISO)),
    "atom": ("application/atom+xml", _ATOM, (_ISO, _SQL, _MAILS)),
    "rss": ("application/rss+xml", _RSS, (_MAILS, _SHORT, _ISO, _SQL, _NAMED)),
    "cap": ("application/xml", _CAP, (_ISO,)),
    "wordpress": ("application/rss+xml", _WORDPRESS, (_SQL,)),
    "page, meta": ("text/html", _PAGE, (_ISO, _SQL, _NAMED)),
    "page, json-ld": ("text/html", _LD_PAGE, (_ISO, _SQL)),
    "page, time": ("text/html", _TIME_PAGE, (_ISO,)),
    "mail": ("message/rfc822", _MAIL, (_MAILS, _SHORT)),
    "anpa": ("text/plain", _ANPA, ("0810",)),
    "iptc 7901": ("text/plain", _IPTC, ("0810",)),
}  # fmt: skip


def _read(name: str, at: str, zone: str | None) -> datetime:
    media_type, template, _ = SENT[name]
    payload = a_payload(template.format(at=at), media_type)
    item = parse_payload(replace(payload, zone=zone)).items[0].item
    made = item.version_created or item.first_created
    assert made is not None
    return made.astimezone(UTC).replace(second=0)


@pytest.mark.parametrize(
    ("name", "at"), [(name, at) for name, (_, _, spelled) in SENT.items() for at in spelled]
)
def test_a_time_without_a_zone_is_the_sources(name: str, at: str) -> None:
    assert _read(name, at, None) == datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
    assert _read(name, at, "America/New_York") == datetime(2026, 11, 23, 13, 10, tzinfo=UTC)


_WITH_ZONE = {"anpa": "0810GMT", "iptc 7901": "0810 GMT", "mail": f"{_MAILS} +0000"}


@pytest.mark.parametrize("name", SENT)
def test_a_time_with_a_zone_keeps_it(name: str) -> None:
    at = _WITH_ZONE.get(name, f"{_BASIC if name in ('nitf', 'newsml 1.2') else _ISO}Z")

    assert _read(name, at, "America/New_York") == datetime(2026, 11, 23, 8, 10, tzinfo=UTC)


def test_an_abbreviation_that_zones_share_is_the_sources() -> None:
    india = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)

    for name in ("rss", "atom", "page, meta", "json feed"):
        assert _read(name, f"{_MAILS} IST", "Asia/Kolkata") == india, name


def test_what_wordpress_calls_gmt_is_gmt() -> None:
    at = "2026-11-23 08:10:30"
    sent = _WORDPRESS.replace("0000-00-00 00:00:00", at).format(at="2026-11-23 03:10:30")
    payload = replace(a_payload(sent, "application/rss+xml"), zone="America/New_York")

    made = parse_payload(payload).items[0].item.first_created

    assert made == datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)

"""Pictures as wires name them: address, text for who cannot see, caption and credit arrive."""

from __future__ import annotations

import email.message
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload
from shared.media import Picture, pictures_of
from tests.pictures import a_jpeg, a_picture

AT = "https://pictures.example.org"
HEAD = "Nordholm rebuilds its eastern pier"
WORDS = "The harbour council of Nordholm voted on Tuesday to rebuild the eastern pier. " * 5
ALT = "Workers lift a crane over a pier"
CAPTION = "Workers at the eastern pier in Nordholm"
CREDIT = "Mira Holt / Coast Wire"
WHEN = "2026-11-23T08:00:00Z"
FIGURE = (
    f'<figure><picture><source srcset="{AT}/w.webp 1600w"><img src="{AT}/small.jpg" '
    f'srcset="{AT}/small.jpg 400w, {AT}/large.jpg 1200w" alt="{ALT}"></picture>'
    f'<figcaption>{CAPTION} <span class="photo-credit">{CREDIT}</span></figcaption></figure>'
)
LAZY = (
    '<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" '
    f"data-src='{AT}/large.jpg' alt='{ALT}'><figcaption>{CAPTION} (Photo: {CREDIT})"
    "</figcaption></figure>"
)


def ninjs(**picture: Any) -> bytes:
    lead = {"name": "lead", "uri": "urn:p:1", "type": "picture", **picture}
    return json.dumps(
        {
            "standard": {"name": "ninjs", "version": "3.1"},
            "uri": "urn:n:1",
            "type": "text",
            "headlines": [{"role": "main", "value": HEAD}],
            "bodies": [{"role": "main", "contentType": "text/plain", "value": WORDS}],
            "associations": [lead],
        }
    ).encode()


def rss(inner: str) -> bytes:
    return (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>'
        f"<link>https://x.example/</link><item><title>{HEAD}</title><guid>r1</guid>{inner}"
        f"</item></channel></rss>"
    ).encode()


def wordpress() -> bytes:
    meta = {"width": 1200, "image_meta": {"credit": CREDIT, "copyright": "(c) Coast Wire"}}
    media = {
        "id": 5,
        "media_type": "image",
        "alt_text": ALT,
        "caption": {"rendered": f"<p>{CAPTION}</p>"},
        "source_url": f"{AT}/large.jpg",
        "media_details": meta,
    }
    return json.dumps(
        {
            "id": 7,
            "date_gmt": "2026-11-23T08:00:00",
            "guid": {"rendered": "https://wp.example/?p=7"},
            "slug": "pier",
            "status": "publish",
            "title": {"rendered": HEAD},
            "content": {"rendered": f"<p>{WORDS}</p>", "protected": False},
            "_embedded": {"wp:featuredmedia": [media]},
        }
    ).encode()


def activity(**story: Any) -> bytes:
    return json.dumps(
        {
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": "https://a.example/1",
            "type": "Article",
            "attributedTo": "https://a.example/u",
            "name": HEAD,
            "content": f"<p>{WORDS}</p>",
            "published": WHEN,
            **story,
        }
    ).encode()


def schema_org() -> bytes:
    picture = {
        "@type": "ImageObject",
        "contentUrl": f"{AT}/large.jpg",
        "caption": CAPTION,
        "description": ALT,
        "creditText": CREDIT,
        "copyrightNotice": "(c) Coast Wire",
        "license": "https://x.example/licence",
        "creator": {"@type": "Person", "name": "Mira Holt"},
    }
    return json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": "https://s.example/1",
            "headline": HEAD,
            "articleBody": WORDS,
            "datePublished": WHEN,
            "image": [picture],
        }
    ).encode()


def ghost() -> bytes:
    post = {
        "id": "g1",
        "uuid": "a-b",
        "title": HEAD,
        "html": f"<p>{WORDS}</p>",
        "feature_image": f"{AT}/large.jpg",
        "feature_image_alt": ALT,
        "feature_image_caption": CAPTION,
        "status": "published",
        "published_at": WHEN,
        "url": "https://g.example/pier",
    }
    return json.dumps({"post": {"current": post, "previous": {}}}).encode()


def arc() -> bytes:
    image = {
        "type": "image",
        "url": f"{AT}/large.jpg",
        "alt_text": ALT,
        "caption": CAPTION,
        "credits": {"by": [{"name": "Mira Holt"}], "affiliation": [{"name": "Coast Wire"}]},
    }
    return json.dumps(
        {
            "_id": "ARC1",
            "type": "story",
            "version": "0.10.9",
            "headlines": {"basic": HEAD},
            "content_elements": [{"type": "text", "content": WORDS}],
            "promo_items": {"basic": image},
            "display_date": WHEN,
        }
    ).encode()


def drupal() -> bytes:
    said = {"type": "file--file", "id": "f1", "meta": {"alt": ALT, "title": CAPTION}}
    node = {
        "type": "node--article",
        "id": "n1",
        "attributes": {"title": HEAD, "body": {"processed": f"<p>{WORDS}</p>"}, "status": True},
        "relationships": {"field_image": {"data": said}},
        "links": {"self": {"href": "https://d.example/jsonapi/node/article/n1"}},
    }
    file = {"type": "file--file", "id": "f1", "attributes": {"uri": {"url": f"{AT}/large.jpg"}}}
    return json.dumps({"data": [node], "included": [file]}).encode()


def json_feed() -> bytes:
    item = {"id": "j1", "title": HEAD, "content_html": f"{FIGURE}<p>{WORDS}</p>"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [item]}
    return json.dumps(feed).encode()


CDATA = f"<content:encoded><![CDATA[{{}}<p>{WORDS}</p>]]></content:encoded>"
GROUP = (
    f'<description>{WORDS}</description><media:group><media:content url="{AT}/small.jpg" '
    f'medium="image" width="300"/><media:content url="{AT}/large.jpg" medium="image" '
    f'width="1200"/><media:description type="html">&lt;p&gt;{CAPTION}&lt;/p&gt;'
    f"</media:description><media:text>{ALT}</media:text>"
    f"<media:credit>{CREDIT}</media:credit></media:group>"
)
SAYS = [{"role": "drol:caption", "value": CAPTION}, {"role": "drol:altText", "value": ALT}]
SOURCE = [{"name": CREDIT, "role": "isrol:creditLine"}]
LARGE = {"name": "main", "href": f"{AT}/large.jpg", "contentType": "image/jpeg"}
MASTODON = {
    "type": "Document",
    "mediaType": "image/jpeg",
    "url": f"{AT}/large.jpg",
    "name": ALT,
}
DRAWN = {
    "type": "Image",
    "url": [{"type": "Link", "href": f"{AT}/large.jpg", "mediaType": "image/jpeg"}],
    "name": ALT,
    "summary": CAPTION,
}
JSON = "application/json"
WIRES: dict[str, tuple[str, bytes, str]] = {
    "ninjs with roles by qcode": (
        JSON,
        ninjs(descriptions=SAYS, infoSources=SOURCE, renditions=[LARGE]),
        "alt caption credit",
    ),
    "RSS media:group": ("application/rss+xml", rss(GROUP), "alt caption credit"),
    "RSS figure": ("application/rss+xml", rss(CDATA.format(FIGURE)), "alt caption credit"),
    "RSS lazy figure": ("application/rss+xml", rss(CDATA.format(LAZY)), "alt caption credit"),
    "RSS enclosure and its figure": (
        "application/rss+xml",
        rss(CDATA.format(FIGURE) + f'<enclosure url="{AT}/large.jpg" type="image/jpeg"/>'),
        "alt caption credit",
    ),
    "JSON Feed figure": ("application/feed+json", json_feed(), "alt caption credit"),
    "WordPress": (JSON, wordpress(), "alt caption credit"),
    "Ghost": (JSON, ghost(), "alt caption"),
    "Arc": (JSON, arc(), "alt caption credit"),
    "Drupal": ("application/vnd.api+json", drupal(), "alt caption"),
    "schema.org": ("application/ld+json", schema_org(), "alt caption credit"),
    "Mastodon": ("application/activity+json", activity(attachment=[MASTODON]), "alt"),
    "ActivityPub image": ("application/activity+json", activity(image=DRAWN), "alt caption"),
}


def pictures_in(content: bytes, media_type: str) -> list[Picture]:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    parsed = parse_payload(Payload(content=content, media_type=media_type, received_at=now))
    story = next(each.item for each in parsed.items if each.item.type == "text")
    return [*pictures_of(story)]


@pytest.mark.parametrize("wire", WIRES)
def test_all_that_a_wire_says_of_its_picture_arrives(wire: str) -> None:
    media_type, content, told = WIRES[wire]

    [picture] = pictures_in(content, media_type)

    assert picture.hrefs[0] == f"{AT}/large.jpg"
    said = picture.says
    wanted = {"alt": ALT, "caption": CAPTION, "credit": CREDIT}
    credit = said.credit or said.by
    found = {"alt": said.alt, "caption": said.caption, "credit": credit}
    assert {key: found[key] for key in told.split()} == {
        key: wanted[key] for key in told.split()
    }


def test_a_focal_point_counts_from_the_middle_upwards_there() -> None:
    said = {**MASTODON, "width": 1200, "height": 800, "focalPoint": [-0.5, 0.2]}

    [picture] = pictures_in(activity(attachment=[said]), "application/activity+json")

    assert picture.focal_point is not None
    assert (picture.focal_point.x, picture.focal_point.y) == (0.25, 0.4)


@pytest.mark.parametrize(
    "dot",
    [
        f'<img src="{AT}/dot.gif" width="1" height="1">',
        f'<img src="{AT}/dot">',
        f'<img src="{AT}/icon.png" alt="x" width="24" height="24">',
        '<img alt="x" src="javascript:alert(1)" srcset="javascript:alert(2) 900w">',
        '<img alt="x" data-src="data:image/svg+xml,<svg/>">',
    ],
    ids=["a dot", "nothing is said of it", "an icon", "a script", "no address"],
)
def test_what_counts_readers_or_decorates_is_no_picture(dot: str) -> None:
    assert pictures_in(rss(CDATA.format(dot)), "application/rss+xml") == []


def a_mail(*, html: str = "", **how: Any) -> email.message.EmailMessage:
    mail = email.message.EmailMessage()
    mail["From"], mail["Subject"] = "Jo <jo@x.example>", HEAD
    mail["Date"], mail["Message-ID"] = "Mon, 23 Nov 2026 08:00:00 +0000", "<m1@x.example>"
    mail.set_content(WORDS)
    if html:
        mail.add_alternative(f"<p>{WORDS}</p>{html}", subtype="html")
    return mail


def test_a_photograph_that_stands_in_a_mails_text_is_its_picture() -> None:
    figure = (
        f'<figure><img src="cid:pier@1" alt="{ALT}"><figcaption>{CAPTION}</figcaption></figure>'
    )
    mail = a_mail(html=figure)
    part: Any = mail.get_payload(1)
    part.add_related(a_jpeg(900, 600), "image", "jpeg", cid="<pier@1>")

    [picture] = pictures_in(mail.as_bytes(), "message/rfc822")

    assert (picture.says.alt, picture.says.caption) == (ALT, CAPTION)
    assert picture.sha256 is not None


def test_the_mark_of_a_signature_is_no_picture() -> None:
    mail = a_mail(html='<img src="cid:logo" alt="Coast Wire">')
    part: Any = mail.get_payload(1)
    part.add_related(a_picture("PNG", 120, 40), "image", "png", cid="<logo>")

    assert not any(each.hrefs for each in pictures_in(mail.as_bytes(), "message/rfc822"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_a_picture_is_one_whatever_a_mail_program_calls_it(kind: str) -> None:
    mail = a_mail()
    data = a_picture(kind, 300, 200)
    mail.add_attachment(data, "application", "octet-stream", filename="PIER.BIN")

    [picture] = pictures_in(mail.as_bytes(), "message/rfc822")

    assert picture.sha256 is not None


def g2(inner: Callable[[str, str], str], link: str = "") -> bytes:
    def item(guid: str, kind: str, content: str, meta: str = "") -> str:
        return (
            f'<newsItem guid="{guid}" version="1" standard="NewsML-G2"><itemMeta><itemClass '
            f'qcode="ninat:{kind}"/><versionCreated>{WHEN}</versionCreated>{meta}</itemMeta>'
            f"<contentMeta><headline>{HEAD}</headline></contentMeta>"
            f"<contentSet>{content}</contentSet></newsItem>"
        )

    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS}</p></body></html>'
    text = item(
        "tag:t1",
        "text",
        f'<inlineXML contenttype="application/xhtml+xml">{html}</inlineXML>',
        link,
    )
    picture = item(
        "tag:p1",
        "picture",
        f'<remoteContent href="{AT}/large.jpg" contenttype="image/jpeg"/>',
    )
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f"{inner(text, picture)}</itemSet></newsMessage>"
    ).encode()


def a_package(*groups: str) -> str:
    written = "".join(
        f'<group id="g{number}" role="group:main">'
        + "".join(f'<itemRef residref="{ref}"/>' for ref in group.split())
        + "</group>"
        for number, group in enumerate(groups)
    )
    return (
        '<packageItem guid="tag:k1" version="1" standard="NewsML-G2"><itemMeta><itemClass '
        f'qcode="ninat:composite"/></itemMeta><groupSet root="g0">{written}</groupSet>'
        "</packageItem>"
    )


@pytest.mark.parametrize(
    ("content", "has_one"),
    [
        (g2(lambda t, p: t + p, '<link rel="irel:seeAlso" residref="tag:p1"/>'), True),
        (g2(lambda t, p: a_package("tag:t1 tag:p1") + t + p), True),
        (g2(lambda t, p: t + p + a_package("tag:t1", "tag:p1")), True),
        (g2(lambda t, p: t + p + a_package("tag:t1")), False),
        (g2(lambda t, p: t + p), False),
        (
            g2(
                lambda t, p: (
                    t + t.replace("tag:t1", "tag:t2") + p + a_package("tag:t1 tag:t2 tag:p1")
                )
            ),
            False,
        ),
    ],
    ids=["a link", "a group", "two groups", "not in it", "no package", "whose of two"],
)
def test_a_story_has_the_pictures_of_its_package(content: bytes, has_one: bool) -> None:
    found = pictures_in(content, "application/vnd.iptc.g2.newsmessage+xml")

    assert [each.uri for each in found] == (["tag:p1"] if has_one else [])

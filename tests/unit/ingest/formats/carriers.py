"""One story in every format we read, with some words put at one of its places."""

# ruff: noqa: E501  mark-up is told as wires send it

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from email.message import EmailMessage

STORY = (
    "Ferries sailed again on Monday after two days of storm. The harbour master said that the "
    "quay had held.\n\nThe next boat leaves at noon, the company told passengers. Nobody was hurt."
)
HEADLINE = "Ferries sail again after storm"
Sent = tuple[str, bytes]
"""Media type and bytes."""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _simple(**more: object) -> Sent:
    item = {"uri": "urn:x:1", "headline": HEADLINE, "text": STORY}
    return "application/json", _json({**item, **more})


def _ninjs3(**more: object) -> Sent:
    item: dict[str, object] = {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:x:1",
        "versionCreated": "2026-11-23T07:00:00Z",
        "headlines": [{"role": "main", "value": HEADLINE}],
        "bodies": [{"contentType": "text/plain", "value": STORY}],
    }
    return "application/json", _json({**item, **more})


def _ninjs1(**more: object) -> Sent:
    item = {
        "guid": "urn:x:1", "type": "text", "versioncreated": "2026-11-23T07:00:00Z",
        "headline": HEADLINE, "body_text": STORY,
    }  # fmt: skip
    return "application/json", _json({**item, **more})


def _html(*, above: str = "", within: str = "") -> str:
    first, _, last = STORY.partition("\n\n")
    parts = [above, first, within, last]
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part)


def _plain(*, above: str = "", within: str = "") -> str:
    first, _, last = STORY.partition("\n\n")
    return "\n\n".join(part for part in (above, first, within, last) if part)


def _bodies(value: str) -> dict[str, object]:
    return {"bodies": [{"contentType": "text/html", "value": value}]}


def _ap(**more: object) -> Sent:
    item = {
        "altids": {"itemid": "abc"}, "version": 1, "type": "text", "pubstatus": "usable",
        "signals": ["newscontent"], "headline": HEADLINE, "versioncreated": "2026-11-23T07:00:00Z",
    }  # fmt: skip
    return "application/json", _json({"data": {"item": {**item, **more}}})


def _digitalwires(**more: object) -> Sent:
    entry = {
        "urn": "urn:x:1", "version": "1", "format": "digitalwires:article", "headline": HEADLINE,
        "article_html": _html(),
    }  # fmt: skip
    return "application/json", _json({"entries": [{**entry, **more}]})


def _json_feed(**more: object) -> Sent:
    item = {"id": "1", "title": HEADLINE, "content_text": STORY}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [item | more]}
    return "application/feed+json", _json(feed)


def _cloudevent(sent: Sent) -> Sent:
    event = {
        "specversion": "1.0", "id": "1", "source": "/w", "type": "t",
        "datacontenttype": sent[0], "data_base64": base64.b64encode(sent[1]).decode(),
    }  # fmt: skip
    return "application/cloudevents+json", _json(event)


def _page(*, article: str = "", above: str = "", below: str = "", head: str = "") -> Sent:
    long = "".join(f"<p>{STORY.partition(chr(10))[0]} Turn {n}.</p>" for n in range(4))
    page = (
        f"<!doctype html><html lang=en><head><title>{HEADLINE}</title>{head}</head><body>"
        f"<div class=note>{above}</div><article><h1>{HEADLINE}</h1>{article}{long}</article>"
        f"<footer><p>{below}</p></footer></body></html>"
    )
    return "text/html", page.encode()


def _nitf(
    *, note: str = "", body: str = "", rights: str = "", headline: str = HEADLINE
) -> Sent:
    written = (
        f'<?xml version="1.0" encoding="utf-8"?><nitf><head><docdata><doc-id id-string="1"/>'
        f'<date.issue norm="20261123T070000Z"/><ed-msg info="{html.escape(note)}"/>'
        f'<doc.rights limitations="{html.escape(rights)}"/></docdata></head><body><body.head>'
        f"<hedline><hl1>{html.escape(headline)}</hl1></hedline></body.head>"
        f"<body.content>{body or _html()}</body.content></body></nitf>"
    )
    return "application/xml", written.encode()


def _g2(*, note: str = "", body: str = "", terms: str = "", headline: str = HEADLINE) -> Sent:
    written = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1">'
        f"<rightsInfo><usageTerms>{html.escape(terms)}</usageTerms></rightsInfo>"
        '<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-11-23T07:00:00Z'
        f"</versionCreated><edNote>{html.escape(note)}</edNote></itemMeta><contentMeta>"
        f"<headline>{html.escape(headline)}</headline></contentMeta><contentSet><inlineXML>"
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body or _html()}</body></html>'
        "</inlineXML></contentSet></newsItem>"
    )
    return "application/xml", written.encode()


def _newsml(
    *, note: str = "", body: str = "", terms: str = "", headline: str = HEADLINE
) -> Sent:
    written = (
        '<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>x.org'
        "</ProviderId><DateId>20261123</DateId><NewsItemId>1</NewsItemId><RevisionId>1"
        "</RevisionId></NewsIdentifier></Identification><NewsManagement>"
        '<ThisRevisionCreated>20261123T070000Z</ThisRevisionCreated><Status FormalName="Usable"/>'
        f"</NewsManagement><NewsComponent><NewsLines><HeadLine>{html.escape(headline)}</HeadLine>"
        f"<EditorNote>{html.escape(note)}</EditorNote></NewsLines><RightsMetadata><UsageRights>"
        f"<Limitations>{html.escape(terms)}</Limitations></UsageRights></RightsMetadata>"
        f"<ContentItem><DataContent>{body or _html()}</DataContent></ContentItem>"
        "</NewsComponent></NewsItem></NewsML>"
    )
    return "application/xml", written.encode()


def _rss(*, title: str = HEADLINE, story: str = "", teaser: str = "") -> Sent:
    written = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>F</title><item><guid>1</guid><title>{html.escape(title)}</title><description>"
        f"{html.escape(teaser)}</description><content:encoded>{html.escape(story or _html())}"
        "</content:encoded></item></channel></rss>"
    )
    return "application/rss+xml", written.encode()


def _atom(*, title: str = HEADLINE, story: str = "", teaser: str = "") -> Sent:
    written = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><id>f</id><entry><id>urn:x:1</id>'
        f"<title>{html.escape(title)}</title><updated>2026-11-23T07:00:00Z</updated><summary>"
        f'{html.escape(teaser)}</summary><content type="html">{html.escape(story or _html())}'
        "</content></entry></feed>"
    )
    return "application/atom+xml", written.encode()


def _wordpress(*, title: str = HEADLINE, story: str = "", excerpt: str = "") -> Sent:
    written = (
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title><item>'
        f"<title>{html.escape(title)}</title><guid>urn:x:1</guid><content:encoded>"
        f"{html.escape(story or _plain())}</content:encoded><excerpt:encoded>"
        f"{html.escape(excerpt)}</excerpt:encoded><wp:post_type>post</wp:post_type>"
        "<wp:status>publish</wp:status><wp:post_date_gmt>2026-11-23 07:00:00</wp:post_date_gmt>"
        "</item></channel></rss>"
    )
    return "application/xml", written.encode()


def _telex(lines: list[str], *, headline: str = HEADLINE) -> Sent:
    text = "\r\n".join(lines)
    written = f"\x01abc0123 4 i 40\r\n\r\nFerries/\r\n\x02{headline} =\r\n{text}\r\n\x03230700 GMT NOV 26\x04"
    return "text/plain; charset=utf-8", written.encode()


def _anpa(lines: list[str], *, heads: tuple[str, ...] = ()) -> Sent:
    text = "\r\n".join(lines)
    above = "".join(f"^{head}<\r\n" for head in ("BC-Ferries,40", HEADLINE, *heads))
    written = (
        f"\x16\x16\x01a0417\x1fUS a-\r\nr i \x13\x11BC-Ferries 11-23 0040\r\n\x02{above}\t{text}"
        "\r\n\x03XX-NY-11-23-26 0700GMT<\x04"
    )
    return "text/plain; charset=utf-8", written.encode()


def _mail(text: str, *, subject: str = HEADLINE, markup: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "desk@w.example"
    message["To"] = "news@x.example"
    message["Subject"] = " ".join(subject.split())
    message["Date"] = "Mon, 23 Nov 2026 07:00:00 +0000"
    message["Message-ID"] = "<1@w.example>"
    message.set_content(text)
    if markup:
        message.add_alternative(markup, subtype="html")
    return message


def _sent(message: EmailMessage) -> Sent:
    return "message/rfc822", message.as_bytes()


def _forwarded(*, subject: str = HEADLINE, letter: str = "") -> Sent:
    text = (
        f"{letter}\n\n---------- Forwarded message ----------\nFrom: a@w.example\n"
        f"Date: Mon, 23 Nov 2026 06:00:00 +0000\nSubject: {subject}\nTo: desk@w.example\n\n{STORY}\n"
    )
    return _sent(_mail(text, subject="Fwd: ferries"))


def _with_attached(
    *, subject: str = "Our story", letter: str = "Please find it attached."
) -> Sent:
    message = _mail(letter, subject=subject)
    message.add_attachment(_nitf()[1], maintype="application", subtype="xml", filename="a.xml")
    return _sent(message)


def _wrapped_mail(*, letter: str = "Please see below.", subject: str = HEADLINE) -> Sent:
    message = _mail(letter, subject="Our story")
    message.add_attachment(_mail(STORY, subject=subject))
    return _sent(message)


CARRIERS: dict[str, Callable[[str], Sent]] = {
    "simple JSON: text": lambda w: _simple(text=_plain(above=w)),
    "simple JSON: middle": lambda w: _simple(text=_plain(within=w)),
    "simple JSON: html": lambda w: _simple(text=None, html=_html(above=w)),
    "simple JSON: html middle": lambda w: _simple(text=None, html=_html(within=w)),
    "simple JSON: headline": lambda w: _simple(headline=w),
    "simple JSON: note": lambda w: _simple(note=w),
    "ninjs 3: plain": lambda w: _ninjs3(
        bodies=[{"contentType": "text/plain", "value": _plain(above=w)}]
    ),
    "ninjs 3: html": lambda w: _ninjs3(**_bodies(_html(above=w))),
    "ninjs 3: second body": lambda w: _ninjs3(
        bodies=[
            {"role": "main", "contentType": "text/html", "value": _html()},
            {"role": "short", "contentType": "text/plain", "value": _plain(above=w)},
        ]
    ),
    "ninjs 3: headline": lambda w: _ninjs3(headlines=[{"value": w}]),
    "ninjs 3: second headline": lambda w: _ninjs3(
        headlines=[{"role": "main", "value": HEADLINE}, {"role": "sub", "value": w}]
    ),
    "ninjs 3: edNote": lambda w: _ninjs3(edNote=w),
    "ninjs 3: terms": lambda w: _ninjs3(usageTerms=w),
    "ninjs 3: rights": lambda w: _ninjs3(rightsInfo={"encodedRights": w}),
    "ninjs 3: description": lambda w: _ninjs3(descriptions=[{"value": w}]),
    "ninjs 3: title": lambda w: _ninjs3(title=w),
    "ninjs 3: slugline": lambda w: _ninjs3(slugline=w),
    "ninjs 3: extra": lambda w: _ninjs3(extra={"instructions": w}),
    "ninjs 1: body_text": lambda w: _ninjs1(body_text=_plain(above=w)),
    "ninjs 1: body_html": lambda w: _ninjs1(body_html=_html(above=w), body_text=_plain()),
    "ninjs 1: embargoed_text": lambda w: _ninjs1(embargoed_text=w),
    "ninjs 1: ednote": lambda w: _ninjs1(ednote=w),
    "ninjs 1: caption": lambda w: _ninjs1(
        associations={"pic": {"uri": "urn:p:1", "type": "picture", "description_text": w}}
    ),
    "AP: body": lambda w: _ap(body_html=_html(above=w)),
    "AP: nitf": lambda w: _ap(nitf={"body_html": _html(above=w)}),
    "AP: note": lambda w: _ap(ednote=w, body_html=_html()),
    "AP: extended headline": lambda w: _ap(headline_extended=w, body_html=_html()),
    "digitalwires: article": lambda w: _digitalwires(article_html=_html(above=w)),
    "digitalwires: note": lambda w: _digitalwires(ednotes=[{"ednote": w}]),
    "digitalwires: teaser": lambda w: _digitalwires(teaser=w),
    "JSON Feed: content_text": lambda w: _json_feed(content_text=_plain(above=w)),
    "JSON Feed: content_html": lambda w: _json_feed(content_html=_html(above=w)),
    "JSON Feed: title": lambda w: _json_feed(title=w),
    "JSON Feed: summary": lambda w: _json_feed(summary=w),
    "CloudEvents": lambda w: _cloudevent(_simple(text=_plain(above=w))),
    "CloudEvents: plain": lambda w: _cloudevent(
        ("text/plain", f"{HEADLINE}\n\n{_plain(above=w)}".encode())
    ),
    "page: in the article": lambda w: _page(article=f"<p>{html.escape(w)}</p>"),
    "page: above": lambda w: _page(above=f"<p>{html.escape(w)}</p>"),
    "page: below": lambda w: _page(below=html.escape(w)),
    "page: in bold": lambda w: _page(article=f"<p><b>{html.escape(w)}</b></p>"),
    "plain text: above": lambda w: ("text/plain", f"{w}\n\n{HEADLINE}\n\n{STORY}".encode()),
    "plain text: below the headline": lambda w: (
        "text/plain",
        f"{HEADLINE}\n\n{_plain(above=w)}".encode(),
    ),
    "plain text: middle": lambda w: (
        "text/plain",
        f"{HEADLINE}\n\n{_plain(within=w)}".encode(),
    ),
    "NITF: note": lambda w: _nitf(note=w),
    "NITF: body": lambda w: _nitf(body=_html(above=w)),
    "NITF: rights": lambda w: _nitf(rights=w),
    "NITF: headline": lambda w: _nitf(headline=w),
    "NewsML-G2: note": lambda w: _g2(note=w),
    "NewsML-G2: body": lambda w: _g2(body=_html(above=w)),
    "NewsML-G2: terms": lambda w: _g2(terms=w),
    "NewsML-G2: headline": lambda w: _g2(headline=w),
    "NewsML 1.2: note": lambda w: _newsml(note=w),
    "NewsML 1.2: body": lambda w: _newsml(body=_html(above=w)),
    "NewsML 1.2: terms": lambda w: _newsml(terms=w),
    "NewsML 1.2: headline": lambda w: _newsml(headline=w),
    "RSS: title": lambda w: _rss(title=w),
    "RSS: story": lambda w: _rss(story=_html(above=w)),
    "RSS: teaser": lambda w: _rss(teaser=w),
    "Atom: title": lambda w: _atom(title=w),
    "Atom: story": lambda w: _atom(story=_html(above=w)),
    "Atom: teaser": lambda w: _atom(teaser=w),
    "WordPress: title": lambda w: _wordpress(title=w),
    "WordPress: story": lambda w: _wordpress(story=_plain(above=w)),
    "WordPress: excerpt": lambda w: _wordpress(excerpt=w),
    "IPTC 7901: top": lambda w: _telex([w, "", *STORY.split("\n")]),
    "IPTC 7901: middle": lambda w: _telex(_plain(within=w).split("\n")),
    "IPTC 7901: brackets": lambda w: _telex([f"({w})", "", *STORY.split("\n")]),
    "ANPA: top": lambda w: _anpa([w, *[f"\t{part}" for part in STORY.split("\n\n")]]),
    "ANPA: head": lambda w: _anpa([STORY.partition("\n\n")[0]], heads=(w,)),
    "mail: top": lambda w: _sent(_mail(_plain(above=w))),
    "mail: middle": lambda w: _sent(_mail(_plain(within=w))),
    "mail: subject": lambda w: _sent(_mail(STORY, subject=w)),
    "mail: html": lambda w: _sent(_mail(_plain(above=w), markup=_html(above=w))),
    "mail: signature": lambda w: _sent(_mail(f"{STORY}\n\n-- \n{w}\n")),
    "mail: inner subject": lambda w: _forwarded(subject=w),
    "mail: letter around a forward": lambda w: _forwarded(letter=w),
    "mail: letter with copy attached": lambda w: _with_attached(letter=w),
    "mail: subject with copy attached": lambda w: _with_attached(subject=w),
    "mail: message attached": lambda w: _wrapped_mail(subject=w),
    "mail: letter with a message": lambda w: _wrapped_mail(letter=w),
}
"""Every place of every format where words can stand."""

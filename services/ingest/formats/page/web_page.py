"""A page of the web: the story in it, and what its head says about the story."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HTMLParser, document_fromstring

from services.ingest.formats.complete import complete
from services.ingest.formats.documents import with_unread
from services.ingest.formats.fields import EmbargoField, FieldsRead, Spot
from services.ingest.formats.page.facts import PageFacts, read_facts
from services.ingest.formats.page.figures import figures_of
from services.ingest.formats.page.no_story import kind_of_page
from services.ingest.formats.page.story import find_story
from services.ingest.formats.parsed import (
    NOTHING_TOLD,
    Parsed,
    Payload,
    Problem,
    UnreadableError,
    Words,
)
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import clean_html
from services.ingest.formats.text.newscodes import is_uri
from services.ingest.formats.wording.dates import moment
from shared.articles import Author, Extras
from shared.ninjs import InfoSource, Item, Rendition, Text

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE
)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,40})")
_TAGS = re.compile(r"<[^>]*>")
_SHORTEST_STORY = 200


def parse(payload: Payload) -> Parsed:
    """Read the one story of a page; its canonical URL is in `extras.url`."""
    head = payload.content[:8192]
    said = _CHARSET.search(head) or _XML_CHARSET.search(head)
    declared = said[1].decode("ascii") if said else None
    text, _, problems = decode(payload.content, declared, payload.charset)
    tree = _tree(text)
    facts = _with_what_is_told(read_facts(tree, payload.url, payload.zone), payload)
    figures = figures_of(tree, facts.canonical or payload.url)
    story, beside = find_story(tree, facts.body, facts.titles, waiting=payload.waiting)
    body = clean_html(story, base=facts.canonical)
    plain = _TAGS.sub("", body)
    words = len(plain)
    kind = kind_of_page(
        facts.titles, plain, text, url=facts.canonical, says_article=facts.is_article
    )
    if kind is not None:
        raise UnreadableError(
            Problem(
                detail=f"this is {kind}, and no story",
                fix="send the story's own page, as readers get it",
                line=1,
                fatal=True,
            )
        )
    if not facts.headline and not words:
        raise UnreadableError(
            Problem(
                detail="there is no story on this page: neither a headline nor paragraphs",
                fix="send the page as readers get it, not one that scripts fill in later; or "
                "send the story as simple JSON",
                line=1,
                fatal=True,
            )
        )
    rest = _only_the_beginning(plain, is_for_subscribers=facts.is_for_subscribers)
    if rest:
        problems += (
            Problem(
                detail="only the beginning of this story is on the page: the rest is behind a "
                "paywall",
                fix="poll with a subscriber's cookie or the publisher's feed, or send the text",
                xpath="/html/body",
            ),
        )
    elif words < _SHORTEST_STORY:
        problems += (
            Problem(
                detail=f"only {words} characters of story were found on this page",
                fix="put the story into an <article> element, or send it as simple JSON",
                xpath="/html/body",
            ),
        )
    if not facts.headline:
        problems += (
            Problem(
                detail="this page has no headline",
                fix="write it into <h1>, og:title or the headline of a NewsArticle in JSON-LD",
                xpath="/html/head/title",
            ),
        )
    read = _fields(facts, body, beside, figures)
    parsed, doubts = complete(read, payload)
    parsed = with_unread(
        parsed, ("the rest of the story, which is for subscribers",) if rest else ()
    )
    return Parsed(format="web_page", items=(parsed,), problems=(*problems, *doubts))


def _with_what_is_told(facts: PageFacts, payload: Payload) -> PageFacts:
    """Put in what the list that led here said, where the page is silent."""
    told = payload.told
    if told == NOTHING_TOLD:
        return facts
    language = (
        told.language if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", told.language) else None
    )
    return replace(
        facts,
        headline=facts.headline or told.headline or None,
        published=facts.published or moment(told.published, payload.near),
        language=facts.language or language,
    )


_LONGEST_BEGINNING = 1_000
_FOR_SUBSCRIBERS = re.compile(
    r"(?i)(?:subscribe|sign in|log in|register|become a member) (?:now )?"
    r"to (?:continue|keep|read|unlock)"
    r"|to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign|log|register|become)"
    r"|(?:this|the rest of the) (?:article|story|content) is (?:for|available to|reserved for)"
    r" (?:our )?(?:paid |paying )?(?:subscribers|members)|already a (?:subscriber|member)\?"
    r"|weiterlesen mit|um weiterzulesen|jetzt abonnieren und weiterlesen"
    r"|exklusiv für abonnenten"
    r"|(?:cet|l['’]) ?article est réservé aux abonnés|réservé aux abonnés|pour lire la suite"
    r"|(?:contenido|artículo) exclusivo para suscriptores|para seguir leyendo"
    r"|contenuto riservato agli abbonati|per continuare a leggere|alleen voor abonnees"
    r"|conteúdo exclusivo para assinantes|para continuar lendo|この記事は有料|会員限定",
)


def _only_the_beginning(text: str, *, is_for_subscribers: bool) -> bool:
    """Tell a short text that ends where a paywall begins."""
    return len(text) < _LONGEST_BEGINNING and (
        is_for_subscribers or _FOR_SUBSCRIBERS.search(text) is not None
    )


def _fields(
    facts: PageFacts, body: str, beside: str, figures: tuple[dict[str, Any], ...]
) -> FieldsRead:
    item = Item(
        first_created=facts.published,
        version_created=facts.modified or facts.published,
        language=facts.language,
        by=", ".join(facts.authors) or None,
        headlines=(Text(role="main", content_type="text/plain", value=facts.headline),)
        if facts.headline
        else (),
        descriptions=(Text(role="summary", content_type="text/plain", value=facts.description),)
        if facts.description
        else (),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        info_sources=(InfoSource(name=facts.publisher, role="publisher"),)
        if facts.publisher
        else (),
        renditions=(Rendition(name="image", href=facts.picture),)
        if facts.picture and is_uri(facts.picture)
        else (),
        associations=figures,
    )
    extras = Extras(
        url=facts.canonical,
        authors=tuple(Author(name=name) for name in facts.authors),
        keywords=facts.keywords,
        categories=(facts.section,) if facts.section else (),
        original_source=facts.publisher,
    )
    return FieldsRead(
        item=item,
        extras=extras,
        words=(
            *(Words("aside", title) for title in facts.titles),
            *((Words("aside", beside),) if beside else ()),
        ),
        embargoes=tuple(
            EmbargoField(said, Spot(xpath="/html/head/meta"), is_known=False)
            for said in facts.embargoes
        ),
        written_at=facts.modified or facts.published,
        spot=partial(Spot, xpath="/html/body"),
    )


_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
"""lxml would ask Python for the class of each element, at each visit; we need no forms."""


def _tree(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=False)
    parser.set_element_class_lookup(_ONE_CLASS)
    # A document in a string must not declare an encoding of its own.
    content = (
        re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "").encode("utf-8", "replace")
    )
    try:
        return document_fromstring(content, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(
            Problem(
                detail=f"this is no HTML page: {error}",
                fix="send the page's HTML, from <html> to </html>",
                line=1,
                fatal=True,
            )
        ) from error

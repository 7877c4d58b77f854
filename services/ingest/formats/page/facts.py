"""What a page's head says of its story: JSON-LD first, then meta elements, then the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from services.ingest.formats.json.moments import read_moment
from services.ingest.formats.page.shown import Shown
from services.ingest.formats.page.state import state_body
from services.ingest.formats.text.markup import (
    absolute_url,
    html_to_text,
    plain_line,
    tidy_text,
)
from services.ingest.formats.text.schema_org import rank
from services.ingest.formats.wording.embargo.names import names_embargo
from services.ingest.formats.wording.release_heads import is_no_headline
from services.ingest.formats.wording.written_dates import Near

_LONGEST_BLOCK = 400_000
_LEAST_CHARACTERS = 200
_MOST_NODES = 500
_DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the head of a page says; anything may be missing."""

    headline: str | None = None
    titles: tuple[str, ...] = ()
    """Every wording of the headline: elements h1 and title, OpenGraph, JSON-LD."""
    description: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    canonical: str | None = None
    language: str | None = None
    publisher: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    picture: str | None = None
    body: str | None = None
    """`articleBody`: the story as the page tells it to machines."""
    is_article: bool = False
    """It calls itself one, in JSON-LD or OpenGraph."""
    is_for_subscribers: bool = False
    """It says that not everybody may read it."""
    embargoes: tuple[str, ...] = ()
    """What the head says in elements that look like an embargo."""


def _is_empty(tree: HtmlElement) -> bool:
    """Tell a page without paragraphs, which scripts are to fill in."""
    return sum(len(p.text_content()) for p in tree.iter("p")) < _LEAST_CHARACTERS


def read_facts(tree: HtmlElement, url: str | None, zone: str | None = None) -> PageFacts:
    """Gather what the page says of itself."""
    story = _story(tree)
    meta = _meta(tree)
    base = _base(tree, url)
    language = _language(tree, story, meta)
    headline = _headline(tree, story, meta)
    shown = Shown(tree, headline)
    near = Near(zone=zone, language=language, host=urlsplit(url or "").hostname)
    return PageFacts(
        headline=headline,
        titles=_titles(tree, story, meta),
        description=_first(meta, "og:description", "description", "twitter:description")
        or _words(story.get("description")),
        authors=_authors(tree, story, meta) or shown.authors(),
        published=_moment(story.get("datePublished"), near)
        or _moment(
            _first(
                meta, "article:published_time", "og:article:published_time", "datepublished",
                "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "pubdate",
                "publishdate", "publish-date", "date",
            ),
            near,
        )
        or _time_element(tree, near)
        or shown.date(near),
        modified=_moment(story.get("dateModified"), near)
        or _moment(
            _first(meta, "article:modified_time", "og:updated_time", "datemodified", "lastmod"),
            near,
        ),
        canonical=_canonical(tree, story, meta, base, url),
        language=language,
        publisher=_words(_name(story.get("publisher"))) or _first(meta, "og:site_name"),
        section=_words(story.get("articleSection"))
        or _first(meta, "article:section", "parsely-section", "section")
        or _crumb(tree, headline)
        or _section_of_address(url),
        keywords=_keywords(story, meta),
        picture=_picture(story, meta, base),
        body=_body(story) or (state_body(tree) if _is_empty(tree) else None),
        is_article=bool(story)
        or _first(meta, "og:type") == "article"
        or _first(meta, "article:published_time") is not None,
        is_for_subscribers=str(story.get("isAccessibleForFree")).lower() == "false"
        or _first(meta, "article:content_tier") == "locked",
        embargoes=tuple(_embargoes(meta, story)),
    )  # fmt: skip


# --- JSON-LD -----------------------------------------------------------------------------


def _story(tree: HtmlElement) -> Mapping[str, Any]:
    """Find the JSON-LD node that describes the story; the one with most text wins."""
    found: list[tuple[int, int, Mapping[str, Any]]] = []
    called: dict[str, Mapping[str, Any]] = {}
    for node in _all_nodes(tree):
        if isinstance(node.get("@id"), str) and len(node) > 1:
            called.setdefault(node["@id"], node)
        place = rank(node)
        if place is not None:
            body = node.get("articleBody")
            found.append((len(body) if isinstance(body, str) else 0, -place, node))
    if not found:
        return {}
    story = max(found, key=lambda one: one[:2])[2]
    named = {key: _meant(story[key], called) for key in _BY_REFERENCE if key in story}
    return {**story, **named}


_BY_REFERENCE = ("author", "creator", "publisher", "image")


def _meant(value: Any, called: Mapping[str, Mapping[str, Any]]) -> Any:
    """Give what is only named by its `@id` as what it is, where the page tells it."""
    if isinstance(value, list):
        return [_meant(one, called) for one in value[:_MOST_NODES] if not isinstance(one, list)]
    if isinstance(value, dict) and "name" not in value and "url" not in value:
        return called.get(str(value.get("@id")), value)
    return value


def _all_nodes(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            block = script.text or ""
            if len(block) <= _LONGEST_BLOCK:
                yield from _nodes(_loads(block))


def _loads(block: str) -> Any:
    block = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$",
        "",
        block,
    )
    try:
        return json.loads(block, strict=False)
    except (ValueError, RecursionError):
        # A trailing comma or semicolon is the commonest fault.
        mended = re.sub(r",(\s*[}\]])", r"\1", block.strip().rstrip(";"))
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            return None


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value[:_MOST_NODES]:
            yield from _nodes(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(value.get(key), (dict, list)):
                yield from _nodes(value[key], depth + 1)


def _body(story: Mapping[str, Any]) -> str | None:
    body = story.get("articleBody")
    if isinstance(body, list):
        body = "\n\n".join(part for part in body if isinstance(part, str))
    if not isinstance(body, str) or not body.strip():
        return None
    if re.search(r"</?[a-z][^>]*>", body, re.IGNORECASE):
        return html_to_text(body)
    if "&" in body:
        body = html_to_text(body.replace("<", "&lt;").replace("\n", "<br>"))
    return tidy_text(body)


# --- meta elements -----------------------------------------------------------------------


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if not name and (element.get("http-equiv") or "").lower() == "content-language":
            name = "content-language"
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content)
    return found


def _embargoes(meta: Mapping[str, str], story: Mapping[str, Any]) -> Iterator[str]:
    for name, said in (*meta.items(), *story.items()):
        if said and names_embargo(name.rpartition(":")[2]):
            yield said if isinstance(said, str) else ""


def _first(meta: Mapping[str, str], *names: str) -> str | None:
    for name in names:
        value = meta.get(name)
        if value and (line := plain_line(value)):
            return line
    return None


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return (plain_line(value[:5000]) or None) if isinstance(value, str) else None


def _name(value: Any) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _moment(value: Any, near: Near) -> datetime | None:
    read = read_moment(value, near) if isinstance(value, str) else None
    return read.at if read else None


def _time_element(tree: HtmlElement, near: Near) -> datetime | None:
    for element in tree.iter("time"):
        marked = (element.get("itemprop") or "").lower() == "datepublished"
        if marked or element.get("pubdate") is not None:
            at = _moment(element.get("datetime"), near)
            if at:
                return at
    return None


def _headline(
    tree: HtmlElement, story: Mapping[str, Any], meta: Mapping[str, str]
) -> str | None:
    told = _words(story.get("headline")) or _words(story.get("name"))
    titles = [_text(element) for element in tree.iter("h1")]
    titles = [title for title in titles if title]
    shared = _first(meta, "og:title", "twitter:title")
    page = next((_text(element) for element in tree.iter("title")), "") or ""
    # The one h1 that the title or the head repeats is what readers see as the headline.
    for title in titles:
        if len(title) > 10 and any(_alike(title, other) for other in (told, shared, page)):
            return title
    if told and not told.endswith(("…", "...")):
        return told
    if shared:
        return _without_site(shared, _first(meta, "og:site_name"))
    if len(titles) == 1:
        return titles[0]
    written = _title_of_document(tree)
    if written and not titles:
        return written
    return told or _without_site(page, _first(meta, "og:site_name")) or next(iter(titles), None)


def _titles(
    tree: HtmlElement, story: Mapping[str, Any], meta: Mapping[str, str]
) -> tuple[str, ...]:
    page = next((_text(element) for element in tree.iter("title")), "")
    site = _first(meta, "og:site_name")
    found = [
        _words(story.get("headline")),
        _first(meta, "og:title"),
        _first(meta, "twitter:title"),
        *(_text(element) for element in tree.iter("h1")),
        _title_of_document(tree),
        page,
        _without_site(page, site),
    ]
    return tuple(dict.fromkeys(title for title in found if title))[:20]


_WRITERS = re.compile(r"(?i)microsoft word|libreoffice|openoffice|google docs|pages|abiword")
_LONGEST_TITLE = 160


def _title_of_document(tree: HtmlElement) -> str | None:
    """Give the title that a word processor wrote, where a page is a document of one.

    It is the paragraph styled as the title; failing that, of what says which program wrote it,
    the first short line that is no sentence.
    """
    if next(tree.iter("article", "h1"), None) is not None:
        return None
    for element in tree.iter("p"):
        if not {"title", "msotitle"}.isdisjoint((element.get("class") or "").lower().split()):
            return _text(element) or None
    body = next(tree.iter("body"), None)
    styles = (body.get("class") or "").split() if body is not None else []
    is_written = "doc-content" in styles or any(
        _WRITERS.search(element.get("content") or "")
        for element in tree.iter("meta")
        if (element.get("name") or "").lower() == "generator"
    )
    if not is_written:
        return None
    lines = (_text(element) for element in islice(tree.iter("p", "h2", "h3"), 20))
    first = next((line for line in lines if line and not is_no_headline(line)), "")
    is_short = len(first) <= _LONGEST_TITLE and not first.endswith((".", "!", ":", ";", "…"))
    return first if first and is_short else None


def _alike(title: str, other: str | None) -> bool:
    if not other:
        return False
    a, b = (re.sub(r"\W+", " ", text.casefold()).strip() for text in (title, other))
    return bool(a) and (b.startswith(a) or a.startswith(b[: max(20, len(b) * 3 // 4)]))


def _without_site(title: str, site: str | None) -> str:
    parts = re.split(r"\s+[|»–—·-]\s+", title)
    if len(parts) < 2:
        return title
    last = parts[-1].casefold()
    if (site and site.casefold() in last) or "|" in title or len(parts[-1].split()) <= 3:
        return title[: title.rfind(parts[-1])].rstrip(" |»–—·-")
    return title


def _text(element: HtmlElement) -> str:
    return plain_line(" ".join(element.itertext())[:2000])


def _authors(
    tree: HtmlElement, story: Mapping[str, Any], meta: Mapping[str, str]
) -> tuple[str, ...]:
    told = story.get("author") or story.get("creator")
    names = [_words(_name(one)) for one in (told if isinstance(told, list) else [told])]
    if not any(names):
        marked = _first(
            meta, "author", "article:author_name", "parsely-author", "sailthru.author", "byl",
            "dc.creator", "dcterms.creator",
        )  # fmt: skip
        names = [marked]
    if not any(names):
        names = [_text(element)[:200] for element in _SIGNED(tree)[:5]]
    split = (
        part
        for name in names
        if name and not name.startswith(("http://", "https://"))
        for part in re.split(r"\s*(?:,|;|\band\b|&|\|)\s+", name)
    )
    cleaned = (
        re.sub(r"^(?:by|von|par|por)\s+", "", name, flags=re.IGNORECASE) for name in split
    )
    return tuple(dict.fromkeys(name for name in cleaned if 1 < len(name) < 80))[:12]


_SIGNED: Any = etree.XPath(
    "/descendant::*/@rel[. = 'author']/.. | /descendant::*/@itemprop[. = 'author']/.."
)


def _base(tree: HtmlElement, url: str | None) -> str | None:
    for element in tree.iter("base"):
        return absolute_url(element.get("href") or "", url, pictures=True) or url
    return url


def _canonical(
    tree: HtmlElement,
    story: Mapping[str, Any],
    meta: Mapping[str, str],
    base: str | None,
    url: str | None,
) -> str | None:
    links = (
        element.get("href")
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    )
    told = story.get("url")
    for href in (*links, meta.get("og:url"), told if isinstance(told, str) else None):
        resolved = absolute_url(href, base, pictures=True) if href else None
        if resolved and not (_is_home(resolved) and url and not _is_home(url)):
            return resolved
    return base


def _is_home(address: str) -> bool:
    """Tell a site's front door: broken templates call every page by it."""
    parts = urlsplit(address)
    return not parts.path.strip("/") and not parts.query


def _language(
    tree: HtmlElement, story: Mapping[str, Any], meta: Mapping[str, str]
) -> str | None:
    told = story.get("inLanguage")
    said = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        told if isinstance(told, str) else None,
        meta.get("content-language"),
        meta.get("og:locale"),
    )
    tags = [
        tag
        for one in said
        if (tag := (one or "").split(",")[0].strip().replace("_", "-")) and _TAG.fullmatch(tag)
    ]
    if not tags:
        return None
    # `en`, and in another place `en-GB`: who says more knows more.
    return next((tag for tag in tags if tag.startswith(f"{tags[0]}-")), tags[0])


_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def _crumb(tree: HtmlElement, headline: str | None) -> str | None:
    """Give the last room on the way to the story, as its breadcrumbs say it."""
    for node in _all_nodes(tree):
        if node.get("@type") != "BreadcrumbList":
            continue
        steps = node.get("itemListElement")
        names = [
            _words(one.get("name") or _name(one.get("item")))
            for one in (steps if isinstance(steps, list) else [])[:_MOST_NODES]
            if isinstance(one, dict)
        ]
        rooms = [name for name in names[1:] if name and not _alike(name, headline)]
        return rooms[-1] if rooms and len(rooms[-1]) < _LONGEST_ROOM else None
    return None


_LONGEST_ROOM = 60
_ROOMS = frozenset(
    re.findall(
        r"\w+",
        "sport sports business politics world opinion entertainment tech technology science "
        "health lifestyle culture travel finance markets economy environment education arts "
        "weather crime politik wirtschaft kultur wissen gesellschaft panorama ausland inland "
        "meinung politique economie international culture sante politica economia deportes "
        "cultura salud mundo sociedad esportes saude cronaca esteri spettacoli ",
    )
)


def _section_of_address(url: str | None) -> str | None:
    """Give the first folder of an address that is called as sections are."""
    folders = urlsplit(url).path.lower().split("/")[1:-1] if url else []
    return next((folder for folder in folders[:3] if folder in _ROOMS), None)


def _keywords(story: Mapping[str, Any], meta: Mapping[str, str]) -> tuple[str, ...]:
    told = story.get("keywords")
    if isinstance(told, str):
        told = told.split(",")
    if not isinstance(told, list):
        told = (_first(meta, "news_keywords", "keywords") or "").split(",")
    words = (plain_line(word) for word in told[:50] if isinstance(word, str))
    return tuple(dict.fromkeys(word for word in words if 0 < len(word) < 100))


def _picture(story: Mapping[str, Any], meta: Mapping[str, str], base: str | None) -> str | None:
    told = story.get("image")
    if isinstance(told, list):
        told = told[0] if told else None
    if isinstance(told, dict):
        told = told.get("url")
    for href in (meta.get("og:image"), told if isinstance(told, str) else None):
        if href and (resolved := absolute_url(href, base, pictures=True)):
            return resolved
    return None

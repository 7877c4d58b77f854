"""The pictures of a page or a body: figures, the largest of each, with what is said of them."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from services.ingest.formats.text.markup import absolute_url, has_words, plain_line, srcset_of
from services.ingest.formats.text.newscodes import is_uri, item_uri
from shared.media import pictures_of
from shared.ninjs import Item, Text

_MOST = 40
_SMALLEST = 100
"""A side of fewer pixels is an icon, or a dot that counts who reads."""
_WITHIN: Any = etree.XPath(
    "//article//figure[.//img] | //main//figure[.//img]"
    " | //*[@itemprop='articleBody']//figure[.//img]"
)
_CREDIT = re.compile(r"credit|copyright|source|photographer|byline", re.IGNORECASE)


def figures_of(tree: HtmlElement, base: str | None) -> tuple[dict[str, Any], ...]:
    """Give each figure of the story as an association, in the page's order."""
    found: dict[str, dict[str, Any]] = {}
    for figure in _WITHIN(tree) if next(tree.iter("figure"), None) is not None else ():
        if len(found) == _MOST or any(each.tag == "figure" for each in figure.iterancestors()):
            continue
        one = _figure(figure, base, len(found) + 1)
        if one is not None:
            found.setdefault(one["uri"], one)
    return tuple(found.values())


def with_pictures(item: Item) -> Item:
    """Name the pictures that stand in a story's HTML, where its fields name none.

    Where they name one that stands there too, what the story says of it fills what they leave
    out. The same item where there is nothing to add.
    """
    body = item.body()
    if body is None or body.content_type != "text/html" or "<img" not in body.value:
        return item
    found = _figures_in(body.value) if item.type == "text" else ()
    if not found:
        return item
    if pictures_of(item):  # who names them sends their text as it is to be
        by_uri = {each["uri"]: each for each in found}
        beside = tuple(_told_more(each, by_uri) for each in item.associations)
        if beside == item.associations:
            return item
        return item.model_copy(update={"associations": beside})
    shown = {one["href"] for each in found for one in each["renditions"]}
    bodies = tuple(
        _without_figures(each, shown) if each is body else each for each in item.bodies
    )
    beside = (*item.associations, *found)
    return item.model_copy(update={"associations": beside, "bodies": bodies})


def _without_figures(body: Text, shown: Collection[object]) -> Text:
    """Take out of a text the figures that stand beside it now: nothing is said twice."""

    def kept(figure: re.Match[str]) -> str:
        source = _SOURCE.search(figure[0])
        return "" if source and html.unescape(source[1]) in shown else figure[0]

    left = _FIGURE.sub(kept, body.value).strip()
    return body.model_copy(update={"value": left}) if has_words(left) else body


_FIGURE = re.compile(r"<figure\b[^<>]*>(?:(?!</?figure\b).)*</figure>", re.DOTALL)
_SOURCE = re.compile(r"<img\b[^<>]*\ssrc=\"([^\"<>]*)\"")


def _told_more(
    named: dict[str, Any], figures: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    hrefs = (each.get("href") for each in named.get("renditions") or ())
    figure = next((figures[href] for href in hrefs if href in figures), None)
    if figure is None:
        return named
    more = {
        key: figure[key]
        for key in ("descriptions", "infoSources")
        if key in figure and not named.get(key)
    }
    return {**named, **more} if more else named


def _figures_in(body: str) -> tuple[dict[str, Any], ...]:
    """Give the pictures of a story's clean HTML: figures, and what stands in the text itself.

    A picture without a figure counts where something is said of it, or its size: what is
    neither may be a dot that counts who reads.
    """
    try:
        tree = fragment_fromstring(body[:_LONGEST_READ], create_parent=True)
    except (etree.LxmlError, ValueError):
        return ()
    found: dict[str, dict[str, Any]] = {}
    for each in _OUTERMOST(tree):
        if len(found) == _MOST:
            break
        is_told = each.tag == "figure" or _line(each.get("alt")) or each.get("width")
        one = _figure(each, None, len(found) + 1) if is_told else None
        if one is not None:
            found.setdefault(one["uri"], one)
    return tuple(found.values())


_LONGEST_READ = 500_000
_OUTERMOST: Any = etree.XPath(
    "//figure[.//img][not(ancestor::figure)] | //img[not(ancestor::figure)]"
)


def _figure(figure: HtmlElement, base: str | None, number: int) -> dict[str, Any] | None:
    image = next(figure.iter("img"))
    sides = {side: _pixels(image.get(side)) for side in ("width", "height")}
    if any(size is not None and size < _SMALLEST for size in sides.values()):
        return None
    addresses = [href for href in _addresses(figure, image, base) if is_uri(href)]
    if not addresses:
        return None
    texts = [
        {"role": role, "value": text}
        for role, text in (("caption", _caption(figure)), ("altText", _line(image.get("alt"))))
        if text
    ]
    credit = _credit(figure) or _credited(figure)
    return {
        "name": f"figure{number}",
        "uri": item_uri(addresses[0]),
        "type": "picture",
        "renditions": [
            {"name": "original" if nth == 0 else f"alternative{nth}", "href": href}
            for nth, href in enumerate(addresses[:3])
        ],
        **({"descriptions": texts} if texts else {}),
        **({"infoSources": [{"name": credit, "role": "creditLine"}]} if credit else {}),
    }


def _addresses(figure: HtmlElement, image: HtmlElement, base: str | None) -> Iterator[str]:
    """Give a figure's addresses, the largest first; those of lazy pages stand in `data-`."""
    sets = [image.get("srcset"), image.get("data-srcset")]
    sets += [each.get("srcset") or each.get("data-srcset") for each in figure.iter("source")]
    candidates = [one for text in sets for one in srcset_of(text or "")]
    candidates.sort(key=lambda one: one[0], reverse=True)
    hrefs = [href for _, href in candidates]
    hrefs += [image.get("data-src") or "", image.get("src") or ""]
    seen: set[str] = set()
    for href in hrefs:
        resolved = absolute_url(href, base, pictures=True) if href else None
        if resolved and resolved not in seen:
            seen.add(resolved)
            yield resolved


def _caption(figure: HtmlElement) -> str:
    caption = next(figure.iter("figcaption"), None)
    if caption is None:
        return ""
    credit = _credit(figure)
    text = _line(str(caption.text_content()))
    if credit:
        return text.removesuffix(credit).strip(" |–—-()")
    return _AT_THE_END.sub("", text).strip() or text


def _credit(figure: HtmlElement) -> str:
    for each in figure.iter():
        if isinstance(each.tag, str) and each.tag not in ("img", "figure", "figcaption"):
            named = f"{each.get('class', '')} {each.get('itemprop', '')}"
            named += " credit" if each.tag in ("cite", "small") else ""
            if _CREDIT.search(named) and each.text_content().strip():
                return _line(str(each.text_content()))
    return ""


_AT_THE_END = re.compile(
    r"[\s|(\[–—/-]*(?<!\w)(?:photo(?:graph)?s?|picture|image|foto|bild|cr[eé]dito?|fotograf[ií]a)"
    r"(?:\s+(?:credit|courtesy(?:\s+of)?|by|par|von|de|di))?"
    r"(?:\s*:\s*|(?<=\bby)\s+|(?<=\bcourtesy)\s+|(?<=\bof)\s+)"
    r"([^|()\[\]]{2,80}?)[)\]\s.]*$|[\s|(\[–—-]*(©[^|()\[\]]{2,80}?)[)\]\s.]*$",
    re.IGNORECASE,
)
"""Whose a picture is, as captions end: “(Photo: Ada Example)”, “Foto: dpa”, “© Own Wire”."""


def _credited(figure: HtmlElement) -> str:
    """Give whose a picture is by the last words of its caption."""
    caption = next(figure.iter("figcaption"), None)
    text = _line(str(caption.text_content())) if caption is not None else ""
    found = _AT_THE_END.search(text[-200:])
    return (found[1] or found[2] or "").strip() if found else ""


def _line(text: str | None) -> str:
    return plain_line(text or "")[:2000]


def _pixels(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,5}", text, re.ASCII) else None

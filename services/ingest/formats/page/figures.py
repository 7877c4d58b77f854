"""The pictures of a page's story: figures, the largest of each, with what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from services.ingest.formats.text.markup import absolute_url, plain_line
from services.ingest.formats.text.newscodes import is_uri, item_uri

_MOST = 40
_SMALLEST = 100
"""A side of fewer pixels is an icon, or a dot that counts who reads."""
_WITHIN = (
    "//article//figure[.//img] | //main//figure[.//img]"
    " | //*[@itemprop='articleBody']//figure[.//img]"
)
_CREDIT = re.compile(r"credit|copyright|source|photographer|byline", re.IGNORECASE)
_CANDIDATE = re.compile(r"\s*(\S+?)(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,(?=\s|$)|$)")


def figures_of(tree: HtmlElement, base: str | None) -> tuple[dict[str, Any], ...]:
    """Give each figure of the story as an association, in the page's order."""
    found: dict[str, dict[str, Any]] = {}
    for figure in tree.xpath(_WITHIN):
        if len(found) == _MOST or any(each.tag == "figure" for each in figure.iterancestors()):
            continue
        one = _figure(figure, base, len(found) + 1)
        if one is not None:
            found.setdefault(one["uri"], one)
    return tuple(found.values())


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
    credit = _credit(figure)
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
    candidates = [one for text in sets for one in _candidates(text or "")]
    candidates.sort(key=lambda one: one[0], reverse=True)
    hrefs = [href for _, href in candidates]
    hrefs += [image.get("data-src") or "", image.get("src") or ""]
    seen: set[str] = set()
    for href in hrefs:
        resolved = absolute_url(href, base, pictures=True) if href else None
        if resolved and resolved not in seen:
            seen.add(resolved)
            yield resolved


def _candidates(srcset: str) -> Iterator[tuple[float, str]]:
    """Read a `srcset`: a density counts as so many times a screen's width."""
    for match in list(_CANDIDATE.finditer(srcset[:20_000]))[:_MOST]:
        href, size, unit = match.groups()
        yield float(size or 1) * (1 if unit == "w" else 800), href


def _caption(figure: HtmlElement) -> str:
    caption = next(figure.iter("figcaption"), None)
    if caption is None:
        return ""
    credit = _credit(figure)
    text = _line(str(caption.text_content()))
    return text.removesuffix(credit).strip(" |–—-()") if credit else text


def _credit(figure: HtmlElement) -> str:
    for each in figure.iter():
        if isinstance(each.tag, str) and each.tag not in ("img", "figure", "figcaption"):
            named = f"{each.get('class', '')} {each.get('itemprop', '')}"
            if _CREDIT.search(named) and each.text_content().strip():
                return _line(str(each.text_content()))
    return ""


def _line(text: str | None) -> str:
    return plain_line(text or "")[:2000]


def _pixels(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,5}", text, re.ASCII) else None

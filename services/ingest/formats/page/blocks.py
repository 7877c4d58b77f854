"""A page as a list of blocks: paragraphs, headings, list items and cells, in reading order.

What browsers hide and what is plainly furniture (navigation, forms, scripts, captions) is left
out on the way; what only looks like furniture by its class is marked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from lxml.html import HtmlElement

_SILENT = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template iframe object embed applet svg math canvas video audio "
        "map button select option textarea input form nav menu dialog head title link "
        "meta figcaption figure",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd details div dl dt fieldset footer h1 "
        "h2 h3 h4 h5 h6 header hgroup hr li main ol p pre section summary table tbody td tfoot "
        "th thead tr ul figure caption",
    )
)
_KINDS = {"p": "p", "pre": "pre", "li": "li", "dt": "p", "dd": "p", "td": "td", "th": "td"}
_EMPHASIS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "sub": "sub",
    "sup": "sup",
}

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:"
    r"related|recirc\w*|recommend\w*|newsletter\w*|subscri\w*|sign-?up|promo\w*|sponsor\w*|"
    r"advert\w*|ads?|adsense|dfp|share|sharing|shares|sharedaddy|social\w*|comments?|disqus\w*|"
    r"respond|replies|sidebar|side-?bar|breadcrumbs?|caption\w*|credits?|bio|author-?box|"
    r"about-?author|author-?info|author-?bio|tags?|tag-?list|tag-?cloud|post-?tags|entry-?tags|"
    r"pagination|pager|cookies?|consent|gdpr|popup|modal|overlay|outbrain|taboola|zergnet|"
    r"trending|popular|most-?read|most-?viewed|read-?more|read-?next|more-?stories|more-?from|"
    r"also-?(?:read|like)|see-?also|toolbar|toolbox|footer|masthead|menu|nav|navbar|navigation|"
    r"jp-?relatedposts|yarpp\w*|widget\w*|print-?only|noprint|sr-?only|visually-?hidden|"
    r"screen-?reader-?text|skip-?link|hidden|latest-?news|headlines-?list|donate|donation|"
    r"paywall|upsell|gallery\w*|slideshow|carousel|slider|wp-?caption-?text|image-?caption|"
    r"photo-?caption|media-?caption|cutline|rating|ratings|poll|quiz|byline|dateline-?box|"
    r"timestamp|post-?meta|entry-?meta|article-?meta|meta|posted-?on|post-?info|article-?info|"
    r"addtoany|addthis\w*|sharethis|a2a\w*|infobox|toc|inline-?related|pullquote|pull-?quote"
    r")(?=$|[\s_-])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_TWO_BREAKS = re.compile(r"<br/>(?:\s*<br/>)+")
_OUTER_BREAKS = re.compile(r"^(?:\s*<br/>\s*)+|(?:\s*<br/>\s*)+$")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


Run: TypeAlias = tuple[str, ...]
_RUN = 3
_DEEPEST = 150
_LONGEST_CELL = 300
_FEW = 5


@dataclass(slots=True, eq=False)
class Block:
    """Words that belong together, and where they stand."""

    kind: str  # p, li, td, pre, quote, h1 … h6
    text: str
    markup: str
    holder: HtmlElement
    path: tuple[HtmlElement, ...]
    linked: int  # characters inside links
    furniture: tuple[HtmlElement, ...]  # of the path, what looks like it by name
    words: list[str]

    @property
    def link_share(self) -> float:
        """How much of it is links, 0 to 1."""
        return self.linked / max(1, len(self.text))


class _Walk:
    """Collects the blocks of a tree; text outside of any block is a paragraph of its holder."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._path: list[HtmlElement] = []
        self._kind = "p"
        self._furniture: list[HtmlElement] = []
        self._text: list[str] = []
        self._markup: list[str] = []
        self._linked = 0
        self._in_link = 0
        self._preformatted = 0

    def element(self, element: HtmlElement, depth: int = 0) -> None:
        tag = element.tag
        if (
            not isinstance(tag, str)
            or tag in _SILENT
            or depth > _DEEPEST
            or _is_hidden(element)
        ):
            return
        if tag == "br":
            self._add("\n", "<br/>")
            return
        if tag == "tr" and _is_data(element):
            self._row(element)
            return
        if tag in _BLOCKS:
            self._block(element, tag, depth)
            return
        if tag == "span" and _looks_like_furniture(element) and len(element) < _FEW:
            return
        is_link = tag == "a"
        wrap = _EMPHASIS.get(tag) if len(element) == 0 or tag in {"sub", "sup"} else None
        self._in_link += is_link
        href = element.get("href") if is_link else None
        if href:
            self._markup.append(f'<a href="{html.escape(href)}">')
        if wrap:
            self._markup.append(f"<{wrap}>")
        self._children(element, depth)
        if wrap:
            self._markup.append(f"</{wrap}>")
        if href:
            self._markup.append("</a>")
        self._in_link -= is_link

    def _block(self, element: HtmlElement, tag: str, depth: int) -> None:
        self.end()
        outer = self._kind
        marked = self._is_furniture(element, tag)
        if marked:
            self._furniture.append(element)
        self._preformatted += tag == "pre"
        if tag[0] == "h" and tag[1:].isdigit():
            self._kind = tag
        elif tag in _KINDS and not (outer == "quote" and tag == "p") and outer != "li":
            self._kind = _KINDS[tag]
        elif tag == "blockquote":
            self._kind = "quote"
        self._path.append(element)
        self._children(element, depth)
        self.end()
        self._path.pop()
        self._preformatted -= tag == "pre"
        if marked:
            self._furniture.pop()
        self._kind = outer

    def _row(self, element: HtmlElement) -> None:
        self.end()
        cells = [
            " ".join(cell.text_content().split()) for cell in element.iterchildren("td", "th")
        ]
        if any(cells):
            linked = sum(len(a.text_content()) for a in element.iter("a"))
            markup = "".join(f"<td>{html.escape(cell, quote=False)}</td>" for cell in cells)
            self._path.append(element)
            self._put("tr", " ".join(cells), markup, linked)
            self._path.pop()

    def _children(self, element: HtmlElement, depth: int) -> None:
        if element.text:
            self._add(element.text)
        for child in element:
            self.element(child, depth + 1)
            if child.tail:
                self._add(child.tail)

    def _add(self, text: str, markup: str | None = None) -> None:
        self._text.append(text)
        self._markup.append(html.escape(text, quote=False) if markup is None else markup)
        if self._in_link:
            self._linked += len(text.strip())

    def end(self) -> None:
        """Finish the block at hand; two line breaks inside it part paragraphs."""
        if not self._text:
            return
        text, markup = "".join(self._text), "".join(self._markup)
        linked = self._linked
        self._text.clear()
        self._markup.clear()
        self._linked = 0
        if not text.strip() or not self._path:
            return
        if self._preformatted:
            self._put(
                "pre", text.strip("\n"), html.escape(text.strip("\n"), quote=False), linked
            )
            return
        for part in _TWO_BREAKS.split(markup) if "<br/>" in markup else (markup,):
            line = " ".join(part.split())
            if "<br/>" in line:
                line = _OUTER_BREAKS.sub("", line)
            plain = line
            if "<" in line or "&" in line:
                plain = _TAG.sub(" ", line) if "<" in line else line
                plain = " ".join(html.unescape(plain).split())
            if plain:
                self._put(self._kind, plain, line, linked * len(part) // max(1, len(markup)))

    def _put(self, kind: str, text: str, markup: str, linked: int) -> None:
        self.blocks.append(
            Block(
                kind=kind,
                text=text,
                markup=markup,
                holder=self._path[-1],
                path=tuple(self._path),
                linked=min(linked, len(text)),
                furniture=tuple(self._furniture),
                words=_WORD.findall(text.casefold()),
            )
        )

    def _is_furniture(self, element: HtmlElement, tag: str) -> bool:
        if tag in {"body", "article", "main"}:
            return False
        return tag in {"footer", "aside"} or _looks_like_furniture(element)


def read_blocks(body: HtmlElement) -> list[Block]:
    """Read the blocks of a page's body, in order."""
    walk = _Walk()
    walk.element(body)
    walk.end()
    return walk.blocks


def runs(words: Sequence[str]) -> set[Run]:
    """Give the runs of three words; a text shorter than that is one run."""
    if len(words) < _RUN:
        return {tuple(words)} if words else set()
    return {*zip(words, words[1:], words[2:], strict=False)}


def words_of(text: str) -> list[str]:
    """Give the words of a text as blocks have them."""
    return _WORD.findall(text.casefold())


def _looks_like_furniture(element: HtmlElement) -> bool:
    name, own = element.get("class"), element.get("id")
    return bool(name or own) and _names_furniture(f"{name or ''} {own or ''}"[:300])


@lru_cache(maxsize=10_000)
def _names_furniture(marks: str) -> bool:
    return _FURNITURE.search(_CAMEL.sub("-", marks).lower()) is not None


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return (
        (style is not None and _HIDDEN.search(style) is not None)
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
    )


def _is_data(row: HtmlElement) -> bool:
    """Tell a row of figures from a row that a page is laid out with."""
    cells = list(row.iterchildren("td", "th"))
    return len(cells) > 1 and all(
        len(cell.text_content()) < _LONGEST_CELL and cell.find(".//table") is None
        for cell in cells
    )

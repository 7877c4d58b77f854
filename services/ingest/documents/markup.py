"""Blocks out of HTML that a library wrote; pure."""

from __future__ import annotations

import html
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, fragments_fromstring, tostring

from services.ingest.documents.found import Block, BlockKind

_MOST_BLOCKS = 20_000
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset({"div", "section", "article", "main", "body", "html", "center"})
_MUTE = frozenset({"head", "style", "script", "title", "meta", "link"})
_DEEPEST = 30


def blocks_of(markup: str) -> Iterator[Block]:
    """Part HTML into paragraphs, headings, and whatever else stands by itself."""
    if not markup.strip():
        return
    try:
        parts: list[HtmlElement | str] = [*fragments_fromstring(markup)]
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        yield Block("paragraph", f"<p>{html.escape(markup, quote=False)}</p>")
        return
    for count, block in enumerate(_blocks(parts, 0)):
        if count == _MOST_BLOCKS:
            return
        yield block


def _blocks(parts: list[HtmlElement | str], depth: int) -> Iterator[Block]:
    loose = ""
    for part in parts:
        if isinstance(part, str):
            loose += html.escape(part, quote=False)
            continue
        tag = part.tag if isinstance(part.tag, str) else ""
        tail, part.tail = part.tail, None
        if tag in _MUTE or not tag:
            pass
        elif tag in _CONTAINERS and depth < _DEEPEST:
            yield from _paragraph(loose)
            loose = ""
            yield from _blocks([*([part.text] if part.text else []), *part], depth + 1)
        elif (
            tag == "p" or tag in _HEADINGS or tag in {"table", "ul", "ol", "blockquote", "pre"}
        ):
            yield from _paragraph(loose)
            loose = ""
            if tag in {"table", "ul", "ol"} or "".join(part.itertext()).strip():
                yield Block(_kind(tag, part), str(tostring(part, encoding="unicode")))
        else:
            loose += str(tostring(part, encoding="unicode"))
        loose += html.escape(tail, quote=False) if tail else ""
    yield from _paragraph(loose)


def _kind(tag: str, part: HtmlElement) -> BlockKind:
    if tag in _HEADINGS:
        return "title" if tag == "h1" or "title" in (part.get("class") or "") else "heading"
    return "paragraph" if tag == "p" else "other"


def _paragraph(loose: str) -> Iterator[Block]:
    if loose.strip():
        yield Block("paragraph", f"<p>{loose.strip()}</p>")


def paragraphs_of(text: str) -> Iterator[Block]:
    """Write lines of text as paragraphs; blank lines part them where there are any."""
    parts = text.split("\n\n") if "\n\n" in text else text.split("\n")
    for part in parts[:_MOST_BLOCKS]:
        lines = [html.escape(" ".join(line.split()), quote=False) for line in part.split("\n")]
        bare = "<br/>".join(line for line in lines if line)
        if bare:
            yield Block("paragraph", f"<p>{bare}</p>")

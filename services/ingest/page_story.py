"""The story in a web page: its paragraphs, without what stands around them."""

from __future__ import annotations

import html
from collections.abc import Iterator

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def find_story(tree: HtmlElement) -> str:
    """Give the story as simple HTML, or an empty string where there is none."""
    document = bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        include_links=False,
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return ""
    return "\n".join(filter(None, map(_block, document.body)))


def _block(element: _Element) -> str:
    words = _inline(element)
    tag = element.tag
    if tag == "list":
        kind = "ol" if element.get("rend") == "ol" else "ul"
        items = "".join(f"<li>{_inline(item)}</li>" for item in element.iter("item"))
        return f"<{kind}>{items}</{kind}>" if items else ""
    if tag == "table":
        rows = "".join(
            "<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row.iter("cell")) + "</tr>"
            for row in element.iter("row")
        )
        return f"<table>{rows}</table>" if rows else ""
    if not words:
        return ""
    if tag == "head":
        level = element.get("rend") or "h2"
        return f"<{level}>{words}</{level}>" if level in _HEADS else f"<h2>{words}</h2>"
    if tag == "quote":
        return f"<blockquote><p>{words}</p></blockquote>"
    if tag == "code":
        return f"<pre>{html.escape(''.join(map(str, element.itertext())), quote=False)}</pre>"
    return f"<p>{words}</p>"


def _inline(element: _Element) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: _Element) -> Iterator[str]:
    yield html.escape(element.text or "", quote=False)
    for child in element:
        if child.tag == "lb":
            yield "<br/>"
        else:
            if child.tag in {"p", "quote", "item", "cell", "head", "row"}:
                yield " "
            yield from _pieces(child)
        yield html.escape(child.tail or "", quote=False)

"""Bodies as HTML that is safe to show: escaped text, or a wire's own mark-up, sanitised."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import lxml.html
import nh3
from lxml import etree

from shared.ninjs import Text

_INLINE = {
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "mark", "q", "s", "small", "strong",
    "sub", "sup", "time", "u",
}  # fmt: skip
_BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "dt", "dd",
    "figcaption",
}  # fmt: skip
_SHOWN_AS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_OTHERS_AS = {"blockquote": "blockquote", "pre": "pre", "li": "li"}
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LONGEST_MARKUP = 1_000_000


def paragraphs_as_html(body: str, original: Text | None, *, keep_line_breaks: bool) -> str:
    """Write a body as HTML, one block per paragraph.

    A paragraph that is, word for word, a block of the wire's HTML keeps that block's mark-up
    (links, emphasis, heading, list, quotation); every other is escaped text.
    """
    blocks = _blocks_by_text(original)
    written: list[tuple[str, str]] = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        if not paragraph.strip():
            continue
        found = blocks.get(_comparable(paragraph))
        if found:
            written.append(found[0] if len(found) == 1 else found.pop(0))
        else:
            text = _escaped(paragraph, keep_line_breaks=keep_line_breaks)
            written.append(("p", text))
    return "".join(_with_lists(written))


def without_tags(markup: str) -> str:
    """Give the text of HTML, entities resolved."""
    return html.unescape(
        nh3.clean(re.sub(r"(?i)<br\s*/?>|</(?:p|div|li)>", " ", markup), tags=set())
    )


def without_controls(text: str) -> str:
    """Drop characters that no XML document, JSON reader or terminal wants."""
    return _CONTROLS.sub("", text)


def clean_fragment(markup: str) -> str:
    """Keep inline mark-up that cannot do harm, and links that lead out by http(s) or mail."""
    return nh3.clean(
        markup,
        tags=_INLINE,
        attributes={"a": {"href", "title"}, "abbr": {"title"}, "time": {"datetime"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
        attribute_filter=_outward_links,
    )


def _outward_links(_tag: str, attribute: str, value: str) -> str | None:
    if attribute != "href":
        return value
    # nh3 lets `//evil` and relative addresses pass: here they would lead to us.
    return value if re.match(r"(?i)https?://|mailto:", value) else None


def _blocks_by_text(original: Text | None) -> dict[str, list[tuple[str, str]]]:
    blocks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    if original is None or original.content_type not in ("text/html", "application/xhtml+xml"):
        return blocks
    if not original.value.strip() or len(original.value) > _LONGEST_MARKUP:
        return blocks
    try:
        root = lxml.html.fragment_fromstring(original.value, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return blocks
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag not in _BLOCKS:
            continue
        if any(isinstance(e.tag, str) and e.tag in _BLOCKS for e in element.iterdescendants()):
            continue
        parent = element.getparent()
        quoted = element.tag == "p" and parent is not None and parent.tag == "blockquote"
        tag = "blockquote" if quoted else element.tag
        key = _comparable(str(element.text_content()))
        if key:
            inner = clean_fragment(_inner(element)).strip()
            blocks[key].append((_SHOWN_AS.get(tag) or _OTHERS_AS.get(tag, "p"), inner))
    return blocks


def _inner(element: lxml.html.HtmlElement) -> str:
    parts = [html.escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)


def _comparable(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _escaped(paragraph: str, *, keep_line_breaks: bool) -> str:
    lines = [
        html.escape(" ".join(line.split()), quote=False)
        for line in without_controls(paragraph).split("\n")
    ]
    return ("<br>" if keep_line_breaks else " ").join(line for line in lines if line)


def _with_lists(blocks: list[tuple[str, str]]) -> Iterator[str]:
    """Write the blocks, with a list around neighbouring list items."""
    inside = False
    for tag, inner in blocks:
        if (tag == "li") != inside:
            inside = not inside
            yield "<ul>" if inside else "</ul>"
        yield f"<{tag}>{inner}</{tag}>"
    if inside:
        yield "</ul>"

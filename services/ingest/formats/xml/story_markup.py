"""The mark-up of stories inside XML (NITF, XHTML) as plain, safe HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from services.ingest.formats.text.markup import clean_html
from services.ingest.formats.wording.paragraphs import to_html
from services.ingest.formats.xml.document import (
    BEGINS_A_WORD,
    Element,
    attribute,
    children,
    find,
    local_name,
    raw_text,
    words,
)

_RENAMED = {
    "hl1": "h2", "hl2": "h2", "hl3": "h3", "hl4": "h4", "hl5": "h5", "h1": "h2",
    "bq": "blockquote", "list": "ul", "item": "li", "title": "h2",
}  # fmt: skip
_BLOCKS = frozenset(
    {
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "hr",
        "figure",
        "address",
    }
)
_WITHIN_BLOCKS = frozenset(
    {
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "col",
        "colgroup",
        "figcaption",
        "br",
        "img",
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    }
)
_FLATTENED = frozenset(
    {
        "body",
        "body.content",
        "body.head",
        "body.end",
        "content",
        "html",
        "section",
        "article",
        "main",
        "div",
        "block",
        "footer",
        "aside",
        "hgroup",
        "center",
        "nitf-table",
        "custom-table",
        "fn",
        "fig",
        "datacontent",
        "hedline",
        "abstract",
    }
)
"""Elements that only group blocks."""
_LINES_OF_THEIR_OWN = frozenset({"byline", "dateline", "distributor", "copyrite", "datasource"})
"""Lines above and below one of several stories in a body; all that is in them is one line."""
_LEFT_OUT = frozenset(
    {
        "media",
        "head",
        "script",
        "style",
        "object",
        "embed",
        "iframe",
        "svg",
        "form",
        "video",
        "audio",
        "nitf-table-metadata",
        "note",
        "ednote",
        "media-metadata",
    }
)
_ATTRIBUTES = {"href", "src", "alt", "colspan", "rowspan", "start", "scope", "title"}
_EMPTY = frozenset({
    "br", "hr", "img", "col",
})  # fmt: skip
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_PARAGRAPH_TAG = re.compile(r"</?p\b[^<>]*>")
_LINE_END = re.compile(r"(?<![ \t])[ \t]*+[\r\n]\s*")
"""Lines end in XML where its writer's editor was full, with the next one's indent."""
_DEEPEST = 60
"""Elements within elements; real copy has five."""
_LEAST_WRAPPED_LINES = 3
_NO_LEAD = re.compile(r"by-?line|author|credit|date|embargo", re.IGNORECASE)
_PRIVATE = re.compile(r"(?:^|[\s_-])non-?public(?:$|[\s_-])|not-for-publication", re.IGNORECASE)


def story_html(content: Element, *, base: str | None = None) -> str:
    """Write the story in an element as HTML: paragraphs, lists, tables, preformatted text.

    What only newsrooms are to see (`note`, dpa's `nonpublic`) is left out; see `private_notes`.
    Media go beside the story, not into it.
    """
    if _is_markup_in_text(content):
        return clean_html(raw_text(content), base=base)
    blocks = [*_blocks(content)]
    if len(blocks) == 1 and blocks[0][0] in ("p", "pre"):
        wrapped = _wrapped_lines(blocks[0][2])
        if wrapped is not None:
            return clean_html(wrapped)
    if len(blocks) == 1 and blocks[0][0] == "loose":
        lines = [line.strip() for line in raw_text(blocks[0][2]).strip().splitlines()]
        if "" in lines and not any(local_name(child) for child in blocks[0][2]):
            return clean_html(to_html(lines))  # a blank line ends a paragraph
    return clean_html("".join(text for _, text, _ in blocks), base=base)


_CLOSING = re.compile(
    r"</(?:p|div|ul|ol|table|h\d|blockquote|b|i|em|strong|a)\s*>|<br\s*/?>", re.IGNORECASE
)


_HAS_BLOCKS = re.compile(r"<(?:p|div|ul|ol|dl|table|blockquote|pre|figure|h\d)\b")


def _is_markup_in_text(element: Element) -> bool:
    """Tell HTML that came as text (CDATA, or escaped): tags in the words, none around them."""
    if any(local_name(one) not in _FLATTENED for one in element.iterdescendants("{*}*")):
        return False
    return _CLOSING.search(raw_text(element)) is not None


def plain_html(text: str) -> str:
    """Write a story that came as plain text as HTML."""
    return clean_html(to_html(text.splitlines()))


def dateline_words(dateline: Element) -> str:
    """Give the words of NITF's dateline, without a date that only a computer reads."""
    said, date = words(dateline), words(find(dateline, "story.date"))
    return said.replace(date, "", 1).strip() if _A_TIMESTAMP.fullmatch(date) else said


_A_TIMESTAMP = re.compile(r"\d{4}-?\d{2}-?\d{2}[\dTZ:.+ -]*", re.ASCII)


def private_notes(content: Element) -> tuple[str, ...]:
    """Give what a story's mark-up says to newsrooms only."""
    return tuple(
        said
        for element in content.iter()
        if (local_name(element) in ("note", "ednote") or _is_private(element))
        and (said := words(element))
    )


def key_list(keywords: Iterable[Element]) -> list[str]:
    """Give NITF's keywords; some newsrooms write them all into one, with commas."""
    keys = [attribute(element, "key") or words(element) for element in keywords]
    if len(keys) == 1:
        keys = keys[0].split(",")
    return [key.strip() for key in keys if key.strip()]


def _is_private(element: Element) -> bool:
    return (
        _PRIVATE.search(element.get("class") or "") is not None
        if local_name(element)
        else False
    )


def _blocks(content: Element) -> Iterator[tuple[str, str, Element]]:
    """Give the blocks in a container, loose text between them as paragraphs of its own."""
    loose: list[str] = [_escaped(content.text)]

    def spill() -> Iterator[tuple[str, str, Element]]:
        text = "".join(loose)
        loose.clear()
        if text.strip():
            yield "loose", f"<p>{text.strip()}</p>", content

    for child in content:
        name = local_name(child).lower()
        target = _RENAMED.get(name, name)
        if not name or name in _LEFT_OUT or _is_private(child):
            pass
        elif target in ("p", "pre") and _is_markup_in_text(child):
            yield from spill()
            markup = clean_html(raw_text(child))
            inline = not _HAS_BLOCKS.search(markup)
            yield "html", f"<p>{markup}</p>" if inline else markup, child
        elif target in _BLOCKS:
            yield from spill()
            written = _element(child, target)
            if target == "hr" or _says_something(written):
                yield target, written, child
        elif name in _LINES_OF_THEIR_OWN:
            yield from spill()
            if line := words(child):
                yield "p", f"<p>{_escaped(line)}</p>", child
        elif name == "header":
            yield from spill()
            yield from _leads(child)
        elif name in _FLATTENED or (target not in _WITHIN_BLOCKS and _holds_blocks(child)):
            yield from spill()
            yield from _blocks(child)
        else:
            loose.append(_inline(child))
        loose.append(_escaped(child.tail))
    yield from spill()


def _holds_blocks(element: Element) -> bool:
    """Tell an element of a wire's own (`news.content`) that groups paragraphs.

    Only the two levels below are looked at: deeper ones are, when it is their turn.
    """
    below = (one for child in children(element) for one in (child, *children(child)))
    return any(local_name(one).lower() in _BLOCKS for one in below)


def _leads(header: Element) -> Iterator[tuple[str, str, Element]]:
    """Give what a story's `header` says but its fields do not: leads, no headline or byline."""
    for target, written, element in _blocks(header):
        if target == "p" and not _NO_LEAD.search(element.get("class") or ""):
            yield target, written, element


def _element(element: Element, target: str, depth: int = 0) -> str:
    attributes = "".join(
        f' {key}="{html.escape(str(value))}"'
        for key, value in element.attrib.items()
        if key in _ATTRIBUTES
    )
    if target in _EMPTY:
        return f"<{target}{attributes}/>"
    if target == "pre":
        return f"<pre>{html.escape(raw_text(element), quote=False)}</pre>"
    inside = _inside(element, depth + 1)
    if target in _HEADINGS:  # some newsrooms put the line into a paragraph in it
        inside = " ".join(_PARAGRAPH_TAG.sub(" ", inside).split())
    return f"<{target}{attributes}>{inside}</{target}>"


def _inside(element: Element, depth: int) -> str:
    if depth > _DEEPEST:
        return _escaped(raw_text(element))
    parts = [_escaped(element.text)]
    for child in element:
        written = _inline(child, depth)
        if local_name(child) in BEGINS_A_WORD and parts[-1][-1:].isalnum():
            written = f" {written}"
        parts += [text for text in (written, _escaped(child.tail)) if text]
    return "".join(parts)


def _inline(element: Element, depth: int = 0) -> str:
    name = local_name(element).lower()
    if not name or name in _LEFT_OUT or _is_private(element):
        return ""
    if name == "frac":  # NITF: <frac><numer>1</numer><denom>2</denom></frac>
        return "/".join(
            _escaped(words(part)) for part in children(element) if words(part) != "/"
        )
    target = _RENAMED.get(name, name)
    if target in _WITHIN_BLOCKS or target in _BLOCKS:
        return _element(element, target, depth)
    return _inside(element, depth + 1)


def _escaped(text: str | None) -> str:
    return html.escape(_LINE_END.sub(" ", text or ""), quote=False)


def _says_something(written: str) -> bool:
    return bool(re.sub(r"<(?!img\b)[^<>]*>|&nbsp;|[\s\xa0]", "", written))


def _wrapped_lines(element: Element) -> str | None:
    """Tell one <p> or <pre> with wrapped, indented lines in it, as Reuters and ANSA send.

    None where it is an ordinary paragraph.
    """
    if any(local_name(child) for child in element):
        return None
    lines = raw_text(element).strip("\n").splitlines()
    if (
        sum(bool(line.strip()) for line in lines) < _LEAST_WRAPPED_LINES
        or attribute(element, "space") == "preserve"
    ):
        return None
    # The first line often stands right behind the tag, without the indent of its paragraph.
    separated = any(not line.strip() for line in lines)
    indented = any(re.match(r"\s{2,}\S", line) for line in lines)
    return to_html(lines) if separated or indented else None

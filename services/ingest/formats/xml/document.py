"""Reading XML that strangers sent: no entities, no network, no DTD, nothing without end.

Wires rarely keep to one namespace, so elements are looked up by local name. What is wrong is
told with the place in it, as an XPath that a wire engineer can follow (`place`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from lxml import etree

from services.ingest.formats.parsed import Payload, Problem, UnreadableError
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.xml.mending import (
    REFERENCE,
    XML_NAMES,
    declare_prefixes,
    mend_references,
    without_what_precedes,
)

Element = etree._Element  # noqa: SLF001 - lxml's own name for it; no public one exists

_MOST_BYTES = 20_000_000
_MOST_ELEMENTS = 200_000
"""More than any item of news has; a story of 100,000 words has some 5,000."""
MOST_ITEMS = 1_000
"""Items taken from one delivery; the rest is named in a problem."""
_CHUNK = 64_000

_SAFELY: Final[dict[str, Any]] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_pis": True,
    "remove_comments": True,
}

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,500}\?>", re.ASCII)
_BEFORE_ALL = re.compile("^(?:\\s|\ufeff|ï»¿)+")
"""Blanks and byte order marks, also one that was taken for letters on the way."""
_ENCODING = re.compile(
    rb"^\s*<\?xml\b[^>]{0,300}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']"
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_DOCTYPE = re.compile(r"\"[^\"]*\"|'[^']*'|<!--.{0,1000}?-->|[\[\]<>]", re.DOTALL)
_LONGEST_DOCTYPE = 100_000
_UNDECLARED_ENTITY = 26  # XML_ERR_UNDECLARED_ENTITY in libxml2's xmlerror.h
_ENDS_A_WORD = frozenset(
    re.findall(
        r"\w+",
        "p br block div section li dt dd tr td th h1 h2 h3 h4 h5 h6 hl1 hl2 ul ol table title "
        "byttl city sublocation state region country",
    )
)
"""Elements that stand apart from the words around them, though no blank says so."""
BEGINS_A_WORD = frozenset({"name.given", "name.family", "author"})
"""Elements that stand apart from the words before them; a comma may be right behind."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read, and what was wrong with it all the same."""

    root: Element
    problems: tuple[Problem, ...] = ()


def read_xml(
    payload: Payload, *, refuse_doctype: bool = False, stop_after: str | None = None
) -> Document:
    """Read a payload's XML, or say in `UnreadableError` where and why that cannot be done.

    `refuse_doctype`: feeds declare nothing in a DTD, so one there that does is an attack;
    elsewhere, and where it only names one as RSS 0.91 does, it is ignored.
    `stop_after`: local name of the elements of which only the first `MOST_ITEMS` are read.
    """
    if len(payload.content) > _MOST_BYTES:
        raise UnreadableError(
            Problem(
                detail=f"The document has more than {_MOST_BYTES:,} bytes.",
                fix="Send it in several deliveries.",
                line=1,
                fatal=True,
            )
        )
    text, problems = _decode(payload)
    text = _legal(text, problems)
    text = _BEFORE_ALL.sub(_only_its_lines, text, count=1)
    text, cut_off = without_what_precedes(text)
    problems += cut_off
    text = _DECLARATION.sub(_only_its_lines, text, count=1)
    text = _without_doctype(text, problems, refuse=refuse_doctype)
    if not text.lstrip().startswith("<"):
        raise UnreadableError(
            Problem(
                detail="The payload is not XML: it does not begin with an element.",
                fix="Send the XML document alone, without anything before it.",
                line=1,
                fatal=True,
            )
        )
    try:
        return _tree(text, tuple(problems), stop_after)
    except etree.XMLSyntaxError as first:
        error = first
        mended, marks = mend_references(text)
        mended, declared = declare_prefixes(mended)
        found = (*problems, *marks, *declared)
        try:
            if mended != text:
                return _tree(mended, found, stop_after)
        except etree.XMLSyntaxError as still:
            error = still
        if stop_after is None:
            fault = _undeclared(mended, error) or _not_well_formed(error)
            raise UnreadableError(*found, fault) from error
        return _without_faulty(mended, found, stop_after, error)


def local_name(element: Element) -> str:
    """Give an element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def children(element: Element, name: str | None = None) -> Iterator[Element]:
    """Give the child elements, of one local name or all, without comments."""
    # libxml2 looks faster than we do: a feed has a thousand children.
    return element.iterchildren("{*}" + (name or "*"))


def has_elements(element: Element) -> bool:
    """Tell mark-up from text alone."""
    return next(children(element), None) is not None


def find(element: Element | None, path: str) -> Element | None:
    """Give the first descendant at a path of local names (`head/docdata/doc-id`)."""
    if element is not None and "/" not in path:
        return next(children(element, path), None)
    return next(find_all(element, path), None)


def find_all(element: Element | None, path: str) -> Iterator[Element]:
    """Give every descendant at a path of local names, in document order."""
    if element is None:
        return
    head, _, rest = path.partition("/")
    for child in children(element, head):
        if rest:
            yield from find_all(child, rest)
        else:
            yield child


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Give every descendant of a local name, at any depth, in document order."""
    for found in element.iter("{*}" + name):
        if found is not element:
            yield found


def words(element: Element | None) -> str:
    """Give all text in an element, white space folded; empty where there is no element."""
    if element is None:
        return ""
    if len(element) == 0:
        return " ".join((element.text or "").split())
    return " ".join("".join(_apart(element)).split())


def _apart(element: Element) -> Iterator[str]:
    """Give the text in an element, a blank where a paragraph, line or cell ends."""
    yield element.text or ""
    for child in element:
        name = local_name(child)
        around = " " if name in _ENDS_A_WORD else ""
        if name:
            yield " " if name in BEGINS_A_WORD else around
            yield from _apart(child)
            yield around
        yield child.tail or ""


def raw_text(element: Element) -> str:
    """Give all text in an element with its white space as it came."""
    if len(element) == 0 and isinstance(element.tag, str):
        return element.text or ""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def attribute(element: Element | None, *names: str) -> str | None:
    """Give the first of these attributes that says something, whatever its namespace."""
    if element is None:
        return None
    for name in names:
        value = str(element.get(name) or "").strip()
        if value:
            return value
    for key, said in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] in names and str(said).strip():
            return str(said).strip()
    return None


def language_of(element: Element) -> str | None:
    """Give the nearest `xml:lang`, on the element or above it."""
    at: Element | None = element
    while at is not None:
        value = at.get("{http://www.w3.org/XML/1998/namespace}lang") or at.get("lang") or ""
        if value.strip():
            return value.strip()
        at = at.getparent()
    return None


def nothing_in(document: Document, name: str, fix: str) -> UnreadableError:
    """Say that there is no item of this name, and what to send."""
    root = document.root
    nothing = Problem(
        detail=f"There is no {name} here; the root is <{local_name(root)}>.",
        fix=fix,
        xpath=place(root),
        fatal=True,
    )
    return UnreadableError(*document.problems, nothing)


def left_out(found: Sequence[Element]) -> list[Problem]:
    """Say that of these items only the first `MOST_ITEMS` are taken, if there are more."""
    if len(found) <= MOST_ITEMS:
        return []
    return [
        Problem(
            detail=f"Only the first {MOST_ITEMS:,} of {len(found):,} items are taken.",
            fix="Send the rest in further deliveries.",
            xpath=place(found[MOST_ITEMS]),
        )
    ]


def place(element: Element) -> str:
    """Give the XPath of an element by local names, numbered where it has namesakes."""
    steps: list[str] = []
    at: Element | None = element
    while at is not None:
        name = local_name(at)
        above = at.getparent()
        if above is not None:
            same = [child for child in above if local_name(child) == name]
            if len(same) > 1:
                name += f"[{same.index(at) + 1}]"
        steps.append(name)
        at = above
    return "/" + "/".join(reversed(steps))


def _decode(payload: Payload) -> tuple[str, list[Problem]]:
    """Read the bytes by their mark, the delivery's charset or the declaration."""
    declared = _ENCODING.match(payload.content[:400])
    named = declared.group(1).decode("ascii") if declared else None
    if named and named.lower().startswith(("utf-16", "utf-32", "ucs")):
        named = "utf-8"  # it cannot be: the declaration itself is in single bytes
    charset = payload.charset
    if payload.content.startswith((b"<\0", b"\0<")) and charset is None:
        charset = "utf-16-le" if payload.content.startswith(b"<\0") else "utf-16-be"
    text, _, problems = decode(payload.content, named, charset)
    return text, [replace(one, line=one.line or 1) for one in problems]


def _legal(text: str, problems: list[Problem]) -> str:
    found = _ILLEGAL.search(text)
    if found is None:
        return text
    problems.append(
        Problem(
            detail="The document has characters that XML does not allow; they were left out.",
            fix="Take control characters out before sending.",
            line=text.count("\n", 0, found.start()) + 1,
        )
    )
    return _ILLEGAL.sub("", text)


def _without_doctype(text: str, problems: list[Problem], *, refuse: bool) -> str:
    """Cut the DOCTYPE out: nothing in it is read, least of all entities."""
    root = re.search(r"<[A-Za-z_]", text)
    head_end = root.start() if root else len(text)
    start = text.find("<!DOCTYPE", 0, head_end)
    if start < 0:
        return text
    end = _doctype_end(text, start)
    if refuse and "[" in text[start:end]:
        raise UnreadableError(
            Problem(
                detail="A feed with a document type that declares something is not read.",
                fix="Send the feed without <!DOCTYPE …>.",
                line=text.count("\n", 0, start) + 1,
                fatal=True,
            )
        )
    if "<!ENTITY" in text[start:end]:
        problems.append(
            Problem(
                detail="The document type declares entities; they are not expanded.",
                fix="Write the characters themselves, in UTF-8.",
                line=text.count("\n", 0, start) + 1,
            )
        )
    return text[:start] + "\n" * text.count("\n", start, end) + text[end:]


def _only_its_lines(match: re.Match[str]) -> str:
    """Keep the line count, so that later problems name the right line."""
    return "\n" * match.group().count("\n")


def _doctype_end(text: str, start: int) -> int:
    """Find the end of a DOCTYPE: its `>` outside quotes, comments and the internal subset."""
    depth, at = 0, start
    for mark in _IN_DOCTYPE.finditer(text[start : start + _LONGEST_DOCTYPE]):
        sign = mark.group()
        if sign in "[<":
            depth += 1
        elif sign in "]>":
            depth -= 1
            if depth == 0:
                at = start + mark.end()
                break
    return at if at > start else len(text)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(**_SAFELY)


def _tree(text: str, problems: tuple[Problem, ...], stop_after: str | None) -> Document:
    parser = etree.XMLPullParser(events=("start", "end"), **_SAFELY)
    content = text.encode("utf-8")
    elements = taken = 0
    root: Element | None = None
    for offset in range(0, len(content), _CHUNK):
        parser.feed(content[offset : offset + _CHUNK])
        for event, element in parser.read_events():
            if not isinstance(element, Element):
                continue
            if event == "start":
                elements += 1
                root = element if root is None else root
            elif stop_after is not None and local_name(element) == stop_after:
                taken += 1
                if taken == MOST_ITEMS and root is not None:
                    return Document(root, (*problems, _too_many(element)))
        if elements > _MOST_ELEMENTS:
            raise UnreadableError(
                Problem(
                    detail=f"The document has more than {_MOST_ELEMENTS:,} elements.",
                    fix="Send it in several deliveries.",
                    line=1,
                    fatal=True,
                )
            )
    return Document(parser.close(), problems)


def _without_faulty(
    text: str, problems: tuple[Problem, ...], name: str, error: etree.XMLSyntaxError
) -> Document:
    """Read a list of items in which some are not well-formed, and leave those out.

    Each item is tried alone; the last, where its end is missing, is left out: half a story is
    worse than none.
    """
    refused = UnreadableError(*problems, _not_well_formed(error))
    root = re.search(r"<([A-Za-z_][\w.:-]{0,60})(?:\s[^<>]{0,5000})?>", text)
    found = [*islice(_spans(text, name), MOST_ITEMS + 1)]
    if root is None or not found:
        raise refused from error
    good: list[str] = []
    marks: list[Problem] = []
    line = at = 0
    for number, (start, end) in enumerate(found[:MOST_ITEMS], start=1):
        line, at = line + text.count("\n", at, start), start
        alone = f"{root.group()}{text[start:end]}</{root.group(1)}>"
        try:
            etree.fromstring(alone.encode(), _parser())
        except etree.XMLSyntaxError as fault:
            marks.append(
                Problem(
                    detail=f"Item {number} is not well-formed; it was left out: {fault.msg}.",
                    fix="Send it again, well-formed.",
                    line=line + max(fault.lineno or 1, 1),
                    fatal=True,
                )
            )
        else:
            good.append(text[start:end])
    head, last = text[: found[0][0]], found[-1][1]
    channel = "<channel>" in head and root.group(1) == "rss"
    tail = ("</channel>" if channel else "") + f"</{root.group(1)}>"
    unfinished = re.search(rf"<(?:[\w.-]{{1,40}}:)?{name}[\s>/]", text[last:])
    if unfinished and len(found) <= MOST_ITEMS:
        fault_at = last + unfinished.start()
        marks.append(
            Problem(
                detail="The last item has no end; it was left out.",
                fix="Send the feed again, whole.",
                line=text.count("\n", 0, fault_at) + 1,
                fatal=True,
            )
        )
    try:
        read = etree.fromstring((head + "".join(good) + tail).encode(), _parser())
    except etree.XMLSyntaxError:
        raise refused from error
    whole = replace(_not_well_formed(error), fatal=False)
    return Document(read, (*problems, *(marks or [whole])))


def _spans(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Find where each item begins and ends, in one go through the text."""
    begin = re.compile(rf"<((?:[\w.-]{{1,40}}:)?{name})[\s>/]")
    at = 0
    while (start := begin.search(text, at)) is not None:
        end = re.compile(rf"</{re.escape(start.group(1))}\s*>").search(text, start.end())
        if end is None:
            return
        yield start.start(), end.end()
        at = end.end()


def _too_many(last: Element) -> Problem:
    return Problem(
        detail=f"Only the first {MOST_ITEMS:,} items of one delivery are taken.",
        fix="Send the rest in further deliveries.",
        xpath=place(last),
    )


def _undeclared(text: str, error: etree.XMLSyntaxError) -> Problem | None:
    """Name the entity that a document calls, where that is what is wrong with it."""
    said: Any = error.error_log  # its stub knows none of its methods
    if not any(entry.type == _UNDECLARED_ENTITY for entry in said):
        return None
    for match in REFERENCE.finditer(text):
        name = match.group("name")
        if name is not None and name not in XML_NAMES:
            return Problem(
                detail=f"'&{name};' is an entity of a document type; those are not read here.",
                fix=f"Write the text that &{name}; stands for in its place.",
                line=text.count("\n", 0, match.start()) + 1,
                fatal=True,
            )
    return None


def _not_well_formed(error: etree.XMLSyntaxError) -> Problem:
    line = error.lineno or 1
    return Problem(
        detail=f"The XML is not well-formed: {error.msg}."[:400],
        fix="Send well-formed XML; a delivery that was cut short has to be sent again.",
        line=max(line, 1),
        fatal=True,
    )

"""OpenDocument texts, by lxml: its one file of content is plain XML (OASIS ODF 1.3)."""

from __future__ import annotations

import html
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from services.ingest.documents.found import Block, BlockKind, DocumentError, Found
from services.ingest.documents.packed import refuse_bombs

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LEFT_OUT = frozenset({f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"})
_MOST_SPACES = 100


def read_odt(content: bytes) -> Found:
    """Read the text of an OpenDocument text; deleted text and comments are left out."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            refuse_bombs(packed)
            written = packed.read("content.xml")
        root = etree.fromstring(
            written, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        )
    except DocumentError:
        raise
    except (
        zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, etree.XMLSyntaxError,
        OSError,
    ) as error:  # fmt: skip
        raise DocumentError("its parts are damaged or not all there") from error
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DocumentError("there is no text in it")
    titles = {"Title"} | {
        style.get(f"{_STYLE}name") or ""
        for style in root.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name") == "Title"
    }
    return Found(blocks=tuple(_blocks(body, titles)))


def _blocks(parent: etree._Element, titles: set[str]) -> Iterator[Block]:
    for part in parent:
        if part.tag in {f"{_TEXT}h", f"{_TEXT}p"}:
            words = _words(part).strip()
            if not words:
                continue
            is_heading = part.tag == f"{_TEXT}h"
            is_title = part.get(f"{_TEXT}style-name") in titles or (
                is_heading and part.get(f"{_TEXT}outline-level", "1") == "1"
            )
            kind: BlockKind = "title" if is_title else "heading" if is_heading else "paragraph"
            tag = {"title": "h1", "heading": "h2"}.get(kind, "p")
            yield Block(kind, f"<{tag}>{words}</{tag}>")
        elif part.tag == f"{_TEXT}list":
            yield Block("other", _list(part))
        elif part.tag == f"{_TABLE}table":
            yield Block("other", _table(part))
        elif part.tag not in _LEFT_OUT and isinstance(part.tag, str):
            yield from _blocks(part, titles)  # a section, say


def _list(part: etree._Element) -> str:
    rows = (_inside(item) for item in part.findall(f"{_TEXT}list-item"))
    return f"<ul>{''.join(f'<li>{row}</li>' for row in rows if row)}</ul>"


def _table(part: etree._Element) -> str:
    rows = (
        "".join(f"<td>{_inside(cell)}</td>" for cell in row.findall(f"{_TABLE}table-cell"))
        for row in part.iter(f"{_TABLE}table-row")
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows if row)}</table>"


def _inside(part: etree._Element) -> str:
    words = (_words(one).strip() for one in part.iter(f"{_TEXT}p", f"{_TEXT}h"))
    return "<br/>".join(line for line in words if line)


def _words(part: etree._Element) -> str:
    written = html.escape(part.text or "", quote=False)
    for inner in part:
        if inner.tag == f"{_TEXT}line-break":
            written += "<br/>"
        elif inner.tag == f"{_TEXT}tab":
            written += " "
        elif inner.tag == f"{_TEXT}s":
            count = inner.get(f"{_TEXT}c", "1")
            written += " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
        elif inner.tag not in _LEFT_OUT and isinstance(inner.tag, str):
            written += _words(inner)
        written += html.escape(inner.tail or "", quote=False)
    return written

"""PDFs, by pdfminer.six: it finds paragraphs and sizes, by which a headline is known.

What is only a picture of text, a scan, has no text here and is refused as that.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException

from services.ingest.documents.found import Block, DocumentError, Found

_MOST_PAGES = 100
_LARGER = 1.15
"""Than the text: the size of a headline at least."""
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xAD: None,
}
_SENTENCE_ENDS = (".", "!", "?", "”", '"', ":", "…", "。")


class _Piece(NamedTuple):
    text: str
    size: float
    width: float
    page: int


def read_pdf(content: bytes) -> Found:
    """Read a PDF's text, page by page."""
    try:
        pieces = [*_pieces(content)]
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise DocumentError("it has a password") from error
    except (PDFSyntaxError, PDFException, PSException) as error:
        raise DocumentError("it is damaged") from error
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
    ) as error:
        raise DocumentError("its structure is damaged") from error
    if not any(letter.isalnum() for piece in pieces for letter in piece.text):
        raise DocumentError("there is no text in it; it may be a scan, a picture of text")
    return Found(blocks=tuple(_blocks(_joined(_without_furniture(pieces)))))


def _pieces(content: bytes) -> Iterator[_Piece]:
    for number, page in enumerate(
        extract_pages(BytesIO(content), maxpages=_MOST_PAGES, laparams=LAParams())
    ):
        for box in page:
            if not isinstance(box, LTTextContainer):
                continue
            lines = [line for line in box if isinstance(line, LTTextLine)]
            text = _one_paragraph([line.get_text() for line in lines])
            sizes = Counter(
                round(sign.size, 1)
                for line in lines
                for sign in line
                if isinstance(sign, LTChar) and not sign.get_text().isspace()
            )
            if text and sizes:
                yield _Piece(text, sizes.most_common(1)[0][0], box.width, number)


def _one_paragraph(lines: list[str]) -> str:
    """Join lines as they were broken: a hyphen before a small letter was the typesetter's."""
    text = ""
    for line in lines:
        bare = " ".join(line.translate(_LIGATURES).split())
        if text.endswith("-") and bare[:1].islower() and text[-2:-1].isalpha():
            text = text[:-1] + bare
        else:
            text = f"{text} {bare}".strip()
    return text


def _without_furniture(pieces: list[_Piece]) -> list[_Piece]:
    """Leave out what stands on page after page, and page numbers."""
    pages = len({piece.page for piece in pieces})
    if pages <= 1:
        return pieces
    seen = Counter(text for text, _ in {(piece.text, piece.page) for piece in pieces})
    return [
        piece
        for piece in pieces
        if not (seen[piece.text] > pages // 2 and seen[piece.text] > 1)
        and not piece.text.strip(" -–/").isdigit()
    ]


def _joined(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Join a paragraph that goes on over the end of a page."""
    before: _Piece | None = None
    for piece in pieces:
        if before is None:
            before = piece
        elif (
            piece.page > before.page
            and piece.size == before.size
            and piece.text[:1].islower()
            and not before.text.endswith(_SENTENCE_ENDS)
        ):
            before = before._replace(text=_one_paragraph([before.text, piece.text]))
        else:
            yield before
            before = piece
    if before is not None:
        yield before


def _blocks(pieces: Iterator[_Piece]) -> Iterator[Block]:
    found = [*pieces]
    usual = Counter[float]()
    for piece in found:
        usual[piece.size] += len(piece.text)
    size = usual.most_common(1)[0][0]
    largest = max((piece.size for piece in found if piece.page == found[0].page), default=size)
    for piece in found:
        written = html.escape(piece.text, quote=False)
        if piece.size >= size * _LARGER:
            is_title = piece.size == largest and piece.page == found[0].page
            tag = "h1" if is_title else "h2"
            yield Block("title" if is_title else "heading", f"<{tag}>{written}</{tag}>")
        else:
            yield Block("paragraph", f"<p>{written}</p>")

"""RTF, by striprtf: its words, line for line; bold and sizes are lost."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from services.ingest.documents.found import DocumentError, Found
from services.ingest.documents.markup import paragraphs_of


def read_rtf(content: bytes) -> Found:
    """Read the text of an RTF document."""
    try:
        text = str(
            rtf_to_text(  # type: ignore[no-untyped-call]
                content.decode("latin-1"), encoding="cp1252", errors="replace"
            )
        )
    except (ValueError, LookupError, IndexError, RecursionError) as error:
        raise DocumentError("its codes are damaged") from error
    if not any(letter.isalnum() for letter in text):
        raise DocumentError("there is no text in it")
    return Found(
        blocks=tuple(paragraphs_of("\n".join(line.strip() for line in text.split("\n"))))
    )

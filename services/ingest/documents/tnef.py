"""Outlook's winmail.dat (TNEF), by tnefparse: the letter, and the files that came in it."""

from __future__ import annotations

from compressed_rtf import decompress
from tnefparse import TNEF

from services.ingest.documents.found import Block, DocumentError, Enclosed, Found
from services.ingest.documents.markup import blocks_of, paragraphs_of
from services.ingest.documents.rtf import read_rtf

_MOST_FILES = 100


def read_tnef(content: bytes) -> Found:
    """Read the letter as HTML, text or RTF, whatever is there, and take out its files."""
    try:
        packed = TNEF(content, do_checksum=False)
        blocks = _letter(packed)
        enclosed = tuple(
            Enclosed(str(one.long_filename() or one.name or "file")[:200], bytes(one.data))
            for one in packed.attachments[:_MOST_FILES]
            if one.data
        )
    except DocumentError:
        raise
    except Exception as error:  # the library has no errors of its own
        raise DocumentError("it is damaged") from error
    if not blocks and not enclosed:
        raise DocumentError("there is neither text nor a file in it")
    return Found(blocks=blocks, enclosed=enclosed)


def _letter(packed: TNEF) -> tuple[Block, ...]:
    marked_up = packed.htmlbody
    if marked_up:
        text = (
            marked_up
            if isinstance(marked_up, str)
            else bytes(marked_up).decode("utf-8", "replace")
        )
        return tuple(blocks_of(text))
    plain = packed.body
    if plain:
        text = plain if isinstance(plain, str) else bytes(plain).decode("cp1252", "replace")
        return tuple(paragraphs_of(text.replace("\r\n", "\n").strip("\x00")))
    rich = getattr(packed, "_rtfbody", None)
    if rich:
        data = bytes(rich)
        return read_rtf(data if data.startswith(b"{\\rtf") else decompress(data)).blocks
    return ()

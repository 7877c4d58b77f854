"""Word documents, by mammoth: styles become headings, tables and lists stay, the rest is text.

Deleted text of tracked changes is left out, inserted text is read. Pictures are passed over.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth

from services.ingest.documents.found import DocumentError, Found
from services.ingest.documents.markup import blocks_of
from services.ingest.documents.packed import refuse_bombs

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Titel'] => h1.title:fresh
p[style-name='Titre'] => h1.title:fresh
p[style-name='Título'] => h1.title:fresh
p[style-name='Titolo'] => h1.title:fresh
p[style-name='Subtitle'] => h2:fresh
"""


def read_docx(content: bytes) -> Found:
    """Read the main text of a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            refuse_bombs(packed)
        result = mammoth.convert_to_html(
            BytesIO(content), style_map=_STYLES, convert_image=_no_picture
        )
    except DocumentError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        ExpatError,
        ValueError,
        KeyError,
        EOFError,
    ) as error:
        raise DocumentError("its parts are damaged or not all there") from error
    return Found(blocks=tuple(blocks_of(result.value)))


def _no_picture(_: Any) -> list[Any]:
    return []

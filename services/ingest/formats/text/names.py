"""How a wire names things: its items (URIs, guids) and its concepts (qcodes, subject codes)."""

from __future__ import annotations

import re

from services.ingest.formats.text.newscodes import concept_uri, is_uri, item_uri
from shared.ninjs import AltId, Concept

_SUBJECT_CODE = re.compile(r"[01]\d{7}", re.ASCII)
_MEDIA_TOPIC = re.compile(r"2\d{7}", re.ASCII)


def named(wire_id: str | None) -> tuple[str | None, tuple[AltId, ...]]:
    """Give uri and alternative ids of an item that its wire calls `wire_id`.

    An id that is no URI is kept literally as well, for kills that quote it.
    """
    literal = (wire_id or "").strip()
    if not literal:
        return None, ()
    uri = item_uri(literal)
    return uri, () if uri == literal else (AltId(role="guid", value=literal),)


def concept(
    code: str | None,
    name: str | None = None,
    *,
    rel: str | None = None,
    uri: str | None = None,
    schemes: dict[str, str] | None = None,
) -> Concept:
    """Make a concept of a wire's qcode (`medtop:20000523`), plain subject code or literal.

    `schemes` are those that the wire's own catalogue declares: alias to URI.
    """
    full = uri if uri is not None and is_uri(uri) else None
    if full is None and code:
        full = _newscode(code, schemes or {})
    return Concept(name=name or None, rel=rel, uri=full, literal=None if full else code or uri)


def _newscode(code: str, schemes: dict[str, str]) -> str | None:
    if _MEDIA_TOPIC.fullmatch(code):
        return concept_uri("medtop", code)
    if _SUBJECT_CODE.fullmatch(code):
        return concept_uri("subj", code)
    alias, _, local = code.partition(":")
    if local and alias in schemes:
        full = schemes[alias] + local  # G2 puts nothing between the two
        return full if is_uri(full) else None
    return concept_uri(None, code)


def local_code(code: str | None) -> str:
    """Give the last part of a qcode or URI: `stat:usable` and `…/usable` say `usable`."""
    return re.split(r"[:/#]", (code or "").strip())[-1].strip()

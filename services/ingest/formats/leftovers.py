"""What systems on the way leave in an item, taken out once for all formats; pure.

Soft marks in slugs, `ByStaff` where a blank was lost, marks of plug-ins in a text, and notes to
editors among its paragraphs, which become notes.
"""

from __future__ import annotations

import re
from typing import Any

from services.ingest.formats.parsed import ParsedItem
from services.ingest.formats.text.markup import has_words, html_to_text
from services.ingest.formats.text.shortcodes import without_shortcodes
from services.ingest.formats.wording.bylines import signed_by
from shared.articles import Extras
from shared.ninjs import Item, Text

_SOFT = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NO_BLANK = re.compile(r"(?:By|BY)(?=[A-Z][a-z])")
"""`ByStaff Reporter`; a name such as Byron has a small letter there."""
_NOTE = re.compile(
    r"<p>(?:<(?:b|strong|i|em)>)?\s*(?:EDITOR(?:['’]S|S['’]?) NOTE\b"
    r"|[(\[]?(?:E[Dd][Ss]|E(?:DITORS|ditors))\.?\s?:)(?:(?!</p>).){1,2000}</p>\s*",
    re.DOTALL,
)
"""`EDITOR’S NOTE`, `(Eds: Adds quote.)`; “Editor's note” in small letters is for readers."""
_MAY_NOTE = re.compile(r"EDITOR|E[Dd][Ss]\.?\s?:|Editors\s?:")
_MOST_NOTES = 5


def without_leftovers(parsed: ParsedItem) -> ParsedItem:
    """Give an item without them; the same one where there are none."""
    item, extras = parsed
    said: dict[str, Any] = {}
    if item.slugline and _SOFT.search(item.slugline):
        said["slugline"] = _SOFT.sub("", item.slugline)
    if item.by and _NO_BLANK.match(item.by):
        said["by"] = f"By {item.by[2:]}"
    bodies, notes = _bodies(item)
    if not item.by and not extras.authors and bodies and bodies[0].content_type == "text/html":
        line, value = _byline(bodies[0].value)
        if line:
            said["by"] = line
            bodies = (Text(**{**dict(bodies[0]), "value": value}), *bodies[1:])
    if bodies != item.bodies:
        said["bodies"] = bodies
    if notes:
        own = (item.ed_note or "").splitlines()
        said["ed_note"] = "\n".join(dict.fromkeys((*own, *notes)))
    if not said:
        return parsed
    if "by" in said and (named := signed_by(said["by"])):
        extras = Extras(**{**dict(extras), "authors": named})
    return ParsedItem(Item(**{**dict(item), **said}), extras)


_BYLINE = re.compile(
    r"<p>\s*(?:<(b|strong|i|em)>)?\s*(?P<line>B[yY] [^\W\d_][^<>.!?:;]{3,60})"
    r"(?:</\1>)?\s*</p>\s*"
)
_TOP = 2000
"""Characters in which a by-line is looked for: below it stands another text's."""


def _byline(value: str) -> tuple[str, str]:
    """Take a by-line off the paragraphs at the top of a text, as Reuters has it."""
    found = _BYLINE.search(value, 0, _TOP) if "<p>By " in value[:_TOP] else None
    line = " ".join(found["line"].split()) if found else ""
    if found is None or not signed_by(line) or len(line.split()) > 8:
        return "", value
    rest = value[: found.start()] + value[found.end() :]
    return (line, rest) if has_words(rest) else ("", value)


def _bodies(item: Item) -> tuple[tuple[Text, ...], list[str]]:
    bodies: list[Text] = []
    notes: list[str] = []
    for body in item.bodies:
        value = body.value
        if body.content_type == "text/html":
            value = without_shortcodes(value)
            if _MAY_NOTE.search(value):
                value = _without_notes(value, notes)
        bodies.append(body if value == body.value else Text(**{**dict(body), "value": value}))
    return tuple(bodies), notes


def _without_notes(value: str, notes: list[str]) -> str:
    found = _NOTE.findall(value)[:_MOST_NOTES]
    left = value
    for note in found:
        left = left.replace(note, "", 1)
    if not found or not has_words(left):
        return value
    notes += (" ".join(html_to_text(note).split()) for note in found)
    return left.strip()

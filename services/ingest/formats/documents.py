"""Documents as stories: DOCX, PDF, RTF, ODT, and what came in a winmail.dat.

`ingest/documents` opens them, in a process of its own; here a headline is found among the
blocks, what stands above it becomes notes, the rest is the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from services.ingest.documents.found import Block, DocumentError, Enclosed, Found
from services.ingest.documents.opening import KINDS, open_document
from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnknownFormatError,
    UnreadableError,
    Words,
)
from services.ingest.formats.recognise import guess_media_type
from services.ingest.formats.text.magic import WITHOUT_TEXT, kind_of
from services.ingest.formats.text.markup import clean_html, html_to_text
from services.ingest.formats.wording.bylines import authors_of
from services.ingest.formats.wording.release_heads import is_no_headline
from shared.articles import Extras
from shared.ninjs import Item, Text

_FORMAT = "document"

_READ_INSIDE = KINDS | {"zip"}
_LEAST_OF_A_TEXT = 20
"""Words of a text file that may be a story; programs enclose lesser ones."""
_LOOKED_AT = 15
"""Blocks in which a headline is looked for: letterheads have under ten."""
_LONGEST_HEADLINE = 200
_MOST_NOTES = 6
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por) [^\W\d_][^.!?:]{3,80}")


def parse(payload: Payload, read: Callable[[Payload], Parsed]) -> Parsed:
    """Read a document as a story, and by `read` the files that came in it."""
    kind = kind_of(payload.content)
    if kind is None or kind.name not in KINDS:
        raise UnreadableError(
            Problem(
                detail=f"this is {kind.called if kind else 'text'}, and no document that is "
                "read here",
                fix="send a DOCX, PDF, RTF or ODT file, or the text itself",
                line=1,
                fatal=True,
            )
        )
    try:
        found = open_document(kind.name, payload.content)
    except DocumentError as error:
        raise UnreadableError(
            Problem(
                detail=f"this is {kind.called} that cannot be read: {error}",
                fix="save it again and send that, or send the text itself",
                line=1,
                fatal=True,
            )
        ) from error
    items, problems = _items(found, payload, read)
    if not items:
        raise UnreadableError(*(problems or (_empty(kind.called),)))
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


def _items(
    found: Found, payload: Payload, read: Callable[[Payload], Parsed]
) -> tuple[list[ParsedItem], list[Problem]]:
    items: list[ParsedItem] = []
    problems: list[Problem] = []
    if any(html_to_text(block.html).strip() for block in found.blocks):
        parsed, told = _story(found.blocks, payload)
        items.append(parsed)
        problems += told
    unread: list[str] = []
    for one in found.enclosed:
        within = _enclosed(one, payload, read)
        if isinstance(within, Parsed):
            items += within.items
            problems += within.problems
            if any(problem.fatal for problem in within.problems):
                unread.append(one.name)
        elif within is not None:
            unread.append(one.name)
            problems.append(within)
    return [with_unread(item, unread) for item in items], problems


def _enclosed(
    one: Enclosed, payload: Payload, read: Callable[[Payload], Parsed]
) -> Parsed | Problem | None:
    """Read a file that came inside; None for what has no text to be read."""
    kind = kind_of(one.content)
    if kind is None and len(one.content.split()) < _LEAST_OF_A_TEXT:
        return None
    if kind is not None and kind.name in WITHOUT_TEXT:
        return None
    if kind is None or (kind.name in _READ_INSIDE and kind.name != "tnef"):
        inner = replace(
            payload,
            content=one.content,
            media_type=guess_media_type(one.name, one.content[:65_536]),
            charset=None,
            file_name=one.name,
        )
        try:
            return read(inner)
        except (UnreadableError, UnknownFormatError) as error:
            return Problem(
                detail=f"{one.name}: {error}"[:500],
                fix="send the text of the story itself",
                line=1,
            )
    return Problem(
        detail=f"{one.name}: this is {kind.called}, which is not read here",
        fix="send the text of the story itself",
        line=1,
    )


def with_unread(parsed: ParsedItem, names: Sequence[str]) -> ParsedItem:
    """Note on an item what came with it and was not read, by which moderation holds it."""
    if not names:
        return parsed
    unread = tuple(dict.fromkeys((*parsed.extras.unread, *names)))
    return ParsedItem(parsed.item, Extras(**{**dict(parsed.extras), "unread": unread}))


def _empty(called: str) -> Problem:
    return Problem(
        detail=f"there is no text in this ({called})",
        fix="send the text of the story itself",
        line=1,
        fatal=True,
    )


def _story(blocks: Sequence[Block], payload: Payload) -> tuple[ParsedItem, list[Problem]]:
    lines = [" ".join(html_to_text(block.html).split()) for block in blocks]
    blocks = [block for block, line in zip(blocks, lines, strict=True) if line]
    lines = [line for line in lines if line]
    at = _headline_at(blocks, lines)
    headline = lines[at] if at is not None else ""
    start = 0 if at is None else at + 1
    above = lines[: at or 0]
    while (
        start < len(lines) - 1 and len(above) < 2 * _MOST_NOTES and is_no_headline(lines[start])
    ):
        above.append(lines[start])
        start += 1
    byline = None
    if start < len(lines) and _BYLINE.fullmatch(lines[start]) and authors_of(lines[start]):
        byline, start = lines[start], start + 1
    body = clean_html("\n".join(block.html for block in blocks[start:]))
    problems: list[Problem] = []
    if not headline:
        problems.append(
            Problem(
                detail="this document has no headline that can be told from its text",
                fix="write the headline in the style Title or Heading 1",
                line=1,
            )
        )
    item = Item(
        headlines=(Text(role="main", content_type="text/plain", value=headline),)
        if headline
        else (),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        by=byline,
        ed_note="\n".join(above) or None,
    )
    read = FieldsRead(
        item=item,
        extras=Extras(authors=authors_of(byline or "")),
        words=(
            *(Words("note", line) for line in above),
            *(Words("top", line) for line in lines[start : start + 3]),
        ),
        spot=lambda: Spot(line=1),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


def _headline_at(blocks: Sequence[Block], lines: Sequence[str]) -> int | None:
    """Find what is styled as the headline, else the first short line that is no sentence."""
    usable = [
        at
        for at in range(min(_LOOKED_AT, len(lines)))
        if not is_no_headline(lines[at]) and len(lines[at]) <= _LONGEST_HEADLINE
    ]
    for kind in ("title", "heading"):
        styled = next((at for at in usable if blocks[at].kind == kind), None)
        if styled is not None and not any(
            len(lines[at]) > _LONGEST_HEADLINE for at in range(styled)
        ):
            return styled
    first = next((at for at in range(len(lines)) if not is_no_headline(lines[at])), None)
    if first is None or first not in usable or blocks[first].kind == "other":
        return None
    is_sentence = lines[first].endswith((".", ":", ";", "…", "。"))
    return None if is_sentence and len(lines[first].split()) > _WORDS_OF_A_LINE else first


_WORDS_OF_A_LINE = 9

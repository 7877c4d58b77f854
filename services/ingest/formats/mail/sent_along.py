"""A letter and what was sent along: that, not the letter, may be the news; pure.

Wire copy, documents and archives attached are read as what they are. Of a short letter they
are the story; a longer one is a story too. “Please see attached” is none: what is attached and
cannot be read is named, and moderation holds what is left. Pictures are the letter's own.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from typing import Literal, NamedTuple

from services.ingest.documents.opening import KINDS
from services.ingest.formats.documents import with_unread
from services.ingest.formats.mail import letter as letters
from services.ingest.formats.mail.mailbox import letters_in
from services.ingest.formats.mail.mending import with_whole_head
from services.ingest.formats.mail.parts import (
    MOST_PARTS,
    bytes_of,
    file_name,
    is_attached,
    kind_said,
    leaves,
    whole,
)
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnreadableError,
    Words,
)
from services.ingest.formats.text.magic import WITHOUT_TEXT, kind_of
from services.ingest.formats.text.markup import html_to_text
from shared.articles import Extras
from shared.ninjs import Item, Text

_SHORTEST_STORY = 60
"""Words; a shorter letter that copy is attached to only says that it is."""
_LEAST_OF_A_TEXT = 20
"""Words of a text file that may be a story; mail programs attach footers too."""
_DEEPEST = 2
_MOST_LETTERS = 1_000
_MOST_ARCHIVES = 5
_SAYS_ATTACHED = re.compile(
    r"(?i)\b(?:(?:see|find|is|are|please|the|release|statement)\W+(?:the\W+)?(?:attached|enclosed)"
    r"|attached (?:please|is|are|you)|attachments?|im anhang|anbei|angehängt|beigefügt|anlage"
    r"|ci-joint|en pièces? jointes?|adjunt[oa]s?|en anexo|em anexo|in allegato|allegat[oaie]"
    r"|bijgevoegd|(?:in de )?bijlage|vedlagt|vedhæftet|bifogat|bifogad|liitteenä|w załączeniu"
    r"|w załączniku|v příloze|во вложении|у вкладенні)\b|添付|附件|첨부|مرفق"
)


_Sort = Literal["wire", "message", "document", "text", "archive", "unread"]


class _Sent(NamedTuple):
    name: str
    kind: _Sort
    payload: Payload
    called: str = ""


def parse(payload: Payload, read: Callable[[Payload], Parsed]) -> Parsed:
    """Read a message, or each of a box of them; `read` reads what is attached."""
    boxed = [*letters_in(payload.content)]
    if len(boxed) == 1:
        return _message(replace(payload, content=boxed[0].content), read, 0)
    items: list[ParsedItem] = []
    problems: list[Problem] = []
    for number, one in enumerate(boxed):
        if number == _MOST_LETTERS:
            problems.append(_too_many(one.line))
            break
        try:
            parsed = _message(replace(payload, content=one.content), read, 0)
        except UnreadableError as error:
            problems += (replace(each, line=one.line) for each in error.problems)
        else:
            items += parsed.items
            problems += (replace(each, line=one.line) for each in parsed.problems)
    if not items:
        raise UnreadableError(*problems)
    return Parsed(format=letters.FORMAT, items=tuple(items), problems=tuple(problems))


def _too_many(line: int) -> Problem:
    return Problem(
        detail=f"there are more than {_MOST_LETTERS} messages; the rest was left out",
        fix="send fewer at a time",
        line=line,
        fatal=True,
    )


def _message(payload: Payload, read: Callable[[Payload], Parsed], depth: int) -> Parsed:
    letter = letters.parse(payload)
    story = letter.items[0]
    is_short = (story.extras.word_count or 0) < _SHORTEST_STORY
    around = _around(story, is_short=is_short)
    found: list[ParsedItem] = []
    standing_in: list[ParsedItem] = []
    faults: list[Problem] = []
    unread: list[str] = []
    for sent in _sent_along(payload) if depth < _DEEPEST else ():
        if sent.kind == "unread":
            unread.append(sent.name)
            faults.append(_not_read(sent))
            continue
        if sent.kind == "text" and not is_short:
            continue
        part = replace(
            sent.payload, around=around, zone=payload.zone, is_unpacked=payload.is_unpacked
        )
        try:
            is_message = sent.kind == "message"
            got = _message(part, read, depth + 1) if is_message else read(part)
        except UnreadableError as error:
            unread.append(sent.name)
            faults += (_named(each, sent.name) for each in error.problems)
            continue
        faults += (_named(each, sent.name) for each in got.problems)
        if sent.kind == "archive" and any(each.fatal for each in got.problems):
            unread.append(sent.name)
        if sent.kind in ("wire", "message") or (
            sent.kind == "archive" and any(one.item.uri for one in got.items)
        ):
            found += got.items
        else:
            standing_in += (one for one in got.items if is_short or not _same(one, story))
    problems = [*letter.problems, *faults]
    if is_short and len(standing_in) == 1 and not found:
        items = [_as_the_letters(standing_in[0], story), *letter.items[1:]]
    elif is_short and (found or standing_in):
        # Pictures beside wire copy are the ones it names, by their files' names.
        pictures = [one for one in letter.items if one.item.type == "picture"]
        items = [*found, *standing_in, *pictures]
    else:
        items = [*letter.items, *found, *standing_in]
        if is_short and not unread and _says_attached(story):
            unread.append("what the letter calls attached")
            problems.append(_nothing_attached())
    held = [with_unread(one, unread) if one.item.type == "text" else one for one in items]
    return replace(letter, items=tuple(held), problems=tuple(problems))


def _around(letter: ParsedItem, *, is_short: bool) -> tuple[Words, ...]:
    """Give what a letter says of the copy attached to it; of a story, not its words."""
    item, extras = letter
    said = [item.headline(), item.ed_note or "", *extras.notes]
    if is_short:
        said.append(_text_of(letter))
    return tuple(Words("letter", text) for text in said if text)


def _text_of(parsed: ParsedItem) -> str:
    body = parsed.item.body()
    if body is None:
        return ""
    return html_to_text(body.value) if body.content_type == "text/html" else body.value


def _same(one: ParsedItem, story: ParsedItem) -> bool:
    """Tell that a document says what the letter does, by runs of four words."""
    ours, theirs = (_runs(_text_of(each)) for each in (one, story))
    return bool(ours) and len(ours & theirs) * 2 > min(len(ours), len(theirs))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())[:5_000]
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _as_the_letters(document: ParsedItem, letter: ParsedItem) -> ParsedItem:
    """Let a document stand where its letter would: under its name, of its time."""
    item, extras = document
    said = {
        **dict(item),
        "uri": letter.item.uri,
        "first_created": letter.item.first_created,
        "version_created": letter.item.version_created,
        "alt_ids": tuple(dict.fromkeys((*letter.item.alt_ids, *item.alt_ids))),
        "associations": letter.item.associations,
        "language": item.language or letter.item.language,
    }
    if not item.headline() and letter.item.headline():
        said["headlines"] = (Text(role="main", value=letter.item.headline()),)
    beside = {
        **dict(extras),
        "original_source": letter.extras.original_source,
        "authors": extras.authors or letter.extras.authors,
        "notes": tuple(
            dict.fromkeys(
                filter(None, (*extras.notes, *letter.extras.notes, _text_of(letter)[:2_000]))
            )
        ),
    }
    return ParsedItem(Item(**said), Extras(**beside))


def _says_attached(story: ParsedItem) -> bool:
    return story.item.pub_status == "usable" and bool(_SAYS_ATTACHED.search(_text_of(story)))


def _nothing_attached() -> Problem:
    return Problem(
        detail="the letter speaks of something attached, and nothing that can be read is",
        fix="send the text of the story in the letter",
        line=1,
    )


def _not_read(sent: _Sent) -> Problem:
    return Problem(
        detail=f"{sent.name}: this is {sent.called}, which is not read here",
        fix="send the text in the letter, or as DOCX, PDF, RTF or ODT",
        line=1,
    )


def _named(problem: Problem, name: str) -> Problem:
    detail = f"{name}: {problem.detail}" if name else problem.detail
    return replace(problem, detail=detail, line=1, xpath=None, pointer=None)


# --- what was sent along -----------------------------------------------------------------


def _sent_along(payload: Payload) -> Iterator[_Sent]:
    """Give what may tell a story: copy of the wires, documents, texts, other messages."""
    try:
        message = email.message_from_bytes(
            with_whole_head(payload.content.lstrip()), policy=email.policy.compat32
        )
        parts = [*leaves(message)][:MOST_PARTS]
    except (MessageError, RecursionError, ValueError, LookupError, IndexError):
        return
    archives = 0
    for number, part in enumerate(parts, start=1):
        name = file_name(part) or f"part {number}"
        kind, media_type, called = _kind(part)
        archives += kind == "archive"
        if kind == "archive" and archives > _MOST_ARCHIVES:
            kind, called = "unread", f"an archive after {_MOST_ARCHIVES} others"
        if kind is not None:
            inner = Payload(
                content=whole(part), media_type=media_type, received_at=payload.received_at
            )
            yield _Sent(name, kind, inner, called)


def _invites(part: Message, content: bytes) -> bool:
    """Tell an invitation from an appointment that lies beside a story."""
    method = part.get_param("method")
    return (isinstance(method, str) and method.upper() == "REQUEST") or (
        b"METHOD:REQUEST" in content
    )


_ANYTHING = "application/octet-stream"
_GZIP = b"\x1f\x8b"
_Kind = tuple[_Sort | None, str, str]
_NOTHING: _Kind = (None, "", "")


def _kind(part: Message) -> _Kind:
    """Tell what a part is, and the media type under which it is read."""
    said, name = kind_said(part), file_name(part).lower()
    if said == "message/rfc822":
        return "message", said, ""
    content = bytes_of(part)
    bare = content.lstrip()
    if said in _ENCRYPTED or bare.startswith(b"-----BEGIN PGP MESSAGE-----"):
        return "unread", "", "an encrypted letter"
    if said == "text/calendar" and not is_attached(part) and _invites(part, content):
        return "unread", "", "an invitation (iCalendar)"
    if not is_attached(part) and said in ("text/plain", "text/html"):
        return _NOTHING
    seen = kind_of(content)
    if _document_said(said, name) or (seen is not None and seen.name in KINDS):
        return "document", _ANYTHING if seen else _document_said(said, name), ""
    if not is_attached(part):
        return _NOTHING
    if said.startswith(("image/", "audio/", "video/", "font/")) or said in _NO_COPY:
        return _NOTHING
    if name.endswith(_NO_COPY_NAMES):
        return _NOTHING
    is_xml = said in ("application/xml", "text/xml") or (
        said.endswith("+xml") and not said.endswith(("xhtml+xml", "svg+xml"))
    )
    if is_xml or (said == _ANYTHING and name.endswith((".xml", ".nitf"))):
        return "wire", "application/xml", ""
    if said == "application/json" or name.endswith(".json"):
        return "wire", "application/json", ""
    if said == "text/plain" and content.lstrip(b"\x16")[:1] == b"\x01":
        return "wire", said, ""
    if (seen is not None and seen.name == "zip") or content.startswith(_GZIP):
        return "archive", _ANYTHING, ""
    if seen is not None:
        is_beside = seen.name in WITHOUT_TEXT
        return _NOTHING if is_beside else ("unread", "", seen.called)
    if said in ("text/plain", "text/html") or name.endswith((".txt", ".html", ".htm")):
        is_long = len(content.split()) >= _LEAST_OF_A_TEXT
        is_page = bare[:1] == b"<"
        return ("text", "text/html" if is_page else "text/plain", "") if is_long else _NOTHING
    return ("unread", "", "a file of an unknown kind") if bare else _NOTHING


_NO_COPY = frozenset(
    {
        "application/pgp-signature", "application/pkcs7-signature",
        "application/x-pkcs7-signature", "application/pgp-keys",
        "application/pgp-encrypted", "text/calendar", "application/ics", "text/vcard",
        "text/x-vcard", "text/directory", "text/css", "message/delivery-status",
        "text/rfc822-headers", "message/disposition-notification",
    }
)  # fmt: skip
"""Signatures, calendars, cards: what mail carries beside any story."""
_NO_COPY_NAMES = (".ics", ".vcf", ".asc", ".sig", ".p7s", ".css", ".crt", ".cer")
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_DOCUMENTS = {
    "application/pdf": (".pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/rtf": (".rtf",),
    "application/ms-tnef": ("winmail.dat",),
}


def _document_said(said: str, name: str) -> str:
    """Give the document that a part says it is, by its type or its name; empty where none."""
    for media_type, endings in _DOCUMENTS.items():
        if said == media_type or name.endswith(endings):
            return media_type
    return "application/rtf" if said == "text/rtf" else ""

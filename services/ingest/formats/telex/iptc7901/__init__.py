"""IPTC 7901, the text format of the telex wires: SOH header, STX text, ETX, date, EOT.

    SOH service+number priority category words [options] CR LF
    [blank line] keyword line(s) CR LF
    STX [marker line] headline [=] CR LF
    text … ETX DDHHMM ZONE Month Year

dpa puts versions, notes and an embargo in brackets above the headline, byline and a note on
pictures below it, and the `=` behind all of them.

Several messages may stand in one payload. A message has no name but service, number and day;
what a kill may cite (number, slugline with headline) is kept as alternative ids.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import partial

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    Words,
)
from services.ingest.formats.telex.iptc7901.message import (
    Message,
    first_words,
    messages,
    sent_of,
)
from services.ingest.formats.telex.iptc7901.names import message_uri, names_of, stopped_names
from services.ingest.formats.telex.iptc7901.top import (
    IN_BRACKETS,
    LONGEST_VERSION,
    MOST_LINES_OF_A_HEAD,
    OF_AN_EMBARGO,
    attention_of,
    byline_of,
    head_of,
    slugline_of,
    subtitle_of,
)
from services.ingest.formats.telex.messages import read_messages
from services.ingest.formats.wording.datelines import dateline_above, dateline_of
from services.ingest.formats.wording.embargo.embargoes import says_embargo
from services.ingest.formats.wording.markers import is_marker, marker_of
from services.ingest.formats.wording.paragraphs import (
    paragraphs,
    to_html,
    without_end_mark,
)
from shared.articles import Extras, WireDateline
from shared.ninjs import InfoSource, Item, PubStatus, Text

_FORMAT = "iptc7901"
_AGENCY = re.compile(
    r"\b(dpa|afp|apa|ansa|efe|sda|ats|rtr|reuters|ap|tass|xinhua|ritzau|ntb|belga|anp|cna|pti"
    r"|kna|epd|sid|pap|ctk|mti|lusa)\b",
    re.IGNORECASE,
)
_NOT_FOR_PUBLICATION = re.compile(
    r"(?i)the following information is not (?:intended )?for publication"
    r"|die folgenden informationen sind nicht zur ver(?:ö|oe)ffentlichung"
)
_NOTEBOOK = re.compile(
    r"(?i)^\s*(?:#\s*){1,4}(?:\w{2,6}[ -])?(?:note\s?book|notizblock|redaktionelle"
    r"|editorial (?:contacts?|notes?)|internet\s*$|orte\s*$|kontakte?\s*$|ansprechpartner)"
)
_FURNITURE = re.compile(r"^\s*(?:[*_=-]\s*){3,}$|^\s*#{1,2}\s")
_A_SLUGLINE = re.compile(r"[^\W\d_][\w-]*(?:/[\w-]+)+/?")
_NOT_TO_USE = re.compile(
    r"(?i)\bnicht (?:mehr |weiter )?(?:zu )?(?:verwende|veröffentlich|nutze|benutze)"
    r"|\b(?:verwenden|veröffentlichen|nutzen) sie\b.{0,300}\bnicht\b"
    r"|\b(?:zurückgezogen|ziehen wir zurück|gelöscht|löschen|gestrichen|streichen|storniert"
    r"|entfällt)\b"
)
_CLOSING = re.compile(r"dpa(?:[ /-][a-z\d]{1,5}){1,8}")
"""The editors' signs below dpa's stories, `dpa abc yyzz s5 vee`."""


def parse(payload: Payload) -> Parsed:
    """Read every message in a payload, in order."""
    return read_messages(_FORMAT, payload, cut=messages, read=_item, nothing=_nothing)


def _nothing(text: str) -> Problem:
    line, said = first_words(text)
    return Problem(
        detail=f"There is no IPTC 7901 message: {said!r} is no header such as "
        "'abc0123 4 i 211'.",
        fix="Begin each message with SOH (0x01), the service and its number without a "
        "blank, priority, category and number of words.",
        line=line,
        fatal=True,
    )


def _item(message: Message, payload: Payload) -> tuple[ParsedItem, list[Problem]]:
    received_at = payload.received_at
    problems: list[Problem] = []
    header = message.header
    service, number = header["service"], header["number"]
    brackets = [line for line in message.keywords if IN_BRACKETS.match(line)]
    above = [
        line for line in brackets if len(line) > LONGEST_VERSION or OF_AN_EMBARGO.search(line)
    ]
    versions = [
        line
        for line in message.keywords
        if line not in above and (line in brackets or is_marker(line))
    ]
    keywords = [line for line in message.keywords if line not in (*versions, *above)]
    text = [*message.text]
    first = next((at for at, line in enumerate(text) if line.strip()), 0)
    if not keywords and len(text) > first + 2 and _A_SLUGLINE.fullmatch(text[first].strip()):
        keywords.append(text.pop(first).strip())
    embargo = next((line for line in text[:3] if says_embargo(line, anywhere=False)), "")
    if embargo and not embargo.rstrip().endswith("="):
        text.remove(embargo)
        above.append(embargo.strip())
    slugline = slugline_of(keywords)
    head, story = head_of(text)
    markers, headline = head.markers, head.headline
    above += head.notes
    if head.reason:
        above.append(head.reason)
    said = {marker.casefold() for marker in markers}
    markers[:0] = [
        mark for line in versions if (mark := line.strip("() ")).casefold() not in said
    ]
    story, notes = _without_notes(without_end_mark(story))
    if not headline:
        problems.append(
            Problem(
                detail="The message has no headline.",
                fix="Begin the text with a headline, and end it with “=”.",
                line=message.line,
            )
        )
    attention, story = attention_of(story)
    if attention:
        above.append(attention)
    subtitle, story = (head.subtitle, story) if head.subtitle else subtitle_of(story)
    byline, story = (head.byline, story) if head.byline else byline_of(story)
    body = to_html(story)
    dateline = _dateline(story)
    sent = sent_of(message.after, payload)
    if sent is None and message.after.strip():
        problems.append(
            Problem(
                detail=f"{first_words(message.after)[1]!r} behind ETX is no date.",
                fix="End the message with DDHHMM ZONE Month Year, such as 230810 GMT Nov 26.",
                line=message.line,
            )
        )
    marker = " ".join(markers) or marker_of(headline, slugline)
    agency = (dateline.agency if dateline else None) or _agency(header["options"])
    day = sent or received_at
    item = Item(
        uri=message_uri(service, number, day) if sent is not None else None,
        version_created=sent,
        first_created=sent,
        urgency=int(header["priority"]) if header["priority"] in "123456789" else None,
        title=" ".join((*markers, headline)).strip() if markers else None,
        slugline=slugline,
        by=byline,
        headlines=tuple(
            Text(role=role, content_type="text/plain", value=value)
            for role, value in (("main", headline), ("sub", subtitle))
            if value
        ),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        info_sources=(InfoSource(name=agency, role="originator"),) if agency else (),
        ed_note=" ".join(
            (
                *above,
                *(line.strip() for line in story if _is_editors_note(line)),
                *_editorial(notes),
            )
        )
        or None,
        alt_ids=tuple(names_of(service + number, slugline, headline, day)),
    )
    extras = Extras(
        dateline=dateline,
        take_key=marker,
        sequence=number,
        categories=(header["category"],),
        original_source=agency or service,
        word_count=int(header["words"] or 0) or None,
        notes=notes,
    )
    taken_back: PubStatus = "usable"
    if head.reason:
        taken_back = "canceled" if _NOT_TO_USE.search(head.reason) else "withheld"
    read = FieldsRead(
        item=item,
        extras=extras,
        words=(
            *(Words("headline", said) for said in (*markers, header["options"]) if said),
            *(Words("note", line) for line in above or [""]),
            *(Words("top", line.strip()) for line in story[:6]),
        ),
        otherwise=taken_back,
        written_at=sent,
        spot=partial(Spot, line=message.line),
        stops_too=lambda _: stopped_names(service + number, slugline, headline, story, day),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


_EDITORIAL = re.compile(r"(?i)^[#\s]*(?:redaktionelle hinweise|editorial notes?)\s*:?\s*$")


def _editorial(notes: tuple[str, ...]) -> Iterator[str]:
    """Give what dpa says to editors below a story, without its contacts and addresses."""
    is_open = False
    for line in itertools.chain.from_iterable(note.splitlines() for note in notes):
        if _EDITORIAL.match(line):
            is_open = True
        elif line.lstrip().startswith(("#", "* *")):
            is_open = False
        elif is_open and line.strip(" -*"):
            yield line.strip(" -*")


def _without_notes(story: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Cut off what is for newsrooms only, with the furniture that leads to it."""
    cut = next(
        (
            i
            for i, line in enumerate(story)
            if _NOT_FOR_PUBLICATION.search(line) or _NOTEBOOK.search(line)
        ),
        len(story),
    )
    kept, rest = story[:cut], story[cut:]
    while kept and (not kept[-1].strip() or _FURNITURE.search(kept[-1])):
        kept.pop()
    if not rest and kept and _CLOSING.fullmatch(kept[-1].strip()):
        rest = [kept.pop()]
    note = "\n".join(line.strip() for line in rest).strip()
    return kept, (note,) if note else ()


def _dateline(story: Sequence[str]) -> WireDateline | None:
    """Read the dateline, which stands in the second paragraph where a teaser is the first."""
    tops = itertools.islice(paragraphs(story[:MOST_LINES_OF_A_HEAD]), 2)
    first, second = ([" ".join(" ".join(one).split()) for one in tops] + ["", ""])[:2]
    return dateline_above(first) or dateline_of(second)


def _is_editors_note(line: str) -> bool:
    return (
        re.match(r"\s*\(?(?:EDS|Eds|EDITORS?|Editors?|Editors' note|Note to editors)\s*:", line)
        is not None
    )


def _agency(options: str) -> str | None:
    found = _AGENCY.search(options)
    return found.group() if found else None

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
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from services.ingest.formats.complete import FieldsRead, Spot, complete
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    Words,
)
from services.ingest.formats.telex.messages import EOT, ETX, SOH, STX, read_messages
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.datelines import dateline_above, dateline_of
from services.ingest.formats.wording.embargoes import says_embargo
from services.ingest.formats.wording.markers import is_marker, marker_of
from services.ingest.formats.wording.paragraphs import (
    paragraphs,
    to_html,
    without_end_mark,
)
from shared.articles import AltId, Extras, InfoSource, Item, PubStatus, Text, WireDateline

_FORMAT = "iptc7901"

_HEADER = re.compile(
    r"\s*(?P<service>[A-Za-z]{1,8})(?P<number>\d{1,6})\s+(?P<priority>[0-9A-Za-z])\s+"
    r"(?P<category>[^\s\d\x00-\x1f][^\s\x00-\x1f]{0,7})(?:\s+(?P<words>\d{1,5}))?(?P<options>[^\r\n]*)"
)
_ZCZC = re.compile(r"^ZCZC[^\r\n]{0,40}[\r\n]+|(?<![\r\n])[\r\n]+NNNN\s*$")
_STAMP = re.compile(
    rf"(?P<day>\d{{2}})(?P<hour>\d{{2}})(?P<minute>\d{{2}})[ \t]*(?P<zone>{dates.ZONE})?"
    r"[ \t]+(?P<month>[^\W\d_]{3,9})\.?[ \t]*(?P<year>\d{4}|\d{2})?(?!\d)"
)
_STAMP_LINE = re.compile(rf"^{_STAMP.pattern}\s*\Z", re.MULTILINE)
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
_CITED = re.compile(
    r"\b(?!(?:at|am|pm|by|to|of|on|in|um|vom|von|le|les|du|de|el|las?|gmt|utc|jan|feb|mar|apr|may"
    r"|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez)\b)([a-z]{2,4})[ -]?(\d{3,5})\b"
    r"(?!\s?(?:gmt|utc|uhr|cet|mez))"
)
"""Service and number in lower case, `bdt0412`; neither a time nor a date."""
_KILL_REACHES_BACK_DAYS = 3
_NUMBERS_COME_AGAIN_DAYS = 1
"""Further back, a number that a kill cites would be another story's."""
_IN_BRACKETS = re.compile(r"\(.*\)$")
"""A keyword line such as dpa's `(Zusammenfassung 1430)`: the version, no slugline."""
_LONGEST_VERSION = 40
_MOST_LINES_IN_BRACKETS = 12
_MOST_LINES_OF_A_HEAD = 20
_MOST_ABOVE_A_HEADLINE = 12
_ATTENTION_PLEASE = re.compile(r"\(Achtung\)")
"""With nothing else in the brackets: dpa's mark of what is taken back, the reason behind it."""
_A_SLUGLINE = re.compile(r"[^\W\d_][\w-]*(?:/[\w-]+)+/?")
_BYLINE = re.compile(r"(?:By|Von) [^\W\d_]")
_SUBTITLE = re.compile(r"^(?:Utl|Uz|Unterzeile|Untertitel)\.?:\s*")
_SIGNED = re.compile(
    r"(?:By|Von|Por|Par) (?!\W)(?:[^a-z\W]\S* [^a-z\W][\w.'’-]+|\S.{0,80},\s?[\w-]{2,12}$)"
)
"""A byline among the lines of a head, where a headline may go on with `Von der Küste …`."""
_OF_AN_EMBARGO = re.compile(r"(?i)sperrfrist|embarg")
_NOT_TO_USE = re.compile(
    r"(?i)\bnicht (?:mehr |weiter )?(?:zu )?(?:verwende|veröffentlich|nutze|benutze)"
    r"|\b(?:verwenden|veröffentlichen|nutzen) sie\b.{0,300}\bnicht\b"
    r"|\b(?:zurückgezogen|ziehen wir zurück|gelöscht|löschen|gestrichen|streichen|storniert"
    r"|entfällt)\b"
)
_CLOSING = re.compile(r"dpa(?:[ /-][a-z\d]{1,5}){1,8}")
"""The editors' signs below dpa's stories, `dpa abc yyzz s5 vee`."""
_LONGEST_BYLINE = 100
_LONGEST_SUBTITLE = 160
_CONTROLS = re.compile("\xad\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse(payload: Payload) -> Parsed:
    """Read every message in a payload, in order."""
    return read_messages(_FORMAT, payload, cut=_messages, read=_item, nothing=_nothing)


def _nothing(text: str) -> Problem:
    line, said = _first_words(text)
    return Problem(
        detail=f"There is no IPTC 7901 message: {said!r} is no header such as "
        "'abc0123 4 i 211'.",
        fix="Begin each message with SOH (0x01), the service and its number without a "
        "blank, priority, category and number of words.",
        line=line,
        fatal=True,
    )


def _first_words(text: str) -> tuple[int, str]:
    """Give the first line that says something, as far as a problem quotes it."""
    for number, line in enumerate(text.splitlines()[:100], start=1):
        if said := " ".join(_CONTROLS.sub("", line).split()):
            return number, said[:40]
    return 1, ""


@dataclass(frozen=True, slots=True)
class _Message:
    """One message, cut into its parts; `line` is where it begins."""

    header: re.Match[str]
    keywords: tuple[str, ...]
    text: tuple[str, ...]
    after: str
    line: int
    complete: bool


def _messages(text: str) -> Iterator[_Message]:
    line = 1
    for part in text.split(SOH):
        message = _message(part, line) if part else None
        line += part.count("\n")
        if message is not None:
            yield message


def _message(part: str, line: int) -> _Message | None:
    part = _ZCZC.sub("", part.lstrip(SOH + "\r\n \x16\x00"))
    head, stx, rest = part.partition(STX)
    header = _HEADER.match(head)
    if header is None:
        return None
    keywords = head[header.end() :]
    body, etx, after = rest.partition(ETX)
    if not stx:  # a message that lost its controls: the first blank line ends the keywords
        plain = keywords.replace("\r", "").strip("\n")
        keywords, _, body = plain.partition("\n\n")
        body, etx, after = body.partition(ETX)
    if not etx:
        body, _, after = body.partition(EOT)
    stamp = _STAMP_LINE.search(body) if not after.strip(" \r\n\x04\x00") else None
    if stamp is not None:
        body, after = body[: stamp.start()], stamp.group()
    return _Message(
        header=header,
        keywords=tuple(text for one in _lines(keywords) if (text := one.strip())),
        text=tuple(_lines(body)),
        after=after,
        line=line,
        complete=bool(stx and etx),
    )


def _lines(text: str) -> list[str]:
    # Some systems end lines with CR CR LF or LF CR LF; one blank line is as good as two.
    return _CONTROLS.sub("", text.replace("\r", "")).split("\n")


def _item(message: _Message, payload: Payload) -> tuple[ParsedItem, list[Problem]]:
    received_at = payload.received_at
    problems: list[Problem] = []
    header = message.header
    service, number = header["service"], header["number"]
    brackets = [line for line in message.keywords if _IN_BRACKETS.match(line)]
    above = [
        line for line in brackets if len(line) > _LONGEST_VERSION or _OF_AN_EMBARGO.search(line)
    ]
    versions = [
        line
        for line in message.keywords
        if line not in above and (line in brackets or is_marker(line))
    ]
    keywords = [line for line in message.keywords if line not in (*versions, *above)]
    text = [*message.text]
    if not keywords and len(text) > 2 and _A_SLUGLINE.fullmatch(text[0].strip()):
        keywords.append(text.pop(0).strip())
    embargo = next((line for line in text[:3] if says_embargo(line, anywhere=False)), "")
    if embargo and not embargo.rstrip().endswith("="):
        text.remove(embargo)
        above.append(embargo.strip())
    slugline = _slugline(keywords)
    head, story = _head(text)
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
    attention, story = _attention(story)
    if attention:
        above.append(attention)
    subtitle, story = (head.subtitle, story) if head.subtitle else _subtitle(story)
    byline, story = (head.byline, story) if head.byline else _byline(story)
    body = to_html(story)
    dateline = _dateline(story)
    sent = _sent(message.after, received_at)
    if sent is None and message.after.strip():
        problems.append(
            Problem(
                detail=f"{_first_words(message.after)[1]!r} behind ETX is no date.",
                fix="End the message with DDHHMM ZONE Month Year, such as 230810 GMT Nov 26.",
                line=message.line,
            )
        )
    marker = " ".join(markers) or marker_of(headline, slugline)
    agency = (dateline.agency if dateline else None) or _agency(header["options"])
    day = sent or received_at
    item = Item(
        uri=_message_uri(service, number, day) if sent is not None else None,
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
        alt_ids=tuple(_names(service + number, slugline, headline, day)),
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
        stops_too=lambda _: _stopped_names(service + number, slugline, headline, story, day),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


_ATTENTION = re.compile(r"ATTENTION - (?P<said>[^\n]{3,200}?)\s*///")
"""AFP's note to newsrooms above a story: `ATTENTION - ADDS details ///`."""


def _attention(story: list[str]) -> tuple[str | None, list[str]]:
    for number, line in enumerate(story[:4]):
        found = _ATTENTION.fullmatch(line.strip())
        if found:
            return found["said"], [*story[:number], *story[number + 1 :]]
    return None, story


def _subtitle(story: list[str]) -> tuple[str | None, list[str]]:
    """Part a second headline, which ends with `=` too (APA's `Utl.: … =`), from the story."""
    top = next((number for number, line in enumerate(story[:3]) if line.strip()), None)
    if top is None or _BYLINE.match(story[top].strip()):
        return None, story
    line = story[top].strip()
    if not line.endswith("=") or len(line) > _LONGEST_SUBTITLE or dateline_of(line):
        return None, story
    bare = _SUBTITLE.sub("", line.rstrip("= "))
    return bare or None, [*story[:top], *story[top + 1 :]]


def _slugline(keywords: Sequence[str]) -> str | None:
    text = ""
    for line in keywords:
        glue = "" if not text or text[-1] in "/-" else " "
        text += glue + " ".join(line.split())
    return text.rstrip("/ ") or None


@dataclass(slots=True)
class _Head:
    """What stands above a story."""

    markers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headline: str = ""
    byline: str | None = None
    subtitle: str | None = None
    reason: str | None = None
    """Why it is taken back, where it is."""


def _head(lines: Sequence[str]) -> tuple[_Head, list[str]]:
    """Part the text into what stands above the story, and the story.

    The headline ends with `=`; where none does, it is the first line, if a blank one follows.
    """
    head = _Head()
    rest = _without_blanks([*lines])
    for _ in range(_MOST_ABOVE_A_HEADLINE):
        if len(rest) < 2:
            break
        length = 1
        if is_marker(rest[0]) and len(head.markers) < 3:
            head.markers.append(rest[0].strip(" =:-()"))
        elif _ATTENTION_PLEASE.match(rest[0].strip()):
            length = _lines_of_a_note(rest)
            head.reason = " ".join(line.strip() for line in rest[:length])
        elif (length := _lines_in_brackets(rest)) > 0:
            _read_brackets(head, " ".join(line.strip() for line in rest[:length])[1:-1])
        else:
            break
        rest = _without_blanks(rest[length:])
    if not rest:
        return head, []
    blank = next((i for i, line in enumerate(rest) if not line.strip()), len(rest))
    end = _end_of_a_head(rest[:blank])
    if end is not None:
        _read_top(head, [line.strip() for line in rest[: end + 1]])
        return head, rest[end + 1 :]
    story = next(
        (i for i, line in enumerate(rest[:3]) if dateline_of(f"{line.strip()} ")),
        None,
    )
    if story != 0 and not rest[0].startswith("   ") and len(rest[0].strip()) <= 160:
        two = blank == 2 and not rest[1].startswith("  ")
        length = story or (blank if blank == 1 or two else 1)
        head.headline = " ".join(" ".join(rest[:length]).split())
        return head, rest[length:]
    return head, rest


def _without_blanks(lines: list[str]) -> list[str]:
    return lines[next((i for i, line in enumerate(lines) if line.strip()), len(lines)) :]


def _end_of_a_head(lines: Sequence[str]) -> int | None:
    ends = (
        i for i, line in enumerate(lines[:_MOST_LINES_OF_A_HEAD]) if line.rstrip()[-1:] == "="
    )
    return next(ends, None)


def _lines_in_brackets(lines: Sequence[str]) -> int:
    """Count the lines at the top that one pair of brackets holds, and holds whole; else 0."""
    depth = 0
    for number, line in enumerate(lines[:_MOST_LINES_IN_BRACKETS], start=1):
        bare = line.strip()
        if not bare or (number == 1 and not bare.startswith("(")):
            return 0
        for position, sign in enumerate(bare, start=1):
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                return number if position == len(bare) else 0
    return 0


def _read_brackets(head: _Head, said: str) -> None:
    """Tell a version, `(KORR-Bericht)`, from a note, `(Berichtigung: Es muss heißen …)`."""
    said = " ".join(said.split())
    if len(said) <= _LONGEST_VERSION and not _OF_AN_EMBARGO.search(said):
        head.markers.append(said)
        return
    head.notes.append(said)
    kind = said.partition(":")[0].strip()
    if is_marker(kind):
        head.markers.append(kind)


def _lines_of_a_note(lines: Sequence[str]) -> int:
    """Count the lines of a note that no brackets hold: up to the end of its last sentence."""
    end = _end_of_a_head(lines)
    above = lines[: end if end is not None else 1]
    sentences = (i for i, line in enumerate(above, start=1) if line.rstrip()[-1:] in (".", "!"))
    return max(sentences, default=1)


def _read_top(head: _Head, lines: list[str]) -> None:
    """Read the headline, and what stands below it in front of the `=`: byline, brackets."""
    lines[-1] = lines[-1].rstrip("= ")
    lines = [line for line in lines if line]
    while len(lines) > 1 and _IN_BRACKETS.fullmatch(lines[-1]):
        head.notes.append(lines.pop()[1:-1])
    below = next((i for i, line in enumerate(lines) if i and _SUBTITLE.match(line)), len(lines))
    head.subtitle = _SUBTITLE.sub("", " ".join(lines[below:])) or None
    lines = lines[:below]
    signed = next((i for i, line in enumerate(lines) if i and _SIGNED.match(line)), len(lines))
    head.byline = " ".join(lines[signed:]) or None
    head.headline = " ".join(" ".join(lines[:signed]).split())


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
    tops = itertools.islice(paragraphs(story[:_MOST_LINES_OF_A_HEAD]), 2)
    first, second = ([" ".join(" ".join(one).split()) for one in tops] + ["", ""])[:2]
    return dateline_above(first) or dateline_of(second)


def _is_editors_note(line: str) -> bool:
    return (
        re.match(r"\s*\(?(?:EDS|Eds|EDITORS?|Editors?|Editors' note|Note to editors)\s*:", line)
        is not None
    )


def _byline(story: list[str]) -> tuple[str | None, list[str]]:
    """Part a byline (dpa's `By Ann Writer, dpa =`) from the story below it."""
    top = [number for number, line in enumerate(story[:8]) if line.strip()][:2]
    for number in top:
        line = story[number].strip()
        if _BYLINE.match(line) and len(line) < _LONGEST_BYLINE and not line.endswith("."):
            return line.rstrip("= ") or None, [*story[:number], *story[number + 1 :]]
    return None, story


def _agency(options: str) -> str | None:
    found = _AGENCY.search(options)
    return found.group() if found else None


def _sent(after: str, received_at: datetime) -> datetime | None:
    found = _STAMP.search(after[:200])
    if found is None:
        return None
    month = dates.MONTHS.get(found["month"].lower())
    if month is None:
        return None
    return dates.dated(
        received_at,
        month=month,
        day=int(found["day"]),
        year=int(found["year"]) if found["year"] else None,
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        zone=dates.zone_of(found["zone"]),
    )


def _message_uri(service: str, number: str, day: datetime) -> str:
    return item_uri(f"{service}{number}/{day:%Y-%m-%d}")


def _names(message: str, slugline: str | None, headline: str, day: datetime) -> Iterator[AltId]:
    yield AltId(role="message", value=f"{message}/{day:%Y-%m-%d}".lower())
    if slugline and headline:
        yield AltId(role="story", value=_story_name(slugline, headline, day))


def _stopped_names(
    message: str,
    slugline: str | None,
    headline: str,
    story: Sequence[str],
    day: datetime,
) -> Iterator[AltId]:
    """Give the names a kill or hold may mean: its own, those it cites, that day and before."""
    yield from _names(message, slugline, headline, day)
    cited = dict.fromkeys(_CITED.findall("\n".join([headline, *story])[:5000].lower()))
    for back in range(_KILL_REACHES_BACK_DAYS + 1):
        then = day - timedelta(days=back)
        for other, digits in [*cited][:10] if back <= _NUMBERS_COME_AGAIN_DAYS else ():
            yield AltId(role="message", value=f"{other}{digits}/{then:%Y-%m-%d}")
        if slugline and headline and back:
            yield AltId(role="story", value=_story_name(slugline, headline, then))


def _story_name(slugline: str, headline: str, day: datetime) -> str:
    plain = re.sub(r"(?i)^\W*(?:mandatory\s+kill|kill|hold|storno|withdrawn)\W+", "", headline)
    return f"{slugline.lower()}/{' '.join(plain.lower().split())}/{day:%Y-%m-%d}"

"""ANPA 1312 (AP and other North American wires): SYN SYN SOH header, STX text, ETX, stamp.

    SYN SYN SOH service+number US selector CR LF
    priority category DC3|DC4 DC1|DC2 keyword MM-DD words CR LF
    STX ^keyword, version,words<  ^headline<  ^Eds: …<  ^By …=  TAB text …
    ETX agency-codes-MM-DD-YY HHMM+zone< FF EOT

DC2 marks tabular matter, whose lines are kept as they are. AP names a story by its keyword: a
write-through has that of the story it replaces, so keyword and day are the item's uri.
"""

from __future__ import annotations

import html
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
from services.ingest.formats.telex.messages import ETX, SOH, STX, read_messages
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.bylines import authors_of
from services.ingest.formats.wording.datelines import dateline_of, dateline_of_story
from services.ingest.formats.wording.embargoes import says_embargo
from services.ingest.formats.wording.markers import is_marker, signals_of
from services.ingest.formats.wording.paragraphs import (
    count_words,
    looks_tabular,
    paragraphs,
    without_end_mark,
)
from shared.articles import AltId, Extras, InfoSource, Item, Text

_FORMAT = "anpa"

_FIRST = re.compile(
    r"\s*(?P<service>[A-Za-z]{0,3})(?P<number>\d{1,5})(?:[^\x1f\r\n]{0,20}\x1f)?\s*(?P<selector>[\w-]*)"
)
_SECOND = re.compile(
    r"^[ ]*(?P<priority>[A-Za-z])[ ]+(?P<category>[A-Za-z0-9])(?=[\s\x11-\x14])"
    r"\s*[\x13\x14]?\s*(?P<format>[\x11\x12])?\s*"
    r"(?P<keyword>[^\x00-\x1f]{0,80}?)\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s+(?P<words>\d{1,5}))?\s*$",
    re.MULTILINE,
)
_STAMP = re.compile(
    rf"(?P<codes>[A-Z]{{1,5}}(?:-[A-Z]{{1,4}})*)-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})"
    rf"(?:-(?P<year>\d{{2}}(?:\d{{2}})?))?\s+(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<zone>{dates.ZONE})?"
)
_CLOCK_FIRST = re.compile(
    rf"(?P<hour>\d{{2}}):(?P<minute>\d{{2}})\s?(?P<zone>{dates.ZONE})?\s+"
    r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{2}(?:\d{2})?)(?!\d)"
)
"""As Canada's wire writes it, the day before the month: `16:35ET 23-11-26`."""
_STAMP_LINE = re.compile(rf"^{_STAMP.pattern}\s*\Z", re.MULTILINE)
_URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "s": 6, "w": 6, "a": 6}
_LONGEST_HEADER = 1_000
_MOST_HEADS = 40
_MOST_HEADS_OF_A_TABLE = 2
"""Keyword and headline; a table's own heads follow."""
_LONGEST_HEAD = 1000
"""Characters; what runs on further is no head."""
_LONGEST_BYLINE = 80
_LONGEST_FLASH = 100
"""Words; AP sends features as `f` too."""
_NUMBERED = re.compile(r"\A\s{0,20}\*\d{1,6}[ ]?<[ \t]*\n?")
"""`*9006<`, which AP once put above the keyword for its own machines."""
_CYCLE = re.compile(r"^(?:BC|AM|PM|AP)-{1,2}(?=\S)")
_REGION = re.compile(r"^[A-Z]{2}--(?=\S)")
_ADVISES = re.compile(r"(?i)\badvisory\b")
_CORRECTS = re.compile(r"-(Correct(?:ion|ive))(?=-|$)")
_RELEASE = re.compile(r"(?i)^(?:\$?adv[ -]?\d{1,2}\b|for release\b|\$?eadv\b)")
"""What stands above AP's advances: `$adv 24`, `For release Tuesday, Nov. 24`."""
_PHOTOS = re.compile(
    r"^(?:With|AP|CP|(?:With )?(?:AP|CP))\s+(?:Photos?|Graphics?|Video|Audio|Interactive)\b",
    re.IGNORECASE,
)
_EDS = re.compile(
    r"^(?P<open>\(?)\s*(?:Eds|Editors|Editor's note|Editors' note)\s*:\s*", re.IGNORECASE
)
_SERVICE = re.compile(r"(?i)\b(?:Press|Service|Writer|Correspondent|News|Agency)$")
_LABEL = re.compile(r"(?P<label>HL|UPDATE|INDEX|SYMBOL|CODE)\s?:\s*(?P<said>.*)", re.IGNORECASE)
"""What Canada's wire puts before its heads."""
_COPYRIGHT = re.compile(r"(?i)(?:\(c\)|c\.|©)\s?(?:19|20)\d{2}\b")
_PART = re.compile(
    r"(?i)\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third)\s+(?:add|sub|ins(?:ert)?)\b"
)
"""What adds to a story, or puts other paragraphs into it."""
_HELD_FOR_RELEASE = re.compile(r"\b(?:HFR|(?i:adv)[ -]?\d{1,2})\b")
"""What AP has in the keyword line of copy that may not be used yet: `HFR`, `ADV29`."""
_TYPESETTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1c\x1e\x1f\x7f\xad]")
_KILL_REACHES_BACK_DAYS = 1
"""Keywords and numbers come again; further back a kill would reach other stories."""


def parse(payload: Payload) -> Parsed:
    """Read every message in a payload, in order."""
    return read_messages(_FORMAT, payload, cut=_messages, read=_item, nothing=_nothing)


def _nothing(_: str) -> Problem:
    return Problem(
        detail="There is no ANPA 1312 message: no SOH with service and number, and no "
        "line of priority, category, keyword, date and words.",
        fix="Send messages as SYN SYN SOH a0123 US … CR LF, with STX and ETX.",
        line=1,
        fatal=True,
    )


@dataclass(frozen=True, slots=True)
class _Message:
    """One message, cut into its parts; `line` is where it begins."""

    first: re.Match[str] | None
    second: re.Match[str] | None
    text: str
    after: str
    line: int
    complete: bool


def _messages(text: str) -> Iterator[_Message]:
    line, next_line = 1, 1
    for part in text.split(SOH):
        line, next_line = next_line, next_line + part.count("\n")
        if not part:
            continue
        head, stx, rest = part.lstrip("\x16\x00\r\n ").partition(STX)
        first = _FIRST.match(head)
        second = _SECOND.search(head[:_LONGEST_HEADER].replace("\r", ""))
        if second is None and not (first and stx):
            continue
        if not stx and second is not None:  # a message that lost its controls
            rest = head.replace("\r", "")[second.end() :]
        body, etx, after = rest.partition(ETX)
        stamp = _STAMP_LINE.search(body) if not etx else None
        if stamp is not None:
            body, after = body[: stamp.start()], stamp.group()
        yield _Message(first, second, body, after, line, complete=bool(stx and etx))


@dataclass(slots=True)
class _Top:
    """What the `^` lines above a story say."""

    keyword: str = ""
    version: str | None = None
    words: int | None = None
    headline: str = ""
    byline: list[str] = field(default_factory=list)
    byline_title: str | None = None
    ed_notes: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    index: list[str] = field(default_factory=list)
    copyright_notice: str | None = None


def _item(message: _Message, payload: Payload) -> tuple[ParsedItem, list[Problem]]:
    received_at = payload.received_at
    problems: list[Problem] = []
    problems += _header_faults(message, received_at)
    second = message.second
    tabular = second is not None and second["format"] == "\x12"
    lines = _with_carets(
        _NUMBERED.sub(
            "", _TYPESETTING.sub("", message.text.replace("\r", "").replace("\xad\n", ""))
        ).split("\n")
    )
    top, story = _top(lines, tabular=tabular)
    story = without_end_mark(story)
    known = second["keyword"].strip() if second is not None else ""
    if known and (not top.keyword or _is_headline(top, known)):
        top.headline, top.keyword = top.headline or top.keyword, known
    body = _tabular_body(story) if tabular else _body(story)
    stamp = _stamp(message.after)
    sent = _sent(stamp, received_at)
    day = sent or _header_day(second, received_at) or received_at
    category = second["category"].lower() if second else None
    slugline = _slugline(top.keyword)
    headline = top.headline or slugline  # tables often have no more
    count = int(second["words"]) if second and second["words"] else None
    dateline = dateline_of_story(body)
    agency = _agency(stamp, dateline.agency if dateline else None, top.byline_title)
    item = Item(
        uri=item_uri(f"{_story_part(top)}/{day:%Y-%m-%d}") if top.keyword else None,
        version_created=sent,
        first_created=sent,
        urgency=_urgency(second, count),
        title=", ".join(part for part in (top.keyword, top.version) if part) or None,
        slugline=slugline,
        by="; ".join(top.byline) or None,
        headlines=(Text(role="main", content_type="text/plain", value=headline),)
        if headline
        else (),
        descriptions=tuple(
            Text(role="summary", content_type="text/plain", value=text) for text in top.abstract
        ),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        info_sources=(InfoSource(name=agency, role="originator"),) if agency else (),
        copyright_notice=top.copyright_notice,
        ed_note="\n".join(top.ed_notes) or None,
        alt_ids=tuple(_own_names(message.first, day)),
    )
    if not top.headline and not slugline:
        problems.append(
            Problem(
                detail="The message has no headline.",
                fix="Put the headline into the second line of the text, as ^headline<.",
                line=message.line,
            )
        )
    extras = Extras(
        dateline=dateline,
        take_key=top.version,
        sequence=message.first["number"] if message.first else None,
        categories=(category,) if category else (),
        original_source=agency,
        authors=tuple(
            author for line in top.byline for author in authors_of(line, role=top.byline_title)
        ),
        word_count=count or top.words,
        preserved=tabular,
        signals=signals_of(*_CORRECTS.findall(top.keyword)),
        keywords=tuple(dict.fromkeys(top.index)),
        notes=tuple(top.photos),
    )
    advises = bool(_ADVISES.search(top.version or ""))
    held = any(
        _HELD_FOR_RELEASE.search(said or "") for said in (known, top.keyword, top.version)
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=tuple(_words(top, is_held=held)),
        otherwise="canceled" if _takes_back(top, body) else "withheld" if advises else "usable",
        is_advisory=advises,
        written_at=day,
        spot=partial(Spot, line=message.line),
        stops_too=lambda _: _stopped_names(top, lines, day),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


def _words(top: _Top, *, is_held: bool) -> Iterator[Words]:
    for head in (top.keyword, top.version):
        if head:
            yield Words("headline", head)
    for note in top.ed_notes:
        yield Words("note", note)
    if is_held:
        yield Words("note", "HOLD FOR RELEASE")


def _header_faults(message: _Message, received_at: datetime) -> list[Problem]:
    """Say which line of the header, or that the stamp, is not understood."""
    faults: list[Problem] = []
    if message.first is None:
        faults.append(
            Problem(
                detail="The header's first line names no service and number.",
                fix="Begin with SYN SYN SOH, then service and number such as a0123.",
                line=message.line,
            )
        )
    if message.second is None:
        faults.append(
            Problem(
                detail="The header's second line is not priority, category, keyword, date and "
                "words; urgency and category are missing.",
                fix="Send it such as: r i, DC3 and DC1, BC-Keyword 11-23 0210.",
                line=message.line + 1,
            )
        )
    elif int(message.second["month"]) > 12 or _header_day(message.second, received_at) is None:
        month, day = message.second["month"], message.second["day"]
        faults.append(
            Problem(
                detail=f"The header's date {month}-{day} is no month and day.",
                fix="Write it as MM-DD, such as 11-23.",
                line=message.line + 1,
            )
        )
    if message.complete and _sent(_stamp(message.after), received_at) is None:
        said = _TYPESETTING.sub("", message.after).strip()[:40]
        faults.append(
            Problem(
                detail=f"{said!r} behind ETX is no stamp; the day it came counts."
                if said
                else "There is no stamp behind ETX; the day it came counts.",
                fix="End the message with codes-MM-DD-YY HHMM zone, such as XX-NY-11-23-26 "
                "0810GMT.",
                line=message.line + message.text.count("\n") + 2,
            )
        )
    return faults


def _top(lines: Sequence[str], *, tabular: bool) -> tuple[_Top, list[str]]:
    """Read the `^` lines above the story; what follows them is the story."""
    top = _Top()
    start = 0
    heads: list[str] = []
    signed = False
    for number, line in enumerate(lines):
        if line.startswith("^"):
            signed = signed or bool(heads and _is_byline(heads[-1]))
            below = signed or (tabular and len(heads) >= _MOST_HEADS_OF_A_TABLE)
            if (below and not _is_above_a_story(line)) or len(heads) == _MOST_HEADS:
                break
            heads.append(line[1:].strip())
            start = number + 1
        elif heads and _LABEL.match(line) and _closed(line):
            heads.append(line.strip())
            start = number + 1
        elif line.startswith("\t") or (line.strip() and heads and _closed(heads[-1])):
            break
        elif line.strip() and heads and len(heads[-1]) < _LONGEST_HEAD:
            # a long head runs on without a caret
            heads[-1] += f" {line.strip()}"
            start = number + 1
        elif line.strip():
            break
        else:
            start = number + 1
    for position, head in enumerate(heads):
        _read_head(top, position, head)
    return top, [*lines[start:]]


_A_KEYWORD = re.compile(r"(?:(?:BC|AM|PM|AP)-|[A-Z]{2}--)\S.*|.*,\s?\d{2,5}\s*<?\s*|.*<\s*")
_MOST_BARE_HEADS = 12


def _with_carets(lines: Sequence[str]) -> list[str]:
    """Write the heads as AP does, each behind a `^`, where a system on the way took that off.

    They are the lines above the first indented one, if the first of them is a keyword line.
    """
    start = next((i for i, line in enumerate(lines) if line.strip(" <\t")), len(lines))
    above: list[str] = []
    for line in lines[start : start + _MOST_BARE_HEADS]:
        if line[:1] == "\t" or line.startswith("  "):
            break
        above.append(line)
    else:
        return [*lines]
    if (
        not above
        or any("^" in line for line in above)
        or not _A_KEYWORD.fullmatch(above[0])
        or dateline_of(above[0])
    ):
        return [*lines]
    heads = [f"^{line}" for line in above if line.strip(" <")]
    return [*lines[:start], *heads, *lines[start + len(above) :]]


def _is_headline(top: _Top, keyword: str) -> bool:
    """Tell that the first line is the headline: it has nothing of the header's keyword."""
    stems = {word[:5].casefold() for word in re.findall(r"\w{3,}", keyword)}
    own = {word[:5].casefold() for word in re.findall(r"\w{3,}", top.keyword)}
    return (
        not top.headline
        and top.version is None
        and top.words is None
        and " " in top.keyword
        and top.keyword != keyword
        and not _CYCLE.match(top.keyword)
        and (not stems & own or len(own) > 2 * len(stems))
    )


_CLOSERS = "<=>@ \t"
_SIGNED = re.compile(r"By [A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)+(?:,? (?:and|AND) [A-Z .'’-]+)?")
_A_PERSON = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}"
_SIGNED_BELOW = re.compile(
    rf"(?:By|Par) {_A_PERSON}(?:(?:, | and |, and | et ){_A_PERSON}){{0,5}}"
)
"""Below a headline, names need no capitals to be a byline."""


def _is_byline(head: str) -> bool:
    if _SIGNED.fullmatch(head.rstrip(_CLOSERS).strip()):
        return True
    return re.match(r"(?i)by\s+[^\W\d_]", head) is not None and head.rstrip().endswith("=")


def _is_above_a_story(line: str) -> bool:
    """Tell what may follow a byline from a subhead, with which a table begins."""
    bare = line[1:].strip()
    return (
        not bare
        or bare.endswith("=")
        or bool(_EDS.match(bare) or _PHOTOS.match(bare) or _SERVICE.search(bare.rstrip("< ")))
    )


def _closed(head: str) -> bool:
    return head.rstrip()[-1:] in ("<", "=", ">", "@")


def _read_head(top: _Top, position: int, head: str) -> None:
    text = _typography(head.rstrip(_CLOSERS))
    labelled = _LABEL.fullmatch(text) if position else None
    if labelled is not None:
        _read_labelled(top, labelled["label"].upper(), labelled["said"])
        return
    eds = _EDS.match(text)
    if not text:
        return
    if position == 0 and not eds:
        top.keyword, top.version, top.words = _keyword(text)
    elif eds:
        top.ed_notes.append(eds["open"] + text[eds.end() :].strip())
    elif _RELEASE.match(text) or says_embargo(text, anywhere=False):
        top.ed_notes.append(text)
    elif _PHOTOS.match(text):
        top.photos.append(text)
    elif _is_byline(head):
        top.byline.append(text)
    elif _COPYRIGHT.match(text):
        top.copyright_notice = top.copyright_notice or text
    elif top.byline and (
        head.rstrip().endswith("=") or _SERVICE.search(text) or text.isupper()
    ):
        top.byline_title = top.byline_title or text
    elif text.startswith("(") and text.endswith(")"):  # `(HAS TRIMS)`
        top.ed_notes.append(text)
    elif is_marker(text):
        top.version = top.version or text.strip(" :-")
    elif not top.headline:
        top.headline = text
    elif (re.match(r"By\s+(?:[A-Z]{2}|The\b)", text) or _SIGNED_BELOW.fullmatch(text)) and len(
        text
    ) < _LONGEST_BYLINE:
        top.byline.append(text)
    else:
        top.abstract.append(text)


def _read_labelled(top: _Top, label: str, said: str) -> None:
    if label == "HL":
        top.headline = said
    elif label == "UPDATE":
        top.ed_notes.append(said)
    elif label == "INDEX":
        top.index += [part.strip() for part in said.split(",") if part.strip()]


def _keyword(text: str) -> tuple[str, str | None, int | None]:
    """Part `BC-EU--Storm, 1st Ld-Writethru,466` into keyword, version and words."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    count = None
    if len(parts) > 1 and re.fullmatch(r"\d{1,5}", parts[-1], re.ASCII):
        count = int(parts.pop())
    return parts[0] if parts else "", ", ".join(parts[1:]) or None, count


def _story_part(top: _Top) -> str:
    """Name what a message is: the story, or a part of it, which must not replace it."""
    part = _PART.search(top.version or "")
    return f"{top.keyword}, {part.group()}" if part else top.keyword


def _slugline(keyword: str) -> str | None:
    """Give the story's name, without cycle (`BC-`) and region (`LT--`).

    Of `Budget-Vote Preview` only the hyphenated word names the story; what follows tells its
    part.
    """
    bare = _REGION.sub("", _CYCLE.sub("", keyword)).strip()
    first = bare.partition(" ")[0]
    if _REGION.match(_CYCLE.sub("", keyword)) and "-" in first:
        bare = first
    return bare or None


def _typography(text: str) -> str:
    text = text.replace("``", '"').replace("''", '"').replace("`", "'")
    return " ".join(re.sub(r"(?<= )_(?= )", "-", text).split())


def _body(story: Sequence[str]) -> str:
    """Write the story: a tab begins a paragraph, other lines go on with it."""
    written: list[str] = []
    lines = [line.replace("\x1d", "   ") for line in story]
    for part in paragraphs([*_set_apart(lines)]):
        if looks_tabular([line.lstrip("\t") for line in part]) and len(part) > 2:
            written.append(_preformatted(part))
            continue
        text = _typography(" ".join(line.strip().rstrip("<").lstrip("^") for line in part))
        if text and text != "-":
            written.append(f"<p>{html.escape(text, quote=False)}</p>")
    return "".join(written)


def _set_apart(lines: Sequence[str]) -> Iterator[str]:
    """Put blank lines around a head within the story, and below a line that `<` ends."""
    for line, following in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        is_head = line.lstrip().startswith("^")
        if is_head:
            yield ""
        yield line
        ends = line.rstrip().endswith("<") and not looks_tabular([line, following])
        if is_head or ends:
            yield ""


def _tabular_body(story: Sequence[str]) -> str:
    lines = [
        line.removeprefix("\t").replace("\x1d", "\t").rstrip("<=> \t").lstrip("^")
        for line in story
    ]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return _preformatted(lines) if lines else ""


def _preformatted(lines: Sequence[str]) -> str:
    text = "\n".join(line.expandtabs(8).rstrip().rstrip("<") for line in lines)
    plain = text.replace("``", '"').replace("''", '"')
    return f"<pre>{html.escape(plain, quote=False)}</pre>"


def _stamp(after: str) -> re.Match[str] | None:
    return _STAMP.search(after[:300]) or _CLOCK_FIRST.search(after[:300])


def _sent(stamp: re.Match[str] | None, received_at: datetime) -> datetime | None:
    if stamp is None:
        return None
    return dates.dated(
        received_at,
        month=int(stamp["month"]),
        day=int(stamp["day"]),
        year=int(stamp["year"]) if stamp["year"] else None,
        hour=int(stamp["hour"]),
        minute=int(stamp["minute"]),
        zone=dates.zone_of(stamp["zone"]),
    )


def _header_day(second: re.Match[str] | None, received_at: datetime) -> datetime | None:
    if second is None:
        return None
    month, day = int(second["month"]), int(second["day"])
    if month > 12 >= day:  # Canada's wire has the day first
        month, day = day, month
    return dates.dated(received_at, month=month, day=day)


def _urgency(second: re.Match[str] | None, count: int | None) -> int | None:
    if second is None:
        return None
    urgency = _URGENCIES.get(second["priority"].lower())
    if urgency is not None and urgency < 3 and (count or 0) > _LONGEST_FLASH:
        return None
    return urgency


def _agency(stamp: re.Match[str] | None, dateline: str | None, title: str | None) -> str | None:
    code = stamp.groupdict().get("codes", "").split("-")[0] if stamp else None
    return dateline or (title if title and "press" in title.lower() else None) or code or None


def _takes_back(top: _Top, body: str) -> bool:
    """Tell AP's kills and eliminations by the keyword line, `BC-EU--Storm, KILL`.

    A keyword that ends so (`BC-Storm-Kill`) may be that of a review, and counts of a notice.
    """
    if _TAKES_BACK.fullmatch((top.version or "").strip()):
        return True
    last = re.split(r"--?", top.keyword)[-1].strip()
    short = count_words(body) < _LONGEST_KILL
    return short and _TAKES_BACK.fullmatch(last) is not None


_TAKES_BACK = re.compile(
    r"(?i)(?:(?:bulletin|mandatory|urgent|advisory|withhold and|\d{1,2}(?:st|nd|rd|th))[ ,-]+)*"
    r"(?:kill|elimination|withdrawal)(?:[ ,-]+(?:advisory|notice|elimination))?"
)
_LONGEST_KILL = 120
"""Words; a notice says what was wrong, and not much more."""


def _own_names(first: re.Match[str] | None, day: datetime) -> Iterator[AltId]:
    """Give what else the story is called."""
    if first is not None:
        yield AltId(
            role="message", value=f"{first['service']}{first['number']}/{day:%Y-%m-%d}".lower()
        )


def _stopped_names(top: _Top, lines: Sequence[str], day: datetime) -> Iterator[AltId]:
    """Give what a kill or hold may mean by its keyword, and by the numbers that it cites."""
    keyword = re.sub(r"(?i)[-–,\s]+(?:mandatory )?(?:kill|hold)\b.*$", "", top.keyword)
    cited = dict.fromkeys(re.findall(r"\b([a-z]\d{4})\b", "\n".join(lines).lower()[:5000]))
    slugs = dict.fromkeys(
        [
            keyword,
            *re.findall(
                r"\b(?:BC|AM|PM)-[A-Z]{2,3}--[\w.-]+(?: [A-Z][\w.-]*)*", "\n".join(lines)[:5000]
            ),
        ]
    )
    for back in range(_KILL_REACHES_BACK_DAYS + 1):
        then = day - timedelta(days=back)
        for slug in [*slugs][:5]:
            name = item_uri(f"{slug}/{then:%Y-%m-%d}")
            if slug:
                yield AltId(role="story", value=name)
        for number in [*cited][:10]:
            yield AltId(role="message", value=f"{number}/{then:%Y-%m-%d}")

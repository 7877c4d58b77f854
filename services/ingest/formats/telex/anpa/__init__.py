"""ANPA 1312 (AP and other North American wires): SYN SYN SOH header, STX text, ETX, stamp.

    SYN SYN SOH service+number US selector CR LF
    priority category DC3|DC4 DC1|DC2 keyword MM-DD words CR LF
    STX ^keyword, version,words<  ^headline<  ^Eds: …<  ^By …=  TAB text …
    ETX agency-codes-MM-DD-YY HHMM+zone< FF EOT

DC2 marks tabular matter, whose lines are kept as they are. AP names a story by its keyword: a
write-through has that of the story it replaces, so keyword and day are the item's uri.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
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
from services.ingest.formats.telex.anpa.message import (
    TYPESETTING,
    Message,
    header_day,
    header_faults,
    messages,
    sent_of,
    stamp_of,
)
from services.ingest.formats.telex.anpa.story import body_of, tabular_body
from services.ingest.formats.telex.anpa.top import (
    Top,
    is_headline,
    slugline_of,
    story_part,
    top_of,
    with_carets,
)
from services.ingest.formats.telex.messages import read_messages
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.wording.bylines import authors_of
from services.ingest.formats.wording.datelines import dateline_of_story
from services.ingest.formats.wording.markers import signals_of
from services.ingest.formats.wording.paragraphs import (
    count_words,
    without_end_mark,
)
from shared.articles import Extras
from shared.ninjs import AltId, InfoSource, Item, Text

_FORMAT = "anpa"
_URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "s": 6, "w": 6, "a": 6}
_LONGEST_FLASH = 100
"""Words; AP sends features as `f` too."""
_NUMBERED = re.compile(r"\A\s{0,20}\*\d{1,6}[ ]?<[ \t]*\n?")
"""`*9006<`, which AP once put above the keyword for its own machines."""
_ADVISES = re.compile(r"(?i)\badvisory\b")
_CORRECTS = re.compile(r"-(Correct(?:ion|ive))(?=-|$)")
_HELD_FOR_RELEASE = re.compile(r"\b(?:HFR|(?i:adv)[ -]?\d{1,2})\b")
"""What AP has in the keyword line of copy that may not be used yet: `HFR`, `ADV29`."""
_KILL_REACHES_BACK_DAYS = 1
"""Keywords and numbers come again; further back a kill would reach other stories."""


def parse(payload: Payload) -> Parsed:
    """Read every message in a payload, in order."""
    return read_messages(_FORMAT, payload, cut=messages, read=_item, nothing=_nothing)


def _nothing(_: str) -> Problem:
    return Problem(
        detail="There is no ANPA 1312 message: no SOH with service and number, and no "
        "line of priority, category, keyword, date and words.",
        fix="Send messages as SYN SYN SOH a0123 US … CR LF, with STX and ETX.",
        line=1,
        fatal=True,
    )


def _item(message: Message, payload: Payload) -> tuple[ParsedItem, list[Problem]]:
    received_at = payload.received_at
    problems: list[Problem] = []
    problems += header_faults(message, payload)
    second = message.second
    tabular = second is not None and second["format"] == "\x12"
    lines = with_carets(
        _NUMBERED.sub(
            "", TYPESETTING.sub("", message.text.replace("\r", "").replace("\xad\n", ""))
        ).split("\n")
    )
    top, story = top_of(lines, tabular=tabular)
    story = without_end_mark(story)
    known = second["keyword"].strip() if second is not None else ""
    if known and (not top.keyword or is_headline(top, known)):
        top.headline, top.keyword = top.headline or top.keyword, known
    body = tabular_body(story) if tabular else body_of(story)
    stamp = stamp_of(message.after)
    sent = sent_of(stamp, payload)
    day = sent or header_day(second, payload) or received_at
    category = second["category"].lower() if second else None
    slugline = slugline_of(top.keyword)
    headline = top.headline or slugline  # tables often have no more
    count = int(second["words"]) if second and second["words"] else None
    dateline = dateline_of_story(body)
    agency = _agency(stamp, dateline.agency if dateline else None, top.byline_title)
    item = Item(
        uri=item_uri(f"{story_part(top)}/{day:%Y-%m-%d}") if top.keyword else None,
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


def _words(top: Top, *, is_held: bool) -> Iterator[Words]:
    for head in (top.keyword, top.version):
        if head:
            yield Words("headline", head)
    for note in top.ed_notes:
        yield Words("note", note)
    if is_held:
        yield Words("note", "HOLD FOR RELEASE")


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


def _takes_back(top: Top, body: str) -> bool:
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


def _stopped_names(top: Top, lines: Sequence[str], day: datetime) -> Iterator[AltId]:
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

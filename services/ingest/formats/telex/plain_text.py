"""Plain text: the first line is the headline, the rest the body, line for line.

What says above the headline that this is a press release, of which day, or until when it may
not be used, is a note.
"""

from __future__ import annotations

import re

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnreadableError,
    Words,
)
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import tidy_line, tidy_text
from services.ingest.formats.wording.bylines import authors_of
from services.ingest.formats.wording.dates import moment
from services.ingest.formats.wording.release_heads import is_no_headline
from shared.articles import Extras
from shared.ninjs import Item, Text

_LONGEST_HEADLINE = 300
_MOST_NOTES = 6
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por) [^\W\d_][^.!?:]{3,80}")


def parse(payload: Payload) -> Parsed:
    """Read one item. Headline, blank line and body together are the text that came."""
    text, _, problems = decode(payload.content, payload.charset)
    said, text = _head_of(tidy_text(text))
    headline, body = (said["title"], text) if said.get("title") else _split(text)
    headline = headline.removeprefix("# ")
    dated = moment(said.get("date"), payload.near)
    above: list[str] = []
    while body.strip() and len(above) < _MOST_NOTES and is_no_headline(headline):
        above.append(headline)
        headline, body = _split(body)
    if not headline:
        raise UnreadableError(
            Problem(
                detail="there is no text here",
                fix="send the headline on the first line, then a blank line, then the story",
                line=1,
                fatal=True,
            )
        )
    tops = [line.strip() for line in body[:2000].splitlines() if line.strip()][:5]
    item = Item(
        headlines=(Text(role="main", value=headline),),
        bodies=(Text(role="main", content_type="text/plain", value=body),)
        if body.strip()
        else (),
        by=next((line for line in tops if _is_byline(line)), None) or said.get("author"),
        first_created=dated,
        version_created=dated,
        language=said["lang"] if _LANGUAGE.fullmatch(said.get("lang", "")) else None,
        ed_note="\n".join(above) or None,
    )
    read = FieldsRead(
        item=item,
        extras=Extras(),
        words=tuple(Words("top", line) for line in tops[:3]),
        spot=lambda: Spot(line=1),
    )
    parsed, doubts = complete(read, payload)
    problems += doubts
    if not body.strip() and parsed.item.pub_status == "usable":
        problems += (
            Problem(
                detail="there is a headline, and no story under it",
                fix="send the story after the headline and a blank line",
                line=1,
            ),
        )
    if len(headline) > _LONGEST_HEADLINE:
        problems += (
            Problem(
                detail=f"the first line was taken as the headline and has {len(headline)} "
                "characters",
                fix="send the headline on a line of its own, then a blank line",
                line=1,
            ),
        )
    return Parsed(
        format="plain_text", items=(_with_what_kills(parsed, headline),), problems=problems
    )


_HEAD = re.compile(r"\A\s*---[ \t]*\n((?:[^\n]{0,500}\n){1,60}?)---[ \t]*\n")
_SAID = re.compile(r"(?m)^(title|headline|date|author|lang|language)[ \t]*:[ \t]*(\S[^\n]*)$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


def _head_of(text: str) -> tuple[dict[str, str], str]:
    """Part what stands between `---` above a text, as site generators write it, from it."""
    head = _HEAD.match(text)
    if head is None:
        return {}, text
    alike = {"headline": "title", "language": "lang"}
    said = {
        alike.get(name, name): tidy_line(value.strip().strip("\"'"))
        for name, value in _SAID.findall(head[1])
    }
    return (said, text[head.end() :]) if said.get("title") else ({}, text)


def _with_what_kills(parsed: ParsedItem, headline: str) -> ParsedItem:
    """Keep the headline of a kill as its note, which tells why."""
    item, extras = parsed
    if item.pub_status != "canceled":
        return parsed
    note = "\n".join(filter(None, (item.ed_note, headline)))
    return ParsedItem(Item(**{**dict(item), "ed_note": note}), extras)


def _is_byline(line: str) -> bool:
    return _BYLINE.fullmatch(line) is not None and bool(authors_of(line))


def _split(text: str) -> tuple[str, str]:
    start = len(text) - len(text.lstrip())
    headline, _, rest = text[start:].partition("\n")
    while rest:
        line, separator, after = rest.partition("\n")
        if line.strip() or not separator:
            break
        rest = after
    return tidy_line(headline), rest

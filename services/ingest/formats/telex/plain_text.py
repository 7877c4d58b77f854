"""Plain text: the first line is the headline, the rest the body, line for line.

What says above the headline that this is a press release, or until when it may not be used, is
a note.
"""

from __future__ import annotations

import re

from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import tidy_line, tidy_text
from services.ingest.formats.wording.bylines import authors_of
from services.ingest.formats.wording.datelines import dateline_of
from services.ingest.formats.wording.embargoes import says_embargo
from services.ingest.formats.wording.stops import cited_by_a_stop, status_of
from shared.articles import Extras, Item, Text

_LONGEST_HEADLINE = 300
_MOST_NOTES = 3
_KIND = re.compile(
    r"(?i)\W{0,4}(?:(?:for )?immediate release|(?:press|news|media) (?:release|statement)"
    r"|presse(?:mitteilung|information|meldung)|medienmitteilung|communiqué de presse"
    r"|comunicado de prensa|comunicato stampa|persbericht|pressemelding|pressemeddelelse"
    r"|pressmeddelande)\W{0,4}"
)
_BYLINE = re.compile(r"(?:By|BY|Von|Par|Por) [^\W\d_][^.!?:]{3,80}")


def parse(payload: Payload) -> Parsed:
    """Read one item. Headline, blank line and body together are the text that came."""
    text, _, problems = decode(payload.content, payload.charset)
    headline, body = _split(tidy_text(text))
    above: list[str] = []
    while (
        body.strip()
        and len(above) < _MOST_NOTES
        and (_KIND.fullmatch(headline) or says_embargo(headline, anywhere=False))
    ):
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
    byline = next((line for line in tops if _is_byline(line)), None)
    dateline = next((read for line in tops if (read := dateline_of(f"{line} "))), None)
    status, embargoed_until, doubts = status_of(
        "usable",
        headlines=[headline],
        notes=above,
        tops=tops[:3] or [""],
        text=body,
        received_at=payload.received_at,
        line=1,
    )
    problems += doubts
    killed = status == "canceled"
    if not body.strip() and status == "usable":
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
    item = Item(
        headlines=(Text(role="main", value=headline),),
        bodies=(Text(role="main", content_type="text/plain", value=body),)
        if body.strip()
        else (),
        pub_status=status,
        embargoed_until=embargoed_until,
        by=byline,
        located=dateline.place if dateline else None,
        ed_note="\n".join([*above, *([headline] if killed else [])]) or None,
        alt_ids=cited_by_a_stop(status, headline, headline, body),
    )
    extras = Extras(
        preserved=_lines_matter(body),
        dateline=dateline,
        authors=authors_of(byline or ""),
    )
    return Parsed(format="plain_text", items=(ParsedItem(item, extras),), problems=problems)


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


def _lines_matter(text: str) -> bool:
    """Tell tables and results from prose: most lines in columns, set apart by blanks."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    columns = sum("   " in line.strip() or "\t" in line.strip() for line in lines)
    return len(lines) >= 4 and columns * 2 > len(lines)

"""Plain text: the first line is the headline, the rest the body, line for line."""

from __future__ import annotations

from services.ingest import wire_text
from services.ingest.charsets import decode
from services.ingest.markup import tidy_line, tidy_text
from services.ingest.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from shared.articles import Extras, Item, Text

_LONGEST_HEADLINE = 300


def parse(payload: Payload) -> Parsed:
    """Read one item. Headline, blank line and body together are the text that came."""
    text, _, problems = decode(payload.content, payload.charset)
    headline, body = _split(tidy_text(text))
    if not headline:
        raise UnreadableError(
            Problem(
                detail="there is no text here",
                fix="send the headline on the first line, then a blank line, then the story",
                line=1,
                fatal=True,
            )
        )
    status, embargoed_until, doubts = wire_text.status_of(
        "usable",
        headlines=[headline],
        tops=[line.strip() for line in body[:2000].splitlines() if line.strip()][:3] or [""],
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
        ed_note=headline if killed else None,
        alt_ids=wire_text.cited_by_a_stop(status, headline, headline, body),
    )
    extras = Extras(preserved=_lines_matter(body))
    return Parsed(format="plain_text", items=(ParsedItem(item, extras),), problems=problems)


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

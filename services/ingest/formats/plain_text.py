"""Plain text: the first line is the headline, the rest the body, line for line."""

from __future__ import annotations

from services.ingest.charsets import decode
from services.ingest.kill_notices import is_kill_notice
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
    killed = is_kill_notice(headline, body)
    if not body.strip() and not killed:
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
        pub_status="canceled" if killed else "usable",
        ed_note=headline if killed else None,
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

"""What we would make of what was posted, with every problem; nothing is kept."""

from __future__ import annotations

from typing import Any

from services.ingest.formats.enclosed import with_embedded
from services.ingest.formats.parsed import (
    ParsedItem,
    UnknownFormatError,
    UnreadableError,
)
from services.ingest.intake.reception import (
    ItemTooLargeError,
)
from services.ingest.requests.idempotency import StoredAnswer
from services.ingest.requests.posted import (
    Posted,
    lines_of,
    too_large,
)
from services.ingest.requests.replies import (
    answer,
    refusal_of,
    unknown_format,
)
from services.ingest.requests.taking import Door, read_posted
from shared.problems import Problem


async def validate(door: Door, posted: Posted) -> StoredAnswer:
    """Answer a dry run."""
    parts: list[tuple[int | None, bytes]] = [(None, posted.body)]
    if posted.is_lines:
        try:
            parts = [*lines_of(posted.body)]
        except Problem as error:
            return refusal_of(error)
    items: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    for line, content in parts:
        if refusal := await door.gate.spend(posted.source):
            return refusal_of(refusal)
        place = {} if line is None else {"line": line}
        payload = posted.payload(content)
        try:
            read = await read_posted(door, posted, payload, "")
        except UnknownFormatError as error:
            return refusal_of(unknown_format(str(error)))
        except ItemTooLargeError as error:
            return refusal_of(too_large(str(error)))
        except UnreadableError as error:
            problems += [{**problem.to_json(), **place} for problem in error.problems]
            continue
        problems += [{**problem.to_json(), **place} for problem in read.problems]
        items += [
            {
                "article_id": arrival.article_id,
                "item": parsed.item.to_ninjs(),
                "extras": parsed.extras.to_json(),
                **place,
            }
            for arrival in read.items
            for parsed in with_embedded(ParsedItem(arrival.item, arrival.extras))
        ]
    if items:
        headers = door.gate.limit_headers(posted.source)
        return answer(200, {"items": items, "problems": problems}, headers)
    refusal = Problem(
        422, "This cannot be read", errors=problems, items=items, problems=problems
    )
    return refusal_of(refusal)

"""The items of a payload, in whatever list or envelope, and what was read of them; pure."""

from __future__ import annotations

from collections.abc import Iterator

from services.ingest.formats.json.document import Json, Problems
from services.ingest.formats.json.envelopes import listed
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    UnreadableError,
)
from services.ingest.formats.wording.embargo.names import names_embargo
from services.ingest.formats.wording.written_dates import Near

MOST_ITEMS = 1_000


def finished(name: str, items: list[ParsedItem], problems: Problems) -> Parsed:
    """Give what was read, or raise with the reasons why there is nothing."""
    if not items:
        if not problems.found:
            problems.add("", "there are no items", "send at least one item", fatal=True)
        raise UnreadableError(*problems.found)
    return Parsed(format=name, items=tuple(items), problems=tuple(problems.found))


def embargoes_around(value: Json) -> dict[str, Json]:
    """Find what an envelope says of an embargo: it holds for all that is in it."""
    if not isinstance(value, dict):
        return {}
    return {key: said for key, said in value.items() if names_embargo(key)}


def item_fields(value: Json, problems: Problems, near: Near) -> Iterator[Fields]:
    """Find the items: the value itself, or what it lists, in whatever envelope."""
    if not isinstance(value, (dict, list)):
        problems.add("", "an item is a JSON object", 'send {"uri": …}', fatal=True)
        return
    around = embargoes_around(value)
    for index, (place, one) in enumerate(zip(*listed(value, most=MOST_ITEMS), strict=True)):
        if index == MOST_ITEMS:
            problems.add(
                place,
                f"there are more than {MOST_ITEMS} items; the rest was left out",
                "send fewer at a time, or one a line as application/x-ndjson",
                fatal=True,
            )
            return
        if isinstance(one, dict):
            fields = Fields(one, place, problems, near)
            yield fields.with_others(around) if around and one is not value else fields
        else:
            problems.add(
                place,
                "an item is an object; this one was left out",
                'send {"uri": …}',
                fatal=True,
            )

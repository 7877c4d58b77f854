"""Items that come whole inside another one, as Superdesk sends a story's pictures; pure."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from services.ingest.formats.parsed import ParsedItem
from shared.articles import Extras
from shared.ninjs import Item

_OF_THE_ASSOCIATION = frozenset({"name", "rel"})


def with_embedded(parsed: ParsedItem) -> Iterator[ParsedItem]:
    """Give an item after those embedded in it, in the order in which wires count them.

    An association with a version of its own is an item, not only a reference. Intake takes it
    with its story all the same: a picture is no story.
    """
    for association in parsed.item.associations:
        if "version" not in association and "versionCreated" not in association:
            continue
        fields = {k: v for k, v in association.items() if k not in _OF_THE_ASSOCIATION}
        try:
            inner = Item.model_validate(fields)
        except ValidationError:
            continue
        yield from with_embedded(ParsedItem(inner, Extras()))
    yield parsed

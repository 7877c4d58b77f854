"""A feed's items that were there at the last look are not sent in again."""

from __future__ import annotations

from datetime import UTC, datetime

from services.ingest.formats.parsed import ParsedItem
from services.ingest.identity.arrival import Arrival, arrive
from services.ingest.pulling.sightings import not_seen, sighting
from shared.articles import Extras
from shared.ninjs import Item, Text

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def an_item(headline: str, *, uri: str | None = None, at: datetime | None = None) -> Arrival:
    item = Item(
        uri=uri,
        headlines=(Text(role="main", value=headline),),
        version_created=at,
    )
    return arrive(ParsedItem(item, Extras()), source="wire", receipt="r")


def test_an_item_in_the_same_words_has_been_seen_whenever_it_was_dated() -> None:
    before = an_item("Harbour opens", uri="urn:1")
    again = an_item("Harbour opens", uri="urn:1", at=NOON)

    assert not_seen([again], {sighting(before)}) == ()


def test_other_words_and_other_stories_are_new() -> None:
    before = an_item("Harbour opens", uri="urn:1")
    corrected = an_item("Harbour opens on Tuesday", uri="urn:1")
    other = an_item("Harbour opens", uri="urn:2")

    assert not_seen([before, corrected, other], {sighting(before)}) == (corrected, other)


def test_an_item_without_a_name_is_known_by_its_words() -> None:
    assert sighting(an_item("Harbour opens")) == sighting(an_item("Harbour opens"))
    assert sighting(an_item("Harbour opens")) != sighting(an_item("Bridge closes"))

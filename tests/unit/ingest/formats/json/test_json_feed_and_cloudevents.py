from __future__ import annotations

import base64
from typing import Any

import pytest

from services.ingest.formats.parsed import UnknownFormatError, UnreadableError
from tests.unit.ingest.formats.reading import at, read, read_one

FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour News",
    "home_page_url": "https://example.org/",
    "language": "en",
    "authors": [{"name": "Desk"}],
    "items": [
        {
            "id": "https://example.org/1",
            "url": "/1",
            "title": "Ferries resume",
            "content_html": "<p>They <a href='/x'>sail</a>.</p>",
            "date_published": "2026-11-23T08:00:00Z",
            "tags": ["ferries"],
            "image": "/1.jpg",
        },
        {"id": "2", "content_text": "No title here."},
        {"id": "3"},
    ],
}


def test_a_feed_gives_its_items_and_tells_what_is_wrong_with_the_rest() -> None:
    parsed = read(FEED, media_type="application/feed+json")

    first, second = parsed.items
    assert first.item.uri == "https://example.org/1"
    assert first.item.by == "Desk"
    assert first.extras.url == "https://example.org/1"
    assert first.extras.keywords == ("ferries",)
    assert 'href="https://example.org/x"' in first.item.bodies[0].value
    assert first.item.renditions[0].href == "https://example.org/1.jpg"
    assert second.item.headline() == ""
    assert not at(parsed.problems, "/items/1/title").fatal
    assert at(parsed.problems, "/items/2/title").fatal


def test_an_empty_feed_is_no_fault() -> None:
    assert read({**FEED, "items": []}).items == ()


def event(**change: Any) -> dict[str, Any]:
    return {"specversion": "1.0", "id": "1", "source": "/x", "type": "t", **change}


def test_an_event_is_read_as_what_it_carries() -> None:
    carried = {"headline": "Ferries resume", "text": "They sail."}

    assert read_one(event(data=carried)).item.headline() == "Ferries resume"
    plain = event(datacontenttype="text/plain", data="Ferries resume\n\nThey sail.")
    assert read(plain).format == "plain_text"
    encoded = base64.b64encode(b"Ferries resume\n\nThey sail.").decode()
    assert read(event(datacontenttype="text/plain", data_base64=encoded)).format == "plain_text"


def test_a_batch_of_events_is_read_one_by_one() -> None:
    good = event(data={"headline": "Ferries resume", "text": "They sail."})

    parsed = read([good, event(data={"headline": "x"}), good])

    assert len(parsed.items) == 2
    assert at(parsed.problems, "/1/text").fatal


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"data_base64": "!!"}, "/data_base64"),
        ({"data": None}, "/data"),
        ({"data": "x", "datacontenttype": "application/cloudevents+json"}, "/datacontenttype"),
    ],
)
def test_an_event_that_cannot_be_unwrapped_says_why(
    change: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(event(**change), media_type="application/cloudevents+json")

    assert refused.value.problems[0].pointer == pointer


def test_an_event_around_a_format_we_do_not_read_is_refused_as_such() -> None:
    with pytest.raises(UnknownFormatError):
        read(event(datacontenttype="image/png", data_base64="AAAA"))

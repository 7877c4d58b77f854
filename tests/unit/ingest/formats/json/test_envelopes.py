"""Lists of items under any key; what is no envelope is left as it is."""

from __future__ import annotations

from typing import Any

import pytest

from services.ingest.formats.json.envelopes import listed
from tests.unit.ingest.formats.reading import read

ONE: dict[str, Any] = {
    "uri": "urn:x:1",
    "headline": "Ferry runs",
    "body_html": "<p>It runs.</p>",
}
TWO = ONE | {"uri": "urn:x:2", "headline": "Mayor resigns"}


@pytest.mark.parametrize("key", ["items", "item", "results", "data", "articles", "nachrichten"])
def test_the_one_list_of_objects_is_the_items(key: str) -> None:
    parsed = read({"total": 2, "offset": 0, key: [ONE, TWO]})

    assert parsed.format == "ninjs"
    assert [one.item.uri for one in parsed.items] == ["urn:x:1", "urn:x:2"]


@pytest.mark.parametrize(
    ("sent", "places"),
    [
        ({"response": {"docs": [ONE]}}, ("/response/docs/0",)),
        (
            {"hits": {"total": 1, "hits": [{"_id": "1", "_source": ONE}]}},
            ("/hits/hits/0/_source",),
        ),
        ({"title": "News", "articles": [ONE], "sources": [{"id": 1}]}, ("/articles/0",)),
        ({"post": {"current": ONE}}, ("/post/current",)),
        (ONE | {"associations": [TWO]}, ("",)),
        ({"a": [ONE], "b": [TWO]}, ("",)),
        ({"title": "x", "tags": [{"name": "y"}]}, ("",)),
    ],
)
def test_places_point_into_what_was_sent(sent: Any, places: tuple[str, ...]) -> None:
    assert listed(sent, most=10).places == places


def test_a_fault_is_told_at_its_place() -> None:
    parsed = read({"results": [ONE, {"urgency": 3, "body_html": "<p>x</p>", "version": {}}, 7]})

    assert any((one.pointer or "").startswith("/results/2") for one in parsed.problems)

"""Where an API's next page is."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.pulling.ways.paged_api import Page, read_page
from services.ingest.pulling.web import PullFailedError

NEXT = "https://api.example/content?seq=7"


@pytest.mark.parametrize(
    ("answer", "field", "page"),
    [
        (
            {"data": {"items": [{"item": {}}], "next_page": NEXT}},
            "next_page",
            Page(NEXT, is_empty=False),
        ),
        ({"data": {"items": [], "next_page": NEXT}}, "next_page", Page(NEXT, is_empty=True)),
        ({"items": [{}], "next_page": NEXT}, "next_page", Page(NEXT, is_empty=False)),
        ({"data": [{}], "links": {"next": NEXT}}, "links.next", Page(NEXT, is_empty=False)),
        ({"data": [], "links": {"next": NEXT}}, "links.next", Page(NEXT, is_empty=True)),
        ({"items": [{}], "next_page": None}, "next_page", Page(None, is_empty=False)),
        ({"items": [{}], "next_page": 7}, "next_page", Page(None, is_empty=False)),
        ({"items": [{}], "next_page": " "}, "next_page", Page(None, is_empty=False)),
        ({"headline": "One story"}, "next_page", Page(None, is_empty=False)),
    ],
    ids=[
        "as AP has it",
        "AP, nothing new",
        "at the top",
        "deeper",
        "deeper, nothing new",
        "null",
        "a number",
        "a blank",
        "one item",
    ],
)
def test_the_next_page_is_found_where_it_is_said_to_be(
    answer: object, field: str, page: Page
) -> None:
    assert read_page(orjson.dumps(answer), field) == page


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'"next_page"', b"{" * 10_000])
def test_what_names_no_next_page_is_a_failure(content: bytes) -> None:
    with pytest.raises(PullFailedError):
        read_page(content, "next_page")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["data", "items", "next_page", "links"]), inner, max_size=3
        )
    ),
)


@given(st.dictionaries(st.sampled_from(["data", "items", "next_page", "links"]), JSON))
def test_any_object_is_read(answer: dict[str, object]) -> None:
    page = read_page(orjson.dumps(answer), "links.next_page")
    assert page.next is None or page.next.strip()

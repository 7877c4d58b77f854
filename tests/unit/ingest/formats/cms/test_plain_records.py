"""Stories of interfaces without a reader of their own."""

# ruff: noqa: E501  told as it is sent

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.ingest.formats.parsed import UnreadableError
from tests.unit.ingest.formats.carriers import HEADLINE, STORY
from tests.unit.ingest.formats.reading import read

_AT = "2026-11-23T08:10:30Z"
_HTML = f"<p>{STORY}</p>"
SENT: dict[str, Any] = {
    "Strapi 4": {
        "data": [{"id": 3, "attributes": {"title": HEADLINE, "content": STORY, "publishedAt": _AT,
                                          "author": "Ann Lee", "url": "https://p.example/a"}}],
        "meta": {"pagination": {"page": 1}},
    },
    "Strapi 5": {
        "data": [{"id": 3, "documentId": "x1y2", "title": HEADLINE, "body": _HTML,
                  "publishedAt": _AT, "author": {"name": "Ann Lee"}, "url": "https://p.example/a"}]
    },
    "the Guardian": {
        "response": {"status": "ok", "results": [
            {"id": "world/a", "type": "article", "webTitle": HEADLINE, "webPublicationDate": _AT,
             "webUrl": "https://p.example/a", "fields": {"body": _HTML, "byline": "Ann Lee"}}]}
    },
    "homemade": {
        "articles": [{"title": HEADLINE, "body": _HTML, "author": "Ann Lee", "published_at": _AT,
                      "url": "https://p.example/a"}]
    },
    "one alone": {"title": HEADLINE, "text": STORY, "by": "Ann Lee", "date": _AT,
                  "link": "https://p.example/a"},
}  # fmt: skip


@pytest.mark.parametrize("name", SENT)
def test_a_story_is_read_by_its_title_and_text(name: str) -> None:
    parsed = read(SENT[name])
    ((item, extras),) = parsed.items

    assert parsed.format == "plain_records"
    assert (item.headline(), item.by) == (HEADLINE, "Ann Lee")
    assert "Ferries sailed again" in item.bodies[0].value
    assert item.first_created == datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)
    assert extras.url == "https://p.example/a"


def test_a_story_that_is_cut_is_none_and_says_so() -> None:
    news_api = {
        "status": "ok", "totalResults": 1,
        "articles": [{"source": {"id": None, "name": "Post"}, "author": "Ann Lee",
                      "title": HEADLINE, "description": STORY, "url": "https://p.example/a",
                      "publishedAt": _AT, "content": f"{STORY}… [+4521 chars]"}],
    }  # fmt: skip
    parsed = read(news_api)

    assert parsed.items[0].item.bodies == ()
    assert parsed.items[0].item.descriptions
    assert any("without its text" in problem.detail for problem in parsed.problems)


def test_what_is_not_published_is_withheld() -> None:
    draft = {"title": HEADLINE, "content": STORY, "status": "draft", "id": 1}

    assert read(draft).items[0].item.pub_status == "withheld"


@pytest.mark.parametrize(
    "sent",
    [
        {"error": {"code": 401, "message": "Invalid API key"}},
        {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}},
        {"title": "Unauthorized", "status": 401},
    ],
)
def test_an_error_is_no_story(sent: object) -> None:
    with pytest.raises(UnreadableError):
        read(sent)  # type: ignore[arg-type]


@pytest.mark.parametrize("around", ["cb(%s);", "/**/ app.cb(%s)", ")]}',\n%s"])
def test_what_is_put_around_json_for_browsers_is_taken_off(around: str) -> None:
    sent = around % '{"uri": "u:1", "headline": "Ferries sail", "text": "They sailed (again)."}'

    item = read(sent, media_type="application/javascript").items[0].item

    assert item.headline() == "Ferries sail"

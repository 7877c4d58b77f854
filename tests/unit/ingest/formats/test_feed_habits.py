"""What publishing systems make of feeds and texts, read as it is meant."""

# ruff: noqa: E501  told as it is sent

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import ParsedItem
from tests.unit.ingest.formats.carriers import HEADLINE, STORY
from tests.unit.ingest.formats.reading import read, read_one

_AT = datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)


def of_rss(inside: str) -> ParsedItem:
    feed = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title>'
        f"<item><guid>urn:x:1</guid>{inside}<description>{STORY}</description></item></channel></rss>"
    )
    return read_one(feed, media_type="application/rss+xml")


def test_atom_of_before_the_standard_is_dated() -> None:
    feed = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>F</title><entry><id>urn:x:1</id>'
        f"<title>{HEADLINE}</title><issued>2026-11-23T08:10:30Z</issued><modified>2026-11-23T09:10:30Z"
        f"</modified><content>{STORY}</content></entry></feed>"
    )
    item = read_one(feed, media_type="application/atom+xml").item

    assert item.first_created == _AT
    assert item.version_created == _AT.replace(hour=9)


@pytest.mark.parametrize("name", ["pubDate", "pubdate", "PubDate"])
def test_a_date_counts_whatever_its_elements_case(name: str) -> None:
    dated = f"<title>{HEADLINE}</title><{name}>Mon, 23 Nov 2026 08:10:30 +0000</{name}>"

    assert of_rss(dated).item.first_created == _AT


@pytest.mark.parametrize("login", ["admin", "Administrator", "webmaster", "WordPress"])
def test_a_login_is_no_by_line(login: str) -> None:
    item, extras = of_rss(f"<title>{HEADLINE}</title><dc:creator>{login}</dc:creator>")

    assert (item.by, extras.authors) == (None, ())


def test_an_alerts_link_is_the_one_that_it_leads_to() -> None:
    link = "https://www.google.com/url?rct=j&amp;url=https://post.example/a%3Fx%3D1&amp;ct=ga"

    assert of_rss(f"<title>{HEADLINE}</title><link>{link}</link>").extras.url == (
        "https://post.example/a?x=1"
    )


def test_an_item_without_a_title_is_told() -> None:
    feed = f"<rss version='2.0'><channel><item><guid>u</guid><description>{STORY}</description></item></channel></rss>"
    parsed = read(feed, media_type="application/rss+xml")

    assert any("no <title>" in problem.detail for problem in parsed.problems)


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
def test_what_site_generators_write_above_a_text_is_read(media_type: str) -> None:
    text = f'---\ntitle: "{HEADLINE}"\ndate: 2026-11-23T08:10:30Z\nauthor: Ann Lee\nlang: en\nx: y\n---\n\n{STORY}'
    item, _ = read_one(text, media_type=media_type)

    assert (item.headline(), item.by, item.language) == (HEADLINE, "Ann Lee", "en")
    assert item.first_created == _AT
    assert item.bodies[0].value.strip() == STORY


def test_a_headline_in_markdown_is_one_without_its_mark() -> None:
    assert (
        read_one(f"# {HEADLINE}\n\n{STORY}", media_type="text/markdown").item.headline()
        == HEADLINE
    )


def test_a_rule_above_a_text_is_none_of_it() -> None:
    text = f"---\nNo title here\n---\n\n{STORY}"

    assert "Nobody was hurt" in read_one(text, media_type="text/plain").item.bodies[0].value

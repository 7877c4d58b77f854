"""Facts that a page shows its readers, or tells machines in pieces."""

# ruff: noqa: E501  pages are told as sites send them

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import ParsedItem, Told
from tests.unit.ingest.formats.carriers import HEADLINE, STORY
from tests.unit.ingest.formats.reading import a_payload, read, read_one

PARAGRAPHS = "".join(f"<p>{STORY.partition(chr(10))[0]} Turn {n}.</p>" for n in range(4))


def a_page(below: str = "", *, head: str = "", ld: object = None, after: str = "") -> str:
    told = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{HEADLINE}</title>{head}{told}</head><body>'
        f"<article><h1>{HEADLINE}</h1>{below}{PARAGRAPHS}{after}</article></body></html>"
    )


def paged(below: str = "", **more: object) -> ParsedItem:
    return read_one(a_page(below, **more), media_type="text/html")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "below",
    [
        '<div class="article__byline">By Ann Lee and Bob Roe</div>',
        '<p class="author-name">Ann Lee, Bob Roe</p>',
        (
            '<span class="byline">By <a rel="author" href="/a">Ann Lee</a> and '
            '<a rel="author" href="/b">Bob Roe</a></span>'
        ),
        "<p>By Ann Lee and Bob Roe</p>",
        '<div class="autor">Von Ann Lee und Bob Roe</div>',
    ],
)
def test_a_by_line_below_the_headline_is_read(below: str) -> None:
    assert [one.name for one in paged(below).extras.authors] == ["Ann Lee", "Bob Roe"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<aside><div class="byline">By Cy Fox</div></aside>',
        '<div class="related"><span class="author">Cy Fox</span></div>',
        '<ol class="comments"><li><b class="fn">Cy Fox</b><time datetime="2020-01-01">x</time></ol>',
    ],
)
def test_other_stories_writers_and_readers_are_not_its_own(elsewhere: str) -> None:
    for page in (a_page(elsewhere), a_page(after=elsewhere)):
        item, extras = read_one(page, media_type="text/html")

        assert extras.authors == ()
        assert item.first_created is None


@pytest.mark.parametrize(
    "below",
    [
        '<time datetime="2026-11-23T08:10:00Z">today</time>',
        '<span class="date">November 23, 2026 8:10 am</span>',
        '<span class="post-date">Published on November 23, 2026 08:10 UTC</span>',
        '<p class="article-datum">Stand: 23.11.2026, 08:10 Uhr</p>',
        '<abbr class="published" title="2026-11-23T08:10:00Z">8:10</abbr>',
        "<time>23 November 2026 08:10</time>",
        '<span class="fecha">Publicado el 23 de noviembre de 2026 08:10</span>',
    ],
)
def test_a_date_below_the_headline_is_read(below: str) -> None:
    assert paged(below).item.first_created == datetime(2026, 11, 23, 8, 10, tzinfo=UTC)


def test_what_the_head_says_counts_more() -> None:
    head = '<meta property="article:published_time" content="2026-11-22T08:10:00Z">'
    item, _ = paged('<time datetime="2026-11-23T08:10:00Z">x</time>', head=head)

    assert item.first_created == datetime(2026, 11, 22, 8, 10, tzinfo=UTC)


def test_a_blog_signs_below_its_story() -> None:
    page = (
        f'<html><head><title>{HEADLINE}</title></head><body><div class="post hentry"><h3 class='
        f'"post-title entry-title">{HEADLINE}</h3><div class="entry-content">{PARAGRAPHS}</div>'
        '<span class="post-author vcard">Posted by <span class="fn">Ann Lee</span></span>'
        '<abbr class="published" title="2026-11-23T08:10:00Z">8:10</abbr></div></body></html>'
    )
    item, extras = read_one(page, media_type="text/html")

    assert [one.name for one in extras.authors] == ["Ann Lee"]
    assert item.first_created == datetime(2026, 11, 23, 8, 10, tzinfo=UTC)


def test_a_graph_names_people_by_reference() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": HEADLINE, "author": [{"@id": "#p"}],
             "publisher": {"@id": "#o"}, "inLanguage": "en-GB"},
            {"@type": "Person", "@id": "#p", "name": "Ann Lee"},
            {"@type": "NewsMediaOrganization", "@id": "#o", "name": "Northisle Post"},
        ]
    }  # fmt: skip
    item, extras = paged(ld=graph)

    assert [one.name for one in extras.authors] == ["Ann Lee"]
    assert extras.original_source == "Northisle Post"
    assert item.language == "en-GB"


def test_breadcrumbs_tell_the_section() -> None:
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name}
            for at, name in enumerate(("Home", "World", HEADLINE), start=1)
        ],
    }

    assert paged(
        ld=[crumbs, {"@type": "NewsArticle", "headline": HEADLINE}]
    ).extras.categories == ("World",)


def test_the_front_door_is_no_pages_own_address() -> None:
    head = '<link rel="canonical" href="https://post.example/">'
    parsed = read(a_page(head=head), media_type="text/html", url="https://post.example/news/a")

    assert parsed.items[0].extras.url == "https://post.example/news/a"


@pytest.mark.parametrize(
    ("ld", "said"),
    [
        ({"@type": "NewsArticle", "headline": HEADLINE, "isAccessibleForFree": False}, ""),
        (None, "<p>To continue reading, subscribe or log in.</p>"),
        (None, "<p>Jetzt abonnieren und weiterlesen.</p>"),
    ],
)
def test_the_beginning_before_a_paywall_is_held_and_named(ld: object, said: str) -> None:
    told = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    page = (
        f"<html><head><title>{HEADLINE}</title>{told}</head><body><article><h1>{HEADLINE}</h1>"
        f"<p>{STORY}</p>{said}</article></body></html>"
    )
    parsed = read(page, media_type="text/html")

    assert parsed.items[0].extras.unread
    assert any("paywall" in problem.detail for problem in parsed.problems)


@pytest.mark.parametrize(
    ("head", "headline", "hour"),
    [
        ("", "Ferries sail", 12),
        (
            (
                '<meta property="og:title" content="Storm is over">'
                '<meta property="article:published_time" content="2026-11-23T08:10:00Z">'
            ),
            "Storm is over",
            8,
        ),
    ],
)
def test_what_a_list_says_of_a_page_stands_where_the_page_is_silent(
    head: str, headline: str, hour: int
) -> None:
    page = f"<html><head>{head}</head><body><article>{PARAGRAPHS}</article></body></html>"
    told = Told("Ferries sail", "2026-11-23T07:10:00", "en")
    payload = replace(a_payload(page, "text/html"), told=told, zone="America/New_York")
    item = parse_payload(payload).items[0].item

    assert (item.headline(), item.language) == (headline, "en")
    assert item.first_created is not None
    assert item.first_created.astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Lee 27/11/2019", ["Ann Lee"]),
        ("Ann Lee November 19th, 2019 at 8:10 AM", ["Ann Lee"]),
        ("By Ann Lee On 11/19/19", ["Ann Lee"]),
        ("By Ann Lee | Northisle Post", ["Ann Lee"]),
        ("REUTERS 19 NOV 2019", []),
        ("Staff Reports -", []),
        ("Nov 20 2019", []),
        ("Follow us", []),
        ("3 comments", []),
    ],
)
def test_a_by_line_holds_people_and_nothing_else(line: str, names: list[str]) -> None:
    authors = paged(f'<div class="byline">{line}</div>').extras.authors

    assert [one.name for one in authors] == names


def test_an_address_tells_the_section_where_nothing_else_does() -> None:
    page = a_page()
    for url, section in (
        ("https://post.example/story/sports/2026/a", ("sports",)),
        ("https://post.example/2026/11/23/sports", ()),
    ):
        parsed = read(page, media_type="text/html", url=url)
        assert parsed.items[0].extras.categories == section

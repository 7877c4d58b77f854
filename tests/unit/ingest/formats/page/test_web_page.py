from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats import parse_payload
from services.ingest.formats.page.blocks import words_of
from services.ingest.formats.page.story import MOST_ELEMENTS, most_elements
from services.ingest.formats.parsed import UnreadableError
from services.ingest.formats.text.markup import html_to_text
from tests.unit.ingest.formats.pages import PAGES, Page
from tests.unit.ingest.formats.reading import a_payload, read, read_one

FERRIES = """\
Ferries between the mainland and the island resumed on Monday after two days of storms, the \
operator said in a statement to reporters.
Passengers had waited in the harbour since Saturday morning, many of them sleeping in their \
cars while the wind kept every ship in port.
The minister for transport said that the company would have to pay for hotels, and that the \
rules would be looked at again before the spring.
A spokeswoman for the company said it was sorry, and that all sailings of the coming days were \
expected to leave on time."""
PARAGRAPHS = tuple(FERRIES.splitlines())
ABOUT = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferries resume after the storm",
    "author": [{"@type": "Person", "name": "Ada Example"}],
    "datePublished": "2026-11-23T08:00:00+01:00",
    "dateModified": "2026-11-23T09:00:00+01:00",
    "publisher": {"name": "Harbour News"},
}


def a_page(*, head: str = "", before: str = "", between: str = "", after: str = "") -> str:
    story = between.join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang='en-GB'><head><title>Ferries resume after the storm | "
        f"Harbour News</title>{head}</head><body><nav><ul><li><a href='/'>Home</a></li>"
        f"<li><a href='/n'>News</a></li></ul></nav><article><h1>Ferries resume after the "
        f"storm</h1>{before}<div class='story'>{story}</div>{after}</article>"
        f"<footer><p>Harbour News, 1 Quay Street</p></footer></body></html>"
    )


def body_of(page: str) -> str:
    return read_one(page, media_type="text/html").item.bodies[0].value


def test_the_story_is_its_paragraphs() -> None:
    assert body_of(a_page()) == "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    "furniture",
    [
        "<p>Read more: <a href='/x'>Storm closes the harbour</a></p>",
        "<figure><img src='/1.jpg'><figcaption>A ferry leaves</figcaption></figure>",
        "<div><img src='/1.jpg'><span>A ferry leaves the harbour</span></div>",
        "<div class='related-stories'><p>The storm closes the harbour again today.</p></div>",
        "<aside><p>Sign up for our newsletter, and never miss a ferry again.</p></aside>",
        "<p><a href='/y'>WATCH: HOW A FERRY IS BUILT</a></p>",
        "<p style='display:none'>A hidden paragraph that no reader can ever see.</p>",
        "<script>var a = 'a script that is no story at all';</script>",
    ],
)
def test_furniture_in_the_story_is_left_out(furniture: str) -> None:
    assert body_of(a_page(between=furniture)) == body_of(a_page())


def test_date_and_byline_above_and_comments_below_are_left_out() -> None:
    page = a_page(
        before="<p>By Ada Example</p><p>23 November 2026</p>",
        after="<h3>3 Comments</h3><p>I was on that ferry and it was horrible, all of it.</p>",
    )

    assert body_of(page) == body_of(a_page())


def test_lists_quotes_tables_and_links_are_kept() -> None:
    page = a_page(
        between="<ul><li>The 8 o'clock ferry sailed.</li><li>The 9 o'clock ferry did not.</li>"
        "</ul><blockquote>We waited all night, said a passenger from the island.</blockquote>"
        "<p>The harbour said so on <a href='https://example.org/a'>its page</a> on Monday.</p>"
        "<script>x</script>"
    )

    body = body_of(page)

    assert "<li>The 8 o'clock ferry sailed.</li><li>The 9 o'clock" in body
    assert "<blockquote><p>We waited all night" in body
    assert '<a href="https://example.org/a"' in body


def test_what_the_page_says_of_itself_is_read() -> None:
    head = (
        f"<script type='application/ld+json'>{json.dumps({'@graph': [ABOUT]})}</script>"
        "<link rel=canonical href='/ferries'><meta property='og:image' content='/1.jpg'>"
        "<meta name=description content='Ferries sail again.'>"
    )

    item, extras = read_one(
        a_page(head=head), media_type="text/html", url="https://example.org/x?utm_source=a"
    )

    assert item.uri is None
    assert extras.url == "https://example.org/ferries"
    assert item.headline() == "Ferries resume after the storm"
    assert item.by == "Ada Example"
    assert item.language == "en-GB"
    assert item.first_created == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert item.version_created == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert item.descriptions[0].value == "Ferries sail again."
    assert item.renditions[0].href == "https://example.org/1.jpg"
    assert extras.original_source == "Harbour News"


def test_paragraphs_that_only_json_ld_vouches_for_are_found() -> None:
    told = {**ABOUT, "articleBody": "\n\n".join(PARAGRAPHS)}
    page = (
        f"<html><script type='application/ld+json'>{json.dumps(told)}</script><body>"
        + "".join(f"<div><section><span>{one}</span></section></div>" for one in PARAGRAPHS)
        + "</body></html>"
    )

    body = body_of(page)

    assert all(paragraph in body for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_the_pages_encoding_is_found(encoding: str) -> None:
    page = a_page(head=f"<meta charset={encoding}>").replace("storm", "störm")

    item = read_one(page.encode(encoding), media_type="text/html").item

    assert item.headline() == "Ferries resume after the störm"


def test_a_page_without_a_story_is_refused() -> None:
    with pytest.raises(UnreadableError) as refused:
        read("<html><body><img src=x></body></html>", media_type="text/html")

    assert refused.value.problems[0].fix


def test_a_page_too_large_for_care_is_read_all_the_same() -> None:
    page = a_page(after="<div>" + "<b></b>" * 20_000 + "</div>")

    assert PARAGRAPHS[1] in body_of(page)


def test_the_more_wait_the_smaller_is_a_page_that_is_read_with_care() -> None:
    sizes = [most_elements(waiting) for waiting in (0, 5, 6, 50, 500, 50_000)]

    assert sizes[0] == sizes[1] == MOST_ELEMENTS
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[3] < 2_000
    assert sizes[-1] < 5


def test_a_page_is_read_in_a_hurry_where_others_wait() -> None:
    page = a_page(after=f"<p><a href='/x'>{PARAGRAPHS[0]}</a></p>").encode()
    payload = a_payload(page, media_type="text/html")

    at_leisure, in_a_hurry = (
        parse_payload(replace(payload, waiting=waiting)).items[0].item.bodies[0].value
        for waiting in (0, 10_000)
    )

    assert all(paragraph in in_a_hurry for paragraph in PARAGRAPHS)
    assert in_a_hurry != at_leisure


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_story_is_found_in_any_template(page: Page) -> None:
    body = html_to_text(body_of(page.markup))

    assert words_of(body) == words_of("\n".join(page.story))


def test_the_story_in_a_pages_state_may_be_a_list_of_paragraphs() -> None:
    blocks = [{"type": "text", "content": f"<i>{one}</i>"} for one in PARAGRAPHS]
    state = {
        "ads": ["x"] * 30,
        "story": {"elements": [*blocks, {"type": "image", "url": "/x"}]},
    }
    script = f"<script>window.__STATE__ = {json.dumps(state)};</script>"

    body = body_of(
        f"<html><body><div id=app></div>{script}<h1>Ferries resume</h1></body></html>"
    )

    assert all(paragraph in body for paragraph in PARAGRAPHS)


def test_a_brief_of_two_sentences_is_a_story() -> None:
    page = (
        "<html><head><title>Pier closed</title></head><body><nav><a href=/>Home</a></nav><div>"
        "<h1>Pier closed</h1><p>The pier is closed until Friday, the council said.</p>"
        "<p>Boats land at the mole.</p></div></body></html>"
    )

    body = html_to_text(body_of(page))

    assert body.split("\n\n") == [
        "The pier is closed until Friday, the council said.",
        "Boats land at the mole.",
    ]


def test_a_list_whose_entries_are_headed_by_links_is_the_story() -> None:
    entries = "".join(
        f"<div class=item><h2><a href='/{n}'>Entry number {n} of it</a></h2>"
        f"<p>{paragraph} {paragraph}</p></div>"
        for n, paragraph in enumerate(PARAGRAPHS)
    )

    body = body_of(f"<html><body><main><h1>Four ferries</h1>{entries}</main></body></html>")

    assert all(paragraph in body for paragraph in PARAGRAPHS)


@given(
    markup=st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class=related>", "</div>", "<table>", "<tr>", "<td>",
             "<li>", "<ul>", "<h1>", "<h2>", "<pre>", "<br>", "<a href='//x'>",
             "<blockquote>", "<svg>", "Some words of a story. ", PARAGRAPHS[0], "<!--", "-->",
             "&amp;", "<form>", "\x00"]
        ),
        max_size=40,
    ).map("".join)
)  # fmt: skip
def test_any_mark_up_gives_safe_mark_up(markup: str) -> None:
    try:
        parsed = read(f"<html><body><h1>T</h1>{markup}", media_type="text/html")
    except UnreadableError:
        return

    for body in parsed.items[0].item.bodies:
        assert "<script" not in body.value
        assert 'href="//' not in body.value
        assert "\x00" not in body.value

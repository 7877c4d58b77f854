from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from services.publish.public_item.markup import clean_fragment, paragraphs_as_html, without_tags
from shared.ninjs import Text


def written(body: str, original: str | None = None, *, keep: bool = False) -> str:
    text = Text(content_type="text/html", value=original) if original is not None else None
    return paragraphs_as_html(body, text, keep_line_breaks=keep)


def test_paragraphs_are_escaped_text() -> None:
    assert written("One & two\n\n<b>three</b>") == (
        "<p>One &amp; two</p><p>&lt;b&gt;three&lt;/b&gt;</p>"
    )


def test_a_block_that_is_the_paragraph_keeps_its_markup() -> None:
    original = '<p>See <a href="https://x.example/">the report</a> <em>now</em>.</p>'

    assert written("See the report now.", original) == (
        '<p>See <a href="https://x.example/" rel="nofollow noopener">the report</a> '
        "<em>now</em>.</p>"
    )


def test_a_block_that_enrichment_changed_is_text_again() -> None:
    original = "<p>MOSCOW <a href='https://farm.example/'>Buy shoes</a></p>"

    assert written("MOSCOW", original) == "<p>MOSCOW</p>"


def test_what_was_set_aside_does_not_come_back_with_the_markup() -> None:
    original = "<p>Story.</p><p>Read more: <a href='https://farm.example/'>shoes</a></p>"

    assert written("Story.", original) == "<p>Story.</p>"


def test_headings_lists_and_quotations_stay() -> None:
    original = (
        "<h2>Next</h2><ul><li>One</li><li>Two</li></ul><blockquote><p>Said.</p></blockquote>"
    )

    assert written("Next\n\nOne\n\nTwo\n\nSaid.", original) == (
        "<h2>Next</h2><ul><li>One</li><li>Two</li></ul><blockquote>Said.</blockquote>"
    )


def test_line_breaks_stay_where_they_matter() -> None:
    assert written("1 Rovers 3\n2 United 1", keep=True) == "<p>1 Rovers 3<br>2 United 1</p>"
    assert written("1 Rovers 3\n2 United 1") == "<p>1 Rovers 3 2 United 1</p>"


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "//evil.example/", "/v1/articles", "data:text/html,x", "x.html"],
)
def test_links_lead_out_or_nowhere(href: str) -> None:
    assert "href" not in clean_fragment(f'<a href="{href}">x</a>')


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>x",
        '<b onclick="alert(1)">x</b>',
        "<style>p{}</style>x",
        '<iframe src="https://x.example"></iframe>x',
        '<img src="https://x.example/p.png">x',
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    ],
)
def test_nothing_that_runs_or_loads_stays(markup: str) -> None:
    cleaned = clean_fragment(markup)

    for word in ("script", "onclick", "style", "iframe", "img", "svg", "alert"):
        assert word not in cleaned


def test_text_of_markup_has_its_entities_resolved() -> None:
    assert without_tags("<p>Q&amp;A<br>two</p>") == "Q&A two "


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_and_any_markup_give_safe_html(body: str, original: str) -> None:
    given_body = body.encode("utf-8", "ignore").decode()
    result = written(given_body, original.encode("utf-8", "ignore").decode())

    allowed = {
        "div", "p", "h2", "h3", "h4", "ul", "li", "blockquote", "pre", "a", "abbr", "b", "br",
        "cite", "code", "em", "i", "mark", "q", "s", "small", "strong", "sub", "sup", "time",
        "u",
    }  # fmt: skip
    root = html.fragment_fromstring(result, create_parent="div")
    assert {element.tag for element in root.iter()} <= allowed

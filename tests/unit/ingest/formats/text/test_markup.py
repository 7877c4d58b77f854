from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.text.markup import (
    absolute_url,
    clean_html,
    has_words,
    html_to_text,
    plain_line,
    text_to_html,
    tidy_line,
    tidy_text,
)

BASE = "https://example.org/news/1"


@pytest.mark.parametrize(
    ("url", "resolved"),
    [
        ("https://e.org/a", "https://e.org/a"),
        ("/a", "https://example.org/a"),
        ("b", "https://example.org/news/b"),
        ("//evil.org/a", "https://evil.org/a"),
        ("mailto:a@e.org", "mailto:a@e.org"),
        ("javascript:alert(1)", None),
        (" java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("\\\\evil.org", "https://evil.org"),
        ("http://", None),
        ("http://[::1", None),
        ("http://e.org:99999999/", None),
    ],
)
def test_links_are_resolved_or_refused(url: str, resolved: str | None) -> None:
    assert absolute_url(url, BASE) == resolved


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("<p onclick=x style=y class=z>a</p>", "<p>a</p>"),
        ("a<br>b<hr>", "a<br/>b<hr/>"),
        ("<script>x</script><style>y</style>a<!-- c -->", "a"),
        ("<a href='javascript:x'>a</a>", '<a rel="noopener noreferrer nofollow">a</a>'),
        ("<img src=/1.jpg alt=a onerror=x>", '<img src="https://example.org/1.jpg" alt="a"/>'),
        ("<img src='data:x'>", ""),
        ("<iframe src=x>y</iframe><form><input name=a>b</form>c", "c"),
        ("<svg><script>x</script></svg>a", "a"),
        ("<p>a\x00b\x07</p>", "<p>ab</p>"),
        ("<p>e\u0301</p>", "<p>é</p>"),
        ("<p>open", "<p>open</p>"),
        ("<pre>  a\n b</pre>", "<pre>  a\n b</pre>"),
    ],
)
def test_html_is_cleaned(markup: str, cleaned: str) -> None:
    assert clean_html(markup, base=BASE) == cleaned


@given(st.text())
def test_cleaning_again_changes_nothing(markup: str) -> None:
    once = clean_html(markup, base=BASE)

    assert clean_html(once, base=BASE) == once


@given(st.text("ab<>&\"' \n", max_size=200))
def test_text_comes_back_from_html_word_for_word(text: str) -> None:
    assert html_to_text(text_to_html(text)).split() == text.split()


def test_paragraphs_lines_cells_and_preformatted_text_stay() -> None:
    markup = (
        "<p>One</p><p>Two<br/>three</p><table><tr><td>a</td><td>b</td></tr></table>"
        "<pre>x\n  y</pre><ul><li>l</li></ul>"
    )

    assert html_to_text(markup) == "One\n\nTwo\nthree\n\na\tb\n\nx\n  y\n\nl"
    assert text_to_html("One\n\nTwo\nthree") == "<p>One</p>\n<p>Two<br/>three</p>"
    assert text_to_html("a  <b>\n  c", preserved=True) == "<pre>a  &lt;b&gt;\n  c</pre>"


def test_text_is_tidied() -> None:
    assert tidy_text("a\r\nb\rc\u2028d\xa0e\x00\ufeff") == "a\nb\nc\nd e"
    assert tidy_line(" a\n\t b ") == "a b"
    assert plain_line("<p>A &amp; <b>B</b></p>") == "A & B"
    assert plain_line("A &amp; B, x < y") == "A & B, x < y"


@pytest.mark.parametrize("tag", ["div", "b", "table", "blockquote", "ul><li"])
def test_deep_nesting_is_flattened_soon(tag: str) -> None:
    started = time.process_time()

    cleaned = clean_html(f"<{tag}>" * 50_000 + "words")

    assert "words" in cleaned
    assert time.process_time() - started < 3


_PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<br>", "<pre>", "</pre>", "<b>", "</b>", "<td>", "<tr>", "<table>",
         "<ul>", "<li>", "<a href='https://example.org/?a=1&amp;b=>'>", "</a>",
         "<img alt='1 > 0'>", "&amp;", "&nbsp;", "&lt;p&gt;", "\n", " ", "\t", "a",
         "Fähre ", "<", "\x00", "\u200b"]
    )
    | st.text(max_size=5)
).map("".join)  # fmt: skip


@given(_PIECES)
def test_cleaned_html_reads_the_same_the_short_way(markup: str) -> None:
    cleaned = clean_html(markup)

    # A comment is no plain tag: it sends the reading the long way, and adds nothing.
    assert html_to_text(cleaned) == html_to_text(cleaned + "<!-- -->")


@given(_PIECES)
def test_html_has_words_where_its_text_is_not_empty(markup: str) -> None:
    cleaned = clean_html(markup)
    text = html_to_text(cleaned)

    assert has_words(cleaned) == bool(text)
    assert not has_words(cleaned, more_than=len(text))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("A<![CDATATran]]>B", "AB"),
        ("A<![if x]>B<![endif]>C", "ABC"),
        ("A<![if", "A<![if"),
        ("A<!x>B", "AB"),
    ],
)
def test_spoilt_declarations_take_no_text_with_them(markup: str, text: str) -> None:
    assert html_to_text(markup) == text


def test_a_text_full_of_ampersands_is_cleaned_as_a_short_one_is() -> None:
    short = (
        '<p title="a&amp;b">&copy; &#169;&amp;lt; <a href="https://e.example/?a=1&amp;b=2&c">l</a>'
        "&nbsp;\xa0« » & c &unknown; &#38;</p>"
    )

    assert clean_html(short * 1_200) == clean_html(short) * 1_200

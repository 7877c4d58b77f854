from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.enrichment.copy import Copy, copy_of, tidy
from shared.ninjs import Item, Text


def a_copy(body: str, headline: str = "Ferries resume", kind: str = "text/plain") -> Copy:
    return copy_of(
        Item(headlines=(Text(value=headline),), bodies=(Text(value=body, content_type=kind),))
    )


def texts(copy: Copy) -> list[str]:
    return [paragraph.text for paragraph in copy.paragraphs]


def test_a_plain_body_stands_in_the_copy_as_it_came() -> None:
    copy = a_copy("One.\r\n\r\nTwo\u00a0here.\n")

    assert copy.text == "Ferries resume\n\nOne.\r\n\r\nTwo\u00a0here.\n"
    assert texts(copy) == ["One.", "Two here."]


def test_lines_are_paragraphs_where_blank_lines_are_missing() -> None:
    long = "A line that is far too long to have been wrapped by hand, " * 3 + "ends."

    assert len(texts(a_copy(f"{long}\n{long}\nShort."))) == 3


def test_hard_wrapped_lines_are_joined_and_paragraphs_kept_apart() -> None:
    wrapped = (
        "The harbour board said on Monday that the ferries would sail again from\n"
        "noon, and that passengers who had waited two days would be taken\n"
        "first.\n"
        "\n"
        "Nobody was hurt.\n"
    )

    assert texts(a_copy(wrapped)) == [
        (
            "The harbour board said on Monday that the ferries would sail again from noon, and"
            " that passengers who had waited two days would be taken first."
        ),
        "Nobody was hurt.",
    ]


def test_preserved_lines_stay_lines() -> None:
    item = Item(
        headlines=(Text(value="Verse"),),
        bodies=(Text(value="Roses are red\nViolets blue", content_type="text/plain"),),
    )

    assert texts(copy_of(item, preserved=True)) == ["Roses are red\nViolets blue"]


def test_html_is_read_as_a_reader_would() -> None:
    html = (
        "<h1>Title</h1><p>A <b>bold</b> claim, <a href='https://x.example/'>linked</a>.</p>"
        "<p>Two<br>lines<script>not()</script></p>"
        "<table><tr><td>Quay</td><td>12</td></tr><tr><td>Pier</td><td>7</td></tr></table>"
        "<ul><li>one<li>two</ul><!-- gone -->"
    )

    copy = a_copy(html, kind="text/html")

    assert texts(copy) == [
        "Title", "A bold claim, linked.", "Two\nlines", "Quay | 12\nPier | 7", "one", "two",
    ]  # fmt: skip
    assert copy.paragraphs[1].links == ("https://x.example/",)


def test_html_without_a_content_type_is_known_by_its_tags() -> None:
    item = Item(bodies=(Text(value="<p>One.</p><p>Two.</p>"),))

    assert texts(copy_of(item)) == ["One.", "Two."]


@given(headline=st.text(max_size=60), body=st.text(max_size=400))
def test_every_paragraph_stands_in_the_copy(headline: str, body: str) -> None:
    for kind in ("text/plain", "text/html"):
        copy = a_copy(body, headline, kind)
        ends = [len(headline) + 2]
        for paragraph in copy.paragraphs:
            assert paragraph.text
            assert ends[-1] <= paragraph.start < paragraph.end <= len(copy.text)
            ends.append(paragraph.end)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_word_of_a_plain_body_is_lost(body: str) -> None:
    shown = "".join("".join(texts(a_copy(body))).split())

    assert len(shown) <= len("".join(body.split())) + body.count("\u0344") * 4 + len(body)
    for word in body.split():
        if word.isascii() and word.isalnum():
            assert word in shown


@given(
    st.text(
        alphabet=st.sampled_from("aB .,\n\t“”‘’–—…é\u0301\u00a0\u200b\u2028\u0007\u00ad\r"),
        max_size=80,
    )
)
def test_a_paragraph_is_tidied_alike_whatever_else_the_copy_has(body: str) -> None:
    copy = a_copy(body)

    for paragraph in copy.paragraphs:
        assert paragraph.text == tidy(copy.text[paragraph.start : paragraph.end])

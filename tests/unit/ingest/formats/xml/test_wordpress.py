"""WordPress' export: posts, not menus."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import UnreadableError
from services.ingest.formats.xml import wordpress
from tests.unit.ingest.formats.samples import WORDPRESS, a_payload


def test_a_post_has_paragraphs_author_terms_and_picture() -> None:
    item, extras = wordpress.parse(a_payload(WORDPRESS)).items[0]

    assert item.bodies[0].value == (
        "<p>First paragraph<br/>with two lines.</p>"
        '<p><img src="https://blog.example/b.jpg"/> Dawn</p><p>Second one.</p>'
    )
    assert (item.slugline, item.by) == ("bridge-opens", "Ida Okafor")
    assert item.first_created == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert (extras.keywords, extras.categories) == (("Bridges",), ("transport",))
    assert item.associations[0]["name"] == "featuremedia"
    assert item.descriptions[0].value == "In short"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One\n\n<pre>a\n\n  b</pre>\nTwo", "<p>One</p><pre>a\n\n  b</pre><p>Two</p>"),
        ("<p>One</p>\n\nTwo\n\nThree", "<p>One</p><p>Two</p><p>Three</p>"),
        ("One\n<h2>Head</h2>\nTwo", "<p>One</p><h2>Head</h2><p>Two</p>"),
        (
            "<blockquote>One\n\nTwo</blockquote>\nThree",
            "<blockquote>One<p>Two</p></blockquote><p>Three</p>",
        ),
    ],
    ids=[
        "preformatted",
        "some paragraphs marked",
        "a head between",
        "a quotation in two parts",
    ],
)
def test_loose_text_becomes_paragraphs_around_what_is_marked_up(
    written: str, shown: str
) -> None:
    content = WORDPRESS.replace(
        WORDPRESS.partition("<content:encoded>")[2].partition("</content:encoded>")[0],
        f"<![CDATA[{written}]]>",
        1,
    )

    assert wordpress.parse(a_payload(content)).items[0].item.bodies[0].value == shown


def test_a_post_format_is_no_subject() -> None:
    content = WORDPRESS.replace(
        "<wp:status>publish",
        '<category domain="post_format" nicename="post-format-video">Video</category>'
        "<wp:status>publish",
        1,
    )
    item, extras = wordpress.parse(a_payload(content)).items[0]

    assert extras.categories == ("transport",)
    assert "Video" not in [subject.name for subject in item.subjects]


def test_scheduled_posts_are_embargoed_and_trashed_ones_killed() -> None:
    _, later, gone = (one.item for one in wordpress.parse(a_payload(WORDPRESS)).items)

    assert later.embargoed_until == datetime(2026, 12, 24, 8, tzinfo=UTC)
    assert gone.pub_status == "canceled"


@pytest.mark.parametrize("status", ["draft", "pending", "private"])
def test_what_is_not_published_is_withheld(status: str) -> None:
    content = WORDPRESS.replace("<wp:status>publish", f"<wp:status>{status}")

    assert wordpress.parse(a_payload(content)).items[0].item.pub_status == "withheld"


def test_menus_are_passed_over_with_a_reason() -> None:
    problems = wordpress.parse(a_payload(WORDPRESS)).problems

    assert [problem.xpath for problem in problems] == ["/rss/channel/item[5]"]


def test_another_root_is_refused() -> None:
    with pytest.raises(UnreadableError):
        wordpress.parse(a_payload("<feed/>"))


def an_export(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        + "".join(items)
        + "</channel></rss>"
    )


def a_post(text: str, *, number: int = 1, kind: str = "post", more: str = "") -> str:
    return (
        f"<item><title>Gulls return</title><guid>https://quay.example/?p={number}</guid>"
        f"<dc:creator>ed</dc:creator><content:encoded><![CDATA[{text}]]></content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_name>gulls-{number}</wp:post_name>"
        f"<wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def test_a_block_used_again_stands_where_a_post_refers_to_it() -> None:
    content = an_export(
        a_post('<!-- wp:paragraph --><p>Gulls.</p><!-- wp:block {"ref":9} /-->'),
        a_post("<p>Tide at six.</p>", number=9, kind="wp_block"),
    )
    parsed = wordpress.parse(a_payload(content))

    assert [one.item.bodies[0].value for one in parsed.items] == [
        "<p>Gulls.</p><p>Tide at six.</p>"
    ]
    assert parsed.problems == ()


def test_a_block_that_is_not_in_the_export_is_told() -> None:
    parsed = wordpress.parse(a_payload(an_export(a_post('Gulls.<!-- wp:block {"ref":9} /-->'))))

    assert "block 9" in parsed.problems[0].detail


@pytest.mark.parametrize("kind", ["noticia", "liveblog", "match-report"])
def test_a_newsrooms_own_type_is_a_story_where_it_has_text(kind: str) -> None:
    content = an_export(a_post("Gulls.", kind=kind), a_post("", number=2, kind=kind))

    assert len(wordpress.parse(a_payload(content)).items) == 1


def test_co_authors_are_the_by_line_and_no_category() -> None:
    content = an_export(
        a_post(
            "Gulls.",
            more='<category domain="author" nicename="cap-ivo-berg">ivo-berg</category>'
            '<category domain="author" nicename="cap-mia-nord">mia-nord</category>'
            '<category domain="category" nicename="birds">Birds</category>',
        ),
        a_post(
            "",
            number=5,
            kind="guest-author",
            more="<wp:postmeta><wp:meta_key>cap-display_name</wp:meta_key>"
            "<wp:meta_value>Ivo van den Berg</wp:meta_value></wp:postmeta>"
            "<wp:postmeta><wp:meta_key>cap-user_login</wp:meta_key>"
            "<wp:meta_value>ivo-berg</wp:meta_value></wp:postmeta>",
        ).replace("gulls-5", "cap-ivo-berg"),
    )
    item, extras = wordpress.parse(a_payload(content)).items[0]

    assert item.by == "Ivo van den Berg, Mia Nord"
    assert extras.categories == ("birds",)

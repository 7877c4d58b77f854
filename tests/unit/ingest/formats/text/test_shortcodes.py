"""What is a shortcode, and what are words in brackets."""

from __future__ import annotations

import pytest

from services.ingest.formats.text.shortcodes import without_shortcodes


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('It runs. [ad_slot id="3"]', "It runs. "),
        ("[contact_form]", ""),
        ('[box title="x" /]It runs.', "It runs."),
        ("[box]It runs.[/box]", "It runs."),
        ("<p>[newsletter-form]</p><p>It runs.</p>", "<p>It runs.</p>"),
        ("He said it [sic] and left [her] house", "He said it [sic] and left [her] house"),
        ("[Note: this is a story]", "[Note: this is a story]"),
        ("Write [[gallery]] for a gallery", "Write [gallery] for a gallery"),
        ("a[1] and b[2]", "a[1] and b[2]"),
        ("The [co-founder] wants [more] of it", "The [co-founder] wants [more] of it"),
        ("It runs [contact_form] again", "It runs  again"),
        ("One\n[gallery]\nTwo", "One\n\nTwo"),
    ],
)
def test_marks_go_and_words_stay(text: str, left: str) -> None:
    assert without_shortcodes(text) == left

"""The quick look at a text's signs says what the close one does, for every sign there is."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.text.signs import signs_of, words_in

EVERY_SIGN = [chr(code) for code in range(sys.maxunicode + 1)]
JOINED = {
    parts[1]
    for sign in EVERY_SIGN
    if len(parts := unicodedata.decomposition(sign).split()) == 2 and parts[0][:1] != "<"
}
"""Second signs of those that NFC writes as one."""


def test_plain_signs_are_no_blanks_no_controls_and_stay_as_they_are_wherever_they_stand() -> (
    None
):
    for sign in EVERY_SIGN:
        if signs_of(sign).are_plain and sign not in "\t\n ":
            assert not sign.isspace()
            assert unicodedata.category(sign) not in {"Cc", "Cs", "Zl", "Zp", "Zs"}
            assert unicodedata.combining(sign) == 0
            assert unicodedata.is_normalized("NFC", sign)
            assert f"{ord(sign):04X}" not in JOINED


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "one", " one  two\n\nthree\tfour ", "“Oui” – 第三"]
)
def test_words_are_counted_as_split_counts_them(text: str) -> None:
    assert words_in(text) == len(text.split())


@given(
    st.text(
        st.sampled_from(" \t\n\x1c\x85\xa0\u2003\u2028\u3000a.é–“漢\u0301\ud800"), max_size=60
    )
)
def test_words_between_any_blanks_are_counted_as_split_counts_them(text: str) -> None:
    assert words_in(text) == len(text.split())


def test_the_bytes_are_the_text_and_the_strange_signs_keep_their_order() -> None:
    assert signs_of("“Né” \x00 \r\n ok") == ("“Né” \x00 \r\n ok".encode(), "“é”\x00\r")

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.json.moments import read_moment
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.inflating import TooLargeError, inflate
from services.ingest.formats.text.newscodes import concept_uri, is_uri, item_uri

EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("2026-11-23T08:00:00Z", None),
        ("2026-11-23T09:00:00+0100", None),
        ("2026-11-23T09:00:00+01", None),
        ("20261123T080000Z", None),
        ("2026-11-23 08:00:00", "UTC"),
        ("Mon, 23 Nov 2026 08:00:00 GMT", None),
        ("2026-11-23T08:00:00.000000000Z", None),
    ],
)
def test_wires_write_a_moment_in_many_ways(text: str, assumed: str | None) -> None:
    assert read_moment(text) == (EIGHT, assumed)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-13-01T00:00:00Z", "2026-11-23T25:00:00Z"],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text) is None


@given(st.text(max_size=80))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    read_moment(text)


@given(st.text(min_size=1))
def test_every_name_makes_a_uri_and_the_same_one_each_time(guid: str) -> None:
    made = item_uri(guid)

    assert is_uri(made)
    assert item_uri(guid) == made


def test_a_uri_names_itself() -> None:
    for uri in (
        "urn:newsml:x.com:20261123:1:2",
        "tag:x.com,0000:newsml_1",
        "https://e.org/a?b#c",
    ):
        assert item_uri(uri) == uri
    for word in ("AAP.1.2", "a b", "http://e.org/a b", "http://e.org/%zz", "x:", "C:\\x"):
        assert not is_uri(word)


@pytest.mark.parametrize(
    ("scheme", "code", "uri"),
    [
        ("http://cv.ap.org/id/", "a1", "http://cv.ap.org/id/a1"),
        ("http://cv.ap.org/id", "a1", "http://cv.ap.org/id/a1"),
        ("medtop", "20000002", "http://cv.iptc.org/newscodes/mediatopic/20000002"),
        (None, "medtop:20000002", "http://cv.iptc.org/newscodes/mediatopic/20000002"),
        (None, "https://e.org/c/1", "https://e.org/c/1"),
        ("house-codes", "1", None),
        (None, "1", None),
        ("medtop", None, None),
    ],
)
def test_scheme_and_code_make_a_uri_where_they_can(
    scheme: str | None, code: str | None, uri: str | None
) -> None:
    assert concept_uri(scheme, code) == uri


@given(
    st.binary(max_size=200), st.sampled_from([None, "utf-8", "latin-1", "base64", "x", "gbk"])
)
def test_any_bytes_are_text_in_any_charset(content: bytes, charset: str | None) -> None:
    decode(content, charset).text.encode("utf-8")


def test_an_unknown_charset_is_told() -> None:
    assert "klingon" in decode(b"a", "klingon").problems[0].detail


def test_a_bomb_is_stopped_on_the_way() -> None:
    with pytest.raises(TooLargeError):
        inflate(gzip.compress(b"\0" * 50_000_000), most_bytes=1_000_000)
    assert inflate(gzip.compress(b"a") + gzip.compress(b"b"), most_bytes=10) == b"ab"

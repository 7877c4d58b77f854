"""Forms and mails: the item in them, and the bytes that it names."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload, UnreadableError
from services.ingest.formats.parts import bytes_in, unwrapped

PHOTO = b"\xff\xd8\xff photo"
URN = f"urn:sha256:{hashlib.sha256(PHOTO).hexdigest()}"


def a_form(item: bytes, *, names: str = 'name="a"', kind: str = "application/json") -> Payload:
    head = b"--b\r\nContent-Disposition: form-data; "
    typed = f"\r\nContent-Type: {kind}".encode() if kind else b""
    body = head + b'name="item"' + typed + b"\r\n\r\n" + item + b"\r\n"
    body += head + names.encode() + b"\r\nContent-Type: image/jpeg\r\n\r\n" + PHOTO
    return Payload(
        content=body + b"\r\n--b--\r\n",
        media_type="multipart/form-data",
        received_at=datetime.now(UTC),
    )


@pytest.mark.parametrize(
    ("item", "names"),
    [
        (b'{"href": "cid:a"}', 'name="a"'),
        (b'{"href": "cid:a.jpg"}', 'name="x"; filename="a.jpg"'),
        (b'{"href": "cid:my%20photo.jpg"}', 'name="x"; filename="my photo.jpg"'),
        (b"<remoteContent href='cid:a'/>", 'name="a"'),
        (b"<href>cid:a</href>", 'name="a"'),
    ],
    ids=["by name", "by file name", "quoted", "in an attribute", "in an element"],
)
def test_what_an_item_names_is_what_came_with_it(item: bytes, names: str) -> None:
    read = unwrapped(a_form(item, names=names))

    assert URN.encode() in read.content
    assert b"cid:" not in read.content


def test_a_longer_name_is_not_taken_for_a_shorter() -> None:
    item = b'{"one": "cid:a", "other": "cid:ab", "text": "say cid:a, please"}'

    read = unwrapped(a_form(item))

    assert b'"cid:ab"' in read.content
    assert b"cid:a, please" in read.content


def test_an_item_without_a_type_is_guessed() -> None:
    assert unwrapped(a_form(b"{}", kind="")).media_type == "application/json"
    assert unwrapped(a_form(b"<nitf/>", kind="")).media_type == "application/xml"
    assert unwrapped(a_form(b"Words.", kind="")).media_type == "text/plain"


def test_a_form_is_read_in_its_items_format() -> None:
    item = b'{"headline": "Ferries resume", "text": "They sail again after the storm."}'

    assert parse_payload(a_form(item)).format == "simple_json"


def test_a_form_without_an_item_says_what_to_send() -> None:
    form = a_form(b"{}")
    nameless = Payload(
        content=form.content.replace(b'"item"', b'"story"'),
        media_type=form.media_type,
        received_at=form.received_at,
    )

    with pytest.raises(UnreadableError) as error:
        unwrapped(nameless)
    assert "part “item”" in error.value.problems[0].fix


def test_bytes_are_found_again_by_their_hash() -> None:
    form = a_form(b"{}")
    sha256 = hashlib.sha256(PHOTO).hexdigest()

    assert bytes_in(form.content, form.media_type, sha256) == PHOTO
    assert bytes_in(PHOTO, "image/jpeg", sha256) == PHOTO
    assert bytes_in(form.content, form.media_type, "0" * 64) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_a_form_or_a_named_fault(content: bytes) -> None:
    payload = Payload(
        content=content, media_type="multipart/form-data", received_at=datetime.now(UTC)
    )
    with suppress(UnreadableError):
        unwrapped(payload)

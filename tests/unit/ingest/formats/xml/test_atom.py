"""Atom: entries and tombstones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import UnreadableError
from services.ingest.formats.xml import atom
from tests.unit.ingest.formats.samples import ATOM, a_payload


def test_an_entry_has_its_story_dates_and_link() -> None:
    item, extras = atom.parse(a_payload(ATOM)).items[0]

    assert (item.uri, item.headline()) == ("tag:post.example,2026:1", "Bridge open")
    assert item.bodies[0].value == "<p>The bridge is open to cars again, a year on.</p>"
    assert item.descriptions[0].value == "It is open."
    assert item.version_created == datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert item.first_created == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert (extras.url, item.by, item.language) == (
        "https://post.example/a/1",
        "The Post",
        "en",
    )
    assert item.associations[0]["type"] == "audio"


def test_a_tombstone_is_a_kill() -> None:
    killed = atom.parse(a_payload(ATOM)).items[1].item

    assert (killed.uri, killed.pub_status) == ("tag:post.example,2026:0", "canceled")


def test_one_entry_alone_is_read() -> None:
    entry = ATOM[ATOM.index("<entry>") : ATOM.index("</entry>") + 8]

    assert len(atom.parse(a_payload(entry)).items) == 1


def test_another_root_is_refused() -> None:
    with pytest.raises(UnreadableError):
        atom.parse(a_payload("<rss/>"))


def test_a_tombstone_alone_is_a_kill() -> None:
    content = (
        '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" '
        'ref="tag:quay.example,2026:1" when="2026-11-23T08:00:00Z"/>'
    )

    assert atom.parse(a_payload(content)).items[0].item.pub_status == "canceled"

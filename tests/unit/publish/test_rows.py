"""How a row of the log is written for the world, and that our own reader understands it."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from services.publish.channels.sse import frame
from services.publish.publication import Publication
from services.publish.release import release
from services.publish.rows import cloudevent, rows_of, sequence_from, stream_fields
from shared.events import Event, event_from_fields
from tests.factories import MONDAY
from tests.unit.publish.stories import SITE, a_hold, a_kill, an_approval

ACTS: dict[str, list[Event]] = {
    "published": [an_approval(1)],
    "updated": [an_approval(1), an_approval(2)],
    "corrected": [an_approval(1), an_approval(2, ed_note="Corrects the number.")],
    "unpublished": [an_approval(1), a_hold(2)],
    "killed": [an_approval(1), a_kill(1)],
}


def last_row(events: list[Event]):
    publication: Publication | None = None
    for event in events:
        decided = release(event, publication, MONDAY + timedelta(minutes=1), site_url=SITE)
        publication = decided.publication
    assert publication is not None
    return rows_of(publication.outbox, after=41)[-1]


@pytest.mark.parametrize("kind", ACTS)
def test_our_reader_understands_what_we_write(kind: str) -> None:
    row = last_row(ACTS[kind])

    fields = {name.encode(): as_bytes(value) for name, value in stream_fields(row).items()}
    event = event_from_fields(fields)

    assert event.type == f"copydesk.article.{kind}.v1"
    assert event.id == row.event_id
    assert event.data.step == row.step
    assert (event.data.item is None) == (kind in ("killed", "unpublished"))


def as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


def test_the_item_is_sent_as_it_was_hashed() -> None:
    row = last_row(ACTS["published"])

    assert row.item is not None
    assert row.item.encode() in orjson.dumps(cloudevent(row))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42", 42),
        ("0000000000000042", 42),
        ("9" * 16, 10**16 - 1),
        ("", None),
        ("-1", None),
        ("1e3", None),
        ("٣", None),
        ("²", None),
        ("9" * 5000, None),
    ],
    ids=lambda said: str(said)[:20],
)
def test_a_readers_place_is_a_number_or_nothing(text: str, number: int | None) -> None:
    assert sequence_from(text) == number


def test_what_is_empty_is_left_out() -> None:
    data = orjson.loads(orjson.dumps(cloudevent(last_row(ACTS["published"]))))["data"]

    assert set(data) == {"article_id", "revision", "step", "url", "item", "hash"}


def test_a_server_sent_event_is_one_line_of_data() -> None:
    written = frame(last_row([an_approval(1, body="Line one.\n\nLine two.")]))

    lines = written.decode().split("\n")
    assert lines[0] == "id: 0000000000000042"
    assert lines[1].startswith("data: {")
    assert lines[2:] == ["", ""]

"""The demo's copy: whole, dated today, and read by the formats it is sent as."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from services.control.demo.pieces import ACTS, WIRES, Piece, content_of
from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload, UnreadableError

NOW = datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)
PIECES = [piece for act in ACTS for piece in act.pieces]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.file)
def test_a_piece_tells_the_stories_it_is_said_to_tell(piece: Piece) -> None:
    content = content_of(piece.file, now=NOW, embargo=NOW + timedelta(minutes=1))
    payload = Payload(content=content, media_type=piece.media_type, received_at=NOW)

    assert not re.search(rb"@[A-Z0-9]+@", content), "a time was left open"
    if piece.status == 422:
        with pytest.raises(UnreadableError):
            parse_payload(payload)
    else:
        assert len(parse_payload(payload).items) == len(piece.stories)


def test_every_story_and_wire_of_the_play_is_known() -> None:
    wires = {wire.id for wire in WIRES}
    sent = {story for piece in PIECES for story in piece.stories}

    assert {piece.wire for piece in PIECES} == wires
    assert {story for act in ACTS for story in act.endings} == sent
    assert {story for act in ACTS for story in (*act.approved, *act.rejected)} <= sent

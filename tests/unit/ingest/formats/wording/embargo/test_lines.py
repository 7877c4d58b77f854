"""260 lines by a stranger: nothing under an embargo is usable, and nothing else waits."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload
from services.ingest.formats.wording.embargo.orders import orders

NOW = datetime(2026, 11, 28, 8, 30, tzinfo=UTC)
HEADLINE = "Northmoor ferry sails again"
STORY = " ".join(
    ["The council of Northmoor said that the ferry sails again and fares stay as they were."]
    * 8
)


class Line(NamedTuple):
    what: str
    language: str
    place: str
    text: str


def _lines() -> list[Line]:
    text = (Path(__file__).parent / "lines.txt").read_text(encoding="utf-8")
    rows = (row.split(" | ", 3) for row in text.splitlines() if not row.startswith("#"))
    return [Line(*row) for row in rows]


LINES = [line for line in _lines() if line.what != "?"]


def _payloads(line: Line) -> Iterator[tuple[str, bytes]]:
    headline, paragraphs, note = HEADLINE, [STORY, STORY], None
    if line.place in ("headline", "subject"):
        headline = line.text
    elif line.place == "first_line":
        paragraphs = [line.text, STORY]
    elif line.place == "last_line":
        paragraphs = [STORY, line.text]
    else:
        note = line.text
    text = "\n\n".join(paragraphs)
    if line.place != "subject":
        simple = {"uri": "urn:x:1", "headline": headline, "text": text}
        if note:
            simple["text"] = f"{STORY}\n\n{note}\n\n{STORY}"
        yield "application/json", json.dumps(simple).encode()
        ninjs = {
            "uri": "urn:x:1",
            "standard": {"name": "ninjs", "version": "3.1"},
            "headlines": [{"value": headline}],
            "bodies": [
                {
                    "contentType": "text/html",
                    "value": "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs),
                }
            ],
            **({"edNote": note} if note else {}),
        }
        yield "application/json", json.dumps(ninjs).encode()
    if line.place in ("subject", "first_line", "last_line"):
        mail = EmailMessage()
        mail["From"], mail["Subject"], mail["Message-ID"] = "a@b.example", headline, "<1@b>"
        mail.set_content(text)
        yield "message/rfc822", mail.as_bytes()


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.language} {line.text[:40]}")
def test_what_is_under_an_embargo_is_not_usable_now_and_what_is_not_is(line: Line) -> None:
    for media_type, content in _payloads(line):
        payload = Payload(content=content, media_type=media_type, received_at=NOW)
        item = parse_payload(payload).items[0].item
        waits = item.pub_status != "usable" or (
            item.embargoed_until is not None and item.embargoed_until > NOW
        )
        assert waits == (line.what == "+"), media_type


def test_a_sentence_within_a_story_is_found_and_told_as_it_stands() -> None:
    order = "The findings, which may not be reported before 00.01 on 1 March 2027, are new."
    story = f"{STORY}\n\n{order} {STORY}\n\n{STORY}"

    assert [*orders(story)] == [order]
    assert [*orders(f"<p>{STORY}</p><p>{order} {STORY}</p>", is_markup=True)] == [order]
    assert [*orders(STORY * 20)] == []

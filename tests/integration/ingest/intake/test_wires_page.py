"""The mistakes that docs/wires.md shows are answered as it says, word for word."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import orjson
import pytest

from tests.integration.ingest.intake_room import Newsroom

PAGE = Path(__file__).parents[4] / "docs" / "wires.md"
SHOWN = re.compile(
    r"^    POST /v1/validate\n    Content-Type: (?P<media_type>\S+)\n\n"
    r"(?P<body>(?:    .*\n|\n)+?)"
    r"\n?    HTTP/1\.1 (?P<status>\d{3}) [A-Z].*\n\n(?P<answer>(?:    .*\n|\n)+)",
    re.MULTILINE,
)
MISTAKES = list(SHOWN.finditer(PAGE.read_text(encoding="utf-8")))


def unindented(block: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in block.strip("\n").split("\n"))


def as_sent(block: str) -> bytes:
    """Give a body as it goes over the line: control characters by their signs, CR LF."""
    text = unindented(block)
    if not text.startswith("␁"):
        return text.encode()
    controls = {ord("␁"): "\x01", ord("␂"): "\x02", ord("␃"): "\x03", ord("␄"): "\x04"}
    return text.translate(controls).replace("\n", "\r\n").encode()


def told(answer: httpx.Response) -> dict[str, object]:
    """Give what the page shows of an answer: all but the items we made of it."""
    body = answer.json()
    body.pop("items", None)
    if "errors" in body:
        body.pop("problems", None)
    return dict(body)


def test_the_page_shows_three_mistakes_at_least() -> None:
    assert len(MISTAKES) >= 3


@pytest.mark.parametrize("number", range(len(MISTAKES)))
async def test_a_mistake_is_answered_as_the_page_says(newsroom: Newsroom, number: int) -> None:
    shown = MISTAKES[number]

    answer = await newsroom.post(
        as_sent(shown["body"]), "/v1/validate", Content_Type=shown["media_type"]
    )

    assert answer.status_code == int(shown["status"])
    assert told(answer) == orjson.loads(unindented(shown["answer"])), answer.text

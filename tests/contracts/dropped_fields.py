"""Counts what wires fill and we drop: `python -m tests.contracts.dropped_fields FOLDER`.

For each file of XML or JSON in a folder: the elements, attributes and keys whose value turns up
nowhere in what was made of the file, neither as words nor as a moment. docs/wires.md gives the
reason for each kind of them.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from services.ingest.formats import parse_payload
from services.ingest.formats.enclosed import with_embedded
from services.ingest.formats.parsed import Payload, UnknownFormatError, UnreadableError
from services.ingest.formats.recognise import guess_media_type
from services.ingest.formats.wording import dates

_HERE = Path(__file__).parents[2].parent / "shared" / "corpus" / "wire"


def main(folder: Path) -> int:
    """Print what is dropped, file by file."""
    for path in sorted(folder.iterdir()):
        found = dropped(path)
        if found is None:
            continue
        print(f"{path.name}: {sum(found.values())}")  # noqa: T201
        for place, count in sorted(found.items()):
            print(f"    {count:4d}  {place}")  # noqa: T201
    return 0


def dropped(path: Path) -> Counter[str] | None:
    """Count a file's dropped values by their place; None where it is neither XML nor JSON."""
    content = path.read_bytes()
    payload = Payload(
        content=content,
        media_type=guess_media_type(path.name, content),
        received_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
    )
    leaves = _leaves(content)
    if leaves is None:
        return None
    try:
        items = parse_payload(payload).items
    except (UnreadableError, UnknownFormatError):
        return Counter(place for place, _ in leaves)
    made = [
        {**each.item.to_ninjs(), "extras": each.extras.to_json()}
        for one in items
        for each in with_embedded(one)
    ]
    words = _folded(re.sub(r"<[^>]*>", " ", json.dumps(made, ensure_ascii=False)))
    moments = {at for said in _strings(made) if (at := dates.moment(said))}
    return Counter(
        place
        for place, value in leaves
        if _folded(value) not in words and dates.moment(value) not in moments
    )


def _leaves(content: bytes) -> list[tuple[str, str]] | None:
    try:
        return [*_of_json(json.loads(content), "")]
    except ValueError:
        pass
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, recover=True))
    except etree.XMLSyntaxError:
        return None
    return None if root is None else [*_of_xml(root, "")]


def _of_json(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _of_json(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner, place)
    elif value not in (None, "", True, False):
        yield place, str(value)


def _of_xml(element: Any, place: str) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str):
        return
    here = f"{place}/{etree.QName(element).localname}"
    for name, value in element.attrib.items():
        if value.strip():
            yield f"{here}/@{etree.QName(name).localname}", value
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            yield here, text
    for child in element:
        yield from _of_xml(child, here)


def _strings(value: Any) -> Iterator[str]:
    for _, said in _of_json(value, ""):
        yield said


def _folded(text: str) -> str:
    return (
        re.sub(r"[\W_]+", " ", text.replace("\\n", " ").replace('\\"', " ")).strip().casefold()
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE))

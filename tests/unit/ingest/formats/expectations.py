"""What `expected.json` says of an item, in the corpus and beside our own agency copy."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.enclosed import with_embedded
from services.ingest.formats.parsed import ParsedItem, Payload
from services.ingest.formats.recognise import guess_media_type

RECEIVED_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
SUFFIXES = (
    "startswith_ws", "startswith", "not_contains", "contains", "first_qcode", "qcodes_set",
    "qcodes_include", "names_include", "include", "present", "absent", "len", "type", "utc",
)  # fmt: skip


def read(path: Path) -> list[ParsedItem]:
    """Read a file's items, those embedded in others before them, as `copydesk parse` does."""
    content = path.read_bytes()
    payload = Payload(
        content=content,
        media_type=guess_media_type(path.name, content),
        received_at=RECEIVED_AT,
    )
    return [one for item in parse_payload(payload).items for one in with_embedded(item)]


def cases(expected: Path) -> list[Any]:
    """Give every key of every case of an `expected.json`; none where it is not here."""
    known = json.loads(expected.read_text("utf-8")) if expected.exists() else []
    return [
        pytest.param(
            case["file"], case["item"], key, wanted, id=f"{Path(case['file']).name[:24]} {key}"
        )
        for case in known
        for key, wanted in case["expect"].items()
    ]


def check(path: Path, index: int | None, key: str, wanted: Any) -> None:
    """Check that one key of an item says what it should."""
    items = read(path)
    name, _, suffix = key.partition("__")
    assert suffix in {"", *SUFFIXES}

    found: Any = items if name == "items" else says(items[index or 0], name)

    assert holds(found, suffix, wanted, key), f"{key}: {found!r} instead of {wanted!r}"


def holds(found: Any, suffix: str, wanted: Any, key: str) -> bool:
    several = found if isinstance(found, list) else [] if found is None else [found]
    words = [
        one if isinstance(one, str) else str(one)
        for one in several
        if isinstance(one, (str, int))
    ]
    match suffix:
        case "":
            if wanted == "":
                return bool(not several or "" in several)
            if isinstance(wanted, str) and any(same_moment(one, wanted) for one in words):
                return True
            return bool(wanted in several or (found == wanted))
        case "utc":
            return any(same_moment(one, wanted) for one in words)
        case "startswith":
            return any(one.startswith(wanted) for one in words)
        case "startswith_ws":
            return any(
                " ".join(one.split()).startswith(" ".join(wanted.split())) for one in words
            )
        case "contains":
            if isinstance(wanted, list):
                return all(
                    any(part.items() <= one.items() for one in several) for part in wanted
                )
            return any(wanted in one for one in words)
        case "not_contains":
            return all(wanted not in one for one in words)
        case "len":
            return bool(len(several) == wanted)
        case "present":
            return bool(several) is wanted
        case "absent":
            return bool(several) is not wanted
        case "type":
            return bool(several) and all(type(one).__name__ == wanted for one in several)
        case "first_qcode":
            return bool(code(several[0]) == wanted)
        case "qcodes_set":
            return bool({code(one) for one in several} == {*wanted})
        case "qcodes_include":
            return bool({*wanted} <= {code(one) for one in several})
        case "names_include" | "include":
            names = [one["name"] if isinstance(one, dict) else one for one in several]
            return bool({*wanted} <= {*names})
    raise AssertionError(key)


def code(one: Any) -> str:
    if isinstance(one, str):
        return one
    return str(one.get("literal") or re.split(r"[/:#]", one["uri"])[-1])


def same_moment(one: str, wanted: str) -> bool:
    try:
        moments = [datetime.fromisoformat(text) for text in (one, wanted)]
    except ValueError:
        return False
    a, b = (moment if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments)
    return a == b


def says(parsed: ParsedItem, name: str) -> Any:
    """Find what SHAPES (“Item extras”) says `name` is, in the JSON that we write."""
    item, extras = parsed.item.to_ninjs(), parsed.extras.to_json()
    if re.fullmatch(r"(place|groups)\..*", name):
        return dotted({"place": item.get("places"), "groups": extras.get("groups")}, name)
    match name:
        case "headline":
            return parsed.item.headline()
        case "body_html" | "body":
            return [body["value"] for body in item.get("bodies", [])]
        case "abstract" | "description_text":
            return [text["value"] for text in item.get("descriptions", [])]
        case "guid" | "uri":
            return [item.get("uri"), *(alt["value"] for alt in item.get("altIds", []))]
        case "dateline.text" | "dateline.city" | "dateline.source":
            part = {"city": "place", "source": "agency"}.get(name[9:], name[9:])
            return extras.get("dateline", {}).get(part)
        case "source_in_document":
            return [one.get("name") for one in item.get("infoSources", [])]
        case "management_status_in_document":
            held = item["pubStatus"] == "withheld" or "embargoedUntil" in item
            return "embargoed" if held else item["pubStatus"]
        case "keywords":
            return extras.get("keywords", [])
    in_item = {
        "slugline": "slugline", "urgency": "urgency", "language": "language", "byline": "by",
        "pubstatus": "pubStatus", "versioncreated": "versionCreated", "type": "type",
        "firstcreated": "firstCreated", "expiry": "expires", "embargoed": "embargoedUntil",
        "ednote": "edNote", "usageterms": "usageTerms", "copyrightnotice": "copyrightNotice",
        "subject": "subjects", "genre": "genres", "place": "places", "version": "version",
    }  # fmt: skip
    if name in in_item:
        return item.get(in_item[name])
    in_extras = {
        "anpa_take_key": "take_key", "anpa_category": "categories", "word_count": "word_count",
        "ingest_provider_sequence": "sequence", "provider_sequence": "sequence",
        "original_source": "original_source", "authors": "authors", "groups": "groups",
    }  # fmt: skip
    return extras.get(in_extras[name])


def dotted(value: Any, path: str) -> Any:
    for part in path.split("."):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, dict):
            snake = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", part).lower()
            known = {"idref", "residref"} & {part.lower()}
            name = known.pop() if known else {"code": "literal"}.get(snake, snake)
            value = value.get(name)
    return value

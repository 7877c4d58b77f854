"""Something in every text that a model takes, by its JSON schema: no field is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_FIXED = ("pattern", "enum", "const", "format")
_DEEPEST = 9


def filled(
    schema: Schema, known: Schema, said: Callable[[str], str], place: str = "", depth: int = 0
) -> Any:
    """Write a value that fits a schema, with `said(place)` wherever any text may stand.

    What takes no free text is left out, or has the least that fits where it is needed.
    """
    schema = _resolved(schema, known)
    if "properties" in schema:
        needed = schema.get("required", ())
        return {
            name: filled(of, known, said, f"{place}.{name}".strip("."), depth + 1)
            for name, of in schema["properties"].items()
            if name in needed or next(places(of, known, depth=depth + 1), None) is not None
        }
    if schema.get("type") == "array":
        of = schema.get("items") or schema.get("prefixItems", [{}])[0]
        return [filled(of, known, said, f"{place}[]", depth + 1)]
    return said(place) if _is_free(schema) else _least(schema)


def places(schema: Schema, known: Schema, place: str = "", depth: int = 0) -> Iterator[str]:
    """Name every place where any text may stand."""
    schema = _resolved(schema, known)
    if depth > _DEEPEST:
        return
    for name, of in schema.get("properties", {}).items():
        yield from places(of, known, f"{place}.{name}".strip("."), depth + 1)
    if schema.get("type") == "array":
        of = schema.get("items") or schema.get("prefixItems", [{}])[0]
        yield from places(of, known, f"{place}[]", depth + 1)
    if _is_free(schema):
        yield place


def _resolved(schema: Schema, known: Schema) -> Schema:
    """Follow references; of several kinds, take the one that is not null."""
    while True:
        if "$ref" in schema:
            schema = known[schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            schema = next(each for each in schema["anyOf"] if each.get("type") != "null")
        elif len(schema.get("allOf", ())) == 1:
            schema = schema["allOf"][0]
        else:
            return schema


def _is_free(schema: Schema) -> bool:
    return schema.get("type") == "string" and not any(name in schema for name in _FIXED)


def _least(schema: Schema) -> Any:
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("format") == "date-time":
        return "2099-01-01T00:00:00Z"
    kind = schema.get("type")
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    return {"boolean": False, "object": {}}.get(kind or "", "x")

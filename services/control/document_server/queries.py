"""Makes nx-27017 find by its indexes what MongoDB finds by them; the answers stay the same.

By itself it reads a whole collection for `{field: {$in: […]}}`, for a field that only begins an
index, for a range of `_id`, and for a list that is empty: 200 to 900 ms over 40,000 documents,
while every other command waits. Here each is SQL that SQLite answers from the index there is
(docs/decisions/embedded-default.md).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from neosqlite.collection.json_path_utils import parse_json_path
from neosqlite.collection.query_helper._sql_query_builder import SqlQueryBuilderMixin

_Builder: TypeAlias = SqlQueryBuilderMixin
_Sql: TypeAlias = "tuple[str, list[Any]] | None"

_NOBODY: _Sql = ("0", [])
_RANGES = {"$gt": ">", "$gte": ">=", "$lt": "<", "$lte": "<="}
_MOST = 10_000
"""Values of one question, each of which is written twice: SQLite takes 32,766 altogether."""
_OF_A_FIELD, _OF_AN_ID = "_build_field_clause", "_build_id_operator_clause"
"""What builds SQL of a condition. No public names: the package is held below 1.18."""


def find_by_indexes() -> None:
    """Have every collection of this process find so."""
    for name, better in ((_OF_A_FIELD, _of_a_field), (_OF_AN_ID, _of_an_id)):
        setattr(_Builder, name, better(getattr(_Builder, name)))


def _of_a_field(build: Callable[[_Builder, str, Any], _Sql]) -> Callable[..., _Sql]:
    @functools.wraps(build)
    def clause(self: _Builder, field: str, value: Any) -> _Sql:
        wanted = None if "." in field or field[:1] in ("", "$", "_") else _wanted(value)
        if wanted is None:
            return build(self, field, value)
        return _one_of(self.jsonb.json_function_prefix, field, wanted)

    return clause


def _of_an_id(build: Callable[[_Builder, Any], _Sql]) -> Callable[..., _Sql]:
    @functools.wraps(build)
    def clause(self: _Builder, value: Any) -> _Sql:
        if value.get("$in") == []:
            return _NOBODY
        return _range_of_ids(value) or build(self, value)

    return clause


def _wanted(value: Any) -> Sequence[str | int] | None:
    """Give the strings and whole numbers one of which a field is to be; else None."""
    is_choice = isinstance(value, dict) and value.keys() == {"$in"}
    values = value["$in"] if is_choice else [value]
    if not isinstance(values, list) or len(values) > _MOST:
        return None
    return values if all(type(one) in (str, int) for one in values) else None


def _one_of(prefix: str, field: str, wanted: Sequence[str | int]) -> _Sql:
    """Ask for a field that is one of these values, or a list that has one.

    An index has a list as its JSON, which begins with `[` (as a BLOB, where SQLite has JSONB):
    so lists are a range of the index of their own, and mostly an empty one.
    """
    if not wanted:
        return _NOBODY
    path = f"'{parse_json_path(field)}'"
    value = f"{prefix}_extract(data, {path})"
    lists = f"{value} >= x''" if prefix == "jsonb" else f"{value} >= '[' AND {value} < '\\'"
    marks = ", ".join("?" * len(wanted))
    parts = f"json_each(CASE WHEN json_type(data, {path}) = 'array' THEN {value} END)"
    has_one = f"EXISTS (SELECT 1 FROM {parts} AS part WHERE part.value IN ({marks}))"  # noqa: S608  the fields are our stores'
    return f"({value} IN ({marks}) OR ({lists} AND {has_one}))", [*wanted, *wanted]


def _range_of_ids(value: Mapping[str, Any]) -> _Sql:
    """Ask for a range of `_id`, of strings; None where it is anything else."""
    if not value.keys() <= _RANGES.keys() or {*map(type, value.values())} != {str}:
        return None
    ends = " AND ".join(f"_id {_RANGES[name]} ?" for name in value)
    return f"(typeof(_id) = 'text' AND {ends})", [*value.values()]

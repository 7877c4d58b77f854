"""The embedded document server answers from its indexes, and as MongoDB does."""

from collections.abc import Iterator
from typing import Any

import neosqlite
import pytest
from neosqlite.collection.query_helper._sql_query_builder import SqlQueryBuilderMixin

from services.control.document_server.queries import find_by_indexes

DOCUMENTS: list[dict[str, Any]] = [
    {"_id": "a:1", "article_id": "a", "revision": 1, "names": ["x", "y"]},
    {"_id": "a:2", "article_id": "a", "revision": 2, "names": []},
    {"_id": "b:1", "article_id": "b", "revision": 1, "names": "x"},
    {"_id": "c:1", "article_id": ["a", "c"], "revision": 1, "names": ["[", 1]},
    {"_id": "d:1", "article_id": '["a"]', "revision": 2, "names": '["x"]'},
    {"_id": "e:1", "article_id": "[a", "revision": "1", "names": None},
    {"_id": "f:1", "article_id": None, "revision": 1, "names": {"x": "y"}},
    {"_id": "g:1", "revision": [1, 2], "names": [["x"], "zebra"]},
    {"_id": "\U0001f600", "article_id": "ß", "revision": 10**15, "names": ["\\", "`"]},
]
INDEXES = (("article_id", "revision"), ("revision",), ("names",))


def wanted(document: dict[str, Any], query: dict[str, Any]) -> bool:
    """Tell what MongoDB's manual says of equality, `$in` and ranges of strings."""
    return all(_fits(document.get(field), asked) for field, asked in query.items())


def _fits(value: Any, asked: Any) -> bool:
    held = [value, *(value if isinstance(value, list) else ())]
    if not isinstance(asked, dict):
        return asked in held
    if "$in" in asked:
        return any(one in asked["$in"] for one in held)
    compare = {
        "$gt": lambda end: value > end,
        "$gte": lambda end: value >= end,
        "$lt": lambda end: value < end,
        "$lte": lambda end: value <= end,
    }
    return all(compare[name](end) for name, end in asked.items())


QUERIES: list[dict[str, Any]] = [
    {"_id": {"$in": []}},
    {"_id": {"$in": ["a:1", "b:1", "nobody"]}},
    {"_id": {"$gt": "b:1"}},
    {"_id": {"$gte": "a:2", "$lt": "d:1"}},
    {"_id": {"$lte": "a:2"}},
    {"_id": {"$gt": "z"}},
    {"article_id": {"$in": []}},
    {"article_id": "a"},
    {"article_id": "["},
    {"article_id": '["a"]'},
    {"article_id": "ß"},
    {"article_id": {"$in": ["a"]}},
    {"article_id": {"$in": ["c", "nobody", "[a"]}},
    {"article_id": {"$in": ["a", "b"]}, "revision": 1},
    {"article_id": "a", "revision": {"$in": [2, 3]}},
    {"article_id": "a", "_id": {"$gt": "a:1"}},
    {"revision": 1},
    {"revision": "1"},
    {"revision": {"$in": [2, 10**15]}},
    {"names": "x"},
    {"names": "zebra"},
    {"names": "\\"},
    {"names": {"$in": ["y", "["]}},
    {"names": {"$in": ["'; DROP TABLE d; --", "`"]}},
]


@pytest.fixture
def found_by_indexes(monkeypatch: pytest.MonkeyPatch) -> Iterator[neosqlite.Collection]:
    """Give a collection of a server that was started as ours is."""
    for name in ("_build_field_clause", "_build_id_operator_clause"):
        # Put back what is there now, once the test has had it replaced.
        monkeypatch.setattr(SqlQueryBuilderMixin, name, getattr(SqlQueryBuilderMixin, name))
    find_by_indexes()
    with neosqlite.Connection(":memory:") as database:
        collection = database["d"]
        collection.insert_many([dict(each) for each in DOCUMENTS])
        for keys in INDEXES:
            collection.create_index([(key, 1) for key in keys])
        yield collection


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_finds_what_mongodb_finds(
    found_by_indexes: neosqlite.Collection, query: dict[str, Any]
) -> None:
    found = {each["_id"] for each in found_by_indexes.find(query)}

    assert found == {each["_id"] for each in DOCUMENTS if wanted(each, query)}


def test_finds_one_of_twenty_thousand(found_by_indexes: neosqlite.Collection) -> None:
    many = {"article_id": {"$in": ["a", *map(str, range(20_000))]}}

    assert {each["_id"] for each in found_by_indexes.find(many)} == {"a:1", "a:2", "c:1"}


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_reads_no_whole_collection(
    found_by_indexes: neosqlite.Collection, query: dict[str, Any]
) -> None:
    where, values, _ = found_by_indexes.query_engine.helpers._build_simple_where_clause(query)
    plan = found_by_indexes.db.execute(f"EXPLAIN QUERY PLAN SELECT id FROM d {where}", values)
    steps = [str(row[3]) for row in plan.fetchall()]

    is_for_nobody = where == "WHERE 0"  # whose plan is to read all, and which reads nothing
    assert is_for_nobody or any(step.startswith("SEARCH d USING") for step in steps), steps
    assert is_for_nobody or not any(step.startswith("SCAN d") for step in steps), steps

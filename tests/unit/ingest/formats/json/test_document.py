from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.json.document import Problems, read_json, split_ndjson
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.parsed import UnreadableError


def read(content: bytes | str) -> tuple[object, Problems]:
    problems = Problems()
    raw = content.encode() if isinstance(content, str) else content
    return read_json(raw, problems), problems


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text("abc äö", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=3), inner)
    ),
    max_leaves=20,
)


@given(plain_values, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_plain_json_is_read_as_it_is_in_any_encoding(value: object, encoding: str) -> None:
    content = json.dumps({"a": value}, ensure_ascii=False).encode(encoding)

    found, problems = read(content)

    assert found == {"a": value}
    assert not problems.found


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{"a": 1,\n "b": }', 2),
        ("{'a': 1}", 1),
        ('{"a": 1\n', 2),
        ('{"a": 1,,}', 1),
        ('{"a": 1} {"b": 2}', 1),
        ("<nitf/>", 1),
        ("", 1),
        ("[" * 500, 1),
    ],
    ids=["no value", "single quotes", "cut off", "commas", "two", "xml", "empty", "deep"],
)
def test_what_is_no_json_is_told_with_its_line_and_the_way_out(content: str, line: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content)

    problem = refused.value.problems[0]
    assert (problem.line, problem.fatal) == (line, True)
    assert problem.fix


@pytest.mark.parametrize(
    ("content", "meant", "line"),
    [
        ('{"a": 1,}', {"a": 1}, 1),
        ('{"a": [1, "x",\n ],\n}', {"a": [1, "x"]}, 1),
        (
            '{"a": ",]", "b": "\\",}", "c": {"d": "e" , } }',
            {"a": ",]", "b": '",}', "c": {"d": "e"}},
            1,
        ),
        ('[{"a": 1},\n {"a": true}\n,\n]', [{"a": 1}, {"a": True}], 3),
        ('{"a": "x\ty",}', {"a": "x\ty"}, 1),
    ],
    ids=["in an object", "in a list", "beside some in strings", "on a line", "and a control"],
)
def test_a_comma_before_a_closing_bracket_is_passed_over_and_told(
    content: str, meant: object, line: int
) -> None:
    found, problems = read(content)

    assert found == meant
    told = problems.found[0]
    assert (told.line, told.fatal) == (line, False)
    assert "comma" in told.detail
    assert told.fix


@pytest.mark.parametrize("content", ["[,]", '{"a": ,}', "[1,,]", '{"a",}', '{"a": 1,'])
def test_commas_with_nothing_before_them_are_no_json(content: str) -> None:
    with pytest.raises(UnreadableError):
        read(content)


def test_a_key_that_is_there_twice_is_told() -> None:
    found, problems = read('{"a": 1,\n"b": {"x":1},\n "a": 2}')

    assert found == {"a": 2, "b": {"x": 1}}
    assert [problem.line for problem in problems.found] == [3]


def test_a_key_that_is_there_many_times_is_told_once() -> None:
    found, problems = read('{"a": 1,\n"b": 2,\n"b": 3,\n"a": 4,\n"b": 5}')

    assert found == {"a": 4, "b": 5}
    assert [(problem.line, "“a”" in problem.detail) for problem in problems.found] == [
        (5, False),
        (4, True),
    ]


def test_a_string_that_looks_like_a_key_is_no_repeat() -> None:
    found, problems = read('{"a": "\\"b\\": 1", "c": "x\\":"}')

    assert found == {"a": '"b": 1', "c": 'x":'}
    assert not problems.found


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "9" * 40, "9" * 5000])
def test_numbers_that_readers_do_not_agree_on_are_left_out_and_told(number: str) -> None:
    found, problems = read(f'{{"a": {number}, "b": 1}}')

    assert found == {"a": None, "b": 1}
    assert [problem.pointer for problem in problems.found] == ["/a"]


def test_strings_are_washed() -> None:
    found, _ = read(b'{"a": "x\\u0000y", "b": "e\\u0301", "c": "\\ud800"}')

    assert found == {"a": "xy", "b": "é", "c": "\ufffd"}


def test_keys_that_a_database_could_take_for_operators_are_left_out() -> None:
    found, problems = read('{"a": {"$gt": 1, "b/c": {"$x": 1}}}')

    assert found == {"a": {"b/c": {}}}
    assert {problem.pointer for problem in problems.found} == {"/a/$gt", "/a/b~1c/$x"}


def test_lines_are_counted_with_the_blank_ones() -> None:
    assert [*split_ndjson(b"\xef\xbb\xbf{}\r\n\n \n[]\n")] == [(1, b"{}"), (4, b"[]")]


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        ({"version_created": "a", "Version-Created": "b"}, "a"),
        ({"version_created": "", "Version-Created": "b"}, "b"),
        ({"version_created": None, "Version-Created": []}, None),
        ({"version_created": 0, "Version-Created": "b"}, "0"),
    ],
)
def test_of_keys_that_look_alike_the_first_with_something_in_it_is_read(
    value: dict[str, object], read_as: str | None
) -> None:
    fields = Fields(value, "", Problems())  # type: ignore[arg-type]  # as read from JSON

    assert fields.line("versionCreated") == read_as
    assert fields.has_only("versionCreated")


def test_an_empty_key_beside_others_counts_as_not_there() -> None:
    assert Fields({"name": "a", "code": ""}, "", Problems()).has_only("name")
    assert not Fields({"name": "a", "code": "b"}, "", Problems()).has_only("name")

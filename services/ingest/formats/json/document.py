"""Reading JSON that strangers wrote: bounded, washed, and with the place of every fault.

`read_json` gives values that are safe to keep: strings in NFC without control characters, no
key that MongoDB could take for an operator, no number that JSON cannot carry.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import orjson

from services.ingest.formats.json.keys import LONGEST_NAME, ByKeys, folded_key
from services.ingest.formats.parsed import Problem, UnreadableError
from services.ingest.formats.text import charsets
from services.ingest.formats.text.markup import tidy_line, tidy_text
from services.ingest.formats.wording.embargo.names import names_embargo

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_DEEPEST = 40
"""Arrays and objects inside one another. ninjs with associations has under 12."""

_MOST_VALUES = 200_000
LARGEST_NUMBER = 10**18

_MOST_PROBLEMS = 50
"""Of one payload. Whoever sends more faults than this mends the first ones first."""

_KEYS = re.compile(rb'"\s*:')
_TOKENS = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"|[\[\]{}\n]')


@dataclass
class Problems:
    """The problems of one payload, in the order they were met, at most `_MOST_PROBLEMS`."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self,
        pointer: str | None,
        detail: str,
        fix: str,
        *,
        line: int | None = None,
        fatal: bool = False,
    ) -> None:
        """Note a problem; the same one at the same place is noted once."""
        problem = Problem(detail=detail, fix=fix, pointer=pointer, line=line, fatal=fatal)
        if len(self.found) < _MOST_PROBLEMS and problem not in self.found:
            self.found.append(problem)


def escaped(key: str) -> str:
    """Write a key as a part of a JSON pointer (RFC 6901), shortened if it is absurd."""
    return _remembered_part(key) if len(key) <= LONGEST_NAME else _pointer_part(key)


def _pointer_part(key: str) -> str:
    return tidy_line(key)[:80].replace("~", "~0").replace("/", "~1")


_remembered_part = lru_cache(maxsize=1024)(_pointer_part)


def read_json(content: bytes, problems: Problems, charset: str | None = None) -> Json:
    """Read a JSON text, or raise `UnreadableError` with the line or the pointer."""
    try:
        value: Json = orjson.loads(content)  # so it is UTF-8 as well, and nothing else
    except orjson.JSONDecodeError:
        content = _without_call(_as_utf8(content, problems, charset))
        content = _without_last_commas(content, problems)
        try:
            value = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            value = _read_slowly(content, problems)
            if "control character" in error.msg:
                problems.add(
                    None,
                    f"this is not quite JSON ({error.msg[:80]}); it was read all the same",
                    "let a JSON writer write it: it escapes line breaks and control characters",
                    line=error.lineno,
                )
            return _Wash(problems).value(value)
    wash = _Wash(problems)
    washed = wash.value(value)
    if len(_KEYS.findall(content)) != wash.keys:
        # Either some string holds `":`, or a key is there twice: look closely.
        again = _read_slowly(content, problems)
        if again != value:  # a stop or an embargo was said twice
            return _Wash(problems).value(again)
    return washed


_MAY_BE_LAST = re.compile(rb",\s*+[}\]]")
_LAST_COMMA = re.compile(
    rb'"(?>(?:[^"\\]|\\.|\\\Z)*)(?:"|\Z)|(?<![\[{,:\s])(?P<blanks>\s*+),(?=\s*+[}\]])',
    re.DOTALL,
)
"""A string, which is left as it is, or a comma between a value and a closing bracket."""


def _without_last_commas(content: bytes, problems: Problems) -> bytes:
    """Take out commas before closing brackets, which templates leave there."""
    if _MAY_BE_LAST.search(content) is None:
        return content
    places: list[int] = []

    def without(found: re.Match[bytes]) -> bytes:
        if found["blanks"] is None:
            return found[0]
        places.append(found.end())
        return found["blanks"]

    content, before = _LAST_COMMA.sub(without, content), content
    if places:
        problems.add(
            None,
            "there is a comma before a closing bracket; it was read all the same",
            "take it out: a JSON writer leaves none there",
            line=before.count(b"\n", 0, places[0]) + 1,
        )
    return content


_CALL = re.compile(rb"\s*(?:/\*\*/)?\s*(?:[A-Za-z_$][\w.$]{0,80}\(\s*(?=[\[{])|\)\]\}'?,?\s)")
_CALL_ENDS = re.compile(rb"\)\s*;?\s*$")


def _without_call(content: bytes) -> bytes:
    """Take off what some put around JSON for browsers: a function's call, or a guard."""
    found = None if content[:1] in b"{[" else _CALL.match(content)
    if found is None:
        return content
    end = _CALL_ENDS.search(content, max(len(content) - 64, found.end()))
    return content[found.end() : end.start() if end else len(content)]


def split_ndjson(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each non-blank line with its number, counted from 1; each is its own payload."""
    start = 0
    number = 0
    if content.startswith(b"\xef\xbb\xbf"):
        start = 3
    while start < len(content):
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        number += 1
        line = content[start:end].strip(b" \t\r\x1e")
        if line:
            yield number, line
        start = end + 1


def _as_utf8(content: bytes, problems: Problems, charset: str | None) -> bytes:
    """Give plain UTF-8 without a mark; JSON without one tells UTF-16/32 by its zero bytes."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadableError(
            Problem(
                detail="there is no JSON here: the body is empty",
                fix="send one JSON object, or one a line as application/x-ndjson",
                line=1,
                fatal=True,
            )
        )
    head = content[:4]
    zeros = "".join("0" if byte == 0 else "x" for byte in head)
    guessed = {
        "000x": "utf-32-be",
        "x000": "utf-32-le",
        "0x0x": "utf-16-be",
        "x0x0": "utf-16-le",
    }.get(zeros)
    marked = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head == b"\x00\x00\xfe\xff"
    if not marked and not guessed:
        if content.startswith(b"\xef\xbb\xbf"):
            content = content[3:]
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return content
    decoded = charsets.decode(content, guessed or charset)
    for problem in decoded.problems:
        problems.add(None, problem.detail, problem.fix, line=problem.line)
    return decoded.text.encode("utf-8", "replace")


def _read_slowly(content: bytes, problems: Problems) -> Json:
    """Read with the standard library's reader, which can tell what is wrong and where."""
    text = content.decode("utf-8", "replace")
    _refuse_depth(text)
    told: set[str] = set()

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read = dict(pairs)
        if len(read) != len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                # To find its line the whole text is read: no more often than problems count.
                if key in seen and key not in told and len(told) < _MOST_PROBLEMS:
                    told.add(key)
                    problems.add(
                        None,
                        f"the key “{escaped(key)}” is there twice in one object; "
                        "the last one was taken",
                        "send each key once",
                        line=_line_of_repeat(text, key),
                    )
                seen.add(key)
            _keep_both(read, pairs)
        return read

    def whole(digits: str) -> int | float:
        # Python refuses over 4300 digits; no number of a news item has over 18.
        return int(digits) if len(digits) <= 20 else math.inf

    def not_a_number(name: str) -> float:
        return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}[name]

    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=once,
            parse_int=whole,
            parse_constant=not_a_number,
            strict=False,
        )
    except json.JSONDecodeError as error:
        raise UnreadableError(_syntax(text, error)) from error
    except RecursionError:
        raise UnreadableError(_too_deep(None)) from None
    return value


SAID_BEFORE = "before: "
"""Begins the key of what another key said until it was there again."""
_STOPS = re.compile(r"pubstatus|signal|profile")


def _keep_both(read: dict[str, Any], pairs: list[tuple[str, Any]]) -> None:
    """Keep what a key said before where it may be a stop or an embargo, and was something else.

    As a list: whatever reads it finds no time and no status there, and is careful. Words that
    were said before stand beside, to be read as all words are.
    """
    said: dict[str, list[Any]] = {}
    for key, value in pairs:
        said.setdefault(key, []).append(value)
    for key, values in said.items():
        if all(value == values[0] for value in values):
            continue
        if _STOPS.search(folded_key(key[:LONGEST_NAME])) or names_embargo(key):
            read[key] = values
        elif any(isinstance(value, (dict, list)) for value in values):
            read[f"{SAID_BEFORE}{key}"] = values[:-1]
        elif words := [value for value in values[:-1] if isinstance(value, str)]:
            read[f"{SAID_BEFORE}{key}"] = "\n".join(words)


def _line_of_repeat(text: str, key: str) -> int | None:
    places = [m.start() for m in re.finditer(re.escape(json.dumps(key)) + r"\s*:", text)]
    return text.count("\n", 0, places[-1]) + 1 if places else None


def _syntax(text: str, error: json.JSONDecodeError) -> Problem:
    message = error.msg[:1].lower() + error.msg[1:]
    near = tidy_line(text[max(0, error.pos - 20) : error.pos + 20])
    fix = "mend the JSON at that place; a JSON writer does it better than a template"
    if text[error.pos : error.pos + 1] in {"'", "“", "”"}:
        fix = 'write strings and keys in straight double quotes: "headline"'
    elif "property name" in error.msg or re.match(r"\s*[}\]]", text[error.pos :]):
        fix = "take out the comma before the closing bracket, and quote each key"
    elif error.pos >= len(text.rstrip()):
        fix = "the text ends too early: send the whole document (was it cut at a size limit?)"
    elif "Extra data" in error.msg:
        fix = "send one JSON value, or one a line as application/x-ndjson"
    elif text.lstrip().startswith("<"):
        fix = "this is XML or HTML: send it as application/xml or text/html"
    return Problem(
        detail=f"this is no JSON: {message} at line {error.lineno}, column {error.colno}, "
        f"near “{near}”",
        fix=fix,
        line=error.lineno,
        fatal=True,
    )


def _refuse_depth(text: str) -> None:
    depth = 0
    line = 1
    for token in _TOKENS.finditer(text):
        mark = token.group()
        if mark == "\n":
            line += 1
        elif mark in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise UnreadableError(_too_deep(line))
        elif mark in "]}":
            depth -= 1


def _too_deep(line: int | None, pointer: str | None = None) -> Problem:
    return Problem(
        detail=f"arrays and objects are nested more than {_DEEPEST} deep",
        fix="send associated items by reference, or one level of them",
        line=line,
        pointer=pointer,
        fatal=True,
    )


class _Wash:
    """Walks a value once: counts, checks and cleans what will be kept."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._values = 0
        self.keys = 0

    def value(self, value: Json, path: tuple[str | int, ...] = ()) -> Json:
        """Wash a value where it stands; most of one is clean and is not written anew."""
        if isinstance(value, dict):
            self._check(path, len(value))
            self.keys += len(value)
            if not _ARE_SAFE[tuple(value)]:
                value = self._with_safe_keys(value, path)
            self._wash_parts(value, value.items(), path)
        elif isinstance(value, list):
            self._check(path, len(value))
            self._wash_parts(value, enumerate(value), path)
        elif isinstance(value, str):
            return _safe_text(value)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._number(value, path)
        return value

    def _wash_parts(
        self, whole: Any, parts: Iterable[tuple[Any, Any]], path: tuple[str | int, ...]
    ) -> None:
        for at, part in parts:
            if isinstance(part, str):  # as most are: asked here, a call less for each
                if not (part.isascii() and part.isprintable()):
                    whole[at] = tidy_text(part)
            elif part is not None and part is not True and part is not False:
                whole[at] = self.value(part, (*path, at))

    def _with_safe_keys(
        self, value: dict[str, Json], path: tuple[str | int, ...]
    ) -> dict[str, Json]:
        return {
            _safe_text(key): part
            for key, part in value.items()
            if not key.startswith("$") or self._is_kept(key, path)
        }

    def _check(self, path: tuple[str | int, ...], more: int) -> None:
        self._values += more
        if len(path) >= _DEEPEST:
            raise UnreadableError(_too_deep(None, _pointer(path)))
        if self._values > _MOST_VALUES:
            raise UnreadableError(
                Problem(
                    detail=f"there are more than {_MOST_VALUES} values in this document",
                    fix="send fewer items at a time",
                    pointer=_pointer(path),
                    fatal=True,
                )
            )

    def _is_kept(self, key: str, path: tuple[str | int, ...]) -> bool:
        if key not in {"$standard", "$schema"}:
            self._problems.add(
                _pointer((*path, key)),
                f"a key may not begin with “$”; “{escaped(key)}” was left out",
                "leave it out, or send it under another name",
            )
        return False

    def _number(self, number: float, path: tuple[str | int, ...]) -> int | float | None:
        if math.isfinite(number) and abs(number) < LARGEST_NUMBER:
            return number
        self._problems.add(
            _pointer(path),
            "this number is none that JSON readers agree on; it was left out",
            "send numbers below 10^18; NaN and Infinity are no JSON",
        )
        return None


def _pointer(path: tuple[str | int, ...]) -> str:
    pointer = "".join(f"/{escaped(str(part))}" for part in path)
    return pointer if len(pointer) <= 200 else pointer[:200] + "…"


def _are_safe(keys: tuple[str, ...]) -> bool:
    return not any(key.startswith("$") or _safe_text(key) != key for key in keys)


_ARE_SAFE = ByKeys(_are_safe)


def _safe_text(text: str) -> str:
    return text if text.isascii() and text.isprintable() else tidy_text(text)

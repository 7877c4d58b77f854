"""Reading a JSON object key by key; pure.

What has the wrong type becomes a problem with its JSON pointer, and is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from services.ingest.formats.json.document import Json, Problems, escaped
from services.ingest.formats.json.keys import LONGEST_NAME, ByKeys, folded_key
from services.ingest.formats.json.moments import read_moment
from services.ingest.formats.text.markup import plain_line
from services.ingest.formats.wording.written_dates import NOWHERE, Near


class _Shape:
    """Which of an object's keys answer to which names: found out once for all that look alike.

    A wire's items have the same few dozen keys, and are asked for a hundred names each.
    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys
        self._by_name: dict[str, list[str]] = {}
        for key in keys:
            self._by_name.setdefault(folded_key(key[:LONGEST_NAME]), []).append(key)
        self.answers: dict[tuple[str, ...], tuple[str, ...]] = {}
        """To names asked for before, the keys that answer."""
        self._others: dict[tuple[str, ...], tuple[str, ...]] = {}

    def answering(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Give the keys that answer to these names, the first name's first."""
        keys = self.answers.get(names)
        if keys is None:
            wanted = [folded_key(name[:LONGEST_NAME]) for name in names]
            keys = tuple(key for name in wanted for key in self._by_name.get(name, ()))
            self.answers[names] = keys
        return keys

    def not_answering(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Give the other keys."""
        keys = self._others.get(names)
        if keys is None:
            answering = set(self.answering(names))
            keys = tuple(key for key in self._keys if key not in answering)
            self._others[names] = keys
        return keys


_SHAPES = ByKeys(_Shape)


def _is_there(part: Json) -> bool:
    """Tell what is neither null nor empty."""
    return bool(part) or isinstance(part, (int, float))


class Fields:
    """A JSON object, its keys matched without regard to case, `_` and `-`.

    So one reader serves `versioncreated` (ninjs 1 and 2), `versionCreated` (3) and
    `version_created` (whoever writes by hand).
    """

    def __init__(
        self,
        value: Mapping[str, Json],
        pointer: str,
        problems: Problems,
        near: Near = NOWHERE,
    ) -> None:
        self.pointer = pointer
        self.problems = problems
        self.near = near
        self.keys = tuple(value)
        self._value = value
        self._shape = _SHAPES[self.keys]

    def has(self, *names: str) -> bool:
        """Tell whether one of these keys is there with something in it."""
        return self._find(names) is not None

    def has_only(self, *names: str) -> bool:
        """Tell whether nothing but these keys is there."""
        others = self._shape.not_answering(names)
        return not others or not any(_is_there(self._value[key]) for key in others)

    def raw(self, *names: str) -> Json:
        """Give the value of the first of these keys that is there."""
        found = self._find(names)
        return found[1] if found else None

    def spelled(self, name: str) -> tuple[str, ...]:
        """Give all of `keys` that are this name, however it is spelled, and not null."""
        return tuple(k for k in self._shape.answering((name,)) if self._value[k] is not None)

    def with_others(self, others: Mapping[str, Json]) -> Fields:
        """Give the same object with further keys; its own come first."""
        return Fields({**others, **self._value}, self.pointer, self.problems, self.near)

    def own(self, key: str) -> Json:
        """Give the value of one of `keys`, as it is spelled."""
        return self._value[key]

    def place_of(self, key: str) -> str:
        """Point to one of `keys`."""
        return f"{self.pointer}/{escaped(key)}"

    def at(self, *names: str) -> str:
        """Point to the first of these keys that is there, or to where the first belongs."""
        found = self._find(names)
        return f"{self.pointer}/{escaped(found[0] if found else names[0])}"

    def text(self, *names: str) -> str | None:
        """Read text with its lines; numbers are taken as written."""
        found = self._find(names)
        if found is None:
            return None
        key, value = found
        if isinstance(value, str):
            return value if value.strip() else None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self._wrong(key, value, "a string")
        return None

    def words(self, name: str) -> str | None:
        """Read what only words can say, a headline or a story: a number is a fault."""
        found = self._find((name,))
        if found is not None and not isinstance(found[1], str):
            self._wrong(*found, "a string")
            return None
        return self.text(name)

    def line(self, *names: str) -> str | None:
        """Read one plain line of text: no mark-up, no entities, blanks folded."""
        found = self._find(names)
        if found is None:
            return None
        text = found[1] if isinstance(found[1], str) else self.text(*names)
        return (plain_line(text) or None) if text else None

    def lines(self, *names: str) -> tuple[str, ...]:
        """Read a list of words, or one string with commas between them."""
        found = self._find(names)
        if found is None:
            return ()
        key, value = found
        if isinstance(value, str):
            value = [*value.split(",")]
        if not isinstance(value, list):
            self._wrong(key, value, "a list of strings")
            return ()
        read: list[str] = []
        for index, part in enumerate(value):
            if isinstance(part, dict):
                named = Fields(
                    part, f"{self.pointer}/{escaped(key)}/{index}", self.problems, self.near
                )
                part = named.line("name", "value", "code", "literal")  # noqa: PLW2901  its name
            if isinstance(part, (str, int, float)) and not isinstance(part, bool):
                read.append(plain_line(str(part)))
        return tuple(dict.fromkeys(word for word in read if word))

    def whole(self, *names: str, least: int, most: int) -> int | None:
        """Read a whole number, also one written as a string."""
        found = self._find(names)
        if found is None:
            return None
        key, value = found
        number: float | None = None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            number = value
        elif isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,18}(?:\.0+)?\s*", value):
            number = float(value)
        if number is None or number != int(number) or not least <= number <= most:
            self._wrong(key, value, f"a whole number from {least} to {most}")
            return None
        return int(number)

    def number(self, *names: str) -> float | None:
        """Read a number, also one written as a string."""
        found = self._find(names)
        if found is None:
            return None
        key, value = found
        if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,15}(?:\.\d{1,15})?\s*", value):
            return float(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        self._wrong(key, value, "a number")
        return None

    def moment(self, *names: str) -> datetime | None:
        """Read a date-time; one without an offset is noted, and its source's."""
        found = self._find(names)
        if found is None:
            return None
        key, value = found
        if isinstance(value, str):
            read = read_moment(value, self.near)
            if read is not None:
                if read.assumed:
                    self.problems.add(
                        f"{self.pointer}/{escaped(key)}",
                        f"“{value[:40]}” has no offset; it was read as {read.assumed}",
                        "write the offset: 2026-11-23T08:10:30Z or …+01:00",
                    )
                return read.at
        self._wrong(key, value, "a date-time such as 2026-11-23T08:10:30Z")
        return None

    def object(self, *names: str) -> Fields | None:
        """Go into an object."""
        found = self._find(names)
        if found is None:
            return None
        key, value = found
        if isinstance(value, dict):
            return Fields(value, f"{self.pointer}/{escaped(key)}", self.problems, self.near)
        self._wrong(key, value, "an object")
        return None

    def objects(self, *names: str, named: str | None = None) -> Iterator[Fields]:
        """Go through a list of objects; strings in it stand for `{named: string}`.

        Also through an object of objects (ninjs 1.x): each gets its key as `name`.
        """
        found = self._find(names)
        return iter(()) if found is None else self._objects(*found, named)

    def _objects(self, key: str, value: Json, named: str | None) -> Iterator[Fields]:
        place = f"{self.pointer}/{escaped(key)}"
        if (
            isinstance(value, dict)
            and value
            and all(isinstance(part, (dict, list, type(None))) for part in value.values())
        ):
            for name, part in value.items():
                for index, one in enumerate(part if isinstance(part, list) else [part]):
                    if isinstance(one, dict):
                        where = f"{place}/{escaped(name)}"
                        if isinstance(part, list):
                            where += f"/{index}"
                        yield Fields({"name": name, **one}, where, self.problems, self.near)
            return
        if isinstance(value, dict):
            value = [value]
        if isinstance(value, str) and named:
            value = [value]
        if not isinstance(value, list):
            self._wrong(key, value, "a list of objects")
            return
        for index, part in enumerate(value):
            if isinstance(part, dict):
                yield Fields(part, f"{place}/{index}", self.problems, self.near)
            elif isinstance(part, (str, int)) and named and not isinstance(part, bool):
                yield Fields({named: str(part)}, f"{place}/{index}", self.problems, self.near)
            elif part is not None:
                self.problems.add(
                    f"{place}/{index}",
                    f"this is {_kind(part)}, not an object; it was left out",
                    'write an object: {"name": …}',
                )

    def _find(self, names: tuple[str, ...]) -> tuple[str, Json] | None:
        keys = self._shape.answers.get(names)  # a call less for each of a hundred names
        for key in self._shape.answering(names) if keys is None else keys:
            part = self._value[key]
            if part or _is_there(part):
                return key, part
        return None

    def _wrong(self, key: str, value: Json, wanted: str) -> None:
        shown = f" ({json.dumps(value)[:40]})" if isinstance(value, (str, int, float)) else ""
        self.problems.add(
            f"{self.pointer}/{escaped(key)}",
            f"“{escaped(key)}” is {_kind(value)}{shown}, not {wanted}; it was left out",
            f"write {wanted}",
        )


def _kind(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object"

"""Filters of sites and products: `section=world,business language=en urgency<=3`; pure.

All conditions of a filter must hold. Commas are "or"; `!` before a value excludes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from services.publish.about import About, hashed_topic
from services.publish.slugs import section_slug

LONGEST_FILTER = 2000
_KEYS = ("section", "topic", "place", "language", "urgency")
_CONDITION = re.compile(r"([a-z]+)(<=|>=|<|>|=)(.+)")
_URGENCIES = range(1, 10)


class FilterError(ValueError):
    """A filter that cannot be read; the message says where and what would do."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """Holds where one of `wanted` is there, if any are named, and none of `unwanted`."""

    key: str
    wanted: frozenset[str]
    unwanted: frozenset[str]

    def holds(self, about: About) -> bool:
        said = _SAID[self.key](about)
        if said & self.unwanted:
            return False
        return not self.wanted or bool(said & self.wanted)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter, read."""

    conditions: tuple[_Condition, ...]

    def wants(self, about: About) -> bool:
        """Tell whether a revision passes."""
        return all(condition.holds(about) for condition in self.conditions)


def read_filter(text: str) -> Filter:
    """Read a filter; raises `FilterError`."""
    if len(text) > LONGEST_FILTER:
        raise FilterError(f"a filter has at most {LONGEST_FILTER} characters")
    parts = text.split()
    if not parts:
        raise FilterError("a filter has at least one condition, such as section=world")
    return Filter(tuple(_condition(part) for part in parts))


def _condition(part: str) -> _Condition:
    found = _CONDITION.fullmatch(part)
    if found is None or found[1] not in _KEYS:
        raise FilterError(
            f"{part[:80]!r} is no condition; one is KEY=VALUE,VALUE with {', '.join(_KEYS)}"
        )
    key, sign, said = found[1], found[2], found[3]
    if key == "urgency" and sign != "=":
        return _Condition(key, _urgencies(sign, said), frozenset())
    if sign != "=":
        raise FilterError(f"{part[:80]!r}: only urgency can be compared with {sign}")
    values = said.split(",")
    if not all(value.removeprefix("!") for value in values):
        raise FilterError(f"{part[:80]!r} has an empty value")
    wanted = (value for value in values if not value.startswith("!"))
    unwanted = (value[1:] for value in values if value.startswith("!"))
    return _Condition(key, _as_said(key, wanted), _as_said(key, unwanted))


def _as_said(key: str, values: Iterable[str]) -> frozenset[str]:
    """Give values as revisions say them; topics also as they stay of what was taken back."""
    said = frozenset(map(_NORMAL[key], values))
    return said | frozenset(map(hashed_topic, said)) if key == "topic" else said


def _urgencies(sign: str, said: str) -> frozenset[str]:
    limit = int(_urgency(said))
    passes: dict[str, Callable[[int], bool]] = {
        "<=": lambda urgency: urgency <= limit,
        ">=": lambda urgency: urgency >= limit,
        "<": lambda urgency: urgency < limit,
        ">": lambda urgency: urgency > limit,
    }
    found = frozenset(str(each) for each in _URGENCIES if passes[sign](each))
    if not found:
        raise FilterError(f"no urgency is {sign}{said}: they go from 1, the highest, to 9")
    return found


def _urgency(said: str) -> str:
    if said not in map(str, _URGENCIES):
        raise FilterError(f"urgency is a number from 1, the highest, to 9, not {said[:20]!r}")
    return said


def _topic(said: str) -> str:
    return re.split(r"[/:#]", said.casefold())[-1]


_NORMAL: Mapping[str, Callable[[str], str]] = {
    "section": section_slug,
    "topic": _topic,
    "place": str.casefold,
    "language": str.casefold,
    "urgency": _urgency,
}
_SAID: Mapping[str, Callable[[About], frozenset[str]]] = {
    "section": lambda about: frozenset({about.section}),
    "topic": lambda about: frozenset(about.topics),
    "place": lambda about: frozenset(about.places),
    # `en` means every English, `en-GB` only that one.
    "language": lambda about: frozenset({about.language, about.language.partition("-")[0]}),
    "urgency": lambda about: frozenset({str(about.urgency)} if about.urgency else ()),
}

"""How an item stands: type, status, signals, embargo, language; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple, get_args

from services.ingest.formats.fields import EmbargoField, Spot
from services.ingest.formats.json.document import Json
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.keys import ByKeys
from services.ingest.formats.wording.embargo.names import (
    names_beginning,
    names_embargo,
    plain_name,
)
from shared.ninjs import PubStatus

_ItemType = Literal[
    "text",
    "audio",
    "video",
    "picture",
    "graphic",
    "composite",
    "component",
    "event",
    "planning",
]
_TYPES: tuple[_ItemType, ...] = get_args(_ItemType)
_STATUS: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # AP's word; the date says until when
    "withheld": "withheld",
    "withhold": "withheld",
    "hold": "withheld",
    "onhold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "cancel": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "withdrawn": "canceled",
    "recalled": "canceled",
    "deleted": "canceled",
}


def where_an_embargo_belongs(fields: Fields) -> Spot:
    """Point to where an embargo is said in ninjs."""
    return Spot(pointer=fields.at("embargoedUntil", "embargoed"))


def embargo_fields(fields: Fields) -> tuple[EmbargoField, ...]:
    """Read all that looks like an embargo, however it is spelled.

    What is there and no text, a list of two different values say, cannot be read as a time.
    """
    found = [*_embargoes_in(fields, 0)] if _may_have_embargo(fields) else []
    for key in _LOOKS[fields.keys].beginnings:
        if isinstance(said := fields.own(key), str):
            where = Spot(pointer=fields.place_of(key))
            found.append(EmbargoField(said, where, is_known=False, is_beginning=True))
    if (fields.line("pubStatus") or "").lower().rpartition(":")[2] == "embargoed":
        found.append(EmbargoField(None))
    if any(map(names_embargo, chain(signals_of(fields), fields.lines("profile")))):
        found.append(EmbargoField(None))
    return tuple(found)


class _Look(NamedTuple):
    """Which of an object's keys are worth a look: found out once for all that look alike."""

    is_named: bool
    saying_which: tuple[str, ...]
    of_others: frozenset[str]
    beginnings: tuple[str, ...]


def _look(keys: tuple[str, ...]) -> _Look:
    return _Look(
        any(map(names_embargo, keys)),
        tuple(filter(_SAYS_WHICH.fullmatch, keys)),
        frozenset(key for key in keys if key.lower() in _OF_OTHERS),
        tuple(filter(names_beginning, keys)),
    )


_LOOKS = ByKeys(_look)


def _may_have_embargo(fields: Fields) -> bool:
    """Tell whether anything in an item is named for an embargo; most are not searched then."""
    look = _LOOKS[fields.keys]
    if look.is_named:
        return True
    inner: list[Json] = [fields.own(key) for key in fields.keys if key not in look.of_others]
    waiting = [each for each in inner if isinstance(each, (dict, list))]
    for one in waiting:  # which grows
        if isinstance(one, dict):
            look = _LOOKS[tuple(one)]
            if look.is_named:
                return True
            for key in look.saying_which:
                if isinstance(said := one[key], str) and names_embargo(said):
                    return True
            waiting += [each for each in one.values() if isinstance(each, (dict, list))]
        else:
            waiting += [each for each in one if isinstance(each, (dict, list))]
    return False


def _embargoes_in(fields: Fields, depth: int) -> Iterator[EmbargoField]:
    """Find what looks like an embargo, however deep, but in what goes with the item."""
    for key in fields.keys:
        value = fields.own(key)
        if names_embargo(key):
            if value is not None and value is not False and value != "":
                yield _embargo_field(fields, key, value)
        elif isinstance(value, (dict, list)) and key.lower() not in _OF_OTHERS:
            yield from _within(fields, key, value, depth)
        elif (
            depth
            and isinstance(value, str)
            and _SAYS_WHICH.fullmatch(key)
            and names_embargo(value)
            and (held := _value_beside(fields)) is not None
        ):
            yield _embargo_field(fields, held, fields.own(held))


def _within(fields: Fields, key: str, value: Json, depth: int) -> Iterator[EmbargoField]:
    waiting = [(fields.place_of(key), value)]
    for _ in range(_MOST_BESIDE):
        if not waiting or depth >= _DEEPEST:
            return
        where, one = waiting.pop()
        if isinstance(one, dict):
            inner = Fields(one, where, fields.problems, fields.near)
            yield from _embargoes_in(inner, depth + 1)
        elif isinstance(one, list):
            waiting += [(f"{where}/{at}", part) for at, part in enumerate(one[:_MOST_BESIDE])]


_DEEPEST = 5
_MOST_BESIDE = 100
_OF_OTHERS = frozenset({"associations", "association", "renditions", "attachments", "items"})
"""What goes with an item has embargoes of its own."""
_SAYS_WHICH = re.compile(r"(?i)_?(?:name|key|type|property|field|label|code|id)")
_HOLDS_IT = re.compile(r"(?i)_?(?:value|content|data|date|time|datetime|until|end|text|val)")


def _value_beside(fields: Fields) -> str | None:
    """Find what holds the value of `{"name": "embargo", "value": …}`."""
    return next(
        (
            key
            for key in fields.keys
            if _HOLDS_IT.fullmatch(key) and fields.own(key) not in (None, False, "")
        ),
        None,
    )


def _embargo_field(fields: Fields, key: str, value: Json) -> EmbargoField:
    return EmbargoField(
        value if isinstance(value, str) else "",
        Spot(pointer=fields.place_of(key)),
        is_known=plain_name(key) in ("embargoed", "embargoeduntil"),
    )


def pub_status(fields: Fields) -> PubStatus:
    """Read the wire's word for the item's state; one nobody knows is a hold, never a go."""
    spelled = fields.spelled("pubStatus")
    said = {str(fields.own(key)).strip().lower() for key in spelled} if spelled[1:] else ()
    if len(said) > 1:
        fields.problems.add(
            fields.place_of(spelled[0]),
            "the publishing status is there under several spellings, which differ; the item is "
            "withheld",
            "send one pubstatus",
        )
        return "withheld"
    word = fields.line("pubStatus")
    if word is None:
        if fields.has("pubStatus"):
            return "withheld"
        return "usable"
    known = _STATUS.get(re.sub(r"[^a-z]", "", word.lower().rpartition(":")[2]))
    if known is None:
        fields.problems.add(
            fields.at("pubStatus"),
            f"“{word[:40]}” is no publishing status; the item is withheld",
            "write usable, withheld or canceled",
        )
        return "withheld"
    return known


def signals_of(fields: Fields) -> Iterator[str]:
    """Read signals, and TT's word for an update: corrected, changed, or no longer published."""
    if isinstance(fields.raw("signals"), dict):
        said = fields.object("signals")
        word = said.line("updateType") if said else None
        if word:
            yield {"KORR": "sig:correction", "RÄ": "sig:correction", "UV": "sig:update"}.get(
                word, word
            )
    else:
        yield from fields.lines("signals")
    yield from fields.lines("signal")


def is_advisory_of(fields: Fields) -> bool:
    """Tell by its profile what is for newsrooms only: PA's `advisory`, TT's `INFO`."""
    profile = fields.line("profile") or ""
    return profile.lower() == "advisory" or profile == "INFO"


def item_type(fields: Fields) -> _ItemType:
    """Read what kind of item it is; an unknown kind with words is taken as text."""
    word = (fields.line("type") or "text").lower()
    if word in _TYPES:
        return _TYPES[_TYPES.index(word)]
    alias: dict[str, _ItemType] = {
        "photo": "picture",
        "image": "picture",
        "preformatted": "text",
        "article": "text",
        "story": "text",
        "complex": "composite",
    }
    if word not in alias:
        fields.problems.add(
            fields.at("type"),
            f"“{word[:40]}” is no type of item; it was taken as text",
            f"write one of {', '.join(_TYPES)}",
        )
    return alias.get(word, "text")


def language(fields: Fields, *names: str) -> str | None:
    """Read a BCP 47 tag, with the hyphens it should have."""
    tag = fields.line(*(names or ("language",)))
    if tag is None:
        return None
    tag = tag.replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}", tag):
        return tag
    fields.problems.add(
        fields.at(*(names or ("language",))),
        f"“{tag[:40]}” is no language tag; it was left out",
        "write a BCP 47 tag such as en or en-GB",
    )
    return None


def representation(fields: Fields) -> Literal["full", "partial"] | None:
    """Tell a whole item from a part of one."""
    word = (fields.line("representationType") or "").lower()
    if word in {"full", "complete"}:
        return "full"
    return "partial" if word in {"partial", "incomplete"} else None
